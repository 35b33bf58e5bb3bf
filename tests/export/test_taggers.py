"""flashtext and tantivy themselves: what docs/doors/others.md says of them is so."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from toponyms import Gazetteer, place_ids

pytestmark = pytest.mark.slow
CYRILLIC = "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя"


def test_flashtext_needs_to_know_cyrillic_letters(export: Callable[..., str]) -> None:
    flashtext = pytest.importorskip("flashtext", reason="needs: pip install flashtext")
    names = json.loads(export("flashtext"))

    def found(text: str, letters: str) -> list[str]:
        processor = flashtext.KeywordProcessor(case_sensitive=True)
        for letter in letters + letters.upper() + "ʼ'’" * bool(letters):
            processor.add_non_word_boundary(letter)
        processor.add_keywords_from_dict(names)
        return list(processor.extract_keywords(text))

    text = "Бої: Часів Яр, Кам’янське, Дзержинск. Yar festival in Chasov. Торецькому."
    right = ["chasiv-yar-donetsk", "kamianske-dnipropetrovsk", "dzerzhinsk-nizhny-novgorod-ru|toretsk-donetsk"]
    assert found(text, CYRILLIC) == right
    assert found(text, "") == [*right, "toretsk-donetsk"]  # the beginning of a longer word


def test_tantivy_with_the_field_of_ids(world: Gazetteer, documents: dict[str, str]) -> None:
    tantivy = pytest.importorskip("tantivy", reason="needs: pip install tantivy")
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    builder.add_text_field("text")
    builder.add_text_field("place_ids", tokenizer_name="raw")
    index = tantivy.Index(builder.build())
    writer = index.writer()
    for key, text in documents.items():
        writer.add_document(tantivy.Document(id=[key], text=[text], place_ids=place_ids(text)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()

    def search(name: str) -> set[str]:
        place = world.resolve(name)
        query = index.parse_query(f'text:"{name}" OR place_ids:"{place.id}"', ["text"])
        searcher = index.searcher()
        return {searcher.doc(address)["id"][0] for _, address in searcher.search(query, 100).hits}

    assert search("Toretsk") == {"old", "now"}
    assert search("Chasiv Yar") == {"town"}

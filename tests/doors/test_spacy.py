"""The spaCy component, in real pipelines: beside other components, in other processes, on disk."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from toponyms import find

spacy = pytest.importorskip("spacy")

from spacy.language import Language  # noqa: E402
from spacy.tokenizer import Tokenizer  # noqa: E402
from spacy.tokens import Doc, DocBin, Span  # noqa: E402

import toponyms.integrations.spacy  # noqa: E402

ENGLISH = "Krasnoarmersk (Pokrovsk) holds, and Ivanivka is quiet; Troops left Dzerzhinsk for Chasov Yar."
OWN = """\
zhovta-skelia-donetsk:
  uk: Жовта Скеля
  en: Zhovta Skelia
  kind: mine
  in: donetsk-oblast
  lat: 48.1
  lon: 37.5
"""


def pipeline(lang: str = "en", *, before: Iterable[tuple[str, str]] = (), **config: Any) -> Language:
    """Return a blank pipeline with our component, and before it one that finds the given (label, text)."""
    nlp = spacy.blank(lang)
    if patterns := [{"label": label, "pattern": text} for label, text in before]:
        nlp.add_pipe("entity_ruler").add_patterns(patterns)
    nlp.add_pipe("toponyms", config=config)
    return nlp


def ents(doc: Doc) -> list[tuple[str, str, str]]:
    return [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents]


def group(doc: Doc, key: str = "toponyms") -> list[tuple[str, str]]:
    return [(span.text, span.kb_id_) for span in doc.spans[key]]


@pytest.mark.parametrize(
    ("lang", "text", "want"),
    [
        ("en", "Shelling of the town of Dimitrov.", [("Dimitrov", "GPE", "myrnohrad-donetsk")]),
        ("ru", "Бои под Красноармейском.", [("Красноармейском", "GPE", "pokrovsk-donetsk")]),
        ("uk", "Покровський напрямок.", [("Покровський", "GPE", "pokrovsk-donetsk")]),
        ("xx", "Бої за Часів Яр.", [("Часів Яр", "GPE", "chasiv-yar-donetsk")]),
        ("en", "General Pokrovsky spoke to The New York Times.", []),
    ],
)  # fmt: skip
def test_blank_pipelines_of_every_language(lang: str, text: str, want: list[tuple[str, str, str]]) -> None:
    assert ents(pipeline(lang)(text)) == want


def test_the_extension_is_the_mention_that_find_gives() -> None:
    doc = pipeline()(ENGLISH)
    mentions = find(ENGLISH)
    assert len(mentions) == 5
    assert [span._.toponym for span in doc.spans["toponyms"]] == mentions
    assert [span._.toponym for span in doc.ents] == [mention for mention in mentions if mention.place]
    assert doc[0:1]._.toponym.place.ids["katottg"] == "UA14160210010099403"
    assert doc[1:2]._.toponym is None


def test_an_undecided_mention_is_in_the_group_without_an_id_and_no_entity() -> None:
    doc = pipeline()("He was born in Ivanivka.")
    assert ents(doc) == []
    assert group(doc) == [("Ivanivka", "")]
    mention = doc.spans["toponyms"][0]._.toponym
    assert mention.place is None
    assert len(mention.candidates) > 1


def test_entities_that_are_there_stay_and_get_no_rival() -> None:
    nlp = pipeline(before=[("ORG", "Chasov Yar Works"), ("EVENT", "Toretsk")])
    doc = nlp("Chasov Yar Works and Toretsk fell.")
    assert ents(doc) == [("Chasov Yar Works", "ORG", ""), ("Toretsk", "EVENT", "")]
    assert group(doc) == [("Chasov Yar", "chasiv-yar-donetsk"), ("Toretsk", "toretsk-donetsk")]


@pytest.mark.parametrize("label", ["GPE", "LOC", "FAC"])
def test_an_entity_of_the_same_words_that_is_a_place_gets_the_id_and_keeps_its_label(label: str) -> None:
    doc = pipeline(before=[(label, "Toretsk")])("They left Toretsk for Chasov Yar.")
    assert ents(doc) == [("Toretsk", label, "toretsk-donetsk"), ("Chasov Yar", "GPE", "chasiv-yar-donetsk")]


def test_overwrite_puts_mentions_in_the_place_of_entities() -> None:
    nlp = pipeline(before=[("ORG", "Toretsk for"), ("ORG", "They")], overwrite=True)
    assert ents(nlp("They left Toretsk for Kyiv.")) == [
        ("They", "ORG", ""), ("Toretsk", "GPE", "toretsk-donetsk"), ("Kyiv", "GPE", "kyiv"),
    ]  # fmt: skip


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_person_over_the_name_speaks_against_a_place(overwrite: bool) -> None:
    nlp = pipeline(before=[("PERSON", "Dimitrov")], overwrite=overwrite)
    doc = nlp("Shelling of the town of Dimitrov.")
    assert ents(doc) == [("Dimitrov", "PERSON", "")]
    assert group(doc) == [("Dimitrov", "")]
    mention = doc.spans["toponyms"][0]._.toponym
    assert mention.place is None
    assert mention.candidates[0].place.id == "myrnohrad-donetsk"


def test_what_speaks_against_can_be_set() -> None:
    doc = pipeline(before=[("PERSON", "Dimitrov")], overwrite=True, against=[])("Shelling of the town of Dimitrov.")
    assert ents(doc) == [("Dimitrov", "GPE", "myrnohrad-donetsk")]


def test_settings_reach_the_search() -> None:
    nlp = pipeline(label="PLACE", labels={"river": "WATER"}, spans_key="places", within="Donetsk Oblast", lower=True)
    doc = nlp("Fighting near chasov yar; the Dnipro River in Kyiv.")
    assert group(doc, "places") == [("chasov yar", "chasiv-yar-donetsk")]
    assert doc.ents[0].label_ == "PLACE"
    doc = pipeline(labels={"river": "WATER"})("They crossed the Dnipro river at Kherson.")
    assert [(ent.label_, ent.kb_id_) for ent in doc.ents] == [("WATER", "dnipro-river"), ("GPE", "kherson-kherson")]


def test_a_document_has_its_own_hints() -> None:
    nlp = pipeline()
    doc = nlp.make_doc("He was born in Ivanivka.")
    doc._.toponym_hints = {"within": "hrodivka-hromada-donetsk"}
    assert ents(nlp(doc)) == [("Ivanivka", "GPE", "ivanivka-hrodivka-pokrovsk-donetsk")]


def test_two_places_in_one_token_are_two_spans_and_no_entity() -> None:
    nlp = pipeline("xx")
    nlp.tokenizer = Tokenizer(nlp.vocab)  # splits at spaces only
    doc = nlp("Toretsk/Pokrovsk burn; Dzerzhinsk/Toretsk too, and Kyiv.")
    assert group(doc)[:2] == [("Toretsk/Pokrovsk", "toretsk-donetsk"), ("Toretsk/Pokrovsk", "pokrovsk-donetsk")]
    assert [span._.toponym.text for span in doc.spans["toponyms"]][:2] == ["Toretsk", "Pokrovsk"]
    assert [ent.kb_id_ for ent in doc.ents] == ["toretsk-donetsk", "kyiv"]


def test_two_processes_give_what_one_gives() -> None:
    nlp = pipeline()
    texts = [ENGLISH, "Бої за Торецьк", "nothing", "He was born in Ivanivka."] * 3
    one = [[(s.text, s.kb_id_, s._.toponym) for s in doc.spans["toponyms"]] for doc in nlp.pipe(texts)]
    two = [
        [(s.text, s.kb_id_, s._.toponym) for s in doc.spans["toponyms"]]
        for doc in nlp.pipe(texts, n_process=2, batch_size=4)
    ]
    assert one == two
    assert len(one[0]) == 5


def test_a_docbin_keeps_ids_and_mentions() -> None:
    nlp = pipeline()
    stored = DocBin(store_user_data=True, docs=[nlp(ENGLISH)]).to_bytes()
    (doc,) = DocBin().from_bytes(stored).get_docs(spacy.blank("en").vocab)
    assert [span._.toponym for span in doc.spans["toponyms"]] == find(ENGLISH)
    assert doc.ents[0].kb_id_ == "pokrovsk-donetsk"
    merged = Doc.from_docs([nlp("Kyiv stands."), nlp("They left Toretsk.")])
    assert [ent._.toponym.place.id for ent in merged.ents] == ["kyiv", "toretsk-donetsk"]


def test_a_saved_pipeline_is_the_same_pipeline(tmp_path: Path) -> None:
    nlp = pipeline(label="PLACE", against=["ORG"], on="2014-08", near=(48.3, 37.2))
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    assert ents(again(ENGLISH)) == ents(nlp(ENGLISH))
    assert again(ENGLISH).ents[0].label_ == "PLACE"
    assert ents(spacy.blank("en").from_config(nlp.config).from_bytes(nlp.to_bytes())(ENGLISH)) == ents(nlp(ENGLISH))


def test_own_gazetteer_files_go_with_the_pipeline(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(OWN, encoding="utf-8")
    nlp = pipeline(gazetteer=[str(own)])
    text = "Fire at the Zhovta Skelia mine near Toretsk."
    doc = nlp(text)
    assert [span.kb_id_ for span in doc.spans["toponyms"]] == ["zhovta-skelia-donetsk", "toretsk-donetsk"]
    nlp.to_disk(tmp_path / "model")
    own.unlink()
    again = spacy.load(tmp_path / "model")
    assert ents(again(text)) == ents(doc)
    stored = doc.to_bytes()
    toponyms.integrations.spacy._loaded.clear()  # as in a process that has never seen the own files
    place = Doc(spacy.blank("en").vocab).from_bytes(stored).ents[0]._.toponym.place
    assert (place.id, place.name, place.kind) == ("zhovta-skelia-donetsk", "Zhovta Skelia", "mine")


def test_another_extension_of_that_name_is_left_alone() -> None:
    assert Span.get_extension("toponym")[2] is not None
    code = (
        "from spacy.tokens import Span; Span.set_extension('toponym', default='mine')\n"
        "import toponyms.integrations.spacy; assert Span.get_extension('toponym')[0] == 'mine'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_spacy_finds_the_factory_by_its_entry_point() -> None:
    known = {point.name for point in importlib.metadata.entry_points(group="spacy_factories")}
    if "toponyms" not in known:
        pytest.skip("this checkout was installed before it had the entry point: pip install -e . once more")
    code = "import spacy; n = spacy.blank('ru'); n.add_pipe('toponyms'); print(n('Под Дзержинском').ents[0].kb_id_)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "toretsk-donetsk\n"

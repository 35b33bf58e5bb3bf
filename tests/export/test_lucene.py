"""Lucene itself: the classes by which Solr, Elasticsearch and OpenSearch read rules and build queries."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from toponyms import Gazetteer, place_ids
from toponyms.export import Job, Options, start
from toponyms.export.names import written
from toponyms.export.tokens import LUCENE, apostrophes

pytestmark = pytest.mark.slow
SOURCE = Path(__file__).parent.parent / "doors" / "java" / "Synonyms.java"
JARS = Path("/usr/share/java")
Search = Callable[..., dict[str, str]]


def java(*arguments: str, lines: list[str]) -> list[str]:
    """Run the program on lines."""
    jars = [JARS / f"lucene-{name}-8.7.0.jar" for name in ("core", "analyzers-common")]
    if shutil.which("javac") is None or not all(jar.exists() for jar in jars):
        pytest.skip("needs Java and Lucene: apt-get install openjdk-17-jdk-headless liblucene8-java")
    command = ["java", "-Xmx512m", "-cp", ":".join(map(str, jars)), str(SOURCE), *arguments]
    done = subprocess.run(command, input="\n".join(lines) + "\n", capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def search(tmp_path: Path, documents: dict[str, str]) -> Search:
    """Return a function that searches the documents with rules: words, and a place's id after a tab → ids found."""
    (tmp_path / "documents.tsv").write_text(
        "".join(f"{key}\t{text}\t{' '.join(place_ids(text))}\n" for key, text in documents.items()), encoding="utf-8"
    )

    def searched(rules: str, *asked: str, read: str = "whitespace", build: str = "phrases") -> dict[str, str]:
        (tmp_path / "rules.txt").write_text(rules, encoding="utf-8")
        paths = [str(tmp_path / name) for name in ("rules.txt", "documents.tsv")]
        return dict(zip(asked, java("search", *paths, read, build, lines=list(asked)), strict=True))

    return searched


@pytest.mark.parametrize("read", ["whitespace", "standard"], ids=["as Solr reads them", "as Elasticsearch reads them"])
def test_what_counts(export: Callable[..., str], search: Search, read: str) -> None:
    found = search(
        export("solr"), "Toretsk", "Toretsk\ttoretsk-donetsk", "Dzerzhinsk", "Chasiv Yar", "Часов Яр", "Дзержинськ",
        "Kamianske", "Кам'янське", "Ivano-Frankivsk", "Myrnohrad", read=read,
    )  # fmt: skip
    assert found == {
        "Toretsk": "now",  # not "russian", and, by words alone, not the old name that is also a Russian town's
        "Toretsk\ttoretsk-donetsk": "now old",  # with the field of ids
        "Dzerzhinsk": "now old russian",
        "Chasiv Yar": "town",  # not "festival"
        "Часов Яр": "town",
        "Дзержинськ": "now",
        "Kamianske": "apostrophe letter",
        "Кам'янське": "apostrophe letter",
        "Ivano-Frankivsk": "hyphen",
        "Myrnohrad": "",
    }


def test_expanding_finds_the_old_name_and_the_other_town(export: Callable[..., str], search: Search) -> None:
    assert search(export("solr", ambiguous="expand"), "Toretsk")["Toretsk"] == "now old russian"


def test_case_forms_are_found_when_exported(export: Callable[..., str], search: Search, tmp_path: Path) -> None:
    with (tmp_path / "documents.tsv").open("a", encoding="utf-8") as file:
        file.write("declined\tУ Торецьку та під Часовим Яром\t\n")
    asked = ("Toretsk", "Chasiv Yar")
    assert search(export("solr"), *asked) == {"Toretsk": "now", "Chasiv Yar": "town"}
    assert search(export("solr", declined=True), *asked) == {"Toretsk": "declined now", "Chasiv Yar": "declined town"}


def test_without_phrases_the_festival_is_found(export: Callable[..., str], search: Search) -> None:
    """The pitfall that docs/doors/solr.md tells of is one: this is why `autoGeneratePhraseQueries` is needed."""
    assert search(export("solr"), "Часів Яр", build="words")["Часів Яр"] == "festival town"


def test_the_real_gazetteer(search: Search) -> None:
    job = Job(Options(countries=("UA",), kinds=("city", "settlement", "oblast")), Gazetteer.load())
    (part,) = start(job, "solr")
    found = search(
        "".join(part.chunks), "Toretsk", "Toretsk\ttoretsk-donetsk", "Chasiv Yar", "Chasiv Yar\tchasiv-yar-donetsk"
    )
    assert found == {
        "Toretsk": "now", "Toretsk\ttoretsk-donetsk": "now old", "Chasiv Yar": "town",
        "Chasiv Yar\tchasiv-yar-donetsk": "town",
    }  # fmt: skip


def test_terms_are_the_tokens_that_lucene_gives() -> None:
    """Every form of every name: a term that no text can give would be a rule without effect."""
    options = Options(include=("misspelling",), declined=True)
    names = {name.text for place in Gazetteer.load().places() for name in written(place, options)}
    shapes = sorted({shape for name in names for shape in apostrophes(name)})
    given = java("tokens", lines=shapes)
    wrong = {
        shape: tokens for shape, tokens in zip(shapes, given, strict=True) if tokens not in LUCENE.variants(shape)
    }
    assert len(shapes) > 400_000
    assert wrong == {}

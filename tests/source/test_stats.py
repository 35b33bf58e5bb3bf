"""`toponyms stats` counts places, names and changes of name, each once."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from toponyms.cli import stats as command
from toponyms.model import Name, Place
from toponyms.source.stats import chart, count, table


def place(number: int, *names: Name, **more: str) -> Place:
    given = {"kind": "city", "country": "UA", **more}
    return Place(f"p{number}", f"P{number}", names=(Name("P", "en"), *names), parents=("r", "o-oblast"), **given)


PLACES = [
    place(
        1, Name("А", "uk", "former", until="2016-05-12", source="x"), Name("A", "ru", "former", until="2016-05-12"),
        Name("B", "uk", "former", until="1924"), Name("C", None, "misspelling"),
    ),
    place(2, Name("А", "uk", "former", until="2016-02-04/2016-05"), Name("Б", "uk", "former", until="1917/1924")),
    place(3, Name("А", "uk", "former"), Name("Z", "de", "also", source="y"), kind="mine"),
    place(4, country="RU", kind="region"),
]  # fmt: skip


def test_each_change_counts_once_however_many_languages_tell_it() -> None:
    found = count(PLACES)
    assert found.renamed == {2016: 2, 1924: 1}
    assert found.renamed_between == {"1917/1924": 1}
    assert found.undated == 1


def test_places_and_names_are_counted() -> None:
    told = count(PLACES).to_dict()
    assert told["places"] == {"city": 2, "mine": 1, "region": 1}
    assert told["countries"] == {"UA": 3, "RU": 1}
    assert told["oblasts"] == {"o-oblast": 3}
    assert told["names"]["former"] == {"uk": 5, "ru": 1}
    assert told["names"]["misspelling"] == {"none": 1}
    assert told["names_without_source"] == {"former": 5, "misspelling": 1}


def test_the_table_shows_every_count() -> None:
    text = table(count(PLACES))
    assert "changes of name by year (4)" in text
    assert any(line.split() == ["1917/1924", "1"] for line in text.splitlines())
    assert any(line.split() == ["without", "a", "date", "1"] for line in text.splitlines())


def test_the_chart_is_svg_with_a_bar_a_year() -> None:
    root = ElementTree.fromstring(chart(count(PLACES)))
    titles = [title.text for title in root.iter("{http://www.w3.org/2000/svg}title")]
    assert titles == ["Changes of name by year", "1924: 1", "2016: 2"]
    assert ElementTree.fromstring(chart(count([]))).tag.endswith("svg")


def test_the_command_counts_files_by_themselves(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, drawn = tmp_path / "mine.yaml", tmp_path / "chart.svg"
    path.write_text("a-mine:\n  en: A\n  kind: mine\n  country: UA\n  former:\n    - en: B\n      until: 1999\n")
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    assert command.run(parser.parse_args(["stats", "--json", str(path), "--chart", str(drawn)])) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["places"] == {"mine": 1}
    assert told["renamed_by_year"] == {"1999": 1}
    assert "1999: 1" in drawn.read_text(encoding="utf-8")
    assert command.run(parser.parse_args(["stats", str(path)])) == 0
    assert "places by kind (1)" in capsys.readouterr().out

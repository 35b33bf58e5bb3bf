"""`toponyms export`: what goes to a pipe, to a file, to a folder; and one line for what goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import toponyms.gazetteer
from toponyms import Gazetteer
from toponyms.cli import main
from toponyms.export import FORMATS


@pytest.fixture(autouse=True)
def small(world: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toponyms.gazetteer, "_default", world)


def test_a_pipe_gets_the_text_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", "geojson", "--within", "donetsk-oblast", "--kind", "city"]) == 0
    out, err = capsys.readouterr()
    assert [feature["id"] for feature in json.loads(out)["features"]] == [
        "chasiv-yar-donetsk", "myrnohrad-donetsk", "toretsk-donetsk",
    ]  # fmt: skip
    assert err == ""


def test_notes_go_to_the_other_stream(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", "flashtext"]) == 0
    assert "left out" in capsys.readouterr().err


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new" / "synonyms.txt"
    assert main(["export", "--format", "solr", "-o", str(path)]) == 0
    before = path.read_text(encoding="utf-8")
    assert "toretsk" in before

    def broken(*_: object) -> str:
        raise ValueError("no")  # noqa: EM101

    monkeypatch.setattr("toponyms.export.rules.rule", broken)
    assert main(["export", "--format", "solr", "-o", str(path)]) == 2
    assert path.read_text(encoding="utf-8") == before
    assert [found.name for found in path.parent.iterdir()] == ["synonyms.txt"]


def test_a_folder_gets_all_files(tmp_path: Path) -> None:
    folder = f"{tmp_path / 'tsearch_data'}/"
    assert main(["export", "--format", "postgres-thesaurus", "-o", folder]) == 0
    assert {path.name for path in Path(folder).iterdir()} == {
        "toponyms.sql", "toponyms_index.ths", "toponyms_query.ths",
    }  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_goes_to_a_pipe(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--format", name]) == 0
    assert capsys.readouterr().out


def test_the_formats_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "--formats"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(FORMATS)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "say which --format"),
        (["--format", "xml"], 'no format "xml"'),
        (["--format", "csv", "--kind", "town"], 'no kind "town"'),
        (["--format", "csv", "--within", "Donestk Oblst"], "did you mean"),
        (["--format", "solr", "--ambiguous", "both"], "there are one-way, skip, expand"),
        (["--format", "hdx-yaml", "--kind", "city"], "oblast, raion, hromada"),
        (["--format", "hdx-yaml", "--kind", "oblast,raion"], "-o folder/"),
    ],
    ids=["none", "format", "kind", "area", "ambiguous", "level", "folder"],
)
def test_what_is_wrong_is_one_line(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1

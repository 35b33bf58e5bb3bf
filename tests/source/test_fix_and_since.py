"""`check --fix` mends what has one mending; `--changed-since` blames only what a change brought in; `--answers`."""

from __future__ import annotations

import argparse
import subprocess
from pathlib import Path

import pytest

from toponyms.cli import check as command
from toponyms.cli.answers import differences, names_of
from toponyms.errors import ToponymsError
from toponyms.gazetteer import Gazetteer
from toponyms.source import check as checking
from toponyms.source import loader, register
from toponyms.source.fix import fix
from toponyms.source.since import changed_lines, content_at
from toponyms.source.world import World

BAD = """\
toretsk-donetsk:
  uk: Торецьк
  katottg: UA14020110010025394
  formers:
    - ua: Дзержинськ
      untl: 2016-02-04
      source: "resolution  984-VIII "
  misspellings:   # seen
    - Toreszk
    - Torecszk
    - To\u0301rezzk
pokrovsk-donetsk:
  uk: Покровськ
  katottg: UA14160210010099403
  misspellings:
    - text: Krasnoarmersk
      source: one  two
"""
MENDED = """\
pokrovsk-donetsk:
  uk: Покровськ
  katottg: UA14160210010099403
  misspellings:
    - text: Krasnoarmersk
      source: one two
toretsk-donetsk:
  uk: Торецьк
  katottg: UA14020110010025394
  former:
    - uk: Дзержинськ
      until: 2016-02-04
      source: "resolution 984-VIII"
  misspellings:   # seen
    - Torecszk
    - Toreszk
    - Tórezzk
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_what_has_one_mending_is_mended(ends: str) -> None:
    world = World(register.read())
    data, gone = fix(BAD.replace("\n", ends).encode(), "bad.yaml", world)
    assert data.decode() == MENDED.replace("\n", ends)
    assert {problem.rule for problem in gone} == {
        "unknown-field", "bad-lang", "bad-whitespace", "not-composed", "unsorted-entries", "unsorted-list",
    }  # fmt: skip
    assert fix(data, "bad.yaml", world) == (data, [])


@pytest.mark.parametrize(
    "line", ["  xyzzyfoo: 1", "  uk: Торецк", "  note: one  two # said twice", '  note: "a\\u00A0b"', "  in: nowhere"]
)
def test_what_has_several_mendings_is_left(line: str) -> None:
    text = f"toretsk-donetsk:\n  katottg: UA14020110010025394\n{line}\n"
    data, gone = fix(text.encode(), "x.yaml", World(register.read()))
    assert (data.decode(), gone) == (text, [])


def test_a_file_that_cannot_be_read_is_not_put_in_order() -> None:
    text = 'b:\n  uk: "open\na:\n  mispellings:\n    - X\n'
    data, _ = fix(text.encode(), "x.yaml", World(register.read()))
    assert data.decode() == text.replace("mispellings", "misspellings")


def git(folder: Path, *words: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main"]
    subprocess.run(["git", "-C", str(folder), *identity, *words], check=True, capture_output=True)


OLD = """\
pokrovsk-donetsk:
  uk: Покровськ
  katottg: UA14160210010099403
  population: many
toretsk-donetsk:
  uk: Торецьк
  katottg: UA14020110010025394
  geonames: 709354
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a repository with a file that has an old fault."""
    path = tmp_path / "gazetteer.yaml"
    path.write_text(OLD, encoding="utf-8")
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "old"]):
        git(tmp_path, *words)
    monkeypatch.chdir(tmp_path)
    for module in (checking, loader):
        monkeypatch.setattr(module, "shipped_gazetteer", lambda: path)
    return path


def found(path: Path, ref: str = "HEAD") -> list[tuple[int, str]]:
    problems = checking.check([path], changed_since=ref)
    return [(problem.line, problem.rule) for problem in problems if problem.severity == "error"]


def test_old_faults_are_nobodys_fault(repository: Path) -> None:
    assert found(repository) == []
    assert [problem.rule for problem in checking.check([repository]) if problem.severity == "error"] == ["bad-number"]
    repository.write_text("# a line above\n" + OLD + "  population: 5\n", encoding="utf-8")
    assert found(repository) == [(10, "code-mismatch")]


def test_a_touched_line_is_blamed_and_so_is_a_fault_that_shows_elsewhere(repository: Path) -> None:
    text = OLD.replace("population: many", "population: few")
    text = "mine-one:\n  en: One\n  kind: mine\n  in: toretsk-donetsk\n  geonames: 709354\n" + text
    repository.write_text(text, encoding="utf-8")
    assert found(repository) == [(5, "duplicate-code"), (9, "bad-number")]
    repository.write_text(OLD + OLD.partition("\n")[0] + "\n  uk: Покровськ\n", encoding="utf-8")
    assert (9, "duplicate-id") in found(repository)


def test_a_new_file_is_blamed_whole_and_an_unknown_commit_explained(repository: Path) -> None:
    new = repository.with_name("new.yaml")
    new.write_text(OLD, encoding="utf-8")
    assert content_at(new, "HEAD") == b""
    assert found(new) == [(4, "bad-number")]
    with pytest.raises(ToponymsError, match='git knows no commit "nowhere"'):
        found(repository, "nowhere")


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [("a b c", "a b c", set()), ("a c", "a b c", {2}), ("a b", "x b", {1}), ("", "a b", {1, 2}), ("a b", "a", set()),
     ("a a", "a a a", {3}), ("a b c d", "x b c y", {1, 4})],
)  # fmt: skip
def test_changed_lines(before: str, after: str, lines: set[int]) -> None:
    assert changed_lines(before.replace(" ", "\n").encode(), after.replace(" ", "\n").encode()) == lines


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    return command.run(parser.parse_args(["check", *words]))


def test_the_command_mends_and_tells(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repository.write_text(BAD, encoding="utf-8")
    assert run("--fix") == 0
    assert repository.read_text(encoding="utf-8") == MENDED
    err = capsys.readouterr().err
    assert 'mended: gazetteer.yaml:4: unknown field "formers" [unknown-field]' in err
    assert run("--changed-since", "HEAD") == 0
    assert run("--answers") == 2
    assert "name it with --changed-since" in capsys.readouterr().err


PLACES = "{id}:\n  en: {name}\n  kind: {kind}\n  country: UA\n  population: {people}\n"


def gazetteer(path: Path, more: str = "") -> Gazetteer:
    text = PLACES.format(id="alpha", name="Alphaville", kind="settlement", people=500)
    text += PLACES.format(id="beta", name="Betatown", kind="city", people=6_000_000) + more
    path.write_text(text, encoding="utf-8")
    return Gazetteer.load(path, register=False)


def test_a_name_that_changes_the_answer_for_another_place_is_told(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    was = gazetteer(path)
    harmless = gazetteer(path, "  misspellings:\n    - Betatownn\n")
    assert list(differences(was, harmless, path)) == []
    assert set(names_of(was.places())) == {"Alphaville", "Betatown"}
    now = gazetteer(path, "  also:\n    - en: Alphaville\n")
    (problem,) = differences(was, now, path)
    assert problem.line == 6
    assert problem.rule == "changed-answer"
    assert problem.message.startswith('"Alphaville" was alpha, and now ')
    assert problem.mend == "Look at what the change adds to beta."

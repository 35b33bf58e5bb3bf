"""`toponyms check` and `toponyms fmt` as a whole: many faults at once, speed, and the command line."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

import pytest

from toponyms.cli import check as check_command
from toponyms.cli import fmt as fmt_command
from toponyms.source import check as checking
from toponyms.source import loader, register
from toponyms.source.check import check
from toponyms.source.judge import judge
from toponyms.source.world import World

GOOD = """\
pokrovsk-donetsk:
  uk: Покровськ
  katottg: UA14160210010099403
  misspellings:
    - Krasnoarmersk
"""


def word(number: int) -> str:
    """Return a word that no place is called."""
    letters = ""
    for _ in range(4):
        number, rest = divmod(number, 20)
        letters += "bcdfghjklmnpqrstvwxz"[rest] + "ao"[rest % 2]
    return "Zq" + letters


def entry(number: int, unit: register.Unit) -> list[str]:
    return [
        f"{unit.id}:", f"  uk: {unit.uk}", f"  katottg: {unit.katottg}", "  former:",
        f"    - uk: Колишнє{'абвгдежзик'[number % 10] * 3}", "      until: 2016-05-12", "      source: 1353-VIII",
        "  also:", f"    - pl: {word(number)}", "  misspellings:", f"    - {word(number + 10_000)}a",
        f"    - {word(number + 10_000)}b",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def large() -> list[list[str]]:
    """Make 4,000 faultless entries, nearly 50,000 lines."""
    units = sorted((unit for unit in register.read().units if unit.kind == "village"), key=lambda unit: unit.id)
    return [entry(number, unit) for number, unit in enumerate(units[::6][:4000])]


def judged(entries: list[list[str]]):
    data = "\n".join(line for lines in entries for line in lines).encode() + b"\n"
    return judge(data, "large.yaml", World(register=register.read())).problems


# Each fault: which line of an entry it changes, to what, and the rule that must find it there. None puts the line in
# again after itself.
FAULTS: list[tuple[int, str | None, str]] = [
    (0, "Not_an_id:", "bad-id"),
    (0, "'quote:", "yaml-syntax"),
    (1, "  uk: Інакше", "code-mismatch"),
    (1, "  ua: Назва", "bad-lang"),
    (1, "  uk:", "empty-value"),
    (1, "  uk: &a Назва", "yaml-anchor"),
    (1, "  uk: *a", "yaml-alias"),
    (1, "  uk: !!str Назва", "yaml-tag"),
    (1, "\tuk: Назва", "yaml-tab"),
    (1, "  uk: @Назва", "yaml-syntax"),
    (1, "  uk: Назва\u200b", "bad-character"),
    (1, "  uk: На\x00зва", "yaml-character"),
    (1, "   uk: Назва", "yaml-syntax"),
    (1, None, "duplicate-field"),
    (2, "  katottg: UA00000000000000000", "unknown-code"),
    (2, "  katottg: 14160210010099403", "bad-code"),
    (2, "  katottg: UA14160210010099403", "id-mismatch"),
    (2, "  population: 5", "missing-field"),
    (2, "  kattotg: UA14160210010099403", "unknown-field"),
    (3, "  formers:", "unknown-field"),
    (3, "  former: {}", "yaml-flow"),
    (4, "    - uk: [Назва]", "yaml-flow"),
    (4, "    - uk: Kolyshnie", "wrong-script"),
    (4, "    - uk: Колишнc", "wrong-script"),
    (4, "    - until: 2016-05-12", "duplicate-field"),
    (4, "    - note: without a name", "missing-field"),
    (5, "      until: 12.05.2016", "bad-date"),
    (5, "      until: 2016-13", "bad-date"),
    (5, "      unitl: 2016-05-12", "unknown-field"),
    (5, "      until: 2016-05-12\n      since: 2017", "until-before-since"),
    (6, "      source: act: 1353", "yaml-syntax"),
    (6, "      source: >", "yaml-multiline"),
    (8, "    - pl: Two  spaces", "bad-whitespace"),
    (8, "    - cz: Zqname", "bad-lang"),
    (8, "    - - pl: Zqname", "bad-type"),
    (9, "  misspellings: []", "yaml-flow"),
    (10, "    - Kramatorsk", "true-name"),
    (10, "    - Zqz: with a colon", "unknown-field"),
    (10, "    - \"open", "yaml-syntax"),
    (10, None, "duplicate-name"),
    (11, "    - Aaqzz", "unsorted-list"),
    (11, "    - Zzz\n  weak:\n    - Nothing", "not-weak-name"),
    (11, "    - Zzz\n  in: nowhere-at-all", "unknown-id"),
    (11, "    - Zzz\n  lat: 48.1", "bad-coordinates"),
    (11, "    - Zzz\n  allow:\n    no-such-rule: because", "unknown-rule"),
    (11, "    - Zzz\n  country: ZZ", "bad-country"),
    (11, "    - Zzz\n  kind: burg", "bad-kind"),
    (11, "    - Zzz\n  wikidata: Q1000446", "duplicate-code"),
]  # fmt: skip


def test_a_large_good_file_has_no_problem_and_takes_seconds(large: list[list[str]]) -> None:
    register.read().keys()
    began = time.process_time()
    problems = judged(large)
    taken = time.process_time() - began
    assert problems == []
    if sys.gettrace() is None:  # measuring coverage takes longer than what it measures
        assert taken < 5, f"{taken:.1f} s"


def test_forty_planted_faults_are_found_in_one_run(large: list[list[str]]) -> None:
    entries = [list(lines) for lines in large]
    planted = {}
    for number, (line, text, rule) in enumerate(FAULTS):
        at = 40 + number * 80
        entries[at][line:line + 1] = [entries[at][line], entries[at][line]] if text is None else text.split("\n")
        planted[at] = rule
    # An entry out of order and one that stands twice besides.
    entries.insert(20, list(entries.pop(30)))
    entries.append(list(large[-1]))
    first_line, line = {}, 1
    for index, lines in enumerate(entries):
        first_line[index] = line
        line += len(lines)
    problems = judged(entries)
    missed = {
        (index, rule)
        for index, rule in planted.items()
        if not any(
            problem.rule == rule and first_line[index] <= problem.line < first_line[index + 1] for problem in problems
        )
    }
    assert missed == set()
    assert len(planted) >= 40
    assert [problem.rule for problem in problems if problem.line < first_line[40]] == ["unsorted-entries"]
    assert problems[-1].rule == "duplicate-id"
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)
    # No fault makes problems in the entries beside it.
    touched = {number for index in planted for number in range(first_line[index], first_line[index + 1])}
    beyond = [problem for problem in problems if first_line[40] <= problem.line and problem.line not in touched]
    assert [problem.rule for problem in beyond] == ["duplicate-id"], "\n".join(map(str, beyond))


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a small gazetteer in the place of the shipped one."""
    path = tmp_path / "shipped.yaml"
    path.write_text(GOOD + "zzz-mine:\n  uk: Шахта\n  kind: mine\n  in: toretsk-donetsk\n", encoding="utf-8")
    for module in (checking, loader):
        monkeypatch.setattr(module, "shipped_gazetteer", lambda: path)
    return path


@pytest.mark.usefixtures("shipped")
def test_a_file_is_judged_by_itself_but_may_refer_to_shipped_entries(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("aaa-shaft:\n  uk: Ствол\n  kind: mine\n  in: zzz-mine\nzzz-mine:\n  also:\n    - en: Zzz\n")
    found = [(problem.line, problem.rule) for problem in check([path])]
    assert found == [(5, "missing-field"), (5, "missing-field"), (5, "missing-field")]


@pytest.mark.usefixtures("shipped")
def test_files_given_together_may_refer_to_each_other(tmp_path: Path) -> None:
    one, two = tmp_path / "one.yaml", tmp_path / "two.yaml"
    one.write_text("aaa-shaft:\n  uk: Ствол\n  kind: mine\n  in: bbb-mine\n")
    two.write_text("bbb-mine:\n  uk: Шахта\n  kind: mine\n  in: toretsk-donetsk\n")
    assert [problem.rule for problem in check([one])] == ["unknown-id"]
    assert check([one, two]) == []


def test_without_files_the_shipped_data_and_the_register_are_checked(shipped: Path) -> None:
    assert check() == []
    shipped.write_text(GOOD.replace("Покровськ", "Покровск"), encoding="utf-8")
    assert [problem.rule for problem in check()] == ["code-mismatch"]
    units = register.Register(Path("register.tsv"), [register.read().by_id["toretsk-donetsk"]])
    assert "register-parent" in [problem.rule for problem in check(register=units)]


def run(module, *words: str) -> int:
    parser = argparse.ArgumentParser()
    module.add_parser(parser.add_subparsers())
    args = parser.parse_args([module.__name__.rpartition(".")[2], *words])
    return module.run(args)


@pytest.fixture
def files(tmp_path: Path, shipped: Path) -> dict[str, str]:
    """Write a good file, a bad one, one with notes only, and one that cannot be read."""
    texts = {
        "good": GOOD,
        "bad": GOOD.replace("misspellings", "mispellings"),
        "noted": GOOD.replace("katottg", "en: Pokrovs'k\n  source: a sign\n  katottg"),
        "unsorted": GOOD + "    - Krasnoarmerks\n",
        "broken": 'a:\n  uk: "open\n',
    }
    for name, text in texts.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return {name: str(tmp_path / f"{name}.yaml") for name in texts}


def test_check_is_silent_on_what_is_right(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(check_command, files["good"]) == 0
    assert capsys.readouterr() == ("", "")


def test_check_tells_errors_and_exits_with_one(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(check_command, files["good"], files["bad"]) == 1
    out, err = capsys.readouterr()
    assert out == (
        f'{files["bad"]}:4:3: unknown field "mispellings" [unknown-field]\n'
        "      mispellings:\n      ^\n    Did you mean \"misspellings\"?\n"
    )  # fmt: skip
    assert err == "1 error\n"


def test_notes_are_shown_on_demand_and_never_fail(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(check_command, files["noted"]) == 0
    assert capsys.readouterr() == ("", "")
    assert run(check_command, "--notes", files["noted"]) == 0
    out, err = capsys.readouterr()
    assert 'noted.yaml:3:7: note: en "Pokrovs\'k" takes the place of "Pokrovsk" in the register [override]' in out
    assert err == "0 errors, 1 note\n"


def test_check_writes_json_and_github_commands(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(check_command, "--format", "json", files["bad"]) == 1
    assert [problem["rule"] for problem in json.loads(capsys.readouterr().out)] == ["unknown-field"]
    assert run(check_command, "--format", "json", files["good"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert run(check_command, "--format", "github", files["bad"]) == 1
    assert capsys.readouterr().out.startswith("::error file=")


def test_misuse_exits_with_two(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(check_command, "nowhere.yaml") == 2
    assert 'there is no file "nowhere.yaml"' in capsys.readouterr().err
    assert run(fmt_command, "nowhere.yaml", files["good"]) == 2
    with pytest.raises(SystemExit) as stopped:
        run(check_command, "--format", "xml")
    assert stopped.value.code == 2


def test_fmt_puts_in_order_and_tells(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(fmt_command, "--check", files["unsorted"]) == 1
    assert "out of order" in capsys.readouterr().out
    assert run(check_command, files["unsorted"]) == 1
    assert run(fmt_command, files["unsorted"], files["good"]) == 0
    assert run(fmt_command, "--check", files["unsorted"]) == 0
    assert run(check_command, files["unsorted"]) == 0


def test_fmt_leaves_what_it_cannot_read_and_goes_on(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(fmt_command, files["broken"], files["unsorted"]) == 1
    out, err = capsys.readouterr()
    assert "a quotation mark is opened and not closed [yaml-syntax]" in err
    assert "unsorted.yaml: put in order" in out
    assert Path(files["broken"]).read_text() == 'a:\n  uk: "open\n'


@pytest.mark.parametrize("line", ["unknown{}: x", "in: nowhere{}"])
def test_three_thousand_faults_take_seconds(line: str) -> None:
    data = "".join(f"id{n:05}:\n  kind: city\n  country: RU\n  en: A\n  {line.format(n)}\n" for n in range(3_000))
    began = time.process_time()
    problems = judge(data.encode(), "bad.yaml", World(register=register.read())).problems
    assert len(problems) >= 3_000
    assert time.process_time() - began < 10

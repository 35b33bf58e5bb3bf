"""`toponyms add`: only the added lines change, and what is not needed or not right is refused with the reason."""

from __future__ import annotations

import argparse
import difflib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import toponyms
from toponyms.cli import add as command
from toponyms.cli.dialogue import converse
from toponyms.source import loader, register
from toponyms.source.add import Addition, Refused, plan
from toponyms.source.formatter import format_text
from toponyms.source.insert import quoted
from toponyms.source.yamlreader import read

TEXT = """\
# The head of the file.
#
# It stays.

# about Pokrovsk
pokrovsk-donetsk:   # odd   spaces stay
  uk: Покровськ
  katottg: UA14160210010099403
  former:
    - uk: Красноармійськ
      ru: Красноармейск   # as on the map
      until: 2016-05-12
      source: 1353-VIII
    # an old one
    - uk: Гришине
      until: 1934
      source: a book

  misspellings:
    # two slips of one report
    - Krasnoarmersk
    - Krasnoarmyesk
      # said twice
  weak:
    - Grishin
# about Toretsk
toretsk-donetsk:
  uk: Торецьк
  katottg: UA14020110010025394
# the end
"""
MINE = "zz-mine:\n  uk: Шахта\n  kind: mine\n  in: toretsk-donetsk\n"


def planned(text: str, place: str, kind: str, names: dict, known: str = "", **more):
    from toponyms.source.entries import build

    others = build(read(known.encode())) if known else []
    wanted = Addition(place, kind, names, more.pop("values", {}), more.pop("allow", {}), more.pop("weak", False))
    return plan(wanted, Path("mine.yaml"), text.encode(), register.read(), others)


def added(before: bytes, after: bytes) -> list[str]:
    """Return the lines that are new, and fail if any other line changed."""
    old, new = before.decode().splitlines(keepends=True), after.decode().splitlines(keepends=True)
    changes = [line for line in difflib.ndiff(old, new) if not line.startswith("  ")]
    assert all(line.startswith("+ ") for line in changes), "".join(changes)
    return [line[2:].rstrip("\r\n") for line in changes]


CASES = {
    "misspelling": (
        ("pokrovsk-donetsk", "misspelling", {None: "Krasnoarmerks"}, {}), ["    - Krasnoarmerks"], "    # two slips",
    ),
    "block": (
        ("pokrovsk-donetsk", "misspelling", {None: "Krasnarmersk"}, {"source": "https://a.b/c#d"}),
        ["    - text: Krasnarmersk", "      source: https://a.b/c#d"], "  weak:",
    ),
    "former, by date": (
        ("pokrovsk-donetsk", "former", {"ru": "Постышево", "uk": "Постишеве"}, {"until": "1938", "source": "a: b"}),
        ["    - uk: Постишеве", "      ru: Постышево", "      until: 1938", '      source: "a: b"'], "    # an old one",
    ),
    "new list": (
        ("pokrovsk-donetsk", "also", {"de": "Pokrowsk"}, {}), ["  also:", "    - de: Pokrowsk"], "\n  misspellings:",
    ),
    "new list at the end": (
        ("toretsk-donetsk", "misspelling", {None: "Toretskk"}, {}), ["  misspellings:", "    - Toretskk"], "# the end",
    ),
    "new entry": (
        ("kramatorsk-donetsk", "misspelling", {None: "Kramatorks"}, {}),
        [
            "kramatorsk-donetsk:", "  uk: Краматорськ", "  katottg: UA14120090010038661", "  misspellings:",
            "    - Kramatorks",
        ], "# about Pokrovsk",
    ),
    "new entry at the end": (
        ("zvanivka-donetsk", "misspelling", {None: "Zvanivkka"}, {}),
        [
            "zvanivka-donetsk:", "  uk: Званівка", "  katottg: UA14020030010045953", "  misspellings:",
            "    - Zvanivkka",
        ], "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("case", CASES)
def test_only_the_added_lines_change(case: str, ends: str) -> None:
    (place, kind, names, values), lines, follows = CASES[case]
    text = TEXT.replace("\n", ends)
    made = planned(text, place, kind, names, values=values)
    assert added(made.before, made.after) == lines
    after = made.after.decode().replace("\r\n", "\n")
    if follows:
        assert "\n".join(lines) + "\n" + follows in after
    assert made.after.count(b"\r\n") in (0, made.after.count(b"\n"))
    assert format_text(made.after) == made.after, "fmt would put it elsewhere"


def test_weak_marks_the_name_too_and_once() -> None:
    made = planned(TEXT, "pokrovsk-donetsk", "misspelling", {None: "Grishinoo"}, weak=True)
    assert added(made.before, made.after) == ["    - Grishinoo", "    - Grishinoo"]
    assert read(made.after).root.fields[0][1].fields[-1][0].value == "weak"
    again = planned(TEXT, "pokrovsk-donetsk", "misspelling", {None: "Grishin"}, weak=True)
    assert added(again.before, again.after) == ["    - Grishin"]


def test_a_file_without_a_last_line_end_and_one_with_a_mark() -> None:
    made = planned("\ufeff" + MINE.rstrip("\n"), "zz-mine", "misspelling", {None: "Shakhtaa"})
    assert made.after.decode() == "\ufeff" + MINE + "  misspellings:\n    - Shakhtaa\n"


def test_a_reason_is_written_and_ends_the_warning() -> None:
    warned = planned(TEXT, "toretsk-donetsk", "misspelling", {None: "Kramatorsk"})
    assert "is the true name of kramatorsk-donetsk" in warned.warnings[0]
    excused = planned(TEXT, "toretsk-donetsk", "misspelling", {None: "Kramatorsk"}, allow={"true-name": "seen: twice"})
    assert excused.warnings == ()
    assert added(excused.before, excused.after)[1:] == [
        "    - text: Kramatorsk", "      allow:", '        true-name: "seen: twice"',
    ]  # fmt: skip


WARNINGS = {
    "one letter": (("misspelling", {None: "Kramatorks"}), '"Kramatorks" is one letter from a name of kramatorsk'),
    "shared": (("also", {"de": "Pokrovsk"}), '"Pokrovsk" is also a name of pokrovsk-donetsk'),
    "no source": (("former", {"uk": "Дзержинськ"}), 'former name "Дзержинськ" has no source'),
}


@pytest.mark.parametrize("case", WARNINGS)
def test_what_is_doubtful_is_written_with_a_warning(case: str) -> None:
    (kind, names), words = WARNINGS[case]
    made = planned(TEXT, "toretsk-donetsk", kind, names)
    assert any(words in warning for warning in made.warnings), made.warnings


REFUSALS = {
    "unknown": (("pokrovsk-donets", "misspelling", {None: "Xyzzy"}), 'Did you mean "pokrovsk-donetsk"?'),
    "far from all": (("atlantis", "misspelling", {None: "Xyzzy"}), "Look it up: toponyms resolve"),
    "same": (
        ("pokrovsk-donetsk", "misspelling", {None: "Krasnoarmersk"}),
        'already has "Krasnoarmersk": under "misspellings", line 21',
    ),
    "official": (
        ("toretsk-donetsk", "also", {"en": "Toretsk"}),
        'already has "Toretsk" (en): its official name, as the register says',
    ),
    "folded": (("pokrovsk-donetsk", "misspelling", {None: "KRASNOARMERSK"}), 'already has "Krasnoarmersk"'),
    "romanised": (
        ("pokrovsk-donetsk", "misspelling", {None: "Krasnoarmeysk"}),
        'is the BGN/PCGN 1947 romanisation of "Красноармейск"',
    ),
    "case form": (("pokrovsk-donetsk", "misspelling", {None: "Красноармейском"}), "is a case form of"),
    "date": (("pokrovsk-donetsk", "former", {"uk": "Іначе"}, {"until": "12.05.2016"}), "[bad-date]"),
    "language": (("pokrovsk-donetsk", "also", {"ua": "Іначе"}), '"ua" is no language tag'),
    "script": (("pokrovsk-donetsk", "also", {"uk": "Inache"}), "[wrong-script]"),
    "same time": (("pokrovsk-donetsk", "former", {"uk": "Гришине"}, {"until": "1934"}), 'under "former", line 15'),
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_is_not_needed_or_not_right_is_refused(case: str) -> None:
    (place, kind, names, *values), words = REFUSALS[case]
    with pytest.raises(Refused) as refused:
        planned(TEXT, place, kind, names, values=dict(*values))
    assert words in str(refused.value)


def test_a_name_may_be_had_twice_at_different_times() -> None:
    made = planned(TEXT, "pokrovsk-donetsk", "former", {"uk": "Гришине"}, values={"until": "1961", "source": "x"})
    assert len(added(made.before, made.after)) == 3


def test_a_merged_id_says_where_to_go() -> None:
    text = "aa-mine:\n  now: toretsk-donetsk\n  note: one place\n"
    with pytest.raises(Refused, match='"aa-mine" was merged into "toretsk-donetsk"'):
        planned(text, "aa-mine", "misspelling", {None: "Minne"})


def test_a_file_of_ones_own_gets_what_an_entry_must_have_and_knows_the_shipped_names() -> None:
    made = planned("", "zz-mine", "misspelling", {None: "Shakhtaa"}, known=MINE)
    assert made.after.decode() == MINE + "  misspellings:\n    - Shakhtaa\n"
    with pytest.raises(Refused, match=r"romanisation of .Красноармейск"):
        planned("", "pokrovsk-donetsk", "misspelling", {None: "Krasnoarmeysk"}, known=TEXT)


NAMES = st.text("abrtskK -'’:#\"\\[]{},&*!|>%@`іїьж", min_size=1, max_size=12).map(lambda text: " ".join(text.split()))


@given(NAMES.filter(bool))
def test_any_name_is_quoted_so_that_it_is_read_back(name: str) -> None:
    root = read(f"x:\n  note: {quoted(name)}\n".encode()).root
    assert root.fields[0][1].fields[0][1].value == name


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_names_added_in_any_order_end_in_the_same_file(data: st.DataObject) -> None:
    names = ["Zzqa", "Aaqz", "Krasnoarmerszk", "Mmqk"]
    texts = set()
    for _ in range(2):
        text = MINE + "  misspellings:\n    - Hhqb\n    - Qqh\n"
        for name in data.draw(st.permutations(names)):
            text = planned(text, "zz-mine", "misspelling", {None: name}).after.decode()
        texts.add(text)
    assert len(texts) == 1
    assert format_text(texts.pop().encode()).decode().count("\n") == 11


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a folder with a small gazetteer."""
    path = tmp_path / "gazetteer.yaml"
    path.write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(loader, "shipped_gazetteer", lambda: path)
    return path


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    args = parser.parse_args(["add", *words])
    return command.run(args)


def test_with_options_it_asks_nothing_and_writes(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("toretsk-donetsk", "--misspelling", "Torretzkyj", "--source", "https://a.b") == 0
    out, err = capsys.readouterr()
    assert "+      source: https://a.b" in out
    assert err == ""
    assert added(TEXT.encode(), here.read_bytes())[-1] == "      source: https://a.b"


def test_a_refusal_writes_nothing_and_exits_with_one(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("pokrovsk-donetsk", "--misspelling", "Krasnoarmersk") == 1
    assert capsys.readouterr().err.startswith('toponyms add: not added: "pokrovsk-donetsk" already has')
    assert here.read_text(encoding="utf-8") == TEXT


def test_a_dry_run_shows_and_writes_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("toretsk-donetsk", "--misspelling", "Kramatorsk", "--dry-run") == 0
    out, err = capsys.readouterr()
    assert "+    - Kramatorsk" in out
    assert err.startswith("warning: ")
    assert here.read_text(encoding="utf-8") == TEXT


@pytest.mark.usefixtures("here")
def test_a_file_of_ones_own_is_made(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    assert run("pokrovsk-donetsk", "--also", "sk=Pokrovskk", "--file", str(path)) == 0
    assert run("pokrovsk-donetsk", "--also", "cs=Pokrovskk", "--file", str(path)) == 0
    assert path.read_text(encoding="utf-8").endswith("  also:\n    - cs: Pokrovskk\n    - sk: Pokrovskk\n")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    "words", [("pokrovsk-donetsk",), ("--misspelling", "Foo"), ()], ids=["no name", "no place", "nothing, in a pipe"]
)
def test_half_an_order_says_what_is_missing(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*words) == 2
    assert capsys.readouterr().err.startswith("toponyms add: say ")


@pytest.mark.usefixtures("here")
def test_a_name_without_a_language_is_explained() -> None:
    with pytest.raises(ValueError, match='--also wants "uk=Назва", not "Foo"'):
        run("pokrovsk-donetsk", "--also", "Foo")


WORLD = """\
bakhmut-raion:
  en: Bakhmut Raion
  kind: raion
  in: donetsk-oblast
donetsk-oblast:
  en: Donetsk Oblast
  kind: oblast
  country: UA
toretsk-donetsk:
  en: Toretsk
  kind: city
  population: 30914
  in: bakhmut-raion
  former:
    - ru: Дзержинск
      until: 2016-02-04
"""


@pytest.fixture
def small_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library know three places: to compile all of them for one test would take long."""
    path = tmp_path / "world.yaml"
    path.write_text(WORLD, encoding="utf-8")
    world = toponyms.Gazetteer.load(path, register=False)
    monkeypatch.setattr(toponyms, "resolve", world.resolve)
    monkeypatch.setattr(toponyms, "get", world.get)


def talk(path: Path, *answers: str) -> tuple[int, str]:
    said, left = [], list(answers)

    def ask(question: str) -> str:
        said.append(question)
        if not left:
            raise EOFError
        return left.pop(0)

    status = converse(path, ask, said.append)
    assert left == []
    return status, "\n".join(said)


@pytest.mark.usefixtures("small_world")
def test_on_a_terminal_it_asks_step_by_step(here: Path) -> None:
    status, said = talk(here, "", "Toretskk", "toretsk-donetsk", "x", "1", "https://a.b", "", "n", "")
    assert status == 0
    assert "Please write a number from 1 to 3." in said
    assert "+    - text: Toretskk" in said
    assert added(TEXT.encode(), here.read_bytes()) == [
        "  misspellings:", "    - text: Toretskk", "      source: https://a.b",
    ]  # fmt: skip


@pytest.mark.usefixtures("small_world")
def test_candidates_are_shown_with_what_tells_them_apart(here: Path) -> None:
    status, said = talk(here, "Xqwzzk", "Toretsk", "1", "2", "uk", "1917", "a book", "", "")
    assert status == 1
    assert 'Nothing is known that is like "Xqwzzk".' in said
    assert "1  Toretsk (city, Bakhmut Raion, Donetsk Oblast; 30,914 people; formerly Дзержинск): " in said
    assert "[wrong-script]" in said  # a Latin text is no Ukrainian name
    assert here.read_text(encoding="utf-8") == TEXT


@pytest.mark.usefixtures("small_world")
@pytest.mark.parametrize("answers", [("Toretskk", ""), ("Toretskk",), ()], ids=["empty", "end of input", "at once"])
def test_one_may_stop_at_any_time(answers: tuple[str, ...], here: Path) -> None:
    status, said = talk(here, *answers)
    assert status == 1
    assert "Nothing was written." in said
    assert here.read_text(encoding="utf-8") == TEXT

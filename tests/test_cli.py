"""The command line, on a gazetteer of a few entries; once as a process of its own, on the shipped data."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

import toponyms
from toponyms.cli import main

TINY = """\
donetsk-oblast:
  uk: Донецька область
  ru: Донецкая область
  en: Donetsk Oblast
  kind: oblast
  country: UA
ivanivka-east:
  uk: Іванівка
  en: Ivanivka
  kind: village
  in: donetsk-oblast
ivanivka-west:
  uk: Іванівка
  en: Ivanivka
  kind: village
  country: UA
pokrovsk-donetsk:
  uk: Покровськ
  ru: Покровск
  en: Pokrovsk
  kind: city
  in: donetsk-oblast
  lat: 48.28
  lon: 37.18
  population: 60127
  wikidata: Q1000446
  former:
    - uk: Красноармійськ
      ru: Красноармейск
      until: 2016-05-12
      source: Verkhovna Rada resolution 1353-VIII
      used-by: Russian authorities
  misspellings:
    - Krasnoarmersk
"""


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> toponyms.Gazetteer:
    folder = tmp_path_factory.mktemp("tiny")
    (folder / "tiny.yaml").write_text(TINY, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOPONYMS_CACHE_DIR", str(folder / "cache"))
        return toponyms.Gazetteer.load(folder / "tiny.yaml", register=False)


@pytest.fixture
def run(
    tiny: toponyms.Gazetteer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Runner]:
    monkeypatch.setattr("toponyms.gazetteer._default", tiny)
    return Runner(monkeypatch, capsys)


class Runner:
    """Calls the command line and gives (status, standard output, standard error)."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch = monkeypatch
        self.capsys = capsys

    def __call__(self, *words: str, stdin: str = "") -> tuple[int, str, str]:
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="ascii"))
        try:
            status = main(words)
        except SystemExit as left:  # argparse leaves so
            status = int(left.code or 0)
        shown = self.capsys.readouterr()
        return status, shown.out, shown.err


def test_one_name_gets_its_place_and_the_reason(run: Runner) -> None:
    status, out, err = run("resolve", "Krasnoarmeysk")
    assert (status, err) == (0, "")
    assert "pokrovsk-donetsk" in out.splitlines()[0]
    assert "Pokrovsk" in out.splitlines()[0]
    assert "BGN/PCGN 1947 romanisation of Красноармейск" in out
    assert "until 12 May 2016" in out
    assert "used today by Russian authorities" in out


@pytest.mark.parametrize(
    ("words", "stdin"),
    [
        (["Krasnoarmersk"], ""),
        (["Krasnoarmersk", "Покровськ"], ""),
        (["-"], "Krasnoarmersk\n"),
        (["--json", "Krasnoarmersk"], ""),
        (["--explain", "Krasnoarmersk"], ""),
        (["--json", "--explain", "-"], "ПОКРОВСЬКОМ\n"),
    ],
    ids=" ".join,
)
def test_every_form_of_output_shows_the_id(run: Runner, words: list[str], stdin: str) -> None:
    status, out, _ = run("resolve", *words, stdin=stdin)
    assert status == 0
    assert "pokrovsk-donetsk" in out


def test_a_pipe_gives_one_json_object_a_line(run: Runner) -> None:
    status, out, _ = run("resolve", "--json", "-", stdin="Krasnoarmersk\r\nQwrtzx\n\nIvanivka\nДонецька область")
    answers = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [answer["query"] for answer in answers] == ["Krasnoarmersk", "Qwrtzx", "", "Ivanivka", "Донецька область"]
    assert [answer["id"] for answer in answers] == ["pokrovsk-donetsk", None, None, None, "donetsk-oblast"]
    assert [answer["total"] for answer in answers] == [1, 0, 0, 2, 1]
    assert answers[3]["ambiguous"]
    assert {match["id"] for match in answers[3]["candidates"]} == {"ivanivka-east", "ivanivka-west"}


def test_a_pipe_is_utf_8_whatever_the_locale_says(run: Runner) -> None:
    status, out, _ = run("resolve", "-", stdin="Красноармейском\n")
    assert status == 0
    assert out.startswith("Красноармейском\tpokrovsk-donetsk\t")


def test_names_given_and_piped_keep_their_order(run: Runner) -> None:
    _, out, _ = run("resolve", "--json", "Pokrovsk", "-", "Ivanivka", stdin="Donetsk Oblast\n")
    assert [json.loads(line)["query"] for line in out.splitlines()] == ["Pokrovsk", "Donetsk Oblast", "Ivanivka"]


def test_a_name_of_several_places_gets_none_but_shows_them(run: Runner) -> None:
    status, out, _ = run("resolve", "Ivanivka")
    assert status == 1
    assert out.splitlines()[0].split("\t")[:2] == ["Ivanivka", "?"]
    assert "ivanivka-east" in out
    assert "ivanivka-west" in out


def test_within_is_a_wall(run: Runner) -> None:
    status, out, _ = run("resolve", "--within", "Донецкая область", "Ivanivka")
    assert status == 0
    assert "ivanivka-east" in out
    assert "ivanivka-west" not in out


def test_limit_cuts_the_candidates_only(run: Runner) -> None:
    _, out, _ = run("resolve", "--json", "--limit", "1", "Ivanivka")
    answer = json.loads(out)
    assert (len(answer["candidates"]), answer["total"]) == (1, 2)


def test_exact_takes_no_slips(run: Runner) -> None:
    assert run("resolve", "Pokrvosk")[0] == 0
    assert run("resolve", "--exact", "Pokrvosk")[0] == 1


def test_one_name_that_resolved_is_success(run: Runner) -> None:
    assert run("resolve", "Qwrtzx", "Pokrovsk")[0] == 0
    assert run("resolve", "Qwrtzx", "")[0] == 1
    assert run("resolve", "-", stdin="")[0] == 1


def test_show_gives_names_with_their_dates_areas_and_ids(run: Runner) -> None:
    status, out, _ = run("show", "pokrovsk-donetsk")
    assert status == 0
    assert {"Красноармейск", "2016-05-12", "1353-VIII)", "authorities;", "Q1000446", "60127"} <= set(out.split())
    assert "Donetsk Oblast" in out
    assert out.index("Красноармійськ") < out.index("Покровськ") < out.index("Krasnoarmersk")  # in order of time


def test_show_tells_the_id_of_a_name_and_shows_the_others(run: Runner) -> None:
    status, out, err = run("show", "Pokrovsk", "donetsk-oblast", "Ivanivka")
    assert status == 2
    assert "id          donetsk-oblast" in out
    said = err.splitlines()
    assert said[0].endswith("as a name it stands for pokrovsk-donetsk: toponyms show pokrovsk-donetsk")
    assert said[1] == 'toponyms: no place has the id "Ivanivka"; toponyms resolve finds the id of a name'


def test_show_as_json(run: Runner) -> None:
    status, out, _ = run("show", "--json", "pokrovsk-donetsk", "donetsk-oblast")
    places = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [place["id"] for place in places] == ["pokrovsk-donetsk", "donetsk-oblast"]
    assert places[0]["parents"] == ["donetsk-oblast"]
    assert {"text": "Покровськ", "lang": "uk", "kind": "official"} in places[0]["names"]


def test_version_tells_code_and_data(run: Runner, tiny: toponyms.Gazetteer) -> None:
    assert run("--version") == (0, f"toponyms {toponyms.__version__}, data {tiny.version}\n", "")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], ""),
        (["resolve"], "NAME"),
        (["locate", "Pokrovsk"], "locate"),
        (["resolve", "--limit", "few", "Pokrovsk"], "--limit"),
        (["resolve", "--near", "48.28", "Pokrovsk"], '"48.28" is no point; write latitude,longitude'),
        (["resolve", "--within", "Atlantis", "Pokrovsk"], 'no area is known as "Atlantis"'),
        (["resolve", "--on", "12 May", "Pokrovsk"], "12 May"),
        (["show"], "ID"),
        (["show", "nowhere"], 'no place has the id "nowhere"'),
        (["check", "nowhere.yaml"], 'there is no file "nowhere.yaml"'),
        (["fmt"], "FILE"),
        (["fmt", "nowhere.yaml"], 'there is no file "nowhere.yaml"'),
    ],
    ids=" ".join,
)
def test_misuse_is_status_2_and_one_message(run: Runner, words: list[str], complaint: str) -> None:
    status, _, err = run(*words)
    assert status == 2
    assert complaint in err
    assert "Traceback" not in err


@pytest.mark.parametrize("command", ["resolve", "show", "check", "fmt"])
def test_every_command_has_help(run: Runner, command: str) -> None:
    status, out, _ = run(command, "--help")
    assert status == 0
    assert f"usage: toponyms {command}" in out


class TestFiles:
    """`check` and `fmt`; what they say about each fault is tested with the rules."""

    GOOD = """\
    ivanivka-river:
      uk: Іванівка
      kind: river
      country: UA
      lat: 48.5
      lon: 37.5
    zoria-river:
      uk: Зоря
      kind: river
      country: UA
      lat: 48.5
      lon: 37.5
    """

    @pytest.fixture
    def file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.chdir(tmp_path)
        path = tmp_path / "mine.yaml"
        path.write_text(dedent(self.GOOD), encoding="utf-8")
        return path

    def test_a_good_file_is_passed_over_in_silence(self, run: Runner, file: Path) -> None:
        assert run("check", "mine.yaml") == (0, "", "")
        assert run("fmt", "--check", "mine.yaml") == (0, "", "")

    def test_a_fault_has_its_place_its_rule_and_a_mend(self, run: Runner, file: Path) -> None:
        file.write_text(dedent(self.GOOD).replace("kind: river", "kinds: river", 1), encoding="utf-8")
        status, out, _ = run("check", "mine.yaml")
        assert status == 1
        assert 'mine.yaml:3:3: unknown field "kinds" [unknown-field]\n      kinds: river\n      ^\n' in out
        assert 'Did you mean "kind"?' in out

    def test_faults_for_programs(self, run: Runner, file: Path) -> None:
        file.write_text(dedent(self.GOOD).replace("lat: 48.5", "lat: 148.5", 1), encoding="utf-8")
        status, out, _ = run("check", "--format", "json", "mine.yaml")
        assert status == 1
        assert "bad-coordinates" in json.dumps(json.loads(out))
        status, out, _ = run("check", "--format", "github", "mine.yaml")
        assert status == 1
        assert out.startswith("::error file=mine.yaml,line=5,")

    def test_fmt_puts_entries_in_order_once(self, run: Runner, file: Path) -> None:
        good = file.read_text(encoding="utf-8")
        first, second = good[: good.index("zoria")], good[good.index("zoria") :]
        file.write_text(second + first, encoding="utf-8")
        assert run("fmt", "--check", "mine.yaml")[0] == 1
        assert file.read_text(encoding="utf-8") == second + first
        assert run("fmt", "mine.yaml")[0] == 0
        assert file.read_text(encoding="utf-8") == good
        assert run("fmt", "--check", "mine.yaml")[0] == 0


def test_the_installed_program_answers_from_the_shipped_data() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "toponyms", "resolve", "Krasnoarmersk"],
        capture_output=True, text=True, encoding="utf-8", timeout=300, env=_environment(),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    name, place_id, place, *_ = done.stdout.splitlines()[0].split("\t")
    assert (name, place_id, place) == ("Krasnoarmersk", "pokrovsk-donetsk", "Pokrovsk (city, Donetsk Oblast)")


def test_a_reader_that_has_had_enough_is_no_fault() -> None:
    names = "Pokrovsk\n" * 20_000
    program = subprocess.Popen(
        [sys.executable, "-m", "toponyms", "resolve", "-"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment(),
    )  # fmt: skip
    with program:
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        with contextlib.suppress(BrokenPipeError):
            program.stdin.write(names.encode())
            program.stdin.close()
        complaint = program.stderr.read().decode()
        assert program.wait(timeout=300) == 0
    assert complaint == ""


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONUTF8": "1"}

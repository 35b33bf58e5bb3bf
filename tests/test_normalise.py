"""Rewriting texts with one name for each place, and listing the ids of the places they name."""

from __future__ import annotations

import argparse
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import toponyms
from toponyms.cli import find, normalise
from toponyms.model import Mention

PAIRS = "Krasnoarmersk (Pokrovsk) and Dimitrov (Mirnograd)"


@pytest.mark.parametrize(
    ("text", "options", "want"),
    [
        (PAIRS, {}, "Pokrovsk and Myrnohrad"),
        (PAIRS, {"collapse": False}, "Pokrovsk (Pokrovsk) and Myrnohrad (Myrnohrad)"),
        (PAIRS, {"to": "uk"}, "Покровськ and Мирноград"),
        (PAIRS, {"to": "ru"}, "Покровск and Мирноград"),
        (PAIRS, {"to": "id"}, "pokrovsk-donetsk and myrnohrad-donetsk"),
        ("Dzerzhinsk, also known as Toretsk, fell.", {}, "Toretsk, fell."),
        ("Dzerzhinsk/Toretsk is empty.", {}, "Toretsk is empty."),
        ("Бої під Покровськом та у Часовому Яру.", {"to": "uk"}, "Бої під Покровськ та у Часів Яр."),
        ("Под Артёмовском тихо.", {"to": "en"}, "Под Bakhmut тихо."),
        ("Квитневая громада просит помощи.", {"to": "uk"}, "Квітнева громада просит помощи."),
        ("На Покровському напрямку тихо.", {}, "На Покровському напрямку тихо."),
        ("На Покровському напрямку тихо.", {"adjectives": True}, "На Pokrovsk напрямку тихо."),
        ("Shelling of Kharkov region and Lvov.", {}, "Shelling of Kharkiv Oblast and Lviv."),
        ("Maria Ivanova reads The New York Times.", {}, "Maria Ivanova reads The New York Times."),
        ("Ivanivka was shelled.", {}, "Ivanivka was shelled."),
        ("Красноармейск переименовали в Покровск.", {}, "Pokrovsk переименовали в Pokrovsk."),
        ("Бахмут раньше назывался Артемовск.", {"to": "ru"}, "Бахмут раньше назывался Бахмут."),
        ("Artemivsk, which was renamed Bakhmut, burns.", {}, "Bakhmut, burns."),
        ("Мелітопольці чекають на новини.", {}, "Мелітопольці чекають на новини."),
        ("STRIKE ON SLOVYANSK, UKRAINE", {}, "STRIKE ON SLOVIANSK, UKRAINE"),
        ("Ukrainians left Dzerzhinsk.\r\n\tEnd \ud800", {}, "Ukrainians left Toretsk.\r\n\tEnd \ud800"),
        ("", {}, ""),
    ],
)
def test_normalise(text: str, options: dict[str, Any], want: str) -> None:
    assert toponyms.normalise(text, **options) == want
    assert toponyms.normalize(text, **options) == want


def test_a_function_of_ones_own() -> None:
    def marked(mention: Mention) -> str:
        return f"[{mention.text}={mention.place.id if mention.place else '?'}]"

    want = "Near [Pokrovsk=pokrovsk-donetsk]."
    assert toponyms.normalise("Near Pokrovsk.", to=marked) == want


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(ValueError, match="to must be en, uk, ru"):
        toponyms.normalise("Pokrovsk", to="de")


_NAMES = st.sampled_from(
    [
        "Krasnoarmersk", "Pokrovsk", "Dimitrov", "Mirnograd", "Dzerzhinsk", "Toretsk", "Красноармейском", "Покровськ",
        "Дзержинськ", "Часовому Яру", "Ivanivka", "Kirovsk", "Кировск", "Zhdanov", "Voroshylovhrad", "Kiev", "Odessa",
        "Днепропетровск", "Sumy", "Ukraine", "Donetsk Oblast", "Луганской области", "Lyman", "Krasnyi Lyman",
        "Pervomaisk", "Pokrovske", "Покровский", "Maria", "KRASNOARMEYSK", "Комсомольськ", "Artemivsk", "Artemovsk",
        "Stakhanov", "Кадиевка", "Kadiivka", "Ленінське", "Chervone",
    ]
)  # fmt: skip
_GLUE = st.sampled_from(
    [
        " (", ") ", ", ", " and ", "/", " - ", ". ", " near ", " біля ", ", also known as ", " (north of ", "\n", "«",
        "» ", " oblast ", "'s ",
    ]
)  # fmt: skip


@settings(max_examples=250, deadline=None)
@given(
    st.lists(st.one_of(_NAMES, _GLUE, st.text(max_size=4)), max_size=14).map("".join),
    st.sampled_from(["en", "uk", "ru"]),
    st.booleans(),
)
def test_twice_is_once(text: str, to: str, adjectives: bool) -> None:
    once = toponyms.normalise(text, to=to, adjectives=adjectives)
    assert toponyms.normalise(once, to=to, adjectives=adjectives) == once


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="abc é\r\n\t\u0301\u200b\U0001f525.,()'«»0", max_size=60))
def test_other_text_stays_as_it_is(text: str) -> None:
    assert toponyms.normalise(text) == text


def test_place_ids() -> None:
    text = "Боєць загинув під Покровськом; у Красноармейске тихо."
    assert toponyms.place_ids(text, parents=False) == ["pokrovsk-donetsk"]
    parents = ["pokrovsk-hromada-donetsk", "pokrovsk-raion", "donetsk-oblast"]
    assert toponyms.place_ids(text) == ["pokrovsk-donetsk", *parents]
    assert toponyms.place_ids("Nothing here.") == []


def _command(words: list[str]) -> int:
    parser = argparse.ArgumentParser()
    subparsers = parser.add_subparsers()
    find.add_parser(subparsers)
    normalise.add_parser(subparsers)
    args = parser.parse_args(words)
    status: int = args.run(args)
    return status


def _run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], given_text: str) -> str:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given_text.encode()), encoding="utf-8"))
    assert _command(words) == 0
    return capsys.readouterr().out


def test_cli_find(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    out = _run(monkeypatch, capsys, ["find"], "Fighting near Krasnoarmersk.\nNothing here.\n")
    first, second = map(json.loads, out.splitlines())
    assert (first["id"], [m["id"] for m in first["mentions"]]) == (1, ["pokrovsk-donetsk"])
    assert second == {"id": 2, "mentions": []}


def test_cli_find_in_a_field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text('{"id": "a7", "body": "під Бахмутом"}\n', encoding="utf-8")
    assert _command(["find", "--field", "body", str(file)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["id"], found["mentions"][0]["text"]) == ("a7", "Бахмутом")


BROKEN = '{"t": "Bakhmut"}\nno json\n\n{"t": null}\n{"x": "Kyiv"}\n[]\n{"t": "Lviv"}\n'


@pytest.mark.parametrize("workers", ["1", "2"])
@pytest.mark.parametrize("command", ["find", "normalise"])
def test_cli_goes_on_after_a_bad_record(
    command: str, workers: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text(BROKEN, encoding="utf-8")
    assert _command([command, "--field", "t", "--workers", workers, str(file)]) == 1
    out, err = capsys.readouterr()
    assert "Bakhmut" in out
    assert "Lviv" in out
    said = err.splitlines()
    assert [line.split(" is not")[0].split(" has no")[0] for line in said] == [
        "toponyms: line 2", "toponyms: line 4", "toponyms: line 5", "toponyms: line 6",
    ]  # fmt: skip
    assert 'no text in the field "t"' in said[1]


def test_cli_names_some_bad_records_and_counts_the_rest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "news.txt"
    file.write_text("plain text\n" * 50, encoding="utf-8")
    assert _command(["find", "--field", "t", str(file)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 21
    assert "Leave --field out for plain text." in said[0]
    assert said[-1] == "toponyms: 50 records were left out"


def test_cli_has_nothing_to_say_of_good_records(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "news.jsonl"
    file.write_text('{"t": "Bakhmut"}\n\n{"t": ""}\n', encoding="utf-8")
    assert _command(["find", "--field", "t", str(file)]) == 0
    assert capsys.readouterr().err == ""


def test_cli_normalise(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(monkeypatch, capsys, ["normalise", "--to", "uk"], PAIRS + "\r\n\n") == "Покровськ and Мирноград\r\n\n"


def test_cli_normalise_a_field(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    line = json.dumps({"n": 1, "text": PAIRS})
    out = _run(monkeypatch, capsys, ["normalise", "--field", "text"], line + "\n")
    assert json.loads(out) == {"n": 1, "text": "Pokrovsk and Myrnohrad"}


def test_cli_with_workers_keeps_the_order(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    texts = [f"Number {number} near Kiev.\n" for number in range(200)]
    out = _run(monkeypatch, capsys, ["normalise", "--workers", "2"], "".join(texts))
    assert out == "".join(text.replace("Kiev", "Kyiv") for text in texts)

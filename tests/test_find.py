"""Finding places in running text, with the shipped data: what is right cannot be shown on a made-up gazetteer."""

from __future__ import annotations

import json
import pickle
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import toponyms
from toponyms.gazetteer import Gazetteer, default
from toponyms.model import Mention

CASES = Path(__file__).parent / "cases"
SEEDS = Path(__file__).parents[2] / "shared"
LIKE_TOWNS = frozenset({"city", "settlement", "village"})


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return default()


def _sentences() -> Iterator[Any]:
    groups = yaml.safe_load((CASES / "text-find.yaml").read_text(encoding="utf-8"))
    for group, cases in groups.items():
        for case in cases:
            yield pytest.param(case, id=f"{group}: {case['text'][:40]}")


@pytest.mark.parametrize("case", list(_sentences()))
def test_sentence(gazetteer: Gazetteer, case: dict[str, Any]) -> None:
    found = gazetteer.find(case["text"], lower=case.get("lower", False))
    home = {m.text: m.place.id for m in found if m.place and m.place.country == "UA" and m.place.kind != "country"}
    assert home == case["want"]
    undecided = [m.text for m in found if m.place is None]
    assert undecided == case.get("undecided", [])
    if "form" in case:
        assert {m.form for m in found if m.text in case["want"]} == {case["form"]}


def _traps() -> Iterator[Any]:
    groups = yaml.safe_load((CASES / "text-traps.yaml").read_text(encoding="utf-8"))
    for kind, sentences in groups.items():
        for sentence in sentences:
            yield pytest.param(sentence, id=f"{kind}: {sentence[:48]}")


@pytest.mark.parametrize("sentence", list(_traps()))
def test_trap(gazetteer: Gazetteer, sentence: str) -> None:
    start, end = sentence.index("["), sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")
    taken = [
        (mention.text, mention.place.id)
        for mention in gazetteer.find(text)
        if mention.place and mention.place.country == "UA" and mention.start < end and start < mention.end
    ]
    assert taken == []


def test_case_forms_are_found(gazetteer: Gazetteer) -> None:
    """The forms are those on which pymorphy3 and the tables of `inflect` agree, for the names of cities."""
    missed: dict[str, list[str]] = defaultdict(list)
    number = 0
    for line in (CASES / "text-inflected.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        place_id, lang, *forms = line.split("\t")
        for form in forms:
            number += 1
            text = f"Колона стояла біля {form}." if lang == "uk" else f"Колонна стояла возле {form}."
            ids = {match.place.id for mention in gazetteer.find(text) for match in mention.candidates}
            if place_id not in ids:
                missed[place_id].append(form)
    assert number > 2000
    assert sum(map(len, missed.values())) <= 0.01 * number, dict(missed)


_PIECES = st.sampled_from(
    [
        "Покровськ", "Krasnoarmersk", "Pokrovsk", "Часів Яр", "Слов’янськ", "ХАРКІВ", "İstanbul", "По\u0301кровськ",
        "Kyiv\u00ad", "(", ")", " (", ") ", ", ", " and ", " та ", "«", "»", "'", "’s", "\r\n", "\n", "\t", " ", "-",
        "–", "/", ".", "! ", "\u200b", "\ufeff", "\U0001f525", "область", " область", " Oblast", " direction",
        " напрямку", "на ", "у ", "м.", "г. ", "\ud800", "Ivanivka", "Одеса", "Одесса", "New York Times", "Maria ",
        "A", "Я", "ß", "ŉ", "ﬁ", "Ǆ", "0", "100", "the city of ",
    ]
)  # fmt: skip
_HOSTILE = st.lists(st.one_of(_PIECES, st.text(max_size=6)), max_size=24).map("".join)


@settings(max_examples=300, deadline=None)
@given(_HOSTILE, st.booleans())
def test_offsets_are_those_of_the_text_as_given(text: str, lower: bool) -> None:
    end = 0
    for mention in toponyms.find(text, lower=lower):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= end
        assert mention.end > mention.start
        assert mention.place is None or mention.place == mention.candidates[0].place
        end = mention.end


def test_mentions_are_plain_data(gazetteer: Gazetteer) -> None:
    mentions = gazetteer.find("Бої під Покровськом.")
    assert mentions[0].to_dict()["id"] == "pokrovsk-donetsk"
    assert json.dumps([m.to_dict() for m in mentions])
    assert pickle.loads(pickle.dumps(mentions)) == mentions
    assert isinstance(mentions[0], Mention)


def test_hints(gazetteer: Gazetteer) -> None:
    text = "Ivanivka was shelled in the morning, officials in Ukraine said."
    inside = gazetteer.find(text, within="Kherson Oblast")
    assert all(m.place is None or "kherson-oblast" in m.place.parents for m in inside)
    listed = gazetteer.find("Fighting near Ivanivka and Pokrovsk.", within="Donetsk Oblast")
    assert {m.text for m in listed} == {"Ivanivka", "Pokrovsk"}
    assert all("donetsk-oblast" in match.place.parents for m in listed for match in m.candidates)
    near = gazetteer.find("Pokrovske was shelled.", near=(48.0, 36.2))
    assert [m.place.id for m in near if m.place] == ["pokrovske-synelnykove-dnipropetrovsk"]
    with pytest.raises(toponyms.UnknownPlace):
        gazetteer.find("Pokrovsk", within="Atlantis")


def test_without_slips(gazetteer: Gazetteer) -> None:
    text = "Troops left Kramatosrk and Pokrovsk."
    assert [m.text for m in gazetteer.find(text, fuzzy=False)] == ["Pokrovsk"]


def test_other_types_are_refused(gazetteer: Gazetteer) -> None:
    with pytest.raises(TypeError, match="text must be a string"):
        gazetteer.find(None)  # type: ignore[arg-type]


def test_find_many_is_a_stream(gazetteer: Gazetteer) -> None:
    stream = gazetteer.find_many(iter(["біля Бахмута", "", "nothing here"]))
    assert [[m.text for m in mentions] for mentions in stream] == [["Бахмута"], [], []]


@pytest.mark.slow  # it compares times
@pytest.mark.parametrize("unit", ["A", "(", "[", "Krasno", "Krasno ", "Покровськ (", "Ivanivka, ", "Я", "«", "Aa "])
def test_time_is_linear(gazetteer: Gazetteer, unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        begun = time.process_time()
        gazetteer.find(text)
        return time.process_time() - begun

    seconds(20_000)
    short, long = seconds(40_000), seconds(320_000)
    assert long < 8 * max(short, 0.02) * 3


def test_the_three_articles(gazetteer: Gazetteer) -> None:
    gold_file = SEEDS / "eval" / "seed_gold.json"
    if not gold_file.is_file():
        pytest.skip("the articles with their labels are not beside this checkout")
    items = json.loads(gold_file.read_text(encoding="utf-8"))["items"]
    wrong = []
    for name in sorted({item["file"] for item in items}):
        text = (SEEDS / "seeds" / name).read_bytes().decode("utf-8")
        mentions = [m for m in gazetteer.find(text) if m.place is not None]
        for item in (item for item in items if item["file"] == name):
            over = [m.place for m in mentions if m.place and m.start < item["end"] and item["start"] < m.end]
            code = (item["place"] or {}).get("katottg")
            if item["type"].startswith("settlement") and code and item["surface"] != "Krasnokamensk":
                if not any(place.ids.get("katottg") == code for place in over):
                    wrong.append((item["surface"], code, over))
            elif item["type"] == "not_a_place" and any(p.country == "UA" and p.kind in LIKE_TOWNS for p in over):
                wrong.append((item["surface"], "nothing", over))
    assert wrong == []


def test_every_rule_fires_on_its_example(gazetteer: Gazetteer) -> None:
    from toponyms.evidence.rules import rules, table

    silent = []
    for effect, side, _, _, example in table("beside.tsv"):
        words = [m.span() for m in re.finditer(r"[A-ZА-ЯЁЄІЇҐ][\w'’-]*(?: [A-ZА-ЯЁЄІЇҐ][\w'’-]*)*", example)]
        hit = any(
            effect in rules().effects(example, at, end)[0]
            for start, stop in words
            for at in {start, *(start + m.start() for m in re.finditer(r"(?<= )\S", example[start:stop]))}
            for end in {stop, *(start + m.end() for m in re.finditer(r"\S(?= )", example[start:stop]))}
            if at < end
        )
        if not hit:
            silent.append((effect, side, example))
    assert silent == []

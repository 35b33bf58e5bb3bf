"""Explanations: for each step of the ladder, several names, decoys, doubt; one to three sentences, as data too."""

from __future__ import annotations

import json
import re

import pytest

from toponyms import resolve
from toponyms.explain import edits, written_date


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Pokrovsk", "is the English name of Pokrovsk (city, Donetsk Oblast; pokrovsk-donetsk)"),
        ("Покровськ", "is the official Ukrainian name of Pokrovsk"),
        ("POKROVSK", ", written "),
        ("Черкащаны", '"Черкащаны" is the Russian name of Cherkashchany'),  # which folds as the Ukrainian one does
        ("Черкащани", '"Черкащани" is the official Ukrainian name of Cherkashchany'),
        ("Красноармейск", "until"),
        ("Mirnograd", "romanisation of Мирноград"),
        ("Торецьку", "is a case form of Торецьк"),
        ("Krasnoarmersk", "is a misspelling on record of Pokrovsk"),
        ("Kramatosrk", "is near Краматорськ, the official Ukrainian name of Kramatorsk"),
        ("Kramatosrk", "are swapped"),
        ("Bakhrnut", "Bakhmut (city, Donetsk Oblast; bakhmut-donetsk)"),
        ("Gjrhjdcr", "another keyboard layout was on"),
        ("Н. Каховка", "Н is a word cut short"),
        ("Lake Bakhmut", "No lake is known by this name."),
        ("Покровський напрямок", "is the adjective of Покровськ"),
        ("Бахмацький район", "No raion of this name is known"),
        ("qqqqqq", 'No place is known as "qqqqqq"'),
        ("", "No place is known"),
        ("Petrova", "Petrova"),
        ("Tymoshenko", "It is also a surname"),
    ],
)
def test_an_answer_says_how_it_was_found(name: str, said: str) -> None:
    assert said in resolve(name).explain()


@pytest.mark.parametrize("name", ["Ivanivka", "Іванівка", "Oleksandrivka", "Мирне"])
def test_a_shared_name_says_how_many_and_what_would_decide(name: str) -> None:
    answer = resolve(name)
    said = answer.explain()
    assert f"fits {answer.total} places" in said
    assert "within" in said
    assert "near" in said
    assert all(match.place.id in said for match in answer.candidates[:3])


def test_another_candidate_in_doubt_is_named() -> None:
    answer = resolve("Dzerzhinsk")
    assert answer.ambiguous
    assert "It could also be" in answer.explain()
    assert answer.candidates[1].place.id in answer.explain()


@pytest.mark.parametrize("name", ["Pokrovsk and Myrnohrad", "Bakhmut та Соледар"])
def test_two_places_in_one_string_are_told(name: str) -> None:
    answer = resolve(name)
    assert answer.place is None
    assert answer.total == 2
    assert answer.explain().startswith("This names 2 places")


def test_two_names_of_one_place_support_each_other() -> None:
    answer = resolve("Dimitrov (Mirnograd)")
    assert answer.id == "myrnohrad-donetsk"
    assert "Both names stand for it." in answer.explain()


@pytest.mark.parametrize("name", ["Petrova", "Kovalenko", "Berlin", "however", "Shevchuk", "Иванова"])
def test_a_decoy_gets_no_place_and_says_so(name: str) -> None:
    answer = resolve(name)
    assert answer.place is None or answer.place.country != "UA"
    assert answer.explain()
    if answer.candidates and answer.place is None:
        assert re.search("none of them stands out|too little to go by", answer.explain())


@pytest.mark.parametrize(
    "name",
    ["Pokrovsk", "Krasnoarmersk", "Dzerzhinsk", "Ivanivka", "Kramatosrk", "Toretsk/Dzerzhinsk", "Bakhmut;Soledar", "x"],
)
def test_an_explanation_is_short_and_part_of_the_data(name: str) -> None:
    answer = resolve(name)
    said = answer.explain()
    assert said.endswith((".", "…"))
    assert 1 <= len(re.findall(r"[.:](?: |$)", said)) <= 6
    data = answer.to_dict()
    assert data["explanation"] == said
    assert json.loads(json.dumps(data, ensure_ascii=False)) == data


def test_the_same_question_is_explained_the_same() -> None:
    assert resolve("Dzerzhinsk").explain() == resolve("Dzerzhinsk").explain()


@pytest.mark.parametrize(
    ("asked", "name", "said"),
    [
        ("kramatosrk", "kramatorsk", '"r" and "s" are swapped'),
        ("bakmut", "bakhmut", '"h" is missing'),
        ("bakhmuut", "bakhmut", '"u" is too many'),
        ("bakhnut", "bakhmut", '"n" stands for "m"'),
        ("kyiv", "kyiv", "only the writing differs"),
    ],
)
def test_edits_are_said_in_words(asked: str, name: str, said: str) -> None:
    assert edits(asked, name) == said


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2016", "2016"),
        ("2016-05-12", "12 May 2016"),
        ("2019-05-30/2021-04", "some time between 30 May 2019 and April 2021"),
    ],
)
def test_dates_are_written_for_people(date: str, said: str) -> None:
    assert written_date(date) == said



def test_a_wall_is_named_once() -> None:
    said = resolve("Bakhmut", within="Kharkiv", fuzzy=False).explain()
    assert "lies within" in said
    assert said.count("Kharkiv (city)") <= 1
    assert said.count("Kharkiv Oblast (oblast)") == 1

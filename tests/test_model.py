"""Places, names and answers."""

from __future__ import annotations

import dataclasses
import json
import pickle

import pytest

from toponyms import AmbiguousName, Gazetteer, Name, Place, UnknownName, get, resolve

TOWN = Place(
    "krynytsia-test", "Krynytsia", "city",
    names=(
        Name("Криниця", "uk"), Name("Криница", "ru"), Name("Krynytsia", "en"),
        Name("Леніне", "uk", "former", until="2016-05-12"), Name("Ленино", "ru", "former", until="2016-05-12"),
        Name("Юріївка", "uk", "former", until="1922/1924"),
    ),
    ids={"katottg": "UA1"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("when", "names"),
    [
        ("2020", {"Криниця", "Криница", "Krynytsia"}),
        ("2016-05-12", {"Криниця", "Криница", "Krynytsia", "Леніне", "Ленино"}),
        ("2000", {"Леніне", "Ленино"}),
        ("1923", {"Леніне", "Ленино", "Юріївка"}),
        ("1910", {"Юріївка", "Ленино"}),
    ],
)
def test_names_in_force(when: str, names: set[str]) -> None:
    assert {name.text for name in TOWN.name_on(when)} == names


def test_a_town_that_went_back_to_an_old_name() -> None:
    town = Place("t", "Stare", "city", names=(
        Name("Старе", "uk"), Name("Нове", "uk", "former", until="1990"), Name("Старе", "uk", "former", until="1950"),
    ))  # fmt: skip
    assert [name.text for name in town.name_on("1970")] == ["Нове"]
    assert {name.text for name in town.name_on("1940")} == {"Старе"}


def test_the_canonical_name_is_never_a_former_one() -> None:
    assert TOWN.name_in("uk") == "Криниця"
    assert TOWN.name_in("en") == "Krynytsia"
    assert TOWN.name_in("de") is None


def test_places_are_equal_by_id_and_cannot_be_changed() -> None:
    assert dataclasses.replace(TOWN, name="Other") == TOWN
    assert len({TOWN, dataclasses.replace(TOWN, name="Other")}) == 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        TOWN.name = "Other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        TOWN.ids["katottg"] = "UA2"  # type: ignore[index]


@pytest.mark.parametrize(
    "name", ["Toretsk", "Ivanivka", "nothing of the kind", "Krasnoarmeysk", "Pokrovsk and Toretsk"]
)
def test_answers_pickle_and_turn_into_json(name: str) -> None:
    answer = resolve(name)
    again = pickle.loads(pickle.dumps(answer))
    assert again == answer
    assert again.explain() == answer.explain()
    assert json.loads(json.dumps(answer.to_dict()))["query"] == name


def test_one_gives_the_place_or_says_why_not() -> None:
    assert resolve("Toretsk").one().id == "toretsk-donetsk"
    assert resolve("Dzerzhinsk").one().id == "toretsk-donetsk"  # though it is ambiguous
    with pytest.raises(AmbiguousName, match="fits 1"):
        resolve("Ivanivka").one()
    with pytest.raises(UnknownName, match="no place is known"):
        resolve("qqqqqq").one()


def test_a_place_shows_all_that_is_known() -> None:
    place = get("pokrovsk-donetsk")
    assert place.parents == ("pokrovsk-hromada-donetsk", "pokrovsk-raion", "donetsk-oblast")
    assert place.ids["pcode"] == "UA1416021001"
    assert place.ids["wikidata"] == "Q1000446"
    assert place.coords == "given"
    assert (place.lat, place.lon) == (48.28014, 37.17706)
    assert pickle.loads(pickle.dumps(place)).names == place.names


def test_places_by_kind_and_area() -> None:
    gazetteer = Gazetteer.load()
    raions = list(gazetteer.places("raion", within="Donetsk Oblast"))
    assert {"bakhmut-raion", "pokrovsk-raion", "kramatorsk-raion"} <= {place.id for place in raions}
    assert all("donetsk-oblast" in place.parents for place in raions)
    assert [place.id for place in raions] == sorted(place.id for place in raions)
    with pytest.raises(ValueError, match="there is no kind"):
        gazetteer.places("hamlet")

"""Several indexes seen as one: what lies above hides and adds."""

from __future__ import annotations

from pathlib import Path

import pytest

from toponyms import Gazetteer, get, resolve
from toponyms.index.build import build
from toponyms.index.read import Index
from toponyms.index.world import World
from toponyms.model import Name, Place
from toponyms.resolver import Resolver
from toponyms.text.keys import fold

CHANGED = "pokrovsk-0"


@pytest.fixture(scope="module")
def layered(places: list[Place], small: bytes) -> World:
    """The small index, and one above it that changes a town, adds one, and merges another into it."""
    old = next(place for place in places if place.id == CHANGED)
    names = (Name("Мирів", "uk"), Name("Myriv", "en"), Name("Покровськ", "uk", "former", until="2025"))
    above = [
        Place(CHANGED, "Myriv", "city", "UA", names, {"wikidata": "Q1"}, old.parents, old.lat, old.lon, 5000, "given"),
        Place("new-town", "Novizna", "village", "UA", (Name("Новизна", "uk"),), {}, old.parents[:1]),
    ]
    parents = [place for place in places if place.id in old.parents]
    merged = {"lymne-5": "new-town"}
    return World([Index(small), Index(build([*above, *parents], merged, version="above"))])


def found(world: World, name: str) -> list[str]:
    return [match.place.id for match in Resolver(world).resolve(name, limit=None).candidates]


def test_a_place_above_hides_the_one_below(layered: World) -> None:
    assert found(layered, "Мирів") == [CHANGED]
    assert found(layered, "Покровськ") == [CHANGED]
    match = Resolver(layered).resolve("Покровськ").candidates[0]
    assert (match.name.kind, match.place.name, match.place.population) == ("former", "Myriv", 5000)
    assert CHANGED not in found(layered, "Pokrovskx")  # a misspelling that only the hidden place has had


def test_a_hidden_place_is_found_by_none_of_its_names(layered: World, places: list[Place]) -> None:
    kept = {"Покровськ"}
    old = next(place for place in places if place.id == CHANGED)
    for name in old.names:
        for key, row in [(fold(name.text), layered.exact(fold(name.text)))]:
            shown = {
                layered.name(number).text
                for number, _, _ in row
                if layered.place_id(layered.place_of(number)) == CHANGED
            }
            assert shown <= kept | {"Мирів", "Myriv"}, key


def test_a_new_place_is_found_and_lies_in_areas_below(layered: World) -> None:
    place = layered.place(layered.find_id("new-town"))
    assert place.parents == ("raion-0",)
    assert found(layered, "Novyzna") == found(layered, "Новизна") == ["new-town"]
    assert found(layered, "Novyznaa") == ["new-town"]
    within = Resolver(layered).resolve("Novyzna", within="raion-0")
    assert within.total == 1
    assert not Resolver(layered).resolve("Novyzna", within="raion-1").total


def test_what_is_untouched_stays(layered: World, small: bytes) -> None:
    below = World([Index(small)])
    for name in ("Степанка", "Stepanivka", "Stepnivka", "Старе Берез", "Іванівки"):
        one, two = Resolver(below).resolve(name), Resolver(layered).resolve(name)
        assert [(m.place.id, m.name, round(m.score, 12)) for m in one.candidates] == [
            (m.place.id, m.name, round(m.score, 12)) for m in two.candidates
        ]


def test_every_place_is_counted_once(layered: World, places: list[Place]) -> None:
    ids = [layered.place_id(number) for number in layered]
    merged = 1
    assert len(ids) == len(set(ids)) == len(layered) == len(places) + 1 - merged


def test_a_merged_id_answers_with_its_heir(layered: World) -> None:
    assert layered.place_id(layered.find_code("lymne-5")) == "new-town"


def test_numbers_lead_back_to_their_places(layered: World) -> None:
    for number in layered:
        place = layered.place(number)
        assert layered.find_id(place.id) == number
        assert layered.place_id(number) == place.id
        assert [layered.place_id(parent) for parent in layered.ancestors(number)] == list(place.parents)
        assert layered.coordinates(number) == (None if place.lat is None else (place.lat, place.lon))


OVERLAY = """\
pokrovsk-donetsk:
  misspellings:
    - Pokrovskburg

zz-test-mine:
  uk: шахта «Зразкова»
  kind: mine
  in: pokrovsk-donetsk
  lat: 48.3
  lon: 37.2
"""


def test_a_file_on_top_of_the_shipped_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not resolve("Pokrovsk"):
        pytest.skip("the shipped data does not set a place for Pokrovsk")
    path = tmp_path / "mine.yaml"
    path.write_text(OVERLAY, encoding="utf-8")
    gazetteer = Gazetteer.load(path)
    assert len(gazetteer) == len(Gazetteer.load()) + 1
    assert gazetteer.resolve("Pokrovskburg").id == "pokrovsk-donetsk"
    assert gazetteer.resolve("Krasnoarmeysk").id == "pokrovsk-donetsk"
    assert gazetteer.get("zz-test-mine").parents[0] == "pokrovsk-donetsk"
    below, above = get("pokrovsk-donetsk"), gazetteer.get("pokrovsk-donetsk")
    assert {name.text for name in above.names} == {name.text for name in below.names} | {"Pokrovskburg"}
    assert above.parents == below.parents
    assert gazetteer.resolve("Toretsk").candidates == resolve("Toretsk").candidates

"""The shipped gazetteer itself: what it says is found again, is dated and sourced, and nothing official is missing.

These tests judge the data. Behaviour has its own tests, on small gazetteers made for them.
"""

from __future__ import annotations

import csv
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from toponyms import Gazetteer, fold
from toponyms.model import Place
from toponyms.source.check import check
from toponyms.source.entries import Entry, build
from toponyms.source.formatter import format_text
from toponyms.source.yamlreader import read

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "gazetteer.yaml"
RENAMES = ROOT.parent / "shared" / "data" / "renames.csv"
# The codifier has the bare adjective of an area; the gazetteer its full name.
NOUNS = {"raion": " район", "hromada": " громада", "city district": " район"}

needs_renames = pytest.mark.skipif(
    not RENAMES.exists(),
    reason="renames.csv, made by comparing dated codifiers, is not there; it is no part of the project",
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="module")
def entries() -> list[Entry]:
    return [entry for entry in build(read(FILE.read_bytes(), FILE.name)) if entry.get("now") is None]


@pytest.fixture(scope="module")
def places(gazetteer: Gazetteer) -> list[Place]:
    return list(gazetteer.places())


@pytest.fixture(scope="module")
def units(places: list[Place]) -> list[Place]:
    return [place for place in places if "katottg" in place.ids]


@pytest.fixture(scope="module")
def owners(places: list[Place]) -> dict[str, set[str]]:
    """The places that have a right name, by its key."""
    found: dict[str, set[str]] = defaultdict(set)
    for place in places:
        for name in place.names:
            if name.kind != "misspelling":
                found[fold(name.text)].add(place.id)
    return found


@pytest.fixture(scope="module")
def renames() -> list[dict[str, str]]:
    with RENAMES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def texts(entry: Entry) -> Iterator[str]:
    yield from (text.value for text in entry.names.values())
    for item in entry.all_items():
        yield from (text.value for text in item.names.values())


# --- the file -----------------------------------------------------------------------------------------------------


def test_check_finds_nothing_wrong() -> None:
    # What `check --notes` lists for a look: a slip may well be near another name.
    notes = {"override", "near-miss", "crossing-dates"}
    problems = check([FILE])
    assert [str(problem) for problem in problems if problem.rule not in notes] == []


def test_fmt_changes_nothing() -> None:
    data = FILE.read_bytes()
    assert format_text(data, FILE.name) == data


def test_every_former_name_has_a_date_and_a_source_that_can_be_looked_up(entries: list[Entry]) -> None:
    bad = []
    for entry in entries:
        for item in entry.items.get("former", ()):
            source = item.get("source") or ""
            if not item.get("until") or not source or "general knowledge" in source:
                bad.append(f"{entry.id}: {next(iter(item.names.values())).value}")
    assert bad == []


def test_the_example_in_the_head_is_in_the_file() -> None:
    text = FILE.read_text(encoding="utf-8")
    entry = re.search(r"^pokrovsk-donetsk:\n(?:  .*\n)+", text, re.MULTILINE)
    assert entry is not None
    former = "    - uk: Красноармійськ\n      ru: Красноармейск\n      until: 2016-05-12\n"
    assert former + "      source: Verkhovna Rada resolution 1353-VIII\n" in entry[0]
    assert "\n  misspellings:\n    - Krasnoarmersk\n" in entry[0]


def test_there_are_towns_abroad_with_coordinates(entries: list[Entry]) -> None:
    towns = [e for e in entries if e.get("country") and e.get("kind") in ("city", "settlement", "village")]
    assert len(towns) >= 300
    assert [town.id for town in towns if town.get("lat") is None] == []


# --- every name leads to its place ----------------------------------------------------------------------------------


def test_every_name_of_every_entry_finds_its_place(gazetteer: Gazetteer, entries: list[Entry]) -> None:
    lost = []
    asked = 0
    for entry in entries:
        for text in dict.fromkeys(texts(entry)):
            asked += 1
            if all(match.place.id != entry.id for match in gazetteer.resolve(text, limit=None).candidates):
                lost.append(f"{entry.id}: {text}")
    assert lost == []
    assert asked > 9_000


CONVENTIONAL = {
    "Kiev": "kyiv",
    "Kharkov": "kharkiv-kharkiv",
    "Odessa": "odesa-odesa",
    "Lvov": "lviv-lviv",
    "Lemberg": "lviv-lviv",
    "Chernobyl": "chornobyl-kyiv",
    "Dnepropetrovsk": "dnipro-dnipropetrovsk",
    "Nikolaev": "mykolaiv-mykolaiv",
    "Zaporozhye": "zaporizhzhia-zaporizhzhia",
    "Kirovograd": "kropyvnytskyi-kirovohrad",
    "Rovno": "rivne-rivne",
    "Chernovtsy": "chernivtsi-chernivtsi",
    "Voroshilovgrad": "luhansk-luhansk",
    "Stalino": "donetsk-donetsk",
    "Yuzovka": "donetsk-donetsk",
    "Zhdanov": "mariupol-donetsk",
    "Stakhanov": "kadiivka-luhansk",
    "Kommunarsk": "alchevsk-luhansk",
    "Yelisavetgrad": "kropyvnytskyi-kirovohrad",
    "Yekaterinoslav": "dnipro-dnipropetrovsk",
    "Artemivsk": "bakhmut-donetsk",
    "Dzerzhinsk": "toretsk-donetsk",
    "Dimitrov": "myrnohrad-donetsk",
    "Krasnoarmeysk": "pokrovsk-donetsk",
    "Krasnoarmersk": "pokrovsk-donetsk",
}


@pytest.mark.parametrize(("name", "place"), CONVENTIONAL.items())
def test_conventional_names_are_known(gazetteer: Gazetteer, name: str, place: str) -> None:
    candidates = [match.place.id for match in gazetteer.resolve(name, limit=None).candidates]
    assert place in candidates
    oblast = next((parent for parent in gazetteer.get(place).parents if parent.endswith("-oblast")), None)
    assert gazetteer.resolve(name, within=oblast).id == place


def test_new_york_is_two_places(gazetteer: Gazetteer) -> None:
    candidates = [match.place.id for match in gazetteer.resolve("New York", limit=None).candidates]
    assert candidates[0] == "new-york-new-york-us"
    assert "niu-york-donetsk" in candidates
    assert gazetteer.resolve("New York", within="donetsk-oblast").id == "niu-york-donetsk"


# --- every official change is there ---------------------------------------------------------------------------------


@needs_renames
def test_every_change_of_name_is_recorded(renames: list[dict[str, str]], places: list[Place]) -> None:
    recorded: dict[str, set[str]] = defaultdict(set)  # code → former and further names; "" for places of the past
    for place in places:
        if place.country == "UA":
            owner = place.ids.get("katottg", "")
            recorded[owner].update(n.text.casefold() for n in place.names if n.kind in ("former", "also"))
    missing = []
    for row in renames:
        old = (row["old_uk"] + NOUNS.get(row["category"], "")).replace("’", "'").casefold()
        owner = row["katottg"] if row["in_current_codifier"] == "1" else ""
        if old not in recorded[owner]:
            missing.append(f"{row['katottg']} {row['old_uk']} > {row['new_uk']}")
    assert missing == []
    assert len(renames) == 1_714


def _wrong(
    row: dict[str, str], old: str, place: Place, gazetteer: Gazetteer, owners: dict[str, set[str]]
) -> str | None:
    answer = gazetteer.resolve(old, limit=None)
    if all(match.place.id != place.id for match in answer.candidates):
        return f"{place.id} is no candidate for {old} > {row['new_uk']}"
    if owners[fold(old)] == {place.id} and answer.id != place.id:
        return f"only {place.id} was {old}, and the answer is {answer.id}"
    return None


@needs_renames
def test_an_old_name_leads_to_the_unit(
    renames: list[dict[str, str]], units: list[Place], gazetteer: Gazetteer, owners: dict[str, set[str]]
) -> None:
    by_code = {place.ids["katottg"]: place for place in units}
    known = [row for row in renames if row["katottg"] in by_code]
    wrong = [
        _wrong(row, row["old_uk"] + NOUNS.get(row["category"], ""), by_code[row["katottg"]], gazetteer, owners)
        for row in known
    ]
    assert list(filter(None, wrong)) == []
    assert len(known) == 1_696


@needs_renames
def test_the_bare_adjective_of_an_area_renamed_leads_to_it_too(
    renames: list[dict[str, str]], units: list[Place], gazetteer: Gazetteer, owners: dict[str, set[str]]
) -> None:
    by_code = {place.ids["katottg"]: place for place in units}
    known = [row for row in renames if row["katottg"] in by_code and row["category"] in NOUNS]
    wrong = [_wrong(row, row["old_uk"], by_code[row["katottg"]], gazetteer, owners) for row in known]
    assert list(filter(None, wrong)) == []


# --- every unit is found where it lies ------------------------------------------------------------------------------


def _astray(places: Iterable[Place], gazetteer: Gazetteer) -> list[str]:
    """Return the official names that, asked within the unit's nearest parent, do not lead to it.

    Where the parent has namesakes the unit has to be among all candidates, and the answer one of the namesakes.
    """
    astray = []
    for place in places:
        within = place.parents[0] if place.parents else None
        for name in place.names:
            if name.kind != "official":
                continue
            answer = gazetteer.resolve(name.text, within=within, limit=None)
            if answer.id == place.id:
                continue
            candidates = {match.place.id for match in answer.candidates}
            key = fold(name.text)
            namesake = answer.place is None or key in {fold(other.text) for other in answer.place.names}
            if place.id not in candidates or len(candidates) == 1 or not namesake:
                astray.append(f"{place.id}: {name.text} within {within} is {answer.id}")
    return astray


def test_units_are_found_within_their_parents(units: list[Place], gazetteer: Gazetteer) -> None:
    areas = [place for place in units if place.kind not in ("settlement", "village")]  # with the cities
    rest = [place for place in units if place.kind in ("settlement", "village")]
    assert _astray([*areas, *random.Random(20260707).sample(rest, 3_000)], gazetteer) == []


# "Snitine" is the French way of writing Снітин, which is larger than the Снітине beside it: a matter of weights.
KNOWN_ASTRAY = {
    "snityne-poltava: Снітине within lubny-hromada-poltava is snityn-poltava",
    "snityne-poltava: Snityne within lubny-hromada-poltava is snityn-poltava",
}


@pytest.mark.slow
def test_all_units_are_found_within_their_parents(units: list[Place], gazetteer: Gazetteer) -> None:
    assert len(units) == 31_744
    assert set(_astray(units, gazetteer)) <= KNOWN_ASTRAY

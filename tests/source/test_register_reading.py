"""What follows from the codes of the register, and the invariants that `check` holds it to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from toponyms.errors import GazetteerError
from toponyms.source import register as registers
from toponyms.source.areas import derived
from toponyms.source.register import COLUMNS, Register, read
from toponyms.source.rules.register import check_register

UNITS = read()


@pytest.mark.parametrize(
    ("place_id", "pcode", "parents"),
    [
        ("donetsk-oblast", "UA14", ()),
        ("pokrovsk-raion", "UA1416", ("donetsk-oblast",)),
        ("pokrovsk-hromada-donetsk", "UA1416021", ("pokrovsk-raion", "donetsk-oblast")),
        ("pokrovsk-donetsk", "UA1416021001", ("pokrovsk-hromada-donetsk", "pokrovsk-raion", "donetsk-oblast")),
        ("prypiat-kyiv", "UA3200000001", ("kyiv-oblast",)),
        ("chornobyl-kyiv", "UA3200000002", ("kyiv-oblast",)),
        ("kyiv", "UA80", ()),
        ("sevastopol", "UA85", ()),
        ("crimea", "UA01", ()),
        ("pecherskyi-district-kyiv", "", ("kyiv",)),
        (
            "tsentralnyi-district-simferopol", "",
            ("simferopol-crimea", "simferopol-hromada-crimea", "simferopol-raion", "crimea"),
        ),
    ],
)  # fmt: skip
def test_pcode_and_parents_follow_from_the_code(place_id: str, pcode: str, parents: tuple[str, ...]) -> None:
    unit = UNITS.by_id[place_id]
    assert unit.pcode == pcode
    assert UNITS.parents(unit) == parents


def test_every_iso_code_stands_once() -> None:
    codes = [unit.iso for unit in UNITS.units if unit.iso]
    assert len(codes) == len(set(codes)) == 27
    by_id = {unit.id: unit.iso for unit in UNITS.units if unit.iso}
    named = {"luhansk-oblast": "UA-09", "chernivtsi-oblast": "UA-77", "crimea": "UA-43", "kyiv": "UA-30"}
    named |= {"sevastopol": "UA-40", "kyiv-oblast": "UA-32", "donetsk-oblast": "UA-14", "zakarpattia-oblast": "UA-21"}
    assert {place_id: by_id[place_id] for place_id in named} == named


@pytest.mark.parametrize(
    ("place_id", "some"),
    [
        ("donetsk-oblast", {"Донецька", "Донецкая", "Donetsk Region", "Donetsk region", "Donetska Oblast",
                            "Donetskaya Oblast", "Донецька обл."}),
        ("pokrovsk-raion", {"Покровський", "Pokrovskyi", "Pokrovskyi Raion", "Pokrovsk District"}),
        ("pokrovsk-hromada-donetsk", {"Покровська", "Pokrovska", "Pokrovska Hromada", "Покровська ТГ"}),
        ("pecherskyi-district-kyiv", {"Печерський", "Pecherskyi", "Pecherskyi Raion"}),
        ("crimea", {"Крим", "Крым", "АР Крим", "Autonomous Republic of Crimea"}),
        ("kyiv", {"Kyiv City", "місто Київ"}),
    ],
)  # fmt: skip
def test_areas_have_the_names_that_people_write(place_id: str, some: set[str]) -> None:
    unit = UNITS.by_id[place_id]
    names = derived(unit.id, unit.kind, {"uk": unit.uk, "ru": unit.ru, "en": unit.en})
    assert some <= {name.text for name in names}
    assert {name.kind for name in names} == {"also"}
    assert len({(name.text, name.lang) for name in names}) == len(names)


def test_settlements_have_no_derived_names() -> None:
    assert derived("pokrovsk-donetsk", "city", {"uk": "Покровськ", "en": "Pokrovsk"}) == []


def test_the_shipped_register_keeps_its_invariants() -> None:
    assert check_register(UNITS) == []


CITY = UNITS.by_id["toretsk-donetsk"]
OBLAST = UNITS.by_id["donetsk-oblast"]
FAULTS = {
    "an id twice": (
        [OBLAST, CITY, replace(CITY, katottg="UA14020110010025395")],
        "register-id",
        'id "toretsk-donetsk" stands twice; the first is in line 3',
    ),
    "a code twice": (
        [OBLAST, CITY, replace(CITY, id="toretsk-2")],
        "register-code",
        f'katottg "{CITY.katottg}" stands twice; the first is in line 3',
    ),
    "no id": ([OBLAST, replace(CITY, id="Toretsk")], "register-id", '"Toretsk" is no id'),
    "no code": ([OBLAST, replace(CITY, katottg="UA14")], "register-code", '"UA14" is no code'),
    "out of order": ([CITY, OBLAST], "register-code", f'code "{OBLAST.katottg}" stands after "{CITY.katottg}"'),
    "too deep": (
        [OBLAST, replace(CITY, kind="raion")], "register-code", f'code "{CITY.katottg}" is too deep for a raion',
    ),
    "an orphan": ([CITY], "register-parent", f'nothing has the code that "{CITY.katottg}" begins with'),
    "no kind": ([OBLAST, replace(CITY, kind="town")], "register-value", '"town" is no kind of place'),
    "no name": ([OBLAST, replace(CITY, en="")], "register-value", '"toretsk-donetsk" has no name in "en"'),
    "odd spaces": (
        [OBLAST, replace(CITY, uk="Торецьк ")], "register-value", '"Торецьк " has odd spaces or invisible characters',
    ),
    "half a point": (
        [OBLAST, replace(CITY, lat="")], "register-value", '"toretsk-donetsk" lacks one of lat, lon and coords',
    ),
    "far away": (
        [OBLAST, replace(CITY, lat="37.8", lon="48.4")], "register-value", 'lat "37.8" is not in Ukraine',
    ),
    "a little too far north": (
        [OBLAST, replace(CITY, lat="52.6")], "register-value", 'lat "52.6" is not in Ukraine',
    ),
    "a little too far west": (
        [OBLAST, replace(CITY, lon="21.9")], "register-value", 'lon "21.9" is not in Ukraine',
    ),
    "a hromada with a digit of a district": (
        [OBLAST, replace(CITY, kind="hromada", katottg="UA14160210000199403")], "register-code",
        'code "UA14160210000199403" is too deep for a hromada',
    ),
    "no count": (
        [OBLAST, replace(CITY, population="30 914")], "register-value", 'population "30 914" has not the right form',
    ),
    "no item": (
        [OBLAST, replace(CITY, wikidata="2416525")], "register-value", 'wikidata "2416525" has not the right form',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(name: str) -> None:
    units, rule, message = FAULTS[name]
    problems = check_register(Register(Path("register.tsv"), units))
    assert (rule, message) in [(problem.rule, problem.message) for problem in problems]
    first = next(problem for problem in problems if problem.message == message)
    value = message.split('"')[1]
    if rule != "register-parent" and "has no name" not in message and "lacks" not in message:
        assert first.source_line[first.column - 1 :].startswith(value)
    assert first.line == 1 + len(units)  # the last unit is the wrong one
    assert "never edited by hand" in first.mend


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no register"),
        ("id\tname\n", "is no register"),
        ("\t".join(COLUMNS) + "\na\tb\n", "register.tsv:2: 2 cells where 12 belong"),
    ],
)
def test_a_file_that_is_no_register_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "register.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(GazetteerError, match=message):
        read(path)


def test_the_shipped_register_is_read_once() -> None:
    assert read() is read()
    assert registers.shipped().name == "register.tsv"


def test_the_packed_register_is_the_register() -> None:
    text = registers.shipped().read_text(encoding="utf-8")
    packed = registers.pack(text)
    assert registers.unpack(packed) == text
    assert len(packed) < 800_000

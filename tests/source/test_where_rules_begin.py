"""Where a rule begins and ends: what is just right has no problem, what is just wrong has this one, so many times."""

from __future__ import annotations

import pytest

from toponyms.source import register
from toponyms.source.judge import judge
from toponyms.source.world import World

MINE = "severnaya-mine:\n  uk: шахта «Північна»\n  kind: mine\n  in: toretsk-donetsk\n"
TORETSK = "toretsk-donetsk:\n  uk: Торецьк\n  katottg: UA14020110010025394\n"


def point(lat: str, lon: str) -> str:
    return f"{MINE}  lat: {lat}\n  lon: {lon}\n"


def former(*spans: tuple[str, str], lang: str = "uk") -> str:
    """Return an entry with former names that were official from … to …."""
    names = ("Дзержинськ", "Щербинівка", "Залізне")
    return f"{TORETSK}  former:\n" + "".join(
        f"    - {lang if number else 'uk'}: {names[number]}\n"
        f"      since: {since}\n      until: {until}\n      source: x\n"
        for number, (since, until) in enumerate(spans)
    )


def misspelt(*names: str) -> str:
    return f"{TORETSK}  misspellings:\n" + "".join(f"    - {name}\n" for name in names)


def chain(length: int) -> str:
    """Return places each of which lies in the one before it, the first in an area that the register has."""
    return "".join(
        f"a-{n:02}:\n  uk: Шахта {n}\n  kind: mine\n  in: {f'a-{n - 1:02}' if n else 'donetsk-oblast'}\n"
        for n in range(length)
    )


def within(*areas: str) -> str:
    return MINE.replace("  in: toretsk-donetsk\n", "  in:\n" + "".join(f"    - {area}\n" for area in areas))


CASES = [
    # The globe ends at its poles and at 180 degrees.
    ("bad-coordinates", point("90", "180"), 0), ("bad-coordinates", point("-90", "-180.0"), 0),
    ("bad-coordinates", point("90.001", "180"), 1), ("bad-coordinates", point("90", "180.001"), 1),
    ("bad-coordinates", point("-90.001", "-180.001"), 2), ("bad-coordinates", point("48.", "37"), 1),
    ("bad-coordinates", point("1e1", "37"), 1), ("bad-coordinates", point("٤٨", "37"), 1),
    # A count has ten digits at most.
    ("bad-number", MINE + "  population: 1234567890\n", 0), ("bad-number", MINE + "  population: 12345678901\n", 1),
    ("bad-number", MINE + "  population: 1.5\n", 1), ("bad-number", MINE + "  population: -1\n", 1),
    # A name may end in the year, month or day in which it began.
    ("until-before-since", former(("2016", "2016")), 0), ("until-before-since", former(("2016-05", "2016")), 0),
    ("until-before-since", former(("2016-05-12", "2016-05-11")), 1),
    ("until-before-since", former(("2016-06", "2016-05")), 1),
    # One name may end when the next begins; only what is certain crosses.
    ("crossing-dates", former(("1938", "2016"), ("1806", "1938")), 0),
    ("crossing-dates", former(("1938", "2016"), ("1806", "1939")), 1),
    ("crossing-dates", former(("1938", "2016"), ("2016", "2020")), 0),
    ("crossing-dates", former(("1938", "2016"), ("2015", "2020")), 1),
    ("crossing-dates", former(("1938", "2016"), ("1806", "1937/1939")), 0),
    ("crossing-dates", former(("1938", "2016"), ("1806", "1939"), lang="ru"), 0),  # names in two languages do
    ("crossing-dates", former(("1938", "2016"), ("1940", "1950"), ("1945", "1960")), 3),
    # A place lies in 32 areas at most: Donetsk Oblast is one of them.
    ("circular-in", chain(32), 0), ("circular-in", chain(33), 1),
    ("circular-in", within("severnaya-mine"), 1), ("circular-in", within("toretsk-donetsk", "severnaya-mine"), 1),
    # Names begin and end with a letter, and have one space.
    ("bad-whitespace", misspelt('"Toresk "'), 1), ("bad-whitespace", misspelt('" Toresk"'), 1),
    ("bad-whitespace", misspelt("Tor esk"), 0), ("bad-whitespace", misspelt("Tor  esk"), 1),
    ("bad-whitespace", misspelt('"Tor\\u00a0esk"'), 1), ("bad-whitespace", misspelt('"Tor\\u200aesk"'), 1),
    ("bad-character", misspelt('"Tor\\u200besk"'), 1), ("bad-character", misspelt('"Tor\\u200aesk"'), 0),
    ("bad-character", misspelt('"Tor\\u2010esk"'), 0), ("bad-character", misspelt('"Tor\\u00adesk"'), 1),
    # Merged ids.
    ("chained-heir", "a-b:\n  now: a-b\n  note: x\n", 1),
    ("chained-heir", "a-b:\n  now: a-c\n  note: x\na-c:\n  now: a-b\n  note: x\n", 2),
    ("chained-heir", "a-b:\n  now: toretsk-donetsk\n  note: x\na-c:\n  now: toretsk-donetsk\n  note: x\n", 0),
    ("merged-fields", "a-b:\n  now: toretsk-donetsk\n  note: x\n  lat: 1\n  lon: 1\n", 2),
    ("merged-fields", "a-b:\n  now: toretsk-donetsk\n", 1),
    # Lists are in order one by one.
    ("unsorted-list", misspelt("Toraa", "Torbb", "Torcc"), 0),
    ("unsorted-list", misspelt("Torbb", "Toraa", "Torcc"), 1),
    ("unsorted-list", misspelt("Torcc", "Torbb", "Toraa"), 2),
    ("unsorted-list", former(("1938", "2016"), ("1806", "1938")), 0),
    ("unsorted-list", former(("1806", "1938"), ("1938", "2016")), 1),
    ("unsorted-entries", MINE + TORETSK, 0), ("unsorted-entries", TORETSK + MINE, 1),
]  # fmt: skip


@pytest.fixture(scope="module")
def world() -> World:
    return World(register=register.read())


@pytest.mark.parametrize(("rule", "text", "times"), CASES)
def test_a_rule_is_broken_so_often(rule: str, text: str, times: int, world: World) -> None:
    problems = judge(text.encode(), "example.yaml", world).problems
    assert [problem.rule for problem in problems].count(rule) == times, [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Kramatorks", 'is one letter from "kramatorsk", a name of kramatorsk-donetsk'),
        ("Ivanyvka", " more places"),  # of a name that many have, the first and how many others
    ],
)
def test_whose_name_a_misspelling_is_near(name: str, said: str, world: World) -> None:
    (problem,) = [one for one in judge(misspelt(name).encode(), "x.yaml", world).problems if one.rule == "near-miss"]
    assert said in problem.message
    assert problem.message.endswith(("donetsk", "s"))

"""Sports clubs: «Ворскла», "Karpaty Lviv" and "Dynamo Kyiv" are no rivers, mountains and cities."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise

from toponyms.evidence.case import Case
from toponyms.evidence.readings import Readings
from toponyms.evidence.rules import table
from toponyms.text.keys import is_cyrillic

_NEAR = 90  # characters beside a name in which words of sport are looked for
_CLOSING = '»"”'
_END = re.compile(r"[.!?…]\s")
_TOWNS = frozenset({"city", "settlement", "village"})
_QUOTED = frozenset({"quoted", "quoted-thing"})
_SOMEWHERE = frozenset({"locative", "settlement", "bearing", "water", "direction", "struck", "hromada"})


def clubs(text: str, cases: list[Case], readings: Readings) -> None:
    """Note which names, and which cities beside them, are those of clubs."""
    found = False
    for case in cases:
        spot = case.spot
        quoted = text[case.start - 2 : case.start - 1] in _CLOSING
        if not quoted and not case.area and not case.effects & _SOMEWHERE and _plays_there(text, case, readings):
            case.effects.add("body")
            found = True
            continue
        if not (quoted or spot.before or case.effects & _QUOTED or _may_be_club(case)) or case.area:
            continue
        alone = (case.effects & _QUOTED or _may_be_club(case)) and _of_sport(text, case)
        if alone or _beside_club(text, case, readings):
            case.effects.add("body")
            found = True
    for one, two in pairwise(cases) if found else ():
        if two.start - one.end <= 2 and "body" in two.effects and cities_of(one.spot.text) is not None:
            one.effects.add("body")


def _plays_there(text: str, case: Case, readings: Readings) -> bool:
    """Tell whether a town is said to play: «Днепр разгромил Верес» in a sentence on sport is the club's."""
    said = _plays()
    beside = said["after"].match(text, case.end) or said["before"].search(text[max(0, case.start - 24) : case.start])
    if not beside or readings.kind(case.readings[0].place) not in _TOWNS:
        return False
    return _of_sport(text, case)


def _may_be_club(case: Case) -> bool:
    """Tell whether a name may be a club's without quotes: in Latin text; Карпаты without them are mountains."""
    name = case.spot.text
    return name.isascii() and cities_of(name) is not None and not case.effects & _SOMEWHERE


def _of_sport(text: str, case: Case) -> bool:
    """Tell whether the sentence of a name has a word of sport near it."""
    left = _END.split(text[max(0, case.start - _NEAR) : case.start])[-1]
    right = _END.split(text[case.end : case.end + _NEAR], maxsplit=1)[0]
    return bool(_sport().search(left) or _sport().search(right))


def _beside_club(text: str, case: Case, readings: Readings) -> bool:
    """Tell whether the name of one of its clubs stands before a city: «Шахтёр» Донецк."""
    place = case.readings[0].place
    if readings.kind(place) not in _TOWNS or text[case.start - 1 : case.start] != " ":
        return False
    before = text[max(0, case.start - 24) : case.start - 1]
    word = before.rstrip("»\"”").rpartition(" ")[2].lstrip('«"“„(')
    if not word[:1].isupper():
        return False
    cities = cities_of(word)
    return cities is not None and readings.world.place_id(place) in cities


@lru_cache(maxsize=20_000)
def cities_of(name: str) -> frozenset[str] | None:
    """Return the cities of the clubs of this name, or None if it is no club's."""
    for pattern, cities in _clubs(is_cyrillic(name)):
        if pattern.fullmatch(name):
            return cities
    return None


@cache
def _sport() -> re.Pattern[str]:
    words = "|".join(row[2] for row in table("clubs.tsv") if row[0] == "sport")
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


@cache
def _plays() -> dict[str, re.Pattern[str]]:
    said = {row[1]: row[2] for row in table("clubs.tsv") if row[0] == "plays"}
    before, after = said["before"], said["after"]
    return {"before": re.compile(rf"(?<!\w)(?:{before}) $"), "after": re.compile(rf" (?:{after})(?!\w)")}


@cache
def _clubs(cyrillic: bool) -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    rows = [row for row in table("clubs.tsv") if row[0] == "club"]
    return tuple((re.compile(row[1 + cyrillic]), frozenset(row[3].split(" "))) for row in rows)

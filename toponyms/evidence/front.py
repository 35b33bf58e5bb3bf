"""Of villages that share a name, a text on the war means the one near the front: where that is, which words tell."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from itertools import pairwise
from operator import itemgetter

from toponyms.evidence.case import Case
from toponyms.evidence.readings import Reading, Readings
from toponyms.evidence.rules import table
from toponyms.evidence.runs import SETTLEMENTS

_GAIN = 10.0  # what lying at the front adds to the factor of a weight
_CALLED_AFTER = 20.0  # the factor of a town that a direction is called after
_NEAR_KM = 25.0
_ABROAD = 0.5  # airfields and refineries in Russia are hit far from any front
_KM = 111.2  # a degree of latitude
_NARROW = 0.664  # the cosine of the mean latitude of Ukraine
_AROUND = 400  # characters beside the names in which the words are looked for
_HEAD = itemgetter(slice(3))  # no word that tells is shorter
_Point = tuple[float, float]


def front(text: str, cases: list[Case], readings: Readings) -> None:
    """Make readings near the front likelier in a text on the war."""
    shared = [case for case in cases if not case.area and len(case.readings) > 1]
    if not shared or not (
        any("direction" in case.effects for case in cases)
        or _on_the_war(text[max(0, cases[0].start - _AROUND) : cases[-1].end + _AROUND])
    ):
        return
    for case in shared:
        before = sum(case.weights)
        direction = "direction" in case.effects
        for at, reading in enumerate(case.readings):
            case.weights[at] *= 1.0 + _GAIN * _nearness(reading, readings)
            if direction and readings.world.place_id(reading.place) in _directions():
                case.weights[at] *= _CALLED_AFTER
        # It tells namesakes apart, and not a place from a person.
        share = before / (sum(case.weights) or 1.0)
        case.weights = [weight * share for weight in case.weights]


@cache
def _directions() -> frozenset[str]:
    return frozenset(row[1] for row in table("front.tsv") if row[0] == "direction")


def _nearness(reading: Reading, readings: Readings) -> float:
    if reading.abroad:
        return _ABROAD
    if readings.kind(reading.place) not in SETTLEMENTS:
        return 1.0  # a region is everywhere
    return _near(reading.point) if reading.point else 0.0


@lru_cache(maxsize=20_000)
def _near(point: _Point) -> float:
    """Say how near the front a point is, from 0 to 1."""
    here = _plane(point)
    return math.exp(-min(_from_segment(here, one, two) for one, two in _segments()) / _NEAR_KM)


def _plane(point: _Point) -> _Point:
    return point[0] * _KM, point[1] * _NARROW * _KM


def _from_segment(point: _Point, one: _Point, two: _Point) -> float:
    along = (two[0] - one[0], two[1] - one[1])
    length = along[0] ** 2 + along[1] ** 2
    share = ((point[0] - one[0]) * along[0] + (point[1] - one[1]) * along[1]) / length
    share = min(1.0, max(0.0, share))
    return math.dist(point, (one[0] + share * along[0], one[1] + share * along[1]))


@cache
def _segments() -> tuple[tuple[_Point, _Point], ...]:
    rows = [row for row in table("front.tsv") if len(row) > 2]
    points = [(row[0], _plane((float(row[1]), float(row[2])))) for row in rows]
    return tuple((one[1], two[1]) for one, two in pairwise(points) if one[0] == two[0])


def _on_the_war(text: str) -> bool:
    lowered = f" {text.lower()}"
    words = _words(text.isascii())
    heads = set(map(_HEAD, lowered.split(" ")))
    return any(f" {word}" in lowered for head in heads & words.keys() for word in words[head])


@cache
def _words(latin: bool) -> dict[str, list[str]]:
    """Return the beginnings of words by their first letters: most texts have few of these, and are read but once."""
    found: dict[str, list[str]] = {}
    for script, words, *_ in table("front.tsv"):
        if script == "latin" or (script == "cyrillic" and not latin):
            for word in words.split("|"):
                found.setdefault(_HEAD(word), []).append(word)
    return found

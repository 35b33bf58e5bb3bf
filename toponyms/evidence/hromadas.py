"""Which hromada is meant by the adjective or the name before «громада»: one of those called so, and nothing else.

The answer is the place that a hromada is called after, as for all adjectives; the hromada itself where it is called
after none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from toponyms.evidence.case import Case
from toponyms.evidence.readings import Reading, Readings
from toponyms.index.layout import SYSTEM
from toponyms.text.keys import fold, is_cyrillic
from toponyms.text.lemmas import adjective_stem

_NOUNS = ("а громада", "ая громада")


def hromadas(cases: list[Case], readings: Readings) -> None:
    """Leave to the names before «громада» the places that hromadas are called after."""
    for case in cases:
        if "hromada" not in case.effects or case.area:
            continue
        if is_cyrillic(case.spot.text) and not adjective_stem(case.spot.text):
            continue  # «у Нікополі громада просить»
        called = list(_called(case.spot.text, readings))
        if called:
            # A hromada is not named the oftener for the size of its town: the rest of the text chooses.
            most = max(reading.weight for reading in called)
            case.readings = [reading._replace(weight=most) for reading in called]
        else:
            case.readings = [r for r in case.readings if _is_seat(r.place, readings)] or case.readings


def with_nouns(cases: list[Case], readings: Readings) -> None:
    """Let «громада» belong to a mention of a hromada itself: normalised, «Квитневая громада» is «Квітнева громада»."""
    for case, after in zip_longest(cases, cases[1:]):
        if "hromada" not in case.effects or case.area or readings.kind(case.readings[case.best].place) != "hromada":
            continue
        if after is None or after.start >= case.noun_end:
            case.end = max(case.end, case.noun_end)


def _called(text: str, readings: Readings) -> Iterator[Reading]:
    """Yield the places of the hromadas that a name or an adjective is the official one of."""
    world = readings.world
    stem = adjective_stem(text)
    keys = [fold(stem + noun) for noun in _NOUNS] if stem else [fold(f"{text} hromada")]
    found: dict[int, Reading] = {}
    for key in keys:
        for name, weight, how in world.exact(key):
            hromada = world.place_of(name)
            if readings.kind(hromada) != "hromada" or (stem and how & SYSTEM):
                continue  # «Сумська» is no Šumska without its signs
            seat = _seat(hromada, readings)
            place = hromada if seat < 0 else seat
            weight = max(weight, world.prior(place))
            found.setdefault(place, readings.placed(Reading(place, name, weight, how, "adjective", 1.0)))
    yield from found.values()


def _is_seat(place: int, readings: Readings) -> bool:
    above = readings.world.ancestors(place)
    return bool(above) and readings.kind(above[0]) == "hromada" and _seat(above[0], readings) == place


def _seat(hromada: int, readings: Readings) -> int:
    """Return the place that a hromada is called after, or -1."""
    seat = readings.seat(hromada)
    if seat >= 0:
        return seat
    # Of two places of the name in one hromada, told apart in ids by more than it, the seat is the likelier one.
    world = readings.world
    slug = world.place_id(hromada).partition("-hromada-")[0]
    named = (world.place_of(name) for name, _, _ in world.exact(slug.replace("-", " ")))
    return max((number for number in named if hromada in world.ancestors(number)), key=world.prior, default=-1)

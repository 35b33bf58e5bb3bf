"""Which power station is meant when a name stands before the noun: "the Khmelnytskyi nuclear power plant"."""

from __future__ import annotations

import re

from toponyms.evidence.readings import Reading, Readings
from toponyms.evidence.runs import Spot
from toponyms.text.keys import fold
from toponyms.text.lemmas import adjective_stem

# The sort that a noun tells, and the names that stations of that sort have on record.
_SORTS = (
    (re.compile("nuclear|npp|атомн|а[еэ]с"), ("nuclear power plant", "а АЕС", "ая АЭС")),
    (re.compile("thermal|tpp|теплов|т[еэ][сц]|[гд]р[еэ]с"), ("thermal power plant", "а ТЕС", "ая ТЭС")),
    (
        re.compile("hydro|hpp|hes|dam|г[іи]дро|г[еэ]с|гребл|плотин"),
        ("hydroelectric power plant", "hydroelectric station", "dam", "а ГЕС", "ая ГЭС"),
    ),
)
_MOST = 3  # readings of a name of which a station may be called


def plants(spot: Spot, noun: str, readings: Readings) -> list[Reading]:
    """Return the power stations on record that the words of a spot and the noun after it stand for.

    Args:
        spot: The name.
        noun: What stands after it: " nuclear power plant", " АЕС".
        readings: What found the name.
    """
    world = readings.world
    small = noun.lower()
    sorts = [nouns for pattern, nouns in _SORTS if pattern.search(small)] or [nouns for _, nouns in _SORTS]
    stem = adjective_stem(spot.text)
    towns = [world.place(r.place).name for r in spot.readings[:_MOST]]
    latin = [spot.text, f"{spot.before} {spot.text}", *towns]
    for nouns in sorts:
        for ending in nouns:
            beginnings = latin if ending.isascii() else [stem] if stem else []
            for beginning in beginnings:
                key = fold(f"{beginning} {ending}" if ending.isascii() else beginning + ending)
                for name, weight, how in world.exact(key):
                    place = world.place_of(name)
                    if readings.kind(place) == "plant":
                        return [Reading(place, name, weight, how, "inflected", 1.0, world.coordinates(place))]
    return []

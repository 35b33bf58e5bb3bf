"""Which oblast, raion or hromada is meant when a name stands before an area noun: "Dnepropetrovsk region"."""

from __future__ import annotations

import re

from toponyms.evidence.readings import Reading, Readings
from toponyms.evidence.runs import Spot
from toponyms.text.keys import fold, skeleton
from toponyms.text.lemmas import adjective_stem

KINDS = {"oblast": ("oblast",), "raion": ("raion", "city-district")}
_NOUNS = {
    "oblast": ("oblast", "область"),
    "raion": ("raion", "район", "district"),
}
_ENDINGS = {"oblast": ("а", "ая"), "raion": ("ий",)}
# A noun in the plural makes areas of all names of the list before it.
PLURAL = re.compile(
    r"(?<!\w)(?:(?P<oblast>[Oo]blasts|[Rr]egions|област(?:ей|ях|ями|ям|и)|областей|обл)"
    r"|(?P<raion>[Rr]aions|[Dd]istricts|район(?:ов|ах|ами|ам|ы)|район(?:ів|ах|ами|ам|и)))(?!\w)"
)
_ITEM = r"[A-ZА-ЯЁЄІЇҐ][\w'’ʼ]*(?:-[A-ZА-ЯЁЄІЇҐ][\w'’ʼ]*)?"
_AND = r"(?:,? (?:and|or|та|і|й|и|или|або) |, |/)"
_LIST = re.compile(rf"(?:{_ITEM}{_AND})+(?:{_ITEM}|друг\w+|інш\w+|other) $")
_REACH = 240
_PLURALS = ("blasts", "egions", "istricts", "aions", "област", "район", "обл")


def listed(text: str, begin: int, end: int) -> list[tuple[int, int, str, int]]:
    """Return the stretches of a part of a text in which every name is an area: start, end, kind, end of the noun."""
    found: list[tuple[int, int, str, int]] = []
    if not any(text.find(noun, begin, end + _REACH) >= 0 for noun in _PLURALS):
        return found
    for match in PLURAL.finditer(text, begin, end + _REACH):
        left = text[max(0, match.start() - _REACH) : match.start()]
        names = _LIST.search(left)
        if names:
            start = match.start() - len(left) + names.start()
            found.append((start, match.start() - 1, match.lastgroup or "", match.end()))
    return found


def areas(spot: Spot, kind: str, readings: Readings) -> list[Reading]:
    """Return the areas of a kind that the words of a spot stand for when the noun is beside them."""
    kinds = KINDS[kind]
    found = [r for r in spot.readings if readings.kind(r.place) in kinds]
    if found:
        return found
    world = readings.world
    keys = [fold(f"{spot.text} {noun}") for noun in _NOUNS[kind]]
    stem = adjective_stem(spot.text)
    if stem:
        keys += [fold(f"{stem}{ending} {noun}") for ending in _ENDINGS[kind] for noun in _NOUNS[kind]]
    for key in keys:
        for name, weight, how in world.exact(key):
            place = world.place_of(name)
            if readings.kind(place) in kinds:
                found.append(Reading(place, name, weight, how, "inflected", 1.0, world.coordinates(place)))
        if found:
            return found
    # The area of a town that it is called after: Dnepropetrovsk stands for Dnipro, and the oblast begins alike.
    beginning = skeleton(spot.key)[:4]
    for reading in spot.readings:
        if kind == "oblast" and reading.step == "adjective":
            continue
        for above in world.ancestors(reading.place):
            if readings.kind(above) in kinds and skeleton(fold(world.place(above).name))[:4] == beginning:
                found.append(reading._replace(place=above, weight=max(reading.weight, world.prior(above))))
        if found and kind == "oblast":
            break
    return found

"""Which oblast, raion or hromada is meant when a name stands before an area noun: "Dnepropetrovsk region"."""

from __future__ import annotations

import re
from typing import NamedTuple

from toponyms.evidence.readings import Reading, Readings
from toponyms.evidence.runs import Spot
from toponyms.text.keys import fold, is_cyrillic, skeleton
from toponyms.text.lemmas import adjective_stem

KINDS = {"oblast": ("oblast",), "raion": ("raion", "city-district")}
_NOUNS = {
    "oblast": ("oblast", "область"),
    "raion": ("raion", "район", "district"),
}
_ENDINGS = {"oblast": ("а", "ая"), "raion": ("ий",)}
# A noun makes areas of all names of a list beside it: in the plural, or of adjectives, "Сумская и Полтавская область".
_NOUN = re.compile(
    r"(?<!\w)(?:(?P<oblast>[Oo]blasts|[Rr]egions|[Pp]rovinces|област\w+|обласн\w+|обл|О[ВГД]А)"
    r"|(?P<raion>[Rr]aions|[Dd]istricts|район\w*))(?!\w)"
)
# For a quick look.
_NOUNS_BEGIN = ("blasts", "egions", "rovinces", "istricts", "aions", "район", "обл", "ОВА", "ОДА", "ОГА")
_ITEM = r"[A-ZА-ЯЁЄІЇҐ][\w'’ʼ]*(?:[- ][A-ZА-ЯЁЄІЇҐ][\w'’ʼ]*)?"
# "… и вся Луганская область"
_ALL = r"(?:(?:most|much|all|parts?|nearly|almost) (?:all )?(?:of )?(?:the )?|(?:вс|ус|част)\w+ )"
_AND = rf"(?:,? (?:and|or|as well as|та|і|й|и|или|або|а также|а також)(?: the)? |, (?:the )?|/){_ALL}?"
_BEFORE = re.compile(rf"(?:{_ITEM}{_AND})+(?:{_ITEM}|друг\w+|інш\w+|other) $")
_LINKS_TEXT = "and or as та і й и или або также також the of all вся всю всей всій уся усю усій"
_LINKS = frozenset(_LINKS_TEXT.split())
_AFTER = re.compile(rf"(?: of (?:the )?|(?:: | \(| [—–-] ))(?={_ITEM}{_AND})(?:{_ITEM}{_AND})+{_ITEM}")
_OFFICE = re.compile(r"[^\w]*(обласн\w+|областн\w+|районн\w+|обл(?!аст)\w{3,}|рай[^о]\w+|[ОР][ВГД]А)$")
_REACH = 240
_AHEAD = 24  # "the regions of" before the first name


class Stretch(NamedTuple):
    """A part of a text in which every name is an area of a kind; after an adjective, those that agree with it."""

    start: int
    end: int
    kind: str
    ending: str


def listed(text: str, begin: int, end: int) -> list[Stretch]:
    """Return the stretches of a part of a text in which every name is an area."""
    found: list[Stretch] = []
    begin = max(0, begin - _AHEAD)
    nouns = [at for noun in _NOUNS_BEGIN if (at := text.find(noun, begin, end + _REACH)) >= 0]
    if not nouns:
        return found
    begin = max(begin, min(nouns) - 1)  # a capital or a small letter stands before "egions"
    for match in _NOUN.finditer(text, begin, end + _REACH):
        kind = match.lastgroup or ""
        start = match.start()
        word, space, last = text[max(0, start - _REACH) : start].rpartition(" ")[0].rpartition(" ")
        if space and (word.endswith(",") or word.rpartition(" ")[2] in _LINKS or "/" in last):
            left = text[max(0, start - _REACH) : start]
            names = _BEFORE.search(left)
            if names:
                ending = last[-2:] if last[:1].isupper() else ""  # "и других районах"
                found.append(Stretch(start - len(left) + names.start(), start - 1, kind, ending))
        after = _AFTER.match(text, match.end(), match.end() + _REACH)
        if after and (kind == "oblast" or is_cyrillic(match[0])):
            found.append(Stretch(match.end(), after.end(), kind, ""))
    return found


def in_list(stretch: Stretch, spot: Spot, readings: Readings) -> list[Reading]:
    """Return the areas that a name stands for in a list: in Cyrillic, adjectives only.

    «В Харькове и Донецкой области» has one area. «У Донецьку та Луганській області» has one too, though *Донецьку* may
    be an adjective: that would stand in the case of the others.
    """
    if is_cyrillic(spot.text):
        if not adjective_stem(spot.text):
            return []
        a_town = any(r.step in ("inflected", "folded") and readings.kind(r.place) == "city" for r in spot.readings[:4])
        if a_town and not spot.text.endswith(stretch.ending):
            return []
    return areas(spot, stretch.kind, readings)


def qualifies(spot: Spot, noun: str) -> bool:
    """Tell whether a name can go with the noun after it: «Харківська ОВА», but «у Харкові ОВА просить»."""
    office = is_cyrillic(spot.text) and _OFFICE.match(noun)
    return not office or bool(adjective_stem(spot.text)) or spot.text[-2:] == office[1][-2:]


def areas(spot: Spot, kind: str, readings: Readings) -> list[Reading]:
    """Return the areas of a kind that the words of a spot stand for when the noun is beside them."""
    kinds = KINDS[kind]
    found = [r for r in spot.readings if readings.kind(r.place) in kinds]
    if found and kind == "oblast":
        return found
    world = readings.world
    keys = [fold(f"{spot.text} {noun}") for noun in _NOUNS[kind]]
    stem = adjective_stem(spot.text)
    if stem:
        keys += [fold(f"{stem}{ending} {noun}") for ending in _ENDINGS[kind] for noun in _NOUNS[kind]]
    for key in keys:
        for name, weight, how in world.exact(key):
            place = world.place_of(name)
            if readings.kind(place) in kinds and all(r.place != place for r in found):
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
    if kind == "raion" and not found and not stem:  # "the Podil district" is a quarter of Kyiv
        found = [r for r in spot.readings if readings.kind(r.place) == "microdistrict"]
    return found

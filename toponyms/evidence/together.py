"""What the names of a text say of each other: glosses, areas named beside them, and who is a person."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import pairwise

from toponyms.evidence.case import Case
from toponyms.evidence.gloss import gloss
from toponyms.evidence.readings import Readings
from toponyms.evidence.runs import SETTLEMENTS

FAR = 80  # characters; names that stand farther apart have no grammar between them
GLOSSED = 300.0  # what a gloss does to the places that both its names may stand for
BESIDE, ANYWHERE, ELSEWHERE = 60.0, 16.0, 0.1  # a place in an area named beside it, anywhere in the text, not in it
PERSON = 30.0
_PERSON = frozenset({"first-name", "initials", "person"})
_IN_AREA = re.compile(r",? \(?(?:in |within |of |в |у |на )?(?:the )?|,? \(|[’']s |, ")
_AREA_OF = re.compile(r"(?:[’']s|:|,| \(|\.)? ?(?:\w+ ){0,2}")


def persons(cases: list[Case]) -> None:
    """What one mention shows to be a person is one everywhere in the text."""
    keys = {case.spot.key for case in cases if case.effects & _PERSON}
    for case in cases:
        if case.spot.key in keys and not case.effects & _PERSON and "settlement" not in case.effects:
            case.nothing *= PERSON


def glosses(text: str, cases: list[Case], readings: Readings) -> None:
    """Make two names one place where one is a gloss of the other: "Krasnoarmersk (Pokrovsk)"."""
    for one, two in pairwise(cases):
        kind = 0 if one.area or two.area else gloss(text[one.end : two.start], text[two.end : two.end + 1])
        if not kind:
            continue
        both = {r.place for r in one.readings} & {r.place for r in two.readings}
        if not both:
            _override(one, two, kind, readings)
            continue
        for case in (one, two):
            case.gloss = kind
            pairs = zip(case.readings, case.weights, strict=True)
            case.weights = [w * (GLOSSED if r.place in both else 1.0) for r, w in pairs]
            case.nothing *= 0.05


def _override(one: Case, two: Case, kind: int, readings: Readings) -> None:
    """Let a gloss beat a spelling that is a slip, or, where words say that it is a gloss, a place abroad."""
    for sure, other in ((one, two), (two, one)):
        best = sure.best
        reading, weight = sure.readings[best], sure.weights[best]
        plain = reading.step != "fuzzy" and weight > 0.75 * (sum(sure.weights) + sure.nothing)
        home = not reading.abroad and readings.kind(reading.place) in SETTLEMENTS
        doubtful = all(
            r.similarity < 1.0 or (kind == 2 and r.abroad and readings.kind(r.place) in SETTLEMENTS)
            for r in other.readings
        )
        if plain and home and doubtful:
            other.gloss = kind
            other.readings = [*other.readings, reading._replace(step="fuzzy", similarity=0.9)]
            other.weights = [*other.weights, 3 * (sum(other.weights) + other.nothing)]
            return


def areas_named(text: str, cases: list[Case], readings: Readings) -> None:
    """Weigh namesakes by the oblasts and raions that stand beside them, or elsewhere in the text."""
    world = readings.world
    named = []
    for case in cases:
        if "plant" in case.effects:
            continue
        if case.area or readings.kind(case.readings[0].place) == "oblast":
            named.append((case, {r.place for r in case.readings[:3]}))
        elif "hromada" in case.effects:
            seats = [r.place for r in case.readings[:3]]
            named.append((case, {place for seat in seats for place in (seat, *world.ancestors(seat)[:1])}))
    if not named:
        return
    own = {id(area): places for area, places in named}
    count = Counter(place for _, places in named for place in places)
    starts, longest = [area.start for area, _ in named], max(area.end - area.start for area, _ in named)
    for case in cases:
        if "first-name" in case.effects and (case.spot.shape < 0 or case.readings[0].step == "adjective"):
            continue  # «Вінниччина попрощалася з Ігорем Вінницьким»: a surname, wherever he lived
        mine = own.get(id(case), set())
        if mine and (len(named) == 1 or "hromada" not in case.effects):
            continue
        behind: set[int] = set()
        before: set[int] = set()
        first, last = bisect_left(starts, case.start - FAR - longest), bisect_right(starts, case.end + FAR)
        for area, places in named[first:last]:
            if area is case or case.start - area.end > FAR:
                continue
            end, area_end = max(case.end, case.noun_end), max(area.end, area.noun_end)
            if area.start >= case.end:
                if _IN_AREA.fullmatch(text, end, area.start):
                    behind |= places
            elif _AREA_OF.fullmatch(text, area_end, case.start):
                before |= places
        # "Pervomaisk, Mykolaiv region, and Pervomaisk, Luhansk region": what follows a name is said of it.
        if case.area:  # "Lyman hromada, Odesa Oblast": what a name lies in does not lie in that name
            before -= {place for place in before if any(r.place in world.ancestors(place) for r in case.readings)}
        beside = behind or before
        case.inside = frozenset(r.place for r in case.readings if not behind.isdisjoint(world.ancestors(r.place)))
        for at, reading in enumerate(case.readings):
            above = world.ancestors(reading.place)
            if beside and not beside.isdisjoint(above):
                case.weights[at] *= BESIDE
            elif beside:
                case.weights[at] *= ELSEWHERE
            elif any(count.get(place, 0) > (place in mine) for place in above):
                case.weights[at] *= ANYWHERE

"""Weigh all spots of one text together: what each can stand for, given its neighbours, the areas named, the glosses."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field

from toponyms.context import kilometres
from toponyms.evidence.gloss import gloss
from toponyms.evidence.readings import CYRILLIC, Reading, Readings
from toponyms.evidence.rules import rules
from toponyms.evidence.runs import Spot
from toponyms.text.decoys import is_decoy
from toponyms.text.keys import fold
from toponyms.text.lemmas import adjective_stem

_AREAS = frozenset({"oblast", "raion", "hromada", "city-district"})
_WATER = frozenset({"river", "reservoir", "lake", "canal", "island", "spit"})
_LIST = re.compile(r"(?:,? (?:and|or|та|і|й|и|или|або) |, |/)")
_SENTENCE = re.compile(r"[.!?…]['\"»”’)]*\s+$|[\n\r]\s*$|[.!?…]\s*[«“\"'‘—–-]\s*$|^\W*$|[•◾▪️]\W*$")
_IN_AREA = re.compile(r",? \(?(?:in |within |of |в |у |на )?(?:the )?|,? \(|[’']s |, ")
_ABOUT = re.compile("Ukrain|Kyiv|Kiev|Donetsk|Donbas|Crimea|Zelensk|Russian forces|Украин|Україн|ВСУ|ЗСУ|Донбас|Крым|Крим")
_LEFT, _RIGHT = 60, 60

NOTHING = 0.02
SLAVIC, NEUTRAL = 0.02, 0.12  # Latin words that end as Ukrainian places do, and others
DECOY = {"word": 4.0, "first-name": 20.0, "surname": 4.0, "foreign-town": 4.0, "": 0.0}
SURNAME = 0.6
FIRST_WORD = 6.0
WEAK = 10.0
NOT_ABOUT = 6.0


@dataclass(slots=True)
class Case:
    """A spot at its place in a text, and what has been found out about it."""

    spot: Spot
    start: int
    end: int
    effects: set[str]
    readings: list[Reading]
    weights: list[float] = field(default_factory=list)
    nothing: float = 0.0
    gloss: int = 0
    area: bool = False


def weigh(text: str, spots: list[Spot], readings: Readings) -> list[Case]:
    """Return the spots that stand in a text as cases, each reading with its weight."""
    cases = [case for spot in spots if (case := _case(text, spot, readings)) is not None]
    _lists(text, cases, readings)
    cyrillic = bool(CYRILLIC.search(text[:400]))
    about = cyrillic or bool(_ABOUT.search(text))
    for case in cases:
        _alone(text, case, about, readings)
    cases = [case for case in cases if case.readings]
    _persons(cases)
    _glosses(text, cases)
    _areas(text, cases, readings)
    _neighbours(cases, readings)
    return cases


def _case(text: str, spot: Spot, readings: Readings) -> Case | None:
    effects, noun_end = rules().effects(text, spot.start, spot.end)
    if "oblast" in effects or "raion" in effects:
        wanted = ("oblast",) if "oblast" in effects else ("raion", "city-district")
        kept = [r for r in spot.readings if readings.kind(r.place) in wanted]
        if kept:
            return Case(spot, spot.start, noun_end, effects, kept, area=True)
        if "oblast" in effects:
            return None
    return Case(spot, spot.start, spot.end, effects, list(spot.readings))


def _lists(text: str, cases: list[Case], readings: Readings) -> None:
    """Carry an area noun back over a list: "Kyiv and Odesa oblasts", «Запорожской и Херсонской областей»."""
    for at in range(len(cases) - 1, 0, -1):
        case, before = cases[at], cases[at - 1]
        if not case.area or before.area or not _LIST.fullmatch(text[before.end : case.start]):
            continue
        noun = text[case.spot.end : case.end].strip().lower()
        if not adjective_stem(before.spot.text) and not noun.endswith("s"):
            continue
        wanted = readings.kind(case.readings[0].place)
        kept = [r for r in before.spot.readings if readings.kind(r.place) == wanted]
        if kept:
            before.readings, before.area = kept, True
            before.effects = before.effects | {wanted}


def _alone(text: str, case: Case, about: bool, readings: Readings) -> None:
    """Weigh a case by its own words and the words directly beside it."""
    spot, effects = case.spot, case.effects
    if not case.area:
        case.readings = [r for r in case.readings if _stands_alone(r, readings, case)]
    if not case.readings:
        return
    latin = not CYRILLIC.search(spot.text)
    first = bool(_SENTENCE.search(text[max(0, spot.start - 6) : spot.start]))
    nothing = NOTHING
    if latin:
        nothing = SLAVIC if spot.shape > 0 else NEUTRAL
        if not about:
            nothing *= NOT_ABOUT
    if spot.words == 1 and not case.area:
        nothing += DECOY[spot.decoy] * (1.0 if latin or first or spot.decoy != "word" else 0.02)
        if first and (spot.decoy == "word" or is_decoy(spot.readings[0] and fold(spot.text)) == "word"):
            nothing *= FIRST_WORD
        if spot.shape < 0:
            nothing += SURNAME
        if len(spot.key) <= 4:
            nothing *= 3
        if readings.world.name(case.readings[0].name).weak:
            nothing *= WEAK
    if not case.area:
        if spot.before and is_decoy(fold(spot.before)) == "first-name":
            effects.add("first-name")
        if spot.after and spot.decoy and not _known_tail(spot.after):
            effects.add("surname-after")
    place = 1.0
    table = rules().weights
    for effect in effects:
        up, down = table[effect]
        place *= up
        nothing *= down
    case.nothing = nothing
    case.weights = [r.weight * place * _kind_factor(r, case, readings) for r in case.readings]


def _known_tail(word: str) -> bool:
    return word.lower() in ("city", "oblast", "region", "district", "raion", "airport", "railway")


def _stands_alone(reading: Reading, readings: Readings, case: Case) -> bool:
    """Tell whether a reading is possible without an area noun: the bare adjective of an oblast is none."""
    kind = readings.kind(reading.place)
    if kind not in _AREAS:
        return True
    if case.spot.words > 1:
        return True
    return kind == "oblast" and not adjective_stem(case.spot.text) and reading.name >= 0


def _kind_factor(reading: Reading, case: Case, readings: Readings) -> float:
    kind = readings.kind(reading.place)
    effects = case.effects
    if "water" in effects:
        return 50.0 if kind in _WATER else 0.02
    if kind in _WATER:
        return 0.1
    if reading.step == "adjective":
        if effects & {"direction", "hromada", "city"}:
            return 20.0
    elif effects & {"direction", "hromada"} and adjective_stem(case.spot.text):
        return 0.05
    return 1.0


def _persons(cases: list[Case]) -> None:
    """What one mention shows to be a person is one everywhere in the text."""
    persons = {case.spot.key for case in cases if case.effects & {"first-name", "initials", "person"}}
    for case in cases:
        if case.spot.key in persons and not case.effects & {"first-name", "initials", "person", "settlement"}:
            case.nothing *= 30


def _glosses(text: str, cases: list[Case]) -> None:
    for one, two in zip(cases, cases[1:], strict=False):
        kind = gloss(text[one.end : two.start], text[two.end : two.end + 1])
        if not kind or one.area or two.area:
            continue
        both = {r.place for r in one.readings} & {r.place for r in two.readings}
        for case in (one, two):
            if both:
                case.gloss = kind
                case.weights = [w * (300 if r.place in both else 1) for r, w in zip(case.readings, case.weights, strict=True)]
                case.nothing *= 0.05


def _areas(text: str, cases: list[Case], readings: Readings) -> None:
    named = [(c, {r.place for r in c.readings[:3]}) for c in cases if c.area or readings.kind(c.readings[0].place) == "oblast"]
    if not named:
        return
    world = readings.world
    for case in cases:
        if any(case is area for area, _ in named):
            continue
        beside = set()
        for area, places in named:
            if area.start >= case.end and _IN_AREA.fullmatch(text[case.end : area.start]):
                beside |= places
            elif area.end <= case.start and re.fullmatch(r"(?:[’']s|:|,| \(|\.)? ?(?:\w+ ){0,2}", text[area.end : case.start]):
                beside |= places
        everywhere = set().union(*(places for _, places in named))
        for at, reading in enumerate(case.readings):
            above = world.ancestors(reading.place)
            if beside and not beside.isdisjoint(above):
                case.weights[at] *= 60
            elif not everywhere.isdisjoint(above):
                case.weights[at] *= 8
            elif beside:
                case.weights[at] *= 0.1


def _neighbours(cases: list[Case], readings: Readings) -> None:
    """Make places likelier that lie near those the text surely names, and give one name one reading."""
    world = readings.world
    anchors: dict[int, tuple[float, float]] = {}
    for case in cases:
        total = sum(case.weights) + case.nothing
        best = max(range(len(case.weights)), key=case.weights.__getitem__)
        place = case.readings[best].place
        if case.weights[best] > 0.75 * total and readings.kind(place) not in _AREAS and not readings.abroad(place):
            point = world.coordinates(place)
            if point is not None:
                anchors[place] = point
    if anchors:
        for case in cases:
            if case.area:
                continue
            for at, reading in enumerate(case.readings):
                if len(case.readings) > 1 or reading.place not in anchors:
                    case.weights[at] *= _nearness(reading.place, anchors, readings)
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if not case.area:
            groups[case.spot.key].append(case)
    for group in groups.values():
        if len(group) > 1:
            joint: dict[int, float] = {}
            for case in group:
                for reading, weight in zip(case.readings, case.weights, strict=True):
                    joint[reading.place] = max(joint.get(reading.place, 0.0), weight)
            for case in group:
                case.weights = [joint[r.place] for r in case.readings]


def _nearness(place: int, anchors: dict[int, tuple[float, float]], readings: Readings) -> float:
    point = readings.world.coordinates(place)
    if point is None:
        return 0.3
    others = [kilometres(point, other) for number, other in anchors.items() if number != place]
    if not others:
        return 1.0
    nearest = min(others)
    return 0.3 + 12 * math.exp(-nearest / 40)

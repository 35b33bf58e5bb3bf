"""Weigh all spots of one text together: what each can stand for, given its neighbours, the areas named, the glosses."""

from __future__ import annotations

import re

from toponyms.evidence.areas import areas, listed
from toponyms.evidence.case import Case
from toponyms.evidence.gloss import gloss
from toponyms.evidence.neighbours import neighbours
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
_RELATION = re.compile(
    r" ?[(,–—-]+ ?(?:both |all |just |immediately |\d+ ?(?:km|kilomet\w+|miles?|км) )?(?:to the )?"
    r"(?:(?:north|south|east|west|northeast|northwest|southeast|southwest)(?:ern)? (?:of|from)|near|close to|outside|in the direction of) "
    r"(?:the (?:city|town|village) of )?"
    r"| ?[(,–—-]+ ?(?:\d+ ?км )?(?:на |к )?(?:північ\w*|південь|південніше|схід\w*|захід\w*|північн\w+|південн\w+|север\w*|юг\w*|южнее|"
    r"восток\w*|восточнее|запад\w*|северн\w+|южн\w+|поблизу|неподалік|недалеко|біля|під|под|возле|около|рядом с)(?:-\w+)? ?(?:від |от )?"
)
_IN_AREA = re.compile(r",? \(?(?:in |within |of |в |у |на )?(?:the )?|,? \(|[’']s |, ")
_ABOUT = re.compile("Ukrain|Kyiv|Kiev|Donetsk|Donbas|Crimea|Zelensk|Russian forces|Украин|Україн|ВСУ|ЗСУ|Донбас|Крым|Крим")
NOTHING = 0.02
SLAVIC, NEUTRAL = 0.02, 0.12  # Latin words that end as Ukrainian places do, and others
DECOY = {"word": 4.0, "first-name": 20.0, "surname": 4.0, "foreign-town": 4.0, "": 0.0}
SURNAME = 0.6
FIRST_WORD = 6.0
WEAK = 10.0
NOT_ABOUT = 6.0


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
    neighbours(cases, readings)
    return cases


def _case(text: str, spot: Spot, readings: Readings) -> Case | None:
    effects, noun_end = rules().effects(text, spot.start, spot.end)
    for kind in ("oblast", "raion"):
        if kind in effects:
            kept = areas(spot, kind, readings)
            if kept:
                return Case(spot, spot.start, noun_end, effects, kept, area=True)
            if kind == "oblast":
                return None
    return Case(spot, spot.start, spot.end, effects, list(spot.readings))


def _lists(text: str, cases: list[Case], readings: Readings) -> None:
    """Carry an area noun back over a list: "Kyiv and Odesa oblasts", «Запорожской и Херсонской областей»."""
    for start, end, kind, _ in listed(text):
        for case in cases:
            if start <= case.start < end and not case.area:
                kept = areas(case.spot, kind, readings)
                if kept:
                    case.readings, case.area = kept, True
                    case.effects.add(kind)
    # What is said before a list is said of all its names: "near Siversk and Verkhnokamianske".
    for before, case in zip(cases, cases[1:], strict=False):
        if not case.area and not before.area and _LIST.fullmatch(text[before.end : case.start]):
            case.effects |= before.effects & {"locative", "settlement"}
    for one, two in zip(cases, cases[1:], strict=False):
        if _RELATION.fullmatch(text[one.end : two.start]):
            one.relation = two
            one.effects.add("relation")


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

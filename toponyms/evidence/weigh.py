"""Weigh all spots of one text together: what each can stand for, given its neighbours, the areas named, the glosses."""

from __future__ import annotations

import re

from toponyms.context import Hints
from toponyms.evidence.abroad import abroad
from toponyms.evidence.areas import areas, listed
from toponyms.evidence.case import Case
from toponyms.evidence.gloss import gloss
from toponyms.evidence.neighbours import neighbours
from toponyms.evidence.readings import CYRILLIC, Reading, Readings
from toponyms.evidence.rules import rules
from toponyms.evidence.runs import Spot, own_nothing
from toponyms.evidence.terms import HOME, Term
from toponyms.text.decoys import surname_shape
from toponyms.text.homographs import is_first_name
from toponyms.text.keys import fold
from toponyms.text.lemmas import adjective_stem

_AREAS = frozenset({"oblast", "raion", "hromada", "city-district"})
_WATER = frozenset({"river", "reservoir", "lake", "canal", "island", "spit"})
_LIST = re.compile(r"(?:,? (?:and|or|та|і|й|и|или|або) |, |/)")
_SENTENCE = re.compile(r"[.!?…]['\"»”’)]*\s+$|[\n\r]\s*$|[.!?…]\s*[«“\"'‘—–-]\s*$|^\W*$|[•◾▪️]\W*$")
_RELATION = re.compile(
    r" ?[(,–—-]* ?(?:both |all |just |immediately |\d+ ?(?:km|kilomet\w+|miles?|км) )?(?:to the )?"
    r"(?:(?:north|south|east|west|northeast|northwest|southeast|southwest)(?:ern)? (?:of|from)|close to|in the direction of) "
    r"(?:the (?:city|town|village) of )?"
    r"| ?\(?(?:near|outside) "
    r"| ?[(–—-]* ?(?:\d+ ?км )?(?:на |к )?(?:північ\w*|південь|південніше|схід\w*|захід\w*|північн\w+|південн\w+|север\w*|юг\w*|южнее|"
    r"восток\w*|восточнее|запад\w*|северн\w+|южн\w+|поблизу|неподалік|недалеко|неподалеку|біля|під|под|возле|около|рядом с)(?:-\w+)? ?(?:від |от )?"
)
_IN_AREA = re.compile(r",? \(?(?:in |within |of |в |у |на )?(?:the )?|,? \(|[’']s |, ")
NEEDS_EVIDENCE = 1.5
_SPEAKER = re.compile(r"[^\s] ?[—–-] $")
_END = re.compile(r"\W?\s*$|\W?[\r\n]")
_SURNAME = ("skyi", "sky", "skii", "skoho", "skomu")
_PREPOSITIONS = frozenset(
    "в во на под над из за до от через при по к ко у о об возле около близ вблизи с со між під біля з із зі від про поблизу "
    "неподалік після через in on at near from to of after before over around outside inside into toward towards the".split()
)
_TAILS = frozenset({"city", "oblast", "region", "district", "raion", "airport", "railway", "district", "international"})
_NOUN = re.compile(r" ([а-яёіїєґ'’-]{3,}|[А-ЯЁІЇЄҐ]{2,5}(?!\w))")
_NO_NOUN = frozenset("для при над под під між між перед через после після возле біля або или але что это как який який які".split())
_VERB = re.compile("(?:[иаіуоя]в|вся|ла|лась|лася|ли|лись|лися|ет|ит|ать|ить|еть|ти|тися|ться|є|ив)$")
PLAIN = 15.0  # what a city of 40,000 weighs
ABROAD, FROM_HOME = 6.0, 0.25  # a place abroad in a text of which nothing is known, and in one that speaks of Ukraine
_FAR = 80  # characters; names that stand farther apart have no grammar between them
EVIDENCE = frozenset({"settlement", "bearing", "locative", "direction", "relation", "city", "hromada", "oblast", "raion"})


def weigh(
    text: str,
    spots: list[tuple[int, Spot]],
    terms: list[Term],
    readings: Readings,
    *,
    hints: Hints | None = None,
    lower: bool = False,
) -> list[Case]:
    """Return the spots that stand in a text as cases, each reading with its weight.

    Args:
        text: The text.
        spots: Its spots, in order, each with the place where its run begins.
        terms: Its words for regions abroad, and for Ukraine.
        readings: What found them.
        hints: What else is known of the places.
        lower: Whether names may be written small, so that capitals say nothing.
    """
    cases = []
    done = 0  # where a name ended that is a polity's, with its noun
    for at, spot in spots:
        if at + spot.start < done:
            continue
        case, noun_end = _case(text, at, spot, readings)
        if case is None:
            done = noun_end
        else:
            cases.append(case)
    _lists(text, cases, readings)
    home = any(term.slug == HOME for term in terms) or any(_plainly_ukrainian(case, readings) for case in cases)
    about = home or bool(CYRILLIC.search(text[:400]))
    for case in cases:
        _alone(text, case, about, home, readings, lower)
    cases = [case for case in cases if case.readings]
    if hints is not None:
        _hinted(cases, hints, readings)
        cases = [case for case in cases if any(case.weights)]
    _persons(cases)
    _glosses(text, cases)
    abroad(text, cases, terms, readings)
    _areas(text, cases, readings)
    neighbours(cases, readings)
    return cases


def _plainly_ukrainian(case: Case, readings: Readings) -> bool:
    """Tell whether a name by itself shows that a text speaks of Ukraine: a large city, and nothing else."""
    best, spot = case.readings[0], case.spot
    ordinary = spot.decoy or spot.meanings or spot.shape < 0 or spot.before or spot.after
    return best.weight > PLAIN and not ordinary and all(readings.abroad(r.place) is False for r in case.readings[:4])


def _case(text: str, at: int, spot: Spot, readings: Readings) -> tuple[Case | None, int]:
    start, end = at + spot.start, at + spot.end
    effects, noun_end = rules().effects(text, start, end)
    for kind in ("oblast", "raion"):
        if kind in effects:
            kept = areas(spot, kind, readings)
            if kept:
                return Case(spot, start, noun_end, effects, kept, area=True), noun_end
            if kind == "oblast":
                return None, noun_end
    if "polity" in effects:
        return None, noun_end
    return Case(spot, start, end, effects, list(spot.readings)), end


def _lists(text: str, cases: list[Case], readings: Readings) -> None:
    """Carry an area noun back over a list: "Kyiv and Odesa oblasts", «Запорожской и Херсонской областей»."""
    for start, end, kind, _ in listed(text, cases[0].start, cases[-1].end) if cases else ():
        for case in cases:
            if start <= case.start < end and not case.area:
                kept = areas(case.spot, kind, readings)
                if kept:
                    case.readings, case.area = kept, True
                    case.effects.add(kind)
    for case, after in zip(cases[-2::-1], cases[:0:-1], strict=True):
        if not case.area and not after.area and _LIST.fullmatch(text, case.end, after.start):
            case.effects |= after.effects & {"direction", "hromada"}
    # What is said before a list is said of all its names: "near Siversk and Verkhnokamianske".
    for before, case in zip(cases, cases[1:], strict=False):
        if not case.area and not before.area and _LIST.fullmatch(text, before.end, case.start):
            case.effects |= before.effects & {"locative", "bearing", "settlement", "street"}
    for one, two in zip(cases, cases[1:], strict=False):
        if two.start - one.end < _FAR and _RELATION.fullmatch(text[one.end : two.start]):
            one.relation = two
            one.effects.add("relation")


def _hinted(cases: list[Case], hints: Hints, readings: Readings) -> None:
    """Apply the caller's hints, as `resolve` does."""
    world = readings.world
    for case in cases:
        for at, reading in enumerate(case.readings):
            if hints.admits(world, reading.place):
                case.weights[at] *= hints.weigh(world, reading.place, reading.name)
            else:
                case.weights[at] = 0.0


def _alone(text: str, case: Case, about: bool, home: bool, readings: Readings, lower: bool) -> None:
    """Weigh a case by its own words and the words directly beside it."""
    spot, effects = case.spot, case.effects
    if not case.area and not spot.plain:
        case.readings = [r for r in case.readings if _stands_alone(r, readings, case)]
    if not case.readings:
        return
    latin = not CYRILLIC.search(spot.text)
    first = lower or _opens(text, case.start)
    if not case.area:
        if not lower:
            _company_in_run(text, case)
        if not latin:
            _grammar(text, case, readings)
    size = 2 if case.area else spot.words
    nothing = own_nothing(
        spot.text, spot.key, spot.decoy, spot.shape, spot.meanings, size, about=about, first=first
    )  # fmt: skip
    place, against = 1.0, 0.0
    table = rules().weights
    for effect in sorted(effects):
        up, down, share = table[effect]
        place *= up
        nothing *= down
        against += share
    if spot.plain and not effects & {"water", "direction", "hromada"}:
        case.weights = [r.weight * place for r in case.readings]
    else:
        case.weights = [r.weight * place * _kind_factor(r, case, readings) for r in case.readings]
    if home or not about:
        factor = FROM_HOME if home else ABROAD
        pairs = zip(case.readings, case.weights, strict=True)
        case.weights = [w * factor if readings.abroad(r.place) else w for r, w in pairs]
    if _SPEAKER.search(text[max(0, case.start - 4) : case.start]) and _END.match(text[case.end : case.end + 3]):
        against += NEEDS_EVIDENCE  # "… will take months — Sadovyi": who said it
    if not case.area and not effects & EVIDENCE and "attribute" not in effects:
        if "word" in spot.meanings and (("part" in effects or not about) if latin else first):
            against += NEEDS_EVIDENCE
        elif spot.key.endswith(_SURNAME) and spot.words == 1:
            against += NEEDS_EVIDENCE
        elif spot.weak:
            against += NEEDS_EVIDENCE
    case.nothing = nothing + against * sum(case.weights)


def _opens(text: str, start: int) -> bool:
    """Tell whether a sentence opens at a place in the text."""
    return bool(_SENTENCE.search(text[max(0, start - 6) : start]))


def _company_in_run(text: str, case: Case) -> None:
    """See what the capitalised words beside a spot in its run make of it: most often a part of a longer name."""
    spot, effects = case.spot, case.effects
    if spot.text.isupper() or " " in spot.text:
        return
    if spot.before and spot.before.lower() not in _PREPOSITIONS:
        at = text.rfind(spot.before, 0, case.start)
        gap = text[at + len(spot.before) : case.start]
        if is_first_name(spot.before) and gap == " ":
            effects.add("first-name")
        elif gap == " " and not effects & EVIDENCE and not _known_tail(spot.before) and not _opens(text, at):
            effects.add("part")
    if spot.after and text[case.end : case.end + 1] == " " and not _known_tail(spot.after) and not effects & EVIDENCE:
        person = spot.decoy in ("first-name", "surname") or "first-name" in spot.meanings or is_first_name(spot.text)
        effects.add("surname-after" if person or surname_shape(fold(spot.after)) else "part")


def _grammar(text: str, case: Case, readings: Readings) -> None:
    """See what case and agreement say: an adjective wants a noun after it, an office its town in the genitive."""
    effects = case.effects
    steps = {r.step for r in case.readings[:3]}
    if "person" in effects and case.readings[0].step == "inflected" and not case.spot.key.endswith(_SURNAME):
        effects.discard("person")
    if "adjective" in steps or case.spot.key.endswith(_SURNAME):
        noun = _NOUN.match(text[case.end : case.end + 30])
        if noun and "speech" not in effects and noun.group(1) not in _NO_NOUN and not _VERB.search(noun.group(1)):
            effects.add("attribute")
            effects -= {"person", "part"}


def _known_tail(word: str) -> bool:
    return word.lower() in _TAILS


def _stands_alone(reading: Reading, readings: Readings, case: Case) -> bool:
    """Tell whether a reading is possible without an area noun: the bare adjective of an oblast is none."""
    kind = readings.kind(reading.place)
    if kind not in _AREAS:
        return True
    if case.spot.words > 1 and "-" not in case.spot.text:
        return True
    return kind == "oblast" and not adjective_stem(case.spot.text)


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
        if "attribute" in effects:
            return 1.0 if "locative" in effects else 3.0  # "под Артёмовском": more likely the town
        if not CYRILLIC.search(case.spot.text):
            return 1.0
        return 0.1
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
            if area.start - case.end > _FAR or case.start - area.end > _FAR:
                continue
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

"""Weigh all spots of one text together: what each can stand for, given its neighbours, the areas named, the glosses."""

from __future__ import annotations

import re

from toponyms.evidence.abroad import abroad, countries
from toponyms.evidence.areas import areas, qualifies
from toponyms.evidence.beside import weigh_alone
from toponyms.evidence.case import Case
from toponyms.evidence.clubs import clubs
from toponyms.evidence.districts import districts
from toponyms.evidence.front import front
from toponyms.evidence.hromadas import hromadas, with_nouns
from toponyms.evidence.lands import adjectives_of_land
from toponyms.evidence.lists import TOWN, carry_over, company_in_lists, routes
from toponyms.evidence.neighbours import neighbours
from toponyms.evidence.plants import plants
from toponyms.evidence.quarters import quarters
from toponyms.evidence.readings import CITY, Readings
from toponyms.evidence.relations import relate
from toponyms.evidence.rules import rules
from toponyms.evidence.runs import Spot
from toponyms.evidence.terms import HOME, Term
from toponyms.evidence.together import areas_named, glosses, persons
from toponyms.evidence.waters import waters
from toponyms.hints import Hints
from toponyms.text.keys import is_cyrillic

_INSIDE = re.compile(r"(?<!\w)[УуВв] $")  # «у Лубенщині» is the village, «на Лубенщині» the raion


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
    cases: list[Case] = []
    done = 0  # where the spot before ended, with the noun that belongs to it
    for at, spot in spots:
        if at + spot.start < done:
            continue
        case, done = _case(text, at, spot, readings)
        if case is not None:
            cases.append(case)
    carry_over(text, cases, readings)
    hromadas(cases, readings)
    company_in_lists(text, cases)
    routes(text, cases)
    relate(text, cases)
    waters(text, cases, readings)
    clubs(text, cases, readings)
    home = any(term.slug == HOME for term in terms) or _plainly_ukrainian(cases)
    # "The Verbovoye sector": who speaks of a front line means the one in Ukraine.
    about = home or is_cyrillic(text[:400]) or any("direction" in case.effects for case in cases)
    for case in cases:
        weigh_alone(text, case, about, home, readings, lower)
    cases = [case for case in cases if case.readings]
    if hints is not None:
        _hinted(cases, hints, readings)
        cases = [case for case in cases if any(case.weights)]
    quarters(text, cases, readings)
    persons(cases)
    glosses(text, cases, readings)
    abroad(text, cases, terms, readings)
    front(text, cases, readings)
    districts(text, cases, readings)
    areas_named(text, cases, readings)
    neighbours(cases)
    countries(text, cases, readings)
    with_nouns(cases, readings)
    return cases


def _plainly_ukrainian(cases: list[Case]) -> bool:
    """Tell whether names by themselves show that a text speaks of Ukraine: a large city, or two towns."""
    towns = set()
    for case in cases:
        best, spot = case.readings[0], case.spot
        ordinary = spot.decoy or spot.meanings or spot.shape < 0 or spot.before or spot.after
        if best.weight <= TOWN or ordinary or any(reading.abroad for reading in case.readings[:4]):
            continue
        towns.add(best.place)
        if best.weight > CITY or len(towns) > 1:
            return True
    return False


def _case(text: str, at: int, spot: Spot, readings: Readings) -> tuple[Case | None, int]:
    start, end = at + spot.start, at + spot.end
    effects, noun_end = rules().effects(text, start, end)
    for kind in ("oblast", "raion"):
        if kind in effects:
            if not qualifies(spot, text[end:noun_end]):
                effects.discard(kind)
                noun_end = end
                continue
            kept = areas(spot, kind, readings)
            if kept:
                return Case(spot, start, noun_end, effects, kept, area=True), noun_end
            if kind == "oblast":
                return None, noun_end
            effects.discard(kind)  # a raion that is not on record says nothing of the town
    if "polity" in effects:
        return None, noun_end
    if "plant" in effects:
        kept = plants(spot, text[end:noun_end], readings)
        if kept:
            return Case(spot, start, noun_end, effects, kept, area=True), noun_end
    if adjectives_of_land(spot.text) and (raions := [r for r in spot.readings if readings.kind(r.place) == "raion"]):
        village = "settlement" in effects or (len(spot.readings) > 1 and _INSIDE.search(text, max(0, start - 3), start))
        kept = [r for r in spot.readings if r not in raions] if village else raions
        return (Case(spot, start, end, effects, kept, area=not village), end) if kept else (None, end)
    return Case(spot, start, end, effects, spot.readings, noun_end=noun_end), end


def _hinted(cases: list[Case], hints: Hints, readings: Readings) -> None:
    """Apply the caller's hints, as `resolve` does: what lies outside the wall is no candidate."""
    world = readings.world
    for case in cases:
        within = [at for at, reading in enumerate(case.readings) if hints.admits(world, reading.place)]
        case.readings = [case.readings[at] for at in within]
        case.weights = [case.weights[at] for at in within]
        for at, reading in enumerate(case.readings):
            case.weights[at] *= hints.weigh(world, reading.place, reading.name)

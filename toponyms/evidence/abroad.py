"""Regions abroad that a text names: they speak against a Ukrainian place, the more the nearer they stand."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from toponyms.evidence.case import Case
from toponyms.evidence.readings import Readings
from toponyms.evidence.terms import CUE, HOME, Term

OF = 0.0001  # "Primorsk in Leningrad Oblast"
BESIDE, SAME_SENTENCE, ELSEWHERE, AT_WAR = 0.01, 0.03, 0.15, 0.6  # what is left of a Ukrainian reading
PARTNER = 0.5  # a town abroad that one travels from or to, or that stands in a list
OWN_PLACES = 60.0  # what a region named does to its own places
_LARGE = 10.0  # what a town of 25,000 weighs
_NEAR = 45  # characters between a name and a region that speaks of it
_SEEN = 400  # characters; what stands between a name and a region farther off says nothing
_OPEN = 1.0  # as much "no place here" as places: a name is found and not decided
_IN_COUNTRY = frozenset({" in ", " в ", " у ", " (", ", в ", ", у "})
_UNITED_STATES = re.compile(r"(?:, | \(|,? (?:in|в|у|во) )(?:the )?(?:USA|U\.S\.(?:A\.)?|US|США)(?!\w)")
_CLAUSE_ENDS = re.compile(r"[,.;:)!?\n]|$")
_SENTENCE = re.compile(r"[.!?…]\s+[^\W\d_a-zа-яёіїєґ]")
# "Primorsk in Leningrad Oblast"; without a preposition only before the noun of an area: "Kharkov, Kursk" is a list.
_OF = re.compile(
    r"(?: \w+){0,2}(?:, (?:a|an|the) (?:\w+ ){0,2}(?:city|town|village|settlement)(?: of [\d,]+)?)?,? "
    r"\(?(?:in|of|from|в|во|у|из|з) (?:the )?(?:\w+(?:[’']s)? )?"
)
_BARE = re.compile(r"(?:,? \(?| \w+ )(?:\w+ )?")
_AREA = re.compile(r"\w*(?: \w+)?[ \u00a0](?:[Oo]blast|[Rr]egion|[Tt]erritory|[Kk]rai|County|обл|кра[йюея])")


# Regions whose word is that of a town, too: "from Moscow", "Донецк — Ростов" speak of towns, not of regions.
_TOWNS_TEXT = """
    moscow-oblast saint-petersburg belgorod kursk bryansk voronezh rostov krasnodar stavropol volgograd astrakhan
    saratov nizhny-novgorod kaluga smolensk penza ryazan yaroslavl kaliningrad murmansk arkhangelsk chelyabinsk
    tyumen omsk novosibirsk krasnoyarsk
"""
_TOWNS = frozenset(_TOWNS_TEXT.split())
_ADJECTIVE = re.compile(r"\w*с(?:к(?:ой|ая|ую|ий|ого|ому)|ьк(?:а|ої|ій|у|ою|ий|ого|ому))(?!\w)")
_ON_THE_WAY = re.compile(r"(?:\b(?:from|to|and|or|из|изо|до|в|на|и|или|із|зі|з|і|й|та|або|у)|[—–-]) ?$")


def abroad(text: str, cases: list[Case], terms: Sequence[Term], readings: Readings) -> None:
    """Weigh readings by the regions abroad that the text names."""
    named = [term for term in terms if term.slug != HOME]
    if not named:
        return
    home = len(named) < len(terms)
    cues, named = _parted(named)
    sure = {case.spot.key for case in cases if _surely_ukrainian(case, readings)}
    starts = [term.start for term in named]
    longest = max((term.end - term.start for term in named), default=0)
    earliest = {term.slug: at for at, term in reversed(list(enumerate(named)))}
    latest = {term.slug: at for at, term in enumerate(named)}
    for case in cases:
        if case.area or case.gloss:
            continue
        first = bisect_left(starts, case.start - _SEEN - longest)
        last = bisect_right(starts, case.end + _SEEN)
        others = [term for term in named[first:last] if term.end <= case.start or term.start >= case.end]
        far = {slug for slug in latest if earliest[slug] < first or latest[slug] >= last}
        if not others and not far and not cues:
            continue
        slugs = far | {term.slug for term in others}
        about = home or bool(sure - {case.spot.key}) or _only_here(case, slugs, readings)
        factors = [_factor(text, case, term, about) for term in others]
        if far:
            factors.append(AT_WAR if about else ELSEWHERE)
        factor = min(factors, default=1.0)
        whole = sum(case.weights)
        regions = cues | far | {term.slug for term in others if not _is_partner(text, case, term)}
        for at, reading in enumerate(case.readings):
            if reading.abroad:
                if _lies_in(readings.world.place_id(reading.place), regions):
                    case.weights[at] *= OWN_PLACES
            elif readings.kind(reading.place) != "country":
                case.weights[at] *= factor
        unknown = not any(_lies_in(readings.world.place_id(r.place), regions) for r in case.readings)
        if factor == OF and unknown and "defined" in case.effects:
            case.nothing += whole  # "Luhansk, a village in Kursk Oblast" is on record nowhere, nor is it Kazakhstan's


def countries(text: str, cases: list[Case], readings: Readings) -> None:
    """Weigh names that a country abroad follows: "New York, USA" lies there.

    What Russia holds is called Russia too: "Donetsk, Russia" is said of either town, and left open.
    """
    for case in cases:
        if not case.area and _UNITED_STATES.match(text, case.end):
            _lies_abroad(case, "US", readings)
    for one, two in pairwise(cases):
        country = two.readings[two.best]
        if one.area or not country.abroad or readings.kind(country.place) != "country":
            continue
        gap = text[one.end : two.start]
        home = [(w, r) for w, r in zip(one.weights, one.readings, strict=True) if not r.abroad]
        if not home or max(home)[0] < max(one.weights):
            continue
        listed = gap == ", " and not _CLAUSE_ENDS.match(text, two.end)
        inside = gap in _IN_COUNTRY or (gap == ", " and not listed)
        code = readings.world.country(country.place)
        if inside and code != "RU" and _lies_abroad(one, code, readings):
            continue
        # «Выходцы из Полтавы в России» are from Poltava; a village is less known than that.
        if not listed and (gap == ", " or (gap in _IN_COUNTRY and max(home)[1].weight < _LARGE)):
            one.nothing = max(one.nothing, _OPEN * sum(one.weights))


def _lies_abroad(case: Case, country: str, readings: Readings) -> bool:
    """Choose the places of a name that lie in a country which is said beside it, if there are any."""
    there = [readings.world.country(reading.place) == country for reading in case.readings]
    if not any(there):
        return False
    case.weights = [weight * (OWN_PLACES if in_it else OF) for weight, in_it in zip(case.weights, there, strict=True)]
    return True


def _parted(named: list[Term]) -> tuple[set[str], list[Term]]:
    """Part the terms that speak for their own places only, as the UN for New York, from the rest."""
    cues = {term.slug[1:] for term in named if term.slug.startswith(CUE)}
    return cues, [term for term in named if not term.slug.startswith(CUE)]


def _factor(text: str, case: Case, term: Term, about: bool) -> float:
    if _is_partner(text, case, term):
        return PARTNER
    after = term.start >= case.end
    gap = _gap(text, case, term)
    apart = not gap or bool(_SENTENCE.search(gap))
    if len(gap) < _NEAR and not apart:
        if after and (_OF.fullmatch(gap) or (_BARE.fullmatch(gap) and _is_area(text, term))):
            return OF
        if not about:
            return BESIDE
    if about:
        return AT_WAR
    return ELSEWHERE if apart else SAME_SENTENCE


def _gap(text: str, case: Case, term: Term) -> str:
    """Return what stands between a name and a term, if they are not far apart."""
    begin, end = (case.end, term.start) if term.start >= case.end else (term.end, case.start)
    return text[begin:end] if end - begin < _SEEN else ""


def _is_partner(text: str, case: Case, term: Term) -> bool:
    """Tell whether a term is a town that one travels from or to, or that stands beside the name in a list.

    "Donetsk from Moscow", "Луганск и Ростов" do not say where Donetsk and Luhansk lie; "Dzerzhinsk near Nizhny
    Novgorod" does, and so does "Донецк в Ростовской области".
    """
    if term.slug not in _TOWNS or _is_area(text, term) or _ADJECTIVE.match(text, term.start):
        return False
    gap = _gap(text, case, term)
    if term.start < case.start:  # the gap begins with the rest of the word: "Москв|ы в "
        gap = gap.lstrip("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ")
    return bool(gap) and len(gap) < _NEAR and not _SENTENCE.search(gap) and bool(_ON_THE_WAY.search(gap))


def _is_area(text: str, term: Term) -> bool:
    return term.slug == "us" or term.slug.endswith("-us") or bool(_AREA.match(text, term.end))


def _only_here(case: Case, slugs: set[str], readings: Readings) -> bool:
    """Tell whether the name is hardly that of a place in the regions named: of a city, a river, or in two words."""
    best = case.readings[0]
    known = best.weight > _LARGE and case.spot.shape >= 0
    several = case.spot.words > 1 and best.similarity == 1.0
    river = case.spot.water and "water" in case.effects
    if not (known or several or river):
        return False
    return not any(r.abroad and _lies_in(readings.world.place_id(r.place), slugs) for r in case.readings)


def _lies_in(place_id: str, slugs: set[str]) -> bool:
    return any(f"-{slug}-" in f"{place_id}-" for slug in slugs)


def _surely_ukrainian(case: Case, readings: Readings) -> bool:
    """Tell whether a case alone shows that the text speaks of Ukraine: its one reading is an area or a large city."""
    if case.area:
        return True
    home = [r for r in case.readings if not r.abroad]
    return bool(home) and len(home) == len(case.readings) and max(case.weights) > 20 and case.nothing < 1

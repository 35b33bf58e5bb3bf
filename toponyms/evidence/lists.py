"""Names in a list: what is said of one is said of all, and what most of them are says what the others are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from toponyms.evidence.areas import in_list, listed
from toponyms.evidence.case import Case
from toponyms.evidence.readings import CITY, Readings
from toponyms.evidence.together import FAR
from toponyms.text.decoys import is_decoy, surname_shape
from toponyms.text.homographs import is_first_name
from toponyms.text.keys import fold, is_cyrillic

_WORD_ONLY = frozenset({"word"})
TOWN = 3.0  # what a town of 5,000 weighs
_SEPARATOR = r"(?: ?,? (?:and|or|та|і|й|и|или|або) | ?, |/)"
_LIST = re.compile(_SEPARATOR)
_WORD = r"[A-ZА-ЯЁЄІЇҐ][\w'’ʼ-]*"
_BESIDE = (", ", " , ", "/", " and ", " or ", " та ", " і ", " й ", " и ", " или ", " або ")  # for a quick look
_DASH = re.compile(" [—–-] ")
_ITEM = rf"{_WORD}(?: {_WORD}){{0,2}}"
_ITEMS = re.compile(rf"{_ITEM}(?:{_SEPARATOR}{_ITEM})+")


def carry_over(text: str, cases: list[Case], readings: Readings) -> None:
    """Carry an area noun back over a list: "Kyiv and Odesa oblasts", «Запорожской и Херсонской областей»."""
    for stretch in listed(text, cases[0].start, cases[-1].end) if cases else ():
        for case in cases:
            if stretch.start <= case.start < stretch.end and not case.area:
                kept = in_list(stretch, case.spot, readings)
                if kept:
                    case.readings, case.area = kept, True
                    case.effects.add(stretch.kind)
    for case, after in zip(cases[-2::-1], cases[:0:-1], strict=True):
        if not case.area and not after.area and _LIST.fullmatch(text, case.end, after.start):
            case.effects |= after.effects & {"direction"}
            # "Druzhba, Toretsk community" is a village in a hromada; «Межівська, Покровська громади» are two.
            if "hromada" in after.effects and (is_cyrillic(case.spot.text) or text[after.noun_end - 1] == "s"):
                case.effects.add("hromada")
                case.noun_end = after.noun_end
    # What is said before a list is said of all its names: "near Siversk and Verkhnokamianske".
    for before, case in pairwise(cases):
        if not case.area and not before.area and _LIST.fullmatch(text, before.end, case.start):
            case.effects |= before.effects & {"locative", "bearing", "settlement", "street", "struck"}


def company_in_lists(text: str, cases: list[Case]) -> None:
    """See what a list is of: among Vinnytsia and Uman, Khmelnytskyi is the city; among Klychko and Filatov, a man."""
    listed_cases = [
        case for case in cases if text.startswith(_BESIDE, case.end) or text.endswith(_BESIDE, 0, case.start)
    ]
    if not listed_cases:
        return
    for items in _lists(text, listed_cases[0].start, listed_cases[-1].end):
        inside = [[case for case in listed_cases if start <= case.start < end] for start, end in items]
        places = [len(found) == 1 and _plainly_place(found[0]) for found in inside]
        people = [
            not found and _like_person(text[start:end]) for found, (start, end) in zip(inside, items, strict=True)
        ]
        if any(case.area for found in inside for case in found):
            continue
        for at, found in enumerate(inside):
            for case in found:
                if sum(people) > sum(places) and not places[at] and _may_be_person(case, sum(people)):
                    case.effects.add("among-people")
                elif sum(places) - places[at] > sum(people):
                    case.effects.add("listed")


def routes(text: str, cases: list[Case]) -> None:
    """See that two towns with a dash between them are a route: "Одесса — Херсон", not "взрывы в Одессе — Садовый"."""
    for one, two in pairwise(cases):
        nominative = one.readings[0].step == two.readings[0].step == "folded"
        if nominative and _DASH.fullmatch(text, one.end, two.start) and _plainly_place(one) and _plainly_place(two):
            one.effects.add("listed")
            two.effects.add("listed")


def _lists(text: str, begin: int, end: int) -> Iterator[list[tuple[int, int]]]:
    """Yield the lists of capitalised words near the cases, each as the spans of its items."""
    for match in _ITEMS.finditer(text, max(0, begin - FAR), min(len(text), end + FAR)):
        spans, at = [], match.start()
        for separator in _LIST.finditer(text, match.start(), match.end()):
            spans.append((at, separator.start()))
            at = separator.end()
        yield [*spans, (at, match.end())]


def _plainly_place(case: Case) -> bool:
    """Tell whether a name by itself is hardly anything but a town's."""
    spot, best = case.spot, case.readings[0]
    if spot.meanings:  # Суми and Рівне are words as well, and cities that need nothing beside them
        return spot.meanings == _WORD_ONLY and best.step == "folded" and best.weight > CITY
    if best.weight <= TOWN:
        return best.step == "folded" and spot.shape > 0 and not spot.decoy
    # A name on record needs no look at lists of surnames and endings.
    return best.step == "folded" or not (spot.decoy == "surname" or spot.shape < 0)


def _may_be_person(case: Case, people: int) -> bool:
    spot = case.spot
    surname = spot.decoy == "surname" or "surname" in spot.meanings or spot.shape < 0 or people > 1
    return surname and not (spot.before or spot.after)


def _like_person(words: str) -> bool:
    first, _, last = words.partition(" ")
    if last and is_first_name(first):
        return True
    key = fold(words.rpartition(" ")[2])
    return is_decoy(key) == "surname" and surname_shape(key)

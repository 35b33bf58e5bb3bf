"""Regions abroad that a text names: they speak against a Ukrainian place, the more the nearer they stand."""

from __future__ import annotations

import re
from functools import cache

from toponyms.evidence.case import Case
from toponyms.evidence.readings import Readings
from toponyms.evidence.rules import table

_BESIDE = 45  # characters between a name and a region that speaks of it
_SENTENCE = re.compile(r"[.!?…]\s+[^\W\d_a-zа-яёіїєґ]")
_SELF = 0.02
_UA = re.compile("Ukrain|Украин|Україн")
BESIDE, SAME_SENTENCE, ELSEWHERE, AT_WAR = 0.01, 0.03, 0.15, 0.6
HOME = 60.0  # what a region named does to its own places


def abroad(text: str, cases: list[Case], readings: Readings) -> None:
    """Weigh readings by the regions abroad that the text names."""
    named = [(m.start(), m.end(), _slugs()[m.lastgroup or ""]) for m in _pattern().finditer(text)]
    if not named:
        return
    about = bool(_UA.search(text)) or any(_surely_ukrainian(case, readings) for case in cases)
    for case in cases:
        if case.area or case.gloss:
            continue
        others = [(start, end, slug) for start, end, slug in named if end <= case.start or start >= case.end]
        if not others:
            continue
        factor = min(_factor(text, case, start, end, about) for start, end, _ in others)
        slugs = {slug for _, _, slug in others}
        for at, reading in enumerate(case.readings):
            if readings.abroad(reading.place):
                place_id = readings.world.place_id(reading.place) + "-"
                if any(f"-{slug}-" in place_id for slug in slugs):
                    case.weights[at] *= HOME
            elif readings.kind(reading.place) != "country":
                case.weights[at] *= factor


def _factor(text: str, case: Case, start: int, end: int, about: bool) -> float:
    gap = text[case.end : start] if start >= case.end else text[end : case.start]
    if len(gap) < _BESIDE and not _SENTENCE.search(gap):
        after = start >= case.end
        if not about or (after and re.fullmatch(r"(?: \w+){0,2}(?:,? (?:in |of |в |у )?(?:the )?| \()(?:\w+ )?", gap)):
            return BESIDE
    if about:
        return AT_WAR
    return ELSEWHERE if _SENTENCE.search(gap) else SAME_SENTENCE


def _surely_ukrainian(case: Case, readings: Readings) -> bool:
    """Tell whether a case alone shows that the text speaks of Ukraine: its one reading is an area or a large city."""
    if case.area:
        return True
    home = [r for r in case.readings if not readings.abroad(r.place)]
    return bool(home) and len(home) == len(case.readings) and max(case.weights) > 20 and case.nothing < 1


@cache
def _slugs() -> dict[str, str]:
    return {f"g{number}": row[0] for number, row in enumerate(table("abroad.tsv"))}


@cache
def _pattern() -> re.Pattern[str]:
    rows = enumerate(table("abroad.tsv"))
    return re.compile(r"(?<!\w)(?:" + "|".join(f"(?P<g{number}>{row[1]}|{row[2]})" for number, row in rows) + ")")

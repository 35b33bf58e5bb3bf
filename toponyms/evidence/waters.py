"""Rivers that are named without the word: "across the Dnipro", «на берегу Оскола», «форсували Інгулець»."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from toponyms.evidence.case import Case
from toponyms.evidence.readings import Readings
from toponyms.evidence.rules import table
from toponyms.evidence.runs import WATER

_REACH = 48  # characters that are looked at on either side
_LIST = re.compile(r",? (?:and|or|та|і|й|и|или|або)(?: the)? |, ")
_CAPITAL = re.compile("[ -][A-Z]")
_LOCATIVE = ("е", "і", "ї")
_TOWN = frozenset({"settlement", "city", "oblast", "raion", "hromada"})


class _Patterns(NamedTuple):
    before: re.Pattern[str]
    after: re.Pattern[str]
    article: re.Pattern[str]
    on: re.Pattern[str]
    flow: re.Pattern[str]


def waters(text: str, cases: list[Case], readings: Readings) -> None:
    """Note which names, of those that are on record as rivers', the text uses as such."""
    flow = _patterns().flow
    for case in cases:
        if not case.spot.water and not case.area and flow.match(text, case.end):
            case.effects.add("named")
    chosen = [case for case in cases if case.spot.water and not case.area and not case.effects & _TOWN]
    for case in chosen:
        if "water" not in case.effects and _used_as_water(text, case, readings):
            case.effects.add("water")
    # "between the Oskil and Donets rivers", «через Оскол и Донец»
    for one, two in [*pairwise(chosen), *pairwise(chosen[::-1])]:
        left, right = (one, two) if one.end <= two.start else (two, one)
        if "water" in one.effects and _LIST.fullmatch(text, left.end, right.start):
            two.effects.add("water")


def _used_as_water(text: str, case: Case, readings: Readings) -> bool:
    asked = _patterns()
    left = text[max(0, case.start - _REACH) : case.start]
    right = text[case.end : case.end + _REACH]
    if asked.before.search(left) or asked.after.match(right):
        return True
    if left.endswith(("the ", "The ")):
        nothing_else = all(readings.kind(r.place) in WATER for r in case.readings)
        return bool(asked.article.match(right)) or (nothing_else and not _CAPITAL.match(right))
    return bool(case.spot.text.endswith(_LOCATIVE) and asked.on.search(left))


@cache
def _patterns() -> _Patterns:
    rows: dict[str, list[str]] = {"before": [], "after": [], "article": [], "on": [], "flow": []}
    for side, _, pattern, _ in table("waters.tsv"):
        rows[side].append(pattern)
    said = {side: "|".join(patterns) for side, patterns in rows.items()}
    return _Patterns(
        re.compile(rf"(?i:(?<!\w)(?:{said['before']})[ \u00a0][«\"“]?)$"),
        re.compile(rf"[»\"”]?[ \u00a0']?(?:{said['after']})(?!\w)"),
        re.compile(rf" ?(?:{said['article']})|$"),
        re.compile(rf"(?<!\w)(?:{said['on']}) $"),
        re.compile(rf"[»\"”]? (?:{said['flow']})(?!\w)"),
    )

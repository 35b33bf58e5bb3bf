"""Places that a text sets beside each other: "Kozatske (east of Myrnohrad)" lies near it, and to its east."""

from __future__ import annotations

import math
import re
from itertools import pairwise

from toponyms.evidence.case import Case, Relation
from toponyms.evidence.readings import Reading
from toponyms.evidence.together import FAR

_GAIN, _LEFT = 60.0, 0.2  # the factor of what lies close by and on the right side, and of what lies elsewhere
_NEAR_KM = 18.0
_REACH = 0.7  # degrees of latitude; what lies farther off is not beside
_RIGHT_SIDE = 0.3  # what is left where the side is wrong
_KM = 111.2  # a degree of latitude
_NARROW = 0.664  # the cosine of the mean latitude of Ukraine
_MOST = 60  # readings of one name that take part

_SIDE_EN = "(?:north|south|east|west|(?:north|south)-?(?:east|west))(?:ern)? (?:of|from)|close to|in the direction of"
_SIDE = (
    r"північ\w*|південь|південніше|схід\w*|захід\w*|північн\w+|південн\w+|север\w*|юг\w*|южнее|восток\w*|восточнее|запад\w*|"
    r"северн\w+|южн\w+|поблизу|неподалік|недалеко|неподалеку|біля|під|под|возле|около|рядом с"
)
_MANY = r"(?:both|all|just|immediately|обидва|обидві|усі|оба|обе|все)"
_SAYS = (
    rf"(?:{_MANY} |\d+ ?(?:km|kilomet\w+|miles?|км) )?(?:to the )?(?:{_SIDE_EN}) (?:the (?:city|town|village) of )?"
    rf"|(?:{_MANY} )?(?:\d+ ?км )?(?:на |к )?(?:{_SIDE})(?:-\w+)?(?: (?:схід|захід|восток|запад))? ?(?:від |от )?"
)
_RELATION = re.compile(rf" ?[(,–—-]* ?(?:{_SAYS})| ?\(?(?:near|outside) ")
_AND_RELATION = re.compile(rf",? (?:and|та|і|й|и) (?:{_SAYS})")
_LIST = re.compile(r"(?:,? (?:and|та|і|й|и) |, )")
_ALL = re.compile(r"\b(?:both|all|обидв[аі]|усі|об[ае]|все)\b")
_COMPASS = (
    (re.compile("north|півн|север"), (1.0, 0.0)),
    (re.compile("south|півд|юг|юж"), (-1.0, 0.0)),
    (re.compile("east|схід|східн|восто"), (0.0, 1.0)),
    (re.compile("west|захід|західн|запад"), (0.0, -1.0)),
)


def relate(text: str, cases: list[Case]) -> None:
    """Note which names a text sets beside which."""
    for at, (one, two) in enumerate(pairwise(cases)):
        if two.start - one.end >= FAR or not _RELATION.fullmatch(text, one.end, two.start):
            continue
        words = text[one.end : two.start]
        said = [one]
        if _ALL.search(words):  # "Muravka and Novotroitske (both south of Pokrovsk)"
            while len(said) <= at and _LIST.fullmatch(text, cases[at - len(said)].end, said[-1].start):
                said.append(cases[at - len(said)])
        others = [Relation(two, _side(words))]
        third = cases[at + 2] if at + 2 < len(cases) else None
        if third is not None and _AND_RELATION.fullmatch(text, two.end, third.start):
            others.append(Relation(third, _side(text[two.end : third.start])))
        for case in said:
            case.relations += others
            case.effects.add("relation")


def _side(words: str) -> tuple[float, float] | None:
    """Return the side that words tell, as steps to the north and to the east, or None."""
    steps = [step for pattern, step in _COMPASS if pattern.search(words)]
    north, east = sum(step[0] for step in steps), sum(step[1] for step in steps)
    length = math.hypot(north, east)
    return (north / length, east / length) if length else None


def weigh_relations(cases: list[Case]) -> None:
    """Make likelier of two names set beside each other those places that lie so."""
    for case in cases:
        for other, side in case.relations:
            if case.area or other.area or not case.weights or not other.weights:
                continue
            ours, theirs = _shares(case), _shares(other)
            found = [[_fit(mine, its, side) for its, _ in theirs] for mine, _ in ours]
            for at, fits in enumerate(found):
                case.weights[at] *= _factor(fits, theirs)
            for at in range(len(theirs)):
                other.weights[at] *= _factor([fits[at] for fits in found], ours)


def _factor(fits: list[float], shares: list[tuple[Reading, float]]) -> float:
    return _LEFT + _GAIN * sum(fit * share for fit, (_, share) in zip(fits, shares, strict=True))


def _shares(case: Case) -> list[tuple[Reading, float]]:
    total = sum(case.weights) or 1.0
    pairs = zip(case.readings[:_MOST], case.weights, strict=False)
    return [(reading, weight / total) for reading, weight in pairs]


def _fit(one: Reading, two: Reading, side: tuple[float, float] | None) -> float:
    """Say how well one place lies beside another, from 0 to 1."""
    if one.point is None or two.point is None or one.place == two.place:
        return 0.0
    north = one.point[0] - two.point[0]
    if not -_REACH < north < _REACH:
        return 0.0
    north, east = north * _KM, (one.point[1] - two.point[1]) * _NARROW * _KM
    apart = math.hypot(north, east)
    near = math.exp(-apart / _NEAR_KM)
    if side is None or apart < 1.0:
        return near
    return near * max(_RIGHT_SIDE, (north * side[0] + east * side[1]) / apart)

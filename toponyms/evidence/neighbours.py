"""Other places of a text: those near a reading make it likelier, and one name has one reading in a text."""

from __future__ import annotations

import math
from collections import defaultdict
from functools import lru_cache

from toponyms.evidence.anchors import GAIN, Anchors
from toponyms.evidence.case import Case
from toponyms.evidence.relations import weigh_relations

_POWER = 1.9  # places named together lie together more often than one by one
_LIFT = 0.5  # how much of it counts against "no place here"
_CELL = 0.2  # degrees; the grid in which unsure places look for company
_WIDTH = 10_000  # numbers of cells from one row to the next
_ROUNDS = 2
_MOST = 60  # readings of one name, and names of one text, that take part
_SURE = 0.75
_VETO = 4.0
_OWN_EVIDENCE = 20.0  # how much more evidence speaks for one reading than for another, to set a mention apart
_LISTED, _OBLAST = 5, 4.0  # so many names show where a text plays; what that adds to the factor
_SETTLED = 0.99  # such a case has no need of neighbours

_Point = tuple[float, float]
_Shares = dict[int, list[tuple[str, float]]]


def neighbours(cases: list[Case]) -> None:
    """Make places likelier that lie near others the text names, and give one name one reading.

    Names that nothing tells apart share one list of weights from here on.
    """
    if len(cases) < 2:
        return
    alike = _alike(cases)
    _weigh_together([first for first, *_ in alike])
    for first, *others in alike:
        for case in others:
            case.weights = first.weights


def _alike(cases: list[Case]) -> list[list[Case]]:
    """Group the names that nothing in the text tells apart: one of each group is weighed for all."""
    targets = {id(relation.other) for case in cases for relation in case.relations}
    groups: dict[object, list[Case]] = {}
    for case in cases:
        if not case.area:
            single = bool(case.relations) or id(case) in targets
            sign = id(case) if single else (id(case.readings), case.nothing, *case.weights)
            groups.setdefault(sign, []).append(case)
    return list(groups.values())


def _weigh_together(cases: list[Case]) -> None:
    _same_name(cases)
    wanting = [case for case in cases if _best(case)[1] < _SETTLED and not _is_vetoed(case)]
    related = [case for case in cases if case.relations]
    if not wanting and not related:
        return
    base = [list(case.weights) for case in wanting]
    anchors = Anchors()
    for number in range(_ROUNDS):
        anchors.set(_sure(cases))
        company = _company(cases)
        for case, weights in zip(wanting, base, strict=True):
            if anchors.places or len(case.readings) > 1:
                case.weights = _raised(case, weights, anchors, company)
        weigh_relations(related)
        _one_area(wanting, cases)
        _same_name(cases)
        if not number and all(_best(case)[1] > _SETTLED for case in wanting):
            break


def _raised(case: Case, weights: list[float], anchors: Anchors, company: _Shares) -> list[float]:
    """Return the weights of a name's readings, those raised that lie in good company."""
    key, alone = case.spot.key, len(weights) == 1
    found = list(case.weights)
    for at, (reading, weight) in enumerate(zip(case.readings, weights, strict=True)):
        point = reading.point
        if point is not None and not reading.abroad:
            factor = 1.0 + anchors.gain(reading.place, point)
            if company and not alone and at < _MOST:
                beside = company.get(_cells(point)[0], ())
                factor += GAIN * sum([share for other, share in beside if other != key])
            found[at] = weight * factor**_POWER
    raised = sum(found) / (sum(weights) or 1.0)
    if raised > 1.0:  # company tells namesakes apart better than it tells a place from a person
        lift = raised ** (_LIFT - 1.0)
        return [weight * lift for weight in found]
    return found


def _one_area(wanting: list[Case], cases: list[Case]) -> None:
    """Make places likelier in the oblast where most of the others lie: a list rarely leaves it."""
    shares: dict[int, float] = defaultdict(float)
    keys: set[str] = set()
    for case in cases:
        if case.spot.key in keys:
            continue
        keys.add(case.spot.key)
        total = sum(case.weights) + case.nothing
        least = 0.01 * total
        for reading, weight in zip(case.readings[:_MOST], case.weights, strict=False):
            if weight > least and reading.oblast is not None:
                shares[reading.oblast] += weight / total
    if len(keys) < _LISTED:
        return
    factors: dict[int | None, float] = {oblast: 1.0 + _OBLAST * share / len(keys) for oblast, share in shares.items()}
    for case in wanting:
        pairs = zip(case.readings, case.weights, strict=True)
        case.weights = [weight * factors.get(reading.oblast, 1.0) for reading, weight in pairs]


def _best(case: Case) -> tuple[int, float]:
    """Return the likeliest reading of a case, and its share."""
    weights = case.weights
    best = max(weights)
    total = sum(weights) + case.nothing
    return weights.index(best), best / total if total else 0.0


def _sure(cases: list[Case]) -> dict[int, _Point]:
    """Return the places that the text surely names, with their points."""
    found: dict[int, _Point] = {}
    for case in cases:
        best, share = _best(case)
        reading = case.readings[best]
        if share > _SURE and reading.point is not None and not reading.abroad:
            found[reading.place] = reading.point
    return found


def _company(cases: list[Case]) -> _Shares:
    """Return for each cell of a grid which unsure names may lie in it or near it, and how likely each does."""
    unsure: dict[str, Case] = {}
    for case in cases:
        if len(case.readings) > 1 and case.spot.key not in unsure and _best(case)[1] <= _SURE:
            unsure[case.spot.key] = case
            if len(unsure) >= _MOST:
                break
    found: _Shares = defaultdict(list)
    if len(unsure) < 2:
        return found
    for key, case in unsure.items():
        total = sum(case.weights) + case.nothing
        shares: dict[int, float] = {}
        for reading, weight in zip(case.readings[:_MOST], case.weights, strict=False):
            if reading.point is not None and weight > 0:
                # Many small places of one name leave little for each: the root keeps them in play.
                share = math.sqrt(weight / total)
                for cell in _cells(reading.point):
                    if shares.get(cell, 0.0) < share:
                        shares[cell] = share
        for cell, share in shares.items():
            found[cell].append((key, share))
    return found


@lru_cache(maxsize=20_000)
def _cells(point: _Point) -> tuple[int, ...]:
    """Return the number of the cell that a point lies in, and those of the cells around it."""
    cell = int(point[0] / _CELL) * _WIDTH + int(point[1] / (1.5 * _CELL))
    return cell, *(cell + row + column for row in (-_WIDTH, 0, _WIDTH) for column in (-1, 0, 1) if row or column)


def _same_name(cases: list[Case]) -> None:
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        groups[case.spot.key].append(case)
    for group in groups.values():
        if len(group) < 2:
            continue
        joint: dict[int, float] = {}
        # What stands beside one mention (a paper's title, an oblast) is not said of the others, nor taken from it.
        open_minded = [case for case in group if not _is_vetoed(case) and not _speaks_for_itself(case)]
        for case in group:
            if not _is_vetoed(case):
                for reading, weight in zip(case.readings, case.weights, strict=True):
                    if joint.get(reading.place, 0.0) < weight:
                        joint[reading.place] = weight
        for case in open_minded:
            case.weights = [joint.get(r.place, 0.0) for r in case.readings]


def _is_vetoed(case: Case) -> bool:
    """Tell whether what stands beside a mention rules a place out, and does not only raise doubt."""
    return case.nothing > _VETO * sum(case.weights)


def _speaks_for_itself(case: Case) -> bool:
    """Tell whether evidence of its own, not the prior, has decided a mention."""
    if max(case.weights) <= _SURE * (sum(case.weights) + case.nothing):
        return False
    gains = [weight / r.weight for r, weight in zip(case.readings, case.weights, strict=True) if r.weight > 0]
    return max(gains) > _OWN_EVIDENCE * min(gains)

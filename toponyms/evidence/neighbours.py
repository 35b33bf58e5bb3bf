"""Other places of a text: those near a reading make it likelier, and one name has one reading in a text."""

from __future__ import annotations

import math
from collections import defaultdict

from toponyms.evidence.case import Case
from toponyms.evidence.readings import Readings
from toponyms.evidence.relations import weigh_relations

_NEAR_KM, _FAR_KM = 22.0, 70.0
_GAIN, _FAR_GAIN = 20.0, 4.0  # what a sure place beside a reading adds to the factor of its weight: close by, around
_POWER = 1.9  # places named together lie together more often than one by one
_LIFT = 0.5  # how much of it counts against "no place here"
_CELL = 0.2  # degrees; the grid in which unsure places look for company
_ROUNDS = 2
_MOST = 60  # readings of one name, and names of one text, that take part
_SURE = 0.75
_VETO = 4.0
_OWN_EVIDENCE = 20.0  # how much more evidence speaks for one reading than for another, to set a mention apart
_LISTED, _OBLAST = 5, 4.0  # so many names show where a text plays; what that adds to the factor
_SETTLED = 0.99  # such a case has no need of neighbours
_REACH = 1.5  # degrees of latitude; farther places are no neighbours
_KM = 111.2  # a degree of latitude
_NARROW = 0.664  # the cosine of the mean latitude of Ukraine: this is about tens of kilometres, not about the globe

_Point = tuple[float, float]
_Cells = dict[tuple[int, int], float]


def neighbours(cases: list[Case], readings: Readings) -> None:
    """Make places likelier that lie near others the text names, and give one name one reading."""
    if len(cases) < 2:
        return
    _same_name(cases)
    wanting = [case for case in cases if not case.area and _best(case)[1] < _SETTLED and not _is_vetoed(case)]
    related = [case for case in cases if case.relations]
    if not wanting and not related:
        return
    base = [list(case.weights) for case in wanting]
    for number in range(_ROUNDS):
        sure = _anchors(cases)
        cells = _company(cases)
        for case, weights in zip(wanting, base, strict=True):
            alone = len(case.readings) == 1
            if alone and not sure:
                continue
            for at, reading in enumerate(case.readings):
                if reading.point is None or reading.abroad:
                    continue
                factor = 1.0 + _gain(reading.place, reading.point, sure)
                if not alone and at < _MOST:
                    factor += _near_cells(case.spot.key, reading.point, cells)
                case.weights[at] = weights[at] * factor**_POWER
            raised = sum(case.weights) / (sum(weights) or 1.0)
            if raised > 1.0:  # company tells namesakes apart better than it tells a place from a person
                case.weights = [weight * raised ** (_LIFT - 1.0) for weight in case.weights]
        weigh_relations(related)
        _one_area(wanting, cases, readings)
        _same_name(cases)
        if not number and all(_best(case)[1] > _SETTLED for case in wanting):
            break


def _one_area(wanting: list[Case], cases: list[Case], readings: Readings) -> None:
    """Make places likelier in the oblast where most of the others lie: a list rarely leaves it."""
    ancestors = readings.world.ancestors
    shares: dict[int, float] = defaultdict(float)
    keys: set[str] = set()
    for case in cases:
        if case.area or case.spot.key in keys:
            continue
        keys.add(case.spot.key)
        total = sum(case.weights) + case.nothing
        for reading, weight in zip(case.readings[:_MOST], case.weights, strict=False):
            above = ancestors(reading.place)
            if above and weight > 0.01 * total:
                shares[above[-1]] += weight / total
    if len(keys) < _LISTED:
        return
    for case in wanting:
        for at, reading in enumerate(case.readings):
            above = ancestors(reading.place)
            if above:
                case.weights[at] *= 1.0 + _OBLAST * shares.get(above[-1], 0.0) / len(keys)


def _best(case: Case) -> tuple[int, float]:
    """Return the likeliest reading of a case, and its share."""
    weights = case.weights
    best = weights.index(max(weights))
    total = sum(weights) + case.nothing
    return best, weights[best] / total if total else 0.0


def _anchors(cases: list[Case]) -> dict[int, _Point]:
    """Return the places that the text surely names, with their points."""
    found: dict[int, _Point] = {}
    for case in cases:
        if not case.area:
            best, share = _best(case)
            reading = case.readings[best]
            if share > _SURE and reading.point is not None and not reading.abroad:
                found[reading.place] = reading.point
    return found


def _gain(place: int, point: _Point, sure: dict[int, _Point]) -> float:
    gain = 0.0
    lat, lon = point
    for other, (north, east) in sure.items():
        up = north - lat
        if -_REACH < up < _REACH and other != place:
            apart = math.hypot(up, (east - lon) * _NARROW) * _KM
            gain += _GAIN * math.exp(-apart / _NEAR_KM) + _FAR_GAIN * math.exp(-apart / _FAR_KM)
    return gain


def _company(cases: list[Case]) -> list[tuple[str, _Cells]]:
    """Return for every unsure name how likely it is to lie in each cell of a grid, and near it."""
    found: list[tuple[str, _Cells]] = []
    seen: set[str] = set()
    for case in cases:
        if case.area or len(case.readings) < 2 or case.spot.key in seen or len(found) >= _MOST:
            continue
        if _best(case)[1] > _SURE:  # it is among the anchors
            continue
        seen.add(case.spot.key)
        total = sum(case.weights) + case.nothing
        cells: _Cells = defaultdict(float)
        for reading, weight in zip(case.readings[:_MOST], case.weights, strict=False):
            if reading.point is not None and weight > 0:
                row, column = _cell(reading.point)
                # Many small places of one name leave little for each: the root keeps them in play.
                share = math.sqrt(weight / total)
                for near in _AROUND:
                    cell = row + near[0], column + near[1]
                    if cells[cell] < share:
                        cells[cell] = share
        found.append((case.spot.key, cells))
    return found


_AROUND = tuple((row, column) for row in (-1, 0, 1) for column in (-1, 0, 1))


def _cell(point: _Point) -> tuple[int, int]:
    return int(point[0] / _CELL), int(point[1] / (1.5 * _CELL))


def _near_cells(key: str, point: _Point, company: list[tuple[str, _Cells]]) -> float:
    if len(company) < 2:
        return 0.0
    cell = _cell(point)
    return _GAIN * sum(cells.get(cell, 0.0) for other, cells in company if other != key)


def _same_name(cases: list[Case]) -> None:
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if not case.area:
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

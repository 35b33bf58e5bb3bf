"""Other places of a text: those near a reading make it likelier, and one name has one reading in a text."""

from __future__ import annotations

import math
from collections import defaultdict

from toponyms.context import kilometres
from toponyms.evidence.case import Case
from toponyms.evidence.readings import Readings

_NEAR_KM = 18.0
_GAIN = 5.0  # what one sure place right beside a reading multiplies its weight with
_POWER = 1.9  # places named together lie together more often than one by one
_RELATED = 60.0  # the same, where the text says that it lies beside it
_CELL = 0.4  # degrees; the grid in which unsure places look for company
_ROUNDS = 2
_MOST = 60  # readings of one name, and names of one text, that take part
_SURE = 0.75


def neighbours(cases: list[Case], readings: Readings) -> None:
    """Make places likelier that lie near others the text names, and give one name one reading."""
    if len(cases) < 2:
        return
    _same_name(cases)
    base = [list(case.weights) for case in cases]
    for _ in range(_ROUNDS):
        sure = _anchors(cases, readings)
        cells = _company(cases, readings)
        for case, weights in zip(cases, base, strict=True):
            if case.area:
                continue
            alone = len(case.readings) == 1
            for at, reading in enumerate(case.readings):
                if readings.abroad(reading.place) or (alone and not sure):
                    continue
                factor = 1.0 + _gain(case, reading.place, sure, readings)
                if not alone and at < _MOST:
                    factor += _GAIN * _near_cells(case, reading.place, cells, readings)
                case.weights[at] = weights[at] * factor**_POWER
        _related(cases, readings)
        _same_name(cases)


def _anchors(cases: list[Case], readings: Readings) -> dict[int, tuple[float, float]]:
    """Return the places that the text surely names, with their points."""
    found: dict[int, tuple[float, float]] = {}
    for case in cases:
        total = sum(case.weights) + case.nothing
        best = max(range(len(case.weights)), key=case.weights.__getitem__)
        place = case.readings[best].place
        if not case.area and case.weights[best] > _SURE * total and not readings.abroad(place):
            point = readings.world.coordinates(place)
            if point is not None:
                found[place] = point
    return found


def _gain(case: Case, place: int, sure: dict[int, tuple[float, float]], readings: Readings) -> float:
    point = readings.world.coordinates(place)
    if point is None:
        return 0.0
    gain = 0.0
    for other, there in sure.items():
        if other != place and abs(there[0] - point[0]) < 1.5:
            gain += _GAIN * math.exp(-kilometres(point, there) / _NEAR_KM)
    return gain


def _cell(point: tuple[float, float]) -> tuple[int, int]:
    return int(point[0] / _CELL), int(point[1] / (1.5 * _CELL))


def _company(cases: list[Case], readings: Readings) -> list[tuple[str, dict[tuple[int, int], float]]]:
    """Return for every unsure name how likely it is to lie in each cell of a grid."""
    found: list[tuple[str, dict[tuple[int, int], float]]] = []
    seen: set[str] = set()
    for case in cases:
        if case.area or len(case.readings) < 2 or case.spot.key in seen or len(found) >= _MOST:
            continue
        seen.add(case.spot.key)
        total = sum(case.weights) + case.nothing
        cells: dict[tuple[int, int], float] = defaultdict(float)
        decided = max(case.weights) > _SURE * total  # then its other readings are no company
        for reading, weight in list(zip(case.readings, case.weights, strict=True))[:_MOST]:
            point = readings.world.coordinates(reading.place)
            if point is not None and weight > (_SURE * total if decided else 0):
                # Many small places of one name leave little for each: the root keeps them in play.
                cells[_cell(point)] += math.sqrt(weight / total)
        found.append((case.spot.key, cells))
    return found


def _near_cells(
    case: Case, place: int, company: list[tuple[str, dict[tuple[int, int], float]]], readings: Readings
) -> float:
    point = readings.world.coordinates(place)
    if point is None or len(company) < 2:
        return 0.0
    row, column = _cell(point)
    near = [(row + a, column + b) for a in (-1, 0, 1) for b in (-1, 0, 1)]
    return sum(
        max((cells[cell] for cell in near if cell in cells), default=0.0)
        for key, cells in company
        if key != case.spot.key
    )


def _related(cases: list[Case], readings: Readings) -> None:
    """Weigh "Kozatske (east of Myrnohrad)": it lies beside the other place."""
    world = readings.world
    for case in cases:
        other = case.relation
        if other is None or not other.readings or not other.weights or case.area:
            continue
        best = max(range(len(other.weights)), key=other.weights.__getitem__)
        there = world.coordinates(other.readings[best].place)
        if there is None:
            continue
        for at, reading in enumerate(case.readings):
            point = world.coordinates(reading.place)
            if point is not None and reading.place != other.readings[best].place:
                case.weights[at] *= 0.2 + _RELATED * math.exp(-kilometres(point, there) / _NEAR_KM)


def _same_name(cases: list[Case]) -> None:
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        if not case.area:
            groups[case.spot.key].append(case)
    for group in groups.values():
        if len(group) < 2:
            continue
        joint: dict[int, float] = {}
        for case in group:
            for reading, weight in zip(case.readings, case.weights, strict=True):
                joint[reading.place] = max(joint.get(reading.place, 0.0), weight)
        for case in group:
            case.weights = [joint[r.place] for r in case.readings]

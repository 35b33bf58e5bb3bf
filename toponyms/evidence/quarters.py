"""Quarters of cities: «на Оболоні», "Kyiv's Troieshchyna" are none of the villages called so."""

from __future__ import annotations

import re

from toponyms.evidence.case import Case
from toponyms.evidence.readings import Reading, Readings

KIND = "microdistrict"
_IN = re.compile(r" (?:[ву]о?|на) ")
_NEAR = re.compile(r"(?<!\w)(?:[Бб]іля|[Пп]облизу|[Вв]озле|[Оо]коло|[Nn]ear|[Пп]ід|[Пп]од) $")  # one is near a village
_SHARE = 0.005  # so often a text names a quarter, for once that it names its city
_NAMED = 10.0  # the factor of a quarter whose city the text names
_ELSEWHERE = 0.5  # … where it names other cities only
_ON = 4.0  # «на Подолі»: one is on a quarter, and in a village
_BESIDE = 30.0  # «мікрорайон Сонячний»
_VILLAGE = 0.0001  # what is left of a quarter where the text says that it is a village, or lies outside
_SURE = 0.5
_OUTSIDE = frozenset({"settlement", "defined", "bearing", "hromada"})
_LOCATIVE = ("і", "ї", "е", "и", "ах", "ях")


def quarters(text: str, cases: list[Case], readings: Readings) -> None:
    """Weigh the quarters of cities among the readings."""
    chosen = [case for case in cases if case.spot.quarter and not case.area]
    if not chosen:
        return
    cities = [case for case in cases if _city(case, readings)]
    for case in chosen:
        if _is_outside(text, case):
            factors = [_VILLAGE if readings.kind(r.place) == KIND else 1.0 for r in case.readings]
        else:
            factors = _factors(text, case, cities, readings)
        case.weights = [weight * factor for weight, factor in zip(case.weights, factors, strict=True)]


def _is_outside(text: str, case: Case) -> bool:
    """Tell whether the text says that a place is a village, or lies near something."""
    if case.effects & _OUTSIDE or any(side is not None for _, side in case.relations):
        return True
    return bool(_NEAR.search(text, max(0, case.start - 12), case.start))


def _in_city(text: str, case: Case, cities: list[Case]) -> bool:
    """Tell whether a city stands directly beside a name: «у Рівному на Оболоні»."""
    for city in cities:
        start, end = (city.end, case.start) if city.end <= case.start else (case.end, city.start)
        if _IN.fullmatch(text, start, end):
            return True
    return False


def _factors(text: str, case: Case, cities: list[Case], readings: Readings) -> list[float]:
    named = {place for city in cities for place in _city(city, readings)}
    on = text[max(0, case.start - 3) : case.start].lower() == "на " and case.spot.text.endswith(_LOCATIVE)
    said = on or "quarter" in case.effects
    factors = []
    for reading in case.readings:
        if readings.kind(reading.place) != KIND:
            factors.append(1 / _ON if said else 1.0)
            continue
        city = _city_of(reading, readings)
        factor = max(1.0, _SHARE * readings.world.prior(city) / readings.world.prior(reading.place))
        if city in named:
            factor *= _NAMED * (_BESIDE if "quarter" in case.effects else 1.0)
        elif named:
            factor *= _ELSEWHERE
        if on:
            factor *= _ON
        factors.append(factor)
    if max(factors) >= _NAMED:
        case.nothing /= _ON
    elif on and _in_city(text, case, cities):  # «на Подолі в Полтаві»: a quarter, but not one on record
        case.nothing += _NAMED * sum(case.weights)
    return factors


def _city(case: Case, readings: Readings) -> list[int]:
    """Return the city that a case names, if it does."""
    best = case.best
    place = case.readings[best].place
    sure = case.weights[best] > _SURE * (sum(case.weights) + case.nothing)
    return [place] if sure and readings.kind(place) == "city" else []


def _city_of(reading: Reading, readings: Readings) -> int:
    above = readings.world.ancestors(reading.place)
    return next((place for place in above if readings.kind(place) == "city"), reading.place)

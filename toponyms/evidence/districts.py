"""Which city a district lies in: the one named right after it, «район Киева», or the only one that the text names."""

from __future__ import annotations

import re

from toponyms.evidence.case import Case
from toponyms.evidence.readings import CITY, Readings

_ITS_CITY, _OTHERS = 60.0, 0.001  # what is made of the districts of the city named, and of those of other cities
_OF = re.compile(r",? (?:of |in |в |у |\()?")


def districts(text: str, cases: list[Case], readings: Readings) -> None:
    """Weigh districts of cities by the cities that the text names."""
    for at, case in enumerate(cases):
        if not case.area or "raion" not in case.effects:
            continue
        cities = [_city(reading.place, readings) for reading in case.readings]
        if not any(city >= 0 for city in cities):
            continue
        after = cases[at + 1] if at + 1 < len(cases) else None
        if after is not None and not after.area and _OF.fullmatch(text, case.end, after.start):
            best = _best(after)
            if best in cities or (readings.kind(best) == "city" and readings.world.prior(best) > CITY):
                # "Петровский район Киева" is none of Donetsk, even if none of Kyiv is on record.
                whole = sum(case.weights)
                _prefer(case, cities, best)
                if best not in cities:
                    case.nothing += whole
                continue
        named = {_best(other) for other in cases if not other.area} & set(cities)
        if len(named) == 1 and not _raion_meant(case, cases, readings):
            _prefer(case, cities, named.pop())


def _city(district: int, readings: Readings) -> int:
    """Return the city of a district, or -1 if it is no district of a city."""
    above = readings.world.ancestors(district)
    return above[0] if above and readings.kind(district) == "city-district" else -1


def _best(case: Case) -> int:
    return case.readings[case.best].place


def _raion_meant(case: Case, cases: list[Case], readings: Readings) -> bool:
    """Tell whether the name is a raion's, too, and something else in the text lies in its oblast."""
    ancestors = readings.world.ancestors
    raions = [r.place for r in case.readings if readings.kind(r.place) == "raion"]
    oblasts = {above for raion in raions for above in ancestors(raion)[-1:]}
    others = {place for other in cases if other is not case for place in (_best(other), *ancestors(_best(other)))}
    return not oblasts.isdisjoint(others)


def _prefer(case: Case, cities: list[int], mine: int) -> None:
    factors = [_ITS_CITY if city == mine else _OTHERS if city >= 0 else 1.0 for city in cities]
    case.weights = [weight * factor for weight, factor in zip(case.weights, factors, strict=True)]

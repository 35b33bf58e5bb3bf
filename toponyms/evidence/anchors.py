"""The places that a text surely names, and what others gain by lying near them; `neighbours` raises it to a power."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable

GAIN, FAR_GAIN = 20.0, 4.0  # what a sure place beside a reading adds to the factor of its weight: close by, around
_NEAR_KM, _FAR_KM = 22.0, 70.0
_ITSELF = GAIN + FAR_GAIN
_KM = 111.2  # a degree of latitude
_NARROW = 0.664  # the cosine of the mean latitude of Ukraine: this is about tens of kilometres, not about the globe
_REACH = 1.5 * _KM  # to the north and to the south; farther places are no neighbours

_Point = tuple[float, float]


class Anchors:
    """The places that a text surely names, with their points."""

    def __init__(self) -> None:
        self.places: dict[int, _Point] = {}
        self._plane: list[_Point] = []
        self._gains: dict[_Point, float] = {}

    def set(self, places: dict[int, _Point]) -> None:
        """Change the places; mostly a few come or go, and what others gain is corrected by these."""
        come, gone = (
            _on_plane([one[at] for at in one.keys() - other.keys()])
            for one, other in ((places, self.places), (self.places, places))
        )
        if come or gone:
            for point, gain in self._gains.items():
                # Rounded, so that what is equal stays equal: a tie is no matter of the last bit.
                self._gains[point] = round(gain + _gain(point, come) - _gain(point, gone), 9)
        self.places, self._plane = places, _on_plane(places.values())

    def gain(self, place: int, point: _Point) -> float:
        """Return what a place gains by the others."""
        found = self._gains.get(point)
        if found is None:
            found = self._gains[point] = _gain(point, self._plane)
        return found - _ITSELF if place in self.places else found


def _on_plane(points: Iterable[_Point]) -> list[_Point]:
    """Return points in kilometres to the north and to the east, from south to north."""
    return sorted((lat * _KM, lon * _NARROW * _KM) for lat, lon in points)


def _gain(point: _Point, plane: list[_Point]) -> float:
    here = north, _ = point[0] * _KM, point[1] * _NARROW * _KM
    gain = 0.0
    for other in plane[bisect_left(plane, (north - _REACH,)) : bisect_left(plane, (north + _REACH,))]:
        apart = math.dist(here, other)
        gain += GAIN * math.exp(-apart / _NEAR_KM) + FAR_GAIN * math.exp(-apart / _FAR_KM)
    return gain

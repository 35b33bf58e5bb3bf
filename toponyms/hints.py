"""Hints: what a caller knows about a place besides its name, and how it weighs.

`within` is a wall. `near`, `on` and `lang` make places likelier or less likely and never rule one out.
"""

from __future__ import annotations

import datetime
import math

from toponyms.dates import as_span
from toponyms.index.prior import faded
from toponyms.index.world import World
from toponyms.model import Name, Place
from toponyms.record import record
from toponyms.walls import find_area

NOT_IN_USE = 0.3  # a name asked for on a day when it was not (yet, any more) in force
OTHER_LANGUAGE = 0.3
NEAR_KM = 3.0  # within this distance a place is as good as at the point
_FAR_KM = 100.0
_EARTH_KM = 6371.0


@record
class Hints:
    """Hints as the resolver uses them.

    Attributes:
        areas: Numbers of the areas of which one must hold the place, or None.
        share: How much of all that could be meant lies inside the areas.
        near: Latitude and longitude.
        on: A date as written or given.
        lang: A BCP 47 tag.
    """

    areas: frozenset[int] | None = None
    share: float = 1.0
    near: tuple[float, float] | None = None
    on: datetime.date | str | None = None
    lang: str | None = None

    def admits(self, world: World, place: int) -> bool:
        """Tell whether a place lies within the wall."""
        areas = self.areas
        return areas is None or place in areas or not areas.isdisjoint(world.ancestors(place))

    def weigh(self, world: World, place: int, name: int) -> float:
        """Return what the hints multiply the weight of a place with."""
        weight = 1.0
        if self.near is not None:
            weight *= nearness(self.near, world.coordinates(place))
        if self.lang is not None or self.on is not None:
            known = world.name(name)
            if self.lang is not None and known.lang is not None and not same_language(known, self.lang):
                weight *= OTHER_LANGUAGE
            if self.on is not None and known.kind in ("official", "former"):
                in_force = world.place(place).name_on(self.on)
                if known in in_force:
                    weight /= faded(known)  # in its own time it had not
                elif any(n.lang == known.lang for n in in_force):
                    weight *= NOT_IN_USE
        return weight


def same_language(name: Name, lang: str) -> bool:
    """Tell whether a name is in a language; the script and region of the tags do not count."""
    return name.lang is not None and name.lang.split("-")[0] == lang.split("-")[0]


def nearness(point: tuple[float, float], other: tuple[float, float] | None) -> float:
    """Return 1 at the point, falling off with the cube of the distance; places without coordinates count as far.

    With the square a hundred far villages of a name outweigh the near one; with the fourth power a village 100 km away
    outweighs Lviv 600 km away.

    Examples:
        >>> [round(nearness((48.0, 37.0), (48.0 + north, 37.0)), 4) for north in (0, 0.1, 0.5)]
        [1.0, 0.0177, 0.0002]
    """
    away = _FAR_KM if other is None else kilometres(point, other)
    return float((1 + (away / NEAR_KM) ** 2) ** -1.5)


def kilometres(one: tuple[float, float], two: tuple[float, float]) -> float:
    """Return the distance between two points given as latitude and longitude in degrees (haversine formula)."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*one, *two))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def read_hints(
    world: World,
    *,
    within: str | Place | None = None,
    near: tuple[float, float] | Place | None = None,
    on: datetime.date | str | None = None,
    lang: str | None = None,
) -> Hints | None:
    """Turn a caller's hints into the resolver's.

    Returns:
        The hints, or None if there are none.

    Raises:
        UnknownPlace: `within` names no area.
        ValueError: `near` is no point on the earth, `on` no date, or `lang` no language.
        TypeError: A hint has the wrong type.
    """
    if within is None and near is None and on is None and lang is None:
        return None
    areas, share = (None, 1.0) if within is None else find_area(world, within)
    if on is not None:
        as_span(on)
    if lang is not None:
        check_language(lang)
    return Hints(areas, share, None if near is None else _point(near), on, lang)


def check_language(lang: str) -> None:
    """Say what is wrong with a tag that names no language: it would make every name less likely, in silence.

    Raises:
        ValueError: The tag names no language; a language in which no name is on record is none the less one.
        TypeError: It is not text.
    """
    from toponyms.source.languages import NAMED, is_language, language_slip

    if not isinstance(lang, str):
        msg = f'lang must be a language tag such as "uk", not {type(lang).__name__}'
        raise TypeError(msg)
    if is_language(lang):
        return
    meant = language_slip(lang[:80])
    known = ", ".join(f"{tag} ({language})" for tag, language in NAMED.items())
    msg = f'"{lang[:80]}" is no language tag' + (
        f'; did you mean "{meant}"?' if meant else f". Names are known in these languages: {known}."
    )
    raise ValueError(msg)


def _point(near: tuple[float, float] | Place) -> tuple[float, float] | None:
    if isinstance(near, Place):
        return None if near.lat is None or near.lon is None else (near.lat, near.lon)
    try:
        lat, lon = (float(value) for value in near)
    except (TypeError, ValueError):
        msg = "near must be a place or a pair (latitude, longitude) in degrees"
        raise TypeError(msg) from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        msg = f"near must be (latitude, longitude) in degrees; ({lat}, {lon}) is no point on the earth"
        raise ValueError(msg)
    return lat, lon

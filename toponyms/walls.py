"""Walls: the areas that `within` names, by id, by code, or by a name in one of the forms that tables of places have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from toponyms.errors import UnknownPlace
from toponyms.index.world import World
from toponyms.model import Place
from toponyms.text.keys import fold

# What a name of an area can stand for, the larger first: "Donetska" is the oblast before it is a hromada.
_AREA_ORDER = ("country", "oblast", "raion", "city", "hromada", "city-district", "region", "settlement", "village")
_LEAST_NEAR = 4  # letters of a name of an area, for each edit by which others may lie near it
_LEAST_SHARE = 0.001  # of the weight of the likeliest area of a name, under which another is not meant
# How much less can be meant once the area is known, as a share of all that could be meant. It is less than the share
# of places, because the register has all that lies in the area.
_SHARE = {"country": 1.0, "oblast": 0.03, "region": 0.05, "raion": 0.01, "hromada": 0.002}
_UKRAINE = ("UA", "UKR")  # its p-code, and its code in ISO 3166-1
_LONGEST = 200  # characters; no name of an area is half as long
# «Покровська міська територіальна громада», "Pokrovsk urban hromada", «Покровська МТГ»: the codifier's own forms.
HROMADA = re.compile(
    r"\s+(?:(?:(?:міськ|сільськ|селищн|городск|сельск|поселков)\w*\s+)?(?:об.єднан\w*\s+)?(?:територіальн\w*\s+|"
    r"территориальн\w*\s+)?громад\w*|[омс]?тг|(?:(?:amalgamated|urban|rural|settlement|city|municipal)\s+)*"
    r"(?:territorial\s+)?(?:hromada|community)|otg|atc)$",
    re.IGNORECASE,
)
_OBLAST = re.compile(r"\s+(?:oblast|obl\.?|region|province|область|обл\.?)$", re.IGNORECASE)
_RAION = re.compile(r"\s+(?:raion|rayon|district|r-n|район|р-н)\.?$", re.IGNORECASE)


def find_area(world: World, within: str | Place) -> tuple[frozenset[int], float]:
    """Find the area that an id, a code or a name stands for.

    A name that several areas of a kind share stands for all of them; "Pokrovsk Raion, Donetsk Oblast" for the one that
    lies in the other, and a country for all that lies in it.

    Returns:
        The numbers of the areas, and the share of all that could be meant that lies inside.

    Raises:
        UnknownPlace: No area has this id, code or name; the message gives the nearest names.
        TypeError: `within` is neither text nor a place.
    """
    if isinstance(within, Place):
        within = within.id
    if not isinstance(within, str):
        msg = f"within must be an id, a code or a name of an area, not {type(within).__name__}"
        raise TypeError(msg)
    text = within.strip()[:_LONGEST]
    areas = _areas(world, text) or _innermost(world, [part.strip() for part in text.split(",")])
    if areas:
        return frozenset(areas), _share(world, areas)
    near = _nearest_areas(world, fold(text))
    hint = f"; did you mean {' or '.join(near)}?" if near else "."
    msg = (
        f'no area is known as "{within[:80]}"{hint} Give the name of an oblast, raion, hromada or city of the official '
        'division, such as "Donetsk Oblast", its id, or a code (KATOTTG, p-code, ISO 3166-2).'
    )
    raise UnknownPlace(msg)


def _areas(world: World, text: str) -> list[int]:
    """Return the areas that a text without commas stands for."""
    number = world.find_id(text)
    if number < 0:
        number = world.find_code(text.upper())
    if number < 0:
        number = world.find_code(text)
    if number < 0 and text.upper() in _UKRAINE:
        number = world.find_id("ukraine")
    if number >= 0:
        return _spread(world, [number])
    areas = _areas_named(world, fold(text))
    if areas:
        return _spread(world, [*areas, *_oblasts_called(world, areas)])
    hromada = HROMADA.sub("", text)
    if hromada != text:
        return _of_kind(world, _areas_named(world, fold(f"{hromada} громада")), "hromada")
    raion = _RAION.sub("", text)
    if raion != text:
        return _of_kind(world, _areas_named(world, fold(f"{raion} raion")), "raion")
    called = _OBLAST.sub("", text)  # "Dnipro Oblast" is Dnipropetrovsk Oblast, the one that is called after the city
    if called == text:
        return []
    key = fold(called)
    cities = (number for name, _, _ in world.exact(key) if world.kind(number := world.place_of(name)) == "city")
    return _of_kind(world, [*_areas_named(world, key), *_oblasts_called(world, cities)], "oblast")


def _of_kind(world: World, areas: Iterable[int], kind: str) -> list[int]:
    return [number for number in areas if world.kind(number) == kind]


def _innermost(world: World, parts: list[str]) -> list[int]:
    """Return the areas of one part that lie in those of all others: "Pokrovsk Raion, Donetsk Oblast, Ukraine"."""
    lists = [frozenset(_areas(world, part)) for part in parts if part]
    if len(lists) < 2 or not all(lists):
        return []
    for areas in lists:
        inside = [area for area in areas if not any(each.isdisjoint((area, *world.ancestors(area))) for each in lists)]
        if inside:
            return sorted(inside)
    return []


def _spread(world: World, areas: list[int]) -> list[int]:
    """Put in the place of a country all that lies in it: places do not name it among the areas above them."""
    spread: dict[int, None] = {}
    for number in areas:
        place = world.place(number)
        spread |= dict.fromkeys(_tops(world, place.country) if place.kind == "country" else (number,))
    return list(spread)


@lru_cache(maxsize=16)
def _tops(world: World, country: str) -> tuple[int, ...]:
    return tuple(n for n in world if not world.ancestors(n) and world.country(n) == country)


def _areas_named(world: World, key: str) -> list[int]:
    by_kind: dict[str, list[tuple[float, int]]] = {}
    for name, weight, _ in world.exact(key):
        number = world.place_of(name)
        by_kind.setdefault(world.kind(number), []).append((weight, number))
    for kind in _AREA_ORDER:
        rows = by_kind.get(kind)
        if rows:  # Pavlohrad was Luhansk until 1784, and is not meant
            least = max(rows)[0] * _LEAST_SHARE
            return [number for weight, number in rows if weight >= least]
    return []


def _oblasts_called(world: World, areas: Iterable[int]) -> list[int]:
    """Return the oblasts that are called after a city and hold it: a column of oblasts has "Kharkiv" for both.

    Kyiv is not in Kyiv Oblast, and stays a city.
    """
    found = []
    for number in areas:
        place = world.place(number)
        for parent in world.ancestors(number)[-1:] if place.kind == "city" else ():
            seat = fold(world.place(parent).name.removesuffix(" Oblast"))
            if any(fold(name.text) == seat for name in place.names):  # Dnipro was Dnipropetrovsk
                found.append(parent)
    return found


def _share(world: World, areas: Iterable[int]) -> float:
    return min(1.0, sum(_SHARE.get(world.kind(number), 0.002) for number in areas))


def _nearest_areas(world: World, key: str) -> list[str]:
    """Return the names of areas that are spelt nearly so, else those of oblasts that are named in it."""
    found: set[str] = set()
    for edits in (1, 2):
        if len(key) < _LEAST_NEAR * edits:  # three letters lie near everything
            break
        for _, handle in world.near_keys(key, edits):
            for name, _, _ in world.postings_at(handle)[:3]:
                place = world.place(world.place_of(name))
                if place.kind in _AREA_ORDER[:5]:
                    found.add(f'"{place.name}"')
        if found:
            return sorted(found)[:3]
    for word in key.split():
        areas = _areas_named(world, word)
        oblasts = [world.place(number) for number in (*areas, *_oblasts_called(world, areas))]
        found |= {f'"{place.name}"' for place in oblasts if place.kind == "oblast"}
    return sorted(found)[:3]

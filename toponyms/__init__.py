"""Ukrainian place names: former names, romanisations and misspellings resolved to one official unit, with the reason.

    >>> from toponyms import resolve
    >>> resolve("Krasnoarmersk").id
    'pokrovsk-donetsk'
    >>> print(resolve("Dzerzhinsk").one().name)
    Toretsk

Every answer explains itself (`Resolution.explain`), doubt is shown (`Resolution.ambiguous`, `candidates`), and a name
that fits nothing or too much gets no place.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from toponyms.errors import (
    AmbiguousName,
    GazetteerError,
    IndexDamaged,
    ToponymsError,
    UnknownName,
    UnknownPlace,
)
from toponyms.gazetteer import Gazetteer, default
from toponyms.model import Match, Mention, Name, Place, Resolution
from toponyms.text.keys import fold

__version__ = "0.1.0"
__all__ = [
    "AmbiguousName", "Gazetteer", "GazetteerError", "IndexDamaged", "Match", "Mention", "Name", "Place", "Resolution",
    "ToponymsError", "UnknownName", "UnknownPlace", "fold", "get", "resolve", "resolve_many",
]  # fmt: skip


def resolve(
    name: str,
    *,
    within: str | Place | None = None,
    near: tuple[float, float] | Place | None = None,
    on: datetime.date | str | None = None,
    lang: str | None = None,
    fuzzy: bool = True,
    limit: int | None = 5,
) -> Resolution:
    """Find the place a name stands for, through renamings, romanisations and misspellings.

    Args:
        name: A place name in any script; case, accents and apostrophes do not count.
        within: Where the place must lie: an id, a code (KATOTTG, p-code, ISO 3166-2) or a name of an oblast, raion,
            hromada or city. It is a wall; the area itself is inside.
        near: A point (latitude, longitude) in degrees, or a place: nearer places are likelier, none is ruled out.
        on: The date of the text, as a `datetime.date` or "YYYY", "YYYY-MM", "YYYY-MM-DD": names then in force are
            likelier.
        lang: The language of the name, a BCP 47 tag such as "ru": names in it are likelier.
        fuzzy: False to take names on record, their romanisations and case forms only.
        limit: How many candidates to keep; None for all.

    Returns:
        A `Resolution`; its `place` is None if nothing fits or several places fit about equally well.

    Raises:
        TypeError: `name` is not text.
        UnknownPlace: `within` names no area.
        ValueError: `near` or `on` is malformed.

    Examples:
        >>> resolve("Krasnoarmeysk").id
        'pokrovsk-donetsk'
        >>> r = resolve("Ivanivka")
        >>> r.place is None, r.ambiguous, r.total > 100
        (True, True, True)
        >>> resolve("Ivanivka", within="Shyroke Hromada").id is None
        True
    """
    return default().resolve(name, within=within, near=near, on=on, lang=lang, fuzzy=fuzzy, limit=limit)


def resolve_many(
    names: Iterable[str],
    *,
    within: str | Place | None = None,
    near: tuple[float, float] | Place | None = None,
    on: datetime.date | str | None = None,
    lang: str | None = None,
    fuzzy: bool = True,
    limit: int | None = 5,
) -> list[Resolution]:
    """Find the places of many names; each distinct name is looked up once.

    Args:
        names: Place names, with repeats.
        within: As for `resolve`, for all names.
        near: As for `resolve`.
        on: As for `resolve`.
        lang: As for `resolve`.
        fuzzy: As for `resolve`.
        limit: As for `resolve`.

    Returns:
        One `Resolution` a name, in the order of the names.

    Examples:
        >>> [r.id for r in resolve_many(["Toretsk", "Dymytrov", "Toretsk"])]
        ['toretsk-donetsk', 'myrnohrad-donetsk', 'toretsk-donetsk']
    """
    return default().resolve_many(names, within=within, near=near, on=on, lang=lang, fuzzy=fuzzy, limit=limit)


def get(place_id: str) -> Place:
    """Return the place with an id.

    Args:
        place_id: An id such as "pokrovsk-donetsk"; a merged id answers with its heir.

    Returns:
        The place.

    Raises:
        UnknownPlace: No place has the id.

    Examples:
        >>> get("pokrovsk-donetsk").ids["katottg"]
        'UA14160210010099403'
    """
    return default().get(place_id)

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
from collections.abc import Callable, Iterable, Iterator

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
from toponyms.spelling import spellings
from toponyms.text.keys import fold

__version__ = "0.1.0"
__all__ = [
    "AmbiguousName", "Gazetteer", "GazetteerError", "IndexDamaged", "Match", "Mention", "Name", "Place", "Resolution",
    "ToponymsError", "UnknownName", "UnknownPlace", "find", "find_many", "fold", "get", "normalise", "normalize",
    "place_ids", "resolve", "resolve_many", "spellings", "suggest",
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
        ValueError: `near`, `on` or `lang` is malformed.

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


def suggest(prefix: str, *, within: str | Place | None = None, limit: int = 10) -> list[Match]:
    """Complete a name as it is typed, over all names and scripts.

    Args:
        prefix: The beginning of a name; case, accents and script do not count.
        within: As for `resolve`.
        limit: How many places to return at most.

    Returns:
        Matches, likeliest first, each place once; empty for an empty prefix. Places outside Ukraine come after those in
        it that are about as likely, until their name is typed to its end.

    Raises:
        TypeError: `prefix` is not text.
        UnknownPlace: `within` names no area.

    Examples:
        >>> suggest("krasnoa")[0].place.id
        'pokrovsk-donetsk'
        >>> suggest("Мирногр")[0].place.name
        'Myrnohrad'
    """
    return default().suggest(prefix, within=within, limit=limit)


def find(
    text: str,
    *,
    within: str | Place | None = None,
    near: tuple[float, float] | Place | None = None,
    on: datetime.date | str | None = None,
    lang: str | None = None,
    fuzzy: bool = True,
    lower: bool = False,
) -> list[Mention]:
    """Find the places that a running text names: English, Russian or Ukrainian.

    Args:
        text: The text.
        within: As for `resolve`, for all mentions.
        near: As for `resolve`.
        on: The date of the text, as for `resolve`.
        lang: The language of the text, a BCP 47 tag.
        fuzzy: False to take no names with slips.
        lower: True for text without capitals (chats, queries).

    Returns:
        The mentions in order; they never overlap. `start` and `end` count code points of the text as given. A mention
        whose `place` is None is undecided: its candidates say what it may be.

    Raises:
        TypeError: `text` is not a string.
        UnknownPlace: `within` names no area.
        ValueError: `near`, `on` or `lang` is malformed.

    Examples:
        >>> [(m.text, m.place.name) for m in find("Fighting in Dzerzhinsk (Toretsk) and near Chasov Yar.")]
        [('Dzerzhinsk', 'Toretsk'), ('Toretsk', 'Toretsk'), ('Chasov Yar', 'Chasiv Yar')]
        >>> find("General Pokrovsky spoke to The New York Times.")
        []
    """
    return default().find(text, within=within, near=near, on=on, lang=lang, fuzzy=fuzzy, lower=lower)


def find_many(
    texts: Iterable[str],
    *,
    within: str | Place | None = None,
    near: tuple[float, float] | Place | None = None,
    on: datetime.date | str | None = None,
    lang: str | None = None,
    fuzzy: bool = True,
    lower: bool = False,
) -> Iterator[list[Mention]]:
    """Find the places that many texts name, one text at a time.

    Args:
        texts: The texts; each is judged by itself.
        within: As for `find`.
        near: As for `find`.
        on: As for `find`.
        lang: As for `find`.
        fuzzy: As for `find`.
        lower: As for `find`.

    Returns:
        An iterator of lists of mentions, aligned with the texts.

    Examples:
        >>> [len(mentions) for mentions in find_many(["Бахмут", "nothing here", "Торецк и Покровск"])]
        [1, 0, 2]
    """
    return default().find_many(texts, within=within, near=near, on=on, lang=lang, fuzzy=fuzzy, lower=lower)


def normalise(
    text: str,
    *,
    to: str | Callable[[Mention], str] = "en",
    collapse: bool = True,
    adjectives: bool = False,
    within: str | Place | None = None,
    near: tuple[float, float] | Place | None = None,
    on: datetime.date | str | None = None,
    lang: str | None = None,
    fuzzy: bool = True,
    lower: bool = False,
) -> str:
    """Rewrite a text so that every place stands under one name; `normalize` is the same function.

    Args:
        text: The text.
        to: "en", "uk" or "ru" for the canonical name in that language, "id" for the id, or a function from a mention
            to what should stand there.
        collapse: True to write a pair such as "Krasnoarmersk (Pokrovsk)" once.
        adjectives: True to rewrite adjectives, too ("Pokrovskyi direction"); otherwise they stay.
        within: As for `find`.
        near: As for `find`.
        on: As for `find`.
        lang: As for `find`.
        fuzzy: As for `find`.
        lower: As for `find`.

    Returns:
        The text with nouns replaced by the nominative; undecided mentions and all other text stay as they are. For
        "en", "uk" and "ru", normalising again changes nothing.

    Raises:
        ValueError: `to` is none of these.

    Examples:
        >>> normalise("Krasnoarmersk (Pokrovsk) and Dimitrov (Mirnograd) hold.")
        'Pokrovsk and Myrnohrad hold.'
    """
    return default().normalise(
        text, to=to, collapse=collapse, adjectives=adjectives, within=within, near=near, on=on, lang=lang,
        fuzzy=fuzzy, lower=lower,
    )  # fmt: skip


normalize = normalise


def place_ids(
    text: str,
    *,
    parents: bool = True,
    within: str | Place | None = None,
    near: tuple[float, float] | Place | None = None,
    on: datetime.date | str | None = None,
    lang: str | None = None,
    fuzzy: bool = True,
    lower: bool = False,
) -> list[str]:
    """List the ids of the places a text names, for a keyword field in a search index.

    Args:
        text: The text.
        parents: True to add the areas that the places lie in, so that a search for the oblast finds the village.
        within: As for `find`.
        near: As for `find`.
        on: As for `find`.
        lang: As for `find`.
        fuzzy: As for `find`.
        lower: As for `find`.

    Returns:
        Ids, each once: the places in order of mention, then their areas.

    Examples:
        >>> place_ids("Бої за Торецьк", parents=False)
        ['toretsk-donetsk']
    """
    return default().place_ids(
        text, parents=parents, within=within, near=near, on=on, lang=lang, fuzzy=fuzzy, lower=lower
    )


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

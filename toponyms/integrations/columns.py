"""What an answer can put into a row of a table: one list of columns for all doors to tables.

The doors differ in how they hand over a column of names; that each distinct name is looked up once, and what stands in
the columns of its answer, is the same for all of them and is settled here. Nothing is imported but the package itself.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Protocol, cast

import toponyms
from toponyms import Gazetteer, Match, Place, Resolution, UnknownPlace

FIRST = ("id", "name", "score", "ambiguous")
SEVERAL = "|"  # between the values of a cell that has several; no name on record has it
_REMEMBERED = 100_000  # distinct questions whose rows are kept; a stream of more forgets and asks again


class Source(Protocol):
    """Who answers: a `Gazetteer`, or the package itself for the shipped one."""

    def resolve(self, name: str, **hints: Any) -> Resolution:
        """Find the place a name stands for."""

    def get(self, place_id: str) -> Place:
        """Return the place with an id."""


Value = Callable[[Resolution, Place | None, Source], Any]


class Column(NamedTuple):
    """A column that can be added to a table.

    Attributes:
        name: Its name.
        type: What stands in it: "text", "number" (with a fraction), "count" (a whole number) or "flag" (true or false).
        about: What it says, in a few words.
        value: A function of the answer, its place and the source; None where there is nothing to say.
    """

    name: str
    type: str
    about: str
    value: Value


def _of_place(value: Callable[[Place], Any]) -> Value:
    """Make a column of what a place has; it is empty where no place was set."""
    return lambda answer, place, source: None if place is None else value(place)


def _of_area(kind: str, value: Callable[[Place], Any]) -> Value:
    """Make a column of what the area of a kind has that a place is or lies in."""

    def of_area(answer: Resolution, place: Place | None, source: Source) -> Any:
        if place is None:
            return None
        above = [unit for unit in (place, *map(source.get, place.parents)) if _is(unit, kind)]
        return value(above[0]) if len(above) == 1 else None  # a river of two oblasts lies in no single one

    return of_area


def _is(place: Place, kind: str) -> bool:
    # The first level has oblasts, Crimea, Kyiv and Sevastopol: what ISO 3166-2 has a code for.
    return "iso3166-2" in place.ids if kind == "oblast" else place.kind == kind


def _of_match(value: Callable[[Match], Any]) -> Value:
    """Make a column of the match whose place was set."""
    return lambda answer, place, source: None if place is None else value(answer.candidates[0])


def _of_answer(value: Callable[[Resolution], Any]) -> Value:
    """Make a column of the answer as a whole, with a place or without."""
    return lambda answer, place, source: value(answer)


def _former(place: Place) -> str | None:
    return SEVERAL.join(dict.fromkeys(name.text for name in place.names if name.kind == "former")) or None


def _english(place: Place) -> str:
    return place.name


def _own_id(place: Place) -> str:
    return place.id


def _pcode(place: Place) -> str | None:
    return place.ids.get("pcode")


def _score(match: Match) -> float:
    return round(match.score, 4)


def _candidates(answer: Resolution) -> str | None:
    return SEVERAL.join(match.place.id for match in answer.candidates) or None


_LIST = (
    Column("id", "text", "id of the place; empty where none was sure enough", _of_place(_own_id)),
    Column("name", "text", "its official name in English", _of_place(_english)),
    Column("score", "number", "the probability, from 0 to 1, that this place was meant", _of_match(_score)),
    Column("ambiguous", "flag", "true where a name matched and doubt remains", _of_answer(lambda a: a.ambiguous)),
    Column("name_uk", "text", "its official name in Ukrainian", _of_place(lambda place: place.name_in("uk"))),
    Column("name_ru", "text", "its name in Russian", _of_place(lambda place: place.name_in("ru"))),
    Column("name_en", "text", "the same as name", _of_place(_english)),
    Column("former_names", "text", "its former names, newest first, with | between them", _of_place(_former)),
    Column("kind", "text", "city, settlement, village, oblast, raion, hromada, …", _of_place(lambda place: place.kind)),
    Column("country", "text", "ISO 3166-1 code of its country", _of_place(lambda place: place.country)),
    Column("oblast", "text", "the oblast it is or lies in; or Crimea, Kyiv, Sevastopol", _of_area("oblast", _english)),
    Column("oblast_id", "text", "id of that oblast", _of_area("oblast", _own_id)),
    Column("oblast_pcode", "text", "OCHA p-code of that oblast", _of_area("oblast", _pcode)),
    Column("raion", "text", "the raion it is or lies in", _of_area("raion", _english)),
    Column("raion_id", "text", "id of that raion", _of_area("raion", _own_id)),
    Column("raion_pcode", "text", "OCHA p-code of that raion", _of_area("raion", _pcode)),
    Column("hromada", "text", "the hromada it is or lies in", _of_area("hromada", _english)),
    Column("hromada_id", "text", "id of that hromada", _of_area("hromada", _own_id)),
    Column("hromada_pcode", "text", "OCHA p-code of that hromada", _of_area("hromada", _pcode)),
    Column("katottg", "text", "its code in the Ukrainian codifier", _of_place(lambda place: place.ids.get("katottg"))),
    Column("pcode", "text", "its OCHA p-code", _of_place(_pcode)),
    Column("geonames", "text", "its GeoNames id", _of_place(lambda place: place.ids.get("geonames"))),
    Column("wikidata", "text", "its Wikidata id", _of_place(lambda place: place.ids.get("wikidata"))),
    Column("lat", "number", "latitude in degrees north", _of_place(lambda place: place.lat)),
    Column("lon", "number", "longitude in degrees east", _of_place(lambda place: place.lon)),
    Column("population", "count", "people, as last counted by the source", _of_place(lambda place: place.population)),
    Column("matched", "text", "the name that led to the place", _of_match(lambda match: match.name.text)),
    Column("matched_kind", "text", "official, former, also, misspelling, romanised", _of_match(lambda m: m.name.kind)),
    Column("step", "text", "exact, folded, romanised, inflected or fuzzy", _of_match(lambda match: match.step)),
    Column("total", "count", "how many places the name fits", _of_answer(lambda answer: answer.total)),
    Column("candidates", "text", "ids of the best candidates with | between them", _of_answer(_candidates)),
    Column("explanation", "text", "which name matched, how, what else it could be", _of_answer(lambda a: a.explain())),
)
COLUMNS: dict[str, Column] = {column.name: column for column in _LIST}


def columns_for(add: str | Iterable[str], *, first: Iterable[str] = ()) -> tuple[Column, ...]:
    """Return the columns of some names, each once.

    Args:
        add: Names of columns: a list, or text with commas between them.
        first: Names of columns to put before them.

    Raises:
        ValueError: There is no such column; the message names those there are.

    Examples:
        >>> [column.name for column in columns_for("oblast, id", first=["id"])]
        ['id', 'oblast']
    """
    asked = [name.strip() for name in add.split(",")] if isinstance(add, str) else list(add)
    found = []
    for name in dict.fromkeys((*first, *(name for name in asked if name))):
        column = COLUMNS.get(name)
        if column is None:
            msg = f'there is no column "{name}" to add; the columns are {", ".join(COLUMNS)}'
            raise ValueError(msg)
        found.append(column)
    return tuple(found)


class Rows:
    """Turns names into the values of some columns; a name asked again costs one look into a dict.

    Args:
        columns: The columns, as `columns_for` gives them.
        gazetteer: Who answers; None for the shipped data.
        within: The area of all names, as for `toponyms.resolve`; a single name may have another one.
        near: As for `toponyms.resolve`.
        on: As for `toponyms.resolve`.
        lang: As for `toponyms.resolve`.
        fuzzy: As for `toponyms.resolve`.
        errors: What to do about a row whose own area is unknown: "raise", or "coerce" to leave its columns empty.

    Raises:
        UnknownPlace: `within` names no area.
        ValueError: Another argument is malformed.

    Examples:
        >>> rows = Rows(columns_for("id,oblast"))
        >>> rows("Dzerzhinsk"), rows(None)
        (('toretsk-donetsk', 'Donetsk Oblast'), (None, None))
        >>> rows("Dzerzhinsk", "Zhytomyr Oblast")
        ('romaniv-zhytomyr', 'Zhytomyr Oblast')
    """

    def __init__(
        self,
        columns: tuple[Column, ...],
        *,
        gazetteer: Gazetteer | None = None,
        within: str | Place | None = None,
        near: tuple[float, float] | Place | None = None,
        on: datetime.date | str | None = None,
        lang: str | None = None,
        fuzzy: bool = True,
        errors: str = "raise",
    ) -> None:
        if errors not in ("raise", "coerce"):
            msg = f'errors must be "raise" or "coerce", not {errors!r}'
            raise ValueError(msg)
        self.columns = columns
        self.missing: tuple[Any, ...] = (None,) * len(columns)
        self._gazetteer = gazetteer
        self._hints: dict[str, Any] = {"within": within, "near": near, "on": on, "lang": lang, "fuzzy": fuzzy}
        self._errors = errors
        self._known: dict[Any, tuple[Any, ...]] = {}
        self._source = cast(Source, toponyms if gazetteer is None else gazetteer)
        self._source.resolve("", **self._hints)  # bad hints are said before the first row

    def __reduce__(self) -> tuple[Any, ...]:
        names = tuple(column.name for column in self.columns)
        return _rows, (names, {"gazetteer": self._gazetteer, "errors": self._errors, **self._hints})

    def __call__(self, name: str | None, area: str | None = None) -> tuple[Any, ...]:
        """Return the values of the columns for a name, in the area of its row if it has one.

        Raises:
            TypeError: The name or the area is not text.
            UnknownPlace: The area is unknown, and `errors` is "raise".
        """
        question = name if area is None else (name, area)
        row = self._known.get(question)
        if row is None:
            answer = self.answer(name, area)
            row = self.missing if answer is None else self.row(answer)
            if len(self._known) >= _REMEMBERED:
                self._known = {}  # a new dict: another thread may be reading the old one
            self._known[question] = row
        return row

    def many(self, names: Iterable[str | None], areas: Iterable[str | None] | None = None) -> list[list[Any]]:
        """Return the columns, each a list of the values for the names in turn; the last value is for "missing".

        Args:
            names: The names, best each once.
            areas: An area for each, or None for those that have none of their own.
        """
        if areas is None:
            known = self._known.get  # most have been asked before, where batches follow each other
            found = [known(name) or self(name) for name in names]
        else:
            found = [self(name, area) for name, area in zip(names, areas, strict=True)]
        found.append(self.missing)
        # Not zip(*found): its many iterators set off the collector of garbage, which costs ten times the look-up.
        return [[row[at] for row in found] for at in range(len(self.columns))]

    def answer(self, name: str | None, area: str | None = None) -> Resolution | None:
        """Return the answer for a name, or None where the name is missing or its own area is unknown."""
        if name is None:
            return None
        if not isinstance(name, str):
            msg = f"a column of names must hold text, not {type(name).__name__} such as {name!r}"
            raise TypeError(msg)
        if area is None:
            return self._source.resolve(name, **self._hints)
        try:
            return self._source.resolve(name, **{**self._hints, "within": area})
        except UnknownPlace:
            if self._errors == "raise":
                raise
            return None

    def row(self, answer: Resolution) -> tuple[Any, ...]:
        """Return the values of the columns for an answer."""
        place, source = answer.place, self._source
        return tuple([column.value(answer, place, source) for column in self.columns])


def _rows(names: tuple[str, ...], arguments: dict[str, Any]) -> Rows:
    return Rows(columns_for(names), **arguments)

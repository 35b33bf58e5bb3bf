"""What the library speaks of: places, their names, and the answers to a question.

All of it is small and unchangeable, and none of it reads a file: a `Resolution` is handed the functions
that fetch what it shows, so that a question asked a million times pays only for what is looked at.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from toponyms.dates import as_span, parse
from toponyms.errors import AmbiguousName, UnknownName
from toponyms.record import record

KINDS = (
    "city", "settlement", "village", "oblast", "raion", "hromada", "city-district", "microdistrict", "mine", "plant",
    "river", "reservoir", "lake", "canal", "island", "spit", "bridge", "region", "country",
)  # fmt: skip
NAME_KINDS = ("official", "former", "also", "misspelling", "romanised")
STEPS = ("exact", "folded", "romanised", "inflected", "fuzzy")
AREA_KINDS = frozenset({"oblast", "raion", "hromada", "city-district", "region", "country"})


@record
class Name:
    """One written form of a place.

    Attributes:
        text: The name as written, in the nominative.
        lang: Its BCP 47 language tag, or None where none was recorded (a plain text item of the gazetteer).
        kind: "official", "former", "also" (right and in use: exonyms, short and conventional names),
            "misspelling" (seen in the wild), or "romanised" (made from a recorded name by a known system).
        since: The date it came into use, as far as known (EDTF: a year, month, day or interval).
        until: The date it ceased to be official: the day the act was adopted.
        source: What proves it.
        used_by: Who uses the name today, for names of the other side.
        weak: True if the name is also a surname or a word: in running text it needs evidence.
        system: The romanisation system that gives this form, for kind "romanised".
        note: What a reader should know about it.
    """

    text: str
    lang: str | None = None
    kind: str = "official"
    since: str | None = None
    until: str | None = None
    source: str | None = None
    used_by: str | None = None
    weak: bool = False
    system: str | None = None
    note: str | None = None

    def in_force(self, when: datetime.date | str) -> bool:
        """Tell whether the name can have been in use on a date: doubt counts as yes, and so does the day of `until`."""
        asked = as_span(when)
        begins = self.since is None or parse(self.since).first <= asked.last
        ends = self.until is None or parse(self.until).last >= asked.first
        return begins and ends

    def to_dict(self) -> dict[str, Any]:
        """Return the fields that are set, under their own names."""
        values = ((field, getattr(self, field)) for field in Name.__match_args__)
        return {key: value for key, value in values if value is not None and value is not False}


@record
class Place:
    """A place on the map. Two places are equal when their ids are.

    Attributes:
        id: The place's id, given once and never changed, even when the town is renamed.
        name: Its English name.
        kind: One of `KINDS`.
        country: ISO 3166-1 code of the country ("UA").
        names: All names on record: official, former (newest first), also, misspellings.
        ids: Ids elsewhere: katottg, pcode, geonames, wikidata, …
        parents: Ids of the areas it lies in, nearest first.
        lat: Latitude in degrees north, or None where unknown.
        lon: Longitude in degrees east.
        population: People, as last counted by the source, or None.
        coords: "given", "computed" (the mean of the settlements in an area) or None.
    """

    id: str
    name: str
    kind: str
    country: str = "UA"
    names: tuple[Name, ...] = ()
    ids: Mapping[str, str] = MappingProxyType({})
    parents: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    population: int | None = None
    coords: str | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.ids, MappingProxyType):
            object.__setattr__(self, "ids", MappingProxyType(dict(self.ids)))

    def __eq__(self, other: object) -> bool:
        return self.id == other.id if isinstance(other, Place) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        return f"<Place {self.id}: {self.name}, {self.kind}, {self.country}>"

    def __reduce__(self) -> tuple[Any, ...]:
        values = [getattr(self, field) for field in Place.__match_args__]
        return _place, tuple(dict(value) if isinstance(value, MappingProxyType) else value for value in values)

    def name_in(self, lang: str) -> str | None:
        """Return the canonical name in a language: the official one, else one in use now.

        Args:
            lang: A BCP 47 tag such as "uk", "ru", "en", "pl".

        Returns:
            The name, or None where none is recorded. A former name is never given.
        """
        if lang == "en":
            return self.name
        for kind in ("official", "also"):
            for name in self.names:
                if name.lang == lang and name.kind == kind:
                    return name.text
        return None

    def name_on(self, when: datetime.date | str) -> tuple[Name, ...]:
        """Return the official and former names in force on a date.

        Args:
            when: A date, or text such as "2015", "2016-05", "2016-05-12".

        Returns:
            The names, oldest first. Inside an interval of doubt, and on the day the change was adopted, both the
            old and the new name are there.

        Raises:
            ValueError: The text is no date.
        """
        start: dict[str | None, str | None] = {}
        found = []
        formers = sorted((n for n in self.names if n.kind == "former"), key=_end)
        renamed = next((n.until for n in reversed(formers) if n.lang == "uk"), None)
        for name in (*formers, *(n for n in self.names if n.kind == "official")):
            # A name without a beginning of its own begins where the one before it, in its language, ended; an official
            # name in a language without former ones began with the Ukrainian one.
            since = name.since or start.get(name.lang) or (renamed if name.kind == "official" else None)
            lived = Name(name.text, since=since, until=name.until) if since != name.since else name
            if lived.in_force(when):
                found.append(name)
            start[name.lang] = name.until
        return tuple(found)

    def to_dict(self) -> dict[str, Any]:
        """Return the place as plain lists and dicts, ready for JSON."""
        return {
            "id": self.id, "name": self.name, "kind": self.kind, "country": self.country, "ids": dict(self.ids),
            "parents": list(self.parents), "lat": self.lat, "lon": self.lon, "coords": self.coords,
            "population": self.population, "names": [name.to_dict() for name in self.names],
        }  # fmt: skip


def _place(*values: Any) -> Place:
    return Place(*values)


def _end(name: Name) -> datetime.date:
    return parse(name.until).last if name.until else datetime.date.min


@record
class Match:
    """A place together with the name that led to it.

    Attributes:
        place: The place.
        name: The name that led here; of kind "romanised" when the question was a romanisation of `origin`.
        score: The estimated probability, from 0 to 1, that this place was meant.
        similarity: How near the question is to the name, from 0 to 1.
        step: How it was found: "exact", "folded", "romanised", "inflected" or "fuzzy".
        origin: The name on record that `name` follows from; the same as `name` unless romanised.
    """

    place: Place
    name: Name
    score: float
    similarity: float
    step: str
    origin: Name

    def to_dict(self) -> dict[str, Any]:
        """Return the match as plain lists and dicts, the place by its id and name only."""
        out: dict[str, Any] = {
            "id": self.place.id, "name": self.place.name, "kind": self.place.kind, "country": self.place.country,
            "parents": list(self.place.parents), "score": round(self.score, 4),
            "similarity": round(self.similarity, 4), "step": self.step, "matched": self.name.to_dict(),
        }  # fmt: skip
        if self.origin is not self.name and self.origin != self.name:
            out["origin"] = self.origin.to_dict()
        return out


class Resolution:
    """The answer to one question: a place or None, what else it could be, and why.

    It is true when `place` is set. Everything it shows is fetched when first asked for.

    Attributes:
        query: The question, as given.
        total: How many places the name fits, of which `candidates` shows the best.
        ambiguous: True if a name matched but no place was sure enough, or other places remain in doubt.
    """

    __slots__ = (
        "_candidates", "_chosen", "_expand", "_explain", "_first", "_identify", "_ranked", "ambiguous", "query",
        "total",
    )  # fmt: skip

    query: str
    total: int
    ambiguous: bool

    def __init__(
        self,
        query: str,
        ranked: Sequence[Any] = (),
        *,
        total: int = 0,
        ambiguous: bool = False,
        first: Any = None,
        expand: Callable[[Any], Match] | None = None,
        identify: Callable[[Any], str] | None = None,
        explain: Callable[[Resolution], str] | str = "",
    ) -> None:
        self.query = query
        self.total = total
        self.ambiguous = ambiguous
        self._ranked = ranked
        self._chosen = first is not None
        self._first = first
        self._expand = expand
        self._identify = identify
        self._explain = explain
        self._candidates: tuple[Match, ...] | None = None

    @property
    def candidates(self) -> tuple[Match, ...]:
        """The best matches, likeliest first, as many as `limit` allowed."""
        if self._candidates is None:
            expand = self._expand
            self._candidates = tuple(self._ranked if expand is None else map(expand, self._ranked))
        return self._candidates

    @property
    def place(self) -> Place | None:
        """The place that was meant, or None if nothing fits or several fit about equally well."""
        best = self._best()
        return best.place if best else None

    @property
    def id(self) -> str | None:
        """The id of `place`, or None."""
        if not self._chosen:
            return None
        if self._identify is not None and not isinstance(self._first, Match):
            return self._identify(self._first)
        best = self._best()
        return best.place.id if best else None

    @property
    def score(self) -> float:
        """The score of the place, or of the best candidate; 0.0 without one."""
        best = self._best() or next(iter(self.candidates), None)
        return best.score if best else 0.0

    def _best(self) -> Match | None:
        """The match whose place was chosen; it is there even if `limit` left no candidates."""
        if self._chosen and not isinstance(self._first, Match) and self._expand is not None:
            self._first = self.candidates[0] if self._ranked else self._expand(self._first)
        best: Match | None = self._first
        return best

    def one(self) -> Place:
        """Return the place, or raise.

        Raises:
            AmbiguousName: Names matched, but no place was sure enough; the message lists them.
            UnknownName: Nothing matched.
        """
        place = self.place
        if place is not None:
            return place
        if self.candidates:
            shown = ", ".join(match.place.id for match in self.candidates)
            msg = f'"{self.query}" fits {self.total} places ({shown}); give within, near or on to tell them apart'
            raise AmbiguousName(msg)
        msg = f'no place is known as "{self.query}", nor by a name near it'
        raise UnknownName(msg)

    def explain(self) -> str:
        """Return one to three plain sentences: which name matched, how, and what else it could be."""
        return self._explain if isinstance(self._explain, str) else self._explain(self)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain lists and dicts, ready for JSON."""
        return {
            "query": self.query,
            "id": self.id,
            "name": self.place.name if self.place else None,
            "score": round(self.score, 4) if self else None,
            "ambiguous": self.ambiguous,
            "total": self.total,
            "explanation": self.explain(),
            "candidates": [match.to_dict() for match in self.candidates],
        }

    def __bool__(self) -> bool:
        return self._chosen

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Resolution):
            return NotImplemented
        return (self.query, self.id, self.total, self.ambiguous, self.candidates) == (
            other.query, other.id, other.total, other.ambiguous, other.candidates,
        )  # fmt: skip

    def __hash__(self) -> int:
        return hash((self.query, self.total, self.id))

    def __repr__(self) -> str:
        return f"<Resolution {self.query!r}: {self.id}, {self.total} candidates{', ambiguous' * self.ambiguous}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _resolution, (self.query, self.candidates, self.total, self.ambiguous, self._best(), self.explain())


def _resolution(
    query: str, candidates: tuple[Match, ...], total: int, ambiguous: bool, best: Match | None, explanation: str
) -> Resolution:
    return Resolution(query, candidates, total=total, ambiguous=ambiguous, first=best, explain=explanation)


@record
class Mention:
    """A place named in running text.

    Attributes:
        start: Where it begins, in code points of the text as given.
        end: Where it ends.
        text: What stands there.
        place: The place, or None when undecided.
        score: The estimated probability that this place was meant.
        candidates: What it could be, likeliest first.
        name: The name that led to the place, or to the first candidate.
        form: "noun" or "adjective".
    """

    start: int
    end: int
    text: str
    place: Place | None
    score: float
    candidates: tuple[Match, ...]
    name: Name | None
    form: str = "noun"

    def to_dict(self) -> dict[str, Any]:
        """Return the mention as plain lists and dicts, ready for JSON."""
        return {
            "start": self.start, "end": self.end, "text": self.text, "form": self.form,
            "id": self.place.id if self.place else None, "name": self.place.name if self.place else None,
            "score": round(self.score, 4), "candidates": [match.to_dict() for match in self.candidates],
        }  # fmt: skip

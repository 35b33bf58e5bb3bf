"""What an export is asked for: which places and names, and what becomes of names that several places share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from toponyms import Gazetteer
from toponyms.model import KINDS, Place

AMBIGUOUS = ("one-way", "skip", "expand")
INCLUDE = ("official", "former", "also", "romanised", "misspelling")
_ALWAYS = frozenset(INCLUDE) - {"misspelling"}


@dataclass(frozen=True, slots=True)
class Options:
    """The choices of one export.

    Attributes:
        within: An area that holds the places, as for `resolve`; None for everywhere.
        kinds: Kinds of places, of `toponyms.model.KINDS`; empty for all.
        countries: ISO 3166-1 codes such as "UA"; empty for all. The gazetteer holds towns abroad that share a name.
        langs: BCP 47 tags of names: "ru" takes "ru" and "ru-Latn"; empty for all. Names without a tag always come.
        ambiguous: What becomes of names that several places share, or that are also a word or a surname. "one-way":
            a search for such a name finds all of its places, but a search for one of these places does not bring the
            name. "skip": they are left out. "expand": both bring each other.
        include: Kinds of names to add to the official, former, other and romanised ones: "misspelling".
        declined: True to add the case forms of Ukrainian and Russian names.
    """

    within: str | None = None
    kinds: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    ambiguous: str = "one-way"
    include: tuple[str, ...] = ()
    declined: bool = False

    def __post_init__(self) -> None:
        _check(self.kinds, KINDS, "kind")
        _check(self.include, INCLUDE, "kind of name")
        _check((self.ambiguous,), AMBIGUOUS, "way to treat shared names")

    @property
    def name_kinds(self) -> frozenset[str]:
        """The kinds of names that are exported."""
        return _ALWAYS.union(self.include)


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an export.

    Attributes:
        name: What it is called in a folder.
        chunks: Its text, piece by piece.
        alone: True if it serves by itself, without the other parts: it is what goes to a pipe.
    """

    name: str
    chunks: Iterable[str]
    alone: bool = False


@dataclass(slots=True)
class Job:
    """An export at work: the choices, the gazetteer, and notes for the person who asked."""

    options: Options
    gazetteer: Gazetteer
    notes: list[str] = field(default_factory=list)
    _chosen: frozenset[str] | None = None

    def places(self) -> Iterator[Place]:
        """Yield the chosen places, sorted by id.

        Raises:
            UnknownPlace: There is no such area.
        """
        kinds = self.options.kinds
        only = kinds[0] if len(kinds) == 1 else None
        found = self.gazetteer.places(only, self.options.within)
        countries = self.options.countries
        return (
            place
            for place in found
            if (not kinds or place.kind in kinds) and (not countries or place.country in countries)
        )

    def is_chosen(self, place_id: str) -> bool:
        """Tell whether a place is exported."""
        if not self.options.kinds and not self.options.countries and self.options.within is None:
            return True
        if self._chosen is None:
            self._chosen = frozenset(place.id for place in self.places())
        return place_id in self._chosen


def _check(given: Iterable[str], known: tuple[str, ...], what: str) -> None:
    for value in given:
        if value not in known:
            msg = f'there is no {what} "{value}"; there are {", ".join(known)}'
            raise ValueError(msg)

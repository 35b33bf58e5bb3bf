"""`Gazetteer`: data that is loaded, and all that can be asked of it; and the shipped one, loaded when first needed."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from os import PathLike
from typing import TYPE_CHECKING, Any

from toponyms.errors import UnknownPlace
from toponyms.hints import Hints
from toponyms.index.shipped import open_carried
from toponyms.index.world import World
from toponyms.model import KINDS, Match, Mention, Place, Resolution
from toponyms.resolver import Resolver
from toponyms.walls import find_area

if TYPE_CHECKING:
    from toponyms.scan import Scanner

_REMEMBERED = 32_768  # answers kept for names asked again; 40 MB when full, 140 MB if all candidates were looked at


class Gazetteer:
    """Places and names that have been loaded. `Gazetteer.load` makes one; it is safe for many threads."""

    def __init__(self, world: World, *, accept: float = 0.5, doubt: float = 0.1, origin: tuple[Any, ...] = ()) -> None:
        self._world = world
        self._resolver = Resolver(world, accept=accept, doubt=doubt)
        self._origin = origin
        self._remembered: dict[str, Resolution] = {}

    @classmethod
    def load(
        cls, *paths: str | PathLike[str], register: bool = True, accept: float = 0.5, doubt: float = 0.1
    ) -> Gazetteer:
        """Load gazetteer files.

        Args:
            *paths: YAML files, read in order; later ones add to earlier ones and override them by id. Without any,
                the shipped data alone.
            register: True to put the shipped register and gazetteer first; False for the paths alone.
            accept: A place is set when its score passes this. Higher means fewer wrong places and fewer answers.
            doubt: An answer is called ambiguous when another candidate's score stays above this, or those of all others
                together above twice this.

        Returns:
            The gazetteer. Files are compiled on first use and found again by their content.

        Raises:
            GazetteerError: The files have problems; `problems` lists all of them.
            OSError: A file cannot be read.
            ValueError: `accept` or `doubt` is not between 0 and 1.
        """
        for word, value in (("accept", accept), ("doubt", doubt)):
            if not 0 <= value <= 1:
                msg = f"{word} is a probability from 0 to 1, not {value}"
                raise ValueError(msg)
        world = _open(paths, register)
        return cls(world, accept=accept, doubt=doubt, origin=(tuple(map(str, paths)), register, accept, doubt))

    def __reduce__(self) -> tuple[Any, ...]:
        return _reload, self._origin

    @property
    def version(self) -> str:
        """The date of the data and a hash of its content."""
        return "+".join(f"{layer.version}.{layer.content_hash.hex()[:12]}" for layer in self._world.layers)

    def __len__(self) -> int:
        return len(self._world)

    def resolve(
        self,
        name: str,
        *,
        within: str | Place | None = None,
        near: tuple[float, float] | Place | None = None,
        on: datetime.date | str | None = None,
        lang: str | None = None,
        fuzzy: bool = True,
        limit: int | None = 5,
    ) -> Resolution:
        """Find the place a name stands for; see `toponyms.resolve`."""
        plain = within is None and near is None and on is None and lang is None and fuzzy and limit == 5
        if plain and isinstance(name, str):
            known = self._remembered.get(name)
            if known is not None:
                return known
        answer = self._resolver.resolve(name, within=within, near=near, on=on, lang=lang, fuzzy=fuzzy, limit=limit)
        if plain and len(name) <= 200:
            if len(self._remembered) >= _REMEMBERED:
                self._remembered = {}  # a new dict: another thread may be reading the old one
            self._remembered[name] = answer
        return answer

    def resolve_many(self, names: Iterable[str], **hints: Any) -> list[Resolution]:
        """Find the places of many names; see `toponyms.resolve_many`."""
        known: dict[str, Resolution] = {}
        answers = []
        for name in names:
            answer = known.get(name) if isinstance(name, str) else None
            if answer is None:
                answer = known[name] = self.resolve(name, **hints)
            answers.append(answer)
        return answers

    def suggest(self, prefix: str, *, within: str | Place | None = None, limit: int = 10) -> list[Match]:
        """Complete a name as it is typed; see `toponyms.suggest`."""
        from toponyms.completion import suggest

        areas = None if within is None else find_area(self._world, within)
        return suggest(self._resolver, prefix, None if areas is None else Hints(*areas), limit)

    def find(
        self,
        text: str,
        *,
        within: str | Place | None = None,
        near: tuple[float, float] | Place | None = None,
        on: datetime.date | str | None = None,
        lang: str | None = None,
        fuzzy: bool = True,
        lower: bool = False,
    ) -> list[Mention]:
        """Find the places that a text names; see `toponyms.find`."""
        return self._scanner.find(text, within=within, near=near, on=on, lang=lang, fuzzy=fuzzy, lower=lower)

    def find_many(self, texts: Iterable[str], **hints: Any) -> Iterator[list[Mention]]:
        """Find the places that many texts name; see `toponyms.find_many`."""
        return self._scanner.find_many(texts, **hints)

    def normalise(
        self,
        text: str,
        *,
        to: str | Callable[[Mention], str] = "en",
        collapse: bool = True,
        adjectives: bool = False,
        **hints: Any,
    ) -> str:
        """Rewrite a text with one name for each place; see `toponyms.normalise`."""
        from toponyms.rewrite import normalise

        return normalise(self._scanner, text, to=to, collapse=collapse, adjectives=adjectives, **hints)

    normalize = normalise

    def place_ids(self, text: str, *, parents: bool = True, **hints: Any) -> list[str]:
        """List the ids of the places that a text names; see `toponyms.place_ids`."""
        from toponyms.rewrite import place_ids

        return place_ids(self._scanner, text, parents=parents, **hints)

    @cached_property
    def _scanner(self) -> Scanner:
        from toponyms.scan import Scanner

        return Scanner(self._world, self._resolver)

    def get(self, place_id: str) -> Place:
        """Return the place with an id; see `toponyms.get`."""
        if not isinstance(place_id, str):
            msg = f"an id must be text, not {type(place_id).__name__}"
            raise TypeError(msg)
        number = self._world.find_id(place_id)
        if number < 0:
            number = self._world.find_code(place_id)
            if number < 0:
                msg = f'no place has the id "{place_id[:80]}"; resolve() finds the id of a name'
                raise UnknownPlace(msg)
        return self._world.place(number)

    def places(self, kind: str | None = None, within: str | Place | None = None) -> Iterator[Place]:
        """Yield the places, sorted by id.

        Args:
            kind: One of `toponyms.model.KINDS`, or None for all.
            within: An area, as for `resolve`; it is yielded too.

        Raises:
            ValueError: There is no such kind.
            UnknownPlace: There is no such area.
        """
        if kind is not None and kind not in KINDS:
            msg = f'there is no kind "{kind}"; the kinds are {", ".join(KINDS)}'
            raise ValueError(msg)
        areas = None if within is None else find_area(self._world, within)[0]
        return self._places(kind, areas)

    def _places(self, kind: str | None, areas: frozenset[int] | None) -> Iterator[Place]:
        world = self._world
        numbers = iter(world) if len(world.layers) == 1 else iter(sorted(world, key=world.place_id))
        for number in numbers:
            if areas is None or number in areas or not areas.isdisjoint(world.ancestors(number)):
                place = world.place(number)
                if kind is None or place.kind == kind:
                    yield place


def _open(paths: tuple[str | PathLike[str], ...], register: bool) -> World:
    """Open the index of the wheel, or those of other files."""
    carried = None if paths or not register else open_carried()
    if carried is not None:
        return World([carried])
    from toponyms.index.cache import open_world  # not above: mostly there is nothing to compile

    return open_world(paths, register=register)


def _reload(paths: tuple[str, ...], register: bool, accept: float, doubt: float) -> Gazetteer:
    if not paths and register and (accept, doubt) == (0.5, 0.1):
        return default()
    return Gazetteer.load(*paths, register=register, accept=accept, doubt=doubt)


_default: Gazetteer | None = None
_lock = threading.Lock()


def default() -> Gazetteer:
    """Return the shipped gazetteer, loaded once, when first asked for."""
    global _default
    if _default is None:
        with _lock:
            if _default is None:
                _default = Gazetteer.load()
    return _default

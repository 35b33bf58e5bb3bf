"""A user's files on top of data that is already compiled: only what they touch is read and made anew."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from toponyms.model import Name, Place
from toponyms.source import register as registers
from toponyms.source.entries import Entry
from toponyms.source.loader import Draft, Loaded, Merger, stages
from toponyms.source.world import World
from toponyms.source.yamlreader import without_gc


def read_over(paths: Sequence[Path], below: Callable[[str], Place | None], ids: Collection[str]) -> Loaded:
    """Read files on top of places that are known.

    Args:
        paths: Gazetteer files; later ones add to the places of earlier ones and override their values.
        below: Gives the place with an id from the data underneath, or None.
        ids: All ids of the data underneath.

    Returns:
        The places that the files touch, whole, with the areas that these lie in; and the heirs of merged ids.

    Raises:
        GazetteerError: A file cannot be used; `problems` lists all that is wrong with all of them.
        OSError: A file cannot be opened.
    """
    world = World(register=registers.read()).after(ids)
    with without_gc():
        return _Overlay(below).merge(stages(paths, world))


class _Overlay(Merger):
    """Merges entries into the places underneath instead of into the rows of the register."""

    def __init__(self, below: Callable[[str], Place | None]) -> None:
        super().__init__(None)
        self._below = below

    def merge(self, stages: Iterable[Iterable[Entry]]) -> Loaded:
        touched = super().merge(stages)
        places = {place.id: place for place in touched.places}
        for place in touched.places:
            for parent in place.parents:
                area = self._below(parent)
                if area is not None:
                    places.setdefault(parent, area)
        return Loaded(list(places.values()), touched.heirs)

    def _draft(self, place_id: str) -> Draft:
        draft = self.drafts.get(place_id)
        if draft is None:
            place = self._below(place_id)
            draft = self.drafts[place_id] = Draft(place_id) if place is None else _reopened(place)
        return draft

    def _named(self, place_id: str) -> Sequence[str]:
        draft = self.drafts.get(place_id)
        if draft is not None:
            return draft.within if draft.within is not None else draft.parents[:1]
        place = self._below(place_id)
        return place.parents if place is not None else ()


def _reopened(place: Place) -> Draft:
    """Turn a place back into one in the making."""
    official: dict[str, Name] = {}
    draft = Draft(place.id, place.kind, place.country, official, ids=dict(place.ids), parents=place.parents)
    for name in place.names:
        if name.kind == "official" and name.lang is not None:
            official[name.lang] = name
        else:
            until = name.until if name.kind == "former" else None
            draft.others[name.kind, name.text, name.lang, until] = name
        if name.weak:
            draft.weak[name.text] = None
    draft.lat, draft.lon, draft.population, draft.coords = place.lat, place.lon, place.population, place.coords
    return draft

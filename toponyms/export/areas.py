"""The areas that a place lies in, by name."""

from __future__ import annotations

from functools import cache

from toponyms import Gazetteer
from toponyms.model import Place

LEVELS = ("oblast", "raion", "hromada")


class Areas:
    """Looks up areas, each once."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.get = cache(gazetteer.get)

    def names(self, place: Place) -> list[str]:
        """Return the English names of its oblast, raion and hromada; empty where it has none, or is one itself."""
        found = {area.kind: area.name for area in map(self.get, reversed(place.parents))}
        return [found.get(level, "") for level in LEVELS]

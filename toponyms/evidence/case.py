"""A spot at its place in a text, and what has been found out about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from toponyms.evidence.readings import Reading
from toponyms.evidence.runs import Spot


@dataclass(slots=True)
class Case:
    """A spot at its place in a text, and what has been found out about it."""

    spot: Spot
    start: int
    end: int
    effects: set[str]
    readings: Sequence[Reading]
    weights: list[float] = field(default_factory=list)
    nothing: float = 0.0
    gloss: int = 0
    area: bool = False
    noun_end: int = 0
    relations: list[Relation] = field(default_factory=list)

    @property
    def best(self) -> int:
        """Where in the lists the likeliest reading stands."""
        return self.weights.index(max(self.weights))


class Relation(NamedTuple):
    """A name that the text sets beside another, and the side that it tells: steps to the north and to the east."""

    other: Case
    side: tuple[float, float] | None

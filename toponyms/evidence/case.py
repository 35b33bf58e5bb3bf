"""A spot at its place in a text, and what has been found out about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from toponyms.evidence.readings import Reading
from toponyms.evidence.runs import Spot


@dataclass(slots=True)
class Case:
    """A spot at its place in a text, and what has been found out about it."""

    spot: Spot
    start: int
    end: int
    effects: set[str]
    readings: list[Reading]
    weights: list[float] = field(default_factory=list)
    nothing: float = 0.0
    gloss: int = 0
    area: bool = False
    relation: Case | None = None

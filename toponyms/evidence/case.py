"""A spot at its place in a text, and what has been found out about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from toponyms.evidence.readings import Reading
from toponyms.evidence.runs import Spot


@dataclass(slots=True)
class Case:
    """A spot at its place in a text, and what has been found out about it.

    Attributes:
        spot: What stands there, whatever the text.
        start: Where it begins in the text.
        end: Where it ends.
        effects: What the words beside it say (see data/text-rules/effects.tsv).
        readings: What it can stand for.
        weights: How likely each of them is, in the order of `readings`.
        nothing: How likely it is no place at all, in the same units.
        gloss: Whether a gloss ties it to the name beside it: 0 no, 1 by signs, 2 by words.
        area: Whether it is an area.
        noun_end: Where the noun behind it ends ("Покровського району"), or 0.
        relations: The names that it is set beside.
        inside: The places of its readings that lie in an area which follows it directly.
    """

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
    inside: frozenset[int] = frozenset()

    @property
    def best(self) -> int:
        """Where in the lists the likeliest reading stands."""
        return self.weights.index(max(self.weights))


class Relation(NamedTuple):
    """A name that the text sets beside another, and the side that it tells: steps to the north and to the east."""

    other: Case
    side: tuple[float, float] | None

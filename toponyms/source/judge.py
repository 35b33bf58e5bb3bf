"""Reads one file and lets the rules judge it, against the register and the ids that are known elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from toponyms.source.entries import Entry, build
from toponyms.source.problems import Problem
from toponyms.source.register import Register
from toponyms.source.yamlreader import read


@dataclass(frozen=True, slots=True)
class World:
    """What a file is judged against.

    Attributes:
        register: The official units, or None for a gazetteer that stands alone.
        ids: Ids of other files that this one may refer to.
    """

    register: Register | None = None
    ids: frozenset[str] = field(default_factory=frozenset)

    def with_ids(self, more: Iterable[str]) -> World:
        """Return a world that knows further ids."""
        return replace(self, ids=self.ids | frozenset(more))


@dataclass(frozen=True, slots=True)
class Judged:
    """The entries of a file, and what is wrong with it."""

    entries: list[Entry]
    problems: list[Problem]


def judge(data: bytes, path: str, world: World, *, blocking_only: bool = False) -> Judged:
    reading = read(data, path)
    entries = build(reading)
    return Judged(entries, reading.report.problems())

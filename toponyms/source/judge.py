"""Reads one file and lets the rules judge it, against the register and the ids that are known elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from toponyms.source.entries import Entry, build
from toponyms.source.problems import Problem
from toponyms.source.report import MAX_PROBLEMS
from toponyms.source.rules import RULES, File, Finding
from toponyms.source.world import World
from toponyms.source.yamlreader import read, without_gc


@dataclass(frozen=True, slots=True)
class Judged:
    """The entries of a file, what is wrong with it, and the ids that it has, those of unreadable entries too."""

    entries: list[Entry]
    problems: list[Problem]
    ids: frozenset[str]


def judge(data: bytes, path: str, world: World, *, blocking_only: bool = False) -> Judged:
    """Read a file and find all that is wrong with it.

    Args:
        data: Its content.
        path: Its name, for the problems.
        world: What it is judged against.
        blocking_only: Whether to run only the rules without which a file cannot be loaded.

    Returns:
        The entries that could be read, and the problems by line.
    """
    with without_gc():
        reading = read(data, path)
        entries = build(reading)
        ids = frozenset(key.value for key, _ in reading.root.fields) | reading.unread
        report = reading.report
        file = File(path, reading.root, entries, ids, report.lines, world)
        for one in RULES.values():
            if one.run is None or (blocking_only and not one.blocking):
                continue
            for found in islice(one.run(file), MAX_PROBLEMS):
                if not (one.allowable and _is_allowed(one.id, found)):
                    report.add(one.id, found.line, found.column, found.message, found.mend, severity=one.severity)
    return Judged(entries, report.problems(), ids)


def _is_allowed(rule_id: str, found: Finding) -> bool:
    holders = (found.entry, found.item)
    return any(holder is not None and rule_id in holder.allow for holder in holders)

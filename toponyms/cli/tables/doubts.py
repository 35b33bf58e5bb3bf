"""The report of `toponyms csv --report`: names that were ambiguous or unresolved, for a person to look at."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, BinaryIO

from toponyms.cli.tables.cells import quoted, text_of
from toponyms.model import Resolution

FIELDS = ("name", "within", "outcome", "rows", "first", "id", "candidates", "explanation")
_KEPT = 100_000  # distinct names; of more, only the rows are counted


@dataclass(slots=True)
class Doubt:
    """A name that got no certain place.

    Attributes:
        name: The name as it stands in the table.
        within: The area of its row, if it has one.
        outcome: "ambiguous", "unresolved" or "unknown area".
        first: The first row that has it, from 1, without the header.
        id: The place that was given, if there is one.
        candidates: Ids and scores of what it could be, likeliest first.
        explanation: In words.
        rows: How many rows have it.
    """

    name: str
    within: str | None
    outcome: str
    first: int
    id: str | None
    candidates: tuple[tuple[str, float], ...]
    explanation: str
    rows: int = 0


class Doubts:
    """Keeps the distinct names in doubt."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str | None], Doubt] = {}
        self._more = Doubt("", None, "more than can be listed", 0, None, (), "")

    def note(self, name: str, within: str | None, outcome: str, answer: Resolution | str, row: int) -> Doubt:
        """Return where the rows of a name are counted; instead of an answer, a text may say why there is none."""
        known = self._found.get((name, within))
        if known is None:
            if len(self._found) >= _KEPT:
                self._more.first = self._more.first or row
                return self._more
            if isinstance(answer, str):
                known = Doubt(name, within, outcome, row, None, (), answer)
            else:
                candidates = tuple((match.place.id, round(match.score, 4)) for match in answer.candidates)
                known = Doubt(name, within, outcome, row, answer.id, candidates, answer.explain())
            self._found[name, within] = known
        return known

    def __iter__(self) -> Iterator[Doubt]:
        """Yield them, the most frequent first."""
        yield from sorted(self._found.values(), key=lambda doubt: (-doubt.rows, doubt.first))
        if self._more.rows:
            yield self._more

    def write(self, target: BinaryIO, name: str) -> None:
        """Write the report.

        Args:
            target: The open file.
            name: Its name; the ending says whether it becomes lines of JSON, cells between tabs, or CSV.
        """
        ending = PurePath(name).suffix.lower()
        # A name read from JSON may hold half a character, which no file can.
        out = io.TextIOWrapper(target, "utf-8", errors="backslashreplace", newline="")
        if ending in (".jsonl", ".ndjson"):
            for doubt in self:
                listed: Any = [{"id": id, "score": score} for id, score in doubt.candidates]
                out.write(json.dumps({**_fields(doubt), "candidates": listed}, ensure_ascii=False) + "\n")
        else:
            delimiter = "\t" if ending in (".tsv", ".tab") else ","
            out.write(delimiter.join(FIELDS) + "\n")
            for doubt in self:
                cells = {**_fields(doubt), "candidates": "|".join(f"{id} {score}" for id, score in doubt.candidates)}
                out.write(delimiter.join(quoted(text_of(value), delimiter) for value in cells.values()) + "\n")
        out.flush()
        out.detach()


def _fields(doubt: Doubt) -> dict[str, Any]:
    return {field: getattr(doubt, field) for field in FIELDS}

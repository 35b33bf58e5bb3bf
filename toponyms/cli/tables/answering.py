"""The questions of rows, each distinct one asked once, and a count of what came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from toponyms.cli.tables.doubts import Doubt, Doubts
from toponyms.errors import UnknownPlace
from toponyms.integrations.columns import Rows
from toponyms.model import Resolution

Written = TypeVar("Written")
_LONGEST = 1_000  # characters of a question that is remembered
_REMEMBERED = 100_000  # distinct questions; some tens of MB. A stream of more forgets and asks again


class _Known(Generic[Written]):
    """What is written for a question, how it came out, and how many rows asked it."""

    __slots__ = ("doubt", "outcome", "rows", "written")

    def __init__(self, written: Written, outcome: str, doubt: Doubt | None) -> None:
        self.written = written
        self.outcome = outcome
        self.doubt = doubt
        self.rows = 0


class Answers(Generic[Written]):
    """Answers the questions of rows, one at a time.

    Args:
        rows: Who answers.
        written: What makes of the values of an answer what is written.
        doubts: Where names in doubt are noted, or None.

    Attributes:
        asked: How many rows there were so far.
    """

    def __init__(self, rows: Rows, written: Callable[[tuple[Any, ...]], Written], doubts: Doubts | None = None) -> None:
        self.asked = 0
        self._rows = rows
        self._written = written
        self._doubts = doubts
        self._known: dict[Any, _Known[Written]] = {}
        self._outcomes: Counter[str] = Counter()

    def __call__(self, name: str | None, area: str | None = None) -> Written:
        """Return what is written for a name in the area of its row; a blank name is a missing one."""
        self.asked += 1
        question = name if area is None else (name, area)
        known = self._known.get(question)
        if known is None:
            # Nothing but a name as long as this one is kept beside it: cells of many MB do not add up.
            if len(self._known) >= _REMEMBERED or len(name or "") + len(area or "") > _LONGEST:
                self._forget()
            known = self._known[question] = self._ask(name, area)
        known.rows += 1
        return known.written

    def outcomes(self) -> Counter[str]:
        """Return how many rows came out how: "resolved", "ambiguous", "unresolved", "unknown area" or "missing"."""
        self._forget()
        return self._outcomes

    def _ask(self, name: str | None, area: str | None) -> _Known[Written]:
        rows = self._rows
        name = name if name and name.strip() else None
        try:
            answer = rows.answer(name, area.strip() or None if area else None)
        except UnknownPlace as error:  # the row keeps its place in the table
            return self._doubted(rows.missing, name, area, "unknown area", str(error))
        if answer is None:
            return _Known(self._written(rows.missing), "missing", None)
        values = rows.row(answer)
        if answer.ambiguous or not answer:
            return self._doubted(values, name, area, "ambiguous" if answer.ambiguous else "unresolved", answer)
        return _Known(self._written(values), "resolved", None)

    def _doubted(
        self, values: tuple[Any, ...], name: str | None, area: str | None, outcome: str, why: Resolution | str
    ) -> _Known[Written]:
        doubt = None
        if self._doubts is not None:
            shown = (name or "")[:_LONGEST], area and area[:_LONGEST]
            doubt = self._doubts.note(*shown, outcome, why, self.asked)
        return _Known(self._written(values), outcome, doubt)

    def _forget(self) -> None:
        for known in self._known.values():
            self._outcomes[known.outcome] += known.rows
            if known.doubt is not None:
                known.doubt.rows += known.rows
        self._known = {}

"""Collects the problems of one file, each with its line of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from toponyms.source.problems import Problem, in_order

MAX_PROBLEMS = 10_000  # of each severity: nobody reads more, and a hostile file must not fill the memory with them


class Report:
    """The problems of one file so far.

    Attributes:
        path: The file's name, as the caller gave it.
        lines: Its lines, without their ends.
        muted: Lines whose text was changed for reading (a tab, a broken byte): the one problem there is enough, and
            what a rule would find in the changed text is not in the file.
    """

    def __init__(self, path: str, lines: Sequence[str] = ()) -> None:
        self.path = path
        self.lines = lines
        self.muted: set[int] = set()
        self._found: list[Problem] = []
        self._seen: set[tuple[int, int, str, str]] = set()
        self._lines: Counter[int] = Counter()
        self._counts: Counter[str] = Counter()

    def add(
        self, rule: str, line: int, column: int, message: str, mend: str, *, severity: str = "error", mute: bool = False
    ) -> None:
        """Note one problem; the same one is noted once, and none on a muted line."""
        key = (line, column, rule, message)
        if line not in self.muted and key not in self._seen and self._counts[severity] < MAX_PROBLEMS:
            self._seen.add(key)
            self._lines[line] += 1
            self._counts[severity] += 1
            self._note(rule, line, column, message, mend, severity)
        if mute:
            self.muted.add(line)

    def _note(self, rule: str, line: int, column: int, message: str, mend: str, severity: str) -> None:
        source = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        self._found.append(Problem(self.path, line, column, message, rule, severity, source, mend))

    def __len__(self) -> int:
        return len(self._found)

    def forget_after(self, count: int) -> None:
        """Drop all but the first `count` problems: what a reading that failed had found will be found again."""
        for problem in self._found[count:]:
            self._seen.discard((problem.line, problem.column, problem.rule, problem.message))
            self._lines[problem.line] -= 1
            self._counts[problem.severity] -= 1
        del self._found[count:]

    @property
    def is_full(self) -> bool:
        """True when further errors would be dropped: no need to find out what was meant."""
        return self._counts["error"] >= MAX_PROBLEMS

    def has_line(self, line: int) -> bool:
        """Tell whether a problem of this line is known."""
        return self._lines[line] > 0

    def problems(self) -> list[Problem]:
        """Return what was found, by line."""
        return in_order(self._found)

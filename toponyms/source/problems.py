"""What is wrong with a file: where, what, and how to mend it.

A problem is shown on one clickable line, then the line of the file with a caret under the place, then a sentence in
the imperative that says how to mend it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

SEVERITIES = ("error", "note")
FORMATS = ("text", "json", "github")
_WIDTH = 160  # A source line longer than this is shown in part, around the caret.
# What could move a terminal's cursor or turn the direction of the text when a hostile file is reported.
_UNSAFE = re.compile("[\x00-\x08\x0a-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, or worth a look, in one place of one file.

    Attributes:
        path: The file, as it was named by the caller.
        line: The line, counted from 1; 0 where the problem has no line.
        column: The column in code points, counted from 1.
        message: What is wrong: lower case, the offending value in double quotes.
        rule: The id of the rule that found it.
        severity: "error" or "note".
        source_line: The line as it stands in the file.
        mend: One or more sentences in the imperative.

    Examples:
        >>> p = Problem("g.yaml", 4, 3, 'unknown field "mispellings"', "unknown-field", "error",
        ...             "  mispellings:", 'Did you mean "misspellings"?')
        >>> print(p)
        g.yaml:4:3: unknown field "mispellings" [unknown-field]
              mispellings:
              ^
            Did you mean "misspellings"?
    """

    path: str
    line: int
    column: int
    message: str
    rule: str
    severity: str = "error"
    source_line: str = ""
    mend: str = ""

    def __str__(self) -> str:
        word = "note: " if self.severity == "note" else ""
        rows = [f"{_safe(self.path)}:{self.line}:{self.column}: {word}{_safe(self.message)} [{self.rule}]"]
        if self.source_line.strip():
            shown, column = _window(self.source_line, self.column)
            # A tab is one column wide for us, so it must be on the screen too, or the caret goes astray.
            rows.append("    " + _safe(shown.replace("\t", " ")))
            rows.append("    " + " " * (column - 1) + "^")
        rows += ["    " + _safe(sentence) for sentence in self.mend.splitlines()]
        return "\n".join(rows)


def _safe(text: str) -> str:
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _window(line: str, column: int) -> tuple[str, int]:
    if len(line) <= _WIDTH:
        return line, column
    start = max(0, column - 1 - _WIDTH // 2)
    before = "…" if start else ""
    after = "…" if start + _WIDTH < len(line) else ""
    return before + line[start : start + _WIDTH] + after, column - start + len(before)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Sort the problems of one file by line, then column; the order of equal ones is fixed too."""
    return sorted(problems, key=lambda p: (p.line, p.column, p.rule, p.message))


def shorten(text: str, limit: int = 60) -> str:
    """Cut a value so that a message about it stays on one line."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def render(problems: Sequence[Problem], style: str = "text") -> str:
    """Write problems as text for people, JSON for programs, or commands for GitHub Actions.

    Args:
        problems: What to write, in order.
        style: "text", "json" or "github".

    Returns:
        The text, without a line end at its end; empty for no problems, but "[]" as JSON.

    Examples:
        >>> render([], "json")
        '[]'
    """
    if style == "text":
        return "\n".join(map(str, problems))
    if style == "json":
        return json.dumps([asdict(problem) for problem in problems], ensure_ascii=False, indent=2)
    if style == "github":
        return "\n".join(map(_github, problems))
    msg = f'"{style}" is no form of output; choose one of {", ".join(FORMATS)}'
    raise ValueError(msg)


def _github(problem: Problem) -> str:
    command = "error" if problem.severity == "error" else "notice"
    where = f"file={_property(problem.path)},line={max(problem.line, 1)},col={max(problem.column, 1)}"
    said = f"{problem.message}\n{problem.mend}" if problem.mend else problem.message
    return f"::{command} {where},title={_property(problem.rule)}::{_escape(said)}"


def _escape(text: str) -> str:
    # The three characters that end or change a workflow command; a hostile value must not start one of its own.
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")

"""`toponyms check --fix`: mends what has only one mending, and leaves the rest to people.

A mend changes one text of one line. The file is judged again after each round, as one mend may show what another fault
had hidden; at the end it is put in order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from toponyms.errors import GazetteerError
from toponyms.source.formatter import LINE, format_text
from toponyms.source.judge import judge
from toponyms.source.problems import Problem
from toponyms.source.world import World

_MEANT = re.compile(r'(?:Did you mean|Write) "([^"\\]+)"[?.]')
_ROUNDS = 5
_LONGEST = 2000  # a thousand marks on one letter are put in order in a millisecond, ten thousand in a hundred
Mend = Callable[[str, Problem], str | None]


def fix(data: bytes, path: str, world: World) -> tuple[bytes, list[Problem]]:
    """Mend a file.

    Args:
        data: Its content.
        path: Its name.
        world: What it is judged against.

    Returns:
        The mended content, and the problems that are gone.
    """
    gone: list[Problem] = []
    for _ in range(_ROUNDS):
        problems = judge(data, path, world).problems
        mended, done = _mended(data, problems)
        if not done:
            break
        data = mended
        gone += done
    try:
        ordered = format_text(data, path)
    except GazetteerError:
        return data, gone  # it cannot be read yet; what stands in the way is still reported
    if ordered != data:
        gone += [problem for problem in judge(data, path, world).problems if problem.rule.startswith("unsorted-")]
    return ordered, gone


def _mended(data: bytes, problems: list[Problem]) -> tuple[bytes, list[Problem]]:
    try:
        lines: list[str] = LINE.findall(data.decode("utf-8"))
    except UnicodeDecodeError:
        return data, []
    done: list[Problem] = []
    touched: set[int] = set()
    for problem in problems:
        mend = _MENDS.get(problem.rule)
        if mend is None or problem.line in touched or not 0 < problem.line <= len(lines):
            continue
        line = lines[problem.line - 1]
        body = line.rstrip("\r\n")
        new = mend(body, problem)
        if new is not None and new != body:
            lines[problem.line - 1] = new + line[len(body) :]
            touched.add(problem.line)  # the columns of its other problems are of the old line
            done.append(problem)
    return "".join(lines).encode("utf-8"), done


def _name_of_field(line: str, problem: Problem) -> str | None:
    """Put in the field or tag that was meant."""
    meant = _MEANT.search(problem.mend)
    wrong = re.match(r"[^\s:]+(?=\s*:)", line[problem.column - 1 :])
    if meant is None or wrong is None:
        return None
    return line[: problem.column - 1] + meant[1] + line[problem.column - 1 + wrong.end() :]


def _spaces(line: str, problem: Problem) -> str | None:
    head, value = line[: problem.column - 1], line[problem.column - 1 :]
    quoted = re.fullmatch(r'"([^"\\]*)"', value)
    if quoted is None and (" #" in value or value[:1] in "\"'"):
        return None  # a comment may be set off by many spaces; an escape may be meant
    text = " ".join((quoted[1] if quoted else value).split())
    return f'{head}"{text}"' if quoted else head + text


def _composed(line: str, problem: Problem) -> str | None:
    return unicodedata.normalize("NFC", line) if len(line) <= _LONGEST else None


_MENDS: dict[str, Mend] = {
    "unknown-field": _name_of_field,
    "bad-lang": _name_of_field,
    "bad-whitespace": _spaces,
    "not-composed": _composed,
}
FIXED = frozenset({*_MENDS, "unsorted-entries", "unsorted-list"})
"""The rules whose problems `--fix` mends, where there is only one way."""

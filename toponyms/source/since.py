"""`toponyms check --changed-since`: what a change is to blame for, and what was there before it."""

from __future__ import annotations

import difflib
import re
import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from toponyms.errors import ToponymsError
from toponyms.source.problems import Problem

_NUMBER = re.compile(r"\bline \d+\b")


def content_at(path: Path, ref: str) -> bytes:
    """Return a file as it was at a commit; empty if it did not exist then.

    Args:
        path: The file.
        ref: A commit, branch or tag.

    Raises:
        ToponymsError: There is no such commit, or no git.
    """
    folder = path.resolve().parent
    for words in (["rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}"], ["show", f"{ref}:./{path.name}"]):
        try:
            done = subprocess.run(["git", "-C", str(folder), *words], check=False, capture_output=True)
        except FileNotFoundError:
            msg = "--changed-since needs git, which is not installed"
            raise ToponymsError(msg) from None
        if done.returncode and words[0] == "rev-parse":
            msg = f'git knows no commit "{ref}" in {folder}; in a pull request it must be fetched first'
            raise ToponymsError(msg)
    return done.stdout if done.returncode == 0 else b""


def changed_lines(before: bytes, after: bytes) -> set[int]:
    """Return the numbers of the lines of `after` that are not in `before`.

    Examples:
        >>> changed_lines(b"a\\nb\\n", b"a\\nx\\nb\\n")
        {2}
    """
    old, new = before.splitlines(), after.splitlines()
    # What is equal at both ends is cut off: comparing a whole file of 30,000 lines takes seconds.
    start = next((n for n, (one, two) in enumerate(zip(old, new, strict=False)) if one != two), min(len(old), len(new)))
    stop = 0
    while stop < min(len(old), len(new)) - start and old[-1 - stop] == new[-1 - stop]:
        stop += 1
    matcher = difflib.SequenceMatcher(None, old[start : len(old) - stop], new[start : len(new) - stop], autojunk=False)
    return {
        start + number + 1
        for tag, _, _, first, last in matcher.get_opcodes()
        if tag in ("insert", "replace")
        for number in range(first, last)
    }


def to_blame(found: Sequence[Problem], old: Sequence[Problem], changed: set[int]) -> list[Problem]:
    """Keep the problems that a change brought in: those on its lines, and those that were not there before.

    Args:
        found: The problems now.
        old: The problems before the change.
        changed: The numbers of the lines that it wrote.
    """
    known = Counter(map(_identity, old))
    kept = []
    for problem in found:
        who = _identity(problem)
        if problem.line not in changed and known[who] > 0:
            known[who] -= 1  # it was there before; a second one like it is new
        else:
            kept.append(problem)
    return kept


def _identity(problem: Problem) -> tuple[str, str, str]:
    """Return what stays the same of a problem when lines are put in above it."""
    return problem.rule, _NUMBER.sub("", problem.message), problem.source_line

"""`toponyms fmt`: puts entries and lists in order, by moving blocks of text.

YAML is read to learn where each entry and item begins and ends, and never written: every line of the file is in the
result, as it was. A comment, or an empty line, goes with the block that it stands before, unless it is indented further
than that block. The head of the file stays where it is: the comments above the first entry that end with an empty line,
or that have an empty comment line ("#") among them. What follows the last block stays last.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from toponyms.errors import GazetteerError
from toponyms.source.loader import content
from toponyms.source.nodes import Node, last_line
from toponyms.source.order import dash_is_beside, item_key, sorted_lists
from toponyms.source.problems import Problem
from toponyms.source.yamlreader import Reading, read

LINE = re.compile("[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")


def format_text(data: bytes, path: str = "<text>") -> bytes:
    r"""Put the entries and lists of a file in order.

    Args:
        data: The content of the file.
        path: Its name, for the problems.

    Returns:
        The content in order; the same bytes if it was.

    Raises:
        GazetteerError: The file cannot be read, so nobody knows where its blocks end; `problems` says why.

    Examples:
        >>> print(format_text(b"b:\n  uk: B\n# about a\na:\n  uk: A\n").decode(), end="")
        # about a
        a:
          uk: A
        b:
          uk: B
    """
    reading = read(data, path)
    problems = reading.report.problems()
    if problems:
        raise _refused(path, problems)
    text = data.decode("utf-8")
    mark = text[:1] if text[:1] == "\ufeff" else ""
    lines: list[str] = LINE.findall(text[len(mark) :])
    if not reading.root.fields:
        return data
    if len(lines) != len(reading.report.lines) - (reading.report.lines[-1] == ""):
        msg = f"{path}: the lines were counted in two ways; please report this file"
        raise AssertionError(msg)
    if not lines[-1].endswith(("\n", "\r")):
        lines[-1] += "\r\n" if any(line.endswith("\r\n") for line in lines) else "\n"
    original = tuple(lines)
    _sort_lists(lines, original, reading, path)
    entries = [(key.line, max(key.line, last_line(node)), key.value) for key, node in reading.root.fields]
    _sort_blocks(lines, original, entries, reading.root.column, head=True)
    return (mark + "".join(lines)).encode("utf-8")


def _refused(path: str, problems: Sequence[Problem]) -> GazetteerError:
    more = f"\n({len(problems)} problems in all: toponyms check shows them)" if len(problems) > 1 else ""
    return GazetteerError(f"{path} cannot be put in order before it can be read:\n{problems[0]}{more}", problems)


def _sort_lists(lines: list[str], original: Sequence[str], reading: Reading, path: str) -> None:
    for _, entry in reading.root.fields:
        for name, items in sorted_lists(entry):
            for item in items.items:
                if not dash_is_beside(item, reading.report.lines):
                    raise _refused(path, [_below_dash(path, item, reading)])
            # Inner lists come first; they move lines within an item only, so that the places of the items hold.
            blocks = [(item.line, last_line(item), item_key(name, item)) for item in items.items]
            if len({start for start, _, _ in blocks}) == len(blocks):
                _sort_blocks(lines, original, blocks, items.column)


def _below_dash(path: str, item: Node, reading: Reading) -> Problem:
    message, mend = "an item stands below its dash", "Write it on the line of the dash, after one space."
    source = reading.report.lines[item.line - 1]
    return Problem(path, item.line, item.column, message, "bad-indent", "error", source, mend)


def _sort_blocks(
    lines: list[str],
    original: Sequence[str],
    blocks: Sequence[tuple[int, int, Any]],
    column: int,
    *,
    head: bool = False,
) -> None:
    """Sort blocks of lines in place.

    Args:
        lines: All lines of the file; within the blocks some may have changed places already.
        original: The lines as they were read: where blocks begin and end is told by these.
        blocks: First line, last line (counted from 1) and sort key of each, in the order of the file.
        column: Where the blocks begin; a comment further in belongs to the block above it.
        head: Whether comments above the first block may be the head of the file.
    """
    if all(one[2] <= two[2] for one, two in pairwise(blocks)):
        return
    starts = []
    before = 0  # how many lines the block above has taken
    for number, (first, last, _) in enumerate(blocks):
        start = first - 1
        while start > before and goes_with_next(original[start - 1], column):
            start -= 1
        starts.append(below_head(original, start, first - 1) if head and not number else start)
        before = with_remarks(original, last, column)
    pieces = [lines[start:stop] for start, stop in zip(starts, [*starts[1:], before], strict=True)]
    order = sorted(range(len(blocks)), key=lambda number: blocks[number][2])
    lines[starts[0] : before] = [line for number in order for line in pieces[number]]


def with_remarks(lines: Sequence[str], last: int, column: int) -> int:
    """Return the last line of a block with the comments below it that are indented further than it is."""
    end = last
    for number in range(last, len(lines)):
        if lines[number].strip()[:1] not in ("", "#"):
            break
        if not goes_with_next(lines[number], column):
            end = number + 1
    return end


def goes_with_next(line: str, column: int) -> bool:
    """Tell whether a line between two blocks goes with the second: a comment further in is about the first."""
    stripped = line.strip()
    return not stripped or (stripped[0] == "#" and len(line) - len(line.lstrip(" ")) < column)


def below_head(lines: Sequence[str], start: int, first: int) -> int:
    """Return where the comment of the first entry begins, below the head of the file."""
    empty = [number for number in range(start, first) if not lines[number].strip()]
    if empty:
        return empty[-1] + 1
    top = [line.strip() for line in lines[start:first]]
    is_head = start == 0 and ("#" in top or any(line.startswith("# yaml-language-server") for line in top))
    return first if is_head else start


def format_file(path: Path | str, *, write: bool = True) -> bool:
    """Put a file in order.

    The new content is written beside the file and then takes its name: nobody ever sees half of it, and a crash leaves
    the old one.

    Args:
        path: The file.
        write: False only tells whether the file would change.

    Returns:
        Whether the file changed, or would.

    Raises:
        GazetteerError: The file cannot be read.
        OSError: It cannot be opened or written.
    """
    path = Path(path)
    data = content(path)
    formatted = format_text(data, str(path))
    if formatted == data:
        return False
    if write:
        replace_file(path, formatted)
    return True


def replace_file(path: Path, data: bytes) -> None:
    """Write a file by way of another one beside it, keeping its mode; a link is followed, not replaced."""
    target = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())  # the old file may go only when the new one is on the disk
        Path(name).chmod(target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """Return the process's mask for modes of new files, which can be read only by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask

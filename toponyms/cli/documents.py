"""Documents for `toponyms find` and `toponyms normalise`: lines of text or of JSON, in any number."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

_CHUNK = 64  # documents that a worker gets at a time
_EVERY = 0.5  # seconds between two signs of progress
_SAID = 20  # bad records that are named; more are counted


class BadRecord(ValueError):
    """A line that should be JSON with a text, and is not: the others are worked on all the same."""


class Complaints:
    """Says on standard error what is wrong with single records, and how many there were."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, record: BadRecord) -> None:
        """Name a bad record."""
        self.count += 1
        if self.count <= _SAID:
            print(f"toponyms: {record}", file=sys.stderr)

    def status(self, good: int) -> int:
        """Close the list, and return the exit status: 1 if there were bad records, 2 if there were no others."""
        if self.count > _SAID:
            print(f"toponyms: {self.count:,} records were left out", file=sys.stderr)
        return (1 if good else 2) if self.count else 0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that all commands on documents have."""
    parser.add_argument("files", nargs="*", metavar="FILE", help="files to read; none or - for a pipe")
    parser.add_argument("--field", metavar="NAME", help="read JSON, one object a line; the text is in this field")
    parser.add_argument("--within", metavar="AREA", help="id, code or name of an area that holds the places")
    parser.add_argument("--on", metavar="DATE", help="date of the texts: YYYY, YYYY-MM or YYYY-MM-DD")
    parser.add_argument("--lang", metavar="TAG", help="language of the texts, such as ru")
    parser.add_argument("--lower", action="store_true", help="names may be written small, as in chats")
    parser.add_argument("--exact", action="store_true", help="take no names with slips")
    parser.add_argument("--workers", metavar="N", type=int, default=1, help="processes to share the work (default 1)")


def hints(args: argparse.Namespace) -> dict[str, Any]:
    """Return the arguments as `find` wants them."""
    return {
        "within": args.within, "on": args.on, "lang": args.lang, "lower": args.lower, "fuzzy": not args.exact,
    }  # fmt: skip


def work(args: argparse.Namespace, line_to_line: Callable[[tuple[int, str]], str]) -> int:
    """Put every line through a function and print what comes out, in order, keeping one line at a time.

    Args:
        args: What `add_arguments` added.
        line_to_line: A function of the number of a line and the line, which may raise `BadRecord`. With several workers
            it must pickle.

    Returns:
        The exit status: 1 if there were bad records, 2 if there were no others. They are named on standard error, and
        nothing is printed for them.
    """
    line_to_line_or_bad = partial(_attempted, line_to_line)
    complaints, good = Complaints(), 0
    lines = enumerate(_progress(_lines(args.files)), 1)
    write = sys.stdout.write
    with ExitStack() as stack:
        if args.workers > 1:
            pool = stack.enter_context(multiprocessing.Pool(args.workers))
            results: Iterable[str | BadRecord] = pool.imap(line_to_line_or_bad, lines, _CHUNK)
        else:
            results = map(line_to_line_or_bad, lines)
        for result in results:
            if isinstance(result, BadRecord):
                complaints.add(result)
            else:
                good += bool(result)
                write(result)
    return complaints.status(good)


def _attempted(line_to_line: Callable[[tuple[int, str]], str], numbered: tuple[int, str]) -> str | BadRecord:
    try:
        return line_to_line(numbered)
    except BadRecord as record:
        return record


def read(field: str | None, line: str, number: int) -> tuple[dict[str, Any] | None, str]:
    """Return the object of a line of JSON, or None for plain text, and the text in it.

    Raises:
        BadRecord: The line is no JSON object, or has no text in the field.
    """
    if field is None:
        return None, line
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        msg = f"line {number} is not JSON: {error}. Leave --field out for plain text."
        raise BadRecord(msg) from None
    text = found.get(field) if isinstance(found, dict) else None
    if not isinstance(text, str):
        msg = f'line {number} has no text in the field "{field}"'
        raise BadRecord(msg)
    return found, text


def _lines(files: list[str]) -> Iterator[str]:
    for name in files or ["-"]:
        if name == "-":
            sys.stdin.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[union-attr]
            yield from sys.stdin
        else:
            with Path(name).open(encoding="utf-8", errors="replace", newline="\n") as file:
                yield from file


def _progress(lines: Iterator[str]) -> Iterator[str]:
    """Pass lines on; on a terminal, say now and then how many there were."""
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield from lines
        return
    begun = said = time.monotonic()
    number = size = 0
    for number, line in enumerate(lines, 1):
        yield line
        size += len(line)
        now = time.monotonic()
        if now - said > _EVERY:
            said = now
            rate = size / (now - begun) / 1e6
            print(f"\r{number:,} documents, {rate:.1f} million characters a second", end="", file=sys.stderr)
    print(f"\r{number:,} documents" + " " * 44, file=sys.stderr)


def bound(function: Callable[..., str], args: argparse.Namespace, **more: Any) -> Callable[[tuple[int, str]], str]:
    """Return a function of a line alone, which pickles."""
    return partial(function, field=args.field, hints=hints(args), **more)

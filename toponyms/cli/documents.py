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
        line_to_line: A function of the number of a line and the line. With several workers it must pickle.
    """
    lines = enumerate(_progress(_lines(args.files)), 1)
    write = sys.stdout.write
    with ExitStack() as stack:
        if args.workers > 1:
            pool = stack.enter_context(multiprocessing.Pool(args.workers))
            results: Iterable[str] = pool.imap(line_to_line, lines, _CHUNK)
        else:
            results = map(line_to_line, lines)
        for result in results:
            write(result)
    return 0


def read(field: str | None, line: str, number: int) -> tuple[dict[str, Any] | None, str]:
    """Return the object of a line of JSON, or None for plain text, and the text in it.

    Raises:
        ValueError: The line is no JSON object, or has no text in the field.
    """
    if field is None:
        return None, line
    try:
        found = json.loads(line)
    except ValueError as error:
        msg = f"line {number} is not JSON: {error}. Leave --field out for plain text."
        raise ValueError(msg) from None
    text = found.get(field) if isinstance(found, dict) else None
    if not isinstance(text, str):
        msg = f'line {number} has no text in the field "{field}"'
        raise ValueError(msg)
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

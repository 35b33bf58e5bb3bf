"""`toponyms fmt`: puts entries and lists in order."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

_EPILOG = """\
Entries are sorted by id, lists by code point, former names by date with the newest first.
Lines move as blocks, with the comments above them; nothing else changes, and a second run
changes nothing. A file that cannot be read is left alone: run toponyms check."""


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "fmt", help="put entries and lists in order", epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("files", nargs="+", metavar="FILE", help="a gazetteer file")
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a file is out of order")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Put the files in order, or tell which are not."""
    from toponyms.errors import GazetteerError
    from toponyms.source.formatter import format_file

    missing = [name for name in args.files if not Path(name).is_file()]
    if missing:
        for name in missing:
            print(f'toponyms fmt: there is no file "{name}"', file=sys.stderr)
        return 2
    status = 0
    for name in args.files:
        try:
            changed = format_file(name, write=not args.check)
        except GazetteerError as error:
            print(error, file=sys.stderr)
            status = 1
            continue
        if changed:
            print(f"{name}: {'out of order' if args.check else 'put in order'}")
            status = max(status, int(args.check))
    return status

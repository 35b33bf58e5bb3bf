"""`toponyms export`: places and names in the formats of other programs."""

from __future__ import annotations

import argparse
import io
import os
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from toponyms.cli.output import whole

if TYPE_CHECKING:
    from toponyms.export import Part

_EVERY = 0.5  # seconds between two signs of progress
_EPILOG = """\
examples:
  toponyms export --format csv --within "Donetsk Oblast" -o places.csv
  toponyms export --format solr --kind city,settlement --include misspelling -o synonyms.txt
  toponyms export --format postgres-thesaurus --kind city -o tsearch_data/
  toponyms export --formats

A name that several places share, or that is a word or surname, goes one way unless --ambiguous says otherwise: a
search for it finds all its places, and a search for one of the places does not bring it."""


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "export", help="write places and names for search engines, maps and libraries", epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--format", metavar="NAME", help="what to write; --formats lists them")
    parser.add_argument("--formats", action="store_true", help="list the formats")
    parser.add_argument("--within", metavar="AREA", help="only places in an area: its id, code or name")
    parser.add_argument("--kind", metavar="KIND,…", help="only places of some kinds, such as city,settlement")
    parser.add_argument("--country", metavar="CODE,…", help="only places in some countries, such as UA")
    parser.add_argument("--lang", metavar="TAG,…", help="only names in some languages, such as uk,ru,en")
    parser.add_argument(
        "--ambiguous", metavar="HOW", default="one-way", help="shared names: one-way (the default), skip or expand"
    )
    parser.add_argument("--include", metavar="KIND,…", help="add a kind of names that stays out by itself: misspelling")
    parser.add_argument("--forms", action="store_true", help="add the case forms of Ukrainian and Russian names")
    parser.add_argument(
        "-o", "--output", metavar="PATH", help="file to write, or folder/ where a format has several (default: a pipe)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the export."""
    from toponyms.export import FORMATS, Job, Options, start
    from toponyms.gazetteer import default

    if args.formats:
        width = max(map(len, FORMATS))
        for name, about in FORMATS.items():
            print(f"{name:<{width}}  {about}")
        return 0
    if args.format is None:
        msg = "say which --format; `toponyms export --formats` lists them"
        raise ValueError(msg)
    options = Options(
        within=args.within, kinds=_listed(args.kind), countries=_listed(args.country), langs=_listed(args.lang),
        ambiguous=args.ambiguous, include=_listed(args.include), declined=args.forms,
    )  # fmt: skip
    job = Job(options, default())
    _write(start(job, args.format), args.format, args.output)
    for note in job.notes:
        print(f"toponyms: {note}", file=sys.stderr)
    return 0


def _listed(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip()) if text else ()


def _write(parts: Iterator[Part], name: str, output: str | None) -> None:
    folder = output is not None and (output.endswith(("/", os.sep)) or Path(output).is_dir())
    if folder:
        for part in parts:
            _to_file(Path(output or ".") / part.name, part.chunks)
        return
    part = next(parts)
    if not part.alone:
        msg = f"{name} is several files here; name a folder for them, with a slash at its end: -o folder/"
        raise ValueError(msg)
    if output is not None and output != "-":
        _to_file(Path(output), part.chunks)
    else:
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        _pour(part.chunks, sys.stdout)
    for _ in parts:  # what is left of a job may still have something to say
        break


def _to_file(path: Path, chunks: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path) as file:
        text = io.TextIOWrapper(file, encoding="utf-8", newline="\n")
        _pour(chunks, text)
        text.detach()  # flushed; `whole` closes the file


def _pour(chunks: Iterable[str], file: TextIO) -> None:
    """Write the chunks; on a terminal, unless it shows the export itself, say now and then how far it is."""
    shown = sys.stderr.isatty() and not file.isatty()
    said, size = time.monotonic(), 0
    for chunk in chunks:
        file.write(chunk)
        size += len(chunk)
        if shown and time.monotonic() - said > _EVERY:
            said = time.monotonic()
            print(f"\r{size / 1e6:.1f} million characters", end="", file=sys.stderr)
    if shown:
        print("\r" + " " * 40 + "\r", end="", file=sys.stderr)

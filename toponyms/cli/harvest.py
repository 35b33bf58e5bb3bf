"""`toponyms harvest`: new names of places that a corpus uses, as YAML to review."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from toponyms.cli import documents

_EPILOG = """\
examples:
  toponyms harvest news/*.txt > proposals.yaml
  toponyms harvest --field text --least 5 news.jsonl > proposals.yaml

Proposes names that are not on record: glosses such as "Krasnoarmersk (Pokrovsk)", near-misses in texts that name the
town, romanisations by no known system. Each comes with its count, texts around it, the rule that found it and what
speaks against it. Nothing enters a gazetteer by itself."""

_ENOUGH = 20_000  # characters after which a text is divided at an empty line,
_MOST = 60_000  # and after which it is divided at any


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "harvest", help="propose new names that texts use", epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("files", nargs="+", metavar="FILE", help="texts to read, each one document; - for a pipe")
    parser.add_argument("--field", metavar="NAME", help="read JSON, one object a line; the text is in this field")
    parser.add_argument("--lines", action="store_true", help="every line of a text is a document")
    parser.add_argument(
        "--least", metavar="N", type=int, default=2,
        help="how often a near-miss must have been seen (default 2); one gloss is enough",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Read the files and print what they teach."""
    from toponyms.gazetteer import default
    from toponyms.harvest import Harvest
    from toponyms.harvest.proposals import propose, yaml_lines

    if args.least < 1:
        msg = f"--least is a number from 1, not {args.least}"
        raise ValueError(msg)
    harvest = Harvest(default())
    complaints = documents.Complaints()
    for name in args.files:
        for text in _texts(name, args.field, args.lines, complaints):
            harvest.read(text)
    proposals = propose(harvest, args.least)
    for line in yaml_lines(proposals):
        print(line)
    print(
        f"{harvest.documents:,} document{'s' * (harvest.documents != 1)} read, {len(proposals)} proposed",
        file=sys.stderr,
    )  # fmt: skip
    return complaints.status(harvest.documents) or (0 if proposals else 1)


def _texts(name: str, field: str | None, lines: bool, complaints: documents.Complaints) -> Iterator[str]:
    if name == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[union-attr]
        yield from _read(sys.stdin, field, lines, complaints)
        return
    with Path(name).open(encoding="utf-8", errors="replace", newline="\n") as file:
        yield from _read(file, field, lines, complaints)


def _read(file: TextIO, field: str | None, lines: bool, complaints: documents.Complaints) -> Iterator[str]:
    if field is not None:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                yield documents.read(field, line.rstrip("\n"), number)[1]
            except documents.BadRecord as record:
                complaints.add(record)
        return
    if lines:
        yield from iter(lambda: file.readline(_MOST), "")
        return
    # A long text is read in parts, at the end of a paragraph, so that memory does not grow with the file.
    part: list[str] = []
    size = 0
    for line in iter(lambda: file.readline(_MOST), ""):
        part.append(line)
        size += len(line)
        if size >= _MOST or (size >= _ENOUGH and not line.strip()):
            yield "".join(part)
            part, size = [], 0
    if part:
        yield "".join(part)

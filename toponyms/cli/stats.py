"""`toponyms stats`: what the gazetteer holds."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

_EPILOG = """\
examples:
  toponyms stats                          the shipped data, as a table
  toponyms stats --json mine.yaml         one's own files alone, for programs
  toponyms stats --chart docs/renames-by-year.svg"""


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "stats", help="count places, names and renamings", epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("files", nargs="*", metavar="FILE", help="files to count by themselves; none: the shipped data")
    parser.add_argument("--json", action="store_true", help="JSON for programs")
    parser.add_argument("--chart", metavar="FILE", type=Path, help="also draw the changes of name by year, as SVG")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Count, and print."""
    import json

    from toponyms.source.loader import load
    from toponyms.source.stats import chart, count, table

    # The sources, not the index: what has no source and no date is to be counted as the files have it.
    found = count(load(args.files, register=not args.files, shipped=not args.files))
    print(json.dumps(found.to_dict(), ensure_ascii=False, indent=2) if args.json else table(found))
    if args.chart is not None:
        args.chart.write_text(chart(found), encoding="utf-8")
    return 0

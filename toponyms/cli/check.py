"""`toponyms check`: what is wrong with gazetteer files, where, and how to mend it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

_EPILOG = """\
examples:
  toponyms check                                the shipped gazetteer and register
  toponyms check gazetteer.yaml mine.yaml
  toponyms check --changed-since main --format github gazetteer.yaml
  toponyms check --fix mine.yaml

Each FILE is judged with the register of official units, and by itself: an entry of the
shipped gazetteer does not make up for one that FILE lacks, but its id may be referred to.
The exit status is 1 when there are errors; notes alone leave it at 0."""


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "check", help="find what is wrong with gazetteer files", epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("files", nargs="*", metavar="FILE", help="a gazetteer file; none: the shipped data")
    parser.add_argument(
        "--format", choices=("text", "json", "github"), default="text", dest="style",
        help="text for people (default), json for programs, github for annotations of a pull request",
    )  # fmt: skip
    parser.add_argument("--notes", action="store_true", help="show notes too, and values that override the register")
    parser.add_argument(
        "--changed-since", metavar="REF", help="tell only what the change since this commit, branch or tag brought in"
    )
    parser.add_argument("--fix", action="store_true", help="first mend what has only one mending, and put in order")
    parser.add_argument(
        "--answers", action="store_true",
        help="with --changed-since: also compare the answers for some 20,000 names before and after (takes a minute)",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check the files and print what was found."""
    from toponyms.source.check import check, fix_files
    from toponyms.source.problems import render

    missing = [name for name in args.files if not Path(name).is_file()]
    if missing:
        for name in missing:
            print(f'toponyms check: there is no file "{name}"', file=sys.stderr)
        return 2
    if args.answers and args.changed_since is None:
        print("toponyms check: --answers compares with an earlier state; name it with --changed-since", file=sys.stderr)
        return 2
    if args.fix:
        for problem in fix_files(args.files):
            print(f"mended: {problem.path}:{problem.line}: {problem.message} [{problem.rule}]", file=sys.stderr)
    found = check(args.files, changed_since=args.changed_since)
    if args.answers and not any(problem.severity == "error" for problem in found):
        from toponyms.cli.answers import compare

        found += compare(args.files, args.changed_since)
    errors = sum(problem.severity == "error" for problem in found)
    shown = found if args.notes else [problem for problem in found if problem.severity == "error"]
    text = render(shown, args.style)
    if text:
        print(text)
    if shown and args.style == "text":
        notes = len(found) - errors
        counted = f"{errors} error{'s' * (errors != 1)}"
        counted += f", {notes} note{'s' * (notes != 1)}" if args.notes else ""
        print(counted, file=sys.stderr)
    return 1 if errors else 0

"""`toponyms compile`: gazetteer files to an index file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

_EPILOG = """\
examples:
  toponyms compile -o shipped.tpx                    # the shipped data
  toponyms compile mine.yaml -o mine.tpx             # the shipped data with your file on top, as one index
  toponyms compile --no-register world.yaml -o world.tpx

An index is found by its content and built when needed; compiling by hand is for looking at it, or for warming the cache
of a container: without -o it goes there. docs/index-format.md describes the file."""


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "compile", help="compile gazetteer files into an index", epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("files", nargs="*", metavar="FILE", type=Path, help="gazetteer files, later ones on top")
    parser.add_argument("-o", "--output", metavar="FILE", type=Path, help="the index file; without it, the cache")
    parser.add_argument("--no-register", action="store_true", help="the files alone, without the shipped data")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Compile, and say what came of it."""
    from toponyms.errors import GazetteerError
    from toponyms.index.cache import compile_index, open_world, write_whole

    if args.no_register and not args.files:
        print("toponyms compile: --no-register needs a FILE; without the shipped data nothing is left", file=sys.stderr)
        return 2
    try:
        if args.output is None:
            world = open_world(args.files, register=not args.no_register)
            print(f"{len(world)} places, in the cache")
            return 0
        data = compile_index(args.files, register=not args.no_register, progress=_progress())
    except GazetteerError as error:
        print(f"toponyms compile: {error}", file=sys.stderr)
        return 1
    write_whole(args.output, data)
    print(f"{args.output}: {len(data) / 1e6:.1f} MB")
    return 0


def _progress() -> Any:
    """Return what shows the steps on a terminal and stays quiet elsewhere."""
    if not sys.stderr.isatty():
        return lambda step: None

    def show(step: str) -> None:
        print(f"\r\x1b[K{step} …" if step else "\r\x1b[K", end="", file=sys.stderr, flush=True)

    return show

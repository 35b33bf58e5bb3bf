"""`toponyms mcp`: tools for language models, over standard input and output."""

from __future__ import annotations

import argparse
import io
import sys
from typing import Any

_EPILOG = """\
A client starts this command itself and speaks the Model Context Protocol with it over standard input and output. It
is set up with lines such as

  {"mcpServers": {"toponyms": {"command": "toponyms", "args": ["mcp"]}}}

The tools are resolve_toponym, find_toponyms and place_history. They read the gazetteer and nothing else."""


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "mcp", help="tools for language models (Model Context Protocol)", epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--gazetteer", action="append", default=[], metavar="FILE", help="a gazetteer file to add")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer a client until it hangs up."""
    from toponyms.gazetteer import Gazetteer, default

    try:
        from toponyms.integrations.mcp import server
    except ImportError as error:
        print(f"toponyms: {error}", file=sys.stderr)
        return 2
    gazetteer = Gazetteer.load(*args.gazetteer) if args.gazetteer else default()
    if sys.stdin.isatty():
        print("toponyms: this speaks to a program, not to a person; toponyms mcp --help says how", file=sys.stderr)
    server(gazetteer).run()
    if sys.stdout.closed:  # the SDK 1 closes it, and the command line flushes it at the end
        sys.stdout = io.StringIO()
    return 0

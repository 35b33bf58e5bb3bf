"""The command line: `toponyms COMMAND …`. Each command is a module with `add_parser` and `run`."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

COMMANDS = (
    "resolve",
    "find",
    "normalise",
    "csv",
    "show",
    "harvest",
    "export",
    "add",
    "check",
    "fmt",
    "schema",
    "stats",
    "compile",
    "mcp",
    "serve",
)

_DESCRIPTION = """Find Ukrainian places by any of their names: current, former, romanised, misspelled."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        argv: The words after `toponyms`; those of the process if None.

    Returns:
        The exit status: 0 for success, 1 if nothing was found or a check failed, 2 for misuse.
    """
    parser = argparse.ArgumentParser(prog="toponyms", description=_DESCRIPTION)
    parser.add_argument("--version", action="store_true", help="show the versions of the code and of the data")
    subparsers = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name in COMMANDS:
        importlib.import_module(f"toponyms.cli.{name}").add_parser(subparsers)
    args = parser.parse_args(argv)
    if args.version:
        return _version()
    if not hasattr(args, "run"):
        parser.print_help()
        return 2
    return _guarded(args)


def _guarded(args: argparse.Namespace) -> int:
    """Run a command; what goes wrong through no fault of the code is one line, not a traceback."""
    from toponyms.errors import ToponymsError

    try:
        status: int = args.run(args)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of a pipe has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except FileNotFoundError as error:
        print(f'toponyms: there is no file "{error.filename}"', file=sys.stderr)
        return 2
    except (ToponymsError, OSError, ValueError) as error:
        print(f"toponyms: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("toponyms: stopped", file=sys.stderr)
        return 130
    return status


def _version() -> int:
    from toponyms import __version__
    from toponyms.gazetteer import default

    print(f"toponyms {__version__}, data {default().version}")
    return 0

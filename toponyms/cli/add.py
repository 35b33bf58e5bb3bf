"""`toponyms add`: one name more in a gazetteer file, said in words or asked for step by step."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toponyms.cli.adding import prepare, write

if TYPE_CHECKING:
    from toponyms.source.add import Addition

_EPILOG = """\
examples:
  toponyms add                                     asks, step by step
  toponyms add pokrovsk-donetsk --misspelling Krasnoarmersk --source https://example.org/report
  toponyms add pokrovsk-donetsk --former uk=Гришине ru=Гришино --until 1934 --source "a book, p. 7"
  toponyms add pokrovsk-donetsk --also de=Pokrowsk
  toponyms add pokrovsk-donetsk --misspelling Pokrvsk --file mine.yaml

Only the added lines change. A name that the place has already, or that is found by rule, is
refused with the reason: nothing is written, and the exit status is 1. Warnings go to standard
error and stop nothing. `toponyms resolve NAME` shows the id of a place."""


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "add", help="add a name to a gazetteer file", epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("place", nargs="?", metavar="ID", help="the id of the place; without any argument it asks")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--misspelling", metavar="NAME", help="a wrong spelling that was seen, as it was written")
    kind.add_argument(
        "--former", metavar="LANG=NAME", nargs="+", help="a name that was official once; in several languages if known"
    )
    kind.add_argument(
        "--also", metavar="LANG=NAME", nargs="+", help="a right name that is in use beside the official one"
    )
    parser.add_argument(
        "--since", metavar="DATE", help="from when it was used: 2016, 2016-05, 2016-05-12 or an interval"
    )
    parser.add_argument("--until", metavar="DATE", help="when it ceased to be official, in the same form")
    parser.add_argument("--source", metavar="TEXT", help="what proves it: a link, an act, a book with its page")
    parser.add_argument("--note", metavar="TEXT", help="what readers should know, in a sentence")
    parser.add_argument("--used-by", metavar="TEXT", help="who uses the name today, for names of the other side")
    parser.add_argument(
        "--allow", metavar="RULE=REASON", action="append", default=[], help="why a rule of `check` does not count here"
    )
    parser.add_argument(
        "--weak", action="store_true", help="it is a surname or a word too, and needs evidence in texts"
    )
    parser.add_argument("--file", metavar="FILE", type=Path, help="the file to add to (default: gazetteer.yaml)")
    parser.add_argument("--dry-run", action="store_true", help="show the change and write nothing")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Add a name, or ask what to add."""
    from toponyms.source.add import Refused

    path = args.file or default_file()
    if path is None:
        message = "toponyms add: there is no gazetteer.yaml here to add to.\n"
        message += "    Give a file of your own with --file mine.yaml, or run it in a clone of the project."
        print(message, file=sys.stderr)
        return 2
    spoken = [args.misspelling, args.former, args.also]
    if args.place is None and not any(spoken):
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            print("toponyms add: say what to add, for instance:\n" + _EPILOG.splitlines()[2], file=sys.stderr)
            return 2
        from toponyms.cli.dialogue import converse

        return converse(path, input, print)
    if args.place is None or not any(spoken):
        missing = "the id of the place" if args.place is None else "a name: --misspelling, --former or --also"
        print(f"toponyms add: say {missing} too (toponyms add --help shows how)", file=sys.stderr)
        return 2
    try:
        made = prepare(path, addition_of(args))
    except Refused as error:
        print(f"toponyms add: not added: {error}", file=sys.stderr)
        return 1
    for warning in made.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    print(made.diff)
    if not args.dry_run:
        write(made)
    return 0


def default_file() -> Path | None:
    """Return the file that names are added to: the one here, or that of the clone the package runs from."""
    from toponyms.source.loader import shipped_gazetteer

    here = Path("gazetteer.yaml")
    if here.is_file():
        return here
    shipped = shipped_gazetteer()
    # What was installed from a wheel belongs to the package manager and is overwritten by the next version.
    return shipped if shipped is not None and shipped.parent.name != "data" else None


def addition_of(args: argparse.Namespace) -> Addition:
    """Make an addition of the arguments.

    Raises:
        ValueError: An argument has not the form LANG=NAME or RULE=REASON.
    """
    from toponyms.source.add import Addition

    names: dict[str | None, str] = {}
    if args.misspelling is not None:
        kind, names[None] = "misspelling", args.misspelling
    else:
        kind = "former" if args.former else "also"
        names.update(_pair(word, f"--{kind}", "uk=Назва") for word in args.former or args.also)
    values = {
        name.replace("_", "-"): value
        for name in ("since", "until", "source", "note", "used_by")
        if (value := getattr(args, name)) is not None
    }
    allow = dict(_pair(word, "--allow", "true-name=why it is this place all the same") for word in args.allow)
    return Addition(args.place, kind, names, values, allow, args.weak)


def _pair(word: str, option: str, example: str) -> tuple[str, str]:
    name, sign, value = word.partition("=")
    if not (sign and name.strip() and value.strip()):
        msg = f'{option} wants "{example}", not "{word}"'
        raise ValueError(msg)
    return name.strip(), value.strip()

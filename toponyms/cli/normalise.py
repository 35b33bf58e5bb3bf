"""`toponyms normalise`: texts with one name for each place."""

from __future__ import annotations

import argparse
import json
from typing import Any

from toponyms.cli import documents

_EPILOG = """\
examples:
  echo "Krasnoarmersk (Pokrovsk) and Dimitrov (Mirnograd)" | toponyms normalise
  toponyms normalise --to uk --field text news.jsonl > normalised.jsonl

Every line is a document; all but the names stays as it is. With --field the whole object is written again, with the
field changed; a line that is no JSON or has no such text is named on standard error and left out, and the exit status
is 1."""


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "normalise", aliases=["normalize"], help="rewrite texts with one name for each place", epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    documents.add_arguments(parser)
    parser.add_argument("--to", choices=("en", "uk", "ru", "id"), default="en", help="what to write (default en)")
    parser.add_argument("--keep-pairs", action="store_true", help='leave "Krasnoarmersk (Pokrovsk)" a pair')
    parser.add_argument("--adjectives", action="store_true", help="put the name for an adjective, too")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Rewrite the texts and print them."""
    options = {"to": args.to, "collapse": not args.keep_pairs, "adjectives": args.adjectives}
    return documents.work(args, documents.bound(rewritten, args, options=options))


def rewritten(
    numbered: tuple[int, str], *, field: str | None, hints: dict[str, Any], options: dict[str, Any]
) -> str:
    """Return a line with its names made one."""
    from toponyms.gazetteer import default

    number, line = numbered
    if field is not None and not line.strip():
        return line
    document, text = documents.read(field, line.rstrip("\n"), number)
    new = default().normalise(text, **options, **hints)
    if document is not None and field is not None:
        new = json.dumps({**document, field: new}, ensure_ascii=False)
    return new + line[len(line.rstrip("\n")) :]

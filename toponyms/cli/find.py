"""`toponyms find`: the places that texts name."""

from __future__ import annotations

import argparse
import json
from typing import Any

from toponyms.cli import documents

_EPILOG = """\
examples:
  echo "Fighting near Krasnoarmersk and Chasov Yar." | toponyms find
  toponyms find --field text news.jsonl > mentions.jsonl

Every line is a document. Each gets one JSON object with its "id" (its own, or the number of the line) and its
"mentions": start, end, text, form, id, name, score and candidates. Offsets count code points from 0. With --field, a
line that is no JSON or has no such text is named on standard error and left out, and the exit status is 1."""


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "find", help="find the places that texts name", epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    documents.add_arguments(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Find the places and print them."""
    return documents.work(args, documents.bound(found_in, args))


def found_in(numbered: tuple[int, str], *, field: str | None, hints: dict[str, Any]) -> str:
    """Return what is found in a line, as a line of JSON."""
    from toponyms.gazetteer import default

    number, line = numbered
    if field is not None and not line.strip():
        return ""
    document, text = documents.read(field, line.rstrip("\n"), number)
    mentions = [mention.to_dict() for mention in default().find(text, **hints)]
    own = document.get("id", number) if document else number
    return json.dumps({"id": own, "mentions": mentions}, ensure_ascii=False) + "\n"

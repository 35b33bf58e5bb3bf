"""`toponyms resolve`: names to places."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from typing import Any

from toponyms.model import Match, Place, Resolution

_EPILOG = """\
examples:
  toponyms resolve Krasnoarmersk
  toponyms resolve --within "Donetsk Oblast" --explain Novohrodovka
  cut -f 3 reports.tsv | toponyms resolve --json -

Each name gets one line: the name, the id, the English name with its kind and area, the score, and how it was found,
in columns on a terminal and between tabs elsewhere; "?" stands where no place is given. One name alone, or --explain,
adds the reasons and the other candidates. The exit status is 1 when no name resolved."""
_WIDTHS = (22, 30, 44, 4, 9)  # of the columns on a terminal


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "resolve", help="find the place a name stands for", epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("names", nargs="+", metavar="NAME", help="a place name; - reads names from a pipe, one a line")
    parser.add_argument("--within", metavar="AREA", help="id, code or name of an oblast, raion, hromada or city")
    parser.add_argument("--near", metavar="LAT,LON", type=_point, help="a point in degrees; nearer places are likelier")
    parser.add_argument("--on", metavar="DATE", help="date of the text: YYYY, YYYY-MM or YYYY-MM-DD")
    parser.add_argument("--lang", metavar="TAG", help="language of the name, such as ru")
    parser.add_argument("--limit", metavar="N", type=int, default=5, help="show at most N candidates (default 5)")
    parser.add_argument("--exact", action="store_true", help="take no names with slips")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--explain", action="store_true", help="say in words why, and what else it could be")
    parser.set_defaults(run=run)


def _point(text: str) -> tuple[float, float]:
    try:
        lat, lon = map(float, text.split(","))
    except ValueError:
        msg = f'"{text}" is no point; write latitude,longitude such as 48.28,37.18'
        raise argparse.ArgumentTypeError(msg) from None
    return lat, lon


def _names(words: list[str]) -> Iterator[str]:
    for word in words:
        if word == "-":
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
            yield from (line.rstrip("\r\n") for line in sys.stdin)
        else:
            yield word


def run(args: argparse.Namespace) -> int:
    """Resolve the names and print the answers."""
    import toponyms

    resolved = 0
    single = len(args.names) == 1 and args.names != ["-"]
    table = sys.stdout.isatty()
    for name in _names(args.names):
        answer = toponyms.resolve(
            name, within=args.within, near=args.near, on=args.on, lang=args.lang, fuzzy=not args.exact, limit=args.limit
        )
        resolved += bool(answer)
        if args.json:
            print(json.dumps(answer.to_dict(), ensure_ascii=False))
            continue
        print(_line(answer, table))
        if args.explain or single:
            print(f"  {answer.explain()}")
            for match in answer.candidates[1 if answer else 0 :]:
                print("    " + _joined(_cells(match), table))
    return 0 if resolved else 1


def _line(answer: Resolution, table: bool) -> str:
    if not answer:
        return _joined([answer.query, "?", f"{answer.total} candidates" if answer.total else "unknown"], table)
    doubt = ["ambiguous"] if answer.ambiguous else []
    return _joined([answer.query, *_cells(answer.candidates[0]), *doubt], table)


def _cells(match: Match) -> list[str]:
    return [match.place.id, _where(match.place), f"{match.score:.2f}", match.step]


def _joined(cells: list[str], table: bool) -> str:
    """Put cells in columns for people, or between tabs for programs."""
    if not table:
        return "\t".join(cells)
    return "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, (*_WIDTHS, 0, 0), strict=False)).rstrip()


def _where(place: Place) -> str:
    import toponyms

    area = f", {toponyms.get(place.parents[-1]).name}" if place.parents else ""
    country = "" if place.country == "UA" else f", {place.country}"
    return f"{place.name} ({place.kind}{area}{country})"

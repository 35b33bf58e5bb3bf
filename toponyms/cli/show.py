"""`toponyms show`: one place with its names through time."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from toponyms.dates import parse
from toponyms.model import Name, Place


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser("show", help="show a place with all its names")
    parser.add_argument("ids", nargs="+", metavar="ID", help="an id such as pokrovsk-donetsk")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the places."""
    import toponyms

    shown = 0
    for place_id in args.ids:
        try:
            place = toponyms.get(place_id)
        except toponyms.UnknownPlace:
            print(f'toponyms: no place has the id "{place_id[:80]}"; {_mend(place_id)}', file=sys.stderr)
            continue
        if args.json:
            print(json.dumps(place.to_dict(), ensure_ascii=False))
        else:
            print("\n" * (shown > 0) + "\n".join(_lines(place)))
        shown += 1
    return 0 if shown == len(args.ids) else 2


def _mend(name: str) -> str:
    """Say which command leads from what may be a name to an id."""
    import toponyms

    place = toponyms.resolve(name).place
    if place is not None:
        return f"as a name it stands for {place.id}: toponyms show {place.id}"
    return "toponyms resolve finds the id of a name"


def _lines(place: Place) -> list[str]:
    import toponyms

    lines = [f"{place.name} ({place.kind}, {place.country})", f"  id          {place.id}"]
    lines += [f"  {key:<11} {value}" for key, value in place.ids.items()]
    if place.parents:
        lines.append(f"  in          {' < '.join(toponyms.get(parent).name for parent in place.parents)}")
    if place.lat is not None:
        lines.append(f"  coordinates {place.lat}, {place.lon}{' (computed)' if place.coords == 'computed' else ''}")
    if place.population is not None:
        lines.append(f"  population  {place.population}")
    lines.append("  through time")
    for name in _timeline(place):
        lines.append(f"    {_span(name):<28} {name.lang or '-':<8} {name.text}{_about(name)}")
    others = [name for name in place.names if name.kind in ("also", "misspelling")]
    if others:
        lines.append("  other names")
        lines += [f"    {name.kind:<12} {name.lang or '-':<8} {name.text}{_about(name)}" for name in others]
    return lines


def _timeline(place: Place) -> list[Name]:
    """Return the official and former names, oldest first."""
    former = [name for name in place.names if name.kind == "former"]
    former.sort(key=lambda name: parse(name.until).last.toordinal() if name.until else 0)
    return former + [name for name in place.names if name.kind == "official"]


def _span(name: Name) -> str:
    return f"{name.since or '…'} – {name.until or ('today' if name.kind == 'official' else '…')}"


def _about(name: Name) -> str:
    parts = [f"used by {name.used_by}"] if name.used_by else []
    parts += [text for text in (name.source, name.note) if text]
    return f"  ({'; '.join(parts)})" if parts else ""

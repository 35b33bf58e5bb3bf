"""Build toponyms/data/decoys.bin: the words, names of people and foreign towns that look like Ukrainian names.

    python -m tools.build_decoys SOURCES

SOURCES is a folder with the packages that tools/decoys/sources.py names, as the registries serve them; what is missing
is said, with the command that fetches it. Two further packages are needed: `pip install pyarrow dawg2-python`.
The same packages, register and gazetteer give the same bytes. docs/decoys.md tells what goes in and what it costs.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.decoys.choose import PlaceName, choose
from tools.decoys.endings import odds_of_endings
from tools.decoys.fuse import build, room
from tools.decoys.sources import every_decoy
from toponyms.text.decoys import FILE, KINDS, form
from toponyms.text.keys import fold

ROOT = Path(__file__).parent.parent
SIZE = 300_000
LIVED_IN = frozenset(("city", "settlement", "village"))
FINGERPRINT_BITS = 9  # one key in 512 that is on no list is taken for a decoy
SLOTS_PER_ENTRY = 1.16  # fewer, and peeling gets stuck
BORNE = 6  # rarer surnames say little about how surnames end: many are slips of the pen


def main(arguments: list[str] | None = None) -> int:
    """Build the file, and say what went into it."""
    parser = argparse.ArgumentParser(prog="tools.build_decoys", description=__doc__.split("\n")[0])
    parser.add_argument("sources", type=Path, help="the folder with the downloaded packages")
    parser.add_argument("--out", type=Path, default=Path(FILE))
    parser.add_argument("--endings", action="store_true", help="print the table of endings of toponyms/text/decoys.py")
    options = parser.parse_args(arguments)
    decoys = {(fold(text), kind, rarity) for text, kind, rarity in every_decoy(options.sources)}
    if options.endings:
        _print_endings(decoys)
        return 0
    slots = room(SIZE, FINGERPRINT_BITS)
    names = list(_names())
    chosen = choose(decoys, names, int(slots / SLOTS_PER_ENTRY))
    towns = {form(fold(name.text)) for name in names if name.size > 1}
    data = build({short: KINDS.index(kind) for short, kind in chosen.items()}, FINGERPRINT_BITS, slots, towns)
    options.out.write_bytes(data)
    print(f"{options.out}: {len(data)} bytes, {len(chosen)} forms: {dict(sorted(Counter(chosen.values()).items()))}")
    return 0


def _names() -> Iterator[PlaceName]:
    """The names of all places: the register's, and those that gazetteer.yaml adds, as far as a line shows them."""
    known: dict[str, tuple[str, int]] = {}
    for row in _register():
        known[row["id"]] = row["kind"], int(row["population"] or 0)
        for lang in ("uk", "ru", "en"):
            if row[lang]:
                yield PlaceName(row[lang], lang, *known[row["id"]])
    place = "", 0
    for line in (ROOT / "gazetteer.yaml").read_text(encoding="utf-8").splitlines():
        if heading := re.match(r"([a-z0-9-]+):", line):
            place = known.get(heading[1], ("", 0))
        elif name := re.match(r'^ +(?:- )?(uk|ru|en): "?([^"#]+)', line):
            yield PlaceName(name[2].strip(), name[1], *place)


def _register() -> Iterator[dict[str, str]]:
    with (ROOT / "toponyms/data/register.tsv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t")


def _print_endings(decoys: Iterable[tuple[str, str, int]]) -> None:
    surnames = {form(key) for key, kind, rarity in decoys if kind == "surname" and rarity <= BORNE and " " not in key}
    lived_in = [row for row in _register() if row["kind"] in LIVED_IN]
    places = {form(fold(row[lang]).rpartition(" ")[2]) for row in lived_in for lang in ("uk", "ru", "en") if row[lang]}
    odds = odds_of_endings(surnames, places)
    print("  ".join(f"{ending} {odds[ending]:g}" for ending in sorted(odds, key=lambda ending: ending[::-1])))


if __name__ == "__main__":
    sys.exit(main())

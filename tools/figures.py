"""Count what gazetteer.yaml holds, and write the figures into docs/data.md.

    python -m tools.figures          write them
    python -m tools.figures --check  write nothing; fail if the figures there are old

They stand between two comments in the document, so that they are never typed by hand.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from toponyms.source import register
from toponyms.source.entries import Entry, Item
from toponyms.source.judge import judge
from toponyms.source.world import World

ROOT = Path(__file__).parent.parent
DOCUMENT = ROOT / "docs" / "data.md"
BEGIN = "<!-- figures of gazetteer.yaml: `python -m tools.figures` writes them -->\n"
END = "<!-- end of figures -->\n"
LISTS = ("former", "also", "misspellings")
SOURCES = (
    ("an act, order or decision", r"resolution|order|decision|decree|ukase|\blaw\b|-VIII\b|-IX\b"),
    ("two dated codifiers", r"KOATUU|KATOTTG"),
    ("a page on the web", r"https?://|^[a-z0-9.-]+\.[a-z]{2,}/"),
    ("an encyclopaedia, by name", r"Encyclop|Wikipedia"),
    ("general knowledge", r"general knowledge"),
    ("GeoNames, Who's On First", r"GeoNames|Who's On First"),
    ("source code that people wrote, unnamed", r"source code|public code"),
)
COMMON_LANGUAGES = 12  # the table of languages names so many


def entries() -> list[Entry]:
    """Read the gazetteer's entries."""
    path = ROOT / "gazetteer.yaml"
    world = World(register=register.read(), ids=frozenset())
    return judge(path.read_bytes(), path.name, world, blocking_only=True).entries


def group(entry: Entry) -> str:
    """Say what sort of entry it is."""
    if entry.has("now"):
        return "merged ids"
    if entry.has("katottg"):
        return "units of the register"
    if entry.get("kind") in ("raion", "settlement", "village") and not entry.has("country"):
        return "abolished raions and vanished villages"
    if entry.has("country") and entry.get("country") != "UA":
        return "countries, regions and towns abroad"
    return "finer places of Ukraine (rivers, mines, microdistricts …)"


def precision(item: Item) -> str:
    """Say how exactly the end of a former name is known."""
    until = item.get("until")
    if until is None:
        return "not known"
    if "/" in until:
        return "an interval"
    return ("a year", "a month", "a day")[until.count("-")]


def source(item: Item) -> str:
    """Say what sort of source an item has."""
    text = item.get("source")
    if not text:
        return "none given"
    return next((name for name, pattern in SOURCES if re.search(pattern, text)), "another text")


def table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """Write a table in Markdown."""
    yield f"| {' | '.join(head)} |\n"
    yield f"|{' --- |' * len(head)}\n"
    for row in rows:
        yield f"| {' | '.join(f'{cell:,}' if isinstance(cell, int) else str(cell) for cell in row)} |\n"
    yield "\n"


def figures(found: list[Entry]) -> str:
    """Write all tables."""
    out: list[str] = []
    items = {name: [item for entry in found for item in entry.items.get(name, ())] for name in LISTS}
    names = {name: sum(len(item.names) for item in items[name]) for name in LISTS}
    groups = Counter(map(group, found))
    out += table(("entries", "number"), [*groups.most_common(), ("all", len(found))])
    out += table(
        ("list", "entries with it", "items", "names"),
        [(name, sum(name in entry.items for entry in found), len(items[name]), names[name]) for name in LISTS]
        + [("weak", sum(bool(entry.weak) for entry in found), sum(len(entry.weak) for entry in found), "")],
    )
    total = sum(names.values())
    languages = Counter(lang or "none given" for name in LISTS for item in items[name] for lang in item.names)
    said = ", ".join(f"{lang} {number:,}" for lang, number in languages.most_common(COMMON_LANGUAGES))
    rest = sum(number for _, number in languages.most_common()[COMMON_LANGUAGES:])
    out.append(f"Languages of these {total:,} names: {said}, others {rest:,}. ")
    used = sum(bool(item.used_by) for name in LISTS for item in items[name])
    out.append(f"{used:,} items say who of the other side uses the name today (`used-by`).\n\n")
    ends = Counter(map(precision, items["former"]))
    out += table(("end of a former name", "items"), ends.most_common())
    by_source = {name: Counter(map(source, items[name])) for name in LISTS}
    kinds = sorted(sum(by_source.values(), Counter()), key=lambda kind: (-by_source["former"][kind], kind))
    out += table(("source", *LISTS), [(kind, *(by_source[name][kind] for name in LISTS)) for kind in kinds])
    return "".join(out)


def main(arguments: list[str]) -> int:
    """Write the figures, or tell whether they are old."""
    text = DOCUMENT.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    current = f"{before}{BEGIN}\n{figures(entries())}{END}{after}"
    if "--check" in arguments:
        if current != text:
            print("docs/data.md: the figures are old; run: python -m tools.figures", file=sys.stderr)
        return int(current != text)
    DOCUMENT.write_text(current, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

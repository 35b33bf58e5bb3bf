"""Build toponyms/data/decoys.bin: the words, names of people and foreign towns that look like Ukrainian names.

    python -m tools.build_decoys SOURCES

SOURCES is a folder with the packages that tools/decoys/sources.py names, as the registries serve them; what is missing
is said, with the command that fetches it. Two further packages are needed: `pip install pyarrow dawg2-python`.
The same packages, register and gazetteer give the same bytes. docs/decoys.md tells what goes in and what it costs.

Not every decoy is worth its bits: one that is like no Ukrainian name does no harm. So those with the key, skeleton or
stem of one, or within an edit of one, come first, the commoner before the rarer; then those within two edits; then,
as far as there is room, common words of any shape, for gazetteers with names of their own.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.decoys.endings import odds_of_endings
from tools.decoys.fuse import SEGMENT, build, capacity
from tools.decoys.sources import every_decoy
from toponyms.text.decoys import FILE, KINDS, LEAST, form, shape_kind
from toponyms.text.inflect import case_forms
from toponyms.text.keys import fold, skeleton, stem

ROOT = Path(__file__).parent.parent
SIZE = 300_000
FINGERPRINT_BITS = 9  # one key in 512 that is on no list is taken for a decoy
SLOTS_PER_ENTRY = 1.16
FAR = 8  # what it costs a decoy to be like no Ukrainian name, in steps of rarity
RARE = 6


def main(arguments: list[str] | None = None) -> int:
    """Build the file, and say what went into it."""
    parser = argparse.ArgumentParser(prog="tools.build_decoys", description=__doc__.split("\n")[0])
    parser.add_argument("sources", type=Path, help="the folder with the downloaded packages")
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--endings", action="store_true", help="print the table of endings of toponyms/text/decoys.py")
    options = parser.parse_args(arguments)
    decoys = {(fold(text), kind, rarity) for text, kind, rarity in every_decoy(options.sources)}
    register = list(_register())
    if options.endings:
        _print_endings(decoys, register)
        return 0
    chosen = choose(decoys, register, list(_gazetteer()))
    data = build(chosen, FINGERPRINT_BITS, _room() // SEGMENT)
    options.out.write_bytes(data)
    counts = [sum(kind == number for kind in chosen.values()) for number in range(len(KINDS))]
    print(f"{options.out}: {len(data)} bytes, {len(chosen)} forms:", dict(zip(KINDS, counts, strict=True)))
    return 0


def _room() -> int:
    return int(capacity(SIZE, FINGERPRINT_BITS, 1.0))


def _register() -> Iterator[tuple[str, str, bool]]:
    """All names of the register: language, name, and whether it is that of a city, a settlement or an area."""
    with (ROOT / "toponyms/data/register.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            for lang in ("uk", "ru", "en"):
                if row[lang]:
                    yield lang, row[lang], row["kind"] != "village"


def _gazetteer() -> Iterator[tuple[str, str, bool]]:
    """All names of gazetteer.yaml, roughly: what is not a name there does no harm here."""
    line = re.compile(r'^ +(?:- )?(uk|ru|en): "?([^"#]+)')
    for text in (ROOT / "gazetteer.yaml").read_text(encoding="utf-8").splitlines():
        if found := line.match(text):
            yield found[1], found[2].strip(), True


def choose(
    decoys: Iterable[tuple[str, str, int]],
    register: Iterable[tuple[str, str, bool]],
    gazetteer: Iterable[tuple[str, str, bool]],
) -> dict[str, int]:
    """Choose the forms that go into the filter, with the number of the kind of each."""
    names = [*register, *gazetteer]
    near = _Nearness(names)
    kept = _kept_free(names)
    cost: dict[str, tuple[int, str, int]] = {}
    for key, kind, rarity in sorted(decoys):
        shortened = form(key)
        if len(shortened) < LEAST or shortened in kept or (shape_kind(key, shortened) and kind != "word"):
            continue
        known = cost.get(shortened)
        if known is None or rarity < known[2]:
            step = near.step(key, shortened, rarity) if known is None else known[0]
            cost[shortened] = (step, kind, rarity)
    order = sorted((step + rarity, shortened, kind) for shortened, (step, kind, rarity) in cost.items() if step >= 0)
    most = int(_room() / SLOTS_PER_ENTRY)
    return {shortened: KINDS.index(kind) for _, shortened, kind in order[:most]}


def _kept_free(names: Iterable[tuple[str, str, bool]]) -> set[str]:
    """The forms that no list may claim: names of cities, settlements and areas with their case forms."""
    kept = set()
    for lang, name, large in names:
        if large:
            kept.update(form(fold(written)) for written in case_forms(name, lang))
    return kept


class _Nearness:
    """How near a decoy is to the names of Ukrainian places."""

    def __init__(self, names: Iterable[tuple[str, str, bool]]) -> None:
        self.skeletons: set[str] = set()
        self.stems: set[str] = set()
        self.within_1: dict[str, bool] = {}  # a name with up to one letter left out → is it that of a large place?
        self.within_2: dict[str, bool] = {}
        self.skeletons_within_1: set[str] = set()
        for _, name, large in sorted(names):
            key = fold(name)
            folded = skeleton(key)
            self.skeletons.add(folded)
            self.stems.add(stem(folded))
            self.skeletons_within_1 |= _without_a_letter(folded) if len(folded) > 4 else {folded}
            shortened = form(key)
            once = _without_a_letter(shortened)
            for left in once:
                self.within_1[left] = large or self.within_1.get(left, False)
            if large and len(shortened) > 4:
                for left in once:
                    for twice in _without_a_letter(left):
                        self.within_2[twice] = True

    def step(self, key: str, shortened: str, rarity: int) -> int:
        """Give what the distance adds to the rarity; less than nothing if the decoy is to be left out."""
        once = _without_a_letter(shortened)
        found = [self.within_1[left] for left in once if left in self.within_1]
        if found:
            # A name that hardly anyone bears, one letter from a town's: most who write it mean the town.
            return -1 if any(found) and rarity >= RARE and len(shortened) > 5 else 0
        folded = skeleton(key)
        if folded in self.skeletons or stem(folded) in self.stems:
            return 0
        if len(folded) > 4 and not self.skeletons_within_1.isdisjoint(_without_a_letter(folded)):
            return 1
        if len(shortened) > 4 and any(twice in self.within_2 for left in once for twice in _without_a_letter(left)):
            return 4
        return FAR


def _without_a_letter(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _print_endings(decoys: Iterable[tuple[str, str, int]], register: Iterable[tuple[str, str, bool]]) -> None:
    surnames = {form(key) for key, kind, rarity in decoys if kind == "surname" and rarity <= RARE and " " not in key}
    places = {form(fold(name).rpartition(" ")[2]) for _, name, _ in register}
    odds = odds_of_endings(surnames, places)
    for ending in sorted(odds, key=lambda ending: ending[::-1]):
        print(ending, f"{odds[ending]:g}", end=" ")
    print()


if __name__ == "__main__":
    sys.exit(main())

"""How right `resolve` is on single names labelled by hand; writes its section of docs/accuracy.md."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime

from benchmarks.report import put_into_accuracy, table
from tools.labelled import FIT, HELD_OUT
from tools.labelled_names import read_names, read_strangers, table_of_names, table_of_strangers

TITLE = "## Single names labelled by hand"

# Right bare, another place given bare, right with the oblast given, another place given with it; strangers taken: when
# the tables were written, before anything was mended by them (commit 44c81b0).
BEFORE = {
    (FIT, "name of one place"): (0.901, 0.018, 0.971, 0.012), (FIT, "shared name"): (0.478, 0.100, 0.844, 0.067),
    (HELD_OUT, "name of one place"): (0.897, 0.006, 0.976, 0.006),
    (HELD_OUT, "shared name"): (0.477, 0.081, 0.793, 0.054),
}  # fmt: skip
TAKEN_BEFORE = {FIT: 12, HELD_OUT: 7}

TEXT = """
{title}

Written by `python -m benchmarks names --write`; measured {date}. `tests/cases/names-blind.tsv` has {n} names as people
write them: Russian, Polish, German and other forms, half Russian ones, slips of the pen, of the keyboard and in
Cyrillic, case forms, old names. Their places were drawn at random from the register, most of them villages.
`strangers-blind.tsv` has {strangers} words, surnames, first names, towns abroad, brands and acronyms that are no place
of Ukraine. All were written from memory before the rules of `resolve()` were read; a hash parts each table into a half
to mend by, and a half of which only the sums were looked at. "Oblast given" is `within=`. "Before" is commit 44c81b0.
"Shared" is a name that several settlements have, some of them in one oblast.

{names}

| strangers, half | n | taken before | taken |
|---|---:|---:|---:|
{taken}
"""


def section() -> str:
    """Measure, and return the section."""
    rows = []
    for half, which, now in table_of_names():
        bare, other, given, other_given = BEFORE[half, which]
        pairs = ((bare, now.bare), (other, now.other), (given, now.given), (other_given, now.other_given))
        shown = [f"{old:.3f} → {new:.3f}" for old, new in pairs]
        rows.append([f"{half}, {which}", str(now.names), *shown, f"{now.among:.3f}"])
    head = ("half, names", "n", "right", "another", "right, oblast given", "another, given", "among them, given")
    taken = [
        f"| {half}, {kind} | {n} | {TAKEN_BEFORE[half] / n:.4f} | {wrong / n:.4f} |"
        for half, kind, n, wrong in table_of_strangers()
        if kind == "all"
    ]
    return TEXT.format(
        title=TITLE, date=datetime.now(UTC).date().isoformat(), n=len(read_names()), strangers=len(read_strangers()),
        names=table(head, rows), taken="\n".join(taken),
    ).lstrip("\n")  # fmt: skip


def run(options: argparse.Namespace) -> None:
    """Measure, print, and put the section into docs/accuracy.md if asked to."""
    text = section()
    print(text)
    if options.write:
        put_into_accuracy(TITLE, text)

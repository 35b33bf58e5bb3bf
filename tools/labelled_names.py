"""Score `resolve` on single names labelled by hand, one half to mend by, one to judge by.

`python -m tools.labelled_names` prints the figures of both halves of tests/cases/names-blind.tsv (names as people write
them) and of strangers-blind.tsv (words and names of other things); `--errors` also shows what is wrong in the half to
mend by. What the other half gets wrong is not shown, so that nothing can be tuned to it.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tools.labelled import FIT, HELD_OUT, SETTLEMENTS, half_of
from toponyms.gazetteer import default
from toponyms.model import Place, Resolution

CASES = Path(__file__).parent.parent / "tests" / "cases"
NAMES, STRANGERS = CASES / "names-blind.tsv", CASES / "strangers-blind.tsv"


class Label(NamedTuple):
    """A name as it was written, the id of the place meant, and the manner of writing."""

    text: str
    place: str
    manner: str


class Stranger(NamedTuple):
    """A word or name that is no place of Ukraine, and what it is."""

    kind: str
    text: str


def read_names(path: Path = NAMES) -> list[Label]:
    """Read the names."""
    return [Label(*row) for row in _rows(path)]


def read_strangers(path: Path = STRANGERS) -> list[Stranger]:
    """Read the strangers."""
    return [Stranger(*row) for row in _rows(path)]


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


@cache
def _times() -> Counter[str | None]:
    places = default().places()
    return Counter(place.name_in("uk") for place in places if place.country == "UA" and place.kind in SETTLEMENTS)


def shared(label: Label) -> bool:
    """Tell whether several settlements have the Ukrainian name of the place meant."""
    return _times()[default().get(label.place).name_in("uk")] > 1


def judge(label: Label) -> tuple[str, str, bool]:
    """Tell how the answers without and with the oblast are ("right", "other", "none"), and if it is among these."""
    want = default().get(label.place)
    bare = default().resolve(label.text)
    given = default().resolve(label.text, within=want.parents[-1])
    return _verdict(bare, want), _verdict(given, want), any(match.place == want for match in given.candidates)


def _verdict(answer: Resolution, want: Place) -> str:
    if answer.place is None:
        return "none"
    return "right" if answer.place == want else "other"


def taken(stranger: Stranger) -> Place | None:
    """Return the Ukrainian place that a stranger is taken for."""
    place = default().resolve(stranger.text).place
    return place if place is not None and place.country == "UA" else None


class Figures(NamedTuple):
    """What some names come to: shares of their number."""

    names: int
    bare: float
    other: float
    given: float
    other_given: float
    among: float


def figures(labels: Iterable[Label]) -> Figures:
    """Add up names."""
    verdicts = [judge(label) for label in labels]
    n = max(1, len(verdicts))
    return Figures(
        len(verdicts),
        sum(bare == "right" for bare, _, _ in verdicts) / n, sum(bare == "other" for bare, _, _ in verdicts) / n,
        sum(given == "right" for _, given, _ in verdicts) / n, sum(given == "other" for _, given, _ in verdicts) / n,
        sum(among for _, _, among in verdicts) / n,
    )  # fmt: skip


def table_of_names() -> list[tuple[str, str, Figures]]:
    """Return the figures of names by half, and by whether several places share the name meant."""
    labels = read_names()
    return [
        (half, which, figures(label for label in labels if half_of(label.text) == half and chosen(label)))
        for half in (FIT, HELD_OUT)
        for which, chosen in (("name of one place", lambda label: not shared(label)), ("shared name", shared))
    ]


def table_of_strangers() -> list[tuple[str, str, int, int]]:
    """Return number and number taken of strangers, by half and kind."""
    strangers = read_strangers()
    rows = []
    for half in (FIT, HELD_OUT):
        chosen = [stranger for stranger in strangers if half_of(stranger.text) == half]
        for kind in (*dict.fromkeys(stranger.kind for stranger in strangers), "all"):
            of_kind = [stranger for stranger in chosen if kind in (stranger.kind, "all")]
            rows.append((half, kind, len(of_kind), sum(taken(stranger) is not None for stranger in of_kind)))
    return rows


def show_errors() -> None:
    """Print what is wrong in the half to mend by."""
    for label in read_names():
        if half_of(label.text) == FIT:
            bare, given, among = judge(label)
            if given != "right" or bare == "other":
                print(
                    f"{label.text}  ({label.manner}) meant {label.place}{' (shared)' if shared(label) else ''}: "
                    f"{bare} {default().resolve(label.text).id}, oblast given {given}{', among' if among else ''}"
                )
    for stranger in read_strangers():
        if half_of(stranger.text) == FIT and (place := taken(stranger)):
            print(f"{stranger.text}  ({stranger.kind}) taken for {place.id}")


def main() -> None:
    """Print the figures, and what is wrong in the half to mend by."""
    parser = argparse.ArgumentParser(prog="python -m tools.labelled_names", description=__doc__)
    parser.add_argument("--errors", action="store_true", help="show what is wrong in the half to mend by")
    if parser.parse_args().errors:
        show_errors()
    for half, which, row in table_of_names():
        print(
            f"{half:9} {which:18} n {row.names:4}  bare: right {row.bare:.3f} other {row.other:.3f}  "
            f"oblast given: right {row.given:.3f} other {row.other_given:.3f} among {row.among:.3f}"
        )
    for half, kind, number, wrong in table_of_strangers():
        if kind == "all":
            print(f"{half:9} {'strangers':18} n {number:4}  taken {wrong} ({wrong / number:.4f})")


if __name__ == "__main__":
    main()

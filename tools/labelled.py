"""Score `find` on tests/cases/text-sentences.tsv: sentences labelled by hand, some to mend by, some to judge by.

`python -m tools.labelled` prints the figures of each part; `--errors` also shows what is wrong in those to mend by.
What the sentences to judge by get wrong is never shown, so that nothing can be tuned to it.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import toponyms
from toponyms.model import Mention, Place

FILE = Path(__file__).parent.parent / "tests" / "cases" / "text-sentences.tsv"
FIT, HELD_OUT = "fit", "held out"
INDEPENDENT, INDEPENDENT_2, INDEPENDENT_3 = "independent", "independent-2", "independent-3"  # also kinds of sentences
APART = (INDEPENDENT, INDEPENDENT_2, INDEPENDENT_3)  # by writers who knew neither the rules nor the other sentences
TO_MEND_BY = (FIT, INDEPENDENT_2)  # what else is wrong is never shown
SETTLEMENTS = frozenset({"city", "settlement", "village"})
AREAS = frozenset({"oblast", "raion", "hromada", "city-district"})
OPEN = "?"  # a place that the sentence does not tell, or a label that can be argued about: counts for nothing
_MARK = re.compile(r"\[\[(?P<name>.+?)\|(?P<id>.+?)\]\]|\{\{(?P<trap>.+?)\}\}")


def half_of(text: str) -> str:
    """Tell the half of a text, by its hash."""
    return FIT if hashlib.blake2b(text.encode(), digest_size=1).digest()[0] % 2 else HELD_OUT


class Label(NamedTuple):
    """A marked part of a sentence: a place by its id, `OPEN`, or None for a trap."""

    start: int
    end: int
    place: str | None


class Sentence(NamedTuple):
    """A sentence without its marks, what was marked, and, where it is known to go wrong, why."""

    lang: str
    kind: str
    text: str
    labels: tuple[Label, ...]
    cause: str = ""

    @property
    def half(self) -> str:
        """Tell the half of a sentence, by a hash of its text; those of the independent writers are apart."""
        if self.kind in APART:
            return self.kind
        return half_of(self.text)


def read(path: Path = FILE) -> list[Sentence]:
    """Read the sentences: language, kind of text, the sentence with its marks, the cause of a known failure."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [Sentence(lang, kind, *unmark(marked), *cause) for lang, kind, marked, *cause in rows]


def unmark(marked: str) -> tuple[str, tuple[Label, ...]]:
    """Take the marks out of a sentence.

    Examples:
        >>> unmark("[[Sumy|sumy-sumy]] beat {{Dnipro-1}}.")
        ('Sumy beat Dnipro-1.', (Label(start=0, end=4, place='sumy-sumy'), Label(start=10, end=18, place=None)))
    """
    text, labels, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        words = match["name"] or match["trap"]
        labels.append(Label(len(text), len(text) + len(words), match["id"]))
        text += words
        at = match.end()
    return text + marked[at:], tuple(labels)


def judge(sentence: Sentence) -> Iterator[tuple[str, str]]:
    """Yield what counts in one sentence, each with words that show it.

    A settlement is "right" when a mention that overlaps it has its place (or a namesake in the oblast), else it is
    "other" or "missed"; "extra" is a mention of a Ukrainian settlement where none is marked; a trap is "taken" or
    "left".
    """
    found = [m for m in toponyms.find(sentence.text) if m.place is not None]
    for label in sentence.labels:
        over = [m for m in found if m.start < label.end and label.start < m.end]
        words = sentence.text[label.start : label.end]
        if label.place is None:
            taken = [m for m in over if _ukrainian(m)]
            yield ("taken", f"{words} as {_ids(taken)}") if taken else ("left", words)
        elif label.place != OPEN:
            want = toponyms.get(label.place)
            kind = "settlement" if want.kind in SETTLEMENTS else "area" if want.kind in AREAS else "feature"
            if any(_same(m.place, want) for m in over):
                yield f"{kind} right", words
            else:
                got = _ids(over)
                yield f"{kind} {'other' if got else 'missed'}", f"{words} meant {want.id}, got {got or 'nothing'}"
    for mention in found:
        if _ukrainian(mention) and not any(mention.start < g.end and g.start < mention.end for g in sentence.labels):
            yield "extra", f"{mention.text} as {_ids([mention])}"


def _ukrainian(mention: Mention) -> bool:
    place = mention.place
    return place is not None and place.country == "UA" and place.kind in SETTLEMENTS


def _same(place: Place | None, want: Place) -> bool:
    if place is None:
        return False
    alike = place.name == want.name and place.kind == want.kind and place.parents[-1:] == want.parents[-1:]
    return place == want or alike


def _ids(mentions: Iterable[Mention]) -> str:
    return ", ".join(m.place.id for m in mentions if m.place is not None)


def errors(sentence: Sentence) -> list[str]:
    """Return what is wrong in a sentence."""
    return [f"{what}: {words}" for what, words in judge(sentence) if "right" not in what and what != "left"]


class Figures(NamedTuple):
    """What some sentences come to."""

    sentences: int
    settlements: int
    f1: float
    traps: int
    taken: float
    areas: int
    areas_right: float


def figures(sentences: Iterable[Sentence]) -> Figures:
    """Add up sentences."""
    chosen = list(sentences)
    count = Counter(what for sentence in chosen for what, _ in judge(sentence))
    right, other = count["settlement right"], count["settlement other"]
    wanted = right + other + count["settlement missed"]
    given = right + other + count["extra"] + count["taken"]
    traps = count["taken"] + count["left"]
    areas = sum(number for what, number in count.items() if what.startswith("area "))
    return Figures(
        len(chosen), wanted, 2 * right / max(1, wanted + given), traps, count["taken"] / max(1, traps),
        areas, count["area right"] / max(1, areas),
    )  # fmt: skip


def table(sentences: Iterable[Sentence]) -> list[tuple[str, str, Figures]]:
    """Return the figures by half and language."""
    chosen = list(sentences)
    return [
        (half, lang, figures(s for s in chosen if s.half == half and lang in (s.lang, "all")))
        for half in (FIT, HELD_OUT, *APART)
        for lang in ("en", "ru", "uk", "all")
    ]


def main() -> None:
    """Print the figures, and what is wrong in the sentences to mend by."""
    parser = argparse.ArgumentParser(prog="python -m tools.labelled", description=__doc__)
    parser.add_argument("--errors", action="store_true", help="show what is wrong in the sentences to mend by")
    options = parser.parse_args()
    sentences = read()
    if options.errors:
        for sentence in sentences:
            wrong = errors(sentence)
            if wrong and sentence.half in TO_MEND_BY:
                print(f"{sentence.lang}  {sentence.text}", *wrong, sep="\n    ")
    for half, lang, row in table(sentences):
        print(
            f"{half:14}{lang:4} sentences {row.sentences:4}  settlements {row.settlements:4}  F1 {row.f1:.3f}  "
            f"traps {row.traps:4}  taken {row.taken:.3f}  areas {row.areas:3}  right {row.areas_right:.3f}"
        )


if __name__ == "__main__":
    main()

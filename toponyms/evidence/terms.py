"""Words for regions abroad and for Ukraine: what a text says of where it plays.

They are looked for in runs of capitalised words, when these are judged, so that a text that is read costs nothing more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from toponyms.evidence.rules import table

HOME = "UA"
CUE = "+"  # the slug of a term that speaks for its own places, and not against Ukrainian ones, begins so
_AREA = re.compile(r"\w*[ \u00a0](?:[Oo]blast|[Rr]egion|обл|кра[йюея])")


class Term(NamedTuple):
    """A word for a region: where it stands, and the part of ids that it stands for."""

    start: int
    end: int
    slug: str
    row: int = -1


def terms_in(run: str, words: Iterable[tuple[int, int]]) -> tuple[Term, ...]:
    """Find terms in a run of capitalised words; `holds` says in the text whether what must follow does."""
    found = []
    for start, _ in words:
        match = _pattern().match(run, start)
        if match:
            row = int((match.lastgroup or "g0")[1:])
            found.append(Term(match.start(), match.end(), table("abroad.tsv")[row][0], row))
    return tuple(found)


def holds(term: Term, text: str, end: int) -> bool:
    """Tell whether what must follow a term stands in the text."""
    follow = _following()[term.row]
    return follow is None or bool(follow.match(text, end))


@cache
def _pattern() -> re.Pattern[str]:
    rows = enumerate(table("abroad.tsv"))
    return re.compile("(?:" + "|".join(f"(?P<g{number}>{row[1]}|{row[2]})" for number, row in rows) + ")")


@cache
def _following() -> tuple[re.Pattern[str] | None, ...]:
    wanted = (row[3] if len(row) > 3 else "" for row in table("abroad.tsv"))
    return tuple(_AREA if want == "area" else re.compile(want) if want else None for want in wanted)

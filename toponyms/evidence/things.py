"""Names that are something else by what follows them: feasts of churches, men of the past, words for an hour."""

from __future__ import annotations

import re
from functools import cache

from toponyms.evidence.case import Case
from toponyms.evidence.rules import table


def is_thing(text: str, case: Case, first: bool) -> bool:
    """Tell whether a Cyrillic name is no town's by what follows it: «Вознесенский собор», «Ровно в полдень».

    Args:
        text: The text.
        case: The name.
        first: Whether it opens a sentence.
    """
    for where, pattern in _patterns(first):
        if pattern.match(text, case.start) and (where != "word" or "word" in case.spot.meanings):
            return True
    return False


@cache
def _patterns(first: bool) -> list[tuple[str, re.Pattern[str]]]:
    rows = [row for row in table("things.tsv") if first or row[0] == "any"]
    return [(where, re.compile(rf"(?:{name})(?:{after})")) for where, name, after, _ in rows]

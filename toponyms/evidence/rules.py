"""Rules about the words beside a name, read from `data/text-rules/`: data with an example each."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_REACH = 48  # characters that a rule can see on either side


class Rules(NamedTuple):
    """The rules, ready to be asked.

    Attributes:
        before: Effect and the pattern that must end where the name begins.
        after: Effect and the pattern that must begin where the name ends.
        weights: Effect → what it multiplies the weights of the places and of "no place here" with, and the share of the
            former that the latter gains.
    """

    before: tuple[tuple[str, re.Pattern[str]], ...]
    after: tuple[tuple[str, re.Pattern[str]], ...]
    weights: dict[str, tuple[float, float, float]]

    def effects(self, text: str, start: int, end: int) -> tuple[set[str], int]:
        """Return the effects of the words beside a span, and where the noun after it ends that belongs to the name."""
        found = set()
        left = text[max(0, start - _REACH) : start]
        right = text[end : end + _REACH]
        for effect, pattern in self.before:
            if pattern.search(left):
                found.add(effect)
        noun_end = end
        for effect, pattern in self.after:
            match = pattern.match(right)
            if match:
                found.add(effect)
                if effect in ("oblast", "raion"):
                    noun_end = end + match.end()
        if _JOINED.match(right):
            found.add("joined")
        if left[-1:] in _QUOTES and right[:1] in _QUOTES:
            found.add("quoted-thing" if _THING.search(left) and "thing" in found else "quoted")
        return found, noun_end


_QUOTES = frozenset("«»\"“”„‟'‘’")
# "Port-au-Prince", "Lyman-alpha"; but "Donetsk-based" and "Kyiv-controlled" speak of the town.
_JOINED = re.compile(r"[-–](?!based|born|held|area|controlled|occupied|bound|made|led|backed|region|style|\w+(?:ed|ing)\b)[^\W\d_A-ZА-ЯЁЄІЇҐ]")
_FLAGS = {"locative": re.IGNORECASE, "settlement": re.IGNORECASE}  # they begin sentences too
_THING = re.compile(r"\w\W*$")


@cache
def rules() -> Rules:
    """Read the rules, once."""
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for effect, side, _, pattern, _ in table("context.tsv"):
        (before if side == "before" else after).setdefault(effect, []).append(pattern)
    weights = {row[0]: (float(row[1]), float(row[2]), float(row[3])) for row in table("effects.tsv")}
    edge_before = r"(?<!\w)(?:{})(?:[ \u00a0]|[ \u00a0]?[«\"“„'‘(]|(?<=\.))$"
    edge_after = r"[»\"”’')]?[ \u00a0-](?:{})(?!\w)"
    return Rules(
        tuple((effect, re.compile(edge_before.format("|".join(pats)), _FLAGS.get(effect, 0))) for effect, pats in before.items()),
        tuple((effect, re.compile(edge_after.format("|".join(pats)))) for effect, pats in after.items()),
        weights,
    )


def table(name: str) -> list[list[str]]:
    """Return the rows of a file of rules."""
    text = (files("toponyms") / "data" / "text-rules" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]

"""The words beside a name, from `beside.tsv` and `effects.tsv`; `table` reads the other tables for their rooms."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from toponyms.datafiles import data_text

_REACH = 48  # characters that a rule can see on either side


class Rules(NamedTuple):
    """The rules, ready to be asked.

    Attributes:
        before: The pattern of what may stand directly before a name; its groups are numbered effects.
        after: The same for what may stand after it.
        names: The effects of the groups.
        weights: Effect → what it multiplies the weights of the places and of "no place here" with, and the share of the
            former that the latter gains.
    """

    before: re.Pattern[str]
    after: re.Pattern[str]
    names: dict[str, str]
    weights: dict[str, tuple[float, float, float]]

    def effects(self, text: str, start: int, end: int) -> tuple[set[str], int]:
        """Return the effects of the words beside a span, and where the noun after it ends that belongs to the name."""
        found = set()
        left = text[max(0, start - _REACH) : start]
        right = text[end : end + _REACH]
        # From the nearest word back: a rule is one or two words long, but for "вулиць Гоголя та".
        at, backwards = 0, left[::-1]
        for _ in range(3 if "улиц" in left else 2):
            word = _WORD.match(backwards, at)
            if word is None:
                break
            at = word.end()
            effect = _before(left[-at:])
            if effect:
                found.add(effect)
        noun_end = end
        hit = self.after.match(right)
        if hit:
            effect = self.names[hit.lastgroup or ""]
            found.add(effect)
            if effect in ("oblast", "raion", "polity", "plant", "hromada"):
                noun_end = end + hit.end()
        if right[:1] in "-–" and _JOINED.match(right):
            found.add("joined")
        elif right[:1] == "." and _ADDRESS.match(right):
            found.add("address")
        # Corpora of words put spaces inside the quotes: « Дружба ».
        spaced = left.endswith(_OPENING) and right.startswith(_CLOSING)
        if spaced or (left[-1:] in _QUOTES and right[:1] in _QUOTES):
            found.add("quoted-thing" if "thing" in found else "quoted")
        elif right[:1] in _QUOTES and (whole := _LAST_QUOTED.search(left)) and _names_thing(whole):
            found.add("quoted-thing")
        return found, noun_end

    def said_by(self, word: str) -> str:
        """Return what a word with a space behind it says of the name after it, or nothing: «Селище Десна»."""
        return _before(word)


def _names_thing(whole: re.Match[str]) -> bool:
    """Tell whether what stands before a quoted name makes it a thing's: «фірма "Перлина Степу"»."""
    return "thing" in (_before(whole["said"]), _before(whole["word"]))


@lru_cache(maxsize=20_000)
def _before(words: str) -> str:
    """Return the effect of the last words before a name, or nothing."""
    asked = rules()
    hit = asked.before.match(words)
    return asked.names[hit.lastgroup or ""] if hit else ""


_OPENING, _CLOSING = ("« ", "“ ", '" ', "„ "), (" »", " ”", ' "', " “")
_QUOTES = frozenset("«»\"“”„‟'‘’")
_CAPITALISED = r"[A-ZА-ЯЁЄІЇҐ][\w'’ʼ-]*"
_LAST_QUOTED = re.compile(rf"(?P<said>(?:[\w'’ʼ-]+ )?(?P<word>[\w'’ʼ-]+ [«\"“„]))(?:{_CAPITALISED} ){{1,3}}$")
# "Port-au-Prince", "Lyman-alpha"; but "Donetsk-based" and "Kyiv-controlled" speak of the town.
_TOWNS = "based|born|held|area|controlled|occupied|bound|made|led|backed|region|style"
_JOINED = re.compile(rf"[-–](?!{_TOWNS}|\w+(?:ed|ing)\b)[^\W_A-ZА-ЯЁЄІЇҐ]")
# «Одесса.онлайн» is read on a screen; a full stop without a space after it stands before any word.
_ADDRESS = re.compile(
    r"\.(?:ua|com|net|org|info|life|online|media|news|today|city|tv|нет|нєт|онлайн|ин?фо|інфо|медиа|медіа|лайф|ньюс|укр|рф|ру|ком|орг|сити|сіті)(?!\w)"
)
KINDS = frozenset({"settlement", "street", "water"})
_WRITTEN = frozenset({"initials", "body"})  # the others may begin a sentence, or stand in small letters
# A word and what stands before it; in a text read backwards, where to look for the last one costs nothing.
_WORD = re.compile(r"[\s«»\"“”„()‘]*[^\s«»\"“”„()‘]+")


@cache
def rules() -> Rules:
    """Read the rules, once."""
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    aside: dict[str, list[str]] = {}  # behind a comma: "Hroza, the village where"
    sides = {"before": before, "after": after, "aside": aside}
    for effect, side, _, pattern, _ in table("beside.tsv"):
        sides[side].setdefault(effect, []).append(pattern)
    names: dict[str, str] = {}
    patterns = [_alternatives(before, "b", names), _alternatives(after, "a", names), _alternatives(aside, "c", names)]
    return Rules(
        re.compile(rf"(?:{patterns[0]})(?:[ \u00a0]|[ \u00a0]?[«\"“„'‘(]+|(?<=\.))$"),
        re.compile(rf"[»\"”’')]*(?:[ \u00a0-](?:{patterns[1]})|, (?:{patterns[2]}))(?!\w)"),
        names,
        {row[0]: (float(row[1]), float(row[2]), float(row[3])) for row in table("effects.tsv")},
    )


def _alternatives(rows: dict[str, list[str]], side: str, names: dict[str, str]) -> str:
    groups = []
    for number, (effect, patterns) in enumerate(rows.items()):
        names[f"{side}{number}"] = effect
        flag = "i" if side == "b" and effect not in _WRITTEN else ""
        groups.append(f"(?P<{side}{number}>(?{flag}:{'|'.join(patterns)}))")
    return "|".join(groups)


@cache
def table(name: str) -> list[list[str]]:
    """Return the rows of a file of rules."""
    text = data_text(f"text-rules/{name}")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]

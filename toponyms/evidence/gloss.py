"""Glosses: two names of one place side by side, "Krasnoarmersk (Pokrovsk)", in the forms that papers use."""

from __future__ import annotations

import re

_WORDS = (
    r"(?:also|then|at|time|"
    r"sometimes|otherwise|better|now|currently|previously|formerly|earlier|until 20\d\d|since 20\d\d|known|"
    r"called|named|renamed|as|by|its|the|in|a|an|or|aka|a\.k\.a\.|is|was|which|to|city|town|village|old|new|former|Soviet|Ukrainian|"
    r"Russian|name|names|official|officially|spelling|укр\.?|рус\.?|рос\.?|русск\.?|ранее|раньше|прежн\w+|бывш\w+|быв\.?|"
    r"колишн\w+|нині|ныне|тепер|теперь|тогда|тогдашн\w+|тоді|тодішн\w+|сейчас|зараз|раніше|також|также|известн\w+|відом\w+|как|як|який|яка|яке|який|котор\w+|назв\w+|называ\w+|"
    r"переимен\w+|перейменован\w+|в|у|на|до|по|он же|она же|він же|або|или|офіційн\w+|официальн\w+|українськ\w+|"
    r"украинск\w+|російськ\w+|русск\w+|стар\w+|нов\w+|советск\w+|радянськ\w+|город\w*|міст\w+|сел\w+|(?:1[5-9]|20)\d\d|год\w*|рок\w*|р\.|рр\.|г\.|гг\.)"
)
_SAYS = re.compile(
    r"known|called|renamed|former|aka|a\.k\.a|Ukrainian|Russian|Soviet|\bnow\b|\bold\b|укр|рус|рос|ранее|раньше|прежн|"
    r"бывш|быв\.|колишн|нині|ныне|тепер|сейчас|зараз|раніше|тогдашн|тодішн|"
    r"\((?:then|at the time|тогда|тоді)|известн|відом|называ|перейм|переим|до (?:1[5-9]|20)\d\d|"
    r"\d{4}[—–-]\d{4}|он же|він же|\bor\b|"
    r"или|або|стар|советск|радянськ|official|офіц|офиц"
)
_BARE = re.compile(r"[ \u00a0]?[(\[][ ]?$|[ \u00a0]?/[ \u00a0]?$")
_SAID = re.compile(rf"[ \u00a0,;:(\[\"'«“‘–—/-]*(?:{_WORDS}[ \u00a0,:;\"'«“‘»”’(–—-]+)+$")


def gloss(gap: str, after: str) -> int:
    """Say whether the text between two names makes one a gloss of the other.

    Args:
        gap: The text between them.
        after: What follows the second.

    Returns:
        2 if words say so ("also known as"), 1 if only brackets or a slash do, 0 if nothing does.

    Examples:
        >>> gloss(" (", ")"), gloss(", also known as ", ","), gloss(" and ", ".")
        (1, 2, 0)
    """
    if len(gap) > 60:
        return 0
    if _BARE.fullmatch(gap):
        return 1 if "/" in gap or after[:1] in ")]" else 0
    if _SAID.fullmatch(gap) and _SAYS.search(gap):
        return 2
    return 0

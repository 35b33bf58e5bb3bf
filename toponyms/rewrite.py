"""Rewrite a text so that every place it names stands under one name; and list the ids of the places it names.

A search under one name then finds all. `normalise` may be applied again without harm: a name that is canonical for a
Ukrainian place in the language asked for stays, whatever else it may stand for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from toponyms.evidence.gloss import gloss
from toponyms.model import Mention
from toponyms.scan import Scanner
from toponyms.text.keys import fold

LANGUAGES = ("en", "uk", "ru")
# "X was renamed Y" is a sentence, and without its verb it is none; "X, renamed Y," and "X (now Y)" are one name.
_PREDICATE = re.compile(
    r"\s(?:[^\W\d_]+\s)?(?:was|were|is|are|has|had|became|переимен|перейм|назыв|назва|стал|став)", re.IGNORECASE
)
_ROUNDS = 16  # a name written once helps to decide others; each round leaves fewer, and two are the rule
_CLOSING = {"(": ")", "[": "]", "«": "»", "“": "”", '"': '"', "'": "'", "‘": "’", "„": "“"}


def normalise(
    scanner: Scanner,
    text: str,
    *,
    to: str | Callable[[Mention], str] = "en",
    collapse: bool = True,
    adjectives: bool = False,
    **hints: Any,
) -> str:
    """Rewrite a text with one name for each place; see `toponyms.normalise`."""
    if not callable(to) and to not in (*LANGUAGES, "id"):
        msg = f'to must be {", ".join(LANGUAGES)}, "id" or a function from a mention to a text, not {to!r}'
        raise ValueError(msg)
    for _ in range(_ROUNDS if to in LANGUAGES else 1):
        written = _rewrite(scanner, text, to, collapse, adjectives, hints)
        if written == text:
            break
        text = written
    return text


def place_ids(scanner: Scanner, text: str, *, parents: bool = True, **hints: Any) -> list[str]:
    """List the ids of the places a text names; see `toponyms.place_ids`."""
    found: dict[str, None] = {}
    places = [mention.place for mention in scanner.find(text, **hints) if mention.place is not None]
    for place in places:
        found[place.id] = None
    if parents:
        for place in places:
            found.update(dict.fromkeys(place.parents))
    return list(found)


def _rewrite(
    scanner: Scanner, text: str, to: str | Callable[[Mention], str], collapse: bool, adjectives: bool,
    hints: dict[str, Any],
) -> str:  # fmt: skip
    mentions = scanner.find(text, **hints)
    pieces = []
    done = 0
    at = 0
    while at < len(mentions):
        mention = mentions[at]
        end = mention.end
        if collapse and at + 1 < len(mentions):
            merged = _glossed(text, mention, mentions[at + 1])
            if merged:
                end, at = merged, at + 1
        new = _new_name(scanner, mention, to, adjectives, merged=end != mention.end)
        if new is not None:
            pieces += [text[done : mention.start], new]
            done = end
        at += 1
    return "".join([*pieces, text[done:]])


def _glossed(text: str, one: Mention, two: Mention) -> int:
    """Return where a pair of names of one place ends, or 0 if the two are no such pair."""
    if one.place is None or two.place is None or one.place != two.place or "adjective" in (one.form, two.form):
        return 0
    gap = text[one.end : two.start]
    if _PREDICATE.match(gap) or not gloss(gap, text[two.end : two.end + 1]):
        return 0
    opened = [_CLOSING[sign] for sign in gap if sign in _CLOSING]
    end = two.end
    for sign in reversed(opened):
        if text[end : end + 1] == sign:
            end += 1
        elif sign in ")]":
            return 0
    return end


def _new_name(
    scanner: Scanner, mention: Mention, to: str | Callable[[Mention], str], adjectives: bool, *, merged: bool
) -> str | None:
    """Return what to write for a mention, or None to leave it."""
    place = mention.place
    if place is None or (mention.form == "adjective" and not adjectives):
        return None
    if callable(to):
        return to(mention)
    if to == "id":
        return place.id
    if place.country != "UA":
        return None
    if not merged and _is_canonical(scanner, mention.text, to):
        return None
    name = place.name_in(to)
    if name is None:
        return None
    return name.upper() if _SHOUTED.fullmatch(mention.text) else name


_SHOUTED = re.compile(r"(?=.{4})[^a-zа-яёіїєґ]*[A-ZА-ЯЁІЇЄҐ][^a-zа-яёіїєґ]*", re.DOTALL)


def _is_canonical(scanner: Scanner, text: str, to: str) -> bool:
    """Tell whether a text is, letter by letter, the canonical name of a Ukrainian place."""
    world = scanner.world
    shouted = _SHOUTED.fullmatch(text)
    for number, _, _ in world.exact(fold(text)):
        place = world.place(world.place_of(number))
        name = place.name_in(to)
        if place.country == "UA" and name is not None and text in (name, name.upper() if shouted else name):
            return True
    return False

"""Runs of capitalised words: how they are found, and how a run is parted into spots that may be places.

A run is judged by its own words alone, so that the judgement can be kept and used again wherever the run stands.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from toponyms.evidence.readings import Reading, Readings
from toponyms.text.decoys import is_decoy, place_shape, surname_shape
from toponyms.text.homographs import meanings
from toponyms.text.keys import fold

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽА-ЯЁЄІЇҐЎЂЈЉЊЋЏЀЍ"
# Letters, digits, and what may stand inside a word: apostrophes, stress marks, soft hyphens, zero-width signs.
_INNER = r"\w'’ʼ‘`´′ʹ\u0300-\u036f\u00ad\u200b-\u200d\u2060"
RUN = re.compile(
    rf"[{_UPPER}][{_INNER}]*(?:[ \u00a0\u202f-](?:(?:на|над|on|under)[- ])?[{_UPPER}][{_INNER}]*|\r?\n[{_UPPER}][{_INNER}]*)*"
)
ANY = re.compile(rf"[^\W\d_][{_INNER}]*(?:[ \u00a0\u202f-][^\W\d_][{_INNER}]*)*")
# Adjectives of towns in small letters are looked for before these nouns only.
DIRECTION = re.compile(r"напр(?:авлени|ям)")
_SMALL = r"[а-яёіїєґ][а-яёіїєґ'’ʼ-]{3,}[сцз]ь?к(?:ого|ому|им|ом|их|ими|ий|ое|ой|ом|ие|і|а)"
SMALL = re.compile(rf"(?<!\w)(?:{_SMALL}(?:, | и | і | та |/))*{_SMALL} $")
WORD = re.compile(r"[\w'’ʼ-]+")
_TOKEN = re.compile(rf"[{_INNER}]+")
_TAIL = re.compile(r"(?:['’ʼ‘`]s|['’ʼ‘`´′ʹ\u00ad\u200b-\u200d\u2060]+)$")
_LONGEST = 4
_MOST_WORDS = 40


class Spot(NamedTuple):
    """A part of a run that may be a place.

    Attributes:
        start: Where it begins, in the run (in a text, once it stands in one).
        end: Where it ends.
        text: Its words.
        key: Its key.
        readings: What it can stand for, likeliest first; never empty.
        decoy: What else it is: "word", "first-name", "surname", "foreign-town", or "".
        shape: 1 if it ends as names of places do, -1 if as surnames do, else 0.
        before: The word of the run that stands before it, or "".
        after: The word of the run that stands after it, or "".
        words: How many words it has.
        meanings: What a name on record also is: "word", "first-name", "surname".
    """

    start: int
    end: int
    text: str
    key: str
    readings: tuple[Reading, ...]
    decoy: str
    shape: int
    before: str
    after: str
    words: int
    meanings: frozenset[str]


def judge(run: str, readings: Readings, fuzzy: bool) -> tuple[Spot, ...]:
    """Part a run into spots that may be places; most runs have none."""
    tokens = []
    for match in _TOKEN.finditer(run):
        start, end = match.span()
        tail = _TAIL.search(run, start, end)
        if tail:
            end = tail.start()
        if end > start:
            tokens.append((start, end))
    if len(tokens) > _MOST_WORDS:  # a headline in capitals; its words do not belong together
        return tuple(
            spot._replace(start=spot.start + start, end=spot.end + start)
            for at in range(0, len(tokens), _MOST_WORDS)
            for start in (tokens[at][0],)
            for spot in judge(run[start : tokens[min(at + _MOST_WORDS, len(tokens)) - 1][1]], readings, fuzzy)
        )
    spots = []
    at = 0
    while at < len(tokens):
        size = 1
        for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
            start, end = tokens[at][0], tokens[at + size - 1][1]
            text = run[start:end]
            if size == 1 and _too_little(text, run):
                continue
            found = readings.of(text, fuzzy=fuzzy, single=" " not in text)
            if found:
                before = run[slice(*tokens[at - 1])] if at else ""
                after = run[slice(*tokens[at + size])] if at + size < len(tokens) else ""
                key = fold(text)
                shape = 1 if place_shape(key) else -1 if surname_shape(key) else 0
                spots.append(
                    Spot(
                        start, end, text, key, tuple(found), is_decoy(key) or "", shape, before, after, size,
                        _meanings(key, found[0], readings),
                    )  # fmt: skip
                )
                break
        at += size
    return tuple(spots)


def _meanings(key: str, best: Reading, readings: Readings) -> frozenset[str]:
    if " " in key:
        return frozenset()
    found = meanings(key)
    if best.step != "folded":
        found |= meanings(fold(readings.world.name(best.name).text))
    return found


def _too_little(text: str, run: str) -> bool:
    """Tell whether a word is an abbreviation rather than a name."""
    return len(text) < 2 or (len(text) <= 4 and text.isupper() and not (len(run) > 12 and run.isupper()))

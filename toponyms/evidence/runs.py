"""Runs of capitalised words: how they are found, and how a run is parted into spots that may be places.

A run is judged by its own words alone, so that the judgement can be kept and used again wherever the run stands.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from toponyms.evidence.readings import CITY, Reading, Readings
from toponyms.evidence.terms import HOME, Term, terms_in
from toponyms.text.decoys import is_decoy, place_shape, surname_shape
from toponyms.text.homographs import meanings
from toponyms.text.keys import fold, is_cyrillic

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽА-ЯЁЄІЇҐЎЂЈЉЊЋЏЀЍ"
# Letters, digits, and what may stand inside a word: apostrophes, stress marks, soft hyphens, zero-width signs.
_INNER = r"\w'’ʼ‘`´′ʹ\u0300-\u036f\u00ad\u200b-\u200d\u2060"
_CAPITALISED = rf"[{_UPPER}][{_INNER}]*"
RUN = re.compile(
    rf"{_CAPITALISED}(?:[ \u00a0\u202f-](?:(?:на|над|on|under)[- ])?{_CAPITALISED}|\r?\n{_CAPITALISED})*"
)
ANY = re.compile(rf"[^\W\d_][{_INNER}]*(?:[ \u00a0\u202f-][^\W\d_][{_INNER}]*)*")
# Adjectives of towns in small letters are looked for before these nouns only.
DIRECTION = re.compile(r"напр(?:авлени|ям)")
_SMALL = r"[а-яёіїєґ][а-яёіїєґ'’ʼ-]{3,}[сцз]ь?к(?:ого|ому|им|ом|их|ими|ий|ое|ой|ом|ие|і|а)"
SMALL = re.compile(rf"(?<!\w)(?:{_SMALL}(?:, | и | і | та |/))*{_SMALL} $")
WORD = re.compile(r"[\w'’ʼ-]+")
_TOKEN = re.compile(rf"[{_INNER}]+")
_POSSESSIVE = "'’ʼ‘`"
_TRAILING = frozenset(_POSSESSIVE + "´′ʹ\u00ad\u200b\u200c\u200d\u2060")
SETTLEMENTS = frozenset({"city", "settlement", "village", "microdistrict"})
WATER = frozenset({"river", "reservoir", "lake", "canal", "island", "spit"})
# The weight of "no place here" for a spot by itself, in the units of a place's prior.
NOTHING = 0.02
SLAVIC, NEUTRAL = 0.02, 0.12  # Latin words that end as Ukrainian places do, and others
DECOY = {"word": 1.0, "first-name": 20.0, "surname": 1.0, "foreign-town": 1.0, "": 0.0}
MEANS = {"word": 2.0, "first-name": 2.0, "surname": 1.0}
SURNAME = 0.6
FIRST = 0.15  # any word may open a sentence
NOT_ABOUT = 6.0
ACCENTED = 20.0  # Toruń is hardly Торунь: outside texts on Ukraine an accent belongs to another language
_ACCENTS = re.compile("[ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝàáâãäåæçèéêëìíîïñòóôõöøùúûüýÿąćęłńóśźżåőűğışŞĞĄĆĘŁŃŚŹŻ]")
_ABROAD = 6.0
_WORTH = 0.4  # below this share of "no place here" a spot alone does not make a text worth reading
_LONGEST = 4
_HROMADA = (" ТГ", " ОТГ", " МТГ", " СТГ")  # nouns behind a name, as «громада» is
_LONGEST_TEXT = 60  # characters
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
        weak: Whether the likeliest name is marked as weak.
        plain: Whether it can stand for settlements only, as a noun.
        water: Whether it can stand for a river or another water.
        quarter: Whether it can stand for a quarter of a city.
        likely: Whether it may well be a place even in a text of which nothing else is known.
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
    weak: bool
    plain: bool
    water: bool
    quarter: bool
    likely: bool


class Judged(NamedTuple):
    """What a run has in it.

    Attributes:
        spots: Its parts that may be places.
        terms: Its words for regions abroad, and for Ukraine.
        likely: Whether any of it is worth a look at the rest of the text.
    """

    spots: tuple[Spot, ...]
    terms: tuple[Term, ...]
    likely: bool


def judge(run: str, readings: Readings, fuzzy: int) -> Judged | None:
    """Part a run into spots that may be places; most runs have none, and None is the answer."""
    words = _words(run)
    spots = tuple(_spots(run, words, readings, fuzzy))
    terms = terms_in(run, words)
    if not spots and not terms:
        return None
    return Judged(spots, terms, any(spot.likely for spot in spots) or any(term.slug == HOME for term in terms))


def _words(run: str) -> list[tuple[int, int]]:
    tokens = []
    for match in _TOKEN.finditer(run):
        start, end = match.span()
        if run[end - 1] == "s" and end > start + 1 and run[end - 2] in _POSSESSIVE:
            end -= 2
        else:  # no pattern: one that looks for an end begins anew at each of a thousand apostrophes
            while end > start and run[end - 1] in _TRAILING:
                end -= 1
        if end > start:
            tokens.append((start, end))
    return tokens


def _spots(run: str, tokens: list[tuple[int, int]], readings: Readings, fuzzy: int) -> list[Spot]:
    if len(tokens) > _MOST_WORDS:  # a headline in capitals; its words do not belong together
        parts = (tokens[at : at + _MOST_WORDS] for at in range(0, len(tokens), _MOST_WORDS))
        return [spot for part in parts for spot in _spots(run, part, readings, fuzzy)]
    spots = []
    at = 0
    while at < len(tokens):
        size = 1
        for size in range(min(_LONGEST, len(tokens) - at), 0, -1):
            start, end = tokens[at][0], tokens[at + size - 1][1]
            text = run[start:end]
            if end - start > _LONGEST_TEXT or text.endswith(_HROMADA):
                continue
            if size == 1 and _too_little(text, run, readings):
                continue
            found = readings.of(text, fuzzy=fuzzy, single=" " not in text)
            if found:
                before = run[slice(*tokens[at - 1])] if at else ""
                after = run[slice(*tokens[at + size])] if at + size < len(tokens) else ""
                spots.append(_spot(start, end, text, found, before, after, size, readings))
                break
        at += size
    return spots


def _spot(
    start: int, end: int, text: str, found: tuple[Reading, ...], before: str, after: str, size: int, readings: Readings
) -> Spot:
    key = fold(text)
    shape = _shape(key)
    decoy = is_decoy(key) or ""
    also = _meanings(text, key, found[0], readings)
    weak = readings.world.name(found[0].name).weak
    plain = all(r.step != "adjective" and readings.kind(r.place) in SETTLEMENTS for r in found)
    quarter = any(readings.kind(r.place) == "microdistrict" for r in found)
    water = not plain and any(readings.kind(r.place) in WATER for r in found)
    worth = sum(r.weight * (_ABROAD if readings.abroad(r.place) else 1.0) for r in found)
    likely = size > 1 or worth > _WORTH * own_nothing(text, key, decoy, shape, also, size, about=False)
    return Spot(
        start, end, text, key, found, decoy, shape, before, after, size, also, weak, plain, water, quarter, likely
    )


def _shape(key: str) -> int:
    return 1 if place_shape(key) else -1 if surname_shape(key) else 0


def own_nothing(
    text: str, key: str, decoy: str, shape: int, also: frozenset[str], size: int, *, about: bool, first: bool = False
) -> float:
    """Weigh that a spot is no place at all, by its own words.

    Args:
        text: The spot.
        key: Its key.
        decoy: What the list of decoys says of it.
        shape: What its ending says.
        also: What a name on record is besides.
        size: How many words it has.
        about: Whether the text is about Ukraine.
        first: Whether it opens a sentence.
    """
    latin = not is_cyrillic(text)
    nothing = NOTHING
    if latin:
        nothing = SLAVIC if shape > 0 else NEUTRAL
        if not about:
            nothing *= NOT_ABOUT * (ACCENTED if _ACCENTS.search(text) else 1.0)
    elif first:
        nothing = FIRST
    if size == 1:
        nothing += DECOY[decoy] * (1.0 if latin or first or decoy != "word" else 0.02)
        nothing += sum(MEANS[meaning] for meaning in also) * (0.3 if latin else 1.0 if first else 0.2)
        if shape < 0:
            nothing += SURNAME
        if len(key) <= 4:
            nothing *= 3
    return nothing


def _meanings(text: str, key: str, best: Reading, readings: Readings) -> frozenset[str]:
    if " " in key:
        return frozenset()
    found = meanings(text, of_both=True)
    if best.step != "folded":
        name = readings.world.name(best.name).text
        if text.isascii() == name.isascii():  # "Pisok" is no word, though «пісок» is
            found |= meanings(name, of_both=True)
    return found


def _too_little(text: str, run: str, readings: Readings) -> bool:
    """Tell whether a word is an abbreviation rather than a name: NATO is one, KYIV and СУМИ are cities."""
    if len(text) > 4 or (len(text) > 1 and not text.isupper()):
        return False
    if len(text) == 4:
        found = readings.of(text, fuzzy=0)
        if found and found[0].weight > CITY:
            return False
    return len(text) < 2 or not (len(run) > 12 and run.isupper())

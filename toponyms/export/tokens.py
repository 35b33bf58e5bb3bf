"""A name as the tokeniser of each engine sees it: small words, parted by single spaces.

What a tokeniser never gives, a rule never meets: PostgreSQL and SQLite part a word at ' and ’, Lucene does not, and to
all three the letter ʼ (U+02BC) is one more letter of the word. So each name comes in every shape in which the engine
may meet it, whichever apostrophe was typed, or none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

_APOSTROPHES: Final = re.compile("['’ʼ‘`′ʹ´ʻ＇]")
_SHAPES: Final = ("'", "’", "ʼ", "")
# Letters, digits; Lucene joins over apostrophes, full stops and colons inside a word (UAX #29).
_LETTERS: Final = re.compile(r"[^\W_]+")
_SIGNS: Final = re.compile(r"[^\w\s]")
_COMPOUND: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_UAX29: Final = re.compile(r"[^\W_]+(?:['’‘.:·][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Style:
    """How an engine reads names.

    Attributes:
        variants: From a name to the shapes in which the engine can meet it; the first is the most usual.
    """

    variants: Callable[[str], tuple[str, ...]]


def apostrophes(text: str) -> tuple[str, ...]:
    """Write a name with each apostrophe, and with none.

    Examples:
        >>> apostrophes("Кам'янське")
        ("Кам'янське", 'Кам’янське', 'Камʼянське', 'Камянське')
        >>> apostrophes("Торецк")
        ('Торецк',)
    """
    if not _APOSTROPHES.search(text):
        return (text,)
    return tuple(_APOSTROPHES.sub(shape, text) for shape in _SHAPES)


def _small(text: str) -> str:
    """Write a text in small letters as engines do, letter by letter; Python makes two letters of "İ"."""
    return text.replace("İ", "i").lower()


def _tokenised(pattern: re.Pattern[str]) -> Callable[[str], tuple[str, ...]]:
    def variants(text: str) -> tuple[str, ...]:
        found = (" ".join(pattern.findall(_small(shape))) for shape in apostrophes(text))
        return tuple(dict.fromkeys(shape for shape in found if shape))

    return variants


def _with_compounds(text: str) -> tuple[str, ...]:
    """PostgreSQL gives a word with hyphens as a whole, too, before its parts."""
    found = list(_tokenised(_LETTERS)(text))
    found += [_small(shape) for shape in apostrophes(text) if _COMPOUND.fullmatch(shape)]
    return tuple(dict.fromkeys(found))


def _without_signs(text: str) -> tuple[str, ...]:
    """Typesense drops signs inside a word ("іванофранківськ"), unless they are made separators."""
    found = []
    for shape in map(_small, apostrophes(text)):
        found += [" ".join(_LETTERS.findall(part)) for part in (_SIGNS.sub("", shape), shape)]
    return tuple(dict.fromkeys(shape for shape in found if shape))


LUCENE: Final = Style(_tokenised(_UAX29))
PARTED: Final = Style(_tokenised(_LETTERS))  # SQLite FTS5, Meilisearch
POSTGRES: Final = Style(_with_compounds)
TYPESENSE: Final = Style(_without_signs)
PLAIN: Final = Style(apostrophes)  # taggers read the text as it is

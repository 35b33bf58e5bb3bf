"""Read the tables of endings in `toponyms/data/inflection-uk.txt` and `-ru.txt` and look endings up in them.

The form of the tables is explained at the head of the Ukrainian one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Final

from toponyms.datafiles import data_text

CASES: Final = ("nominative", "genitive", "dative", "accusative", "instrumental", "locative")

Cases = tuple[tuple[str, ...], ...]
"""The variants of a word, or of its ending, in each of the `CASES`."""

_APOSTROPHES: Final = str.maketrans("’ʼ`‘ʹ", "'''''")
_CLASS: Final = re.compile("[A-Z]")
_LONGEST: Final = 8


@dataclass(frozen=True, slots=True)
class Row:
    """Say how many letters to cut from a word, and which endings to put there."""

    cut: int
    columns: Cases
    endings: tuple[str, ...]


Table = dict[str, Row]


@dataclass(frozen=True, slots=True)
class Language:
    nouns: Table
    attributes: Table
    plurals_in_a: Table
    adjectives: Table
    joints: Table
    adjective_words: frozenset[str]
    adjective_endings: tuple[str, ...]
    genitive_first: frozenset[str]
    frozen: frozenset[str]
    prepositions: frozenset[str]
    heads: frozenset[str]


def find_row(plain: str, *tables: Table) -> Row:
    """Find the row of the longest ending that fits a word, in the first table that has one."""
    size = len(plain)
    for table in tables:
        row = table.get("=" + plain)
        if row is not None:
            return row
        for start in range(max(0, size - _LONGEST), size):
            row = table.get(plain[start:])
            if row is not None and row.cut < size:
                return row
    return tables[-1][""]


def plain_word(word: str) -> str:
    return word.lower().translate(_APOSTROPHES)


@cache
def read_language(lang: str) -> Language:
    """Read the tables of a language, once, when the first name in it comes."""
    source = data_text(f"inflection-{lang}.txt")
    sections: dict[str, list[list[str]]] = {}
    for line in source.splitlines():
        if line.startswith("["):
            lines = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line.split())
    classes = dict(sections["classes"])

    def words(section: str) -> list[str]:
        return [word for line in sections[section] for word in line]

    nouns = _read_table(sections["nouns"], classes, with_nominative=True)
    attributes = _read_table(sections["attributes"], classes, with_nominative=True)
    adjectives = _read_table(sections["adjectives"], classes)
    adjectives.update(_read_table([["=" + line[0], *line[1:]] for line in sections["adjective exceptions"]], classes))
    short = _read_table(sections["adjective word endings"], classes, with_nominative=True)
    stems = words("adjective words")
    for word, row in ((f"={stem}{ending}", row) for stem in stems for ending, row in short.items()):
        nouns[word] = attributes[word] = row
    return Language(
        nouns=nouns,
        attributes=attributes,
        plurals_in_a=_read_table(sections["plurals in a"], classes, with_nominative=True),
        adjectives=adjectives,
        joints=_read_table(sections["joints"], classes),
        adjective_words=frozenset(stem + ending for stem in stems for ending in short),
        adjective_endings=tuple(words("adjective endings")),
        genitive_first=frozenset(words("genitive first")),
        frozen=frozenset(words("frozen")),
        prepositions=frozenset(words("prepositions")),
        heads=frozenset(words("heads")),
    )


def _read_table(lines: list[list[str]], classes: dict[str, str], *, with_nominative: bool = False) -> Table:
    """Turn lines of endings into rows, one for each letter of the classes in them."""
    table: Table = {}
    width = len(CASES) - 1 if with_nominative else 1
    # Rows with classes first, so that a row for one letter replaces the row for its class.
    for suffix, *fields in sorted(lines, key=lambda line: line[0].islower() or not _CLASS.search(line[0])):
        if len(fields) != width:
            msg = f"the row of {suffix!r} has {len(fields)} columns, not {width}"
            raise ValueError(msg)
        mark, ending = ("=", suffix[1:]) if suffix[0] == "=" else ("", "" if suffix == "0" else suffix)
        columns = [field.replace("0", "").split("/") if field != "-" else [ending] for field in fields]
        if with_nominative:
            columns.insert(0, [ending])
        forms = [ending if form == "-" else form for column in columns for form in column]
        cut = len(ending) - _shared_length(ending, forms)
        kept = len(ending) - cut
        row = _make_row(cut, [[(ending if form == "-" else form)[kept:] for form in column] for column in columns])
        names = "".join(dict.fromkeys(_CLASS.findall(ending)))
        # A class that all forms share is cut off with the stem, and its letters share the row.
        shared = not any(name in form for name in names for form in row.endings)
        for letters in product(*(classes[name] for name in names)) if names else ((),):
            chosen = str.maketrans(names, "".join(letters))
            table[mark + ending.translate(chosen)] = row if shared else _translated(row, chosen)
    return table


def _make_row(cut: int, columns: list[list[str]]) -> Row:
    endings = dict.fromkeys(form for column in columns for form in column)
    return Row(cut, tuple(map(tuple, columns)), tuple(endings))


def _translated(row: Row, letters: dict[int, int]) -> Row:
    return _make_row(row.cut, [[form.translate(letters) for form in column] for column in row.columns])


def _shared_length(ending: str, forms: list[str]) -> int:
    """Count the letters of the ending that all forms begin with."""
    length = len(ending)
    while length and not all(form.startswith(ending[:length]) for form in forms):
        length -= 1
    return length

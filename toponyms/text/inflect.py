"""Decline Ukrainian and Russian place names and derive their adjectives, by rule.

The answers are sets, not paradigms: every form that people write, variants side by side, because they serve to
recognise a name in running text. A name is split at spaces and hyphens; each word is declined by the longest ending of
the tables in `toponyms/data/inflection-uk.txt` and `-ru.txt`, and the words are joined again case by case, so that
*Часів Яр* gives *Часового Яру* and *Часовим Яром*, but never *Часового Яром*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product, takewhile
from typing import Final

CASES: Final = ("nominative", "genitive", "dative", "accusative", "instrumental", "locative")

_Cases = tuple[tuple[str, ...], ...]
"""The variants of a word, or of its ending, in each of the `CASES`."""


@dataclass(frozen=True, slots=True)
class _Row:
    """Say how many letters to cut from a word, and which endings to put there."""

    cut: int
    columns: _Cases
    endings: tuple[str, ...]


_Table = dict[str, _Row]


@dataclass(frozen=True, slots=True)
class _Language:
    nouns: _Table
    attributes: _Table
    plurals_in_a: _Table
    adjectives: _Table
    joints: _Table
    adjective_words: frozenset[str]
    adjective_endings: tuple[str, ...]
    genitive_first: frozenset[str]
    frozen: frozenset[str]
    prepositions: frozenset[str]


_ADJECTIVE_ENDINGS: Final = {
    "uk": ("ий", "ого", "ому", "им", "ім", "а", "ої", "ій", "у", "ою", "е", "і", "их", "ими"),
    "ru": ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ою", "ое", "ие", "их", "ими"),
}
_PLURAL_ATTRIBUTE: Final = ("і", "ые", "ие", "ьи")
_APOSTROPHES: Final = str.maketrans("’ʼ`‘ʹ", "'''''")
_SEPARATOR: Final = re.compile(r"([ -]+)")
_CLASS: Final = re.compile("[A-Z]")
_LONGEST: Final = 8


def case_forms(name: str, lang: str) -> frozenset[str]:
    """Give all case forms of a recorded name, the nominative among them.

    Args:
        name: A name as it is written in a gazetteer, in the nominative.
        lang: "uk" or "ru"; a name in any other language comes back alone.

    Returns:
        The genitive, dative, accusative, instrumental and locative with their variants, in the number of the name.

    Examples:
        >>> sorted(case_forms("Торецьк", "uk"))
        ['Торецьк', 'Торецька', 'Торецькові', 'Торецьком', 'Торецьку']
        >>> "Великой Новосёлке" in case_forms("Великая Новосёлка", "ru")
        True
        >>> case_forms("Kyiv", "en")
        frozenset({'Kyiv'})
    """
    if lang not in _ADJECTIVE_ENDINGS or not name:
        return frozenset((name,))
    language = _language(lang)
    if " " not in name and "-" not in name:
        row = _row(_plain(name), language.nouns)
        stem = name[: len(name) - row.cut]
        return frozenset([name, *(stem + ending for ending in row.endings)])
    parts = _SEPARATOR.split(name)
    forms = {name}
    declined = list(_phrase(parts[::2], parts[1::2], language))
    for case in range(len(CASES)):
        choices = [declined[0][case]]
        for separator, word in zip(parts[1::2], declined[1:], strict=True):
            choices += [(separator,), word[case]]
        forms.update(map("".join, product(*choices)))
    return frozenset(forms)


def adjectives(name: str, lang: str) -> frozenset[str]:
    """Give all forms of the adjectives that may be made from a name, in small letters.

    Several suffixes compete (Мирне → мирненський, мирнівський), and only usage decides; the set has all likely ones.
    For places that a hromada or a raion is called after, the official list holds the adjective that is used.

    Args:
        name: A name as it is written in a gazetteer, in the nominative.
        lang: "uk" or "ru"; a name in any other language has no adjectives here.

    Returns:
        The forms of each adjective in all cases, genders and numbers.

    Examples:
        >>> {"часовоярський", "часовоярської", "часовоярському"} <= adjectives("Часів Яр", "uk")
        True
        >>> "краснолиманском" in adjectives("Красный Лиман", "ru")
        True
        >>> adjectives("Kyiv", "en")
        frozenset()
    """
    if lang not in _ADJECTIVE_ENDINGS:
        return frozenset()
    endings = _ADJECTIVE_ENDINGS[lang]
    return frozenset(stem + ending for stem in adjective_stems(name, lang) for ending in endings)


def adjective_stems(name: str, lang: str) -> tuple[str, ...]:
    """Give the stems of the adjectives of a name, most usual first.

    Args:
        name: A name in the nominative.
        lang: "uk" or "ru".

    Returns:
        Stems in small letters, to which `-ий` and the other endings of adjectives are added.

    Examples:
        >>> adjective_stems("Кривий Ріг", "uk")
        ('криворізьк',)
    """
    language = _language(lang)
    parts = _SEPARATOR.split(name.lower())
    words, separators = parts[::2], parts[1::2]
    # Ростов-на-Дону → ростовский: from the preposition on, nothing enters the adjective.
    words = list(takewhile(lambda word: word not in language.prepositions, words))
    if not words or not words[-1]:
        return ()
    *first, last = words
    beginnings = [""]
    for word, separator in zip(first, separators, strict=False):
        joints = [word + separator] if separator == "-" else _replaced(word, language.joints)
        beginnings = [beginning + joint for beginning in beginnings for joint in joints]
    stems = _replaced(last, language.adjectives)
    return tuple(dict.fromkeys(beginning + stem for beginning in beginnings for stem in stems))


def _replaced(word: str, table: _Table) -> list[str]:
    row = _row(_plain(word), table)
    stem = word[: len(word) - row.cut]
    found = [stem + ending for ending in row.endings]
    # The stress moves to the suffix or before it: Новосёлка → новоселковский.
    return [text.replace("ё", "е") for text in found]


def _phrase(words: list[str], separators: list[str], language: _Language) -> Iterator[_Cases]:
    """Decline the words of a name together."""
    plain = [_plain(word) for word in words]
    whole = plain[0] in language.genitive_first or any(word[:1].isdigit() for word in plain)
    last = plain[-1]
    adjective_last = last.endswith(language.adjective_endings) or last in language.adjective_words
    plural = False
    for place, word in enumerate(words):
        whole = whole or plain[place] in language.prepositions
        ends = place == len(words) - 1
        if whole or not word or (place and plain[place] in language.frozen):
            yield _unchanged(word)
        elif ends and plural and word[-1] in "ая":
            yield _decline(word, language.plurals_in_a, language.nouns)
        elif ends:
            yield _decline(word, language.attributes if adjective_last else language.nouns, language.nouns)
        elif separators[place] == "-":
            yield _hyphenated(word, language)
        else:
            yield _decline(word, language.nouns if adjective_last else language.attributes, language.nouns)
            plural = plain[place].endswith(_PLURAL_ATTRIBUTE)


def _hyphenated(word: str, language: _Language) -> _Cases:
    """Decline the first part of a hyphenated name; it may also stay as it is, and always does in -о (Івано-)."""
    if word[-1] in "оО":
        return _unchanged(word)
    declined = _decline(word, language.nouns, language.nouns)
    return tuple(forms if word in forms else (*forms, word) for forms in declined)


def _unchanged(word: str) -> _Cases:
    return ((word,),) * len(CASES)


def _decline(word: str, table: _Table, fallback: _Table) -> _Cases:
    row = _row(_plain(word), table, fallback)
    stem = word[: len(word) - row.cut]
    return tuple(tuple(stem + ending for ending in column) for column in row.columns)


def _row(plain: str, *tables: _Table) -> _Row:
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


def _plain(word: str) -> str:
    return word.lower().translate(_APOSTROPHES)


@cache
def _language(lang: str) -> _Language:
    """Read the tables of a language, once, when the first name in it comes."""
    source = (files("toponyms") / "data" / f"inflection-{lang}.txt").read_text(encoding="utf-8")
    sections: dict[str, list[list[str]]] = {}
    for line in source.splitlines():
        if line.startswith("["):
            lines = sections.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            lines.append(line.split())
    classes = dict(sections["classes"])

    def words(section: str) -> list[str]:
        return [word for line in sections[section] for word in line]

    nouns = _table(sections["nouns"], classes, with_nominative=True)
    attributes = _table(sections["attributes"], classes, with_nominative=True)
    adjectives = _table(sections["adjectives"], classes)
    adjectives.update(_table([["=" + line[0], *line[1:]] for line in sections["adjective exceptions"]], classes))
    short = _table(sections["adjective word endings"], classes, with_nominative=True)
    stems = words("adjective words")
    for word, row in ((f"={stem}{ending}", row) for stem in stems for ending, row in short.items()):
        nouns[word] = attributes[word] = row
    return _Language(
        nouns=nouns,
        attributes=attributes,
        plurals_in_a=_table(sections["plurals in a"], classes, with_nominative=True),
        adjectives=adjectives,
        joints=_table(sections["joints"], classes),
        adjective_words=frozenset(stem + ending for stem in stems for ending in short),
        adjective_endings=tuple(words("adjective endings")),
        genitive_first=frozenset(words("genitive first")),
        frozen=frozenset(words("frozen")),
        prepositions=frozenset(words("prepositions")),
    )


def _table(lines: list[list[str]], classes: dict[str, str], *, with_nominative: bool = False) -> _Table:
    """Turn lines of endings into rows, one for each letter of the classes in them."""
    table: _Table = {}
    width = len(CASES) - 1 if with_nominative else 1
    # Rows with classes first, so that a row for one letter replaces the row for its class.
    for suffix, *fields in sorted(lines, key=lambda line: not _CLASS.search(line[0])):
        if len(fields) != width:
            msg = f"the row of {suffix!r} has {len(fields)} columns, not {width}"
            raise ValueError(msg)
        mark, ending = ("=", suffix[1:]) if suffix.startswith("=") else ("", suffix.replace("0", ""))
        columns = [[ending if form == "-" else form.replace("0", "") for form in field.split("/")] for field in fields]
        if with_nominative:
            columns.insert(0, [ending])
        shared = _shared_length([ending, *(form for column in columns for form in column)])
        row = _make_row(len(ending) - shared, [[form[shared:] for form in column] for column in columns])
        names = sorted(set(_CLASS.findall(ending)))
        # A class that all forms share is cut off with the stem, and its letters share the row.
        inside = any(name in form for name in names for form in row.endings)
        for letters in product(*(classes[name] for name in names)):
            chosen = str.maketrans(dict(zip(names, letters, strict=True)))
            table[mark + ending.translate(chosen)] = (
                _make_row(row.cut, [[form.translate(chosen) for form in column] for column in row.columns])
                if inside
                else row
            )
    return table


def _make_row(cut: int, columns: list[list[str]]) -> _Row:
    return _Row(
        cut,
        tuple(map(tuple, columns)),
        tuple(dict.fromkeys(form for column in columns for form in column)),
    )


def _shared_length(forms: list[str]) -> int:
    """Count the letters that all forms begin with."""
    return sum(1 for _ in takewhile(lambda letters: len(set(letters)) == 1, zip(*forms, strict=False)))

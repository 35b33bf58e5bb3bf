"""Decline Ukrainian and Russian place names and derive their adjectives, by rule.

The answers are sets, not paradigms: every form that people write, variants side by side, because they serve to
recognise a name in running text. A name is split at spaces and hyphens; each word is declined by the longest ending of
the tables in `toponyms/data/inflection-uk.txt` and `-ru.txt`, and the words are joined again case by case, so that
*Часів Яр* gives *Часового Яру* and *Часовим Яром*, but never *Часового Яром*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product, takewhile
from typing import Final

from toponyms.text.read_inflection import CASES, Cases, Language, Table, find_row, plain_word, read_language

_ADJECTIVE_ENDINGS: Final = {
    "uk": ("ий", "ого", "ому", "им", "ім", "а", "ої", "ій", "у", "ою", "е", "і", "их", "ими"),
    "ru": ("ий", "ого", "ому", "им", "ом", "ая", "ой", "ую", "ою", "ое", "ие", "их", "ими"),
}
_PLURAL_ATTRIBUTE: Final = ("і", "ые", "ие", "ьи")
_GENITIVE_OF_NAMES: Final = ("ського", "цького", "ского", "цкого")
_SEPARATOR: Final = re.compile(r"([ -]+)")
_MOST_WORDS: Final = 6
"""The longest names on record have six words. Each word multiplies the forms, which would be a million for eight."""

_language = read_language
_Table = Table


def case_forms(name: str, lang: str) -> frozenset[str]:
    """Give all case forms of a recorded name, the nominative among them.

    Args:
        name: A name as it is written in a gazetteer, in the nominative.
        lang: "uk" or "ru"; a name in any other language comes back alone.

    Returns:
        The genitive, dative, accusative, instrumental and locative with their variants, in the number of the name;
        of more than six words, the name alone.

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
    language = read_language(lang)
    if " " not in name and "-" not in name:
        row = find_row(plain_word(name), language.nouns)
        stem = name[: len(name) - row.cut]
        return frozenset([name, *(stem + ending for ending in row.endings)])
    parts = _SEPARATOR.split(name)
    if len(parts) > 2 * _MOST_WORDS:
        return frozenset((name,))
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
        Stems in small letters, to which `-ий` and the other endings of adjectives are added; none for more than six
        words.

    Examples:
        >>> adjective_stems("Кривий Ріг", "uk")
        ('криворізьк',)
    """
    language = read_language(lang)
    parts = _SEPARATOR.split(name.lower())
    words, separators = parts[::2], parts[1::2]
    # Ростов-на-Дону → ростовский: from the preposition on, nothing enters the adjective.
    words = list(takewhile(lambda word: word not in language.prepositions, words))
    if not words or not words[-1] or len(words) > _MOST_WORDS:
        return ()
    *first, last = words
    if not last[0].isalpha() or words[0] in language.genitive_first:
        return ()
    if first and separators[0] != "-" and plain_word(last) in language.adjective_words:
        return tuple(_replaced(first[0], language.adjectives))  # Михайлівка Друга → михайлівський
    beginnings = [""]
    for word, separator in zip(first, separators, strict=False):
        joints = [word + separator] if separator == "-" else _replaced(word, language.joints)
        beginnings = [beginning + joint for beginning in beginnings for joint in joints]
    stems = _replaced(last, language.adjectives)
    return tuple(dict.fromkeys(beginning + stem for beginning in beginnings for stem in stems))


def _replaced(word: str, table: Table) -> list[str]:
    row = find_row(plain_word(word), table)
    stem = word[: len(word) - row.cut]
    found = [stem + ending for ending in row.endings]
    # The stress moves to the suffix or before it: Новосёлка → новоселковский.
    return [text.replace("ё", "е") for text in found]


def _phrase(words: list[str], separators: list[str], language: Language) -> Iterator[Cases]:
    """Decline the words of a name together."""
    plain = [plain_word(word) for word in words]
    whole = plain[0] in language.genitive_first or any(word[:1].isdigit() for word in plain)
    last = plain[-1]
    adjective_last = last.endswith(language.adjective_endings) or last in language.adjective_words
    plural = False
    for place, word in enumerate(words):
        whole = whole or plain[place] in language.prepositions
        ends = place == len(words) - 1
        # Capitals alone are an abbreviation (ТЕС), quotes make a name that stays (Шахта «Піонер»).
        stays = whole or not word[:1].isalpha() or (word.isupper() and len(word) > 1)
        if stays or (place and (plain[place] in language.frozen or plain[place].endswith(_GENITIVE_OF_NAMES))):
            yield _unchanged(word)
        elif ends and plural and word[-1] in "ая":
            yield _decline(word, language.plurals_in_a, language.nouns)
        elif ends:
            yield _decline(word, language.attributes if adjective_last else language.nouns, language.nouns)
        elif separators[place] == "-":
            yield _hyphenated(word, language)
        else:
            noun = adjective_last or not words[place + 1][:1].isalpha() or plain[place + 1] in language.prepositions
            yield _decline(word, language.nouns if noun else language.attributes, language.nouns)
            plural = plain[place].endswith(_PLURAL_ATTRIBUTE)
        whole = whole or plain[place] in language.heads


def _hyphenated(word: str, language: Language) -> Cases:
    """Decline the first part of a hyphenated name; it may also stay as it is, and always does in -о (Івано-)."""
    if word[-1] in "оО":
        return _unchanged(word)
    declined = _decline(word, language.nouns, language.nouns)
    return tuple(forms if word in forms else (*forms, word) for forms in declined)


def _unchanged(word: str) -> Cases:
    return ((word,),) * len(CASES)


def _decline(word: str, table: Table, fallback: Table) -> Cases:
    row = find_row(plain_word(word), table, fallback)
    stem = word[: len(word) - row.cut]
    return tuple(tuple(stem + ending for ending in column) for column in row.columns)

"""From a form in running text back to the nominatives and the town names that it may come from.

It reads the tables of `inflect` backwards: of *Часовому* it says *Часовий*, *Часове*, *Часовом*, …; which of them are
names is for the gazetteer to say, and `inflect.case_forms` then proves the form. Backwards tables cost nothing to
store and, unlike stems, know the closed classes (Ріг/Рогу, Щербаки/Щербаков).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product
from typing import Final

from toponyms.text.inflect import _language, _Table

_Inverse = dict[str, tuple[str, ...]]

# What an adjective of a town can end with; the stem before it is what `inflect.adjective_stems` gives.
# Without a soft sign it is Russian, and *Покровска* the genitive of a town.
ADJECTIVE: Final = re.compile(
    "([а-яёєіїґ'-]+?(?:[сцз]ьк(?=ий|ого|ому|им|ім|их|ими|а|ої|ій|у|ою|е|і)|[сцз]к(?=ий|ого|ому|им|их|ими|ая|ой|ую|ое|ие|ом)))"
    "(?:ий|ого|ому|им|ім|их|ими|а|ої|ій|у|ою|е|і|ая|ой|ую|ое|ие|ом)$"
)
_MOST: Final = 64
"""No word has more nominatives than this that are worth a question."""
_PARTS: Final = re.compile(r"[ -]+")


def plain(text: str) -> str:
    """Return a text in small letters, with one sort of apostrophe and without stress marks and ё.

    Examples:
        >>> plain("Куп’янськ"), plain("Новосёлка")
        ("куп'янськ", 'новоселка')
    """
    return text.lower().translate(_PLAIN)


_PLAIN = {ord(sign): "'" for sign in "’ʼ‘`´′ʹ"} | {ord("ё"): "е", 0x301: None, 0xAD: None}


def languages(word: str) -> tuple[str, ...]:
    """Say which of Ukrainian and Russian a Cyrillic word can be, by its letters.

    Examples:
        >>> languages("Харків"), languages("Харьковщины"), languages("Бахмут")
        (('uk',), ('ru',), ('uk', 'ru'))
    """
    small = plain(word)
    if any(letter in small for letter in "іїєґ'"):
        return ("uk",)
    if any(letter in small for letter in "ыэъ") or "ё" in word.lower():
        return ("ru",)
    return ("uk", "ru")


@lru_cache(maxsize=4096)
def nominatives(phrase: str, lang: str) -> tuple[str, ...]:
    """Give the nominatives, in small letters, of which a phrase of one to three words may be a case form.

    Args:
        phrase: Words as they stand in the text.
        lang: "uk" or "ru".

    Examples:
        >>> "часів яр" in nominatives("Часовому Яру", "uk"), "щербаки" in nominatives("Щербаков", "ru")
        (True, True)
    """
    phrase = plain(phrase)
    words = _PARTS.split(phrase)
    if len(words) > 3 or not all(words):
        return ()
    choices = [_word(word, lang, alone=len(words) == 1) for word in words]
    separators = _PARTS.findall(phrase)
    found = []
    for chosen in product(*choices):
        text = chosen[0]
        for separator, word in zip(separators, chosen[1:], strict=True):
            text += separator + word
        found.append(text)
        if len(found) > _MOST * 16:
            break
    return tuple(found)


@lru_cache(maxsize=4096)
def first_nominatives(phrase: str, lang: str) -> tuple[str, ...]:
    """Give the nominatives of the first word of a phrase, with which those of the phrase begin; none for a single word.

    Examples:
        >>> "великая" in first_nominatives("Великой Новосёлке", "ru"), first_nominatives("Торецке", "ru")
        (True, ())
    """
    first, *others = _PARTS.split(plain(phrase))
    return tuple(_word(first, lang, alone=False)) if first and others else ()


def _word(word: str, lang: str, *, alone: bool) -> list[str]:
    nouns, attributes = _inverses(lang)
    tables = (nouns,) if alone else (nouns, attributes)
    found = {word: None}
    for table in tables:
        for size in range(min(len(word), 8), -1, -1):
            for ending in table.get(word[len(word) - size :], ()):
                lemma = word[: len(word) - size] + ending.replace("ё", "е")
                if len(lemma) > 1:
                    found[lemma] = None
        for whole in table.get("=" + word, ()):
            found[whole] = None
    return list(found)[:_MOST]


@lru_cache(maxsize=4096)
def adjective_bases(word: str, lang: str) -> tuple[str, ...]:
    """Give the names, in small letters, from which an adjective in -ськ-, -ск- may be made.

    Args:
        word: A form of the adjective, in any case and gender.
        lang: "uk" or "ru".

    Returns:
        What the tables allow, few of which are names: `inflect.adjective_stems` proves the one that is.

    Examples:
        >>> "авдіївка" in adjective_bases("Авдіївському", "uk"), adjective_bases("мирному", "uk")
        (True, ())
    """
    stem = adjective_stem(word)
    if not stem:
        return ()
    found: dict[str, None] = {}
    table = _inverse_adjectives(lang)
    for size in range(min(len(stem), 9), 0, -1):
        for ending in table.get(stem[len(stem) - size :], ()):
            found[stem[: len(stem) - size] + ending.replace("ё", "е")] = None
    for whole in table.get("=" + stem, ()):
        found[whole] = None
    for joined in _joined(stem, lang):
        found[joined] = None
    return tuple(name for name in found if len(name) > 1)


def adjective_stem(word: str) -> str:
    """Give the stem of an adjective in -ськ-, -ск-, -цьк-, -зьк-, or nothing.

    Examples:
        >>> adjective_stem("Покровському"), adjective_stem("мирному")
        ('покровськ', '')
    """
    match = ADJECTIVE.match(plain(word))
    return match.group(1) if match else ""


def _joined(stem: str, lang: str) -> list[str]:
    """Split the adjective of a name of two words: *краснолиманск-* is made from *красный лиман*."""
    joints = _inverse_joints(lang)
    table = _inverse_adjectives(lang)
    found = []
    for at in range(3, len(stem) - 3):
        firsts = [
            stem[:at][: at - size] + ending
            for size in range(1, min(at, 5))
            for ending in joints.get(stem[at - size : at], ())
        ]
        if not firsts:
            continue
        rest = stem[at:]
        seconds = [
            rest[: len(rest) - size] + ending
            for size in range(min(len(rest), 9), 0, -1)
            for ending in table.get(rest[len(rest) - size :], ())
        ]
        found += [f"{first} {second}" for first in firsts if first[-2:] in _ATTRIBUTES[lang] for second in seconds]
    return found


_ATTRIBUTES: Final = {
    "uk": frozenset({"ий", "ій", "на", "ва", "ка", "ла", "та", "не", "ве", "ке", "ле", "те", "рі", "ні", "ів"}),
    "ru": frozenset({"ый", "ий", "ой", "ая", "ое", "ее", "яя", "ые", "ие", "ов"}),
}


@cache
def _inverses(lang: str) -> tuple[_Inverse, _Inverse]:
    language = _language(lang)
    return _inverse(language.nouns), _inverse({**language.attributes, **language.plurals_in_a})


@cache
def _inverse_adjectives(lang: str) -> _Inverse:
    return _inverse(_language(lang).adjectives)


@cache
def _inverse_joints(lang: str) -> _Inverse:
    return _inverse(_language(lang).joints)


def _inverse(table: _Table) -> _Inverse:
    """Map the end of a form to the ends that the nominative may have."""
    found: dict[str, dict[str, None]] = {}
    for key, row in table.items():
        mark, ending = ("=", key[1:]) if key.startswith("=") else ("", key)
        kept = ending[: len(ending) - row.cut] if row.cut else ending
        for form in row.endings:
            found.setdefault(mark + kept + form, {})[ending] = None
    return {form: tuple(endings) for form, endings in found.items()}

"""How a Ukrainian or Russian name is written in Latin letters, under each known system.

Every system is a table in ``data/romanisation/``: a head of ``# field: value`` lines, then one rule a line,

    letters <tab> latin <tab> where

``∅`` stands for nothing. Without ``where`` the rule holds everywhere; otherwise where one of its alternatives (parted
by commas) does, each being terms joined by "and": ``initial``, ``final``, ``inside``, ``after X``, ``before X``. X is
a list of letters, parted by spaces, among which ``vowel``, ``consonant`` and ``apostrophe`` stand for all of their
kind. More letters win over fewer, rules with ``where`` over rules without, earlier ones over later ones. ``'`` stands
for every shape of apostrophe inside a word. A capital has the Latin of its small letter, with one capital; a rule for
the capital itself overrides that. A table with a ``base`` takes over the rules of that table and overrides some.

Text is romanised in two steps: one regular expression replaces the letters whose Latin depends on their neighbours, one
`str.translate` the others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from toponyms.datafiles import data_file

APOSTROPHES = "'’ʼ‘`′ʹ´＇"
_VOWELS = "аеёєиіїоуыэюя"
_CONSONANTS = "бвгґджзклмнпрстфхцчшщ"
_STRESS = "\u0300\u0301"  # written after a stressed vowel; neither ends a word nor hides the vowel
_KINDS = {"vowel": _VOWELS + _STRESS, "consonant": _CONSONANTS, "apostrophe": APOSTROPHES}
_LETTER = rf"[\w{_STRESS}]"
_WORD = re.compile(rf"[\w{_STRESS}]+(?:[{APOSTROPHES}][\w{_STRESS}]+)*")
_TWO_CAPITALS = re.compile("[А-ЯЁЄІЇҐ]{2}")
_NOTHING = "∅"
_ALIKE = str.maketrans(dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys("”“″ʺ", '"'))


@dataclass(frozen=True, slots=True)
class System:
    """One way of writing a Cyrillic language in Latin letters.

    Attributes:
        id: Its name for programs, such as "uk-kmu-2010".
        lang: The language it romanises: "uk" or "ru".
        name: Its name for people, such as "KMU 55/2010".
        latn: The BCP 47 tag of what it yields, such as "uk-Latn".
        rank: How usual it is among the systems of its language; 1 is the most usual.
        base: The id of the system whose rules it takes over, or None.
    """

    id: str
    lang: str
    name: str
    latn: str
    rank: int
    base: str | None = None


@dataclass(frozen=True, slots=True)
class _Rule:
    letters: str
    latin: str
    where: str


_Replace = Callable[[str], str]


def _capitalised(latin: str) -> str:
    return latin[:1].upper() + latin[1:]


def _parse(text: str) -> tuple[dict[str, str], list[_Rule]]:
    head: dict[str, str] = {}
    rules: list[_Rule] = []
    for line in text.splitlines():
        if line.startswith("#"):
            field, colon, value = line[1:].partition(":")
            if colon:
                head.setdefault(field.strip(), value.strip())
        elif line.strip():
            letters, latin, where = (*line.split("\t"), "")[:3]
            rules.append(_Rule(letters, "" if latin == _NOTHING else latin, where.strip()))
    return head, rules


@cache
def _tables() -> dict[str, tuple[System, list[_Rule]]]:
    tables: dict[str, tuple[System, list[_Rule]]] = {}
    for file in Path(data_file("romanisation")).glob("*.tsv"):
        head, rules = _parse(file.read_text(encoding="utf-8"))
        lang = head["id"].partition("-")[0]
        latn = head.get("latn", f"{lang}-Latn")
        tables[head["id"]] = (System(head["id"], lang, head["name"], latn, int(head["rank"]), head.get("base")), rules)
    return tables


def _rules(system_id: str) -> list[_Rule]:
    """The rules of a table with those it takes over, the strongest first."""
    system, own = _tables()[system_id]
    inherited = _rules(system.base) if system.base else []
    replaced = {(rule.letters, rule.where) for rule in own}
    rules = own + [rule for rule in inherited if (rule.letters, rule.where) not in replaced]
    # The sort is stable, so that rules of one strength keep the file's order.
    return sorted(rules, key=lambda rule: (-len(rule.letters), not rule.where, rule.letters.islower()))


def _one_of(names: list[str]) -> str:
    letters = "".join(_KINDS.get(name, name) for name in names)
    return f"[{re.escape(letters + letters.upper())}]"


def _conditions(where: str) -> Iterator[tuple[str, str]]:
    """For each alternative, a pattern to look back from behind the first letter, and one to look ahead."""
    for alternative in where.split(","):
        behind = ahead = ""
        for term in alternative.split(" and "):
            word, *names = term.split() or [""]
            letters_only = bool(names) and all(name in _KINDS or len(name) == 1 for name in names)
            if term.strip() == "initial":  # an apostrophe before or behind a word is a quotation mark
                behind += rf"(?<!{_LETTER}.)(?<!{_LETTER}[{APOSTROPHES}].)"
            elif term.strip() == "final":
                ahead += f"(?!{_LETTER})"
            elif term.strip() == "inside":
                behind += f"(?<={_LETTER}.)"
                ahead += f"(?={_LETTER})"
            elif word == "after" and letters_only:
                behind += f"(?<={_one_of(names)}.)"
            elif word == "before" and letters_only:
                ahead += f"(?={_one_of(names)})"
            elif where:
                message = f'a romanisation table has the unknown condition "{term.strip()}"'
                raise ValueError(message)
        yield behind, ahead


@cache
def _compiled(system_id: str) -> _Replace:
    """A function that romanises text in which no word is in capitals."""
    plain = {chr(code): chr(code) for code in range(0x20, 0x17F)}  # a miss costs `str.translate` an exception
    branches: list[tuple[str, str, dict[str, str]]] = []  # the letters after the first; the condition; the Latin
    for rule in _rules(system_id):
        forms = {rule.letters: rule.latin}
        if rule.letters == "'":
            forms = dict.fromkeys(APOSTROPHES, rule.latin)
        elif rule.letters.islower():
            forms[_capitalised(rule.letters)] = _capitalised(rule.latin)
        where = "inside" if rule.letters == "'" else rule.where
        rest = rule.letters[1:]
        if not where and not rest:
            for letter, latin in forms.items():
                plain.setdefault(letter, latin)
        elif branches and branches[-1][:2] == (rest, where):
            branches[-1][2].update({letter: latin for letter, latin in forms.items() if letter not in branches[-1][2]})
        else:
            branches.append((rest, where, forms))
    table = str.maketrans(plain)
    if not branches:
        return lambda text: text.translate(table)
    patterns: list[str] = []
    latin_by_group: list[dict[str, str]] = [{}]
    for rest, where, forms in branches:
        first = re.escape("".join(form[0] for form in forms))
        for behind, ahead in _conditions(where):
            patterns.append(f"(?<=[{first}]){behind}{rest}{ahead}()")
            latin_by_group.append(forms)
    firsts = re.escape("".join(sorted({form[0] for _, _, forms in branches for form in forms})))
    sub = re.compile(f"[{firsts}](?:{'|'.join(patterns)})").sub

    def contextual(match: re.Match[str]) -> str:
        return latin_by_group[match.lastindex or 0][match[0]]

    return lambda text: sub(contextual, text).translate(table)


def _with_capitals(replace: _Replace, text: str) -> str:
    """Romanise text that has words in capitals: there "Щ" is "SHCH", not "Shch"."""

    def word(match: re.Match[str]) -> str:
        in_capitals = match[0].isupper() and (len(match[0]) > 1 or text.isupper())
        return replace(match[0].lower()).upper() if in_capitals else replace(match[0])

    return _WORD.sub(word, text)


_APART = re.compile("[\u0400-\u04ff][\u0306\u0308]")


def _composed(text: str) -> str:
    """Put й, ї and ё together where they are written as a letter and a combining mark."""
    if "\u0306" not in text and "\u0308" not in text:
        return text
    # Pair by pair: for a whole text that is all marks, `normalize` takes time by the square of its length.
    return _APART.sub(lambda pair: unicodedata.normalize("NFC", pair[0]), text)


def _systems() -> tuple[System, ...]:
    return tuple(sorted((system for system, _ in _tables().values()), key=lambda system: (system.lang, system.rank)))


def __getattr__(name: str) -> tuple[System, ...]:
    if name == "SYSTEMS":  # read when first asked for: most programs never say how a name was written
        return _systems()
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


@cache
def systems_for(lang: str) -> tuple[System, ...]:
    """List the systems of a language, the most usual first.

    Args:
        lang: "uk" or "ru"; for any other language there are none.

    Examples:
        >>> [system.name for system in systems_for("uk")][:3]
        ['KMU 55/2010', 'BGN/PCGN 1965', 'press (KMU 55/2010 simplified)']
    """
    return tuple(system for system in _systems() if system.lang == lang)


def romanise(text: str, system_id: str) -> str:
    """Write text in Latin letters under one system; what is no letter of its table stays as it is.

    Args:
        text: Ukrainian or Russian text, in any case.
        system_id: The id of one of `SYSTEMS`.

    Examples:
        >>> romanise("Щастя", "uk-kmu-2010"), romanise("ЩАСТЯ", "uk-kmu-2010")
        ('Shchastia', 'SHCHASTIA')
        >>> romanise("Енакиево", "ru-bgn-1947")
        'Yenakiyevo'
    """
    if system_id not in _tables():
        message = f'there is no romanisation system "{system_id}"; `SYSTEMS` lists those there are'
        raise ValueError(message)
    text = _composed(text)
    replace = _compiled(system_id)
    return _with_capitals(replace, text) if _TWO_CAPITALS.search(text) else replace(text)


@cache
def _distinct(lang: str) -> tuple[System, ...]:
    """The systems with rules of their own; one that adopts another's unchanged would only repeat its text."""
    return tuple(system for system in systems_for(lang) if _tables()[system.id][1])


def variants(text: str, lang: str) -> Iterator[tuple[System, str]]:
    """Write text under each system of its language, the most usual first.

    A system with the same rules as a more usual one (BGN/PCGN 2019 adopted KMU 55/2010) is left out; other systems
    may still agree on a given name.

    Args:
        text: A name or other text.
        lang: The language it is in: "uk" or "ru".

    Examples:
        >>> [latin for _, latin in variants("Єнакієве", "uk")][:2]
        ['Yenakiieve', 'Yenakiyeve']
    """
    text = _composed(text)
    in_capitals = _TWO_CAPITALS.search(text)
    for system in _distinct(lang):
        replace = _compiled(system.id)
        yield system, _with_capitals(replace, text) if in_capitals else replace(text)


def identify(written: str, original: str, lang: str) -> System | None:
    """Say under which system a Latin form was made from a Cyrillic name.

    A form with equal letters wins over one that is only equal when folded, then the more usual system.

    Args:
        written: The Latin form.
        original: The Cyrillic name.
        lang: The language of `original`: "uk" or "ru".

    Returns:
        The system, or None if no known one gives this form.

    Examples:
        >>> identify("Krasnoarmeysk", "Красноармейск", "ru").name
        'BGN/PCGN 1947'
        >>> identify("Krasnoarmiisk", "Красноармійськ", "uk").name
        'KMU 55/2010'
        >>> identify("Pokrovsk", "Красноармейск", "ru") is None
        True
    """
    from toponyms.text.keys import fold

    letters, key = written.translate(_ALIKE).casefold(), fold(written)
    folded: System | None = None
    for system, latin in variants(original, lang):
        if latin.translate(_ALIKE).casefold() == letters:
            return system
        if folded is None and fold(latin) == key:
            folded = system
    return folded

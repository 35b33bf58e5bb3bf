"""What follows by rule from a recorded name: its romanisations and its case forms, compared by key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from toponyms.errors import IndexDamaged
from toponyms.model import Name
from toponyms.text.inflect import case_forms
from toponyms.text.keys import fold
from toponyms.text.romanise import SYSTEMS, System, romanise, variants

NUMBERS = {system.id: number for number, system in enumerate(SYSTEMS, 1)}


@lru_cache(maxsize=4096)
def _romanised_keys(text: str, lang: str) -> dict[str, int]:
    keys: dict[str, int] = {}
    for system, written in variants(text, lang):
        keys.setdefault(fold(written), NUMBERS[system.id])
    return keys


def system_of(text: str, lang: str, key: str) -> int:
    """Return the number of the most usual system by which a name has this key, or 0."""
    return _romanised_keys(text, lang).get(key, 0)


def most_usual(numbers: Iterable[int]) -> int:
    """Return the number of the most usual of some systems (0 stands for none), or 0."""
    return min((number for number in numbers if number), key=lambda number: SYSTEMS[number - 1].rank, default=0)


def language_of(number: int) -> str:
    """Return the language that a system romanises."""
    return _system(number).lang


def _system(number: int) -> System:
    if not 0 < number <= len(SYSTEMS):  # a forged index, or one of another version
        msg = "this index names a romanisation system that there is not. Delete it, and it is built again."
        raise IndexDamaged(msg)
    return SYSTEMS[number - 1]


def romanised(name: Name, number: int) -> Name:
    """Return a recorded name as a system writes it."""
    system = _system(number)
    written = romanise(name.text, system.id)
    return replace(name, text=written, lang=system.latn, kind="romanised", system=system.name)


@lru_cache(maxsize=4096)
def _case_keys(text: str, lang: str) -> frozenset[str]:
    return frozenset(fold(form) for form in case_forms(text, "uk" if lang == "uk" else "ru"))


def is_case_form(text: str, lang: str, key: str) -> bool:
    """Tell whether a key is that of a case form of a Ukrainian or Russian name."""
    return key in _case_keys(text, lang)

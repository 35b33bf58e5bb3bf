"""Text typed with the wrong keyboard layout switched on: "Gjrhjdcr" is "Покровск"."""

from __future__ import annotations

_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_LAYOUTS = {"ru": "йцукенгшщзхъфывапролджэячсмитьбю", "uk": "йцукенгшщзхїфівапролджєячсмитьбю"}


def retyped(text: str) -> tuple[str, ...]:
    """Return what the same keys give in the other layouts.

    Args:
        text: What was typed.

    Returns:
        For Latin text the Russian and Ukrainian readings, for Cyrillic text the Latin ones; nothing for text with
        letters that no key gives.

    Examples:
        >>> retyped("Gjrhjdcr")
        ('покровск',)
        >>> retyped("Зщлкщмыл")
        ('pokrovsk',)
    """
    small = text.lower()
    found: dict[str, None] = {}
    for letters in _LAYOUTS.values():
        for typed, meant in ((_KEYS, letters), (letters, _KEYS)):
            if all(char in typed or char in " -" for char in small):
                found[small.translate(str.maketrans(typed, meant))] = None
    return tuple(reading for reading in found if reading != small)


_VOWELS = frozenset("aeiouyаеєиіїоуюяёыэ")
_LONGEST_RUN = 3  # consonants one after the other; more of them are hardly said, or say that the layout is wrong


def is_readable(text: str) -> bool:
    """Tell whether a text looks as if it were typed in the layout that was meant: with vowels, and no signs inside.

    Args:
        text: What was typed.

    Examples:
        >>> is_readable("Simek"), is_readable("Gjrhjdcr"), is_readable("Rb]d")
        (True, False, False)
    """
    run, vowels, letters = 0, 0, 0
    for char in text.lower():
        if char in _VOWELS:
            run, vowels = 0, vowels + 1
        elif char.isalpha():
            run += 1
            if run > _LONGEST_RUN:
                return False
        elif char in "[];,.":
            return False
        else:
            run = 0
        letters += char.isalpha()
    return 4 * vowels > letters

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

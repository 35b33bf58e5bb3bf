"""Slips of the pen, the keyboard and the scanner, made on purpose; each kind by a function of its own."""

from __future__ import annotations

import random
from collections.abc import Callable

from toponyms.text.layouts import retyped

LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = {"uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"}
_ROWS = {
    "en": ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    "uk": ("йцукенгшщзхї", "фівапролджє", "ячсмитьбю"),
    "ru": ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"),
}
_VOWELS = frozenset("aeiouyаеєиіїоуюяёыэ")
_SCANNED = {
    "en": (
        ("rn", "m"),
        ("m", "rn"),
        ("l", "1"),
        ("o", "0"),
        ("i", "l"),
        ("l", "i"),
        ("nn", "m"),
        ("h", "b"),
        ("e", "c"),
    ),
    "uk": (("ш", "щ"), ("щ", "ш"), ("и", "н"), ("н", "и"), ("і", "1"), ("о", "0"), ("п", "н"), ("н", "п"), ("ц", "и")),
    "ru": (("ш", "щ"), ("щ", "ш"), ("и", "н"), ("н", "и"), ("о", "0"), ("п", "н"), ("н", "п"), ("ц", "и"), ("ы", "ь")),
}
_SOUNDS = {
    "en": (
        ("i", "y"),
        ("y", "i"),
        ("h", "g"),
        ("g", "h"),
        ("v", "w"),
        ("o", "a"),
        ("a", "o"),
        ("e", "i"),
        ("kh", "h"),
        ("zh", "z"),
    ),
    "uk": (("и", "і"), ("і", "и"), ("и", "е"), ("е", "и"), ("г", "ґ"), ("ї", "і"), ("є", "е"), ("в", "у"), ("з", "с")),
    "ru": (("и", "ы"), ("ы", "и"), ("о", "а"), ("а", "о"), ("е", "и"), ("и", "е"), ("я", "е"), ("з", "с"), ("в", "ф")),
}
_LOOKALIKES = {
    "a": "а",
    "c": "с",
    "e": "е",
    "i": "і",
    "o": "о",
    "p": "р",
    "x": "х",
    "y": "у",
    "K": "К",
    "M": "М",
    "B": "В",
}
_LOOKALIKES |= {cyrillic: latin for latin, cyrillic in _LOOKALIKES.items()}


FIRST = 0.05  # how often the first letter is the wrong one


def _letters(text: str) -> list[int]:
    return [at for at, letter in enumerate(text) if letter.isalpha()]


def _place(text: str, rng: random.Random) -> int:
    """Draw a letter; people seldom get the first one wrong."""
    first, *others = _letters(text)
    return first if not others or rng.random() < FIRST else rng.choice(others)


def any_edit(text: str, lang: str, rng: random.Random) -> str:
    """Drop, add or replace a letter, or swap two: anywhere, with any letter of the alphabet."""
    at = _place(text, rng)
    letter = rng.choice(CYRILLIC.get(lang, LATIN))
    kind = rng.randrange(4)
    if kind == 0:
        return text[:at] + letter + text[at:]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    if kind == 2:
        return text[:at] + letter + text[at + 1 :]
    return swapped(text, lang, rng)


def two_edits(text: str, lang: str, rng: random.Random) -> str:
    """Make two random edits."""
    return any_edit(any_edit(text, lang, rng), lang, rng)


def swapped(text: str, lang: str, rng: random.Random) -> str:
    """Swap two neighbouring letters."""
    places = [
        at for at in _letters(text)[1:] if at + 1 < len(text) and text[at + 1].isalpha() and text[at] != text[at + 1]
    ]
    if not places:
        return text
    at = rng.choice(places)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def doubled(text: str, lang: str, rng: random.Random) -> str:
    """Write a letter twice."""
    at = _place(text, rng)
    return text[: at + 1] + text[at].lower() + text[at + 1 :]


def like_sound(text: str, lang: str, rng: random.Random) -> str:
    """Write a letter that sounds alike, or that another romanisation has."""
    pairs = [pair for pair in _SOUNDS.get(lang, _SOUNDS["en"]) if pair[0] in text[1:]]
    if not pairs:
        return text
    old, new = rng.choice(pairs)
    at = rng.choice([at for at in range(1, len(text)) if text.startswith(old, at)])
    return text[:at] + new + text[at + len(old) :]


def without_vowel(text: str, lang: str, rng: random.Random) -> str:
    """Drop a vowel that is not the first letter."""
    places = [at for at in _letters(text)[1:] if text[at] in _VOWELS]
    if not places:
        return text
    at = rng.choice(places)
    return text[:at] + text[at + 1 :]


def neighbouring_key(text: str, lang: str, rng: random.Random) -> str:
    """Hit the key beside the right one."""
    at = _place(text, rng)
    for row in _ROWS.get(lang, _ROWS["en"]):
        place = row.find(text[at].lower())
        if place >= 0:
            beside = rng.choice([other for other in (place - 1, place + 1) if 0 <= other < len(row)])
            return text[:at] + (row[beside].upper() if text[at].isupper() else row[beside]) + text[at + 1 :]
    return text


def scanned(text: str, lang: str, rng: random.Random) -> str:
    """Misread a letter as scanners do: rn for m, 1 for l, н for и."""
    pairs = [pair for pair in _SCANNED.get(lang, _SCANNED["en"]) if pair[0] in text]
    if not pairs:
        return text
    old, new = rng.choice(pairs)
    places = [at for at in range(len(text)) if text.startswith(old, at)]
    at = rng.choice(places)
    return text[:at] + new + text[at + len(old) :]


def lookalike(text: str, lang: str, rng: random.Random) -> str:
    """Put letters of the other alphabet in that look the same."""
    places = [at for at, letter in enumerate(text) if letter in _LOOKALIKES]
    for at in rng.sample(places, min(len(places), 2)):
        text = text[:at] + _LOOKALIKES[text[at]] + text[at + 1 :]
    return text


def other_layout(text: str, lang: str, rng: random.Random) -> str:
    """Type with another keyboard layout switched on."""
    readings = retyped(text)
    return readings[-1 if lang == "uk" else 0].capitalize() if readings else text


KINDS: dict[str, Callable[[str, str, random.Random], str]] = {
    "any edit": any_edit,
    "two edits": two_edits,
    "letter of like sound": like_sound,
    "letters swapped": swapped,
    "letter doubled": doubled,
    "vowel dropped": without_vowel,
    "neighbouring key": neighbouring_key,
    "scanner": scanned,
    "look-alike letters": lookalike,
    "keyboard layout": other_layout,
}

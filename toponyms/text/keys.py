"""Keys, skeletons and stems: the three ways in which a name is folded before it is compared.

The order of the pipeline is told here once:

1. `fold` makes the **key**: lower-case Latin letters, digits and single spaces. Case, accents, apostrophes, stress
   and soft signs, hyphens and script no longer count. Cyrillic follows KMU 55/2010 without its word-initial forms,
   for Russian letters too, because the language of a query is not known.
2. `skeleton` takes a key and removes the differences between romanisations (w/v, kh/h/g, ya/ia, -ov/-iv, …).
3. `stem` takes a skeleton and removes a case ending.

Data and queries go through the same functions. Equal keys mean the same writing; equal skeletons and stems mean
only "worth comparing".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import cache

# Unidecode is no help here: it makes "ь" an apostrophe and "Часів Яр" "Chasiv Iar", and takes six times as long on
# Cyrillic. It serves the scripts below that have no table of their own.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
    "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu",
    "я": "ia", "ё": "e", "ъ": "", "ы": "y", "э": "e", "ў": "u", "ј": "j", "љ": "l", "њ": "n", "ћ": "c", "ђ": "d",
    "џ": "dz", "ѕ": "s", "ѣ": "e", "ѳ": "f", "ѵ": "y", "ѓ": "g", "ќ": "k", "ғ": "g", "қ": "k", "ң": "n", "ө": "o",
    "ү": "u", "ұ": "u", "һ": "h", "ә": "a", "ӏ": "",
}  # fmt: skip
_LATIN = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ŋ": "n", "ı": "i",
    "ĸ": "k", "ſ": "s", "ǝ": "e", "ə": "a", "ƶ": "z",
}  # fmt: skip
# Apostrophes, prime signs, soft and zero-width signs vanish; everything else that is no letter parts words.
_SILENT = "'’ʼ‘`´′ʹ‛ʻ＇\u02bd\u02bb\u201b\u05f3\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u061c"  # noqa: RUF100
_SILENT += "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xFE00, 0xFE10))))
# These turn a base letter into another letter; text that has them apart from it is composed first (й, ї, ё, ґ).
_JOINING = "\u0306\u0308"
_MARK = "\x01"

_LOOKALIKES = ("аАвВеЕкКмМнНоОрРсСтТуУхХіІјЈѕЅ", "aABBeEkKmMHHoOpPcCTTyYxXiIjJsS")
_TO_LATIN = str.maketrans(*_LOOKALIKES)
_TO_CYRILLIC = str.maketrans("aAeEkKmMoOpPcCTyYxXiIBH", "аАеЕкКмМоОрРсСТуУхХіІВН")
_MIXED = re.compile("[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")
_ONLY_LATIN = re.compile("[b-df-hlnqrstuvwzDFGJLNQRSUVWZ]")
_ONLY_CYRILLIC = re.compile("[бгґдєжзийїклптфцчшщьюяъыэёвнБГҐДЄЖЗИЙЇЛПФЦЧШЩЬЮЯЪЫЭЁ]")
_ANY_CYRILLIC = re.compile("[Ѐ-ӿ]")
_MANY = 10_000  # characters
_CACHE_LIMIT = 20_000  # code points; a hostile text must not fill the memory with a table of all of Unicode


class _Table(dict[int, str]):
    """Code point → what it folds to; what is not yet there is worked out once."""

    def __missing__(self, code: int) -> str:
        value = _fold_rare(chr(code))
        if len(self) < _CACHE_LIMIT:
            self[code] = value
        return value


class _Bare(dict[int, str]):
    """Code point → itself, or nothing for a mark that joins with no letter.

    Putting the marks of one letter in order takes time by the square of their number, and these need no order.
    """

    def __missing__(self, code: int) -> str:
        char = chr(code)
        value = "" if unicodedata.combining(char) and char not in _JOINING else char
        if len(self) < _CACHE_LIMIT:
            self[code] = value
        return value


def _fold_rare(char: str) -> str:
    if unicodedata.combining(char):
        return ""
    category = unicodedata.category(char)
    if category[0] not in "LN":
        return "" if category in ("Cf", "Mn", "Me", "Sk", "Lm") else " "
    if category == "Lm":
        return ""
    parts = unicodedata.normalize("NFKD", char.casefold())
    if parts != char and len(parts) <= 8:
        return "".join(_TABLE[ord(part)] for part in parts)
    plain = _other_scripts()(char).lower()
    return "".join(c for c in plain if "a" <= c <= "z" or "0" <= c <= "9")


@cache
def _other_scripts() -> Callable[[str], str]:
    """Return what reads scripts without a table: Unidecode, GPL-2.0-or-later, imported here only and when needed.

    Whoever may not have it can take it away: such letters then fold to nothing, and all else stays as it is.
    """
    try:
        from unidecode import unidecode
    except ImportError:
        import logging

        message = "Unidecode is not installed: letters that are neither Latin nor Cyrillic are left out of keys"
        logging.getLogger("toponyms").warning(message)
        return lambda char: ""
    read: Callable[[str], str] = unidecode
    return read


def _table() -> _Table:
    table = _Table()
    for code in range(128):
        char = chr(code)
        table[code] = char.lower() if char.isalnum() else " "
    for letter, value in _LATIN.items():
        table[ord(letter)] = value
        if len(letter.upper()) == 1:
            table[ord(letter.upper())] = value
    for letter, value in _CYRILLIC.items():  # in capitals, so that `fold` sees at once whether scripts are mixed
        table[ord(letter)] = table[ord(letter.upper())] = value.upper()
    for char in _SILENT:
        table[ord(char)] = ""
    for char in _JOINING:
        table[ord(char)] = _MARK
    table[ord("ẞ")] = "ss"
    return table


_TABLE = _table()
_BARE = _Bare()
_ASCII = bytes.maketrans(bytes(range(128)), "".join(_TABLE[c] or "'" for c in range(128)).encode())


def is_cyrillic(text: str) -> bool:
    """Tell whether a text has Cyrillic letters.

    Examples:
        >>> is_cyrillic("Бахмут"), is_cyrillic("Bakhmut"), is_cyrillic("Šumy")
        (True, False, False)
    """
    return not text.isascii() and _ANY_CYRILLIC.search(text) is not None


def fold(text: str) -> str:
    """Fold a name to its key: lower-case Latin letters, digits and single spaces.

    Case, accents, apostrophes, stress marks, soft signs, hyphens and script do not count; Cyrillic letters in a
    Latin word and Latin letters in a Cyrillic one are read as what they look like.

    Args:
        text: Any text.

    Returns:
        The key; empty if the text has no letter or digit. ``fold(fold(x)) == fold(x)``.

    Raises:
        TypeError: `text` is not a string.

    Examples:
        >>> fold("Покровськ"), fold("Pokrovs'k"), fold("ПОКРО́ВСЬК")
        ('pokrovsk', 'pokrovsk', 'pokrovsk')
        >>> fold("Іва\u0301но-Франкі\u0301вськ")
        'ivano frankivsk'
    """
    if not isinstance(text, str):
        msg = f"a name must be text, not {type(text).__name__}"
        raise TypeError(msg)
    if text.isascii():
        folded = text.encode().translate(_ASCII, b"'`").decode()
    else:
        folded = text.translate(_TABLE)
        if not folded.isupper() and not folded.islower() and _MIXED.search(text):
            text = _WORD.sub(_one_script, text)
            folded = text.translate(_TABLE)
        if _MARK in folded:
            folded = unicodedata.normalize("NFC", text.translate(_BARE)).translate(_TABLE).replace(_MARK, "")
        folded = folded.lower()
    if "  " in folded or folded[:1] == " " or folded[-1:] == " ":
        if len(folded) < _MANY:
            folded = " ".join(folded.split())
        else:  # a list of millions of one-letter words would take thirty times the memory of the text
            while "  " in folded:
                folded = folded.replace("  ", " ")
            folded = folded.strip()
    if folded[:1] in _IOTA or " i" in folded or " y" in folded:
        return _INITIAL.sub(_initial, folded)
    return folded


def fold_words(words: Sequence[str]) -> list[str]:
    """Fold words without spaces together, which takes a fifth of the time.

    Examples:
        >>> fold_words(["Лиман", "Лимане"])
        ['lyman', 'lymane']
    """
    keys = fold(" ".join(words)).split(" ")
    return keys if len(keys) == len(words) else [fold(word) for word in words]  # a hyphen has parted a word


# KMU 55/2010 writes я, є, ю, ї, й at the beginning of a word as ya, ye, yu, yi, y: "Часів Яр" is "Chasiv Yar".
_IOTA = ("i", "y")
_INITIAL = re.compile(r"\b(?:(yi|i)(?=[aeou])|yi)")


def _initial(match: re.Match[str]) -> str:
    return "y" if match[1] else "i"


def _one_script(match: re.Match[str]) -> str:
    """Write a word of two scripts in the one that its unmistakable letters belong to."""
    word = match.group()
    if not _MIXED.search(word):
        return word
    if len(_ONLY_CYRILLIC.findall(word)) > len(_ONLY_LATIN.findall(word)):
        return word.translate(_TO_CYRILLIC)
    return word.translate(_TO_LATIN)


# What each group removes: German, Polish and English digraphs with h; those with z; what Ukrainian і/и and Russian
# е/и/ы share; iotated vowels; -ov/-iv. Longest first; a group is tried only if the key has its letter.
_WITH_H = (
    ("shch", "s"), ("tsch", "c"), ("tch", "c"), ("sch", "s"), ("sh", "s"), ("kh", "h"), ("zgh", "z"), ("gh", "h"),
    ("zh", "z"), ("ch", "c"), ("ph", "f"),
)  # fmt: skip
_WITH_Z = (("sz", "s"), ("tz", "c"), ("cz", "c"))
_LETTERS = bytes.maketrans(b"gxqwjye", b"hhkviii")
_VOWELS = (("iia", "a"), ("ia", "a"), ("iio", "i"), ("io", "i"), ("iiu", "u"), ("iu", "u"), ("ou", "u"), ("ov", "iv"))
_ADJECTIVES = ("skaa", "ski", "skoi", "skih", "ska", "sko", "skiv")


def skeleton(key: str) -> str:
    """Remove from a key what differs between romanisations, and the endings of adjectives in -sk-.

    Examples:
        >>> {skeleton(fold(n)) for n in ("Красноармейск", "Krasnoarmeysk", "Krasnoarmiys'k", "Красноармійськ")}
        {'krasnoarmisk'}
    """
    if "h" in key:
        for old, new in _WITH_H:
            if old in key:
                key = key.replace(old, new)
    if "z" in key:
        for old, new in _WITH_Z:
            if old in key:
                key = key.replace(old, new)
    if "ts" in key:
        key = key.replace("ts", "c")
    if "ck" in key:
        key = key.replace("ck", "k")
    key = key.encode().translate(_LETTERS, b" ").decode()
    for old, new in _VOWELS:
        if old in key:
            key = key.replace(old, new)
    key = undoubled(key)
    if "sk" in key[-4:] and len(key) > 5:
        for ending in _ADJECTIVES:
            if key.endswith(ending):
                return key[: 2 - len(ending)]
    return key


def undoubled(key: str) -> str:
    """Write doubled letters once.

    Examples:
        >>> undoubled("odessa")
        'odesa'
    """
    last = ""  # a loop takes a third of the time of a regular expression with a group
    kept = []
    for letter in key:
        if letter != last:
            kept.append(letter)
            last = letter
    return "".join(kept)


# Case endings as a skeleton shows them (e, y, i are one letter there; г, х, g are h), by length. -iv (-ів, -ов, -ев)
# goes in a second step, so that Харків and Харкова meet.
_ENDINGS = (
    (3, frozenset({"ami", "imi", "oho", "iho", "omu", "imu", "oiu"})),
    (2, frozenset({"am", "ah", "ih", "im", "om", "oi", "ui"})),
    (1, frozenset("aiou")),
)
_SOFTENED = {"c": "k", "z": "h", "s": "h"}


def stem(skel: str) -> str:
    """Remove a case ending from a skeleton.

    Examples:
        >>> stem(skeleton(fold("Покровськом"))) == stem(skeleton(fold("Покровськ")))
        True
        >>> stem(skeleton(fold("Дружківці"))) == stem(skeleton(fold("Дружківка")))
        True
    """
    room = len(skel) - 3
    for length, endings in _ENDINGS:
        if length <= room and skel[-length:] in endings:
            skel = skel[:-length]
            break
    if skel[-2:] == "iv" and len(skel) > 4:
        skel = skel[:-2]
    last = _SOFTENED.get(skel[-1:])
    return skel[:-1] + last if last else skel

"""Letters, signs and mutations that break programs which read text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from random import Random

# Each is a range of code points; a letter is drawn from a range drawn first, so that rare scripts come up often.
RANGES = (
    (0x00, 0x20), (0x20, 0x7F), (0x80, 0x100), (0x100, 0x250), (0x250, 0x2B0), (0x2B0, 0x300), (0x300, 0x370),
    (0x370, 0x400), (0x400, 0x460), (0x460, 0x530), (0x530, 0x600), (0x600, 0x900), (0x900, 0x1200), (0x1C80, 0x1C90),
    (0x1D00, 0x1E00), (0x1E00, 0x2000), (0x2000, 0x2070), (0x2070, 0x2100), (0x2100, 0x2500), (0x2500, 0x2C00),
    (0x2DE0, 0x2E00), (0x3000, 0x3400), (0x4E00, 0x9FFF), (0xA640, 0xA6A0), (0xAC00, 0xD7A4), (0xD800, 0xE000),
    (0xE000, 0xF900), (0xF900, 0xFB00), (0xFB00, 0xFE00), (0xFE00, 0xFE10), (0xFE20, 0xFE30), (0xFF00, 0x10000),
    (0x10000, 0x11000), (0x1D400, 0x1D800), (0x1E030, 0x1E090), (0x1F100, 0x1F650), (0x20000, 0x2A6E0),
    (0xE0000, 0xE01F0), (0xF0000, 0x10FFFE), (0x10FFFE, 0x110000),
)  # fmt: skip
SILENT = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u061c\u180e"
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
MARKS = "\u0300\u0301\u0302\u0306\u0308\u030a\u0327\u0328\u0338\u034f\u0483\u0488\u20dd\u20e0\ufe0f"
APOSTROPHES = "'’ʼ‘`´′ʹ‛ʻ＇"
BLANKS = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2007\u2028\u2029\u202f\u205f\u3000"
SIGNS = "()[]{}«»“”„\"'-–—−‐=/\\|,;:.&+*?!@#$%^~<>_№"
_LATIN, _CYRILLIC = "aceiopxyABCEHIKMOPTXY", "асеіорхуАВСЕНІКМОРТХУ"
HOMOGLYPHS = dict(zip(_LATIN + _CYRILLIC, _CYRILLIC + _LATIN, strict=True))
WORDS = (
    "м.", "с.", "смт", "р-н", "району", "область", "обл.", "oblast", "raion", "region", "hromada", "city of", "and",
    "та", "і", "и", "aka", "formerly", "колишній", "бывший", "Україна", "Ukraine", "Russia", "on", "над", "на",
    "напрямок", "направлении", "напрямку", "direction", "General", "Mr", "річка", "шахта", "River", "-", "–", "The",
)  # fmt: skip


def letter(rng: Random) -> str:
    """Draw a letter or sign from all planes, lone surrogates and unassigned code points included."""
    first, end = RANGES[int(rng.random() * len(RANGES))]
    return chr(first + int(rng.random() * (end - first)))


def soup(rng: Random, longest: int = 40) -> str:
    """Draw letters of all planes."""
    return "".join(letter(rng) for _ in range(rng.randint(0, longest)))


def storm(rng: Random, most: int = 200) -> str:
    """Draw a letter under a storm of combining marks."""
    return rng.choice("aеiЖ한") + "".join(rng.choice(MARKS) for _ in range(rng.randint(1, most)))


def _insert(text: str, rng: Random, what: str) -> str:
    at = rng.randint(0, len(text))
    return text[:at] + what + text[at:]


def _homoglyphs(text: str, rng: Random) -> str:
    return "".join(HOMOGLYPHS.get(c, c) if rng.random() < 0.4 else c for c in text)


def _slip(text: str, rng: Random) -> str:
    at = rng.randrange(len(text) + 1)
    kind = rng.randrange(4)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
    if kind == 2:
        return text[:at] + rng.choice("abehikmnopstuyzабгеийіклнорстухьїє") + text[at + 1 :]
    return _insert(text, rng, text[at : at + 1])


MUTATIONS: Sequence[Callable[[str, Random], str]] = (
    _slip, _slip, _slip, _homoglyphs,
    lambda text, rng: text.upper() if rng.random() < 0.5 else text.lower(),
    lambda text, rng: unicodedata.normalize(rng.choice(("NFD", "NFKD", "NFC", "NFKC")), text),
    lambda text, rng: _insert(text, rng, letter(rng)),
    lambda text, rng: _insert(text, rng, rng.choice(SILENT) * rng.randint(1, 3)),
    lambda text, rng: _insert(text, rng, rng.choice(BIDI)),
    lambda text, rng: _insert(text, rng, rng.choice(MARKS) * rng.choice((1, 1, 2, 50))),
    lambda text, rng: _insert(text, rng, rng.choice(APOSTROPHES)),
    lambda text, rng: _insert(text, rng, rng.choice(SIGNS)),
    lambda text, rng: _insert(text, rng, rng.choice(BLANKS) * rng.choice((1, 1, 2, 20))),
    lambda text, rng: rng.choice(WORDS) + " " + text,
    lambda text, rng: text + " " + rng.choice(WORDS),
    lambda text, rng: _insert(text, rng, storm(rng)),
    lambda text, rng: text * rng.choice((2, 3)),
    lambda text, rng: text[: rng.randint(0, len(text))],
    lambda text, rng: text[::-1],
)  # fmt: skip
# These leave the key of a name as it is, or say that they do: `fold` is asked.
GENTLE = (
    lambda text, rng: text.upper(),
    lambda text, rng: text.lower(),
    lambda text, rng: unicodedata.normalize("NFD", text),
    lambda text, rng: _insert(text, rng, rng.choice(SILENT)),
    lambda text, rng: _insert(text, rng, "\u0301"),
    lambda text, rng: f"  {text}\u00a0",
)


def mutate(text: str, rng: Random) -> str:
    """Change a text in one to three ways."""
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        text = MUTATIONS[int(rng.random() * len(MUTATIONS))](text, rng)
    return text

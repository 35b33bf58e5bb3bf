"""The official romanisation of Ukrainian names: resolution 55 of the Cabinet of Ministers, 27 January 2010."""

from __future__ import annotations

_LETTERS = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z",
    "и": "y", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p",
    "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ь": "", "ю": "iu", "я": "ia", "'": "", "’": "", "ʼ": "",
}  # fmt: skip
_AT_START = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}


def romanise(text: str) -> str:
    """Write a Ukrainian name in Latin letters by KMU 55/2010.

    Args:
        text: A Ukrainian name; each word of it starts afresh, also after a hyphen.

    Returns:
        The name in Latin letters, with the case of the original.

    Examples:
        >>> romanise("Згурський Яр"), romanise("Кам'янець-Подільський"), romanise("Єнакієве")
        ('Zghurskyi Yar', 'Kamianets-Podilskyi', 'Yenakiieve')
    """
    out: list[str] = []
    start = True
    previous = ""
    for char in text:
        low = char.lower()
        latin = _AT_START.get(low) if start else None
        if latin is None:
            # "зг" is zgh, so that it cannot be read as ж.
            latin = "gh" if low == "г" and previous == "з" else _LETTERS.get(low, char)
        out.append(latin[:1].upper() + latin[1:] if char != low else latin)
        start = low not in _LETTERS
        previous = low
    return "".join(out)

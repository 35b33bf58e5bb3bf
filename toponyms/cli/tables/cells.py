"""How a value is written in a cell of CSV."""

from __future__ import annotations

from typing import Any


def text_of(value: Any) -> str:
    """Return what a cell says: nothing for what is missing, true and false in small letters.

    Examples:
        >>> text_of(None), text_of(True), text_of(0.25)
        ('', 'true', '0.25')
    """
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def quoted(text: str, delimiter: str) -> str:
    r"""Return a cell as it is written, in quotes if it needs them.

    The csv module does not put quotes around a lone "\r" in all versions, and then cannot read what it wrote.

    Examples:
        >>> quoted("Lviv", ","), quoted("Lviv, Ukraine", ","), quoted("a\rb", ",")
        ('Lviv', '"Lviv, Ukraine"', '"a\rb"')
    """
    if delimiter in text or '"' in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text

"""Rules on the characters of texts: spaces, invisible signs, letters of the wrong script."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from toponyms.source.entries import Entry, Item
from toponyms.source.nodes import Text
from toponyms.source.problems import shorten
from toponyms.source.rules.base import File, Finding, at, rule

_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffd]")
_ODD_SPACE = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]|  ")
_LATIN = re.compile("[A-Za-zÀ-ÖØ-öø-ɏ]")
_CYRILLIC = re.compile("[Ѐ-ԯ]")
_MIXED_WORD = re.compile("[^\\W\\d_]*(?:[A-Za-z][Ѐ-ԯ]|[Ѐ-ԯ][A-Za-z])[^\\W\\d_]*")
_IN_CYRILLIC = frozenset({"uk", "ru", "be", "bg", "mk", "rue", "kk", "ky", "tg", "mn"})
_IN_LATIN = frozenset(
    {"en", "de", "pl", "fr", "ro", "hu", "cs", "sk", "it", "es", "pt", "nl", "sv", "fi", "et", "lv", "lt", "la", "tr"}
)


def texts(entry: Entry) -> Iterator[tuple[Text, Item | None]]:
    """Yield every value of an entry that people wrote, and the item it belongs to."""
    for text in (*entry.names.values(), *entry.values.values(), *entry.within, *entry.weak, *entry.allow.values()):
        yield text, None
    for item in entry.all_items():
        for text in (*item.names.values(), *item.values.values(), *item.used_by, *item.allow.values()):
            yield text, item


@rule("bad-whitespace", blocking=True)
def bad_whitespace(file: File) -> Iterator[Finding]:
    """Words are parted by one plain space; no text begins or ends with one. Nobody sees the difference, programs do.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          misspellings:
            - "Toresk "

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          misspellings:
            - Toresk
    """
    for entry in file.entries:
        for text, item in texts(entry):
            value = text.value
            if value != value.strip():
                message = f'"{shorten(value)}" begins or ends with a space'
                yield at(text, message, "Remove the space.", entry, item)
            elif found := _ODD_SPACE.search(value):
                message = f'"{shorten(value)}" holds ' + (
                    "two spaces together" if found[0] == "  " else f"an odd space (U+{ord(found[0]):04X})"
                )
                yield at(text, message, "Write one plain space.", entry, item)


@rule("bad-character", blocking=True)
def bad_character(file: File) -> Iterator[Finding]:
    r"""No text holds signs that nobody sees: control characters, soft hyphens, direction marks. U+FFFD is lost text.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          misspellings:
            - "Tor\u200besk"

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          misspellings:
            - Toresk
    """
    for entry in file.entries:
        for text, item in texts(entry):
            found = _INVISIBLE.search(text.value)
            if found:
                message = f"the text holds the invisible character U+{ord(found[0]):04X}"
                yield at(text, message, "Delete it, or type the text anew.", entry, item)


@rule("not-composed")
def not_composed(file: File) -> Iterator[Finding]:
    r"""Letters with marks are one character each (NFC): й, ї, ё, é. Copied from a PDF they often come as two.

    Wrong:
        dzerzhinsk-nizhny-novgorod-ru:
          ru: "Новыи\u0306"
          kind: city
          country: RU

    Right:
        dzerzhinsk-nizhny-novgorod-ru:
          ru: Новый
          kind: city
          country: RU
    """
    for entry in file.entries:
        for text, item in texts(entry):
            if not text.value.isascii() and not unicodedata.is_normalized("NFC", text.value):
                composed = unicodedata.normalize("NFC", text.value[:200])  # more is not shown, and may take long
                message = f'"{shorten(text.value)}" has letters and their marks apart'
                yield at(text, message, f'Type it anew: "{shorten(composed)}".', entry, item)


@rule("wrong-script")
def wrong_script(file: File) -> Iterator[Finding]:
    """A name is in the letters of its language, and no word mixes two scripts: a Latin "i" looks like a Ukrainian one.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          former:
            - uk: Дзержинcьк
              until: 2016-02-04
              source: resolution 984-VIII

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          former:
            - uk: Дзержинськ
              until: 2016-02-04
              source: resolution 984-VIII
    """
    for entry in file.entries:
        for lang, text in entry.names.items():
            yield from _script(entry, None, lang, text)
        for item in entry.all_items():
            if item.kind != "misspelling":
                for tag, text in item.names.items():
                    yield from _script(entry, item, tag, text)


def _script(entry: Entry, item: Item | None, lang: str | None, text: Text) -> Iterator[Finding]:
    if text.value.isascii() and lang not in _IN_CYRILLIC:
        return
    mixed = _MIXED_WORD.search(text.value)
    if mixed:
        odd = _LATIN if len(_CYRILLIC.findall(mixed[0])) >= len(_LATIN.findall(mixed[0])) else _CYRILLIC
        letters = ", ".join(f'"{letter}" (number {i})' for i, letter in enumerate(mixed[0], 1) if odd.match(letter))
        script = "Latin" if odd is _LATIN else "Cyrillic"
        message = f'"{shorten(mixed[0])}" mixes Latin and Cyrillic letters'
        yield at(text, message, f"Type it anew; {script} in it: {letters}.", entry, item)
    elif lang in _IN_CYRILLIC and not _CYRILLIC.search(text.value) and _LATIN.search(text.value):
        message = f'"{shorten(text.value)}" has no Cyrillic letter, but is given as "{lang}"'
        yield at(text, message, f'Write it in Cyrillic, or as "{lang}-Latn", or under another language.', entry, item)
    elif lang in _IN_LATIN and _CYRILLIC.search(text.value):
        message = f'"{shorten(text.value)}" has Cyrillic letters, but is given as "{lang}"'
        yield at(text, message, "Write it in Latin letters, or under another language.", entry, item)

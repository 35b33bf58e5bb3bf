"""Rules on single values: what an id, a date, a number and a name look like."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from toponyms.dates import parse
from toponyms.model import KINDS
from toponyms.source import fields
from toponyms.source.entries import Entry, Item
from toponyms.source.languages import COUNTRIES
from toponyms.source.nodes import Text
from toponyms.source.problems import shorten
from toponyms.source.rules.base import File, Finding, at, rule
from toponyms.source.spelling import nearest

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?")
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


@rule("bad-id", blocking=True, allowable=False)
def bad_id(file: File) -> Iterator[Finding]:
    """An id is made of lower-case Latin letters, digits and single hyphens. It goes into links and file names.

    Wrong:
        Severnaya_mine:
          uk: шахта «Північна»
          kind: mine
          in: toretsk-donetsk

    Right:
        severnaya-mine:
          uk: шахта «Північна»
          kind: mine
          in: toretsk-donetsk
    """
    for entry in file.entries:
        if not fields.ID_PATTERN.fullmatch(entry.id):
            plain = unicodedata.normalize("NFKD", entry.id.lower()).encode("ascii", "ignore").decode()
            meant = "-".join(re.findall("[a-z0-9]+", plain))
            mend = f'Write "{meant}".' if meant and plain else 'Write it like "pokrovsk-donetsk".'
            yield at(entry.key, f'"{shorten(entry.id)}" is no id', mend, entry)


@rule("bad-kind", blocking=True, allowable=False)
def bad_kind(file: File) -> Iterator[Finding]:
    """A kind is one of those that the library knows: city, village, raion, mine, river and so on.

    Wrong:
        severnaya-mine:
          uk: шахта «Північна»
          kind: coal mine
          in: toretsk-donetsk

    Right:
        severnaya-mine:
          uk: шахта «Північна»
          kind: mine
          in: toretsk-donetsk
    """
    for entry in file.entries:
        kind = entry.values.get("kind")
        if kind and kind.value not in KINDS:
            meant = nearest(kind.value, KINDS)
            mend = f'Did you mean "{meant}"?' if meant else f"Use one of: {', '.join(KINDS)}."
            yield at(kind, f'"{shorten(kind.value)}" is no kind of place', mend, entry)


@rule("bad-country", blocking=True, allowable=False)
def bad_country(file: File) -> Iterator[Finding]:
    """A country is two capital letters of ISO 3166-1: UA, RU, BY, PL.

    Wrong:
        dzerzhinsk-nizhny-novgorod-ru:
          ru: Дзержинск
          kind: city
          country: Russia

    Right:
        dzerzhinsk-nizhny-novgorod-ru:
          ru: Дзержинск
          kind: city
          country: RU
    """
    for entry in file.entries:
        country = entry.values.get("country")
        if country and country.value not in COUNTRIES:
            upper = country.value.upper()
            mend = f'Write "{upper}".' if upper in COUNTRIES else 'Write two capital letters, such as "RU".'
            yield at(country, f'"{shorten(country.value)}" is no country code', mend, entry)


@rule("bad-code", blocking=True, allowable=False)
def bad_code(file: File) -> Iterator[Finding]:
    """A code has the form that its register gives it: UA and 17 digits, Q and a number, a number.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          wikidata: https://www.wikidata.org/wiki/Q2416525

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          wikidata: Q2416525
    """
    for entry in file.entries:
        for name in fields.CODES:
            code = entry.values.get(name)
            if code and not re.fullmatch(fields.ENTRY[name].pattern, code.value, re.ASCII):
                mend = f'Write it like "{fields.ENTRY[name].example}", without anything around it.'
                yield at(code, f'"{shorten(code.value)}" has not the form of a {name} code', mend, entry)


@rule("bad-date", blocking=True, allowable=False)
def bad_date(file: File) -> Iterator[Finding]:
    """A date is a year, month or day, or an interval in which the change fell: 2016, 2016-05, 2016-05-12, 2019/2021-04.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          former:
            - uk: Дзержинськ
              until: 04.02.2016
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
    for entry, item, values in _dated(file):
        for name in ("since", "until"):
            date = values.get(name)
            if date:
                try:
                    parse(date.value)
                except ValueError as error:
                    message, _, mend = str(error).partition("; ")
                    shown = message.replace(date.value, shorten(date.value))
                    yield at(date, shown, f"{mend[:1].upper()}{mend[1:]}.{_other_date(date.value)}", entry, item)


def _other_date(text: str) -> str:
    """Read 12.05.2016 the way it was meant; the rest is for people."""
    found = re.fullmatch(r"(\d\d?)\.(\d\d?)\.(\d{4})", text, re.ASCII)
    return f"\nDid you mean {found[3]}-{int(found[2]):02}-{int(found[1]):02}?" if found else ""


def _dated(file: File) -> Iterator[tuple[Entry, Item | None, dict[str, Text]]]:
    for entry in file.entries:
        yield entry, None, entry.values
        for item in entry.all_items():
            yield entry, item, item.values


@rule("until-before-since", blocking=True, allowable=False)
def until_before_since(file: File) -> Iterator[Finding]:
    """A name begins before it ends.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          former:
            - uk: Дзержинськ
              since: 2016
              until: 1938
              source: resolution 984-VIII

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          former:
            - uk: Дзержинськ
              since: 1938
              until: 2016
              source: resolution 984-VIII
    """
    for entry, item, values in _dated(file):
        since, until = values.get("since"), values.get("until")
        if since and until:
            try:
                wrong = parse(until.value).last < parse(since.value).first
            except ValueError:
                continue
            if wrong:
                message = f'the name ends ("{until.value}") before it begins ("{since.value}")'
                yield at(until, message, "Look whether since and until were exchanged.", entry, item)


@rule("bad-coordinates", blocking=True, allowable=False)
def bad_coordinates(file: File) -> Iterator[Finding]:
    """Coordinates are both there, in degrees with a point, and on the globe; `lat` is north, `lon` east.

    Wrong:
        severnaya-mine:
          uk: шахта «Північна»
          kind: mine
          in: toretsk-donetsk
          lat: 483.94
          lon: 37.84

    Right:
        severnaya-mine:
          uk: шахта «Північна»
          kind: mine
          in: toretsk-donetsk
          lat: 48.394
          lon: 37.84
    """
    for entry in file.entries:
        for name, other, limit in (("lat", "lon", 90), ("lon", "lat", 180)):
            value = entry.values.get(name)
            if value is None:
                continue
            if not entry.has(other):
                yield at(value, f'"{name}" stands without "{other}"', f'Add "{other}", or remove "{name}".', entry)
            if not _NUMBER.fullmatch(value.value):
                mend = 'Write degrees with a point, such as "48.2811".'
                yield at(value, f'{name} "{shorten(value.value)}" is no number', mend, entry)
            elif not abs(float(value.value)) <= limit:
                message = f'{name} "{shorten(value.value)}" is not between -{limit} and {limit}'
                yield at(value, message, "Look for the point, and whether lat and lon were exchanged.", entry)


@rule("bad-number", blocking=True, allowable=False)
def bad_number(file: File) -> Iterator[Finding]:
    """A population is a whole number, without spaces, points or words.

    Wrong:
        dzerzhinsk-nizhny-novgorod-ru:
          ru: Дзержинск
          kind: city
          country: RU
          population: about 230 000

    Right:
        dzerzhinsk-nizhny-novgorod-ru:
          ru: Дзержинск
          kind: city
          country: RU
          population: 230000
    """
    for entry in file.entries:
        population = entry.values.get("population")
        if population and not re.fullmatch(r"\d{1,10}", population.value, re.ASCII):
            yield at(population, f'"{shorten(population.value)}" is no count', 'Write digits only: "30000".', entry)


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
                composed = unicodedata.normalize("NFC", text.value)
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

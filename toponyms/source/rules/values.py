"""Rules on single values: what an id, a date, a number and a code look like."""

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

_NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?", re.ASCII)


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
            plain = unicodedata.normalize("NFKD", entry.id[:200].lower()).encode("ascii", "ignore").decode()
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

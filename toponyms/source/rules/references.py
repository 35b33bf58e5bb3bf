"""Rules on what an entry must have, and on what it says about the register and other entries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toponyms.source import fields
from toponyms.source.entries import Entry
from toponyms.source.nodes import Text
from toponyms.source.problems import shorten
from toponyms.source.register import Register, Unit
from toponyms.source.rules.base import RULES, File, Finding, at, rule
from toponyms.source.spelling import nearest


def unit_of(entry: Entry, register: Register | None) -> Unit | None:
    """Return the unit of the register that an entry is about."""
    return register.by_id.get(entry.id) if register is not None else None


@rule("missing-field", blocking=True, allowable=False)
def missing_field(file: File) -> Iterator[Finding]:
    """A unit of the register has `uk` and `katottg`, so that people can read the entry and the two be compared.

    Any other place has a name, its `kind`, and `in` or `country`: nothing else says what it is and where.

    Wrong:
        severnaya-mine:
          uk: шахта «Північна»
          in: toretsk-donetsk

    Right:
        severnaya-mine:
          uk: шахта «Північна»
          kind: mine
          in: toretsk-donetsk
    """
    for entry in file.entries:
        if entry.has("now") or entry.id in file.world.supplied:
            continue
        register = file.world.register
        if unit_of(entry, register) or (entry.get("katottg") and register is not None):
            for name in fields.REQUIRED_OF_UNITS:
                if not entry.has(name):
                    unit = unit_of(entry, register)
                    mend = f'Add "{name}: {getattr(unit, name)}".' if unit else f'Add "{name}".'
                    yield at(entry.key, f'"{shorten(entry.id)}" is in the register and lacks "{name}"', mend, entry)
            continue
        if not entry.names and not entry.unusable:
            mend = 'Add its name in a language: "uk: …", "ru: …" or "en: …".'
            yield at(entry.key, f'"{shorten(entry.id)}" has no name', mend, entry)
        if not entry.has("kind"):
            mend = f"Add one of: {', '.join(fields.KIND_EXAMPLES)}, …; a unit of the register has its id and katottg."
            yield at(entry.key, f'"{shorten(entry.id)}" is not in the register and lacks "kind"', mend, entry)
        if not entry.has("in") and not entry.has("country"):
            message = f'"{shorten(entry.id)}" is not in the register and lacks "in" and "country"'
            mend = 'Add "in" with the id of the place it lies in, or "country" with a code such as RU.'
            yield at(entry.key, message, mend, entry)


@rule("unknown-code", blocking=True, allowable=False)
def unknown_code(file: File) -> Iterator[Finding]:
    """A `katottg` code is one that the register has.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025395

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
    """
    register = file.world.register
    for entry in file.entries if register is not None else ():
        code = entry.values.get("katottg")
        if code is None or register is None or code.value in register.by_code:
            continue
        if not code.value.startswith("UA") or len(code.value) != 19:
            continue  # its form is wrong, and said to be
        unit = register.by_id.get(entry.id)
        mend = f'Write "{unit.katottg}".' if unit else "Look it up in the codifier; a place without a unit has no code."
        yield at(code, f'no unit of the register has the code "{code.value}"', mend, entry)


@rule("id-mismatch", blocking=True, allowable=False)
def id_mismatch(file: File) -> Iterator[Finding]:
    """The id of a unit is the one that the register gives its code. Ids never change, even when the town is renamed.

    Wrong:
        toretsk:
          uk: Торецьк
          katottg: UA14020110010025394

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
    """
    register = file.world.register
    for entry in file.entries if register is not None else ():
        code = entry.values.get("katottg")
        unit = register.by_code.get(code.value) if code and register is not None else None
        if code and unit and unit.id != entry.id:
            message = f'the code "{code.value}" is that of "{unit.id}", not of "{shorten(entry.id)}"'
            mend = f'Write the id "{unit.id}"'
            own = unit_of(entry, register)
            mend += f', or the code "{own.katottg}".' if own else "."
            yield at(code, message, mend, entry)


def _differences(entry: Entry, unit: Unit) -> Iterator[tuple[str, Text, str]]:
    """Yield the fields whose value is not the register's: field, value, and what the register has."""
    for name in ("uk", "ru", "en"):
        text, own = entry.names.get(name), getattr(unit, name)
        if text and own and text.value != own:
            yield name, text, own
    for name in ("kind", "geonames", "wikidata", "population", "lat", "lon"):
        text, own = entry.values.get(name), getattr(unit, name)
        if text and own and text.value != own and _is_well_formed(name, text.value):
            yield name, text, own


def _is_well_formed(name: str, value: str) -> bool:
    """Tell whether a value has the form of its field; if not, that has been said."""
    pattern = {"kind": ".*", "population": r"\d+", "lat": r"-?[\d.]+", "lon": r"-?[\d.]+"}.get(name)
    return re.fullmatch(pattern or fields.ENTRY[name].pattern, value, re.ASCII) is not None


@rule("code-mismatch")
def code_mismatch(file: File) -> Iterator[Finding]:
    """What differs from the register has a source: it is a slip, or a claim that the official list is wrong.

    Wrong:
        toretsk-donetsk:
          uk: Торецк
          katottg: UA14020110010025394

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
    """
    for entry in file.entries:
        unit = unit_of(entry, file.world.register)
        if unit is None or entry.has("source"):
            continue
        for name, text, own in _differences(entry, unit):
            message = f'{name} "{shorten(text.value)}" differs from "{own}" in the register'
            mend = f'Write "{own}", or remove the line' if name != "uk" else f'Write "{own}"'
            yield at(text, message, f'{mend}; if the register is wrong, add "source".', entry)


@rule("override", severity="note")
def override(file: File) -> Iterator[Finding]:
    """A value that differs from the register, with a source, takes the place of the register's. The list is for review.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          en: Torets'k
          katottg: UA14020110010025394
          source: the town's charter, 2021

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
    """
    for entry in file.entries:
        unit = unit_of(entry, file.world.register)
        if unit is None or not entry.has("source"):
            continue
        for name, text, own in _differences(entry, unit):
            message = f'{name} "{shorten(text.value)}" takes the place of "{own}" in the register'
            yield at(text, message, "Look whether the source still says so.", entry)


@rule("unknown-id", blocking=True, allowable=False)
def unknown_id(file: File) -> Iterator[Finding]:
    """An id in `in` or `now` is that of a unit of the register, of an entry of the file, or of a shipped one.

    Wrong:
        severnaya-mine:
          uk: шахта «Північна»
          kind: mine
          in: toretsk-donetks

    Right:
        severnaya-mine:
          uk: шахта «Північна»
          kind: mine
          in: toretsk-donetsk
    """
    suggested = 0
    register = file.world.register
    known = [*file.ids, *file.world.ids, *(register.by_id if register is not None else ())]
    for entry in file.entries:
        now = entry.values.get("now")
        for text in (*entry.within, *((now,) if now else ())):
            if text.value in file.ids or file.world.knows(text.value):
                continue
            suggested += 1
            meant = nearest_id(text.value, known) if suggested <= _SUGGESTIONS else None
            mend = f'Did you mean "{meant}"?' if meant else "Look up the id: toponyms resolve NAME shows it."
            yield at(text, f'no place has the id "{shorten(text.value)}"', mend, entry)


_SUGGESTIONS = 50  # to compare with 30,000 ids takes a hundredth of a second; whoever has more has another problem


def nearest_id(text: str, known: Iterable[str]) -> str | None:
    """Return the id that was probably meant, or None."""
    # Most slips leave the first or the last letters right; the rest of 30,000 ids need not be compared.
    return nearest(text, [one for one in known if one[:3] == text[:3] or one[-6:] == text[-6:]][:2000])


@rule("duplicate-code", blocking=True, allowable=True)
def duplicate_code(file: File) -> Iterator[Finding]:
    """A code belongs to one place: if two entries have it, they are one place, or one of the codes is wrong.

    Wrong:
        dzerzhinsk-nizhny-novgorod-ru:
          ru: Дзержинск
          kind: city
          country: RU
          geonames: 709354

    Right:
        dzerzhinsk-nizhny-novgorod-ru:
          ru: Дзержинск
          kind: city
          country: RU
          geonames: 563708
    """
    register = file.world.register
    taken: dict[tuple[str, str], tuple[str, int]] = dict(register.codes()) if register is not None else {}
    for entry in file.entries:
        for name in fields.CODES:
            code = entry.values.get(name)
            if code is None:
                continue
            owner, line = taken.setdefault((name, code.value), (entry.id, code.line))
            if owner != entry.id and not (name == "katottg" and line == 0):  # that is an id-mismatch
                where = f" in line {line}" if line else " in the register"
                message = f'{name} "{code.value}" is that of "{shorten(owner)}"{where}'
                yield at(code, message, "Make one entry of the two, or correct the code.", entry)


@rule("unknown-rule", allowable=False)
def unknown_rule(file: File) -> Iterator[Finding]:
    """`allow` names a rule that can be excused. A misspelt one would excuse nothing.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          misspellings:
            - text: Toresk
              allow:
                true-nam: a hamlet has it

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          misspellings:
            - text: Toresk
              allow:
                true-name: a hamlet has it
    """
    allowable = [one.id for one in RULES.values() if one.allowable]
    for entry in file.entries:
        for key in (*entry.allow_keys, *(key for item in entry.all_items() for key in item.allow_keys)):
            known = RULES.get(key.value)
            if known is None:
                meant = nearest(key.value, allowable)
                mend = f'Did you mean "{meant}"?' if meant else f"Use one of: {', '.join(sorted(allowable))}."
                yield at(key, f'no rule has the id "{shorten(key.value)}"', mend)
            elif not known.allowable:
                yield at(key, f'the rule "{known.id}" cannot be excused', "Mend what it names, and remove this.")

"""What holds of every register; checked without the sources that it was built from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from toponyms.model import KINDS
from toponyms.source import fields
from toponyms.source.problems import Problem, in_order, shorten
from toponyms.source.register import COLUMNS, Register, Unit
from toponyms.source.rules.base import reading_rule

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_CODE = re.compile(r"UA\d{17}", re.ASCII)
_SOUTH, _NORTH, _WEST, _EAST = 44.0, 52.5, 22.0, 40.5  # Ukraine within its borders of 1991
_MEND = "Build the register anew with tools/register; it is never edited by hand."
# The levels of a code that each kind leaves empty, as (start, end) of the digits that must be zero.
_EMPTY = {"oblast": (4, 14), "raion": (6, 14), "hromada": (9, 14)}


@reading_rule("register-id")
def register_id() -> None:
    """Every unit of the register has an id of its own, made of lower-case letters, digits and hyphens.

    The register is generated; there is no example to mend by hand.
    """


@reading_rule("register-code")
def register_code() -> None:
    """Every unit has a code of its own: UA and 17 digits, with zeros below the unit's level, in ascending order.

    The register is generated; there is no example to mend by hand.
    """


@reading_rule("register-parent")
def register_parent() -> None:
    """The code of every unit begins like that of a unit one level above, up to the oblast, Kyiv or Sevastopol.

    The register is generated; there is no example to mend by hand.
    """


@reading_rule("register-value")
def register_value() -> None:
    """Every unit has a known kind, a Ukrainian and an English name, and no value that its column does not take.

    The register is generated; there is no example to mend by hand.
    """


def check_register(register: Register, path: Path | None = None) -> list[Problem]:
    """Check the invariants of a register.

    Args:
        register: As read.
        path: The name for the problems; without it, that of the register's file.

    Returns:
        All problems, by line.
    """
    name = str(path or register.path)
    found = []
    for row, column, message, rule_id in _problems(register):
        unit = register.units[row]
        cells = [getattr(unit, each) for each in COLUMNS]
        place = sum(len(cell) + 1 for cell in cells[: COLUMNS.index(column)]) + 1
        found.append(Problem(name, row + 2, place, message, rule_id, "error", "\t".join(cells), _MEND))
    return in_order(found)


def _problems(register: Register) -> Iterator[tuple[int, str, str, str]]:
    ids: dict[str, int] = {}
    codes: dict[str, int] = {}
    before = ""
    for row, unit in enumerate(register.units):
        for column, seen, rule_id in (("id", ids, "register-id"), ("katottg", codes, "register-code")):
            value = getattr(unit, column)
            first = seen.setdefault(value, row)
            if first != row:
                yield row, column, f'{column} "{value}" stands twice; the first is in line {first + 2}', rule_id
        if not fields.ID_PATTERN.fullmatch(unit.id):
            yield row, "id", f'"{shorten(unit.id)}" is no id', "register-id"
        if not _CODE.fullmatch(unit.katottg):
            yield row, "katottg", f'"{shorten(unit.katottg)}" is no code', "register-code"
            continue
        if unit.katottg < before:
            yield row, "katottg", f'code "{unit.katottg}" stands after "{before}"', "register-code"
        before = unit.katottg
        start, end = _EMPTY.get(unit.kind, (0, 0))
        if unit.katottg[start:end].strip("0"):
            yield row, "katottg", f'code "{unit.katottg}" is too deep for a {unit.kind}', "register-code"
        yield from _values(row, unit)
        if unit.kind != "oblast" and not unit.is_capital and not register.parents(unit):
            yield row, "katottg", f'nothing has the code that "{unit.katottg}" begins with', "register-parent"


def _values(row: int, unit: Unit) -> Iterator[tuple[int, str, str, str]]:
    rule_id = "register-value"
    if unit.kind not in KINDS:
        yield row, "kind", f'"{shorten(unit.kind)}" is no kind of place', rule_id
    for column in ("uk", "ru", "en"):
        value = getattr(unit, column)
        if not value and column != "ru":
            yield row, column, f'"{unit.id}" has no name in "{column}"', rule_id
        elif value != " ".join(value.split()) or not value.isprintable():
            yield row, column, f'"{shorten(value)}" has odd spaces or invisible characters', rule_id
    if bool(unit.lat) != bool(unit.lon) or bool(unit.lat) != bool(unit.coords):
        yield row, "lat", f'"{unit.id}" lacks one of lat, lon and coords', rule_id
    for column, low, high in (("lat", _SOUTH, _NORTH), ("lon", _WEST, _EAST)):
        value = getattr(unit, column)
        if value and not (_NUMBER.fullmatch(value) and low <= float(value) <= high):
            yield row, column, f'{column} "{shorten(value)}" is not in Ukraine', rule_id
    for column, pattern in (
        ("population", r"\d+"), ("geonames", r"[1-9]\d*"), ("wikidata", r"Q[1-9]\d*"), ("coords", "given|computed"),
    ):  # fmt: skip
        value = getattr(unit, column)
        if value and not re.fullmatch(pattern, value, re.ASCII):
            yield row, column, f'{column} "{shorten(value)}" has not the right form', rule_id

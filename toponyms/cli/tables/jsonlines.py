"""Lines of JSON: an object stays as it is written, and the new fields are put behind its own."""

from __future__ import annotations

import io
import json
from typing import Any, BinaryIO

from toponyms.cli.tables.answering import Answers
from toponyms.cli.tables.order import Order
from toponyms.cli.tables.reading import Lines, watched


class _Number(str):
    """A number as it is written. Nobody needs its value, and one of a million digits has none that can be had."""

    __slots__ = ()


def fill(source: BinaryIO, target: BinaryIO, order: Order, *, quiet: bool = True) -> Answers[Any]:
    """Copy lines of JSON with the fields that were ordered; see `toponyms.cli.tables.delimited.fill`."""
    lines = Lines(source, order)
    out = io.TextIOWrapper(target, "utf-8", newline="")
    out.write("\ufeff" * lines.marked)
    try:
        return _filled(lines, out, order, quiet)
    finally:
        out.flush()
        out.detach()


def _filled(lines: Lines, out: io.TextIOWrapper, order: Order, quiet: bool) -> Answers[Any]:
    added = frozenset(order.added)
    answers: Answers[Any] = order.answers(lambda values: _fields(order, values))
    fields: dict[str, None] = {}
    seen = False
    for number, line in enumerate(watched(iter(lines), quiet=quiet), 1):
        body = line.strip()
        if not body:
            out.write(line)
            continue
        found = _object(body, number, order)
        seen = seen or order.column in found
        if not seen:
            fields |= dict.fromkeys(found)
        name, area = _field(found, order.column, number, order), None
        if order.within_column is not None:
            area = _field(found, order.within_column, number, order)
        ending = line[len(line.rstrip("\r\n")) :]
        if order.replace:
            out.write(_json({**found, **answers(name, area)}) + ending)
            continue
        if not added.isdisjoint(found):
            raise order.clash([name for name in order.added if name in found], number)
        out.write(f"{body[:-1]}{', ' if found else ''}{answers(name, area)}}}{ending}")
    if fields and not seen:
        order.place_of(order.column, list(fields))  # says that it is nowhere, and what there is
    return answers


def _object(text: str, number: int, order: Order) -> dict[str, Any]:
    plain: dict[str, Any] = {} if order.replace else {"parse_int": _Number, "parse_float": _Number}
    try:
        found = json.loads(text, **plain)
    except RecursionError:
        raise order.error(number, "this JSON is nested too deeply") from None
    except ValueError as error:
        raise order.error(number, f"this line is not JSON: {error}") from None
    if not isinstance(found, dict):
        raise order.error(number, "this line is JSON, but no object with fields")
    return found


def _field(found: dict[str, Any], field: str, number: int, order: Order) -> str | None:
    value = found.get(field)
    if value is None or (isinstance(value, str) and not isinstance(value, _Number)):
        return value
    raise order.error(number, f'the field "{field}" holds no text')


def _fields(order: Order, values: tuple[Any, ...]) -> dict[str, Any] | str:
    """Return the new fields: as they are where the object is written anew, otherwise as they are written behind it."""
    fields = dict(zip(order.added, values, strict=True))
    return fields if order.replace else _json(fields)[1:-1]


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character, which JSON can write and UTF-8 cannot
        return json.dumps(value)
    return text

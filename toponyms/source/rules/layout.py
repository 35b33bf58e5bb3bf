"""Rules on order and indentation: what `fmt` does, and what it leaves to people."""

from __future__ import annotations

from collections.abc import Iterator

from toponyms.source import fields
from toponyms.source.nodes import Block, Items, Node, Text
from toponyms.source.order import dash_is_beside, is_date, item_key, sorted_lists
from toponyms.source.problems import shorten
from toponyms.source.rules.base import File, Finding, rule

_FORMAT = 'Run "toponyms fmt": it puts everything in order.'


@rule("unsorted-entries", allowable=False)
def unsorted_entries(file: File) -> Iterator[Finding]:
    """Entries are sorted by id, so that everybody adds at the same place and nobody adds twice.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
        bakhmut-donetsk:
          uk: Бахмут
          katottg: UA14020010010059145

    Right:
        bakhmut-donetsk:
          uk: Бахмут
          katottg: UA14020010010059145
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
    """
    before = ""
    for key, _ in sorted(file.root.fields, key=lambda pair: pair[0].line):
        if key.value < before:
            message = f'entry "{shorten(key.value)}" stands after "{shorten(before)}"'
            yield Finding(key.line, key.column, message, _FORMAT)
        before = key.value


@rule("unsorted-list", allowable=False)
def unsorted_list(file: File) -> Iterator[Finding]:
    """Lists are sorted by code point as they stand, `former` by date, newest first: so two additions do not collide.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          misspellings:
            - Torezsk
            - Toresk

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          misspellings:
            - Toresk
            - Torezsk
    """
    for _, entry in file.root.fields:
        for name, items in sorted_lists(entry):
            if not all(map(_is_complete, items.items)):
                continue  # what is to be mended there first may change the order
            keys = [item_key(name, item) for item in items.items]
            for number in range(1, len(keys)):
                if keys[number] < keys[number - 1]:
                    item = items.items[number]
                    shown, before = _shown(item), _shown(items.items[number - 1])
                    order = "newest first" if name == "former" else "by code point"
                    message = f'"{shown}" stands after "{before}" ("{name}" is sorted {order})'
                    yield Finding(item.line, item.column, message, _FORMAT)


def _is_complete(item: Node) -> bool:
    """Tell whether an item has a text or a name, and dates that are dates."""
    if isinstance(item, Text):
        return bool(item.value)
    if not isinstance(item, Block):
        return False
    values = {key.value: value for key, value in item.fields}
    dates = [value.value for name in ("since", "until") if isinstance(value := values.get(name), Text)]
    return all(map(is_date, dates)) and any(name == "text" or name not in fields.ITEM for name in values)


def _shown(item: Node) -> str:
    if isinstance(item, Text):
        return shorten(item.value)
    fields_of = item.fields if isinstance(item, Block) else []
    return next((shorten(f"{key.value}: {value.value}") for key, value in fields_of if isinstance(value, Text)), "…")


@rule("bad-indent", allowable=False)
def bad_indent(file: File) -> Iterator[Finding]:
    """Ids stand at the left margin, fields two spaces in, dashes four, the fields of an item six, and so on by two.

    A line then looks the same whoever wrote it, and git merges what two people add.

    Wrong:
        toretsk-donetsk:
            uk: Торецьк
            katottg: UA14020110010025394

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
    """
    if file.root.fields and file.root.column != 1:
        yield _indent(file.root, 0, "an id")
    for _, entry in file.root.fields:
        if not isinstance(entry, Block):
            continue
        if entry.column != 3:
            yield _indent(entry, 2, "a field")
            continue
        for name, value in entry.fields:
            if isinstance(value, Items):
                yield from _list(file, value, 5)
            elif isinstance(value, Block) and name.value in fields.ENTRY and value.column != 5:
                yield _indent(value, 4, "a rule's id")


def _list(file: File, items: Items, column: int) -> Iterator[Finding]:
    if items.column != column:
        yield _indent(items, column - 1, "a dash")
        return
    for item in items.items:
        if not dash_is_beside(item, file.lines):
            message = "an item stands below its dash"
            yield Finding(item.line, item.column, message, "Write it on the line of the dash, after one space.")
        if not isinstance(item, Block):
            continue
        if item.column != column + 2:
            yield _indent(item, column + 1, "a field of an item")
            continue
        for _, value in item.fields:
            if isinstance(value, Items):
                yield from _list(file, value, column + 4)
            elif isinstance(value, Block) and value.column != column + 4:
                yield _indent(value, column + 3, "a rule's id")


def _indent(node: Node, wanted: int, what: str) -> Finding:
    stands = node.column - 1
    message = f"{what} stands {stands} space{'s' * (stands != 1)} in, not {wanted}"
    where = "at the left margin" if not wanted else f"{wanted} spaces in"
    return Finding(node.line, node.column, message, f"Move it and the lines that belong to it {where}.")

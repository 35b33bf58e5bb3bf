"""The order in which `fmt` puts things and `check` wants them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toponyms.dates import parse
from toponyms.source import fields
from toponyms.source.nodes import Block, Damaged, Items, Node, Text

_NO_DATE = 1
_LISTS = frozenset(
    field.name
    for field in (*fields.ENTRY_FIELDS, *fields.ITEM_FIELDS)
    if field.type in ("names", "texts", "ids", "people")
)
SortKey = tuple[tuple[int, int], tuple[str, ...]]


def newest_first(until: str | None, since: str | None = None) -> tuple[int, int]:
    """Return a sort key by which the latest `until` comes first, and names without a date come last.

    Examples:
        >>> sorted(["1961", None, "2016-05-12", "2016-05"], key=newest_first)
        ['2016-05', '2016-05-12', '1961', None]
    """
    for text in (until, since):
        if text:
            if not is_date(text):
                continue
            span = parse(text)
            return -span.last.toordinal(), -span.first.toordinal()
    return _NO_DATE, _NO_DATE


def is_date(text: str) -> bool:
    """Tell whether a text is a date."""
    try:
        parse(text)
    except ValueError:
        return False
    return True


def dash_is_beside(item: Node, lines: Sequence[str]) -> bool:
    """Tell whether the dash of an item is on the line where the item begins: else a block of lines cannot be moved."""
    return isinstance(item, Damaged) or lines[item.line - 1][: item.column - 1].rstrip().endswith("-")


def item_key(name: str, item: Node) -> SortKey:
    """Return what an item is sorted by: in `former` its date, then its lines by code point, the language first.

    Args:
        name: The field that the list belongs to.
        item: One of its items.
    """
    if isinstance(item, Text):
        return newest_first(None), (item.value,)
    if not isinstance(item, Block):
        return newest_first(None), ("",)
    values = {key.value: value.value if isinstance(value, Text) else "" for key, value in item.fields}
    date = newest_first(values.get("until"), values.get("since")) if name == "former" else newest_first(None)
    return date, tuple(f"{key}: {value}" for key, value in values.items())


def sorted_lists(entry: Node) -> Iterator[tuple[str, Items]]:
    """Yield the lists of an entry that have an order, inner ones before those that they lie in."""
    if not isinstance(entry, Block):
        return
    for key, value in entry.fields:
        if isinstance(value, Items) and key.value in _LISTS:
            for item in value.items:
                if isinstance(item, Block):
                    for inner, each in item.fields:
                        if isinstance(each, Items) and inner.value in _LISTS:
                            yield inner.value, each
            yield key.value, value

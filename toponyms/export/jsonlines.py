"""JSON written piece by piece, one item a line, so that large files need little memory and compare well."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any


def compact(value: Any) -> str:
    """Write a value on one line, in the letters that it has."""
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def listed(head: str, items: Iterable[Any], tail: str) -> Iterator[str]:
    r"""Write items as the elements of a list, one a line, between a head and a tail.

    Examples:
        >>> "".join(listed('{"a": [', [1, {"b": 2}], "]}"))
        '{"a": [\n1,\n{"b": 2}\n]}\n'
    """
    yield from _joined(head, map(compact, items), tail)


def keyed(items: Iterable[tuple[str, Any]]) -> Iterator[str]:
    """Write pairs as one object, one pair a line."""
    yield from _joined("{", (f"{compact(key)}: {compact(value)}" for key, value in items), "}")


def _joined(head: str, lines: Iterable[str], tail: str) -> Iterator[str]:
    between = f"{head}\n"
    for line in lines:
        yield between + line
        between = ",\n"
    yield f"{head}\n{tail}\n" if between != ",\n" else f"\n{tail}\n"

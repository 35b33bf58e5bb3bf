"""What a YAML file is made of, once read: texts, blocks of fields, and lists; each knows where it stands.

Every value is text as written. Lines and columns are counted from 1, columns in code points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Text:
    """A key or a value, as written: `no`, `Null`, `0704147` and `12:30` are texts too."""

    value: str
    line: int
    column: int


@dataclass(slots=True)
class Block:
    """Fields with their values, in the order of the file."""

    line: int
    column: int
    fields: list[tuple[Text, Node]] = field(default_factory=list)


@dataclass(slots=True)
class Items:
    """A list; `columns` holds where the dash of each item stands."""

    line: int
    column: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Damaged:
    """A value that was refused: a problem says so already, and no rule looks at it again."""

    line: int
    column: int


Node = Text | Block | Items | Damaged


def last_line(node: Node) -> int:
    """Return the last line that a value takes up (every text takes one line)."""
    line = node.line
    stack: list[Node] = [node]
    while stack:
        here = stack.pop()
        line = max(line, here.line)
        if isinstance(here, Block):
            for key, value in here.fields:
                line = max(line, key.line)
                stack.append(value)
        elif isinstance(here, Items):
            stack.extend(here.items)
    return line


def texts(node: Node) -> Iterator[Text]:
    """Yield all texts of a value, keys too, in the order of the file."""
    stack: list[Node] = [node]
    while stack:
        here = stack.pop()
        if isinstance(here, Text):
            yield here
        elif isinstance(here, Block):
            for key, value in reversed(here.fields):
                stack.append(value)
                stack.append(key)
        elif isinstance(here, Items):
            stack.extend(reversed(here.items))

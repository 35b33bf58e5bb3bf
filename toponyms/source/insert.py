"""Puts lines into a gazetteer file where `fmt` would have them; every other line stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toponyms.source import fields
from toponyms.source.formatter import LINE, below_head, goes_with_next, with_remarks
from toponyms.source.nodes import Block, Items, Node, Text, last_line
from toponyms.source.order import item_key
from toponyms.source.yamlreader import read

_ORDER = {field.name: number for number, field in enumerate(fields.ENTRY_FIELDS)}
_ITEM_ORDER = ("text", "uk", "ru", "en", "*", "since", "until", "source", "note", "used-by")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"'})


@dataclass(slots=True)
class Lines:
    """A file as its bytes, and as it was read."""

    data: bytes
    root: Block

    @property
    def split(self) -> list[str]:
        """Its lines, each with its end."""
        found: list[str] = LINE.findall(self.data.decode("utf-8-sig"))
        return found

    @property
    def end(self) -> str:
        """How its lines end."""
        return "\r\n" if b"\r\n" in self.data else "\n"

    def extent(self, place_id: str, rows: Sequence[str]) -> tuple[int, int, bytes]:
        """Find an entry, or make one.

        Args:
            place_id: The id of the entry.
            rows: What an entry must say that is not there yet.

        Returns:
            The lines that it takes, from the first to before the last, counted from 0, and their content.
        """
        split = self.split
        for key, node in self.root.fields:
            if key.value == place_id:
                stop = with_remarks(split, max(key.line, last_line(node)), key.column)
                return key.line - 1, stop, "".join(split[key.line - 1 : stop]).encode("utf-8")
        blocks = [(key.line, max(key.line, last_line(node)), key.value) for key, node in self.root.fields]
        at = _place(split, blocks, place_id, self.root.column, head=True) if blocks else len(split)
        return at, at, "".join(row + self.end for row in (f"{place_id}:", *rows)).encode("utf-8")

    def replaced(self, start: int, stop: int, content: bytes) -> bytes:
        """Return the bytes of the file with other content in the place of some lines."""
        lines = self.split
        if start == len(lines) and lines and not lines[-1].endswith(("\n", "\r")):
            lines[-1] += self.end
        mark = b"\xef\xbb\xbf" if self.data.startswith(b"\xef\xbb\xbf") else b""
        return mark + "".join(lines[:start]).encode("utf-8") + content + "".join(lines[stop:]).encode("utf-8")

    def with_lines(self, at: int, new: Sequence[str]) -> Lines:
        """Put lines in before the line with this number (counted from 0)."""
        lines, end = self.split, self.end
        if at == len(lines) and lines and not lines[-1].endswith(("\n", "\r")):
            lines[-1] += end
        lines[at:at] = [line + end for line in new]
        return entry_lines("".join(lines).encode("utf-8"))


def entry_lines(data: bytes) -> Lines:
    """Read an entry that stands alone."""
    return Lines(data, read(data).root)


def insert_item(lines: Lines, place_id: str, name: str, values: Mapping[str, str], allow: Mapping[str, str]) -> Lines:
    """Put an item into a list of an entry, where its date or its letters belong."""
    rows = list(item_rows(values, allow))
    items = _list(lines, place_id, name)
    if items is None:
        lines = _new_list(lines, place_id, name)
        return lines.with_lines(_list_line(lines, place_id, name), rows)
    drawn = read("\n".join(["x:", f"  {name}:", *rows]).encode()).root.fields[0][1]
    (new,) = (node for key, value in drawn.fields if isinstance(value, Items) for node in value.items)  # type: ignore[union-attr]
    blocks = [(item.line, last_line(item), item_key(name, item)) for item in items.items]
    at = _place(lines.split, blocks, item_key(name, new), items.column)
    shift = items.column - 5
    rows = [" " * shift + row if shift >= 0 else row[-shift:] for row in rows]
    return lines.with_lines(at, rows)


def insert_weak(lines: Lines, place_id: str, text: str) -> Lines:
    """Put a text into `weak`; one that stands there already is left."""
    items = _list(lines, place_id, "weak")
    if items is not None and any(isinstance(item, Text) and item.value == text for item in items.items):
        return lines
    return insert_item(lines, place_id, "weak", {"text": text}, {})


def item_rows(values: Mapping[str, str], allow: Mapping[str, str]) -> Iterator[str]:
    """Write an item as lines.

    Examples:
        >>> list(item_rows({"text": "Krasnoarmersk"}, {}))
        ['    - Krasnoarmersk']
        >>> list(item_rows({"until": "2016", "uk": "A: B"}, {}))
        ['    - uk: "A: B"', '      until: 2016']
    """
    if set(values) == {"text"} and not allow:
        yield f"    - {quoted(values['text'])}"
        return
    pairs = sorted(values.items(), key=lambda pair: _ITEM_ORDER.index(pair[0] if pair[0] in _ITEM_ORDER else "*"))
    for number, (name, value) in enumerate(pairs):
        yield f"{'      ' if number else '    - '}{name}: {quoted(value)}"
    if allow:
        yield "      allow:"
        for rule, reason in sorted(allow.items()):
            yield f"        {rule}: {quoted(reason)}"


def quoted(text: str) -> str:
    """Put a text in double quotes if YAML would read it as something else.

    Examples:
        >>> quoted("Krasnoarmersk"), quoted("Mine: No. 1"), quoted("- x")
        ('Krasnoarmersk', '"Mine: No. 1"', '"- x"')
    """
    if re.fullmatch(r"[^\W_][^:#\"'\\]*", text) and text == text.strip():
        return text
    for form in (text, f'"{text.translate(_ESCAPES)}"'):
        reading = read(f"x:\n  note: {form}\n".encode("utf-8", "replace"))
        entry = reading.root.fields[0][1] if reading.root.fields else None
        node = entry.fields[0][1] if isinstance(entry, Block) and entry.fields else None
        if not len(reading.report) and isinstance(node, Text) and node.value == text:
            return form
    return f'"{text.translate(_ESCAPES)}"'


def _fields(lines: Lines, place_id: str) -> list[tuple[Text, Node]]:
    entry = next(node for key, node in lines.root.fields if key.value == place_id)
    return entry.fields if isinstance(entry, Block) else []


def _list(lines: Lines, place_id: str, name: str) -> Items | None:
    found = next((value for key, value in _fields(lines, place_id) if key.value == name), None)
    return found if isinstance(found, Items) and found.items else None


def _list_line(lines: Lines, place_id: str, name: str) -> int:
    return next(key.line for key, _ in _fields(lines, place_id) if key.value == name)


def _new_list(lines: Lines, place_id: str, name: str) -> Lines:
    """Write the name of a list after the fields of the entry that come before it in the schema."""
    above = [(key, value) for key, value in _fields(lines, place_id) if _ORDER.get(key.value, 0) < _ORDER[name]]
    at = next(key.line for key, _ in lines.root.fields if key.value == place_id)
    if above:
        key, value = above[-1]
        at = with_remarks(lines.split, max(key.line, last_line(value)), key.column)
    return lines.with_lines(at, [f"  {name}:"])


def _place(
    split: Sequence[str], blocks: Sequence[tuple[int, int, Any]], wanted: Any, column: int, *, head: bool = False
) -> int:
    """Find before which line (from 0) a block belongs: before the first that comes after it, with its comments."""
    following = next((number for number, block in enumerate(blocks) if block[2] > wanted), None)
    if following is None:
        return with_remarks(split, blocks[-1][1], column)
    if following:
        return with_remarks(split, blocks[following - 1][1], column)
    start = blocks[0][0] - 1
    if not head:  # the comments between the name of a list and its first item go with the item
        while start > 0 and goes_with_next(split[start - 1], column) and split[start - 1].strip():
            start -= 1
        return start
    start = 0
    return below_head(split, start, blocks[0][0] - 1)

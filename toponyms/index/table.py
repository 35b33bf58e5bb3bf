"""A table of texts in the index: text → number by open addressing, number → text, number → list of numbers.

Section `X.slots` holds number + 1 at the text's hash (CRC-32, masked to the size, which is a power of two) or in the
next free slot; `X.ends` where each text ends in `X.text`; `X.lists` where each list ends in `X.items`.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from itertools import accumulate

from toponyms.index.layout import Blocks, _damaged


def pack_numbers(numbers: Sequence[int]) -> bytes:
    """Write numbers as unsigned 32-bit integers."""
    return b"".join(number.to_bytes(4, "little") for number in numbers)


def build_table(prefix: str, texts: Sequence[str], lists: Sequence[Sequence[int]] | None) -> list[tuple[str, bytes]]:
    """Build the sections of a table.

    Args:
        prefix: The name that the sections share.
        texts: Distinct texts, in the order of their numbers.
        lists: A list of numbers for each text, or None.
    """
    encoded = [text.encode() for text in texts]
    size = 8
    while size * 3 < len(encoded) * 5:  # at most 60 % full
        size *= 2
    slots = [0] * size
    for number, text in enumerate(encoded, 1):
        at = zlib.crc32(text) & size - 1
        while slots[at]:
            at = at + 1 & size - 1
        slots[at] = number
    sections = [
        (f"{prefix}.slots", pack_numbers(slots)),
        (f"{prefix}.ends", pack_numbers([0, *accumulate(map(len, encoded))])),
        (f"{prefix}.text", b"".join(encoded)),
    ]
    if lists is not None:
        sections += [
            (f"{prefix}.lists", pack_numbers([0, *accumulate(map(len, lists))])),
            (f"{prefix}.items", pack_numbers([item for row in lists for item in row])),
        ]
    return sections


class Table:
    """Read access to one table."""

    __slots__ = ("_blocks", "_ends", "_ends_at", "_items", "_items_at", "_lists", "_lists_at", "_mask", "_slots", "_slots_at",
                 "_text_at", "_text_size", "count")  # fmt: skip

    def __init__(self, blocks: Blocks, prefix: str) -> None:
        self._blocks = blocks
        self._slots_at, self._slots = _numbers(blocks, f"{prefix}.slots")
        self._ends_at, self._ends = _numbers(blocks, f"{prefix}.ends")
        self._text_at, self._text_size = blocks.section(f"{prefix}.text")
        self.count = len(self._ends) - 1
        self._mask = len(self._slots) - 1
        if self.count < 0 or len(self._slots) & self._mask or len(self._slots) <= self.count:
            raise _damaged(f'table "{prefix}" has impossible sizes')
        self._lists_at = self._items_at = 0
        self._lists = self._items = self._slots[:0]
        if f"{prefix}.lists" in blocks.sections:
            self._lists_at, self._lists = _numbers(blocks, f"{prefix}.lists")
            self._items_at, self._items = _numbers(blocks, f"{prefix}.items")
            if len(self._lists) != self.count + 1:
                raise _damaged(f'table "{prefix}" has impossible sizes')

    def find(self, text: str) -> int:
        """Return the number of a text, or -1."""
        data = text.encode()
        mask, slots, touch, at0 = self._mask, self._slots, self._blocks.touch, self._slots_at
        at = zlib.crc32(data) & mask
        while True:
            touch(at0 + 4 * at, at0 + 4 * at + 4)
            number = slots[at]
            if not number:
                return -1
            if self._bytes(number - 1) == data:
                return number - 1
            at = at + 1 & mask

    def _bytes(self, number: int) -> memoryview:
        if number >= self.count:
            raise _damaged("an entry has an impossible number")
        at = self._ends_at + 4 * number
        self._blocks.touch(at, at + 8)
        start, end = self._ends[number], self._ends[number + 1]
        if start > end or end > self._text_size:
            raise _damaged("a text ends before it begins")
        return self._blocks.take(self._text_at + start, self._text_at + end)

    def text(self, number: int) -> str:
        """Return the text with a number."""
        return str(self._bytes(number), "utf-8")

    def items(self, number: int) -> memoryview:
        """Return the list of numbers that belongs to a text."""
        at = self._lists_at + 4 * number
        self._blocks.touch(at, at + 8)
        start, end = self._lists[number], self._lists[number + 1]
        if start > end or end > len(self._items):
            raise _damaged("a list ends before it begins")
        self._blocks.touch(self._items_at + 4 * start, self._items_at + 4 * end)
        return self._items[start:end]


def _numbers(blocks: Blocks, name: str) -> tuple[int, memoryview]:
    at, size = blocks.section(name)
    if size % 4:
        raise _damaged(f'section "{name}" has an odd length')
    return at, numbers_of(blocks.data[at : at + size])


def numbers_of(view: memoryview) -> memoryview:
    """See bytes as unsigned 32-bit integers; on a big-endian machine, as a converted copy."""
    import sys

    if sys.byteorder == "little":
        return view.cast("I")
    from array import array

    numbers = array("I", bytes(view))
    numbers.byteswap()
    return memoryview(numbers)

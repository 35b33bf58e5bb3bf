"""A table of texts in the index: text → number by open addressing, number → text, number → list of numbers.

Section `X.slots` holds number + 1 at the text's hash (CRC-32, masked to the size, which is a power of two) or in the
next free slot; `X.ends` where each text ends in `X.text`; `X.lists` where each list ends in `X.items`.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from zlib import crc32

from toponyms.index.layout import BLOCK_SHIFT, Blocks, damaged


def pack_numbers(numbers: Sequence[float], code: str = "I") -> bytes:
    """Write numbers, little-endian: unsigned ("I") or signed ("i") integers of 32 bits, or floats of 32 ("f")."""
    packed: array[float] = array(code, numbers)
    if sys.byteorder != "little":
        packed.byteswap()
    return packed.tobytes()


def numbers_of(view: memoryview, code: str = "I") -> memoryview:
    """See bytes as numbers of 32 bits; on a big-endian machine, as a converted copy."""
    if sys.byteorder == "little":
        native: memoryview = view.cast(code)  # type: ignore[call-overload]  # "I", "i" or "f", which it knows
        return native
    numbers: array[float] = array(code, bytes(view))
    numbers.byteswap()
    return memoryview(numbers)


def numbers_in(blocks: Blocks, name: str, code: str = "I") -> tuple[int, memoryview]:
    """Return where a section of numbers begins, and its numbers, not yet checked."""
    at, size = blocks.section(name)
    if size % 4:
        damaged(f'section "{name}" has an odd length')
    return at, numbers_of(blocks.data[at : at + size], code)


def build_texts(prefix: str, encoded: Sequence[bytes]) -> list[tuple[str, bytes]]:
    """Build the sections of a list of texts."""
    return [
        (f"{prefix}.ends", pack_numbers([0, *accumulate(map(len, encoded))])),
        (f"{prefix}.text", b"".join(encoded)),
    ]


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
        at = crc32(text) & size - 1
        while slots[at]:
            at = at + 1 & size - 1
        slots[at] = number
    sections = [(f"{prefix}.slots", pack_numbers(slots)), *build_texts(prefix, encoded)]
    if lists is not None:
        sections += [
            (f"{prefix}.lists", pack_numbers([0, *accumulate(map(len, lists))])),
            (f"{prefix}.items", pack_numbers([item for row in lists for item in row])),
        ]
    return sections


class Texts:
    """Read access to a list of texts."""

    __slots__ = ("_at", "_blocks", "_ends", "_ends_at", "_size", "count")

    def __init__(self, blocks: Blocks, prefix: str) -> None:
        self._blocks = blocks
        self._ends_at, self._ends = numbers_in(blocks, f"{prefix}.ends")
        self._at, self._size = blocks.section(f"{prefix}.text")
        self.count = len(self._ends) - 1
        if self.count < 0:
            damaged(f'table "{prefix}" has impossible sizes')

    def data(self, number: int) -> memoryview:
        """Return the bytes of the text with a number."""
        if not 0 <= number < self.count:
            damaged("an entry has an impossible number")
        blocks = self._blocks
        done = blocks.done
        at = self._ends_at + 4 * number
        if not (done[at >> BLOCK_SHIFT] and done[at + 7 >> BLOCK_SHIFT]):
            blocks.touch(at, at + 8)
        start, end = self._ends[number], self._ends[number + 1]
        if start > end or end > self._size:
            damaged("a text ends before it begins")
        start += self._at
        end += self._at
        if start < end and not (done[start >> BLOCK_SHIFT] and done[end - 1 >> BLOCK_SHIFT]):
            blocks.touch(start, end)
        return blocks.data[start:end]

    def text(self, number: int) -> str:
        """Return the text with a number; bytes that are no UTF-8, which only a forged file has, become U+FFFD."""
        return str(self.data(number), "utf-8", "replace")

    def first_words(self) -> Iterator[str]:
        """Yield the first words of all texts that have several."""
        self._blocks.touch(self._ends_at, self._ends_at + 4 * len(self._ends))
        data = bytes(self._blocks.take(self._at, self._at + self._size))
        for start, end in pairwise(self._ends):
            space = data.find(b" ", start, end)
            if space >= 0:
                yield str(data[start:space], "utf-8", "replace")

    def bisect(self, text: str) -> int:
        """Return the number of a text in a sorted list, or -1."""
        wanted = text.encode("utf-8", "surrogatepass")
        low, high = 0, self.count
        while low < high:
            middle = (low + high) // 2
            if bytes(self.data(middle)) < wanted:
                low = middle + 1
            else:
                high = middle
        return low if low < self.count and self.data(low) == wanted else -1


class Table(Texts):
    """Read access to one table."""

    __slots__ = ("_items", "_items_at", "_lists", "_lists_at", "_mask", "_slots", "_slots_at")

    def __init__(self, blocks: Blocks, prefix: str) -> None:
        super().__init__(blocks, prefix)
        self._slots_at, self._slots = numbers_in(blocks, f"{prefix}.slots")
        self._mask = len(self._slots) - 1
        if len(self._slots) & self._mask or len(self._slots) <= self.count:
            damaged(f'table "{prefix}" has impossible sizes')
        self._lists_at = self._items_at = 0
        self._lists = self._items = self._slots[:0]
        if f"{prefix}.lists" in blocks.sections:
            self._lists_at, self._lists = numbers_in(blocks, f"{prefix}.lists")
            self._items_at, self._items = numbers_in(blocks, f"{prefix}.items")
            if len(self._lists) != self.count + 1:
                damaged(f'table "{prefix}" has impossible sizes')

    def find(self, text: str) -> int:
        """Return the number of a text, or -1."""
        wanted = text.encode("utf-8", "surrogatepass")
        size, mask, slots, ends, blocks = len(wanted), self._mask, self._slots, self._ends, self._blocks
        done = blocks.done
        at = crc32(wanted) & mask
        for _ in range(mask + 1):  # a table has free slots, but a forged one might not
            where = self._slots_at + 4 * at
            if not done[where >> BLOCK_SHIFT]:
                blocks.touch(where, where + 4)
            number = slots[at]
            if not number:
                return -1
            if number > self.count:
                damaged("an entry has an impossible number")
            where = self._ends_at + 4 * number
            if not (done[where - 4 >> BLOCK_SHIFT] and done[where + 3 >> BLOCK_SHIFT]):
                blocks.touch(where - 4, where + 4)
            # Most texts that share a slot differ in length, and need not be looked at.
            if ends[number] - ends[number - 1] == size and self.data(number - 1) == wanted:
                result: int = number - 1
                return result
            at = at + 1 & mask
        return -1

    def items(self, number: int) -> memoryview:
        """Return the list of numbers that belongs to a text."""
        if not 0 <= number < len(self._lists) - 1:
            damaged("an entry has an impossible number")
        at = self._lists_at + 4 * number
        self._blocks.touch(at, at + 8)
        start, end = self._lists[number], self._lists[number + 1]
        if start > end or end > len(self._items):
            damaged("a list ends before it begins")
        self._blocks.touch(self._items_at + 4 * start, self._items_at + 4 * end)
        return self._items[start:end]


class Column:
    """Read access to a section of numbers of 32 bits, one for each place or name."""

    __slots__ = ("_at", "_blocks", "_numbers", "count")

    def __init__(self, blocks: Blocks, name: str, code: str = "I") -> None:
        self._blocks = blocks
        self._at, self._numbers = numbers_in(blocks, name, code)
        self.count = len(self._numbers)

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, number: int) -> int:
        if not 0 <= number < self.count:
            damaged("an entry has an impossible number")
        at = self._at + 4 * number
        if not self._blocks.done[at >> BLOCK_SHIFT]:
            self._blocks.touch(at, at + 4)
        value: int = self._numbers[number]
        return value

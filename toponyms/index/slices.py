"""Fuzzy shortlist by positional bit-slices on plain Python integers.

Texts are grouped by length. For each group, position and letter there is one integer whose bit i says "text i has
this letter here". A query looks at the positions that its letters can have moved to by one edit, then two, and counts
letters that are found nowhere with saturating counters, all texts of a group at once. It loses no text within the
optimal string alignment distance (a property test compares it with brute force); what it lets through is checked by
rapidfuzz afterwards.

Section `X.rows` is the directory, per group: length, number of texts, number of the first text, then for each row its
position and letter (position * 64 + letter) and where its bits end in `X.bits`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toponyms.index.layout import Blocks, _damaged
from toponyms.index.table import numbers_of, pack_numbers

LETTERS = " abcdefghijklmnopqrstuvwxyz0123456789"
_CODE = {letter: number for number, letter in enumerate(LETTERS)}

# (difference in length, letters that may be missing, window of positions) for one edit and for two
_ONE = ((0, 1, -1, 1), (-1, 1, -1, 0), (1, 0, 0, 1))
_TWO = ((0, 2, -1, 1), (-1, 2, -1, 0), (1, 1, 0, 1), (-2, 2, -2, 0), (2, 0, 0, 2))


def build_slices(prefix: str, texts: Sequence[str]) -> list[tuple[str, bytes]]:
    """Build the sections; texts must come sorted by length, and their place in the list is their number."""
    directory: list[int] = []
    bits = bytearray()
    first = 0
    while first < len(texts):
        length = len(texts[first])
        end = first
        while end < len(texts) and len(texts[end]) == length:
            end += 1
        rows: dict[int, int] = {}
        for bit, text in enumerate(texts[first:end]):
            for position, letter in enumerate(text):
                slot = position * 64 + _CODE[letter]
                rows[slot] = rows.get(slot, 0) | 1 << bit if slot in rows else 1 << bit
        directory += (length, end - first, first, len(rows))
        for slot in sorted(rows):
            value = rows[slot]
            bits += value.to_bytes(-(-value.bit_length() // 8), "little")
            directory += (slot, len(bits))
        first = end
    return [(f"{prefix}.rows", pack_numbers(directory)), (f"{prefix}.bits", bytes(bits))]


class Slices:
    """Read access to the slices of one set of texts; rows are decoded when first used and then kept."""

    __slots__ = ("_bits_at", "_bits_size", "_blocks", "_groups", "_rows")

    def __init__(self, blocks: Blocks, prefix: str) -> None:
        self._blocks = blocks
        at, size = blocks.section(f"{prefix}.rows")
        self._bits_at, self._bits_size = blocks.section(f"{prefix}.bits")
        numbers = numbers_of(blocks.take(at, at + size))
        # length → (mask of all texts, number of the first, {slot: where its bits begin and end})
        self._groups: dict[int, tuple[int, int, dict[int, tuple[int, int]]]] = {}
        self._rows: dict[int, dict[int, int]] = {}
        position = begin = 0
        while position < len(numbers):
            length, count, first, rows = numbers[position : position + 4]
            position += 4
            where: dict[int, tuple[int, int]] = {}
            for number in range(position, position + 2 * rows, 2):
                slot, end = numbers[number], numbers[number + 1]
                if end < begin or end > self._bits_size:
                    raise _damaged("a row of the fuzzy index ends before it begins")
                where[slot] = begin, end
                begin = end
            position += 2 * rows
            self._groups[length] = (1 << count) - 1, first, where
            self._rows[length] = {}

    def _row(self, length: int, slot: int) -> int:
        """Decode a row: which texts of this length have this letter at this position."""
        place = self._groups[length][2].get(slot)
        value = 0
        if place is not None:
            value = int.from_bytes(self._blocks.take(self._bits_at + place[0], self._bits_at + place[1]), "little")
        self._rows[length][slot] = value
        return value

    def near(self, text: str, edits: int) -> list[int]:
        """Return the numbers of all texts within 1 or 2 edits, and of some that are farther."""
        codes = [_CODE.get(letter, 63) for letter in text]
        size = len(codes)
        found: list[int] = []
        for difference, missing, low, high in _ONE if edits == 1 else _TWO:
            length = size + difference
            group = self._groups.get(length)
            if group is None:
                continue
            mask, first, _ = group
            rows = self._rows[length]
            get = rows.get
            one = two = three = 0
            for index, code in enumerate(codes):
                here = 0
                start = index + low
                for slot in range((start if start > 0 else 0) * 64 + code, min(index + high + 1, length) * 64, 64):
                    row = get(slot)
                    if row is None:
                        row = self._row(length, slot)
                    here |= row
                absent = here ^ mask
                if missing == 0:
                    one |= absent
                    if one == mask:
                        break
                elif missing == 1:
                    two |= one & absent
                    one |= absent
                    if two == mask:
                        break
                else:
                    three |= two & absent
                    two |= one & absent
                    one |= absent
                    if three == mask:
                        break
            else:
                bits = mask ^ (three if missing == 2 else two if missing == 1 else one)
                if bits:
                    found.extend(first + bit for bit in _bits(bits))
        return found


def _bits(value: int) -> Iterator[int]:
    """Yield the positions of the bits that are set."""
    written = bin(value)[:1:-1]
    at = written.find("1")
    while at >= 0:
        yield at
        at = written.find("1", at + 1)

"""Fuzzy shortlist by positional bit-slices on plain Python integers.

Texts are grouped by length. For each group, position and letter there is one row of bits: bit i says "text i has this
letter here". One or two edits move a letter by a place or two, so a query asks which texts have its letters in a small
window of positions, and counts the letters that are found nowhere with saturating counters, all texts of a group at
once. It loses no text within the optimal string alignment distance (a property test compares it with brute force);
what it lets through is measured by rapidfuzz before it is returned.

Only two windows occur: two positions, and three. The rows of two are put together when first used, already inverted
("lacks this letter here"), and kept as integers; three positions are two times two of them. So a letter takes three or
four operations, and the integers that a working set touches stay small.

Section `X.rows` is the directory, per group: length, number of texts, number of rows, then for each row its position
and letter (position * 64 + letter) and where its bits end in `X.bits`. The texts are the first ones of a table, which
has them in order of length.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toponyms.index.layout import Blocks, damaged
from toponyms.index.table import Texts, numbers_of, pack_numbers

LETTERS = " abcdefghijklmnopqrstuvwxyz0123456789"
_CODE = {letter: number for number, letter in enumerate(LETTERS)}

# (difference in length, letters that may be missing, positions in the window, shift of its last position) for one edit
# and for two; the window of the letter at i ends at position i + shift. A width of 3 is two pairs, one place apart.
_ONE = ((0, 1, 3, 1), (-1, 1, 2, 0), (1, 0, 2, 1))
_TWO = ((0, 2, 3, 1), (-1, 2, 2, 0), (1, 1, 2, 1), (-2, 2, 3, 0), (2, 0, 3, 2))


def build_slices(prefix: str, texts: Sequence[str]) -> list[tuple[str, bytes]]:
    """Build the sections for texts in `LETTERS`, which must come in order of length."""
    directory: list[int] = []
    bits = bytearray()
    first = 0
    while first < len(texts):
        length = len(texts[first])
        end = first
        while end < len(texts) and len(texts[end]) == length:
            end += 1
        columns: dict[int, list[int]] = {}
        for bit, text in enumerate(texts[first:end]):
            for position, letter in enumerate(text):
                columns.setdefault(position * 64 + _CODE[letter], []).append(bit)
        directory += (length, end - first, len(columns))
        for slot in sorted(columns):
            row = bytearray(columns[slot][-1] // 8 + 1)
            for bit in columns[slot]:
                row[bit >> 3] |= 1 << (bit & 7)
            bits += row
            directory += (slot, len(bits))
        first = end
    return [
        (f"{prefix}.rows", pack_numbers(directory)),
        (f"{prefix}.bits", bytes(bits)),
    ]


class Slices:
    """Read access to the slices of one table's texts; rows are decoded when first used and then kept."""

    __slots__ = ("_bits_at", "_bits_size", "_blocks", "_groups", "_lacking", "_texts")

    def __init__(self, blocks: Blocks, prefix: str, texts: Texts) -> None:
        self._texts = texts
        self._blocks = blocks
        at, size = blocks.section(f"{prefix}.rows")
        self._bits_at, self._bits_size = blocks.section(f"{prefix}.bits")
        if size % 4:
            damaged("the directory of the fuzzy index has an odd length")
        numbers = numbers_of(blocks.take(at, at + size))
        # length → (bits of all texts, number of the first, {slot: where its bits begin and end})
        self._groups: dict[int, tuple[int, int, dict[int, tuple[int, int]]]] = {}
        # length → for each slot of the last of two positions: which texts lack the letter at both
        self._lacking: dict[int, dict[int, int]] = {}
        position = begin = first = 0
        while position + 3 <= len(numbers):
            length, count, rows = numbers[position : position + 3]
            position += 3
            where: dict[int, tuple[int, int]] = {}
            if position + 2 * rows > len(numbers) or length in self._groups:
                damaged("the directory of the fuzzy index is cut off")
            for number in range(position, position + 2 * rows, 2):
                slot, end = numbers[number], numbers[number + 1]
                if end < begin or end > self._bits_size:
                    damaged("a row of the fuzzy index ends before it begins")
                where[slot] = begin, end
                begin = end
            position += 2 * rows
            first += count
            if first > texts.count:  # before a number of so many bits is made
                damaged("the fuzzy index has more texts than its table")
            self._groups[length] = (1 << count) - 1, first - count, where
        if begin != self._bits_size:
            damaged("the parts of the fuzzy index do not belong together")

    def near(self, text: str, edits: int) -> list[tuple[str, int]]:
        """Return all texts within 1 or 2 edits, each with its number."""
        from toponyms.index.distance import distance

        slots = [place * 64 + _CODE.get(letter, 63) for place, letter in enumerate(text)]
        found: list[tuple[str, int]] = []
        for difference, missing, width, shift in _ONE if edits == 1 else _TWO:
            length = len(slots) + difference
            group = self._groups.get(length)
            if group is None:
                continue
            everything, first, _ = group
            bits = self._survivors(slots, length, everything, missing, width, shift)
            if bits:
                for bit in _bits(bits):
                    other = self._texts.text(first + bit)
                    if distance(text, other, score_cutoff=edits) <= edits:
                        found.append((other, first + bit))
        return found

    def _survivors(
        self, slots: list[int], length: int, everything: int, missing: int, width: int, shift: int
    ) -> int:
        """Return the bits of the texts of a length that lack at most `missing` of the letters in their windows."""
        pairs = self._lacking.get(length)
        if pairs is None:
            pairs = self._lacking.setdefault(length, {})
        one = two = three = 0
        shift *= 64
        for slot in slots:
            slot += shift
            lack = pairs.get(slot)
            if lack is None:
                lack = self._pair(pairs, length, slot)
            if width == 3:
                earlier = pairs.get(slot - 64)
                lack &= self._pair(pairs, length, slot - 64) if earlier is None else earlier
            if missing == 2:
                three |= two & lack
            if missing:
                two |= one & lack
            one |= lack
        return everything ^ (three if missing == 2 else two if missing else one)

    def _pair(self, pairs: dict[int, int], length: int, slot: int) -> int:
        """Work out and keep which texts lack a letter at this position and the one before it."""
        everything, _, where = self._groups[length]
        present = 0
        for at in (slot, slot - 64):
            place = where.get(at)
            if place is not None:
                row = self._blocks.take(self._bits_at + place[0], self._bits_at + place[1])
                present |= int.from_bytes(row, "little")
        pairs[slot] = present ^ everything
        return present ^ everything


def _bits(value: int) -> Iterator[int]:
    """Yield the positions of the bits that are set; few are."""
    while value:
        low = value & -value
        yield low.bit_length() - 1
        value ^= low

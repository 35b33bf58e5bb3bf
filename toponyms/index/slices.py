"""Fuzzy search by positional bit-slices on plain Python integers.

Texts are grouped by length. For each group, position and letter there is one row of bits: bit i says "text i has this
letter here". Two searches work on the rows, all texts of a group at once; a property test compares both with brute
force.

*One edit* leaves the letters before it and behind it as they are. Which texts begin like the question is told by its
letters' rows, and-ed one after the other; after four or five letters no text is left, and the edit must be among these,
and all that stands behind them as it is in the question: again a few rows, and mostly no text is left. This is exact:
nothing remains to be measured.

*Two edits* move a letter by two places at most. So the search counts the letters that a text has nowhere near, and
drops it when there are too many (docs/index-format.md has the table); it loses no text within the optimal string
alignment distance, and rapidfuzz measures the few that remain.

Section `X.rows` is the directory, per group: length, number of texts, number of rows, then for each row its position
and letter (position * 64 + letter) and where its bits end in `X.bits`. The texts are the first ones of a table, which
has them in order of length.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toponyms.index.layout import Blocks, damaged
from toponyms.index.table import Texts, numbers_of, pack_numbers

LETTERS = " abcdefghijklmnopqrstuvwxyz0123456789"
_CODE = {letter: number for number, letter in enumerate(LETTERS)}

# For one edit: difference in length, and how many letters the edit takes up in the question and in the text.
_ONE = ((0, ((1, 1), (2, 2))), (-1, ((1, 0),)), (1, ((0, 1),)))
# For two edits: difference in length, letters that may be missing, positions in the window, shift of its last position;
# the window of the letter at i ends at position i + shift. A width of 3 is two pairs, one place apart.
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


class _Group(NamedTuple):
    """The texts of one length."""

    everything: int  # a bit for each of them
    first: int  # the number of the first of them
    rows: dict[int, int]  # position * 64 + letter → which of them have it there
    pairs: dict[int, int]  # the same → which of them have the letter there or one place before it; kept when asked for


class Slices:
    """Read access to the slices of one table's texts; a group is decoded when it is first used, and then kept."""

    __slots__ = ("_bits_at", "_blocks", "_groups", "_numbers", "_texts", "_where")

    def __init__(self, blocks: Blocks, prefix: str, texts: Texts) -> None:
        self._texts = texts
        self._blocks = blocks
        at, size = blocks.section(f"{prefix}.rows")
        self._bits_at, bits_size = blocks.section(f"{prefix}.bits")
        if size % 4:
            damaged("the directory of the fuzzy index has an odd length")
        self._numbers = numbers = numbers_of(blocks.take(at, at + size))
        # length → (where its part of the directory begins, where its bits begin, number of its first text)
        self._where: dict[int, tuple[int, int, int]] = {}
        self._groups: dict[int, _Group] = {}
        position = begin = first = 0
        while position + 3 <= len(numbers):
            length, count, rows = numbers[position : position + 3]
            if position + 3 + 2 * rows > len(numbers) or length in self._where:
                damaged("the directory of the fuzzy index is cut off")
            self._where[length] = position, begin, first
            position += 3 + 2 * rows
            begin = numbers[position - 1] if rows else begin
            first += count
            if begin > bits_size or first > texts.count:  # before a number of so many bits is made
                damaged("the fuzzy index has more texts than its table")
        if begin != bits_size:
            damaged("the parts of the fuzzy index do not belong together")

    def _group(self, length: int) -> _Group | None:
        """Decode the texts of a length."""
        known = self._groups.get(length)
        if known is not None or length not in self._where:
            return known
        position, begin, first = self._where[length]
        numbers = self._numbers
        _, count, size = numbers[position : position + 3]
        rows = {}
        for at in range(position + 3, position + 3 + 2 * size, 2):
            slot, end = numbers[at], numbers[at + 1]
            if end < begin:
                damaged("a row of the fuzzy index ends before it begins")
            rows[slot] = int.from_bytes(self._blocks.take(self._bits_at + begin, self._bits_at + end), "little")
            begin = end
        group = self._groups[length] = _Group((1 << count) - 1, first, rows, {})
        return group

    def near(self, text: str, edits: int) -> list[tuple[str, int]]:
        """Return all texts within 1 or 2 edits, each with its number."""
        slots = [place * 64 + _CODE.get(letter, 63) for place, letter in enumerate(text)]
        if edits == 1:
            return [self._text(number) for number in self._one_edit(slots)]
        from toponyms.index.distance import distance

        some = map(self._text, self._two_edits(slots))
        return [(other, number) for other, number in some if distance(text, other, score_cutoff=2) <= 2]

    def _text(self, number: int) -> tuple[str, int]:
        return self._texts.text(number), number

    def _one_edit(self, slots: list[int]) -> Iterator[int]:
        """Yield the numbers of the texts within one edit."""
        for difference, edits in _ONE:
            group = self._group(len(slots) + difference)
            if group is None:
                continue
            everything, first, rows, _ = group
            before = [everything]  # which texts begin with no letter of the question, with the first, the first two, …
            alike = everything
            for slot in slots:
                alike &= rows.get(slot, 0)
                if not alike:
                    break
                before.append(alike)
            bits = 0
            for asked, there in edits:
                # No text has an edit later than here, so in all of them the question goes on like this:
                at = min(len(before) - 1, len(slots) - asked)
                alike = everything
                moved = 64 * (there - asked)
                for slot in slots[at + asked :]:
                    alike &= rows.get(slot + moved, 0)
                    if not alike:
                        break
                while alike and at >= 0:
                    both = before[at] & alike
                    if both and asked == 2:  # and the two have changed places
                        both &= rows.get(slots[at + 1] - 64, 0) & rows.get(slots[at] + 64, 0)
                    bits |= both
                    at -= 1
                    alike &= rows.get(slots[at + asked] + moved, 0)
            for bit in _bits(bits):
                yield first + bit

    def _two_edits(self, slots: list[int]) -> Iterator[int]:
        """Yield the numbers of the texts within two edits, and of a few others."""
        for difference, missing, width, shift in _TWO:
            group = self._group(len(slots) + difference)
            if group is None:
                continue
            everything, first, rows, pairs = group
            shift *= 64
            none = one = two = everything  # those that have lacked so many letters at most, up to here
            for slot in slots:
                slot += shift
                has = pairs.get(slot)
                if has is None:
                    has = pairs[slot] = rows.get(slot, 0) | rows.get(slot - 64, 0)
                if width == 3:
                    more = pairs.get(slot - 64)
                    has |= rows.get(slot - 128, 0) if more is None else more
                if missing == 2:
                    two = one | two & has
                if missing:
                    one = none | one & has
                none &= has
                if not (none, one, two)[missing]:
                    break
            for bit in _bits((none, one, two)[missing]):
                yield first + bit


def _bits(value: int) -> Iterator[int]:
    """Yield the positions of the bits that are set; few are."""
    while value:
        low = value & -value
        yield low.bit_length() - 1
        value ^= low

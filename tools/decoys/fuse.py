"""Build the filter that `toponyms.text.decoys` reads: a binary fuse filter (Graf and Lemire, 2022) with kinds.

Every entry has three slots, chosen by its hash in three neighbouring segments; the exclusive or of the three is the
entry's fingerprint and kind. Slots are filled by peeling: an entry that alone uses some slot can be satisfied last, so
it is put aside, which frees slots of others, until none is left. With about 1.16 slots an entry this nearly always ends well;
when it does not, the next seed is tried.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping

from toponyms.text.decoys import HEADER, KIND_BITS, MAGIC, VERSION, hashed, slots_size

SEEDS = 10


def capacity(size: int, fingerprint_bits: int, slots_per_entry: float) -> int:
    """Give the number of entries that fit into a file of `size` bytes."""
    slots = (size - HEADER.size - 2) * 8 // (fingerprint_bits + KIND_BITS)
    return int(slots // SEGMENT * SEGMENT / slots_per_entry)


SEGMENT = 1024


def build(kinds: Mapping[str, int], fingerprint_bits: int, segments: int, segment: int = SEGMENT) -> bytes:
    """Build the bytes of the file for the kinds of forms, with the first seed that works."""
    forms = sorted(kinds)
    for seed in range(SEEDS):
        slots = _fill(forms, kinds, seed, fingerprint_bits, segment, segments)
        if slots is not None:
            body = _pack(slots, fingerprint_bits + KIND_BITS, slots_size(len(slots), fingerprint_bits))
            fields = (MAGIC, VERSION, fingerprint_bits, seed, len(forms), segment, segments)
            head = HEADER.pack(*fields, 0)[:-4]
            return head + zlib.crc32(body, zlib.crc32(head)).to_bytes(4, "little") + body
    msg = f"{len(forms)} entries do not fit into {segment * segments} slots. Give it more segments or fewer entries."
    raise ValueError(msg)


def _fill(
    forms: list[str], kinds: Mapping[str, int], seed: int, bits: int, segment: int, segments: int
) -> list[int] | None:
    count = segment * segments
    users, sums = [0] * count, [0] * count  # how many entries use a slot, and the exclusive or of their numbers
    places_of = []
    values = []
    mask = (1 << bits) - 1
    for number, form in enumerate(forms):
        places, fingerprint = hashed(form, seed, segment, segments)
        places_of.append(places)
        values.append((fingerprint & mask) << KIND_BITS | kinds[form])
        for place in places:
            users[place] += 1
            sums[place] ^= number
    peeled: list[tuple[int, int]] = []
    alone = [place for place in range(count) if users[place] == 1]
    while alone:
        place = alone.pop()
        if users[place] != 1:
            continue
        number = sums[place]
        peeled.append((number, place))
        for other in places_of[number]:
            users[other] -= 1
            sums[other] ^= number
            if users[other] == 1:
                alone.append(other)
    if len(peeled) != len(forms):
        return None
    slots = [0] * count
    for number, place in reversed(peeled):
        value = values[number]
        for other in places_of[number]:
            if other != place:
                value ^= slots[other]
        slots[place] = value
    return slots


def _pack(slots: list[int], width: int, size: int) -> bytes:
    packed = bytearray()
    buffer = filled = 0
    for slot in slots:
        buffer |= slot << filled
        filled += width
        while filled >= 8:
            packed.append(buffer & 255)
            buffer >>= 8
            filled -= 8
    packed.append(buffer & 255)
    return bytes(packed).ljust(size, b"\0")[:size]

"""Build the filter that `toponyms.text.decoys` reads: a binary fuse filter (Graf and Lemire, 2022) with kinds.

Every entry has three slots, chosen by its hash in three neighbouring segments; the exclusive or of the three is the
entry's fingerprint and kind. Slots are filled by peeling: an entry that alone uses some slot can be satisfied last, so
it is put aside, which frees slots of others, until none is left. With about 1.16 slots an entry this nearly always
ends well; when it does not, the next seed is tried. Several are tried anyway, for one that takes no town for an entry.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping

from toponyms.text.decoys import HEADER, KIND_BITS, MAGIC, VERSION, hashed, read, slots_size

SEGMENT = 1024
SEEDS = 40


def room(size: int, fingerprint_bits: int) -> int:
    """Give the number of slots in a file of at most `size` bytes."""
    slots = (size - HEADER.size - 2) * 8 // (fingerprint_bits + KIND_BITS)
    return slots // SEGMENT * SEGMENT


def build(kinds: Mapping[str, int], fingerprint_bits: int, slots: int, clear: Collection[str] = ()) -> bytes:
    """Build the bytes of the file for the kinds of forms, with the seed that keeps most of `clear` out.

    Args:
        kinds: The number of the kind of each form.
        fingerprint_bits: How many bits tell a form from those that are not there.
        slots: How many slots the filter has; a multiple of `SEGMENT`.
        clear: Forms that the filter had better not take for entries by chance. The first seed that takes none is used.

    Raises:
        ValueError: There are too many forms for that many slots.
    """
    forms, wary = sorted(kinds), sorted(set(clear).difference(kinds))
    best: tuple[int, bytes] | None = None
    for seed in range(SEEDS):
        filled = _fill(forms, kinds, seed, fingerprint_bits, slots // SEGMENT)
        if filled is not None:
            body = _pack(filled, fingerprint_bits + KIND_BITS, slots_size(len(filled), fingerprint_bits))
            fields = (MAGIC, VERSION, fingerprint_bits, seed, len(forms), SEGMENT, slots // SEGMENT)
            head = HEADER.pack(*fields, 0)[:-4]
            data = head + zlib.crc32(body, zlib.crc32(head)).to_bytes(4, "little") + body
            found = read(data)
            taken = sum(found.kind(form) is not None for form in wary)
            if best is None or taken < best[0]:
                best = taken, data
            if not taken:
                break
    if best is None:
        msg = f"{len(forms)} entries do not fit into {slots} slots. Give it more slots or fewer entries."
        raise ValueError(msg)
    return best[1]


def _fill(forms: list[str], kinds: Mapping[str, int], seed: int, bits: int, segments: int) -> list[int] | None:
    count = SEGMENT * segments
    users, sums = [0] * count, [0] * count  # how many entries use a slot, and the exclusive or of their numbers
    places_of = []
    values = []
    mask = (1 << bits) - 1
    for number, form in enumerate(forms):
        places, fingerprint = hashed(form, seed, SEGMENT, segments)
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

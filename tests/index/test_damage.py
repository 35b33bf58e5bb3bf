"""Damaged files: told, or without consequence; never another exception, a hang, a crash or a wrong answer.

Two kinds. Accidents (flipped bits, lost and swapped blocks, cut ends) leave the checksums as they were, and every one
must be noticed before it changes an answer. Forgeries have right checksums, so what is said may be false; reading them
must still end, in time and with no other exception than `IndexDamaged`.
"""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable

import pytest

from toponyms.errors import IndexDamaged, UnknownPlace
from toponyms.index.layout import BLOCK, HEADER, SECTION
from toponyms.index.read import Index
from toponyms.index.world import World
from toponyms.resolver import Resolver

FAST, SLOW = 400, 20_000
QUERIES = (
    "Покровськ",
    "Pokrovsk",
    "Pokrovskx",
    "Ivanivka",
    "Ivanovka",
    "Stepnka",
    "Lymske",
    "Старе Лим",
    "Nowhere",
    "Іванівки",
)


def look(index: Index) -> list[object]:
    """Ask what people ask, through everything that reads an index."""
    resolver = Resolver(World([index]))
    answers: list[object] = [
        (r.total, r.ambiguous, r.id, [(m.place.id, m.name, m.score, m.step) for m in r.candidates], r.explain())
        for r in map(resolver.resolve, QUERIES)
    ]
    try:
        answers.append(resolver.resolve("Ivanivka", within="raion-2").id)
    except UnknownPlace:
        answers.append("no such area")
    answers += [resolver.resolve("Ivanivka", near=(50.0, 31.0)).id]
    answers += [index.find_code("UA0203" + "0" * 13), index.find_code("merged-away"), index.find_id("raion-3")]
    answers += [(p.id, p.name, p.kind, p.names, dict(p.ids), p.parents, p.lat, p.population)
                for p in map(index.place, range(index.count))]  # fmt: skip
    answers += [(index.keys.text(n), index.postings(n)) for n in range(index.keys.count)]
    return [*answers, index.version]


def judge(data: bytes, wanted: list[object]) -> bool:
    """Read damaged bytes; return whether the damage was told. Anything else than that or the same answers fails."""
    try:
        found = look(Index(data))
    except IndexDamaged as error:
        if "Delete it" in str(error):
            return True
        raise
    assert found == wanted
    return False


@pytest.fixture(scope="module")
def wanted(small: bytes) -> list[object]:
    """What a whole index answers."""
    return look(Index(small))


def test_a_whole_index_answers(wanted: list[object]) -> None:
    assert any(isinstance(answer, tuple) and answer[2] for answer in wanted[: len(QUERIES)])


def test_every_block_flipped(small: bytes, wanted: list[object]) -> None:
    for at in range(0, len(small), BLOCK):
        damaged = bytearray(small)
        damaged[at : at + BLOCK] = bytes(byte ^ 0xFF for byte in damaged[at : at + BLOCK])
        assert judge(bytes(damaged), wanted), f"block at {at}"


def test_every_byte_of_header_and_directory(small: bytes, wanted: list[object]) -> None:
    count = HEADER.unpack_from(small)[2]
    for at in range(HEADER.size + SECTION.size * count):
        damaged = bytearray(small)
        damaged[at] ^= 0x40
        if not judge(bytes(damaged), wanted):
            assert HEADER.size - 4 <= at < HEADER.size, f"byte {at} may change unseen"  # only the padding may


def test_cut_short(small: bytes, wanted: list[object]) -> None:
    ends = {
        0,
        1,
        7,
        8,
        HEADER.size - 1,
        HEADER.size,
        HEADER.size + 5,
        len(small) - 1,
        len(small) - 4,
        *range(0, len(small), BLOCK),
    }
    for end in sorted(ends):
        assert judge(small[:end], wanted), f"cut at {end}"


def test_something_behind_the_end(small: bytes, wanted: list[object]) -> None:
    assert judge(small + b"\0", wanted)
    assert judge(small + small, wanted)


def accident(data: bytes, rng: random.Random) -> bytes:
    """Do what disks and transfers do: flip bits, write zeros or rubbish, swap or repeat pieces, cut."""
    damaged = bytearray(data)
    at, size = rng.randrange(len(data)), rng.choice((1, 1, 1, 2, 4, 16, 512, 4096))
    kind = rng.randrange(6)
    if kind == 0:
        damaged[at] ^= 1 << rng.randrange(8)
    elif kind == 1:
        damaged[at : at + size] = bytes(len(damaged[at : at + size]))
    elif kind == 2:
        damaged[at : at + size] = rng.randbytes(len(damaged[at : at + size]))
    elif kind == 3:
        other = rng.randrange(len(data))
        piece = damaged[other : other + size]
        damaged[at : at + len(piece)] = piece
    elif kind == 4:
        del damaged[at : at + size]
    else:
        damaged[at:at] = rng.randbytes(size)
    return bytes(damaged)


def forge(data: bytes, rng: random.Random) -> bytes:
    """Change anything, then make every checksum right again."""
    damaged = bytearray(data)
    magic, version, count, length, sums_at, content = HEADER.unpack_from(data)[:6]
    start = HEADER.size + SECTION.size * count
    kind = rng.randrange(4)
    if kind == 0:  # an entry of the directory
        at = HEADER.size + SECTION.size * rng.randrange(count) + rng.choice((16, 24))
        value = struct.unpack_from("<Q", data, at)[0]
        value = rng.choice(
            (value + 4, value - 4, value + 8, value * 2, 0, 8, rng.randrange(len(data)) & ~7, (1 << 64) - 8, 1 << 32)
        )
        struct.pack_into("<Q", damaged, at, value & (1 << 64) - 1)
    elif kind == 1:  # a number of 32 bits, anywhere
        at = rng.randrange(start, sums_at - 4) & ~3
        value = struct.unpack_from("<I", data, at)[0]
        value = rng.choice(
            (value + 1, value - 1, value ^ 1 << rng.randrange(32), 0, 0xFFFFFFFF, 0x7FFFFFFF, rng.getrandbits(32))
        )
        struct.pack_into("<I", damaged, at, value & 0xFFFFFFFF)
    elif kind == 2:  # some bytes, anywhere
        at = rng.randrange(start, sums_at)
        size = min(rng.choice((1, 2, 4, 64, 1024)), sums_at - at)
        damaged[at : at + size] = rng.choice((rng.randbytes(size), bytes(size), b"\xff" * size))
    else:  # the header
        count, length, sums_at = rng.choice((
            (count - 1, length, sums_at), (count + 1, length, sums_at), (0, length, sums_at),
            (0xFFFFFFFF, length, sums_at),
            (count, length + 8, sums_at), (count, 1 << 63, sums_at), (count, length, sums_at - 8), (count, length, 0),
            (count, length, length), (count, length, (1 << 64) - 1),
        ))  # fmt: skip
    return sealed(damaged, (magic, version, count, length, sums_at, content))


def sealed(damaged: bytearray, head: tuple[bytes, int, int, int, int, bytes]) -> bytes:
    """Write right checksums into an index."""
    count, sums_at = head[2], min(head[4], len(damaged))
    start = min(HEADER.size + SECTION.size * count, sums_at)
    for number, at in enumerate(range(0, sums_at, BLOCK)):
        crc = zlib.crc32(damaged[max(at, start) : min(at + BLOCK, sums_at)])
        if sums_at + 4 * number + 4 <= len(damaged):
            struct.pack_into("<I", damaged, sums_at + 4 * number, crc)
    directory, sums = zlib.crc32(damaged[HEADER.size : start]), zlib.crc32(damaged[sums_at:])
    header = HEADER.pack(*head, directory, sums, 0)
    checked = header[: HEADER.size - 8]
    damaged[: HEADER.size] = checked + zlib.crc32(checked).to_bytes(4, "little") + bytes(4)
    return bytes(damaged)


def test_sealing_an_unchanged_index_changes_nothing(small: bytes) -> None:
    assert sealed(bytearray(small), HEADER.unpack_from(small)[:6]) == small


def accidents(small: bytes, wanted: list[object], count: int) -> None:
    rng = random.Random(3)
    told = sum(judge(accident(small, rng), wanted) for _ in range(count))
    assert told > count * 0.8


def forgeries(small: bytes, count: int) -> None:
    rng = random.Random(4)
    told = 0
    for number in range(count):
        try:
            look(Index(forge(small, rng)))
        except IndexDamaged:
            told += 1
        except Exception as error:
            error.add_note(f"forgery {number}")
            raise
    assert 0 < told < count


def test_accidents(small: bytes, wanted: list[object]) -> None:
    accidents(small, wanted, FAST)


def test_forgeries(small: bytes) -> None:
    forgeries(small, FAST)


@pytest.mark.slow
@pytest.mark.parametrize(
    "suite", [lambda s, w: accidents(s, w, SLOW), lambda s, w: forgeries(s, SLOW)], ids=["accidents", "forgeries"]
)
def test_twenty_thousand(suite: Callable[[bytes, list[object]], None], small: bytes, wanted: list[object]) -> None:
    suite(small, wanted)

"""The index file: a header, a directory of sections, the sections, and a checksum for every block.

All numbers are little-endian, every section begins at a multiple of 8. docs/index-format.md describes the format for
readers in other languages; what is written here and there must agree.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import NoReturn

from toponyms.errors import IndexDamaged

MAGIC = b"toponyms"
VERSION = 1
BLOCK = 1 << 14
BLOCK_SHIFT = 14
# magic, version, sections, file length, offset of the checksums, content hash, CRC-32 of the directory, of the
# checksums, and of the header up to here
HEADER = struct.Struct("<8sIIQQ32sIII4x")
SECTION = struct.Struct("<16sQQ")

POSTING = struct.Struct("<IfI")  # name, weight, how (0: as recorded, n: romanised by system n - 1)
SYSTEM = 0xFFFF  # the part of `how` that names a romanisation system
# In `how`: the bare adjective of an area, which counts only as it is written, since Sovetska is a surname, too.
BARE = 1 << 16
# In `how`: not all places of the key have the same writings of it, so that a writing on record can tell them apart.
MIXED = 1 << 17
# Names and places are kept by columns, which pack better: docs/index-format.md lists them.
MORE = struct.Struct("<IIIII")  # since, until, source, used by, note: numbers of strings, 0 for none
NOWHERE = -(1 << 31)  # stands for an unknown latitude or longitude; known ones are in 1e-7 degrees


def align(size: int) -> int:
    """Return the size rounded up to a multiple of 8."""
    return -size % 8 + size


def assemble(sections: Iterable[tuple[str, bytes]], content_hash: bytes) -> bytes:
    """Put named sections together into the bytes of an index file."""
    named = list(sections)
    body = bytearray(align(HEADER.size + SECTION.size * len(named)))
    directory = bytearray()
    for name, data in named:
        directory += SECTION.pack(name.encode(), len(body), len(data))
        body += data
        body += bytes(align(len(body)) - len(body))
    body[HEADER.size : HEADER.size + len(directory)] = directory
    sums_at = len(body)
    start = HEADER.size + len(directory)
    blocks = range(0, sums_at, BLOCK)
    sums = b"".join(zlib.crc32(body[max(at, start) : min(at + BLOCK, sums_at)]).to_bytes(4, "little") for at in blocks)
    sizes = MAGIC, VERSION, len(named), sums_at + len(sums), sums_at
    header = HEADER.pack(*sizes, content_hash, zlib.crc32(directory), zlib.crc32(sums), 0)
    crc = zlib.crc32(header[: HEADER.size - 8])
    body[: HEADER.size] = header[: HEADER.size - 8] + crc.to_bytes(4, "little") + bytes(4)
    return bytes(body + sums)


class Blocks:
    """The bytes of an index file, each block checked against its sum when it is first touched.

    Attributes:
        data: The checked part of the file.
        done: One byte a block, 1 once it has been checked. Where every nanosecond counts, a reader looks here before
            it calls `touch`.
        sections: Where each section begins, and its length.
        content_hash: The hash of what the index holds.
    """

    __slots__ = ("_start", "_sums", "content_hash", "data", "done", "sections")

    def __init__(self, data: bytes | memoryview) -> None:
        """Check header, directory and the list of sums.

        Raises:
            IndexDamaged: The bytes are no index of this version, are cut off, or do not agree with their sums.
        """
        view = memoryview(data)
        if len(view) < HEADER.size or bytes(view[:8]) != MAGIC:
            damaged("it does not begin like one")
        _, version, count, length, sums_at, self.content_hash, crc_dir, crc_sums, crc_head = HEADER.unpack_from(view)
        if zlib.crc32(view[: HEADER.size - 8]) != crc_head:
            damaged("its header has changed")
        if version != VERSION:
            damaged(f"it is of version {version}, and this library reads version {VERSION}")
        if length != len(view) or sums_at > length or HEADER.size + SECTION.size * count > sums_at:
            damaged("its length is not what the header says")
        self._start = HEADER.size + SECTION.size * count
        if zlib.crc32(view[HEADER.size : self._start]) != crc_dir or zlib.crc32(view[sums_at:]) != crc_sums:
            damaged("its directory or its list of checksums has changed")
        if length - sums_at != 4 * -(-sums_at // BLOCK):
            damaged("its list of checksums has the wrong length")
        self.data = view[:sums_at]
        self._sums = view[sums_at:]
        self.done = bytearray(-(-sums_at // BLOCK))
        self.sections: dict[str, tuple[int, int]] = {}
        for number in range(count):
            name, offset, size = SECTION.unpack_from(view, HEADER.size + SECTION.size * number)
            if offset < self._start or offset % 8 or offset + size > sums_at:
                damaged("its directory points outside of the file")
            self.sections[name.rstrip(b"\0").decode("ascii", "replace")] = offset, size

    def section(self, name: str) -> tuple[int, int]:
        """Return where a section begins and how long it is."""
        try:
            return self.sections[name]
        except KeyError:
            damaged(f'it has no section "{name}"')

    def touch(self, start: int, end: int) -> None:
        """Check the blocks that hold these bytes, unless that was done before."""
        if start < 0 or end > len(self.data):
            damaged("an entry points outside of the file")
        done = self.done
        for block in range(start >> BLOCK_SHIFT, (end + BLOCK - 1) >> BLOCK_SHIFT):
            if not done[block]:
                at = block << BLOCK_SHIFT
                part = self.data[max(at, self._start) : at + BLOCK]
                if zlib.crc32(part) != int.from_bytes(self._sums[4 * block : 4 * block + 4], "little"):
                    damaged(f"block {block} has changed")
                done[block] = 1

    def take(self, start: int, end: int) -> memoryview:
        """Return checked bytes."""
        self.touch(start, end)
        return self.data[start:end]


def damaged(why: str) -> NoReturn:
    """Raise `IndexDamaged` and say why."""
    msg = f"this is not a whole index file: {why}. Delete it, and it is built again from its sources."
    raise IndexDamaged(msg)

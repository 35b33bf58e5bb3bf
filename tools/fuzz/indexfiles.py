"""Index files: accidents, which leave the checksums as they were, and forgeries, whose checksums are right.

An accident must be told or be without consequence. A forgery may make the answers false; reading it must still end, in
time, with an answer or `IndexDamaged`, and build no objects but the library's own.
"""

from __future__ import annotations

import json
import struct
import zlib
from random import Random

from tools.fuzz.judge import Broken, in_time, must
from toponyms.completion import suggest
from toponyms.errors import IndexDamaged, UnknownPlace
from toponyms.gazetteer import default
from toponyms.index.build import build
from toponyms.index.layout import BLOCK, HEADER, SECTION
from toponyms.index.read import Index
from toponyms.index.world import World
from toponyms.resolver import Resolver
from toponyms.scan import Scanner
from toponyms.walls import find_area

_AREAS = ("donetsk-oblast", "pokrovsk-raion", "pokrovsk-hromada-donetsk")
_ASKED = ("Pokrovsk", "Покровська", "Krasnoarmeysk", "Pokrovskk", "Рівне", "Новоолександрівка", "Nowhere", "Sukhyi Yar")
_TEXT = "Бої в Покровську (Красноармейск), на Покровському напрямку, in Rivne and near Novotroitske, Donetsk Oblast."


def make_small() -> bytes:
    """Build an index of some seventy real places."""
    gazetteer = default()
    areas = [gazetteer.get(place_id) for place_id in _AREAS]
    inside = list(gazetteer.places(within="pokrovsk-raion"))[:70]
    return build([*areas, *(place for place in inside if place not in areas)], {"gone": _AREAS[1]}, version="fuzz")


def look(index: Index) -> list[object]:
    """Ask what people ask, of everything that reads an index."""
    world = World([index])
    resolver = Resolver(world)
    answers: list[object] = [
        (r.total, r.ambiguous, r.id, [(m.place.id, m.name, m.step) for m in r.candidates], r.explain())
        for r in map(resolver.resolve, _ASKED)
    ]
    try:
        areas, _ = find_area(world, "Покровський район")
        answers.append(sorted(areas))
    except UnknownPlace:
        answers.append("no such area")
    answers.append([match.place.id for match in suggest(resolver, "pokr", None, 5)])
    answers.append([(m.start, m.place.id if m.place else None) for m in Scanner(world, resolver).find(_TEXT)])
    answers += [index.find_code("UA14160210010099403"), index.find_code("gone"), index.find_id(_AREAS[2])]
    answers += [
        (p.id, p.name, p.kind, p.names, dict(p.ids), p.parents, p.lat, p.population)
        for p in map(index.place, range(0, index.count, 7))
    ]
    answers += [(index.keys.text(n), index.postings(n)) for n in range(0, min(index.keys.count, 2000), 29)]
    return [*answers, index.version]


class IndexFiles:
    """Feeds the reader of index files. A case is a list of changes, told by section so that it outlives a rebuild."""

    def __init__(self) -> None:
        self.small = make_small()
        self.wanted = look(Index(self.small))
        count = HEADER.unpack_from(self.small)[2]
        self.sections = {}
        for number in range(count):
            name, at, size = SECTION.unpack_from(self.small, HEADER.size + SECTION.size * number)
            self.sections[name.rstrip(b"\0").decode()] = (at, size)
        self.sections["header"] = (0, HEADER.size)
        self.sections["directory"] = (HEADER.size, SECTION.size * count)
        self.sections["whole"] = (0, len(self.small))

    def make(self, rng: Random) -> str:
        """Draw one to three changes, and whether the checksums are made right again."""
        changes = []
        sealed = rng.random() < 0.7
        for _ in range(rng.choice((1, 1, 1, 2, 3))):
            section = rng.choice(list(self.sections))
            size = self.sections[section][1]
            at = rng.randrange(size) if size else 0
            how = rng.choice(("set", "set", "set", "number", "number", "number", "cut", "copy", "insert"))
            if how == "set":
                data = rng.choice((rng.randbytes(rng.choice((1, 1, 2, 4, 16, 512))), bytes(8), b"\xff" * 4))
                changes.append([how, section, at, data.hex()])
            elif how == "number":
                value = rng.choice((0, 1, 0xFFFFFFFF, 0x7FFFFFFF, 0x80000000, rng.getrandbits(32), rng.getrandbits(8)))
                changes.append([how, section, at & ~3, value])
            elif how == "copy":
                changes.append([how, section, at, rng.randrange(len(self.small))])
            elif sealed:
                changes.append(["number", section, at & ~3, rng.getrandbits(16)])
            else:
                changes.append([how, section, at, rng.choice((1, 4, 64, 4096))])
        return json.dumps({"sealed": sealed, "changes": changes})

    def damaged(self, case: str) -> bytes:
        """Return the bytes that a case describes."""
        told = json.loads(case)
        data = bytearray(self.small)
        for how, section, at, what in told["changes"]:
            begin, size = self.sections.get(section, (0, len(data)))
            at = min(begin + min(at, size), len(data))
            if how == "set":
                new = bytes.fromhex(what)[: len(data) - at]
                data[at : at + len(new)] = new
            elif how == "number" and at + 4 <= len(data):
                struct.pack_into("<I", data, at, what)
            elif how == "copy":
                piece = data[what : what + 64][: len(data) - at]
                data[at : at + len(piece)] = piece
            elif how == "cut":
                del data[at : at + what]
            elif how == "insert":
                data[at:at] = bytes(what)
        return bytes(seal(data) if told["sealed"] else data)

    def check(self, case: str) -> None:
        """Check one file."""
        data = self.damaged(case)
        sealed = json.loads(case)["sealed"]
        try:
            with in_time(len(data)):
                found = look(Index(data))
        except IndexDamaged as error:
            must("Delete it" in str(error), "the message does not say what to do")
            return
        if not sealed and found != self.wanted:
            message = "an accident went unseen and changed an answer"
            raise Broken(message)


def seal(data: bytearray) -> bytearray:
    """Make every checksum of an index right, as far as its header lets one find them."""
    if len(data) < HEADER.size:
        return data
    magic, version, count, length, sums_at, content = HEADER.unpack_from(data)[:6]
    end = min(sums_at, len(data))
    start = min(HEADER.size + SECTION.size * count, end)
    for number, at in enumerate(range(0, end, BLOCK)):
        if end + 4 * number + 4 <= len(data):
            struct.pack_into("<I", data, end + 4 * number, zlib.crc32(data[max(at, start) : min(at + BLOCK, end)]))
    crc_directory, crc_sums = zlib.crc32(data[HEADER.size : start]), zlib.crc32(data[end:])
    header = HEADER.pack(magic, version, count, length, sums_at, content, crc_directory, crc_sums, 0)[: HEADER.size - 8]
    data[: HEADER.size] = header + zlib.crc32(header).to_bytes(4, "little") + bytes(4)
    return data

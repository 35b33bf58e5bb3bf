"""The format is what docs/index-format.md says, and the bytes are the same every time."""

from __future__ import annotations

import hashlib
import os
import struct
import subprocess
import sys
import zlib
from itertools import pairwise
from pathlib import Path

import pytest

from toponyms.index.build import build
from toponyms.index.layout import HEADER, SECTION
from toponyms.index.read import Index
from toponyms.model import Place
from toponyms.text.keys import fold, skeleton

DOCUMENT = Path(__file__).parents[2] / "docs/index-format.md"


class PlainReader:
    """A reader written from docs/index-format.md alone, as one would in a language without our modules."""

    def __init__(self, data: bytes) -> None:
        assert data[:8] == b"toponyms"
        version, count, length, sums_at = struct.unpack_from("<IIQQ", data, 8)
        self.hash = data[32:64]
        crcs = struct.unpack_from("<III", data, 64)
        assert (version, length) == (1, len(data))
        start = 80 + 32 * count
        assert crcs == (zlib.crc32(data[80:start]), zlib.crc32(data[sums_at:]), zlib.crc32(data[:72]))
        for block, at in enumerate(range(0, sums_at, 16384)):
            (wanted,) = struct.unpack_from("<I", data, sums_at + 4 * block)
            assert zlib.crc32(data[max(at, start) : min(at + 16384, sums_at)]) == wanted
        self.sections: dict[str, bytes] = {}
        for number in range(count):
            name, at, size = struct.unpack_from("<16sQQ", data, 80 + 32 * number)
            assert at % 8 == 0
            assert start <= at <= at + size <= sums_at
            self.sections[name.rstrip(b"\0").decode("ascii")] = data[at : at + size]

    def numbers(self, name: str, code: str = "I") -> list[int]:
        return [number for (number,) in struct.iter_unpack("<" + code, self.sections[name])]

    def texts(self, prefix: str) -> list[str]:
        text = self.sections[f"{prefix}.text"]
        return [text[a:b].decode() for a, b in pairwise(self.numbers(f"{prefix}.ends"))]

    def find(self, prefix: str, wanted: str) -> int | None:
        slots, texts = self.numbers(f"{prefix}.slots"), self.texts(prefix)
        assert len(slots) & (len(slots) - 1) == 0
        assert len(texts) <= 0.6 * len(slots)
        at = zlib.crc32(wanted.encode()) % len(slots)
        while slots[at]:
            if texts[slots[at] - 1] == wanted:
                return slots[at] - 1
            at = (at + 1) % len(slots)
        return None

    def row(self, prefix: str, number: int) -> tuple[int, int]:
        lists = self.numbers(f"{prefix}.lists")
        return lists[number], lists[number + 1]

    def postings(self, key: str) -> list[tuple[int, float, int]]:
        number = self.find("key", key)
        if number is None:
            return []
        first, last = self.row("post", number)
        return list(struct.iter_unpack("<IfI", self.sections["post.items"][12 * first : 12 * last]))

    def name(self, number: int) -> tuple[str, str, str | None, bool]:
        at, meta = self.numbers("names.at")[number], self.numbers("names.meta")[number]
        kind = ("official", "former", "also", "misspelling", "romanised")[meta >> 16 & 7]
        lang = self.texts("strings")[meta >> 20] or None
        return self.sections["names.text"][at : at + (meta & 0xFFFF)].decode(), kind, lang, bool(meta >> 19 & 1)

    def near(self, prefix: str, query: str, edits: int) -> set[int]:
        """Return the shortlist: the numbers of the texts that lack few enough letters."""
        letters = " abcdefghijklmnopqrstuvwxyz0123456789"
        rows = self.numbers(f"{prefix}.rows")
        windows = {
            1: {0: (1, -1, 1), -1: (1, -1, 0), 1: (0, 0, 1)},
            2: {0: (2, -1, 1), -1: (2, -1, 0), 1: (1, 0, 1), -2: (2, -2, 0), 2: (0, 0, 2)},
        }
        found: set[int] = set()
        at = first = begin = 0
        while at < len(rows):
            length, count, size = rows[at : at + 3]
            where = {}
            for number in range(at + 3, at + 3 + 2 * size, 2):
                where[rows[number]] = self.sections[f"{prefix}.bits"][begin : rows[number + 1]]
                begin = rows[number + 1]
            window = windows[edits].get(length - len(query))
            if window:
                missing, low, high = window
                for text in range(count):
                    lacking = 0
                    for position, letter in enumerate(query):
                        slots = [(position + move) * 64 + letters.index(letter) for move in range(low, high + 1)]
                        bits = [where.get(slot, b"") for slot in slots]
                        lacking += not any(len(row) > text // 8 and row[text // 8] >> text % 8 & 1 for row in bits)
                    if lacking <= missing:
                        found.add(first + text)
            first += count
            at += 3 + 2 * size
        return found


@pytest.fixture(scope="module")
def plain(small: bytes) -> PlainReader:
    return PlainReader(small)


def test_every_section_is_documented(plain: PlainReader) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    for name in plain.sections:
        prefix = name.split(".")[0]
        assert f"`{name}`" in text or f"`{prefix}.*`" in text or f"`{prefix}`" in text, (
            f'section "{name}" is not documented'
        )


def test_sizes_are_as_documented() -> None:
    assert (HEADER.size, SECTION.size) == (80, 32)


def test_the_content_hash_can_be_checked(plain: PlainReader) -> None:
    digest = hashlib.blake2b(plain.sections["version"], digest_size=32)
    for name, data in plain.sections.items():
        if name != "version":
            digest.update(name.encode() + struct.pack("<Q", len(data)) + data)
    assert digest.digest() == plain.hash


def test_places_and_names_read_alike(plain: PlainReader, index: Index, places: list[Place]) -> None:
    assert plain.texts("id") == sorted(place.id for place in places)
    first = plain.numbers("places.first")
    lat, lon = plain.numbers("places.lat", "i"), plain.numbers("places.lon", "i")
    parents = plain.numbers("parents.items")
    for number, place_id in enumerate(plain.texts("id")):
        place = index.place(number)
        names = [(n.text, n.kind, n.lang, n.weak) for n in place.names]
        assert names == [plain.name(n) for n in range(first[number], first[number + 1])]
        assert {plain.numbers("names.place")[n] for n in range(first[number], first[number + 1])} == {number}
        point = None if lat[number] == -(2**31) else (lat[number] / 1e7, lon[number] / 1e7)
        assert point == (None if place.lat is None else (place.lat, place.lon))
        low, high = plain.row("parents", plain.numbers("places.above")[number])
        assert [plain.texts("id")[parent] for parent in parents[low:high]] == list(place.parents)
        kind, country = plain.texts("places")[number].split("\x1f")[1:3]
        assert (place.id, place.kind, place.country) == (place_id, kind, country or "UA")


def test_what_is_built_is_what_was_given(index: Index, places: list[Place]) -> None:
    for place in places:
        read = index.place(index.find_id(place.id))
        for field in ("id", "name", "kind", "country", "names", "ids", "parents", "lat", "lon", "population", "coords"):
            if field != "coords" or place.coords:
                assert getattr(read, field) == getattr(place, field), field


def test_more_about_names(plain: PlainReader, index: Index) -> None:
    strings = plain.texts("strings")
    rows = list(struct.iter_unpack("<5I", plain.sections["more"]))
    for number, row in zip(plain.numbers("more.names"), rows, strict=True):
        name = index.name(number)
        assert [strings[n] or None for n in row] == [name.since, name.until, name.source, name.used_by, name.note]


def test_keys_lead_to_the_same_names(plain: PlainReader, index: Index, places: list[Place]) -> None:
    for place in places:
        for name in place.names:
            key = fold(name.text)
            rows = plain.postings(key)
            assert rows == index.postings(index.keys.find(key))
            assert [row[1] for row in rows] == sorted((row[1] for row in rows), reverse=True)
            assert index.find_id(place.id) in [plain.numbers("names.place")[number] for number, _, _ in rows]
    assert plain.postings("no such name") == []


def test_skeletons_lead_to_keys(plain: PlainReader) -> None:
    items, keys = plain.numbers("skel.items"), plain.texts("key")
    for number, text in enumerate(plain.texts("skel")):
        low, high = plain.row("skel", number)
        assert low < high
        assert {skeleton(keys[key]) for key in items[low:high]} == {text}


def test_codes(plain: PlainReader, index: Index) -> None:
    details = plain.texts("places")
    codes = [details[number].split("\x1f")[5] for number in plain.numbers("katottg")]
    assert codes == sorted(codes)
    assert len(codes) == 50
    number = plain.find("code", "merged-away")
    assert number is not None
    assert plain.numbers("code.items")[plain.row("code", number)[0]] == index.find_code("merged-away")


@pytest.mark.parametrize("query", ["pokrovsk", "pokrovks", "stepanvka", "berezz", "limka", "x", "yabunivkaa"])
@pytest.mark.parametrize("edits", [1, 2])
def test_the_shortlist_holds_what_is_near(plain: PlainReader, index: Index, query: str, edits: int) -> None:
    shortlist = plain.near("fuzzykey", query, edits)
    near = index.near("fuzzykey", query, edits)
    assert {number for _, number in near} <= shortlist
    assert len(shortlist) <= len(near) + 10
    assert all(plain.texts("key")[number] == text for text, number in near)


PROGRAM = """
import sys
from pathlib import Path
from toponyms.index.cache import compile_index
sys.stdout.buffer.write(compile_index([Path(sys.argv[1])], register=False))
"""


def test_the_same_bytes_with_other_hashes(own: Path) -> None:
    built = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM, str(own)],
            env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2", "77")
    }  # fmt: skip
    assert len(built) == 1
    assert PlainReader(built.pop()).texts("id") == ["alpha-town", "beta-town"]


def test_the_order_of_places_does_not_matter(places: list[Place], small: bytes) -> None:
    assert build(places[::-1], {"merged-away": places[-1].id}, version="test") == small


@pytest.mark.slow
def test_the_same_bytes_of_the_shipped_data() -> None:
    program = (
        "import sys, hashlib\n"
        "from toponyms.index.cache import compile_index\n"
        "print(hashlib.sha256(compile_index([])).hexdigest())"
    )
    built = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(built) == 1


def test_an_index_of_nothing() -> None:
    index = Index(build([]))
    assert (index.count, index.name_count, index.find_id("x"), index.find_code("UA01")) == (0, 0, -1, -1)
    assert index.near("fuzzykey", "pokrovsk", 2) == []

"""Read access to an index: nothing is decoded before a question touches it. What damage is called: `index.layout`."""

from __future__ import annotations

import mmap
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from os import PathLike

from toponyms.dates import parse
from toponyms.index.layout import BLOCK_SHIFT, MORE, NOWHERE, POSTING, Blocks, damaged
from toponyms.index.slices import Slices
from toponyms.index.table import Column, Table, Texts, numbers_in
from toponyms.model import NAME_KINDS, Name, Place

Posting = tuple[int, float, int]  # number of the name, weight, how it follows (0: as recorded, n: by system n - 1)

_GREATEST = 1e30  # no weight comes near it, and no sum of weights becomes infinite


class Index:
    """An open index. Safe for many threads: what it keeps is only ever added to.

    Args:
        data: The bytes of an index file, mapped or in memory.

    Raises:
        IndexDamaged: The bytes are no whole index of this version.
    """

    def __init__(self, data: bytes | memoryview) -> None:
        self._blocks = blocks = Blocks(data)
        self.content_hash: bytes = blocks.content_hash
        self.keys = Table(blocks, "key")
        self.skeletons = Table(blocks, "skel")
        self._ids = Texts(blocks, "id")
        self._details = Texts(blocks, "places")
        self._strings = Texts(blocks, "strings")
        self._codes = Table(blocks, "code")
        self._katottg = Column(blocks, "katottg")
        self._posts_at, self._posts = numbers_in(blocks, "post.lists")
        self._items_at, self._items_size = blocks.section("post.items")
        self._texts_at, self._texts_size = blocks.section("names.text")
        self._name_place = Column(blocks, "names.place")
        self._name_at = Column(blocks, "names.at")
        self._name_meta = Column(blocks, "names.meta")
        self._more_names = Column(blocks, "more.names")
        self._more_at, self._more_size = blocks.section("more")
        self._lat = Column(blocks, "places.lat", "i")
        self._lon = Column(blocks, "places.lon", "i")
        self.prior = Column(blocks, "places.prior", "f").__getitem__
        self._first = Column(blocks, "places.first")
        self._place_above = Column(blocks, "places.above")
        self._parents_at, self._parents = numbers_in(blocks, "parents.lists")
        self._above_at, self._above = numbers_in(blocks, "parents.items")
        self.count = self._ids.count
        self.name_count = len(self._name_place)
        places, names = (self._details, self._lat, self._lon, self._place_above), (self._name_at, self._name_meta)
        if (
            len(self._posts) != self.keys.count + 1
            or any(part.count != self.count for part in places)
            or any(part.count != self.name_count for part in names)
            or len(self._first) != self.count + 1
            or len(self._more_names) * MORE.size != self._more_size
        ):
            damaged("its sections do not belong together")
        self._slices: dict[str, Slices] = {}
        self._string = lru_cache(maxsize=4096)(lambda number: self._strings.text(number) if number else None)
        self._date = lru_cache(maxsize=4096)(self._read_date)
        self.place = lru_cache(maxsize=4096)(self._read_place)
        self.kind = lru_cache(maxsize=16_384)(self._read_kind)
        self.ancestors = lru_cache(maxsize=4096)(self._read_ancestors)

    @classmethod
    def open(cls, path: str | PathLike[str]) -> Index:
        """Map a file."""
        with open(path, "rb") as file:  # noqa: PTH123  # see `toponyms.datafiles`
            return cls(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))

    @property
    def version(self) -> str:
        """What the builder said of the data."""
        at, size = self._blocks.section("version")
        return str(self._blocks.take(at, at + size), "utf-8", "replace")

    def postings(self, key_number: int) -> list[Posting]:
        """Return the names that a key stands for, one for a place, likeliest first."""
        blocks = self._blocks
        done = blocks.done
        if not 0 <= key_number < self.keys.count:
            damaged("an entry has an impossible number")
        at = self._posts_at + 4 * key_number
        if not (done[at >> BLOCK_SHIFT] and done[at + 7 >> BLOCK_SHIFT]):
            blocks.touch(at, at + 8)
        start, end = self._posts[key_number] * POSTING.size, self._posts[key_number + 1] * POSTING.size
        if start > end or end > self._items_size:
            damaged("a list of names ends before it begins")
        rows = list(POSTING.iter_unpack(blocks.take(self._items_at + start, self._items_at + end)))
        for _, weight, _ in rows:
            if not 0.0 < weight < _GREATEST:  # nothing that divides by weights need ask again
                damaged("a name has an impossible weight")
        return rows

    def near(self, which: str, text: str, edits: int) -> list[tuple[str, int]]:
        """Return the keys ("fuzzykey") or skeletons ("fuzzyskel") within so many edits, with their numbers."""
        slices = self._slices.get(which)
        if slices is None:
            texts = self.keys if which == "fuzzykey" else self.skeletons
            slices = self._slices[which] = Slices(self._blocks, which, texts)
        return slices.near(text, edits)

    def place_of(self, name_number: int) -> int:
        """Return the number of the place that a name belongs to."""
        place = self._name_place[name_number]
        if place >= self.count:
            damaged("a name belongs to no place")
        return place

    def name(self, number: int) -> Name:
        """Decode a name."""
        at, meta = self._name_at[number], self._name_meta[number]
        size, kind = meta & 0xFFFF, meta >> 16 & 7
        if at + size > self._texts_size or kind >= len(NAME_KINDS):
            damaged("a name points outside of its section")
        at += self._texts_at
        string = self._string
        text = str(self._blocks.take(at, at + size), "utf-8", "replace")
        lang, weak = string(meta >> 20), bool(meta >> 19 & 1)
        row = bisect_left(self._more_names, number)
        if row == len(self._more_names) or self._more_names[row] != number:
            return Name(text, lang, NAME_KINDS[kind], weak=weak)
        at = self._more_at + row * MORE.size
        more = MORE.unpack(self._blocks.take(at, at + MORE.size))
        since, until = map(self._date, more[:2])
        source, used_by, note = map(string, more[2:])
        return Name(text, lang, NAME_KINDS[kind], since, until, source, used_by, weak, None, note)

    def _read_date(self, number: int) -> str | None:
        text = self._string(number)
        if text is not None:
            try:
                parse(text)
            except ValueError:
                damaged("a date cannot be read")
        return text

    def coordinates(self, number: int) -> tuple[float, float] | None:
        """Return latitude and longitude, where known."""
        lat, lon = self._lat[number], self._lon[number]
        return None if NOWHERE in (lat, lon) else (lat / 1e7, lon / 1e7)

    def _read_ancestors(self, number: int) -> tuple[int, ...]:
        """Return the numbers of the areas a place lies in, nearest first."""
        row = self._place_above[number]
        at = self._parents_at + 4 * row
        if row + 1 >= len(self._parents):
            damaged("an entry has an impossible number")
        self._blocks.touch(at, at + 8)
        start, end = self._parents[row], self._parents[row + 1]
        if start > end or end > len(self._above):
            damaged("a list ends before it begins")
        self._blocks.touch(self._above_at + 4 * start, self._above_at + 4 * end)
        above = tuple(self._above[start:end])
        if any(parent >= self.count for parent in above):
            damaged("a place lies in an area that is not there")
        return above

    def place_id(self, number: int) -> str:
        """Return the id of a place without decoding the rest of it."""
        return self._ids.text(number)

    def _read_kind(self, number: int) -> tuple[str, str]:
        """Return the kind and the country of a place without decoding the rest of it."""
        details = self._details.text(number).split("\x1f", 3)
        if len(details) < 4:
            damaged("a place ends before it begins")
        return details[1], details[2] or "UA"

    def _read_place(self, number: int) -> Place:
        """Decode a place with all its names."""
        first, last = self._first[number], self._first[number + 1]
        details = self._details.text(number).split("\x1f")
        if not first <= last <= self.name_count or len(details) < 7:
            damaged("a place ends before it begins")
        point = self.coordinates(number)
        name, kind, country, population, coords, katottg, pcode = details[:7]
        names = tuple(map(self.name, range(first, last)))
        if not name:
            name = next((n.text for n in names if n.lang == "en" and n.kind == "official"), "")
        ids = {"katottg": katottg} if katottg else {}
        try:
            if pcode:
                ids["pcode"] = katottg[: int(pcode)]
            ids |= dict(pair.split("=", 1) for pair in details[7:])
            people = int(population) if population else None
        except ValueError:
            damaged("a place's details cannot be read")
        return Place(
            self.place_id(number), name, kind, country or "UA", names, ids,
            tuple(self.place_id(parent) for parent in self.ancestors(number)),
            point[0] if point else None, point[1] if point else None,
            people, coords or None,
        )  # fmt: skip

    def find_id(self, text: str) -> int:
        """Return the number of the place with an id, or -1."""
        return self._ids.bisect(text)

    def find_code(self, code: str) -> int:
        """Return the number of the place with a KATOTTG code, p-code, ISO 3166-2 code or merged id, or -1."""
        if code[:2] == "UA" and len(code) in (4, 6, 9, 12, 19):
            at = bisect_left(self._katottg, code, key=self._katottg_of)
            if at < len(self._katottg):
                number = self._katottg[at]
                ids = self.place(number).ids
                if code in (ids.get("katottg"), ids.get("pcode")):
                    return number
        found = self._codes.find(code)
        if found < 0:
            return -1
        numbers = self._codes.items(found)
        if not len(numbers):
            damaged("a code belongs to no place")
        number = numbers[0]
        return number if number < self.count else -1

    def other_codes(self) -> Iterator[str]:
        """Yield the merged ids, and the codes that are no KATOTTG codes."""
        return map(self._codes.text, range(self._codes.count))

    def _katottg_of(self, number: int) -> str:
        return self.place(number).ids.get("katottg", "")

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.count))

"""Read access to an index: nothing is decoded before a question touches it."""

from __future__ import annotations

import mmap
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from toponyms.index.layout import BLOCK_SHIFT, NAME, NOWHERE, PLACE, POSTING, Blocks, damaged
from toponyms.index.slices import Slices
from toponyms.index.table import Table, Texts, numbers_in
from toponyms.model import NAME_KINDS, Name, Place

Posting = tuple[int, float, int]  # number of the name, weight, how it follows (0: as recorded, n: by system n - 1)


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
        self.stems = Table(blocks, "stem")
        self._ids = Texts(blocks, "id")
        self._katottg_at, self._katottg = numbers_in(blocks, "katottg.codes", "Q")
        self._katottg_places_at, self._katottg_places = numbers_in(blocks, "katottg.places")
        self._codes = Table(blocks, "code")
        self._posts_at, self._posts = numbers_in(blocks, "post.lists")
        self._items_at, self._items_size = blocks.section("post.items")
        self._names_at, self._names_size = blocks.section("names")
        self._texts_at, self._texts_size = blocks.section("names.text")
        self._places_at, places_size = blocks.section("places")
        self._details_at, self._details_size = blocks.section("places.text")
        self._parents_at, self._parents = numbers_in(blocks, "parents.lists")
        self._above_at, self._above = numbers_in(blocks, "parents.items")
        self._strings = Texts(blocks, "strings")
        self.count = places_size // PLACE.size - 1
        self.name_count = self._names_size // NAME.size
        if (
            len(self._posts) != self.keys.count + 1
            or self.count != self._ids.count
            or len(self._katottg) != len(self._katottg_places)
        ):
            raise damaged("its sections do not belong together")
        self._slices: dict[str, Slices] = {}
        self._string = lru_cache(maxsize=4096)(lambda number: self._strings.text(number) if number else None)
        self.place = lru_cache(maxsize=4096)(self._read_place)
        self.ancestors = lru_cache(maxsize=4096)(self._read_ancestors)

    @classmethod
    def open(cls, path: Path) -> Index:
        """Map a file."""
        with path.open("rb") as file:
            return cls(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))

    @property
    def version(self) -> str:
        """What the builder said of the data."""
        at, size = self._blocks.section("version")
        return str(self._blocks.take(at, at + size), "utf-8")

    def postings(self, key_number: int) -> list[Posting]:
        """Return the names that a key stands for, one for a place, likeliest first."""
        blocks = self._blocks
        done = blocks.done
        at = self._posts_at + 4 * key_number
        if not (done[at >> BLOCK_SHIFT] and done[at + 7 >> BLOCK_SHIFT]):
            blocks.touch(at, at + 8)
        start, end = self._posts[key_number] * POSTING.size, self._posts[key_number + 1] * POSTING.size
        if start > end or end > self._items_size:
            raise damaged("a list of names ends before it begins")
        return list(POSTING.iter_unpack(blocks.take(self._items_at + start, self._items_at + end)))

    def near(self, which: str, text: str, edits: int) -> list[tuple[str, int]]:
        """Return the keys ("fuzzykey") or skeletons ("fuzzyskel") within so many edits, with their numbers."""
        slices = self._slices.get(which)
        if slices is None:
            slices = self._slices[which] = Slices(self._blocks, which)
        return slices.near(text, edits)

    def place_of(self, name_number: int) -> int:
        """Return the number of the place that a name belongs to."""
        return self._name_record(name_number)[0]

    def name(self, name_number: int) -> Name:
        """Decode a name."""
        _, at, size, kind, weak, lang, since, until, source, used_by, note = self._name_record(name_number)
        if at + size > self._texts_size or kind >= len(NAME_KINDS):
            raise damaged("a name points outside of its section")
        at += self._texts_at
        string = self._string
        return Name(
            str(self._blocks.take(at, at + size), "utf-8"), string(lang), NAME_KINDS[kind], string(since), string(until),
            string(source), string(used_by), bool(weak), None, string(note),
        )  # fmt: skip

    def _name_record(self, number: int) -> tuple[int, ...]:
        at = self._names_at + number * NAME.size
        if number * NAME.size >= self._names_size:
            raise damaged("an entry has an impossible number")
        self._blocks.touch(at, at + NAME.size)
        record = NAME.unpack_from(self._blocks.data, at)
        if record[0] >= self.count:
            raise damaged("a name belongs to no place")
        return record

    def _place_record(self, number: int) -> tuple[int, int, float, int, int, int]:
        if not 0 <= number <= self.count:
            raise damaged("an entry has an impossible number")
        at = self._places_at + number * PLACE.size
        self._blocks.touch(at, at + PLACE.size)
        record: tuple[int, int, float, int, int, int] = PLACE.unpack_from(self._blocks.data, at)
        return record

    def prior(self, number: int) -> float:
        """Return the weight of a place before anything but its name is known."""
        return self._place_record(number)[2]

    def coordinates(self, number: int) -> tuple[float, float] | None:
        """Return latitude and longitude, where known."""
        lat, lon = self._place_record(number)[:2]
        return None if NOWHERE in (lat, lon) else (lat / 1e7, lon / 1e7)

    def _read_ancestors(self, number: int) -> tuple[int, ...]:
        """Return the numbers of the areas a place lies in, nearest first."""
        row = self._place_record(number)[3]
        at = self._parents_at + 4 * row
        if row + 1 >= len(self._parents):
            raise damaged("an entry has an impossible number")
        self._blocks.touch(at, at + 8)
        start, end = self._parents[row], self._parents[row + 1]
        if start > end or end > len(self._above):
            raise damaged("a list ends before it begins")
        self._blocks.touch(self._above_at + 4 * start, self._above_at + 4 * end)
        return tuple(self._above[start:end])

    def place_id(self, number: int) -> str:
        """Return the id of a place without decoding the rest of it."""
        return self._ids.text(number)

    def _read_place(self, number: int) -> Place:
        """Decode a place with all its names."""
        lat, lon, _, _, first, at = self._place_record(number)
        after = self._place_record(number + 1)
        if at > after[5] or after[5] > self._details_size or not first <= after[4] <= self.name_count:
            raise damaged("a place ends before it begins")
        details = str(self._blocks.take(self._details_at + at, self._details_at + after[5]), "utf-8").split("\x1f")
        if len(details) < 7:
            raise damaged("a place has too few fields")
        name, kind, country, population, coords, katottg, pcode = details[:7]
        names = tuple(self.name(number) for number in range(first, after[4]))
        if not name:
            name = next((n.text for n in names if n.lang == "en" and n.kind == "official"), "")
        ids = {"katottg": katottg} if katottg else {}
        if pcode:
            ids["pcode"] = katottg[: int(pcode)]
        ids |= dict(pair.split("=", 1) for pair in details[7:])
        return Place(
            self.place_id(number), name, kind, country or "UA", names, ids,
            tuple(self.place_id(parent) for parent in self.ancestors(number)),
            None if lat == NOWHERE else lat / 1e7, None if lon == NOWHERE else lon / 1e7,
            int(population) if population else None, coords or None,
        )  # fmt: skip

    def find_id(self, text: str) -> int:
        """Return the number of the place with an id, or -1."""
        return self._ids.bisect(text)

    def find_code(self, code: str) -> int:
        """Return the number of the place with a KATOTTG code, p-code, ISO 3166-2 code or merged id, or -1."""
        digits = code[2:]
        if code[:2] == "UA" and len(code) in (4, 6, 9, 12, 19) and digits.isascii() and digits.isdecimal():
            self._blocks.touch(self._katottg_at, self._katottg_at + 8 * len(self._katottg))
            at = bisect_left(self._katottg, int(digits.ljust(17, "0")))
            if at < len(self._katottg) and str(self._katottg[at]).zfill(17).startswith(digits):
                where = self._katottg_places_at + 4 * at
                self._blocks.touch(where, where + 4)
                number = self._katottg_places[at]
                if number < self.count and (len(code) == 19 or self.place(number).ids.get("pcode") == code):
                    return number
        found = self._codes.find(code)
        if found < 0:
            return -1
        number = self._codes.items(found)[0]
        return number if number < self.count else -1

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.count))

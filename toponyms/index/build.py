"""Places → the bytes of an index file, the same bytes every time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import accumulate

from toponyms.index.layout import NAME, NOWHERE, PLACE, POSTING, assemble
from toponyms.index.prior import BY_ROMANISATION, name_weight, place_prior
from toponyms.index.slices import build_slices
from toponyms.index.table import build_table, build_texts, pack_numbers
from toponyms.model import AREA_KINDS, NAME_KINDS, Name, Place
from toponyms.text.keys import fold, skeleton, stem
from toponyms.text.romanise import SYSTEMS, variants

NAME_KIND_NUMBER = {kind: number for number, kind in enumerate(NAME_KINDS)}
CODES = ("katottg", "pcode", "iso3166-2")
LONGEST_NAME = 255  # letters; longer texts are kept and shown, but not looked up
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
    priors = [place_prior(place) for place in ranked]
    postings, fuzzy_keys = _postings(ranked, names, priors)
    progress("tables")
    keys = sorted(postings)
    key_number = {key: number for number, key in enumerate(keys)}
    sections = build_table("key", keys, None)
    sections += _lists("post", [sorted(postings[key], key=lambda p: (-p[1], p[0], p[2])) for key in keys])
    by_skeleton: dict[str, list[int]] = {}
    for key in keys:
        by_skeleton.setdefault(skeleton(key), []).append(key_number[key])
    skeletons = sorted(by_skeleton)
    by_stem: dict[str, list[int]] = {}
    for number, skel in enumerate(skeletons):
        by_stem.setdefault(stem(skel), []).append(number)
    stems = sorted(by_stem)
    sections += build_table("skel", skeletons, [by_skeleton[skel] for skel in skeletons])
    sections += build_table("stem", stems, [by_stem[text] for text in stems])
    progress("fuzzy index")
    sections += _fuzzy(fuzzy_keys, key_number, {skel: number for number, skel in enumerate(skeletons)})
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

    def post(key: str, number: int, weight: float, how: int) -> None:
        place = names[number][0]
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
        post(key, number, priors[place] * name_weight(name), 0)
        if ranked[place].kind not in AREA_KINDS or " " in key:
            fuzzy.add(key)
        if name.lang in ("uk", "ru"):
            cyrillic.setdefault((name.text, name.lang), []).append(number)
    for (text, lang), numbers in cyrillic.items():
        seen = {keys[text]}
        for system, written in variants(text, lang):
            key = fold(written)
            if key in best and key not in seen:
                seen.add(key)
                for number in numbers:
                    place, name = names[number]
                    post(key, number, priors[place] * name_weight(name) * BY_ROMANISATION, _HOW[system.id])
    return {key: list(row.values()) for key, row in best.items()}, fuzzy


def _lists(prefix: str, rows: Sequence[Sequence[tuple[int, float, int]]]) -> list[tuple[str, bytes]]:
    packed = b"".join(POSTING.pack(*posting) for row in rows for posting in row)
    return [(f"{prefix}.lists", pack_numbers([0, *accumulate(map(len, rows))])), (f"{prefix}.items", packed)]


def _fuzzy(
    keys: set[str], key_number: Mapping[str, int], skeleton_number: Mapping[str, int]
) -> list[tuple[str, bytes]]:
    return [
        *build_slices("fuzzykey", {key: key_number[key] for key in keys}),
        *build_slices("fuzzyskel", {skel: skeleton_number[skel] for skel in map(skeleton, keys)}),
    ]


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
    name_records = bytearray()
    for place_number, name in names:
        encoded = name.text.encode()
        if name.text not in text_at:
            text_at[name.text] = len(texts)
            texts += encoded
        name_records += NAME.pack(
            place_number, text_at[name.text], len(encoded), NAME_KIND_NUMBER[name.kind], name.weak,
            *(strings.add(value) for value in (name.lang, name.since, name.until, name.source, name.used_by, name.note)),
        )  # fmt: skip
    parents: dict[tuple[int, ...], int] = {}
    place_records = bytearray()
    details = bytearray()
    for number, place in enumerate(ranked):
        above = tuple(numbers[parent] for parent in place.parents if parent in numbers)
        place_records += PLACE.pack(
            _degrees(place.lat), _degrees(place.lon), priors[number],
            parents.setdefault(above, len(parents)), first_names[number], len(details),
        )  # fmt: skip
        details += _details(place).encode()
    end = PLACE.pack(NOWHERE, NOWHERE, 0.0, 0, len(names), len(details))
    return [
        *strings.sections("strings"),
        ("names.text", bytes(texts)),
        ("names", bytes(name_records)),
        ("places", bytes(place_records) + end),
        ("places.text", bytes(details)),
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
    """KATOTTG codes as sorted numbers (p-codes are their beginnings), all other codes and merged ids as a table."""
    official = {}
    others = {old: numbers[new] for old, new in heirs.items() if new in numbers}
    for number, place in enumerate(ranked):
        for kind in CODES:
            code = place.ids.get(kind, "")
            if kind == "katottg" and len(code) == 19 and code[:2] == "UA" and code[2:].isdecimal() and code.isascii():
                official[int(code[2:])] = number
            elif code and not (kind == "pcode" and place.ids.get("katottg", "").startswith(code)):
                others[code] = number
    texts = sorted(others)
    return [
        ("katottg.codes", pack_numbers(sorted(official), "Q")),
        ("katottg.places", pack_numbers([official[code] for code in sorted(official)])),
        *build_table("code", texts, [[others[text]] for text in texts]),
    ]

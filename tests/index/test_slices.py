"""The shortlist loses nothing: it is compared with brute force over alphabets of several sizes and over real keys."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz import process
from rapidfuzz.distance import OSA

from toponyms.index.layout import Blocks, assemble
from toponyms.index.slices import LETTERS, Slices, build_slices
from toponyms.index.table import Texts, build_texts
from toponyms.text.keys import fold, skeleton

REGISTER = Path(__file__).parents[2] / "toponyms/data/register.tsv"
ALPHABETS = {2: "ab", 3: "abc", 6: "abcdef", 33: LETTERS[:33]}


def slices_of(texts: Sequence[str]) -> tuple[Slices, list[str]]:
    """Build and open slices; return them with the texts in the order of their numbers."""
    ranked = sorted(set(texts), key=lambda text: (len(text), text))
    sections = [*build_texts("t", [text.encode() for text in ranked]), *build_slices("s", ranked)]
    blocks = Blocks(assemble(sections, bytes(32)))
    return Slices(blocks, "s", Texts(blocks, "t")), ranked


def brute_force(ranked: Sequence[str], query: str, edits: int) -> list[tuple[str, int]]:
    return [(text, n) for n, text in enumerate(ranked) if OSA.distance(query, text) <= edits]


def damage(text: str, edits: int, alphabet: str, rng: random.Random) -> str:
    """Make random edits of all four kinds, at any place, also at the ends."""
    for _ in range(edits):
        at, kind = rng.randrange(len(text) + 1), rng.randrange(4)
        if kind == 0 or not text:
            text = text[:at] + rng.choice(alphabet) + text[at:]
        elif kind == 1:
            text = text[:at] + text[at + 1 :]
        elif kind == 2:
            text = text[:at] + rng.choice(alphabet) + text[at + 1 :]
        else:
            text = text[:at] + text[at : at + 2][::-1] + text[at + 2 :]
    return text


@pytest.mark.parametrize("letters", ALPHABETS)
def test_finds_what_brute_force_finds(letters: int) -> None:
    alphabet = ALPHABETS[letters]
    word = st.text(alphabet, min_size=1, max_size=14)

    @settings(max_examples=300, deadline=None)
    @given(st.lists(word, min_size=1, max_size=40), word, st.integers(0, 3), st.randoms(use_true_random=False))
    def check(texts: list[str], stranger: str, edits: int, rng: random.Random) -> None:
        slices, ranked = slices_of(texts)
        for query in {stranger, *(damage(rng.choice(ranked), edits, alphabet, rng) for _ in range(5))} - {""}:
            for reach in (1, 2):
                assert sorted(slices.near(query, reach)) == sorted(brute_force(ranked, query, reach))

    check()


@pytest.mark.parametrize("letters", ALPHABETS)
def test_finds_every_text_from_each_of_its_neighbours(letters: int) -> None:
    """Few texts and many edits of them: these are the queries that a filter loses if any."""
    alphabet, rng = ALPHABETS[letters], random.Random(letters)
    texts = ["".join(rng.choice(alphabet) for _ in range(rng.randint(1, 13))) for _ in range(200)]
    slices, ranked = slices_of(texts)
    for turn in range(3000):
        text = ranked[turn % len(ranked)]
        query = damage(text, 1 + turn % 2, alphabet, rng)
        far = OSA.distance(query, text)
        if query and far <= 2:
            for reach in range(max(far, 1), 3):
                assert text in dict(slices.near(query, reach)), f"{query!r} loses {text!r}"


def test_a_letter_that_no_text_has_is_only_another_letter() -> None:
    slices, _ = slices_of(["pokrovsk", "pokrovske"])
    assert [text for text, _ in slices.near("pokr?vsk", 1)] == ["pokrovsk"]
    assert slices.near("é" * 8, 2) == []


def test_a_query_longer_than_every_text_finds_nothing() -> None:
    slices, _ = slices_of(["pokrovsk"])
    assert slices.near("p" * 255, 2) == []


@pytest.fixture(scope="module")
def real() -> list[str]:
    """The keys of all settlements' and areas' names in three languages."""
    with REGISTER.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return sorted({fold(row[lang]) for row in rows for lang in ("uk", "ru", "en") if row[lang]})


def check_real(texts: Sequence[str], count: int, seed: int) -> None:
    rng = random.Random(seed)
    slices, ranked = slices_of(texts)
    found = 0
    for turn in range(count):
        query = damage(rng.choice(ranked), turn % 4, "abcdefghijklmnopqrstuvwxyz ", rng)
        if not query:
            continue
        near = process.extract(query, ranked, scorer=OSA.distance, score_cutoff=2, limit=None)
        for reach in (1, 2):
            wanted = sorted((text, number) for text, far, number in near if far <= reach)
            assert sorted(slices.near(query, reach)) == wanted, query
            found += len(wanted)
    assert found > count / 2


def test_finds_what_brute_force_finds_among_real_keys(real: list[str]) -> None:
    check_real(real[::10], 300, seed=1)


def test_finds_what_brute_force_finds_among_real_skeletons(real: list[str]) -> None:
    check_real([skeleton(key) for key in real[5::10]], 300, seed=2)


@pytest.mark.slow
def test_finds_what_brute_force_finds_among_all_real_keys(real: list[str]) -> None:
    check_real(real, 5000, seed=3)

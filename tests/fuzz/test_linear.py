"""Time grows as the input does, for the shapes that are worst for each loop and regular expression.

Each shape is timed at some size and at four times that size, both long enough to be measured; linear work takes four
times as long, quadratic work sixteen times. Noise of a busy machine is kept off by the least of several runs, and by a
wide margin.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable

import pytest

import toponyms
from toponyms.errors import GazetteerError
from toponyms.gazetteer import default
from toponyms.harvest import Harvest
from toponyms.harvest.proposals import propose
from toponyms.harvest.unknown import glosses_in, items_in
from toponyms.source.fix import fix
from toponyms.source.formatter import format_text
from toponyms.source.judge import judge
from toponyms.source.world import World
from toponyms.source.yamlreader import read
from toponyms.text.decoys import is_decoy
from toponyms.text.inflect import adjective_stems
from toponyms.text.keys import fold, skeleton, stem
from toponyms.text.lemmas import adjective_bases, nominatives
from toponyms.text.romanise import identify, romanise

pytestmark = pytest.mark.slow
LEAST, MOST = 0.02, 2_000_000  # seconds and characters of the smaller of the two
BOUND = 9.0  # between 4, for linear work, and 16, for quadratic work

MARKS = "\u0327\u0301"  # of two classes, to be put in order
# What is repeated; each has been chosen to make some pattern try again from every place.
TEXTS = {
    "one letter": "а", "one capital": "А", "capitals with spaces": "А ", "capitals with hyphens": "A-",
    "apostrophes": "'", "a capital and apostrophes": "A''''''''''", "capitals over lines": "Аб\n", "CRLF": "A\r\n",
    "soft hyphens": "А\u00ad", "zero width": "\u200b", "marks": "и\u0306" + MARKS * 5, "brackets": "(", "closing": ")",
    "storm": "\u0306" + MARKS,
    "pairs": "Покровськ (Красноармейськ) ", "unclosed pairs": "Покровськ (", "names": "Покровськ, ",
    "shared": "Іванівка ",
    "adjectives": "покровському і ", "direction": "покровському напрямку ",
    "adjectives in vain": "покровськ" + "сь" * 8,
    "direction in vain": "напрям", "on": "А на ", "under": "A-on-", "dots": ". ", "newlines": "\n", "spaces": " ",
    "digits": "1", "quotes": "«", "known as": "A also known as ", "former": "Bakhmut (formerly ", "areas": "район ",
    "oblast": "Донецька область, ", "abroad": "Russia, Saratov region, ", "home": "Ukraine ", "words": "the city of ",
    "mixed": "аa", "stress": "а\u0301", "emoji": "👩‍👩‍👧", "unassigned": "\U000e0fff", "surrogates": "\ud800",
    "han": "漢",
    "decomposed": "Й\u0306ї", "slips": "Покровсьц та Пакровск ", "commas": ",", "slashes": "/", "dashes": " – ",
    "long word": "Красноармійськ", "generals": "General Pokrovsky and ", "initials": "А. Б. Покровський ",
    "joints": "Часів-", "words with joints": "Часів ",
}  # fmt: skip
YAML_UNITS = {
    "entries": "e{n}:\n  uk: Бета\n  kind: mine\n  country: UA\n  lat: 48\n  lon: 37\n",
    "entries out of order": "e-{n}-x:\n  uk: Бета\n",
    "one id": "e:\n  uk: Бета\n",
    "misspellings": "    - Бета{n}\n",
    "equal misspellings": "    - Бета\n",
    "former": "    - uk: Бета{n}\n      until: 19{n}\n",
    "chain of places": "e{n}:\n  uk: Бета\n  kind: mine\n  in: e{m}\n",
    "chain of heirs": "e{n}:\n  now: e{m}\n  note: x\n",
    "comments": "# x\n", "blank lines": "\n", "tabs": "\t\n", "broken": "e{n}: @x\n", "unclosed": "e{n}:\n  uk: \"x\n",
    "flow": "e{n}: [a, b]\n", "anchors": "e{n}: &a{n} x\n", "aliases": "e{n}: *a\n", "documents": "---\n",
    "directives": "%x\n", "storm": "  en: e" + MARKS * 900 + "\n",
    "lines of one text": "  x\n", "unknown fields": "  field{n}: x\n", "odd indents": " e{n}:\n   x: y\n  z: y\n",
    "in many": "    - e{n}\n", "weak": "    - Бета{n}\n", "control signs": "  uk: \x01\n", "line separators": "e\u2028",
}  # fmt: skip
HEADS = {
    "misspellings": "e:\n  uk: Бета\n  misspellings:\n", "equal misspellings": "e:\n  uk: Бета\n  misspellings:\n",
    "former": "e:\n  uk: Бета\n  former:\n", "lines of one text": "e:\n  uk: \"x\n", "unknown fields": "e:\n",
    "in many": "e:\n  uk: Бета\n  kind: mine\n  in:\n", "weak": "e:\n  uk: Бета\n  weak:\n", "control signs": "e:\n",
}  # fmt: skip


def took(work: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    work(text)
    return time.process_time() - began


def check_linear(work: Callable[[str], object], make: Callable[[int], str]) -> None:
    """Find a size that takes long enough, and compare with four times that size."""
    work(make(10))
    size = 500
    while (first := took(work, make(size))) < LEAST and size < MOST:
        size *= 2 if first > LEAST / 8 else 8
    one, four = make(size), make(4 * size)
    for _ in range(3):
        first = min(first, took(work, one))
        ratio = min(took(work, four) for _ in range(2)) / max(first, LEAST / 4)
        if ratio < BOUND:
            return
    pytest.fail(f"four times the size takes {ratio:.1f} times as long ({first * 1000:.0f} ms for {size:,})")


def repeated(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


@pytest.mark.parametrize("shape", TEXTS)
def test_fold(shape: str) -> None:
    check_linear(lambda text: stem(skeleton(fold(text))), repeated(TEXTS[shape]))


@pytest.mark.parametrize("shape", TEXTS)
def test_find(shape: str) -> None:
    check_linear(toponyms.find, repeated(TEXTS[shape]))


@pytest.mark.parametrize("shape", TEXTS)
def test_find_in_small_letters(shape: str) -> None:
    check_linear(lambda text: toponyms.find(text, lower=True), repeated(TEXTS[shape]))


@pytest.mark.parametrize("shape", TEXTS)
def test_find_in_one_word(shape: str) -> None:
    """The same shapes behind a capital, so that all of it is one run of a text on Ukraine."""
    unit = "".join(TEXTS[shape].split()) or "A"
    check_linear(toponyms.find, lambda size: "Ukraine. A" + repeated(unit)(size) + "z")


@pytest.mark.parametrize("shape", TEXTS)
def test_normalise(shape: str) -> None:
    check_linear(toponyms.normalise, repeated(TEXTS[shape]))


@pytest.mark.parametrize("shape", TEXTS)
def test_names_beyond_the_limit_cost_nothing(shape: str) -> None:
    def ask(text: str) -> None:
        default()._resolver.resolve(text).explain()
        toponyms.suggest(text)

    check_linear(ask, repeated(TEXTS[shape]))


@pytest.mark.parametrize("shape", TEXTS)
def test_names_within_the_limit_are_answered_in_milliseconds(shape: str) -> None:
    text = repeated(TEXTS[shape])(200)
    resolver = default()._resolver
    for asked in (text, text[:199] + ")", "м. " + text[:190], text[:190] + " oblast", f"A ({text[:190]})"):
        resolver.resolve(asked)
        assert min(took(lambda name: resolver.resolve(name).to_dict(), asked) for _ in range(3)) < 0.05


@pytest.mark.parametrize("shape", TEXTS)
def test_harvest(shape: str) -> None:
    def work(text: str) -> None:
        harvest = Harvest(default())
        harvest.read(text)
        propose(harvest)
        mentions = default().find(text)
        items = list(items_in(text, mentions))
        list(glosses_in(text, items))

    check_linear(work, repeated(TEXTS[shape]))


@pytest.mark.parametrize("shape", TEXTS)
def test_words(shape: str) -> None:
    """What is given to these is cut before; they must bear what a caller of their own gives them."""

    def work(text: str) -> None:
        for lang in ("uk", "ru"):
            nominatives(text, lang)
            adjective_bases(text, lang)
            adjective_stems(text, lang)
        romanise(text, "uk-kmu-2010")
        identify(text, text, "ru")
        is_decoy(fold(text))

    check_linear(work, repeated(TEXTS[shape]))


def rows(shape: str) -> Callable[[int], str]:
    """Return a file of a size, with numbers put in."""

    def make(size: int) -> str:
        unit = YAML_UNITS[shape]
        count = size // len(unit) + 1
        return HEADS.get(shape, "") + "".join(
            unit.replace("{n}", f"{n:07}").replace("{m}", f"{n + 1:07}") for n in range(count, 0, -1)
        )

    return make


@pytest.mark.parametrize("shape", YAML_UNITS)
def test_gazetteer_files(shape: str) -> None:
    world = World()

    def work(text: str) -> None:
        data = text.encode()
        read(data)
        judge(data, "f.yaml", world)
        with contextlib.suppress(GazetteerError):
            format_text(data, "f.yaml")

    check_linear(work, rows(shape))


@pytest.mark.parametrize("shape", YAML_UNITS)
def test_mending(shape: str) -> None:
    check_linear(lambda text: fix(text.encode(), "f.yaml", World()), rows(shape))

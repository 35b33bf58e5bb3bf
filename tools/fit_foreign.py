"""Fit the table of pairs of letters in toponyms/text/foreign.py.

    python -m tools.fit_foreign SOURCES

SOURCES is the folder with the packages behind the decoys (docs/decoys.md); numpy is needed besides. What is asked:
names of places in Latin letters with one slip of any kind, and words, names of people and towns abroad, each where the
fuzzy step answers. A logistic regression weighs each pair of letters, added to the logit of the score as it is without
the table, so that the table holds what the score does not know yet. One half of the places and words is fitted, told
by a hash; what the other half gains is printed under the table.
"""

from __future__ import annotations

import argparse
import math
import random
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.questions import LEAST, Material, _strangers, half
from benchmarks.slipping import KINDS
from tools.decoys.sources import every_decoy
from toponyms.gazetteer import Gazetteer
from toponyms.index.prior import name_weight, place_prior
from toponyms.text import decoys, foreign
from toponyms.text.keys import fold
from toponyms.text.romanise import SYSTEMS, romanise

TRIES = 16_000  # slips of names
EACH = 12_000  # strangers of a kind
RIDGE = 5.0
ROUNDS = 350
USUAL = 12  # ranks of the systems that are always drawn from; of the rarer ones three in ten


class Row(NamedTuple):
    """A question that the fuzzy step answers: its key, the logit of its score, and whether the answer is right."""

    key: str
    logit: float
    right: bool


def places(gazetteer: Gazetteer, material: Material, part: int) -> list[Row]:
    """Ask for names with slips; those of which the likeliest place is not the one meant are left out."""
    rng = random.Random(part)
    pool = [place for place in material.lived_in if half(place.id) == part]
    weights = [place_prior(place) ** 0.7 for place in pool]
    slips = [KINDS[kind] for kind in sorted(KINDS) if kind not in ("look-alike letters", "keyboard layout")]
    found = []
    for _ in range(TRIES):
        place = rng.choices(pool, weights)[0]
        name = rng.choices(place.names, [name_weight(name) for name in place.names])[0]
        systems = [s.id for s in SYSTEMS if s.lang == name.lang and (s.rank < USUAL or rng.random() < 0.3)]
        text = romanise(name.text, rng.choice(systems)) if systems else name.text
        if text.isascii() and len(fold(text)) >= LEAST:
            slip = rng.choice(slips)(text, "en", rng)
            if slip != text and slip.isascii() and not material.on_record(fold(slip)):
                found += [row for row in _ask(gazetteer, slip, place.id) if row.right]
    return found


def strangers(gazetteer: Gazetteer, folder: Path, part: int) -> list[Row]:
    """Ask for what is no place of Ukraine."""
    rng = random.Random(part)
    kinds = {kind: texts for kind, texts in _strangers(folder).items() if texts[0].isascii()}
    kinds["rare word"] = sorted({text for text, kind, rarity in every_decoy(folder) if kind == "word" and rarity == 8})
    found = []
    for texts in kinds.values():
        own = [text for text in texts if text.isascii() and fold(text) and half(decoys.form(fold(text))) == part]
        for text in rng.sample(own, min(len(own), EACH)):
            found += _ask(gazetteer, text, "")
    return found


def _ask(gazetteer: Gazetteer, text: str, want: str) -> list[Row]:
    answer = gazetteer.resolve(text, limit=1)
    if not answer.candidates or answer.candidates[0].step != "fuzzy":
        return []
    best = answer.candidates[0]
    if not want and best.place.country != "UA":
        return []
    likely = min(max(best.score, 1e-6), 1 - 1e-6)
    return [Row(fold(text), math.log(likely / (1 - likely)), best.place.id == want)]


def counts(rows: list[Row]) -> np.ndarray:
    """Count the pairs of each row."""
    size = len(foreign.LETTERS)
    table = np.zeros((len(rows), size * size), dtype=np.float32)
    for number, row in enumerate(rows):
        for one, two in foreign.pairs(row.key):
            table[number, foreign.LETTERS.index(one) * size + foreign.LETTERS.index(two)] += 1
    return table


def fit(rows: list[Row]) -> np.ndarray:
    """Weigh the pairs, by Adam; both kinds of rows count for half."""
    table = counts(rows)
    right = np.array([float(row.right) for row in rows])
    known = np.array([row.logit for row in rows])
    share = np.where(right == 1, len(rows) / 2 / right.sum(), len(rows) / 2 / (len(rows) - right.sum()))
    weights, first, second = (np.zeros(table.shape[1] + 1) for _ in range(3))
    for turn in range(1, ROUNDS):
        error = share * (1 / (1 + np.exp(-(known + table @ weights[:-1] + weights[-1]))) - right)
        slope = np.append(table.T @ error.astype(np.float32) + RIDGE * weights[:-1], error.sum())
        first = 0.9 * first + 0.1 * slope
        second = 0.99 * second + 0.01 * slope * slope
        weights -= 0.04 * (first / (1 - 0.9**turn)) / (np.sqrt(second / (1 - 0.99**turn)) + 1e-8)
    fitted: np.ndarray = weights[:-1]
    return fitted


def main() -> None:
    """Fit, and print the table and what it is worth."""
    parser = argparse.ArgumentParser(prog="python -m tools.fit_foreign", description=__doc__.split("\n")[0])
    parser.add_argument("sources", type=Path)
    folder = parser.parse_args().sources
    foreign._TABLE = "m" * len(foreign.LETTERS) ** 2  # the score as it is without the table
    foreign.COMMON = 0.0
    gazetteer = Gazetteer.load()
    material = Material(gazetteer._world)
    ours, others = (places(gazetteer, material, part) + strangers(gazetteer, folder, part) for part in (0, 1))
    levels = np.clip(np.round(-fit(ours) / foreign.STEP), -9, 9).astype(int)
    text = "".join(chr(ord("m") + level) for level in levels)
    for at in range(0, len(text), 4 * len(foreign.LETTERS)):
        print(f"    {text[at : at + 4 * len(foreign.LETTERS)]}")
    known = np.array([row.logit for row in others])
    right = np.array([row.right for row in others])
    odds = counts(others) @ levels * foreign.STEP
    print(f"without it: {(known[~right] > 0).sum()} strangers taken, {(known[right] > 0).sum()} slips found")
    for common in (0.0, 0.3, 0.5, 0.7, 1.0, 1.3):
        now = known - odds - common
        print(f"COMMON {common}: {(now[~right] > 0).sum()} taken, {(now[right] > 0).sum()} found")


if __name__ == "__main__":
    main()

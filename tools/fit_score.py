"""Fit the parameters of toponyms/score.py and toponyms/slips.py, so that a score is a probability.

    python -m tools.fit_score SOURCES            # fit, and print the parameters that changed
    python -m tools.fit_score SOURCES --only say # only say how good the present ones are

SOURCES is the folder with the packages behind the decoys (docs/decoys.md). Each parameter in turn is made larger and
smaller, and kept where the log loss of the right answer falls ("no place" is the right answer for words and surnames).
The questions come from one half of the places and words; the figures after each round are those of the other half.
What is asked, and how often: see `mixture`. A parameter is rounded to two digits: more would claim too much.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from math import log
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.questions import Material, Question, Without, half_unknown, negatives
from benchmarks.slipping import KINDS
from toponyms import fold, ladder, score, slips
from toponyms.gazetteer import Gazetteer

LEAST_LIKELY = 0.001  # no answer is punished for more than this
STEPS = (1.6, 1.2)
# Parameters that are fitted; the others are counts of letters, or the shape of a rule.
SCORE = (
    "ROMANISED", "INFLECTED", "POWER_ONE_EDIT", "POWER_TWO_EDITS", "NOTHING_EXACT", "NOTHING_RULE",
    "NOTHING_RULE_DECOY", "NOTHING_INFLECTED", "NOTHING_ONE_EDIT", "NOTHING_TWO_EDITS", "NOTHING_DECOY",
    "NOTHING_RETYPED", "RETYPED_SLIP", "SHORTER", "LONGER", "SURNAME", "PLACE_LIKE",
)  # fmt: skip
SLIPS = (
    "SWAPPED", "DOUBLED", "KINDRED", "VOWEL", "NEIGHBOUR", "SCANNED", "DROPPED", "ADDED", "OTHER", "FIRST", "ENDING",
)  # fmt: skip


def mixture(material: Material, folder: Path, part: int, size: int, seed: int) -> list[Question]:
    """Make the questions: half of them about places, half about what is none.

    Of the places' questions a quarter has the name as recorded, romanised or inflected, a quarter has a name that the
    gazetteer is made to forget, and half has slips of all kinds.
    """
    rng = random.Random(seed + part)
    asked = []
    for kind in ("as recorded", "romanised", "case form"):
        asked += material.positives(kind, size // 24, part, rng)
    for kind in set(KINDS) - {"look-alike letters"}:
        asked += material.positives(kind, size // 32, part, rng)
    asked += material.left_out(size // 8, part, rng, curated(material))
    strange = negatives(folder, material, size // 20, part, rng)
    return asked + rng.sample(strange, min(len(strange), len(asked)))


def curated(material: Material) -> list[Any]:
    """Return the places of which the gazetteer knows more than the register."""
    return [p for p in material.lived_in if any(n.kind in ("former", "also", "misspelling") for n in p.names)]


class Judge:
    """Asks questions of the ladder itself: no answer is decoded."""

    def __init__(self, material: Material) -> None:
        self.world = material.world
        self.without: Any = Without(material.world)

    def shares(self, question: Question) -> tuple[float, float, bool]:
        """Return the score of the right answer, that of the best candidate, and whether that is the right one."""
        world: Any = self.world
        if question.without:
            world = self.without
            world.key = question.without
        hits, nothing = ladder.climb(world, question.text, fold(question.text), None, True)
        total = nothing + sum(hit.weight for hit in hits)
        if not hits or not total:
            return (0.0 if question.want else 1.0), 0.0, False
        ids = [self.world.place_id(self.world.place_of(hit.name)) for hit in hits]
        best = hits[0].weight / total
        if not question.want:
            abroad = sum(h.weight for h, i in zip(hits, ids, strict=True) if self._abroad(i))
            return (nothing + abroad) / total, 0.0 if self._abroad(ids[0]) else best, False
        right = sum(hit.weight for hit, place in zip(hits, ids, strict=True) if place == question.want) / total
        return right, best, ids[0] == question.want

    def _abroad(self, place: str) -> bool:
        return place[-3:-2] == "-" and self.world.place(self.world.find_id(place)).country != "UA"


def loss(judge: Judge, questions: Sequence[Question]) -> float:
    """Return the mean log loss."""
    return -sum(log(max(judge.shares(q)[0], LEAST_LIKELY)) for q in questions) / len(questions)


def calibration(judge: Judge, questions: Sequence[Question], bins: int = 10) -> float:
    """Return the expected calibration error of the best candidate's score, over those that have one."""
    rows = [(best, right) for _, best, right in map(judge.shares, questions) if best > 0]
    error = 0.0
    for number in range(bins):
        inside = [row for row in rows if min(int(row[0] * bins), bins - 1) == number]
        if inside:
            error += abs(sum(best for best, _ in inside) - sum(right for _, right in inside))
    return error / len(rows)


def fit(judge: Judge, questions: Sequence[Question], rounds: int, only: Sequence[str] = ()) -> None:
    """Move one parameter after the other, as long as that helps."""
    names: list[tuple[ModuleType, str]] = [(score, name) for name in SCORE] + [(slips, name) for name in SLIPS]
    names = [(module, name) for module, name in names if not only or name in only]
    best = loss(judge, questions)
    for step in STEPS[:1] * (rounds > 1) + STEPS[1:]:
        for module, name in names:
            for factor in (step, 1 / step):
                while True:
                    old = getattr(module, name)
                    new = float(f"{old * factor:.2g}")
                    setattr(module, name, new)
                    now = loss(judge, questions)
                    if now > best - 0.0002:
                        setattr(module, name, old)
                        break
                    best = now
        print(f"steps of {step}: log loss {best:.4f}", flush=True)


def main() -> None:
    """Fit, and print."""
    parser = argparse.ArgumentParser(prog="python -m tools.fit_score", description=__doc__.split("\n")[0])
    parser.add_argument("sources", type=Path)
    parser.add_argument("--size", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--only", nargs="*", default=(), help="names of parameters, or say: fit nothing")
    options = parser.parse_args()
    material = Material(Gazetteer.load()._world)
    judge = Judge(material)
    parts = [mixture(material, options.sources, part, options.size, options.seed) for part in (0, 1)]
    before = {name: getattr(module, name) for module, names in ((score, SCORE), (slips, SLIPS)) for name in names}
    with half_unknown():
        _say(judge, parts)
        if "say" not in options.only:
            fit(judge, parts[0], options.rounds, options.only)
            _say(judge, parts)
    for module, names in ((score, SCORE), (slips, SLIPS)):
        for name in names:
            if getattr(module, name) != before[name]:
                print(f"{name} = {getattr(module, name):g}  # was {before[name]:g}")


def _say(judge: Judge, parts: Sequence[Sequence[Question]]) -> None:
    for number, questions in enumerate(parts):
        figures = f"log loss {loss(judge, questions):.4f}, calibration error {calibration(judge, questions):.4f}"
        print(f"{'other half' if number else 'fitted half'}: {len(questions)} questions, {figures}", flush=True)


if __name__ == "__main__":
    main()

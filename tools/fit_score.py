"""Fit the parameters of toponyms/score.py and toponyms/slips.py, so that a score is a probability.

    python -m tools.fit_score SOURCES            # fit, and print the parameters that changed
    python -m tools.fit_score SOURCES --only say # only say how good the present ones are

SOURCES is the folder with the packages behind the decoys (docs/decoys.md). Each parameter in turn is made larger and
smaller, and kept where the log loss of the right answer falls ("no place" is the right answer for words and surnames).
The questions come from one half of the places and words; the figures after each round are those of the other half.
What is asked, and how often: see `benchmarks.questions.mixture`. A parameter is rounded to two digits: more would claim
too much. The shipped ones were then made a little milder or stricter by hand where the fit follows what the questions
happen to hold (short names, adjectives, two edits); `--only say` tells what that costs.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from benchmarks.judge import Judge, calibration_error, loss
from benchmarks.questions import Material, Question, mixture, some_unknown
from toponyms import score, slips
from toponyms.gazetteer import Gazetteer

STEPS = (1.6, 1.2)
# Parameters that are fitted. Others are counts of letters, or kept by hand: ROMANISED and INFLECTED matter only beside
# NOTHING_*; that first letters and endings are rarely wrong, and what romanisations confuse, is known of people and not
# of random edits (tests/test_slips.py has the tables).
SCORE = (
    "POWER_ONE_EDIT", "POWER_TWO_EDITS", "NOTHING_RULE", "NOTHING_RULE_DECOY", "NOTHING_RULE_SURNAME",
    "NOTHING_INFLECTED", "NOTHING_ONE_EDIT", "NOTHING_TWO_EDITS", "NOTHING_DECOY", "NOTHING_RETYPED", "RETYPED_SLIP",
    "SHORTER", "LONGER", "SURNAME", "PLACE_LIKE",
)  # fmt: skip
SLIPS = ("SWAPPED", "VOWEL", "LOST_VOWEL", "NEIGHBOUR", "SCANNED", "DROPPED", "ADDED", "OTHER")


def fit(judge: Judge, questions: Sequence[Question], rounds: int, only: Sequence[str] = ()) -> None:
    """Move one parameter after the other, as long as that helps."""
    names: list[tuple[ModuleType, str]] = [(score, name) for name in SCORE] + [(slips, name) for name in SLIPS]
    names = [(module, name) for module, name in names if not only or name in only]
    # What finds nothing finds nothing with any parameters.
    questions = [question for question in questions if judge.ask(question).best > 0 or question.want]
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
    with some_unknown():
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
        error = calibration_error(map(judge.ask, questions))
        figures = f"log loss {loss(judge, questions):.4f}, calibration error {error:.4f}"
        print(f"{'other half' if number else 'fitted half'}: {len(questions)} questions, {figures}", flush=True)


if __name__ == "__main__":
    main()

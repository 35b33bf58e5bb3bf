"""Ask the ladder questions with known answers, and say how good and how honest the scores are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import log
from typing import Any, NamedTuple

from benchmarks.questions import Material, Question, Without
from toponyms import fold, ladder
from toponyms.hints import read_hints

LEAST_LIKELY = 0.001  # no answer is punished for more than this


class Judged(NamedTuple):
    """What came of a question.

    Attributes:
        share: The score of the right answer; for what is no place, what is left for "no Ukrainian place".
        best: The score of the likeliest Ukrainian candidate; 0.0 if there is none or a town abroad is likelier.
        second: The score of the next candidate.
        right: True if the likeliest is the place that was meant.
        among: True if that place is among the candidates at all.
        found: The id of the likeliest candidate.
    """

    share: float
    best: float
    second: float
    right: bool
    among: bool
    found: str


class Judge:
    """Asks questions of the ladder itself: no answer is decoded, so that thousands can be asked for each figure."""

    def __init__(self, material: Material) -> None:
        self.world = material.world
        self.without: Any = Without(material.world)

    def ask(self, question: Question, **hints: Any) -> Judged:
        """Ask one question, with hints as `resolve` has them."""
        world: Any = self.world
        if question.without:
            world = self.without
            world.key = question.without
        known = read_hints(self.world, **hints) if hints else None
        hits, nothing = ladder.climb(world, question.text, fold(question.text), known, True)
        total = nothing + sum(hit.weight for hit in hits)
        if not hits or not total:
            return Judged(0.0 if question.want else 1.0, 0.0, 0.0, False, False, "")
        shares = {self.world.place_id(self.world.place_of(hit.name)): hit.weight / total for hit in hits}
        (found, best), *others = shares.items()
        second = others[0][1] if others else 0.0
        if question.want:
            right = found == question.want and best > second
            return Judged(shares.get(question.want, 0.0), best, second, right, question.want in shares, found)
        abroad = sum(share for place, share in shares.items() if self._abroad(place))
        return Judged(nothing / total + abroad, 0.0 if self._abroad(found) else best, second, False, False, found)

    def _abroad(self, place: str) -> bool:
        return self.world.place(self.world.find_id(place)).country != "UA"


def loss(judge: Judge, questions: Sequence[Question]) -> float:
    """Return the mean log loss of the right answers."""
    return -sum(log(max(judge.ask(question).share, LEAST_LIKELY)) for question in questions) / len(questions)


def bins(answers: Iterable[Judged], count: int = 10) -> list[tuple[int, float, float]]:
    """Sort the candidates that have a score into bins of equal width: how many, mean score, share that is right."""
    rows: list[list[Judged]] = [[] for _ in range(count)]
    for answer in answers:
        if answer.best > 0:
            rows[min(int(answer.best * count), count - 1)].append(answer)
    return [
        (len(row), sum(a.best for a in row) / len(row), sum(a.right for a in row) / len(row)) if row else (0, 0.0, 0.0)
        for row in rows
    ]


def calibration_error(answers: Iterable[Judged]) -> float:
    """Return the expected calibration error: by how much mean score and share of right ones differ, over ten bins."""
    rows = bins(answers)
    return sum(n * abs(mean - right) for n, mean, right in rows) / max(1, sum(n for n, _, _ in rows))

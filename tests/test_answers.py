"""Whole answers on a few places, to the digit: what a change of the code changes in them shall be seen, and meant.

Other tests say what must hold; this one says what is. It needs no shipped places, so that their names change nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from math import floor, log10
from pathlib import Path
from typing import Any

import pytest

from toponyms import Gazetteer, Resolution

FILE = Path(__file__).parent / "cases" / "answers.txt"
SAMPLE = Path(__file__).parent / "samples" / "towns.yaml"


def blocks() -> Iterator[tuple[str, str]]:
    """Yield each question with the lines below it."""
    question, answer = "", ""
    for line in FILE.read_text(encoding="utf-8").splitlines(keepends=True):
        if line.startswith("#"):
            continue
        if not line.startswith(" "):
            if question:
                yield question, answer
            question, answer = line.rstrip("\n"), ""
        else:
            answer += line
    yield question, answer


def hints(words: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for word in words:
        name, _, value = word.partition("=")
        if name == "near":
            lat, lon = value.split(",")
            found[name] = (float(lat), float(lon))
        elif name == "limit":
            found[name] = int(value)
        else:
            found[name] = value == "True" if name == "fuzzy" else value
    return found


def share(value: float) -> str:
    """Write a score so that three digits of it, or of what it lacks, are seen."""
    least = min(value, 1 - value)
    return f"{value:.{2 - floor(log10(least))}f}" if least > 0 else f"{value:g}"


def told(gazetteer: Gazetteer, question: str) -> str:
    name, *words = question.split(" | ")
    answer: Resolution = gazetteer.resolve(name, **{"limit": None, **hints(words)})
    doubt = ", ambiguous" if answer.ambiguous else ""
    lines = [f"{answer.id or 'no place'}, of {answer.total}{doubt}"]
    for match in answer.candidates:
        name = match.name.text if match.name == match.origin else f"{match.name.text} ({match.origin.text})"
        lines.append(f"{share(match.score)} {match.place.id} {match.step} {match.similarity:.3f} {name}")
    lines.append(answer.explain())
    return "".join(f"    {line}\n" for line in lines)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load(SAMPLE, register=False)


@pytest.mark.parametrize(("question", "answer"), [pytest.param(*block, id=block[0]) for block in blocks()])
def test_an_answer_is_told_exactly_so(gazetteer: Gazetteer, question: str, answer: str) -> None:
    assert told(gazetteer, question) == answer, f"if this is meant: python -m {Path(__file__).parent.name}.test_answers"


def main() -> None:
    """Write the answers anew."""
    remarks = [line for line in FILE.read_text(encoding="utf-8").splitlines(keepends=True) if line.startswith("#")]
    loaded = Gazetteer.load(SAMPLE, register=False)
    FILE.write_text(
        "".join(remarks) + "".join(f"{question}\n{told(loaded, question)}" for question, _ in blocks()),
        encoding="utf-8",
    )


if __name__ == "__main__":
    sys.exit(main())

"""Sentences of kinds that readers of news found to go wrong; the head of the table says how they were written."""

from __future__ import annotations

from pathlib import Path

import pytest

import toponyms
from tools.labelled import Sentence, errors, read

SENTENCES = read(Path(__file__).parent / "cases" / "text-kinds.tsv")


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda s: f"{s.kind}: {s.text[:48]}")
def test_sentence(sentence: Sentence, request: pytest.FixtureRequest) -> None:
    """A known failure that is mended fails here: take its cause out of the table."""
    if sentence.cause:
        request.applymarker(pytest.mark.xfail(reason=sentence.cause))
    assert errors(sentence) == []


@pytest.mark.parametrize("sentence", [s for s in SENTENCES if s.kind == "club"], ids=lambda s: s.text[:48])
def test_club_is_no_river_either(sentence: Sentence) -> None:
    traps = [label for label in sentence.labels if label.place is None]
    found = [m for m in toponyms.find(sentence.text) if m.place is not None and m.place.country == "UA"]
    assert [m.text for m in found if any(m.start < t.end and t.start < m.end for t in traps)] == []

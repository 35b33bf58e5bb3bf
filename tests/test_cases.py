"""Names in the wild: tables of what must resolve, what must not, and what is known to fail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from toponyms import resolve

CASES = Path(__file__).parent / "cases"


def table(name: str) -> list[Any]:
    rows = yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    return [pytest.param(row, id=repr(row["text"])) for row in rows]


@pytest.mark.parametrize("row", table("wild"))
def test_a_name_in_the_wild_finds_its_place(row: dict[str, Any]) -> None:
    answer = resolve(row["text"])
    assert answer.id == row["want"], answer.explain()
    if "step" in row:
        assert answer.candidates[0].step == row["step"]


@pytest.mark.parametrize("row", table("negative"))
def test_what_is_no_place_gets_none(row: dict[str, Any]) -> None:
    answer = resolve(row["text"])
    assert answer.place is None or answer.place.country != "UA", answer.explain()
    if row.get("ambiguous"):
        assert answer.ambiguous
        assert answer.candidates


@pytest.mark.parametrize("row", [*table("kinds"), *table("tables")])
def test_words_beside_a_name_are_read(row: dict[str, Any]) -> None:
    answer = resolve(row["text"], within=row.get("within"))
    assert answer.id == row["want"], answer.explain()
    if row.get("ambiguous"):
        assert answer.ambiguous
        assert answer.candidates


@pytest.mark.parametrize("row", table("known-failures"))
@pytest.mark.xfail(strict=True, reason="known failure: when it is mended, move it to wild.yaml or negative.yaml")
def test_known_failures(row: dict[str, Any]) -> None:
    answer = resolve(row["text"], within=row.get("within"))
    assert answer.id == row["want"]

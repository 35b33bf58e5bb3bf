"""Edit distance, by rapidfuzz. It is imported with the first question that needs it, not before."""

from __future__ import annotations

from rapidfuzz.distance import OSA, Levenshtein

distance = OSA.distance
similarity = OSA.normalized_similarity


def edit_operations(name: str, asked: str) -> list[tuple[str, int, int]]:
    """Return what turns a name into what was asked: (replace | delete | insert, place in name, place in asked)."""
    return Levenshtein.editops(name, asked).as_list()  # type: ignore[return-value]  # they are tuples

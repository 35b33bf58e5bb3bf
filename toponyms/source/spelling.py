"""Did you mean …? The nearest of a few known words."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(text: str, known: Iterable[str]) -> str | None:
    """Return the known word that a slip of the pen was for, or None.

    Examples:
        >>> nearest("mispellings", ["also", "former", "misspellings"])
        'misspellings'
        >>> nearest("colour", ["also", "former", "misspellings"]) is None
        True
    """
    lowered = text.lower().replace("_", "-")
    best = min(((distance(lowered, word), word) for word in known), default=(99, ""))
    return best[1] if best[0] <= max(1, min(3, len(best[1]) // 3)) and best[0] < len(text) else None


def distance(one: str, two: str) -> int:
    """Count the letters to add, drop, change or swap with a neighbour to turn one word into the other."""
    if abs(len(one) - len(two)) > 4 or len(one) > 40:
        return 99
    above: list[int] = []
    row = list(range(len(two) + 1))
    for i, letter in enumerate(one, 1):
        before, above, row = above, row, [i]
        for j, other in enumerate(two, 1):
            cost = min(above[j] + 1, row[-1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == two[j - 2] and one[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
    return row[-1]

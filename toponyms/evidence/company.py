"""The names of a text whose places are unsure, and which others their readings lie beside."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

from toponyms.evidence.case import Case

MOST = 60  # readings of one name, and names of one text, that take part


class Company:
    """How likely each unsure name of a text lies in a cell of a grid or beside it."""

    def __init__(self, unsure: Iterable[Case], asking: set[int]) -> None:
        """Look at the cells of those that ask only.

        Args:
            unsure: One case of each name.
            asking: The cells in which readings ask for company.
        """
        self._cells: dict[int, list[tuple[str, float]]] = defaultdict(list)
        for case in unsure:
            total = sum(case.weights) + case.nothing
            shares: dict[int, float] = {}
            for reading, weight in zip(case.readings[:MOST], case.weights, strict=False):
                if weight > 0 and not asking.isdisjoint(reading.cells):
                    # Many small places of one name leave little for each: the root keeps them in play.
                    share = math.sqrt(weight / total)
                    for cell in asking.intersection(reading.cells):
                        if shares.get(cell, 0.0) < share:
                            shares[cell] = share
            for cell, share in shares.items():
                self._cells[cell].append((case.spot.key, share))

    def share(self, cell: int, key: str) -> float:
        """Add up how likely the names but one lie in a cell or beside it."""
        beside = self._cells.get(cell)
        return sum([share for other, share in beside if other != key]) if beside else 0.0

"""A grid over the map: places in one cell of it, or in two that touch, lie near each other."""

from __future__ import annotations

from functools import lru_cache

_CELL = 0.2  # degrees of latitude, and one and a half times as many degrees of longitude: 22 km
_WIDTH = 10_000  # numbers of cells from one row to the next


def cells(point: tuple[float, float]) -> tuple[int, ...]:
    """Return the number of the cell that a point lies in, and those of the cells around it."""
    return _around(int(point[0] / _CELL) * _WIDTH + int(point[1] / (1.5 * _CELL)))


@lru_cache(maxsize=10_000)  # there are some 2,400 cells in Ukraine
def _around(cell: int) -> tuple[int, ...]:
    return cell, *(cell + row + column for row in (-_WIDTH, 0, _WIDTH) for column in (-1, 0, 1) if row or column)

"""Completion as you type, over all names and scripts.

The names are sorted by key once, when the first suggestion is asked for; a prefix is then a range. Ranges that are too
long to rank at every key press (one or two letters) are answered from a table of the best, made at the same time.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from functools import lru_cache

from toponyms.hints import Hints
from toponyms.index.world import World
from toponyms.ladder import Hit
from toponyms.model import Match
from toponyms.resolver import Resolver
from toponyms.text.keys import fold

_SHORT = 3  # letters; shorter prefixes are ranked once and remembered
_KEPT = 200  # places remembered for a short prefix
# Whoever begins to type means a place in Ukraine: Krasnoyarsk weighs as a town of 40,000 without this, and with it as
# one of 1,500, and China, which the index weighs by its people, less than Kyiv. Typed to its end, such a name counts in
# full.
_POWER_ABROAD = 0.5
_ABROAD = 0.1


def suggest(resolver: Resolver, prefix: str, hints: Hints | None, limit: int) -> list[Match]:
    """Return the likeliest places with a name that begins so; see `toponyms.suggest`."""
    if not isinstance(prefix, str):
        msg = f"a prefix must be text, not {type(prefix).__name__}"
        raise TypeError(msg)
    key = fold(prefix) if len(prefix) <= 200 else ""
    if not key or limit < 1:
        return []
    world = resolver.world
    ranked = _remembered(world, key) if len(key) < _SHORT else _ranked(world, key, None)
    shown: list[Hit] = []
    total = sum(weight for weight, _, _ in ranked)
    for weight, name, how in _home_first(world, ranked, key):
        if hints is None or hints.admits(world, world.place_of(name)):
            shown.append(Hit(weight, name, how, "folded"))
            if len(shown) == limit:
                break
    return [resolver.match(prefix, total, hit) for hit in shown]


def _home_first(world: World, ranked: list[tuple[float, int, int]], key: str) -> Iterator[tuple[float, int, int]]:
    """Yield the rows anew, those of places abroad later: only those that come up are decoded."""
    later: list[tuple[float, int, int]] = []  # a heap, the heaviest first
    for weight, name, how in ranked:
        if world.country(world.place_of(name)) != "UA" and fold(world.name(name).text) != key:
            heapq.heappush(later, (-(weight**_POWER_ABROAD) * _ABROAD, name, how))
            continue
        while later and -later[0][0] > weight:
            yield _negated(heapq.heappop(later))
        yield weight, name, how
    while later:
        yield _negated(heapq.heappop(later))


def _negated(row: tuple[float, int, int]) -> tuple[float, int, int]:
    return -row[0], row[1], row[2]


def _ranked(world: World, prefix: str, most: int | None) -> list[tuple[float, int, int]]:
    """Return weight, name and way of the best name of each place, likeliest first."""
    best: dict[int, tuple[float, int, int]] = {}
    for name, weight, how in world.beginning_with(_sorted_keys(world), prefix):
        place = world.place_of(name)
        if place not in best or weight > best[place][0]:
            best[place] = weight, name, how
    ranked = best.values()
    return heapq.nsmallest(most or len(best), ranked, key=lambda row: (-row[0], row[1]))


@lru_cache(maxsize=2048)
def _remembered(world: World, prefix: str) -> list[tuple[float, int, int]]:
    return _ranked(world, prefix, _KEPT)


@lru_cache(maxsize=8)
def _sorted_keys(world: World) -> list[tuple[str, int]]:
    return world.sorted_keys()

"""Names with a word cut short: "Н. Каховка", "Б.Церква", "Кам.-Подільський", "І-Франківськ".

There is no list: any beginning of the first word will do. Words for kinds cut short (ст., смт) are in `kindwords`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from toponyms import score
from toponyms.hints import Hints
from toponyms.index.world import World
from toponyms.ladder import Hit, likeliest_first
from toponyms.text.keys import fold

ABBREVIATED = re.compile(r"^([^\W\d_]{1,6})(?:\.[\s-]*|(?<=^.)-|(?<=^..)-)([^\W\d_].{2,})$")


def in_full(world: World, text: str, hints: Hints | None) -> tuple[list[Hit], float] | None:
    """Find the names of several words of which the first is cut short, and weigh "nothing on record".

    Returns:
        Nothing if no word is cut short; no candidates if one is and no name is known that fits.
    """
    parts = ABBREVIATED.match(text)
    if not parts:
        return None
    first, rest = map(fold, parts.groups())
    best: dict[int, Hit] = {}
    for word, handle in _by_rest(world).get(rest, ()) if first else ():
        if not word.startswith(first) or word == first:
            continue
        for name, weight, how in world.postings_at(handle):
            place = world.place_of(name)
            if hints is not None:
                if not hints.admits(world, place):
                    continue
                weight *= hints.weigh(world, place, name)
            if place not in best or weight > best[place].weight:
                best[place] = Hit(weight, name, how, "fuzzy", f"{word} {rest}", weight)
    nothing = score.NOTHING_INITIAL if len(first) == 1 else score.NOTHING_ABBREVIATED
    return sorted(best.values(), key=likeliest_first), nothing


@lru_cache(maxsize=4)
def _by_rest(world: World) -> dict[str, list[tuple[str, int]]]:
    """Return the keys of several words by all words but the first, made when the first name cut short is asked for."""
    found: dict[str, list[tuple[str, int]]] = {}
    for key, handle in world.sorted_keys():
        word, space, rest = key.partition(" ")
        if space:
            found.setdefault(rest, []).append((word, handle))
    return found

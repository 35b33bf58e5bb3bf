"""Nouns in -щина, -іжжя: an oblast by its name on record, and else the raion of the adjective that goes with it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toponyms.index.world import World
from toponyms.text.keys import fold
from toponyms.text.lemmas import plain

_LAND = re.compile(
    "([а-яёіїєґ'-]{3,}?)(?:(щ|чч|жч)ин(?:а|и|і|у|ою|е|ы|ой)|(жж)(?:я|і|ю|ям)|(жь)(?:е|я|ю|ем))$"
)
# What an adjective has for the consonants of its land: Уманщина, Кременчуччина, Криворіжчина, Криворіжжя, Криворожье.
_ADJECTIVES = {
    "щ": ("ський", "ский"), "чч": ("цький", "цкий"), "жч": ("зький", "жский"), "жж": ("зький",), "жь": ("жский",),
}  # fmt: skip


def adjectives_of_land(word: str) -> tuple[str, ...]:
    """Return the adjectives, masculine, that a noun in -щина or -іжжя may go with; none for other words.

    Examples:
        >>> adjectives_of_land("Кременчуччини"), adjectives_of_land("Кременчук")
        (('кременчуцький', 'кременчуцкий'), ())
    """
    match = _LAND.match(plain(word))
    return tuple(match[1] + ending for ending in _ADJECTIVES[match[match.lastindex or 2]]) if match else ()


def raions_of_land(word: str, world: World) -> Iterator[tuple[int, int, float, int]]:
    """Yield the raions that such a noun may stand for: place, name, weight, how the name was made."""
    for adjective in adjectives_of_land(word):
        for name, weight, how in world.exact(fold(f"{adjective} район")):
            place = world.place_of(name)
            if world.kind(place) == "raion":
                yield place, name, max(weight, world.prior(place)), how

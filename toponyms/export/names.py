"""Which names of a place leave in an export."""

from __future__ import annotations

from collections.abc import Iterator

from toponyms import spellings
from toponyms.export.options import Options
from toponyms.model import AREA_KINDS, Name, Place

_SHORT = 5  # letters; below that a village's name is more often some other word
_SMALL = frozenset({"village", "settlement", "hromada"})
_PRIMES = frozenset('"”“″ʺ`')  # marks of scholarly romanisations, which split words everywhere


def recorded(place: Place, options: Options) -> Iterator[Name]:
    """Yield the names on record that are asked for."""
    kinds = options.name_kinds
    return (name for name in place.names if name.kind in kinds and in_languages(name, options.langs))


def in_languages(name: Name, langs: tuple[str, ...]) -> bool:
    """Tell whether a name is in one of some languages; a name without a tag may be in any."""
    if not langs or name.lang is None:
        return True
    return any(name.lang == lang or name.lang.startswith(f"{lang}-") for lang in langs)


def written(place: Place, options: Options) -> Iterator[Name]:
    """Yield every spelling of a place that a text may have: recorded, romanised, declined if asked.

    Left out are bare adjectives of areas ("Донецька" alone is more often not the oblast), names of villages under five
    letters, and romanisations with marks that no newspaper prints.
    """
    kinds = options.name_kinds
    area = place.kind in AREA_KINDS
    heads = {name.text for name in place.names}
    for name in place.names:
        if name.kind not in kinds or (area and " " not in name.text and _is_bare(name.text, heads)):
            continue
        for spelling in spellings(name, declined=options.declined):
            if place.kind in _SMALL and len(spelling.text) < _SHORT:
                continue
            if in_languages(spelling, options.langs) and _PRIMES.isdisjoint(spelling.text):
                yield spelling


def _is_bare(text: str, names: set[str]) -> bool:
    """Tell whether a name of an area is one of its longer names without "oblast" or "raion"."""
    return any(other.startswith(f"{text} ") for other in names)

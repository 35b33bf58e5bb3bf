"""Areas that are said beside a name: "Покровського р-ну", "Kherson Oblast", "(Donetsk)"."""

from __future__ import annotations

import re

from toponyms.hints import Hints
from toponyms.index.layout import BARE
from toponyms.index.world import World
from toponyms.ladder import climb
from toponyms.question.adjectives import towns_called
from toponyms.text.keys import fold

# What areas are called in `within=` is told in `toponyms.walls`.
_WORDS_OF = {
    "raion": "р-ну р-н район району района районе raion rayon district",
    "oblast": "обл обл. область області областi области oblast region obl",
    "hromada": "громада громади громаді громаду громады громаде hromada community тг отг мтг стг otg",
}
WORDS = " ".join(_WORDS_OF.values()).split()
# By key: a pattern that heeds no case takes "ı" for "i" and "ᲃ" for "с".
_KINDS = {fold(word): kind for kind, words in _WORDS_OF.items() for word in words.split()}
WORD = "|".join(map(re.escape, WORDS))
_SAID = re.compile(rf"\s*\b({WORD})$", re.IGNORECASE)


def area_said(world: World, text: str, *, bare: bool) -> frozenset[int]:
    """Return the numbers of the areas that a part of a question names; empty if it names none.

    Args:
        world: The names and places.
        text: The part.
        bare: Whether the name of an oblast may stand without the word: "Pokrovsk (Donetsk)".
    """
    key = fold(text)
    kinds = ("oblast", "raion", "hromada")
    # The adjective alone of a raion may be a town: "Pervomaiskyi, Kharkiv".
    alone = ("oblast",)
    named = frozenset(
        number
        for name, _, how in world.exact(key)
        if world.kind(number := world.place_of(name)) in (alone if how & BARE and not bare else kinds)
    )
    if named:
        return named
    said = _SAID.search(text)
    if said:
        return _by_adjective(world, text[: said.start()], _KINDS[fold(said[1])])
    if bare and " " not in key:
        return frozenset(
            number
            for name, _, _ in world.exact(f"{key} oblast")
            if world.kind(number := world.place_of(name)) == "oblast"
        )
    return frozenset()


def _by_adjective(world: World, adjective: str, kind: str) -> frozenset[int]:
    """Find areas of a kind by their adjective in any case, or by the name of their town."""
    from toponyms.text.lemmas import languages, nominatives

    found = set()
    for lang in () if adjective.isascii() else languages(adjective):
        for nominative in nominatives(adjective, lang):
            for name, _, _ in world.exact(fold(nominative)):
                number = world.place_of(name)
                if world.kind(number) == kind:
                    found.add(number)
    if not found:  # the town it is named after, in any language: "Saporischschja Oblast"
        for name, _, _ in world.exact(fold(adjective)):
            town = world.place_of(name)
            areas = [area for area in world.ancestors(town) if world.kind(area) == kind]
            found |= {area for area in areas if world.place(area).name.startswith(world.place(town).name)}
    return frozenset(found)


def is_said(text: str) -> bool:
    """Tell whether a text ends with a word for an area."""
    return _SAID.search(text) is not None


def is_abroad(world: World, text: str) -> bool:
    """Tell whether a part names a region that is none of Ukraine: "Saratov Oblast", "Nizhny Novgorod region"."""
    said = _SAID.search(text)
    if not said or not text[: said.start()].strip():
        return False
    return not area_said(world, text, bare=False) and not former_raion(world, text)


def former_raion(world: World, text: str) -> str:
    """Return the adjective or the town of a raion that is not on record, or nothing.

    490 raions became 136 in 2020, and tables of places keep the old ones: «Бахмацький район» is called after Bakhmach,
    and is no slip of «Бахмутський».
    """
    said = _SAID.search(text)
    if not said or _KINDS[fold(said[1])] != "raion" or area_said(world, text, bare=False):
        return ""
    name = text[: said.start()].strip()
    if climb(world, text, fold(text), None, False)[0]:
        return ""
    towns = towns_called(world, name, None)
    return name if towns and not _has_raion(world, world.place_of(towns[0].name)) else ""


def _has_raion(world: World, town: int) -> bool:
    """Tell whether a raion that there is today is called after a town: its name then only needs a better look."""
    name = world.place(town).name
    above = map(world.place, world.ancestors(town))
    return any(area.kind == "raion" and area.name.startswith(name) for area in above)


def seat(world: World, raion: str, hints: Hints | None) -> tuple[float, float] | None:
    """Return where the town of a former raion lies, if it is clear which town that is."""
    towns = towns_called(world, raion, hints)
    if not towns or towns[0].weight < sum(town.weight for town in towns) / 2:
        return None
    return world.coordinates(world.place_of(towns[0].name))

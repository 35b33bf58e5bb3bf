"""The towns that an adjective is said of: Pokrovsk for «Покровський», in any case, and for "Pokrovskyi"."""

from __future__ import annotations

from toponyms import score
from toponyms.hints import Hints
from toponyms.index.layout import BARE, SYSTEM
from toponyms.index.world import World
from toponyms.ladder import Hit, climb, likeliest_first
from toponyms.question.kindwords import SETTLEMENTS
from toponyms.text.inflect import adjective_stems
from toponyms.text.keys import fold, skeleton
from toponyms.text.lemmas import adjective_bases, adjective_stem, languages, plain


def towns_called(world: World, text: str, hints: Hints | None) -> list[Hit]:
    """Find the towns that an area is called after, by their adjective or by their name, likeliest first."""
    towns = towns_of(world, text, hints)
    if towns:
        return towns
    hits, _ = climb(world, text, fold(text), hints, False)
    return [hit for hit in hits if world.kind(world.place_of(hit.name)) in SETTLEMENTS]


# How an adjective ends that is written in Latin letters, as a key.
_LATIN = ("skyi", "skyy", "skiy", "skii", "skij", "sky", "ski", "skoho", "skogo")


def towns_of(world: World, adjective: str, hints: Hints | None) -> list[Hit]:
    """Find the towns of an adjective, likeliest first: «Покровський» is said of Pokrovsk.

    Of several the one that a raion is called after is preferred, and a city to a village: directions bear the adjective
    of a centre.
    """
    best: dict[int, Hit] = {}
    stem = adjective_stem(adjective)
    for lang in languages(adjective) if stem else ():
        for base in adjective_bases(adjective, lang):
            if stem in adjective_stems(base, lang):
                _called(world, base, best)
    if stem:  # Кропивницький is a town by itself
        _called(world, plain(adjective), best)
    for area in _areas_of(world, fold(f"{stem}ий") if stem else fold(adjective)):
        _seat(world, area, best)
    hits = []
    for number, hit in best.items():
        if hints is None or hints.admits(world, number):
            weight = 1.0 if world.kind(number) == "city" else score.NEXT_KIND
            weight *= 1.0 if hints is None else hints.weigh(world, number, hit.name)
            hits.append(hit._replace(weight=hit.weight * weight))
    return sorted(hits, key=likeliest_first)


def _areas_of(world: World, key: str) -> set[int]:
    """Return the areas with an adjective of this key; in Latin letters also in the feminine, as hromadas have it."""
    found = [world.exact(key)]
    ending = next((ending for ending in _LATIN if key.endswith(ending)), "")
    if ending:
        found.append(world.exact(f"{key.removesuffix(ending)}ska"))
        found += [postings for _, postings in world.by_skeleton(skeleton(key))]
    return {world.place_of(name) for postings in found for name, _, how in postings if how & BARE}


def _called(world: World, text: str, best: dict[int, Hit]) -> None:
    """Add the settlements with a name of this very writing."""
    for name, weight, how in world.exact(fold(text)):
        number = world.place_of(name)
        place = world.place(number)
        if how & SYSTEM or place.kind not in SETTLEMENTS or not any(plain(n.text) == text for n in place.names):
            continue
        if number not in best or weight * score.INFLECTED > best[number].weight:
            best[number] = Hit(weight * score.INFLECTED, name, 0, "inflected")


def _seat(world: World, area: int, best: dict[int, Hit]) -> None:
    """Prefer, or else add, the settlement that a raion or hromada is called after: their ids begin alike."""
    slug, of, rest = world.place_id(area).partition("-hromada-")
    if not of:
        slug, of, rest = world.place_id(area).partition("-raion")
    oblast = "".join(world.place_id(number).removesuffix("-oblast") for number in world.ancestors(area)[-1:])
    for place_id in (f"{slug}-{rest}", f"{slug}-{oblast}") if of else ():
        number = world.find_id(place_id)
        if number < 0 or area not in world.ancestors(number):
            continue
        if number in best:
            factor = score.CENTRE if of == "-raion" else 1.0
            best[number] = best[number]._replace(weight=best[number].weight * factor)
        else:
            for name, weight, _ in world.exact(fold(world.place(number).name)):
                if world.place_of(name) == number:
                    best[number] = Hit(weight * score.INFLECTED, name, 0, "inflected")
        return

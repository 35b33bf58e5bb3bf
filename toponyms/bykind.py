"""Candidates of the kind that a question says: rivers for "Dnipro river", the town for "Покровський напрямок"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from toponyms import score
from toponyms.hints import Hints
from toponyms.index.layout import BARE
from toponyms.index.world import World
from toponyms.kindwords import SETTLEMENTS, SMALL
from toponyms.ladder import SYSTEM, Hit, climb, likeliest_first
from toponyms.text.inflect import adjective_stems
from toponyms.text.keys import fold
from toponyms.text.lemmas import adjective_bases, adjective_stem, languages, plain

if TYPE_CHECKING:
    from toponyms.question import Question


class Part(NamedTuple):
    """A name, its candidates, the weight of "nothing on record", and what an explanation should add."""

    name: str
    hits: list[Hit]
    nothing: float
    note: str = ""


def candidates(world: World, name: str, question: Question, fuzzy: bool) -> Part:
    """Find what one of the names of a question may stand for."""
    hints = question.hints
    if question.direction:
        towns = towns_of(world, name, hints)
        if towns:
            return Part(name, towns, score.NOTHING_INFLECTED)
    if not question.whole:
        return _plain(world, name, question, fuzzy)
    # "Krasnyi Lyman" is a town, though a lyman is a lake; "Krasmy Lyman" is so, if no lake is called Krasmy.
    key = fold(question.whole)
    hits, nothing = climb(world, question.whole, key, hints, False)
    if hits:
        return Part(question.whole, hits, nothing)
    part = _plain(world, in_full(world, name, question), question, fuzzy)
    if fuzzy and not _has_kind(world, part.hits, question.kinds):
        hits, nothing = climb(world, question.whole, key, hints, True)
        noun = set(key.split()) - set(fold(name).split())
        if hits and not noun.isdisjoint(hits[0].key.split()):
            return Part(question.whole, hits, nothing)
    return part


def _plain(world: World, name: str, question: Question, fuzzy: bool) -> Part:
    key = fold(name)
    hits, nothing = climb(world, name, key, question.hints, fuzzy) if key else ([], 0.0)
    kinds, country = question.kinds, question.country
    if not hits or not (kinds or country):
        return Part(name, hits, nothing)
    feature = bool(kinds) and not kinds & SETTLEMENTS
    found = _has_kind(world, hits, kinds)
    weighed, note = [], ""
    for hit in hits:
        place = world.place(world.place_of(hit.name))
        if feature and found and place.kind not in kinds:  # a river is no town, whichever is better known
            continue
        weight = hit.weight * _fitness(place.kind, kinds)
        if question.direction and place.kind != "city":
            weight *= score.NEXT_KIND
        if country and (place.country == "UA" if country == "abroad" else place.country != country):
            weight *= score.OTHER_COUNTRY
        weighed.append(hit._replace(weight=weight))
    # Whoever says town may mean a village; whoever says river means none of them.
    if feature and not found:
        nothing = max(nothing, score.NOTHING_OF_KIND * sum(hit.weight for hit in weighed))
        note = f"No {' or '.join(sorted(kinds))} is known by this name."
    return Part(name, sorted(weighed, key=likeliest_first), nothing, note)


def _fitness(kind: str, kinds: frozenset[str]) -> float:
    if not kinds or kind in kinds:
        return 1.0
    return score.NEXT_KIND if kind in SMALL and kinds <= SMALL else score.OTHER_KIND


def _has_kind(world: World, hits: list[Hit], kinds: frozenset[str]) -> bool:
    return any(world.place(world.place_of(hit.name)).kind in kinds for hit in hits)


def in_full(world: World, name: str, question: Question) -> str:
    """Return the name on record that has a noun in it: "вдсх Каховське" is «Каховське водосховище».

    Keys do not depend on the script, so that the noun need not stand there in the language, the short form or the place
    that the writer chose. Where no such name is on record, the name is returned as it is.
    """
    kinds = question.kinds
    for noun in question.nouns:
        for full in (f"{name} {noun}", f"{noun} {name}"):
            if any(world.place(world.place_of(number)).kind in kinds for number, _, _ in world.exact(fold(full))):
                return full
    return name


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
    for area, _, how in world.exact(fold(f"{stem}ий") if stem else fold(adjective)):
        if how & BARE:
            _seat(world, world.place_of(area), best)
    hits = []
    for number, hit in best.items():
        if hints is None or hints.admits(world, number):
            weight = 1.0 if world.place(number).kind == "city" else score.NEXT_KIND
            weight *= 1.0 if hints is None else hints.weigh(world, number, hit.name)
            hits.append(hit._replace(weight=hit.weight * weight))
    return sorted(hits, key=likeliest_first)


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

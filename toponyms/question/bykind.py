"""Candidates of the kind that a question says: rivers for "Dnipro river", the town for "Покровський напрямок"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from toponyms import score
from toponyms.index.world import World
from toponyms.ladder import Hit, climb, likeliest_first
from toponyms.question import shortnames
from toponyms.question.adjectives import towns_called, towns_of
from toponyms.question.kindwords import SETTLEMENTS, SMALL
from toponyms.text.keys import fold

if TYPE_CHECKING:
    from toponyms.question.asked import Question


class Part(NamedTuple):
    """A name, its candidates, the weight of "nothing on record", and what an explanation should add."""

    name: str
    hits: list[Hit]
    nothing: float
    note: str = ""


def candidates(world: World, name: str, question: Question, fuzzy: bool) -> Part:
    """Find what one of the names of a question may stand for."""
    hints = question.hints
    if question.abbreviated:
        found = shortnames.in_full(world, name, hints)
        if found and found[0]:
            return Part(name, *found)
        part = _plain(world, name, question, fuzzy)
        if found and "." in name:  # "Н. Каховка" is another place than Каховка
            nothing = score.NOTHING_OF_KIND * sum(hit.weight for hit in part.hits)
            return part._replace(nothing=max(part.nothing, nothing))
        return part
    if question.former_raion:
        towns = towns_called(world, name, hints)
        nothing = score.NOTHING_OF_KIND * sum(hit.weight for hit in towns)
        return Part(name, towns, nothing, "No raion of this name is known; it may be one that there is no more.")
    if question.direction:
        towns = towns_of(world, name, hints)
        if towns:
            return Part(name, towns, score.NOTHING_INFLECTED)
    if not question.whole:
        return _plain(world, name, question, fuzzy)
    # "Krasnyi Lyman" is a town, though a lyman is a lake; "Krasmy Lyman" is so, if no lake is called Krasmy.
    key = fold(question.whole)
    hits, nothing = climb(world, question.whole, key, hints, False)
    if hits and hits[0].weight > nothing:
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
    if feature and found and weighed[0].step != "fuzzy":
        nothing *= score.NOTHING_FITS
    if feature and not found:
        nothing = max(nothing, score.NOTHING_OF_KIND * sum(hit.weight for hit in weighed))
        note = f"No {' or '.join(sorted(kinds))} is known by this name."
    return Part(name, sorted(weighed, key=likeliest_first), nothing, note)


def _fitness(kind: str, kinds: frozenset[str]) -> float:
    if not kinds or kind in kinds:
        return 1.0
    return score.NEXT_KIND if kind in SMALL and kinds <= SMALL else score.OTHER_KIND


def _has_kind(world: World, hits: list[Hit], kinds: frozenset[str]) -> bool:
    return any(world.kind(world.place_of(hit.name)) in kinds for hit in hits)


def in_full(world: World, name: str, question: Question) -> str:
    """Return the name on record that has a noun in it: "вдсх Каховське" is «Каховське водосховище».

    Keys do not depend on the script, so that the noun need not stand there in the language, the short form or the place
    that the writer chose. Where no such name is on record, the name is returned as it is.
    """
    kinds = question.kinds
    for noun in question.nouns:
        for full in (f"{name} {noun}", f"{noun} {name}"):
            if any(world.kind(world.place_of(number)) in kinds for number, _, _ in world.exact(fold(full))):
                return full
    return name

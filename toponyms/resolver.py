"""From a name to an answer: the ladder, the ranking, the decision.

The ladder stops at the first step that answers: the name as recorded or with an equal key → a romanisation by a known
system or a case form → an equal skeleton or stem → one edit → two edits. Decoys (words and surnames that look like
names) stop after the second step.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Container, Iterable
from typing import NamedTuple

from toponyms import score
from toponyms.context import Hints, read_hints
from toponyms.explain import Explainer
from toponyms.index.layout import BARE
from toponyms.index.read import Posting
from toponyms.index.world import World
from toponyms.model import Match, Place, Resolution
from toponyms.slips import likelihood
from toponyms.text.keys import fold, skeleton, stem

Alike = Collection[tuple[str, list[Posting]]]  # keys with their names
LONGEST = 200  # characters; no name on record is half as long
_SYSTEM = 0xFFFF  # the part of a posting's `how` that names a romanisation system


class Hit(NamedTuple):
    """A place that the name may stand for, before anything of it is decoded."""

    weight: float
    name: int
    how: int
    similarity: float
    step: str
    strength: float = 0.0  # against "nothing on record", for names that are not on record as they are written


class Resolver:
    """Answers questions about one `World`.

    Args:
        world: The names and places.
        accept: A place is set when its score passes this.
        doubt: The answer is ambiguous when another candidate's score stays above this.
    """

    def __init__(self, world: World, *, accept: float = 0.5, doubt: float = 0.1) -> None:
        self.world = world
        self.accept = accept
        self.doubt = doubt
        self._explain = Explainer(world).explain

    def resolve(
        self,
        name: str,
        *,
        within: str | Place | None = None,
        near: tuple[float, float] | Place | None = None,
        on: datetime.date | str | None = None,
        lang: str | None = None,
        fuzzy: bool = True,
        limit: int | None = 5,
    ) -> Resolution:
        """Answer one question; `toponyms.resolve` documents the arguments."""
        if not isinstance(name, str):
            msg = f"a name must be text, not {type(name).__name__}"
            raise TypeError(msg)
        hints = read_hints(self.world, within=within, near=near, on=on, lang=lang)
        return self.answer(name, hints, fuzzy=fuzzy, limit=limit)

    def answer(self, name: str, hints: Hints | None = None, *, fuzzy: bool = True, limit: int | None = 5) -> Resolution:
        """Answer one question whose hints are already read."""
        key = fold(name) if len(name) <= LONGEST else ""
        if not key:
            return Resolution(name, explain=self._explain)
        hits, nothing = self._climb(name, key, hints, fuzzy)
        if not hits:
            return Resolution(name, explain=self._explain)
        total = nothing + sum(hit.weight for hit in hits)
        best = hits[0].weight / total
        second = hits[1].weight / total if len(hits) > 1 else 0.0
        # Two that tie exactly are never parted by their order.
        chosen = best > self.accept and best > second
        shown = hits if limit is None else hits[: max(limit, 0)]

        def expand(hit: Hit) -> Match:
            return self._match(name, hit, total)

        return Resolution(
            name, shown, total=len(hits), ambiguous=not chosen or second > self.doubt,
            chosen=chosen and bool(shown), expand=expand, explain=self._explain,
        )  # fmt: skip

    def _climb(self, name: str, key: str, hints: Hints | None, fuzzy: bool) -> tuple[list[Hit], float]:
        """Return the candidates of the first step that answers, likeliest first, and the weight of "nothing"."""
        share = 1.0 if hints is None else hints.share
        hits = self._exact(key, hints)
        if hits:
            return hits, score.NOTHING_EXACT * share
        skel = skeleton(key)
        alike = self.world.by_skeleton(skel)
        if alike:
            hits = self._by_rule(alike, key, hints)
            if hits:
                return hits, score.NOTHING_RULE * share
        decoy = is_decoy(key)
        if decoy:
            # Asked for within an area, a decoy is more likely a place than elsewhere. Otherwise the names that it may
            # be a free romanisation of are shown, and none is chosen.
            if hints is None or hints.areas is None:
                hits = self._near(key, alike, {text for text, _ in alike}, 1, hints)
                return hits, sum(hit.weight for hit in hits) * score.NOTHING_DECOY
            share *= score.NOTHING_DECOY
        if not name.isascii() and not decoy:
            hits = self._by_case(self.world.by_stem(stem(skel)), key, hints)
            if hits:
                nothing = score.nothing(score.NOTHING_INFLECTED, key) * share
                # "Николаева" is as likely a woman as the genitive of a town.
                return hits, max(nothing, sum(hit.weight for hit in hits)) if surname_shape(key) else nothing
        if not fuzzy:
            return [], 0.0
        hits = self._fuzzy(key, skel, alike, 1, hints)
        if hits:
            return hits, score.nothing(score.NOTHING_ONE_EDIT, key) * share * _dampened(hits)
        if len(key) >= 5:
            hits = self._fuzzy(key, skel, [], 2, hints)
            if hits:
                return hits, score.nothing(score.NOTHING_TWO_EDITS, key) * share * _dampened(hits)
        return [], 0.0

    def _exact(self, key: str, hints: Hints | None) -> list[Hit]:
        postings = self.world.exact(key)
        rows = [Hit(weight, number, how, 1.0, "folded") for number, weight, how in postings]
        return self._weighed(rows, hints) if hints is not None else rows

    def _by_rule(self, rows: Iterable[tuple[str, list[Posting]]], key: str, hints: Hints | None) -> list[Hit]:
        """Find names of which the key is a romanisation by a known system."""
        found = []
        for _, postings in rows:
            system = self._system(postings, key)
            if system:
                found += [
                    Hit(weight * score.ROMANISED, number, system, 1.0, "romanised")
                    for number, weight, how in postings
                    if not how
                ]
        return self._weighed(found, hints)

    def _system(self, postings: list[Posting], key: str) -> int:
        """Return the number of the most usual system by which one of the names behind a key has this key, or 0."""
        from toponyms.text.forms import most_usual, system_of

        return most_usual(system_of(text, lang, key) for text, lang in self._spellings(postings))

    def _spellings(self, postings: list[Posting]) -> list[tuple[str, str]]:
        """Return the Cyrillic names behind a key: they are written alike, so a few speak for all."""
        found: dict[tuple[str, str], None] = {}
        for number, _, how in postings[:8]:
            name = self.world.name(number)
            if name.lang in ("uk", "ru") and not how:
                found[name.text, name.lang] = None
        return list(found)

    def _by_case(self, rows: Iterable[tuple[str, list[Posting]]], key: str, hints: Hints | None) -> list[Hit]:
        """Find names of which the key is a case form."""
        from toponyms.text.forms import is_case_form

        found = []
        for _, postings in rows:
            if any(is_case_form(text, lang, key) for text, lang in self._spellings(postings)):
                found += [
                    Hit(weight * score.INFLECTED, number, 0, 1.0, "inflected")
                    for number, weight, how in postings
                    if not how
                ]
        return self._weighed(found, hints)

    def _fuzzy(self, key: str, skel: str, alike: Alike, edits: int, hints: Hints | None) -> list[Hit]:
        """Find names that lie near: with an equal skeleton, or within so many edits of key or skeleton."""
        world = self.world
        near = dict(alike)
        for text, handle in world.near_keys(key, edits):
            if text not in near:
                near[text] = world.postings_at(handle)
        if not near or edits > 1:
            for _, at in world.near_skeletons(skel, edits):
                for text, handle in world.keys_at(at):
                    if text not in near:
                        near[text] = world.postings_at(handle)
        return self._near(key, near.items(), {text for text, _ in alike}, edits, hints)

    def _near(
        self, key: str, near: Iterable[tuple[str, list[Posting]]], same: Container[str], edits: int,
        hints: Hints | None,
    ) -> list[Hit]:  # fmt: skip
        """Weigh names that are not written like the key; `same` are those with its skeleton."""
        power = score.POWER_ONE_EDIT if edits == 1 else score.POWER_TWO_EDITS
        found = []
        for text, postings in near:
            factor = likelihood(key, text)
            similarity = alikeness(key, text)
            step = "romanised" if text in same else "fuzzy"
            found += [
                Hit(w * factor, number, how, similarity, step, w**power * factor)
                for number, w, how in postings
                if not how & BARE
            ]
        return self._weighed(found, hints)

    def _weighed(self, hits: list[Hit], hints: Hints | None) -> list[Hit]:
        """Apply the hints, keep the best name of each place, and put the likeliest first."""
        world = self.world
        best: dict[int, Hit] = {}
        for hit in hits:
            place = world.place_of(hit.name)
            if hints is not None:
                if not hints.admits(world, place):
                    continue
                factor = hints.weigh(world, place, hit.name)
                hit = hit._replace(weight=hit.weight * factor, strength=hit.strength * factor)
            known = best.get(place)
            if known is None or hit.weight > known.weight:
                best[place] = hit
        return sorted(best.values(), key=lambda hit: (-hit.weight, hit.name))

    def _match(self, query: str, hit: Hit, total: float) -> Match:
        place = self.world.place(self.world.place_of(hit.name))
        origin = self.world.name(hit.name)
        if origin.text != query:  # of names that fold alike, show the one that was written
            written = next((name for name in place.names if name.text == query), None)
            if written is not None:
                return Match(place, written, min(1.0, hit.weight / total), 1.0, "exact", written)
        step = hit.step
        name = origin
        system = hit.how & _SYSTEM
        if system:
            from toponyms.text.forms import language_of, romanised

            lang = language_of(system)
            if origin.lang != lang:  # names of two languages fold alike; the system tells which one was meant
                key = fold(origin.text)
                alike = (n for n in place.names if n.lang == lang and fold(n.text) == key)
                origin = next(alike, origin)
            name = romanised(origin, system)
            step = "romanised" if step == "folded" else step
        elif step == "folded" and origin.text == query:
            step = "exact"
        return Match(place, name, min(1.0, hit.weight / total), hit.similarity, step, origin)


def _dampened(hits: list[Hit]) -> float:
    """Return what turns the weight of "nothing" into the units of the candidates.

    Among the candidates the full prior decides, but against "nothing" a big town counts for less: a word far off is
    not meant for Kyiv because Kyiv is big.
    """
    return sum(hit.weight for hit in hits) / sum(hit.strength for hit in hits)


def alikeness(key: str, other: str) -> float:
    """Return the similarity of two keys: half that of the keys themselves, half that of their skeletons."""
    from toponyms.index.distance import similarity

    return 0.5 * similarity(key, other) + 0.5 * similarity(skeleton(key), skeleton(other))


def surname_shape(key: str) -> bool:
    """Tell whether a key ends as surnames do and names of places seldom."""
    from toponyms.text.decoys import surname_shape as has_shape

    return has_shape(key)


def is_decoy(key: str) -> bool:
    """Tell whether a key is a word, a person's name or a foreign town rather than a slip for a Ukrainian place."""
    from toponyms.text.decoys import is_decoy as kind_of

    return kind_of(key) is not None


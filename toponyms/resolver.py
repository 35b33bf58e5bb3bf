"""From a name to an answer: the ladder, the ranking, the decision.

The ladder stops at the first step that answers: the name as recorded or with an equal key → a romanisation by a known
system or a case form → an equal skeleton or stem → one edit → two edits. Decoys (words and surnames that look like
names) stop after the second step.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from toponyms import score
from toponyms.context import Hints, read_hints
from toponyms.explain import Explainer
from toponyms.index.read import Posting
from toponyms.index.world import World
from toponyms.model import Match, Place, Resolution
from toponyms.text.keys import fold, skeleton, stem

LONGEST = 200  # characters; no name on record is half as long
_SYSTEM = 0xFFFF  # the part of a posting's `how` that names a romanisation system


class Hit(NamedTuple):
    """A place that the name may stand for, before anything of it is decoded."""

    weight: float
    name: int
    how: int
    similarity: float
    step: str


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
        hits = self._exact(name, key, hints)
        if hits:
            return hits, score.NOTHING_EXACT * share
        skel = skeleton(key)
        rows = self.world.by_skeleton(skel)
        if rows:
            hits = self._by_rule(rows, key, hints)
            if hits:
                return hits, score.NOTHING_EXACT * share
        decoy = is_decoy(key)
        if not decoy:
            root = stem(skel)
            inflected = self.world.by_stem(root) if len(root) >= 3 else []
            if inflected and not name.isascii():
                hits = self._by_case(inflected, key, hints)
                if hits:
                    return hits, score.nothing(score.NOTHING_STEM, len(key)) * share
            if rows:
                hits = self._by_similarity(rows, key, skel, score.LOOSE_SKELETON, hints, "romanised")
                if hits:
                    return hits, score.nothing(score.NOTHING_SKELETON, len(key)) * share
        if not fuzzy or decoy:
            return [], 0.0
        hits = self._fuzzy(key, skel, 1, hints)
        if hits:
            return hits, score.nothing(score.NOTHING_ONE_EDIT, len(key)) * share
        if len(key) >= 5:
            hits = self._fuzzy(key, skel, 2, hints)
            if hits:
                return hits, score.nothing(score.NOTHING_TWO_EDITS, len(key)) * share
        return [], 0.0

    def _exact(self, name: str, key: str, hints: Hints | None) -> list[Hit]:
        postings = self.world.exact(key)
        if not postings:
            return []
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
                    if not how & _SYSTEM
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
            if name.lang in ("uk", "ru") and not how & _SYSTEM:
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
                    if not how & _SYSTEM
                ]
        return self._weighed(found, hints)

    def _by_similarity(
        self, rows: Iterable[tuple[str, list[Posting]]], key: str, skel: str, factor: float, hints: Hints | None, step: str
    ) -> list[Hit]:
        from toponyms.index.distance import similarity as likeness

        found = []
        for other, postings in rows:
            similarity = 0.5 + 0.5 * likeness(key, other)
            weight = factor * score.by_similarity(similarity)
            found += [Hit(w * weight, number, how, similarity, step) for number, w, how in postings]
        return self._weighed(found, hints)

    def _fuzzy(self, key: str, skel: str, edits: int, hints: Hints | None) -> list[Hit]:
        """Find names whose key lies within so many edits; for one edit, failing that, those whose skeleton does."""
        from toponyms.index.distance import similarity as likeness

        world = self.world
        near = [(text, handle, likeness(key, text)) for text, handle in world.near_keys(key, edits)]
        if not near or edits > 1:
            seen = {handle for _, handle, _ in near}
            for other, at in world.near_skeletons(skel, edits):
                alike = 0.5 * likeness(skel, other)
                near += [
                    (text, handle, alike + 0.5 * likeness(key, text))
                    for text, handle in world.keys_at(at)
                    if handle not in seen
                ]
        found = []
        for _, handle, similarity in near:
            weight = score.by_similarity(similarity)
            found += [
                Hit(w * weight, number, how, similarity, "fuzzy") for number, w, how in world.postings_at(handle)
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
                hit = hit._replace(weight=hit.weight * hints.weigh(world, place, hit.name))
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


def is_decoy(key: str) -> bool:
    """Tell whether a key is a word, a person's name or a foreign town rather than a slip for a Ukrainian place."""
    from toponyms.text.decoys import is_decoy as kind_of

    return kind_of(key) is not None


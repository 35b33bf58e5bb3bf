"""From a question to an answer: what was asked, the ladder, the ranking, the decision."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from toponyms.hints import Hints, read_hints
from toponyms.index.layout import MIXED, SYSTEM
from toponyms.index.read import Posting
from toponyms.index.world import World
from toponyms.ladder import (
    Hit,
    climb,
    exact,
    is_word_of_acronym,
    likeliest_first,
    nothing_recorded,
    recorded,
)  # fmt: skip
from toponyms.model import Match, Place, Resolution
from toponyms.text.keys import fold, skeleton
from toponyms.text.russian import in_ukrainian

if TYPE_CHECKING:
    from toponyms.question.asked import Question

LONGEST = 200  # characters; no name on record is half as long


class Resolver:
    """Answers questions about one `World`.

    Args:
        world: The names and places.
        accept: A place is set when its score passes this.
        doubt: The answer is ambiguous when another candidate's score stays above this, or all others' above twice this.
    """

    def __init__(self, world: World, *, accept: float = 0.5, doubt: float = 0.1) -> None:
        self.world = world
        self.accept = accept
        self.doubt = doubt

    def _explain(self, answer: Resolution, name: str = "", note: str = "") -> str:
        from toponyms.explain import Explainer

        return Explainer(self.world).explain(answer, name, note)

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
        if limit is not None and limit < 0:
            msg = f"limit must be None or a number from 0, not {limit}"
            raise ValueError(msg)
        hints = read_hints(self.world, within=within, near=near, on=on, lang=lang)
        return self.answer(name, hints, fuzzy=fuzzy, limit=limit)

    def answer(self, name: str, hints: Hints | None = None, *, fuzzy: bool = True, limit: int | None = 5) -> Resolution:
        """Answer one question whose hints are already read."""
        key = fold(name) if len(name) <= LONGEST else ""
        if not key:
            return Resolution(name, explain=self._explain)
        postings = recorded(self.world, name, key)
        if postings and hints is None and not postings[0][2] & MIXED and not in_ukrainian(key):
            return self._recorded(name, key, postings, limit)
        if postings and postings[0][2] & MIXED and is_word_of_acronym(self.world, name, key, postings):
            return Resolution(name, explain=self._explain)
        # One word holds no more than a name, and neither does what is on record as it stands.
        if not name.isalpha() and not (postings and exact(self.world, name, key, hints)):
            from toponyms.question.asked import is_compound, read_question

            question = read_question(self.world, name, hints) if is_compound(name) else None
            if question is not None:
                return self._compound(name, question, fuzzy, limit)
        hits, nothing = climb(self.world, name, key, hints, fuzzy, on_record=bool(postings))
        walled = None
        if hints is not None and hints.areas is not None:
            walled = partial(self._walled, hints, lambda free: self.answer(name, free, fuzzy=fuzzy, limit=3), name, "")
        return self._decide(name, name, hits, nothing, limit, walled=walled)

    def _walled(
        self, hints: Hints, again: Callable[[Hints], Resolution], name: str, note: str, answer: Resolution
    ) -> str:
        """Explain an answer without a place from within a wall: what lies outside may be what was meant."""
        from dataclasses import replace

        from toponyms.explain import Explainer

        elsewhere = again(replace(hints, areas=None, share=1.0))
        walls = [self.world.place(number) for number in sorted(hints.areas or ())]
        return Explainer(self.world).explain(answer, name, note, elsewhere=elsewhere, walls=walls)

    def _recorded(self, name: str, key: str, postings: list[Posting], limit: int | None) -> Resolution:
        """Answer with the names on record that have the key: the common case, without a detour."""
        known = sum([weight for _, weight, _ in postings])
        total = nothing_recorded(postings[0][2], key) + known
        chosen, ambiguous = self._verdict([weight for _, weight, _ in postings[:2]], known, total)
        return Resolution(
            name, postings if limit is None else postings[:limit], total=len(postings),
            ambiguous=ambiguous, first=postings[0] if chosen else None,
            expand=partial(self._match_recorded, name, total), identify=self._identify_recorded, explain=self._explain,
        )  # fmt: skip

    def _match_recorded(self, query: str, total: float, posting: Posting) -> Match:
        number, weight, how = posting
        return self.match(query, total, Hit(weight, number, how, "folded"))

    def _identify_recorded(self, posting: Posting) -> str:
        return self.world.place_id(self.world.place_of(posting[0]))

    def _decide(
        self, query: str, name: str, hits: Sequence[Hit], nothing: float, limit: int | None, note: str = "", *,
        walled: Callable[[Resolution], str] | None = None,
    ) -> Resolution:  # fmt: skip
        """Turn candidates, likeliest first, into an answer; `walled` explains one that a wall may have left empty."""
        if not hits:
            return Resolution(query, explain=walled or self._explain)
        known = sum(hit.weight for hit in hits)
        total = nothing + known
        chosen, ambiguous = self._verdict([hit.weight for hit in hits[:2]], known, total)
        explain: Callable[[Resolution], str] = self._explain
        if walled and not chosen and hits[0].key:  # nothing inside has the name as it is written
            explain = walled
        elif name != query or note:
            explain = partial(self._explain, name=name, note=note)
        return Resolution(
            query, hits if limit is None else hits[:limit], total=len(hits),
            ambiguous=ambiguous, first=hits[0] if chosen else None,
            expand=partial(self.match, name, total), identify=self._identify, explain=explain,
        )  # fmt: skip

    def _verdict(self, weights: Sequence[float], known: float, total: float) -> tuple[bool, bool]:
        """Say of the likeliest one or two candidates whether the first is chosen, and whether doubt remains.

        `known` is the weight of all candidates, `total` that of "nothing on record" as well.
        """
        best = weights[0] / total
        second = weights[1] / total if len(weights) > 1 else 0.0
        # Two that tie exactly are never parted by their order.
        chosen = best > self.accept and best > second
        # Thirty villages of a name, each unlikely, are together as good a reason to doubt as one rival.
        others = known / total - best
        return chosen, not chosen or second > self.doubt or others > 2 * self.doubt

    def _compound(self, query: str, question: Question, fuzzy: bool, limit: int | None) -> Resolution:
        """Answer a question that has more in it than a name."""
        from toponyms.question.bykind import candidates

        parts = [candidates(self.world, name, question, fuzzy) for name in question.names]
        if len(parts) == 1:
            name, hits, nothing, note = parts[0]
            note = " ".join(filter(None, (note, question.note)))
            hints, walled = question.hints, None
            if hints is not None and hints.areas is not None:
                walled = partial(self._walled, hints, partial(self._unwalled, query, question, fuzzy), name, note)
            return self._decide(query, name, hits, nothing, limit, note, walled=walled)
        if not question.several:
            shared = self._shared([part.hits for part in parts])
            if shared:
                nothing = min(part.nothing for part in parts)
                return self._decide(query, parts[0].name, shared, nothing, limit, "Both names stand for it.")
        found = [(name, hits[0], nothing + sum(hit.weight for hit in hits)) for name, hits, nothing, _ in parts if hits]
        if len(found) == 1 and not question.several:  # the other name is unknown, and the known one stands
            name, hits, nothing, note = next(part for part in parts if part.hits)
            return self._decide(query, name, hits, nothing, limit, note)
        # Each name may be the one that was meant, so that the scores add up to at most 1; two may name one place.
        named = sorted((self.match(name, total * len(found), hit) for name, hit, total in found), key=_unlikeliest_last)
        best: dict[str, Match] = {}
        for match in named:
            best.setdefault(match.place.id, match)
        matches = list(best.values())
        names = "; ".join(f'"{name}"' for name, _, _ in found)
        if len(found) == 1:
            explanation = f"Of what it names only {names} is known: ask for it by itself."
        elif len(matches) > 1:
            explanation = f"This names {len(matches)} places ({names}): ask for each of them by itself."
        else:
            explanation = f"All of its names ({names}) may stand for one place: ask for one of them by itself."
        return Resolution(
            query, matches if limit is None else matches[:limit], total=len(matches), ambiguous=bool(matches),
            explain=explanation if matches else self._explain,
        )  # fmt: skip

    def _unwalled(self, query: str, question: Question, fuzzy: bool, hints: Hints) -> Resolution:
        from dataclasses import replace

        return self._compound(query, replace(question, hints=hints, note=""), fuzzy, 3)

    def _shared(self, lists: list[list[Hit]]) -> list[Hit]:
        """Return the places that all names may stand for: they support each other."""
        place_of: Callable[[int], int] = self.world.place_of
        weights = [{place_of(hit.name): hit.weight for hit in hits} for hits in lists]
        found = []
        for hit in lists[0]:
            place = place_of(hit.name)
            if all(place in others for others in weights):
                found.append(hit._replace(weight=min(others[place] for others in weights)))
        return sorted(found, key=likeliest_first)

    def _identify(self, hit: Hit) -> str:
        return self.world.place_id(self.world.place_of(hit.name))

    def match(self, query: str, total: float, hit: Hit) -> Match:
        """Decode a candidate."""
        world = self.world
        place = world.place(world.place_of(hit.name))
        origin = world.name(hit.name)
        likely = min(1.0, hit.weight / total)
        if origin.text != query:  # of names that fold alike, show the one that was written
            written = next((name for name in place.names if name.text == query), None)
            if written is not None:
                return Match(place, written, likely, 1.0, "exact", written)
        step = hit.step
        name = origin
        system = hit.how & SYSTEM
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
        return Match(place, name, likely, alikeness(fold(query), hit.key) if hit.key else 1.0, step, origin)


def _unlikeliest_last(match: Match) -> float:
    return -match.score


def alikeness(key: str, other: str) -> float:
    """Return the similarity of two keys: half that of the keys themselves, half that of their skeletons."""
    from toponyms.index.distance import similarity

    return 0.5 * similarity(key, other) + 0.5 * similarity(skeleton(key), skeleton(other))

"""Find the places that a running text names: runs of capitalised words, judged once; then evidence from the text."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from toponyms.evidence.case import Case
from toponyms.evidence.readings import Reading, Readings
from toponyms.evidence.rules import rules
from toponyms.evidence.runs import ANY, DIRECTION, RUN, SMALL, WORD, Judged, Spot, judge
from toponyms.evidence.terms import HOME, Term, holds
from toponyms.evidence.weigh import weigh
from toponyms.hints import read_hints
from toponyms.index.world import World
from toponyms.model import Match, Mention, Name, Place
from toponyms.resolver import Resolver
from toponyms.text.lemmas import adjective_stem

_REMEMBERED = 100_000  # runs already judged; most of them are no place and cost only their text
_LONGEST_RUN = 200  # characters; longer runs hardly come again
_LONG = 1_000_000  # characters; longer texts are read at once, without a list of their runs
_SECOND_LOOKS = 20  # names in a text that looks like being on something else
_SPEAKS_FOR = frozenset({"settlement", "defined", "struck", "hromada"})
_SHOWN = 5  # candidates of a mention
_TOGETHER = 150  # spots that are weighed together; it keeps the time linear in the length of a text

_Answer = tuple[Place | None, float, tuple[Match, ...], Name, str]  # what a mention has beside its place in the text


class Scanner:
    """Finds mentions in texts, for one gazetteer."""

    def __init__(self, world: World, resolver: Resolver) -> None:
        self.world = world
        self.resolver = resolver
        self.readings = Readings(world)
        self._empty: tuple[set[str], ...] = (set(), set(), set())
        self._judged: tuple[dict[str, Judged | None], ...] = ({}, {}, {})

    def find(
        self,
        text: str,
        *,
        within: str | Place | None = None,
        near: tuple[float, float] | Place | None = None,
        on: datetime.date | str | None = None,
        lang: str | None = None,
        fuzzy: bool = True,
        lower: bool = False,
    ) -> list[Mention]:
        """Find the places that a text names; see `toponyms.find`."""
        if not isinstance(text, str):
            msg = f"a text must be a string, not {type(text).__name__}"
            raise TypeError(msg)
        hints = read_hints(self.world, within=within, near=near, on=on, lang=lang)
        spots, terms, likely = self._spots(text, int(fuzzy), lower)
        if not likely:
            return []
        if fuzzy and not lower and any(term.slug == HOME for term in terms):
            # A text on Ukraine is worth a second look at its unknown words.
            spots, terms, _ = self._spots(text, 2, lower)
        mentions: list[Mention] = []
        for part, its_terms in _parts(spots, terms):
            cases = weigh(text, part, its_terms, self.readings, hints=hints, lower=lower)
            mentions += self._mentions(text, cases)
        return mentions

    def find_many(self, texts: Iterable[str], **hints: Any) -> Iterator[list[Mention]]:
        """Find the places that many texts name; see `toponyms.find_many`."""
        for text in texts:
            yield self.find(text, **hints)

    def _spots(self, text: str, fuzzy: int, lower: bool) -> tuple[list[tuple[int, Spot]], list[Term], bool]:
        """Return the spots, the terms, and whether they are worth weighing."""
        judged = self._judged[fuzzy]
        if fuzzy < 2 and not lower and not self._worth_reading(text, fuzzy):
            return [], [], False
        spots: list[tuple[int, Spot]] = []
        terms: list[Term] = []
        likely = False
        for match in (ANY if lower else RUN).finditer(text):
            run = match[0]
            try:
                found = judged[run]
            except KeyError:
                found = self._judge(run, fuzzy, keep=not lower)
            if found is None:
                continue
            start = match.start()
            likely = likely or found.likely or _spoken_for(text, start, found)
            for spot in found.spots:
                spots.append((start, spot))
            for term in found.terms:
                if holds(term, text, start + term.end):
                    terms.append(Term(start + term.start, start + term.end, term.slug))
                    likely = likely or term.slug == HOME
        if not lower and not text.isascii() and "напр" in text:
            more = self._small_adjectives(text, fuzzy)
            if more:
                spots = _apart(sorted([*spots, *more], key=lambda pair: pair[0] + pair[1].start))
                likely = True
        return spots, terms, likely and bool(spots)

    def _worth_reading(self, text: str, fuzzy: int) -> bool:
        """Tell quickly, for most texts, that no run in them is likely a place."""
        if len(text) > _LONG:
            return True
        runs = set(RUN.findall(text)) - self._empty[fuzzy]
        judged = self._judged[fuzzy]
        unlikely = []
        for run in runs:
            try:
                found = judged[run]
            except KeyError:
                found = self._judge(run, fuzzy)
            if found is None:
                continue
            if found.likely:
                return True
            unlikely.append((run, found))
        if any(_spoken_for(text, text.find(run), found) for run, found in unlikely[:_SECOND_LOOKS]):
            return True
        return not text.isascii() and "напр" in text

    def _small_adjectives(self, text: str, fuzzy: int) -> list[tuple[int, Spot]]:
        """Find adjectives in small letters before a noun of the front line: «на запорізькому напрямку»."""
        spots = []
        for noun in DIRECTION.finditer(text):
            match = SMALL.search(text, max(0, noun.start() - 60), noun.start())
            for word in WORD.finditer(match[0]) if match else ():
                start = match.start() + word.start() if match else 0
                found = self._judge(word[0].capitalize(), fuzzy) if adjective_stem(word[0]) else None
                for spot in found.spots if found else ():
                    if spot.end == len(word[0]):
                        spots.append((start, spot))
        return spots

    def _judge(self, run: str, fuzzy: int, *, keep: bool = True) -> Judged | None:
        found = judge(run, self.readings, fuzzy)
        if keep and len(run) <= _LONGEST_RUN:
            judged, empty = self._judged[fuzzy], self._empty[fuzzy]
            if len(judged) >= _REMEMBERED:
                judged.clear()
                empty.clear()
            judged[run] = found
            if found is None:
                empty.add(run)
        return found

    def _mentions(self, text: str, cases: list[Case]) -> Iterator[Mention]:
        """Yield the mentions; names that were weighed together have one answer."""
        known: dict[object, _Answer | None] = {}
        for case in cases:
            sign = id(case.readings), id(case.weights), case.nothing, "direction" in case.effects
            if sign in known:
                answer = known[sign]
            else:
                answer = known[sign] = self._answer(case)
            if answer is not None:
                yield Mention(case.start, case.end, text[case.start : case.end], *answer)

    def _answer(self, case: Case) -> _Answer | None:
        weights, readings = case.weights, case.readings
        found = sum(weights)
        total = found + case.nothing
        if total <= 0 or found < 0.5 * total:
            return None
        if len(weights) == 1:
            order = [0]
        else:
            order = sorted(range(len(weights)), key=lambda at: (-weights[at], readings[at].name))[:_SHOWN]
        best = weights[order[0]]
        second = weights[order[1]] if len(order) > 1 else 0.0
        chosen = best > self.resolver.accept * total and best > second
        matches = tuple(self._match(readings[at], weights[at] / total) for at in order)
        first = matches[0]
        adjective = readings[order[0]].step == "adjective" or "direction" in case.effects
        place = first.place if chosen else None
        return place, first.score, matches, first.name, "adjective" if adjective else "noun"

    def _match(self, reading: Reading, score: float) -> Match:
        name = self.readings.name(reading.name)
        step = "inflected" if reading.step == "adjective" else reading.step
        return Match(self.readings.place(reading.place), name, min(1.0, score), reading.similarity, step, name)


def _spoken_for(text: str, start: int, judged: Judged) -> bool:
    """Tell whether words beside an unlikely name on record make it worth a look: "the village of Lukovychi"."""
    for spot in judged.spots:
        best = spot.readings[0]
        if best.step == "folded" and not best.abroad:
            effects, _ = rules().effects(text, start + spot.start, start + spot.end)
            if effects & _SPEAKS_FOR:
                return True
    return False


def _apart(spots: list[tuple[int, Spot]]) -> list[tuple[int, Spot]]:
    """Leave out what begins inside the spot before it: an adjective after a stress mark is the rest of a word."""
    kept = []
    end = 0
    for start, spot in spots:
        if start + spot.start >= end:
            kept.append((start, spot))
            end = start + spot.end
    return kept


def _parts(
    spots: list[tuple[int, Spot]], terms: list[Term]
) -> Iterator[tuple[list[tuple[int, Spot]], list[Term]]]:
    """Part a long text into stretches that are weighed one by one."""
    if len(spots) <= _TOGETHER:
        yield spots, terms
        return
    at = 0
    for first in range(0, len(spots), _TOGETHER):
        part = spots[first : first + _TOGETHER]
        ends = spots[first + _TOGETHER][0] if first + _TOGETHER < len(spots) else None
        mine = []
        while at < len(terms) and (ends is None or terms[at].start < ends):
            mine.append(terms[at])
            at += 1
        yield part, mine[:_TOGETHER]

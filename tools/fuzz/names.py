"""Names: `resolve`, `suggest`, `fold`."""

from __future__ import annotations

import json
import pickle
from random import Random

from tools.fuzz.judge import Broken, in_time, must
from tools.fuzz.letters import APOSTROPHES, BIDI, GENTLE, MARKS, SIGNS, SILENT, WORDS, mutate, soup, storm
from toponyms.errors import UnknownPlace
from toponyms.gazetteer import Gazetteer, default
from toponyms.model import Resolution
from toponyms.resolver import Resolver
from toponyms.text.keys import fold, skeleton, stem

# Every so many cases the candidates are decoded and looked at, and everything else is checked: looking costs several
# times what an answer does, and would lower the count of names as much.
_SHOWN, _FULL = 4, 32
_JOINTS = (" (", ", ", "/", " and ", " та ", " – ", "; ", " & ", " [", "\n", " р-н, ", " oblast, ", ") (", " | ")


class Names:
    """Feeds `resolve`, `suggest` and `fold`."""

    def __init__(self) -> None:
        self.gazetteer: Gazetteer = default()
        self.other = Resolver(self.gazetteer._world)  # has none of the memory of the first
        self.known = [
            (name.text, place.id) for place in self.gazetteer.places() for name in place.names
        ]
        self.gazetteer.suggest("a")  # the first one sorts all keys
        self.turn = 0

    def make(self, rng: Random) -> str:
        """Draw a name: real, mutated, joined, or no name at all; now and then a very long one."""
        draw = rng.random()
        text = self.known[int(rng.random() * len(self.known))][0]
        if draw < 0.10:
            return text
        if draw < 0.62:
            return mutate(text, rng)
        if draw < 0.70:
            return GENTLE[rng.randrange(len(GENTLE))](text, rng)
        if draw < 0.78:
            other = self.known[int(rng.random() * len(self.known))][0]
            return text + rng.choice(_JOINTS) + other + rng.choice(("", ")", "]", " oblast", " район"))
        if draw < 0.90:
            return soup(rng)
        if draw < 0.95:
            return " ".join(rng.choice(WORDS) for _ in range(rng.randint(1, 12)))
        if draw < 0.99:
            return "".join(rng.choice(SIGNS + SILENT + BIDI + MARKS + APOSTROPHES) for _ in range(rng.randint(1, 60)))
        return self._long(text, rng)

    def _long(self, text: str, rng: Random) -> str:
        unit = rng.choice((text, text + " ", storm(rng, 20), soup(rng, 8) or "a", "(" , ", ", "ї", "i" , "й\u0306"))
        size = rng.choice((100, 190, 200, 201, 1000, 1000, 10_000, 100_000, *([10_000_000] * (rng.random() < 0.01))))
        return (unit * (size // len(unit) + 1))[:size]

    def check(self, case: str) -> None:
        """Check one name."""
        self.turn += 1
        full = self.turn % _FULL == 0 or len(case) > 100_000
        shown = full or self.turn % _SHOWN == 0
        with in_time(len(case), 3):
            answer = self.gazetteer.resolve(case)
            key = fold(case)
            must(fold(key) == key, f"fold is not idempotent: {key!r} → {fold(key)!r}")
        must(answer.query == case, "the answer has another query")
        must(answer.total >= int(bool(answer)), "a place and no candidate")
        if shown:
            self._show(answer)
        if full:
            self._in_full(case, key, answer)

    def _show(self, answer: Resolution) -> None:
        scores = [match.score for match in answer.candidates]
        must(sum(scores) <= 1 + 1e-9 and all(0 <= score <= 1 for score in scores), f"scores {scores}")
        must(scores == sorted(scores, reverse=True), f"scores out of order: {scores}")
        must(len(scores) == min(answer.total, 5), f"{len(scores)} candidates of {answer.total}")
        ids = [match.place.id for match in answer.candidates]
        must(len(set(ids)) == len(ids), f"a place stands twice: {ids}")
        if answer:
            must(bool(scores) and answer.place == answer.candidates[0].place, "the place is not the first candidate")
            must(answer.id == ids[0], "id and place differ")
        else:
            must(answer.place is None and answer.id is None, "a place in an empty answer")

    def _in_full(self, case: str, key: str, answer: Resolution) -> None:
        with in_time(len(case), 6):
            stem(skeleton(key))
            again = self.other.resolve(case)
            must(again == answer, "a second resolver answers otherwise")
            every = self.other.resolve(case, limit=None)
            must(len(every.candidates) == every.total == answer.total, "limit changes the total")
            must(every.candidates[:5] == answer.candidates, "limit changes the order")
            found = self.gazetteer.suggest(case, limit=3)
            must(len(found) <= 3 and len({match.place.id for match in found}) == len(found), "suggest repeats a place")
            exact = self.other.resolve(case, fuzzy=False)
            must(all(match.step != "fuzzy" for match in exact.candidates), "a slip in spite of fuzzy=False")
        copy = pickle.loads(pickle.dumps(answer))
        must(copy == answer and copy.to_dict() == answer.to_dict(), "a pickled copy differs")
        told = answer.to_dict()
        json.dumps(told)
        must(told["id"] == answer.id and answer.explain() == told["explanation"], "the dictionary differs")
        with in_time(len(case)):
            try:
                self.other.resolve("Ivanivka", within=case)
            except UnknownPlace as error:
                must(len(str(error)) < 600, "a message as long as the input")

    def check_recorded(self) -> int:
        """Check that every name on record has its place among the candidates; return how many there are."""
        for text, place_id in self.known:
            every = self.other.resolve(text, limit=None)
            if all(match.place.id != place_id for match in every.candidates):
                message = f"{text!r} has not its own place {place_id} among {every.total} candidates"
                raise Broken(message)
        return len(self.known)

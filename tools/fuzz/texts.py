"""Running text: `find`, `normalise`, `place_ids`."""

from __future__ import annotations

import json
import pickle
from random import Random
from typing import Any

from tools.fuzz.judge import in_time, must
from tools.fuzz.letters import APOSTROPHES, BLANKS, SIGNS, WORDS, mutate, soup, storm
from toponyms.gazetteer import default
from toponyms.model import Mention
from toponyms.scan import Scanner

_FULL = 12  # every so many cases everything is checked
_GAPS = (
    " ", " ", " ", ", ", ". ", " (", ") ", "\n", " and ", " та ", " и ", "-", "/", " — ", " в ", " у ", " near ", "«",
    "» ", "; ", " also known as ", " (formerly ", ") та ", " на ", ": ", "'s ", "’s ", "\r\n", "\t", "",
)  # fmt: skip
_PLAIN = (
    "Fighting continued in the city and the troops held the line", "Обстріл тривав усю ніч на околицях міста",
    "Бои продолжались на подступах к городу", "The General said that", "Генерал заявив", "на покровському напрямку",
    "на краснолиманском направлении", "Donetsk Oblast", "Харківська область", "Покровский район", "of the",
)  # fmt: skip
_HINTS: tuple[dict[str, object], ...] = (
    {"within": "donetsk-oblast"}, {"near": [48.3, 37.2]}, {"on": "2015"}, {"lang": "ru"},
)  # fmt: skip


class Texts:
    """Feeds `find`, `normalise` and `place_ids`; a case is JSON of the text and the options."""

    def __init__(self) -> None:
        self.gazetteer = default()
        self.other = Scanner(self.gazetteer._world, self.gazetteer._resolver)
        self.names = [
            name.text
            for place in self.gazetteer.places()
            if place.kind != "village" or place.population
            for name in place.names
        ]
        self.turn = 0

    def make(self, rng: Random) -> str:
        """Draw a text: names, plain words, slips, signs and soup in any order; now and then a long one."""
        pieces = []
        for _ in range(rng.choice((1, 2, 3, 5, 8, 13, 30))):
            pieces += [self._piece(rng), rng.choice(_GAPS)]
        text = "".join(pieces)
        if rng.random() < 0.01:
            size = rng.choice((1000, 10_000, 10_000, 100_000))
            unit = rng.choice((text, pieces[0] + pieces[1], storm(rng, 30), rng.choice(SIGNS), self._piece(rng))) or "A"
            text = (unit * (size // len(unit) + 1))[:size]
        options: dict[str, object] = {"text": text}
        if rng.random() < 0.2:
            options["lower"] = True
        if rng.random() < 0.1:
            options["fuzzy"] = False
        if rng.random() < 0.05:
            options |= rng.choice(_HINTS)
        return json.dumps(options)

    def _piece(self, rng: Random) -> str:
        draw = rng.random()
        name = self.names[int(rng.random() * len(self.names))]
        if draw < 0.30:
            return name
        if draw < 0.42:
            return name + rng.choice(("а", "у", "ом", "і", "ою", "ський", "ского", "ському", "'s", "ian"))
        if draw < 0.60:
            return mutate(name, rng)
        if draw < 0.75:
            return rng.choice(_PLAIN)
        if draw < 0.83:
            return rng.choice(WORDS)
        if draw < 0.90:
            return soup(rng, 20)
        if draw < 0.95:
            return "".join(rng.choice(SIGNS + BLANKS + APOSTROPHES) for _ in range(rng.randint(1, 8)))
        return name.upper()

    def check(self, case: str) -> None:
        """Check one text."""
        options = json.loads(case)
        text = options.pop("text")
        if "near" in options:
            options["near"] = tuple(options["near"])
        self.turn += 1
        mentions: list[Mention] = []
        with in_time(len(text), found=mentions):
            mentions += self.gazetteer.find(text, **options)
        self._check_mentions(text, mentions)
        if self.turn % _FULL == 0 or len(text) > 50_000:
            self._in_full(text, mentions, options)

    def _check_mentions(self, text: str, mentions: list[Mention]) -> None:
        at = 0
        for mention in mentions:
            must(at <= mention.start < mention.end <= len(text), f"offsets {mention.start}, {mention.end} after {at}")
            at = mention.end
            must(text[mention.start : mention.end] == mention.text, "the mention's text stands elsewhere")
            scores = [match.score for match in mention.candidates]
            must(sum(scores) <= 1 + 1e-9 and all(0 <= score <= 1 for score in scores), f"scores {scores}")
            must(scores == sorted(scores, reverse=True) and bool(scores), f"scores out of order: {scores}")
            must(mention.score == scores[0], "the mention has another score than its first candidate")
            must(mention.place in (None, mention.candidates[0].place), "the place is not the first candidate")
            must(mention.form in ("noun", "adjective"), mention.form)

    def _in_full(self, text: str, mentions: list[Mention], options: dict[str, Any]) -> None:
        size = len(text)
        with in_time(size, found=mentions):
            must(self.other.find(text, **options) == mentions, "a second scanner finds something else")
        must(pickle.loads(pickle.dumps(mentions)) == mentions, "pickled mentions differ")
        json.dumps([mention.to_dict() for mention in mentions])
        with in_time(size, 2, mentions):
            same = self.gazetteer.normalise(text, to=lambda mention: mention.text, collapse=False, **options)
            must(same == text, "text that is no mention was changed")
            ids = self.gazetteer.place_ids(text, parents=False, **options)
            must(ids == list(dict.fromkeys(m.place.id for m in mentions if m.place)), "place_ids and find differ")
        to = ("en", "uk", "ru")[self.turn // _FULL % 3]
        with in_time(size, 20, mentions):  # up to 16 rounds of `find`
            once = self.gazetteer.normalise(text, to=to, **options)
            must(self.gazetteer.normalise(once, to=to, **options) == once, f"normalising to {to} is not idempotent")

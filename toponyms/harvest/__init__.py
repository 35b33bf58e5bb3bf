"""Learn from a corpus: names that texts use for a place and that are not on record, proposed for a person to review.

Four rules find them. A *gloss* puts an unknown name beside a known one: "Krasnoarmersk (Pokrovsk)". A *pair* is a gloss
of two unknown names, in a text on Ukraine. A *near-miss* is a word that is nearly a name of a town which the same text
names; a *romanisation* is one that sounds the same, written by no known system. Nothing enters a gazetteer by itself:
`toponyms.harvest.proposals` judges what was found and writes it as YAML.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Protocol

from toponyms.harvest import unknown
from toponyms.harvest.unknown import SETTLEMENTS, VETOES, Gloss, Item
from toponyms.model import Mention, Place, Resolution
from toponyms.text.decoys import is_decoy, surname_shape
from toponyms.text.forms import is_case_form
from toponyms.text.keys import fold

CONTEXTS = 3  # that are kept of a name
_AROUND = 60  # characters of context on either side
_MOST = 100_000  # names kept; beyond it those seen once, by the weaker rules, are forgotten
_REMEMBERED = 50_000  # words whose likeness to names is remembered
_SHORTEST = 5  # letters; nearly every shorter word is like some name
_ALIKE = 0.75
# Signs inside words that nobody sees: stress marks, soft hyphens, zero-width signs.
_UNSEEN = re.compile("[\u0300\u0301\u00ad\u200b-\u200d\u2060]")


class Asked(Protocol):
    """What is asked for the names on record: a `toponyms.Gazetteer`."""

    def find(self, text: str) -> list[Mention]:
        """Find the places that a text names."""

    def resolve(self, name: str, *, fuzzy: bool = True, limit: int | None = 5) -> Resolution:
        """Find the place a name stands for."""


@dataclass(slots=True)
class Sighting:
    """A name not on record, and where it was seen.

    Attributes:
        text: The name as first seen.
        place: The place that it seems to stand for; None for a pair.
        other: The other name of a pair.
        rules: How often each rule found it: "words", "brackets", "slash", "near-miss", "romanisation".
        documents: In how many documents.
        contexts: Some of the texts around it.
        supported: Whether something beside a mere bracket or slash speaks for it.
        old: Whether a text calls it the former name.
        inflected: Whether it may stand in another case than the nominative.
        last: The number of the last document that has it.
    """

    text: str
    place: Place | None
    other: str = ""
    rules: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    contexts: list[str] = field(default_factory=list)
    supported: bool = False
    old: bool = False
    inflected: bool = False
    last: int = -1


class Harvest:
    """Reads documents one after another and keeps what they call places.

    Args:
        gazetteer: What is on record.

    Examples:
        >>> from toponyms import Gazetteer
        >>> harvest = Harvest(Gazetteer.load())
        >>> harvest.read("Heavy fighting in Krasnoturmeisk (Pokrovsk), the ministry said.")
        >>> [(seen.text, seen.place.id) for seen in harvest.sightings()]
        [('Krasnoturmeisk', 'pokrovsk-donetsk')]
    """

    def __init__(self, gazetteer: Asked) -> None:
        self.gazetteer = gazetteer
        self.documents = 0
        self._seen: dict[tuple[str, str], Sighting] = {}
        self._alike: dict[str, dict[str, tuple[Place, str]]] = {}

    def read(self, text: str) -> None:
        """Take in one document."""
        self.documents += 1
        mentions = self.gazetteer.find(text)
        items = list(unknown.items_in(text, mentions))
        glosses = list(unknown.glosses_in(text, items))
        taken = self._take_glosses(text, glosses, bool(unknown.ABOUT.search(text)) or any(map(unknown.is_home, items)))
        self._take_slips(text, [item for item in items if item not in taken], mentions)
        if len(self._seen) > _MOST:
            self._forget()

    def sightings(self) -> list[Sighting]:
        """Return all that was seen, in the order in which it was seen first."""
        return list(self._seen.values())

    def is_known(self, name: str, place: Place) -> bool:
        """Tell whether a name stands for a place: on record, or by rule."""
        answer = self.gazetteer.resolve(name, fuzzy=False, limit=None)
        if any(match.place == place and match.similarity == 1 for match in answer.candidates):
            return True
        # A case form that is the name of another place is answered by that place.
        key = fold(name)
        cyrillic = (one for one in place.names if one.lang in ("uk", "ru"))
        return any(is_case_form(one.text, one.lang or "", key) for one in cyrillic)

    def _take_glosses(self, text: str, glosses: list[Gloss], about: bool) -> set[Item]:
        supported = [
            unknown.is_plain(one) or unknown.supports(text, one.one) or unknown.supports(text, one.two)
            for one in glosses
        ]
        for pairs in (range(1, len(glosses)), range(len(glosses) - 1, 0, -1)):
            for at in pairs:  # "Krasnoarmersk (Pokrovsk) and Dimitrov (Mirnograd)": one speaks for the other
                if unknown.BESIDE.fullmatch(text, glosses[at - 1].two.end, glosses[at].one.start):
                    supported[at - 1] = supported[at] = supported[at - 1] or supported[at]
        taken = set()
        for found, support in zip(glosses, supported, strict=True):
            for known, other in ((found.one, found.two), (found.two, found.one)):
                if unknown.is_home(known) and self._is_new(known, other, found):
                    place = known.mention.place if known.mention else None
                    new = self._add(text, other, place, found.rule, support)
                    new.old = new.old or (other is found.two and bool(unknown.OLD.search(found.gap)))
                    new.inflected = new.inflected or unknown.step_of(known) == "inflected"
                    taken |= {known, other}
                    break
            else:
                if about and unknown.is_pair(found, support):
                    self._add(text, found.one, None, found.rule, support, found.two.text)
                    taken |= {found.one, found.two}
        return taken

    def _is_new(self, known: Item, other: Item, found: Gloss) -> bool:
        """Tell whether the other name of a gloss is no name of the place yet, and may be one."""
        place = known.mention.place if known.mention else None
        if place is None or unknown.is_no_name(other) or self.is_known(other.text, place):
            return False
        mention = other.mention
        if mention is None or not unknown.is_exact(mention):
            return True
        if mention.place == place:
            return False
        # It is a name of other places: Ivanivka (Pokrovsk) lies near Pokrovsk, Pokrovsk (Donetsk) in the oblast.
        return not unknown.may_be_home(mention) or (found.rule == "words" and mention.place is None)

    def _take_slips(self, text: str, items: list[Item], mentions: list[Mention]) -> None:
        named = {m.place.id for m in mentions if m.place and m.place.kind in SETTLEMENTS and unknown.is_exact(m)}
        for item in items:
            mention = item.mention
            if mention is not None and (unknown.is_exact(mention) or mention.form == "adjective"):
                continue
            if not item.whole or len(item.text) < _SHORTEST:
                continue
            near = self._near(item.text)
            if not near or unknown.is_no_name(item) or item.said(text) & VETOES - {"speech"}:
                continue
            for place, step in near:
                # What `find` takes for a place is near it in the text, too; of others the text must name the town.
                if place.id in named or (step == "romanisation" and mention is not None and mention.place == place):
                    self._add(text, item, place, step, True)
                    break

    def _near(self, word: str) -> Collection[tuple[Place, str]]:
        found = self._alike.get(word)
        if found is None:
            if len(self._alike) >= _REMEMBERED:
                self._alike.clear()
            found = self._alike[word] = {}
            key = fold(word)
            if not is_decoy(key) and not surname_shape(key):
                for match in self.gazetteer.resolve(word).candidates:
                    place = match.place
                    if match.similarity == 1:  # it is a name on record, whatever else it is near
                        found.clear()
                        break
                    if match.similarity >= _ALIKE and place.kind in SETTLEMENTS and place.country == "UA":
                        found[place.id] = (place, "romanisation" if match.step == "romanised" else "near-miss")
        return found.values()

    def _add(
        self, text: str, item: Item, place: Place | None, rule: str, supported: bool, other: str = ""
    ) -> Sighting:
        key = (place.id if place else "/" + fold(other), fold(item.text))
        seen = self._seen.get(key) or (self._seen.get(("/" + key[1], key[0][1:])) if other else None)
        if seen is None:
            seen = self._seen[key] = Sighting(_clean(item.text), place, _clean(other))
        seen.rules[rule] += 1
        seen.supported = seen.supported or supported
        if seen.last != self.documents:
            seen.last = self.documents
            seen.documents += 1
        if len(seen.contexts) < CONTEXTS:
            context = _context(text, item.start, item.end)
            if context not in seen.contexts:
                seen.contexts.append(context)
        return seen

    def _forget(self) -> None:
        """Forget what was seen once and by a weaker rule, so that memory stays bounded on any corpus."""
        self._seen = {key: one for key, one in self._seen.items() if one.rules.total() > 1 or one.rules["words"]}
        if len(self._seen) > _MOST // 2:
            most = sorted(self._seen.items(), key=lambda pair: -pair[1].rules.total())
            self._seen = dict(most[: _MOST // 2])


def _context(text: str, start: int, end: int) -> str:
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    while first > 0 and first < start and not text[first - 1].isspace():
        first += 1
    while last < len(text) and last > end and not text[last].isspace():
        last -= 1
    shown = "".join(sign if sign.isprintable() else " " for sign in text[first:last])
    return f"{'… ' * (first > 0)}{' '.join(shown.split())}{' …' * (last < len(text))}"


def _clean(name: str) -> str:
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", name[:1000])).split())

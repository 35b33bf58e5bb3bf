"""Choose the decoys that are worth their bits.

A decoy that is like no Ukrainian name does no harm, whether it is known or not. So those with the key, skeleton or stem
of one, or within an edit of one, come first, the commoner before the rarer; then those within two edits of a town's;
then, as far as there is room, common words of any shape, for gazetteers with names of their own.

Two sorts are left out. Forms that stand for a city are no decoys: its names, their case forms, its adjectives; nor are
the names of settlements, though many are words: they are found as they are, and "Myrrne" is rather Myrne than мирне.
And a rare word or name one edit from a town's is more often the town, misspelt, than the word; the larger the town,
the commoner a decoy has to be.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from toponyms.text.decoys import LEAST, form, shape_kind
from toponyms.text.inflect import adjectives, case_forms
from toponyms.text.keys import fold, skeleton, stem

# What the distance from the next Ukrainian name adds to the rarity of a decoy (0 to 9).
SAME_OR_AN_EDIT, SKELETON_AN_EDIT, TWO_EDITS_OF_A_TOWN, FAR = 0, 1, 4, 8
# How rare a decoy may be that is an edit from the name of a place, by the size of the place: a village, a settlement or
# small town, a town of 5,000, a city of 50,000. A word (0) opens sentences, (2) is never written with a capital; a
# surname (2) has 200 bearers, (4) has 50; a foreign town (2) has 15,000 people, (4) has 500 or is another spelling.
ANY = 9
RAREST = {
    "word": (ANY, 1, 1, 0),
    "first-name": (ANY, 2, 2, 1),
    "surname": (ANY, 4, 2, 2),
    "foreign-town": (ANY, 4, 3, 2),
}
SHORT = 5  # names with fewer letters are an edit from too many things to be told from them by rarity


class PlaceName(NamedTuple):
    """A name of a place as the register or the gazetteer has it, with the kind of the place, "" if it is not known."""

    text: str
    lang: str
    kind: str
    people: int = 0

    @property
    def size(self) -> int:
        """How large the place is, as a place in the rows of `RAREST`."""
        if self.kind in ("village", ""):
            return 0
        return 3 if self.people >= 50_000 else 2 if self.people >= 5_000 else 1


def choose(decoys: Iterable[tuple[str, str, int]], names: Iterable[PlaceName], most: int) -> dict[str, str]:
    """Choose the forms that go into the filter, with the kind of each.

    Args:
        decoys: Key, kind and rarity of each.
        names: The names of Ukrainian places.
        most: How many forms to choose at most.
    """
    names = sorted(set(names))
    nearness = _Nearness(names)
    exempt = _forms_of_towns(names)
    best: dict[str, tuple[int, int, str, str]] = {}  # form → rank, rarity, kind and key of its commonest reading
    for key, kind, rarity in sorted(decoys):
        shortened = form(key)
        if len(shortened) < LEAST or shortened in exempt or shape_kind(key, shortened):
            continue
        # The word lists have well-known names in small letters too: between a word and a name as common, the name.
        reading = (rarity + 2 * (kind == "word"), rarity, kind, key)
        if reading < best.get(shortened, (99, 99, "", "")):
            best[shortened] = reading
    priced = []
    for shortened, (_, rarity, kind, key) in best.items():
        size, step = nearness.of(key, shortened, rarity)
        if rarity <= RAREST[kind][size] or len(shortened) < SHORT:
            priced.append((step + rarity, shortened, kind))
    priced.sort()
    return {shortened: kind for _, shortened, kind in priced[:most]}


def _forms_of_towns(names: Iterable[PlaceName]) -> set[str]:
    forms: set[str] = set()
    for name in names:
        written = {name.text}
        if name.kind in ("city", "oblast"):
            written |= case_forms(name.text, name.lang) | adjectives(name.text, name.lang)
        elif name.kind in ("raion", "hromada"):
            written.add(name.text.rpartition(" ")[0])  # the adjective before the generic word
        elif name.kind != "settlement":
            continue
        forms.update(form(fold(text)) for text in written)
    return forms


class _Nearness:
    """How near a decoy is to the names of Ukrainian places."""

    def __init__(self, names: Iterable[PlaceName]) -> None:
        self.skeletons: set[str] = set()
        self.stems: set[str] = set()
        self.skeletons_without_one: set[str] = set()
        self.without_one: dict[str, int] = {}  # form with up to a letter left out → largest size
        self.without_two_of_town: set[str] = set()
        for name in names:
            key = fold(name.text)
            folded, shortened = skeleton(key), form(key)
            self.skeletons.add(folded)
            self.stems.add(stem(folded))
            self.skeletons_without_one |= without_a_letter(folded) if len(folded) >= SHORT else {folded}
            for left in without_a_letter(shortened):
                self.without_one[left] = max(name.size, self.without_one.get(left, 0))
                if name.size and len(shortened) >= SHORT:
                    self.without_two_of_town |= without_a_letter(left)

    def of(self, key: str, shortened: str, rarity: int) -> tuple[int, int]:
        """Give the size of the largest place an edit away, and what the distance of the decoy adds to its rarity."""
        once = without_a_letter(shortened)
        found = [self.without_one[left] for left in once if left in self.without_one]
        if found:
            return max(found), SAME_OR_AN_EDIT
        folded = skeleton(key)
        if folded in self.skeletons or stem(folded) in self.stems:
            return 0, SAME_OR_AN_EDIT
        if len(folded) >= SHORT and not self.skeletons_without_one.isdisjoint(without_a_letter(folded)):
            return 0, SKELETON_AN_EDIT
        # The rarest have no chance of a place anyway; trying all pairs of letters takes the most time by far.
        if len(shortened) >= SHORT and rarity + TWO_EDITS_OF_A_TOWN < FAR:
            for left in once:
                if not self.without_two_of_town.isdisjoint(without_a_letter(left)):
                    return 0, TWO_EDITS_OF_A_TOWN
        return 0, FAR


def without_a_letter(word: str) -> set[str]:
    """Give a word and all that is left when one of its letters is dropped; two words an edit apart share some."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}

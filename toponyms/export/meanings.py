"""Which names mean the same places, and which names a search for one may bring without bringing a wrong place.

Each form of a name means a set of places: all places of the whole gazetteer that have it, exported or not, towns abroad
among them, and "some word" or "some surname" where the gazetteer says so. A place does not count where `resolve` finds
another thirty times likelier: "Pokrovsk" is the town in Donetsk Oblast, though one in Yakutia has the name, too.

Forms with the same set make a group. A search for one form may bring another where every place of the other is one of
its own: so "Dzerzhinsk" brings "Toretsk", and "Toretsk" never brings "Dzerzhinsk", which is a town near Nizhny
Novgorod, too. This is what "one-way" means here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toponyms import Gazetteer
from toponyms.export.names import written
from toponyms.export.options import Job
from toponyms.export.tokens import Style

_ODDS = 30  # between the likeliest place and one that counts; it parts Pokrovsk (49), not Krasnoarmeysk (15)
_ENOUGH = 25  # candidates to look at; a name that so many share about equally is everybody's

_Meaning = tuple[int, ...]  # numbers of places, sorted; −1 − n says that the name is a word or surname besides place n


@dataclass(frozen=True, slots=True)
class Group:
    """Forms that mean the same places.

    Attributes:
        id: The id of the place, or "shared-" and one of the forms where there are several.
        places: The ids of all places that have these forms.
        forms: The forms, as the engine sees them.
        brings: The forms that a search for one of them finds, these first.
        word: True if the forms are also a word or a surname.
    """

    id: str
    places: tuple[str, ...]
    forms: tuple[str, ...]
    brings: tuple[str, ...]
    word: bool

    @property
    def shared(self) -> bool:
        """Whether the forms can mean anything else than one place."""
        return self.word or len(self.places) > 1

    @property
    def others(self) -> tuple[str, ...]:
        """The forms that a search brings besides the group's own."""
        return self.brings[len(self.forms) :]


def groups(job: Job, style: Style) -> Iterator[Group]:
    """Yield the groups of forms that the chosen places have, by place.

    Args:
        job: What is exported. Shared forms come as its options say.
        style: How the engine reads names.
    """
    ids, of_form, texts = _holders(job, style)
    chosen = {number for number, place_id in enumerate(ids) if job.is_chosen(place_id)}
    mine: dict[_Meaning, list[str]] = {}
    for form, holders in of_form.items():
        if not chosen.isdisjoint(holders):
            meaning = _meaning(job.gazetteer, texts[form], holders, ids)
            if not chosen.isdisjoint(meaning) and (job.options.ambiguous != "skip" or len(meaning) == 1):
                mine.setdefault(meaning, []).append(form)
    of_place: dict[int, list[_Meaning]] = {}
    for meaning in mine:
        for number in meaning:
            of_place.setdefault(number, []).append(meaning)
    loose = job.options.ambiguous == "expand"
    done: set[_Meaning] = set()
    for number in sorted(chosen):
        for meaning in sorted(of_place.get(number, ()), key=lambda meaning: (len(meaning), mine[meaning])):
            if meaning not in done:
                done.add(meaning)
                forms = mine[meaning]
                others = [form for other in _brought(meaning, of_place, loose) for form in mine[other]]
                places = tuple(ids[number] for number in meaning if number >= 0)
                word = meaning[0] < 0
                group_id = f"shared-{_slug(forms)}" if word or len(places) > 1 else places[0]
                yield Group(group_id, places, tuple(forms), (*forms, *others), word)


def _holders(job: Job, style: Style) -> tuple[list[str], dict[str, _Meaning], dict[str, str]]:
    """Read the whole gazetteer: the ids of its places, which places have a form, and the name that it is a form of."""
    ids: list[str] = []
    of_form: dict[str, _Meaning] = {}
    texts: dict[str, str] = {}
    for number, place in enumerate(job.gazetteer.places()):
        ids.append(place.id)
        weak = {form for name in place.names if name.weak for form in style.variants(name.text)}
        mine = {form: name for name in written(place, job.options) for form in style.variants(name.text)}
        for form, name in mine.items():
            more = (-1 - number, number) if name.weak or form in weak else (number,)
            of_form[form] = of_form.get(form, ()) + more
            texts[form] = name.text
    return ids, of_form, texts


def _meaning(gazetteer: Gazetteer, name: str, holders: _Meaning, ids: list[str]) -> _Meaning:
    """Return what a name means: its holders, but for those that are far less likely than another."""
    if sum(number >= 0 for number in holders) > 1:
        found = gazetteer.resolve(name, fuzzy=False, limit=_ENOUGH).candidates
        likely = {match.place.id for match in found if match.score * _ODDS >= found[0].score}
        kept = tuple(n for n in holders if ids[n if n >= 0 else -1 - n] in likely)
        if kept and len(likely) < _ENOUGH:
            return tuple(sorted(kept))
    return tuple(sorted(holders))


def _brought(meaning: _Meaning, of_place: dict[int, list[_Meaning]], loose: bool) -> Iterator[_Meaning]:
    """Yield the meanings whose forms a search brings, besides the own ones."""
    own = frozenset(meaning)
    seen = {meaning}
    for number in meaning:
        for other in of_place[number] if number >= 0 else ():
            if other not in seen and (loose or own.issuperset(other)):
                seen.add(other)
                yield other


def _slug(forms: list[str]) -> str:
    return next((form for form in forms if form.isascii()), forms[0]).replace(" ", "-")

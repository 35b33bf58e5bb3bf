"""Answers in words: which name matched, how, when it was in use and by whom, and what else it could be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toponyms.dates import parse
from toponyms.index.world import World
from toponyms.model import Match, Name, Place, Resolution
from toponyms.source.languages import NAMED
from toponyms.text.keys import fold
from toponyms.text.russian import in_ukrainian

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_SHOWN = 3  # other candidates that an explanation names


class Explainer:
    """Writes explanations; needs the world for the names of areas."""

    def __init__(self, world: World) -> None:
        self._world = world

    def explain(
        self, answer: Resolution, name: str = "", note: str = "", *, elsewhere: Resolution | None = None,
        walls: Sequence[Place] = (),
    ) -> str:  # fmt: skip
        """Return one to three sentences about an answer.

        Args:
            answer: The answer.
            name: The name that was looked up, where it is only a part of the question.
            note: What else should be said of the question.
            elsewhere: The answer without a wall, for an answer without a place from within one.
            walls: The areas of which one had to hold the place.
        """
        place = answer.place
        if not answer.candidates:
            if place is not None:
                return f'"{_short(answer.query)}" stands for {self.describe(place)}.'
            if answer.total:  # none were asked for
                return f'"{_short(answer.query)}" fits {answer.total} places, and none of them stands out.'
            return self._unknown(answer, elsewhere, walls)
        best = answer.candidates[0]
        if answer:
            second = [note] if note else _when(best) or _also(name or answer.query, best)
            sentences = [self._how(name or answer.query, best), *second]
            if answer.ambiguous:
                sentences.append(f"It could also be {self._others(answer, answer.candidates[1:], answer.total - 1)}.")
            return " ".join(sentences[:2] + sentences[2:][-1:])
        rest = self._others(answer, answer.candidates, answer.total)
        said = f"{note} " if note else ""
        if elsewhere:
            best_outside = elsewhere.candidates[0].place
            said += f"Outside {_listed(walls)} it would be {self.describe(best_outside)}. "
        if answer.total == 1:
            return (
                f"{self._how(name or answer.query, best)} {said}"
                f"That is too little to go by (score {best.score:.2f}); no place is given."
            )
        return (
            f'"{_short(answer.query)}" fits {answer.total} places and none of them stands out: {rest}. {said}'
            "An area (within), a point (near) or a date (on) may tell them apart."
        )

    def _unknown(self, answer: Resolution, elsewhere: Resolution | None, walls: Sequence[Place]) -> str:
        name = f'"{_short(answer.query)}"'
        if elsewhere is None or not elsewhere.candidates:
            where = f" within {_listed(walls)} or elsewhere" if walls else ""
            return f"No place is known as {name}, nor by a name near it{where}."
        near = "" if elsewhere.candidates[0].similarity == 1 else ", or by a name near it,"
        shown = self._others(elsewhere, elsewhere.candidates, elsewhere.total)
        return (
            f"No place known as {name}{near} lies within {_listed(walls)}; elsewhere the name fits {elsewhere.total}: "
            f"{shown}."
        )

    def describe(self, place: Place) -> str:
        """Return a place with its kind, the largest area around it, and its id."""
        areas = [place.kind]
        for parent in place.parents[-1:]:
            number = self._world.find_id(parent)
            if number >= 0:
                areas.append(self._world.place(number).name)
        if place.country != "UA":
            areas.append(place.country)
        return f"{place.name} ({', '.join(areas)}; {place.id})"

    def _others(self, answer: Resolution, matches: tuple[Match, ...], total: int) -> str:
        shown = [f"{self.describe(match.place)}, {match.score:.2f}" for match in matches[:_SHOWN]]
        if total > len(shown):
            shown.append(f"{total - len(shown)} more")
        return "; ".join(shown)

    def _how(self, query: str, match: Match) -> str:
        place = self.describe(match.place)
        asked, name, origin = f'"{_short(query)}"', match.name, match.origin
        of = f"{_kind(origin)} of {place}"
        if name.system:
            of = f"the {name.system} romanisation of {origin.text}, {of}"
        if match.step == "romanised" and name.system:
            reads = "is" if match.similarity == 1 else f"reads like {name.text},"  # with a letter doubled, it may be
            return f"{asked} {reads} {of}."
        if match.step == "romanised":
            return f"{asked} reads like a romanisation of {origin.text}, {of}, by no known system."
        if match.step == "inflected":
            return f"{asked} is {_form(query, origin)} {origin.text}, {of}."
        if match.step == "fuzzy":
            return f"{asked} is near {name.text}, {of}: {_slip(query, name.text)}."
        written = "" if match.step == "exact" else f", written {origin.text},"
        return f"{asked}{written} is {of}."


def _listed(walls: Sequence[Place]) -> str:
    return "; ".join(dict.fromkeys(f"{place.name} ({place.kind})" for place in walls))


def _form(query: str, name: Name) -> str:
    from toponyms.text.forms import is_case_form

    return "a case form of" if is_case_form(name.text, name.lang or "", fold(query)) else "the adjective of"


def _kind(name: Name) -> str:
    language = NAMED.get((name.lang or "").split("-")[0])
    adjective = f"{language} " if language else ""
    if name.kind == "official":
        return f"the official {adjective}name" if name.lang == "uk" else f"the {adjective}name"
    if name.kind == "former":
        until = f" until {written_date(name.until)}" if name.until else ""
        return f"the {adjective}form of the name{until}," if until else f"a former {adjective}name"
    if name.kind == "misspelling":
        return "a misspelling on record"
    return f"another {adjective}name"


def _when(match: Match) -> list[str]:
    name = match.origin
    said = []
    if name.used_by:
        said.append(f"It is the name used today by {name.used_by}.")
    if name.note:
        said.append(name.note[:1].upper() + name.note[1:].rstrip(".") + ".")
    elif name.kind == "former" and name.source:
        said.append(f"Source of the change: {name.source}.")
    return said[:1]


_ALSO = (("first-name", "a first name"), ("surname", "a surname"), ("word", "an ordinary word"))


def _also(query: str, match: Match) -> list[str]:
    """Say that the name of a small place is also that of people, or a word: whoever reads a list must judge."""
    from toponyms.text.homographs import meanings

    if match.place.kind == "city" or match.step == "fuzzy":
        return []
    found = meanings(query)
    said = [words for kind, words in _ALSO if kind in found]
    return [f"It is also {' and '.join(said[:2])}."] if said else []  # lists of words hold many surnames, too


def written_date(date: str) -> str:
    """Write a date for people.

    Examples:
        >>> written_date("2016-05-12"), written_date("2016-05"), written_date("2019-05-30/2021-04")
        ('12 May 2016', 'May 2016', 'some time between 30 May 2019 and April 2021')
    """
    start, slash, end = date.partition("/")
    if slash:
        return f"some time between {written_date(start)} and {written_date(end)}"
    parse(date)
    year, *rest = date.split("-")
    if not rest:
        return year
    month = _MONTHS[int(rest[0]) - 1]
    return f"{int(rest[1])} {month} {year}" if len(rest) == 2 else f"{month} {year}"


def edits(asked: str, name: str) -> str:
    """Say in words how two keys differ.

    Examples:
        >>> edits("kramatosrk", "kramatorsk")
        '"r" and "s" are swapped'
        >>> edits("bakmut", "bakhmut")
        '"h" is missing'
    """
    from toponyms.index.distance import edit_operations

    said: list[str] = []
    operations = edit_operations(name, asked)
    while operations:
        what, at, to = operations.pop(0)
        # Of two letters that change places, the second is put in before the first, and taken away behind it.
        if operations[:1] == [("delete", at + 1, to + 2)] and what == "insert" and asked[to] == name[at + 1]:
            operations.pop(0)
            said.append(f'"{name[at]}" and "{name[at + 1]}" are swapped')
        elif what == "replace":
            said.append(f'"{asked[to]}" stands for "{name[at]}"')
        elif what == "delete":
            said.append(f'"{name[at]}" is missing')
        else:
            said.append(f'"{asked[to]}" is too many')
    return " and ".join(said[:4]) or "only the writing differs"


def _slip(query: str, name: str) -> str:
    from toponyms.question.shortnames import ABBREVIATED
    from toponyms.text.layouts import retyped

    key = fold(name)
    short = ABBREVIATED.match(query)
    if short and key.startswith(fold(short[1])) and key.endswith(f" {fold(short[2])}"):
        return f"{short[1]} is a word cut short"
    asked = fold(query)
    if in_ukrainian(asked) == key:
        return "the ending is that of a Russian name"
    for reading in retyped(query):
        if fold(reading) == key:
            return "the keys are the same, but another keyboard layout was on"
        if fold(reading)[:1] == key[:1] != asked[:1]:
            return f"with another keyboard layout it reads {reading}; {edits(fold(reading), key)}"
    return edits(asked, key)


def _short(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    return text if len(text) <= 60 else text[:57] + "…"

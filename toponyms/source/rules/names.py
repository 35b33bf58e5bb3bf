"""Rules on names: given twice, true names of other places, former names without date or source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from toponyms.source.entries import Entry, Item
from toponyms.source.neighbours import half
from toponyms.source.nodes import Text
from toponyms.source.problems import shorten
from toponyms.source.register import Register
from toponyms.source.rules.base import File, Finding, at, rule
from toponyms.source.rules.references import unit_of
from toponyms.text.keys import fold

_WORDS = {"former": "former", "also": "also", "misspelling": "misspellings"}


@dataclass(frozen=True, slots=True)
class Known:
    """One name of a place: where it stands (line 0: in the register), and since when it is no more."""

    text: str
    lang: str | None
    kind: str
    line: int
    until: str | None = None


def own_names(entry: Entry, file: File) -> list[Known]:
    """Return the names of a place: those of the register that the entry leaves as they are, then its own."""
    unit = unit_of(entry, file.world.register)
    found = []
    if unit is not None:
        own = (("uk", unit.uk), ("ru", unit.ru), ("en", unit.en))
        found = [Known(text, lang, "official", 0) for lang, text in own if text and lang not in entry.names]
    found += [Known(text.value, lang, "official", text.line) for lang, text in entry.names.items()]
    for item in entry.all_items():
        found += [Known(t.value, lang, item.kind, t.line, item.get("until")) for lang, t in item.names.items()]
    return found


def _clash(one: Known, two: Known) -> bool:
    """Tell whether two names with the same text say the same, or contradict each other."""
    kinds = {one.kind, two.kind}
    if "misspelling" in kinds:
        return True
    if one.lang != two.lang and one.lang is not None and two.lang is not None:
        return False
    if kinds == {"former"}:  # a town may have had a name twice
        return one.until == two.until or not one.until or not two.until
    if kinds == {"former", "official"}:  # and may have it again
        return not (one.until or two.until)
    return True


@rule("duplicate-name")
def duplicate_name(file: File) -> Iterator[Finding]:
    """A name stands once in an entry, the register's names too. A former name may come again at another time.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          also:
            - de: Torezk
          misspellings:
            - Torezk

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          also:
            - de: Torezk
    """
    for entry in file.entries:
        items = entry.all_items()
        if not items:
            continue
        seen: dict[str, list[Known]] = {}
        for known in own_names(entry, file):
            if known.kind == "official":
                seen.setdefault(known.text, []).append(known)
        for item in items:
            for lang, text in item.names.items():
                known = Known(text.value, lang, item.kind, text.line, item.get("until"))
                # Of misspellings the key counts: "Krasno-Armersk" and "Krasno Armersk" find the same questions.
                key = fold(text.value) if item.kind == "misspelling" else text.value
                others = [*seen.get(text.value, ()), *(seen.get(key, ()) if key != text.value else ())]
                first = next((other for other in others if _clash(known, other)), None)
                seen.setdefault(key, []).append(known)
                if first is not None:
                    yield at(text, *_twice(first), entry, item)


def _twice(first: Known) -> tuple[str, str]:
    name = f'name "{shorten(first.text)}" is given twice; '
    if first.line == 0:
        return name + f'the register has it as "{first.lang}"', "Remove it here."
    where = f'under "{_WORDS[first.kind]}"' if first.kind in _WORDS else f'as "{first.lang}"'
    mend = "Keep the one that says more, and put what the other knows into it."
    if first.kind == "former":
        mend += '\nIf it was the name twice, give each its "until".'
    return name + f"line {first.line} has it {where}", mend


def true_names(entries: Iterable[Entry]) -> dict[str, list[str]]:
    """Return the keys of all right names of entries: key → ids."""
    found: dict[str, list[str]] = {}
    for entry in entries:
        texts = [text.value for text in entry.names.values()]
        texts += [
            text.value for item in entry.all_items() if item.kind != "misspelling" for text in item.names.values()
        ]
        for key in {fold(text) for text in texts}:
            found.setdefault(key, []).append(entry.id)
    return found


class Owners:
    """The places that have a right name: of the register, and of the entries of files."""

    def __init__(self, entries: Iterable[Entry], register: Register | None) -> None:
        self._curated = true_names(entries)
        self._official: Mapping[str, tuple[str, ...]] = register.keys() if register is not None else {}

    def __call__(self, key: str) -> Sequence[str]:
        """Return the ids of all places that have a key as a right name."""
        official, more = self._official.get(key, ()), self._curated.get(key)
        return tuple(dict.fromkeys((*official, *more))) if more else official

    @cached_property
    def halves(self) -> set[str]:
        """The beginnings and ends of all names, about half as long as each; ends have "…" before them."""
        found = set()
        for key in (*self._official, *self._curated):
            for length in {half(len(key) - 1), half(len(key) + 1)}:
                found.add(key[:length])
                found.add("…" + key[-length:])
        return found

    def among(self, keys: set[str]) -> set[str]:
        """Return those of the keys that some place has."""
        return (self._official.keys() & keys) | (self._curated.keys() & keys)


@rule("true-name")
def true_name(file: File) -> Iterator[Finding]:
    """A misspelling is no right name of another place: a text that names that place would be taken for this one.

    Names of the register, and official, former and further names of the file's other entries count; case, accents,
    apostrophes, hyphens and script do not. A misspelling that was really seen may stand with `allow` and the reason.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          misspellings:
            - Kramatorsk

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          misspellings:
            - text: Kramatorsk
              note: the report of 3 May speaks of the mines of Toretsk
              source: a link to it
              allow:
                true-name: the report has it
    """
    wrong = [(entry, item) for entry in file.entries for item in entry.items.get("misspellings", ())]
    if not wrong:
        return
    owners_by_key = Owners(file.entries, file.world.register)
    for entry, item in wrong:
        for text in item.names.values():
            owners = owners_by_key(fold(text.value))
            if not owners or entry.id in owners:  # one's own name is a name given twice, or follows by rule
                continue
            first, more = next(iter(owners)), len(owners) - 1
            others = f" and {more} more place{'s' * (more > 1)}" if more else ""
            message = f'misspelling "{shorten(text.value)}" is the true name of {first}{others}'
            mend = f"Remove it, or move it to that place if the text you saw it in meant {shorten(text.value)}."
            yield at(text, message, mend, entry, item)


@rule("former-without-date", severity="note")
def former_without_date(file: File) -> Iterator[Finding]:
    """A former name has `until`, as exact as the source proves: texts of that time mean the place by it.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          former:
            - uk: Дзержинськ
              source: resolution 984-VIII

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          former:
            - uk: Дзержинськ
              until: 2016-02-04
              source: resolution 984-VIII
    """
    for entry, item, first in _former(file):
        if "until" not in item.values:
            mend = 'Add "until": a day, month or year, or an interval such as 1917/1924.'
            yield at(first, f'former name "{shorten(first.value)}" has no "until"', mend, entry, item)


@rule("former-without-source", severity="note")
def former_without_source(file: File) -> Iterator[Finding]:
    """A former name has a `source`: the act that ended it, or a work that has it.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          former:
            - uk: Дзержинськ
              until: 2016-02-04

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          former:
            - uk: Дзержинськ
              until: 2016-02-04
              source: resolution 984-VIII
    """
    for entry, item, first in _former(file):
        if "source" not in item.values:
            mend = 'Add "source": the act, a link, or a book with its page.'
            yield at(first, f'former name "{shorten(first.value)}" has no source', mend, entry, item)


def _former(file: File) -> Iterator[tuple[Entry, Item, Text]]:
    for entry in file.entries:
        for item in entry.items.get("former", ()):
            yield entry, item, next(iter(item.names.values()))

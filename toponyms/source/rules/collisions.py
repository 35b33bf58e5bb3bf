"""Rules on what is right by itself and doubtful beside other things: near names, dates that cross, idle entries."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from toponyms.dates import Span, parse
from toponyms.source import fields
from toponyms.source.entries import Item
from toponyms.source.neighbours import beside
from toponyms.source.nodes import Text
from toponyms.source.order import is_date
from toponyms.source.problems import shorten
from toponyms.source.register import Unit
from toponyms.source.rules.base import File, Finding, at, reading_rule, rule
from toponyms.source.rules.names import Owners
from toponyms.source.rules.references import unit_of
from toponyms.text.keys import fold

_COMPARED = 2_000  # a third of a millisecond each; in a file with more, nobody reads the notes to the last
_IDLE = frozenset({*fields.REQUIRED_OF_UNITS, "note", "source"})


@rule("near-miss", severity="note")
def near_miss(file: File) -> Iterator[Finding]:
    """A misspelling that is one letter from another place's true name may have meant that place.

    Look at the text that it was seen in. If it is this place all the same, `allow` with the reason ends the note.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          misspellings:
            - Kramatorks

    Right:
        kramatorsk-donetsk:
          uk: Краматорськ
          katottg: UA14120090010038661
          misspellings:
            - Kramatorks
    """
    wrong = [(entry, item) for entry in file.entries for item in entry.items.get("misspellings", ())][:_COMPARED]
    if not wrong:
        return
    owners = Owners(file.entries, file.world.register)
    for entry, item in wrong:
        for text in item.names.values():
            key = fold(text.value)
            found = None if owners(key) else beside(key, owners, entry.id)
            if found is not None:
                name, places = found
                more = len(places) - 1
                others = f" and {more} more place{'s' * (more > 1)}" if more else ""
                message = f'misspelling "{shorten(text.value)}" is one letter from "{name}", a name of '
                message += f"{places[0]}{others}"
                yield at(text, message, "Make sure that the text you saw it in meant this place.", entry, item)


@rule("crossing-dates", severity="note")
def crossing_dates(file: File) -> Iterator[Finding]:
    """A place has one official name at a time: two former names in the same language do not share years.

    Only what is certain counts: two names that change somewhere within the same interval do not cross.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          former:
            - uk: Дзержинськ
              since: 1930
              until: 2016-02-04
              source: resolution 984-VIII
            - uk: Щербинівка
              since: 1806
              until: 1938
              source: a local history

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          former:
            - uk: Дзержинськ
              since: 1938
              until: 2016-02-04
              source: resolution 984-VIII
            - uk: Щербинівка
              since: 1806
              until: 1938
              source: a local history
    """
    for entry in file.entries:
        former = [(item, dates) for item in entry.items.get("former", ()) if (dates := _dates(item)) is not None]
        for (one, (since, until)), (two, (begun, ended)) in combinations(former, 2):
            shared = [lang for lang in one.names if lang in two.names]
            if not shared or not (since.last < ended.first and begun.last < until.first):
                continue
            lang = shared[0]
            message = f'"{shorten(two.names[lang].value)}" and "{shorten(one.names[lang].value)}" (line {one.line}) '
            message += "were official at the same time by their dates"
            mend = "Look up when the one followed the other; if both were in use, move one to also."
            yield at(two.names[lang], message, mend, entry, two)


def _dates(item: Item) -> tuple[Span, Span] | None:
    since, until = item.get("since"), item.get("until")
    if since is None or until is None or not (is_date(since) and is_date(until)):
        return None
    return parse(since), parse(until)


@rule("idle-entry", severity="note")
def idle_entry(file: File) -> Iterator[Finding]:
    """An entry of a unit says something that the register does not say: a name, a mark, a correction.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          misspellings:
            - Torezkk
    """
    for entry in file.entries:
        unit = unit_of(entry, file.world.register)
        if unit is None or entry.unusable:
            continue
        values = {**entry.values, **entry.names}
        told = [name.value for name in entry.order if name.value not in _IDLE]
        more = [name for name in told if not _is_known(values.get(name), unit, name)]
        if not more and entry.names.get("uk") is not None and entry.names["uk"].value == unit.uk:
            message = f'"{entry.id}" says nothing that the register does not say'
            yield at(entry.key, message, "Add the name that it was meant for, or remove the entry.", entry)


def _is_known(text: Text | None, unit: Unit, name: str) -> bool:
    return text is not None and getattr(unit, name, None) == text.value


@reading_rule("changed-answer")
def changed_answer() -> None:
    """A name added for one place leaves the answers for the names of all others as they were.

    Found by `toponyms check --answers` only, which resolves the official and former names of all cities, towns and
    curated places with the data before and after the change; so there is no example in one file.
    """

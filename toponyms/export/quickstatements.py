"""QuickStatements (version 1) for Wikidata: official names with dates (P1448), and aliases.

Misspellings and names of the other side never leave for Wikidata, whatever is asked for. Only aliases are added, no
labels: an alias that is there already, or is the label, changes nothing. Look at a batch before it is run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toponyms.export.names import in_languages
from toponyms.export.options import Job, Part
from toponyms.model import Name, Place

_LANGUAGES = ("uk", "ru", "en")
_ITEM = re.compile(r"Q[1-9][0-9]*")
_PRECISION = {4: 9, 7: 10, 10: 11}  # of a date by its length: year, month, day


def parts(job: Job) -> Iterator[Part]:
    """Yield the batch."""
    yield Part("toponyms-quickstatements.tsv", _lines(job), alone=True)


def _lines(job: Job) -> Iterator[str]:
    for place in job.places():
        item = place.ids.get("wikidata", "")
        if _ITEM.fullmatch(item):
            for name in _names(job, place):
                yield f"{item}\tA{name.lang}\t{_quoted(name.text)}\n"
                # Without an end the statement would say that the name is official today.
                if name.lang == "uk" and name.kind == "former" and name.until and _time(name.until):
                    yield _statement(item, name)


def _names(job: Job, place: Place) -> Iterator[Name]:
    canonical = {place.name_in(lang) for lang in _LANGUAGES}
    seen = set()
    for name in place.names:
        fit = name.kind in ("former", "also") and name.lang in _LANGUAGES and not name.used_by
        if fit and name.text not in canonical and in_languages(name, job.options.langs):
            key = (name.lang, name.text)
            if key not in seen and '"' not in name.text and "\t" not in name.text:
                seen.add(key)
                yield name


def _statement(item: str, name: Name) -> str:
    """Write that this was the official name, until when, and who says so."""
    fields = [item, "P1448", f"uk:{_quoted(name.text)}"]
    for key, date in (("P580", name.since), ("P582", name.until)):
        moment = date and _time(date)
        if moment:
            fields += [key, moment]
    if name.source and name.source.startswith(("http://", "https://")):
        fields += ["S854", _quoted(name.source)]
    return "\t".join(fields) + "\n"


def _time(date: str) -> str | None:
    """Write a date with its precision; of an interval, the year if it lies in one, else nothing."""
    first, slash, last = date.partition("/")
    if slash:
        if first[:4] != last[:4]:
            return None
        first = first[:4]
    padded = (first + "-00-00")[:10]
    return f"+{padded}T00:00:00Z/{_PRECISION[len(first)]}"


def _quoted(text: str) -> str:
    return f'"{text}"'

"""A table of names: one row each, with how many places have it, so that a join does not take a shared name for sure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from toponyms import spellings
from toponyms.export.csv import lines
from toponyms.export.names import in_languages
from toponyms.export.options import Job, Part
from toponyms.model import Name, Place

COLUMNS = (
    "text", "id", "name", "place_kind", "country", "lang", "kind", "system", "since", "until", "used_by", "source",
    "weak", "places",
)  # fmt: skip


def parts(job: Job) -> Iterator[Part]:
    """Yield the table."""
    yield Part("toponyms-names.csv", lines(COLUMNS, _rows(job)), alone=True)


def _rows(job: Job) -> Iterator[list[Any]]:
    count: Counter[str] = Counter()
    for place in job.gazetteer.places():
        count.update({name.text.casefold() for name in _names(job, place)})
    for place in job.places():
        for name in _names(job, place):
            if in_languages(name, job.options.langs):
                yield [
                    name.text, place.id, place.name, place.kind, place.country, name.lang, name.kind, name.system,
                    name.since, name.until, name.used_by, name.source, "yes" if name.weak else "",
                    count[name.text.casefold()],
                ]  # fmt: skip


def _names(job: Job, place: Place) -> Iterator[Name]:
    seen = set()
    for name in place.names:
        if name.kind in job.options.name_kinds:
            for spelling in spellings(name, declined=job.options.declined):
                key = (spelling.text, spelling.lang, spelling.kind, spelling.until)
                if key not in seen:
                    seen.add(key)
                    yield spelling

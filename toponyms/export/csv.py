"""A table of places: one row each, its areas by name, its names by language, lists parted by "|"."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Any

from toponyms.export.areas import Areas
from toponyms.export.names import recorded
from toponyms.export.options import Job, Part
from toponyms.model import Place

COLUMNS = (
    "id", "name", "kind", "country", "oblast", "raion", "hromada", "name_uk", "name_ru", "former_names", "other_names",
    "misspellings", "katottg", "pcode", "geonames", "wikidata", "lat", "lon", "coords", "population",
)  # fmt: skip


def parts(job: Job) -> Iterator[Part]:
    """Yield the table."""
    yield Part("toponyms.csv", lines(COLUMNS, _rows(job)), alone=True)


def lines(columns: Iterable[str], rows: Iterable[Iterable[Any]], delimiter: str = ",") -> Iterator[str]:
    """Write a table row by row, with quotes where they are needed."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _rows(job: Job) -> Iterator[list[Any]]:
    areas = Areas(job.gazetteer)
    for place in job.places():
        yield [
            place.id, place.name, place.kind, place.country, *areas.names(place), place.name_in("uk"),
            place.name_in("ru"), *_names(job, place), *(place.ids.get(key) for key in ("katottg", "pcode", "geonames")),
            place.ids.get("wikidata"), place.lat, place.lon, place.coords, place.population,
        ]  # fmt: skip


def _names(job: Job, place: Place) -> Iterator[str]:
    by_kind: dict[str, dict[str, None]] = {"former": {}, "also": {}, "misspelling": {}}
    for name in recorded(place, job.options):
        by_kind.get(name.kind, {})[name.text] = None
    return ("|".join(names) for names in by_kind.values())

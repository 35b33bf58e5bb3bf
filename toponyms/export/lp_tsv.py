"""Linked Places as a table (LP-TSV 0.5): one row a place, its other names as `name@lang` parted by ";"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toponyms.export.csv import lines
from toponyms.export.lpf import AAT, FCLASSES, links_of, year
from toponyms.export.names import recorded
from toponyms.export.options import Job, Part
from toponyms.model import Place

COLUMNS = (
    "id", "title", "title_source", "fclasses", "aat_types", "attestation_year", "ccodes", "matches", "variants",
    "types", "parent_name", "parent_id", "lon", "lat", "geo_source",
)  # fmt: skip


def parts(job: Job) -> Iterator[Part]:
    """Yield the table."""
    yield Part("toponyms.lp.tsv", lines(COLUMNS, _rows(job), delimiter="\t"), alone=True)


def _rows(job: Job) -> Iterator[list[Any]]:
    source = f"toponyms {job.gazetteer.version}"
    for place in job.places():
        parent = job.gazetteer.get(place.parents[0]) if place.parents else None
        yield [
            place.id, place.name, source, FCLASSES[place.kind], AAT.get(place.kind), year(job), place.country,
            ";".join(links_of(place)), ";".join(_variants(job, place)), place.kind, parent and parent.name,
            parent and parent.id, place.lon, place.lat, place.coords and f"{source}, {place.coords}",
        ]  # fmt: skip


def _variants(job: Job, place: Place) -> list[str]:
    """Return the names but the title; a name with a sign of the syntax in it cannot be written and stays out."""
    found: dict[str, None] = {}
    for name in recorded(place, job.options):
        if name.text != place.name and ";" not in name.text and "@" not in name.text:
            found[f"{name.text}@{name.lang}" if name.lang else name.text] = None
    return list(found)

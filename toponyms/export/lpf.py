"""Linked Places Format: one FeatureCollection, as the World Historical Gazetteer takes it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from toponyms.export.geojson import point
from toponyms.export.jsonlines import listed
from toponyms.export.names import recorded
from toponyms.export.options import Job, Part
from toponyms.model import Name, Place

CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places-format/main/linkedplaces-context-v1.1.jsonld"
# Ids are given as terms of a namespace, since no page of ours answers to them.
NAMESPACE = "toponyms:"
# Feature classes of GeoNames, and types of the Art & Architecture Thesaurus where one fits.
FCLASSES = {
    "city": "P", "settlement": "P", "village": "P", "microdistrict": "P", "oblast": "A", "raion": "A", "hromada": "A",
    "city-district": "A", "country": "A", "region": "L", "river": "H", "reservoir": "H", "lake": "H", "canal": "H",
    "island": "T", "spit": "T", "mine": "S", "plant": "S", "bridge": "S",
}  # fmt: skip
AAT = {
    "city": "300008389", "settlement": "300008347", "village": "300008372", "river": "300008707", "lake": "300008680",
    "island": "300008791", "canal": "300006075",
}  # fmt: skip


def parts(job: Job) -> Iterator[Part]:
    """Yield the collection."""
    head = f'{{"type": "FeatureCollection", "@context": "{CONTEXT}", "features": ['
    yield Part("toponyms.lpf.json", listed(head, _features(job), "]}"), alone=True)


def year(job: Job) -> str:
    """Return the year of the data, in which all places are attested; of data without a date, the present one."""
    dated = job.gazetteer.version[:4]
    return dated if dated.isdigit() else str(datetime.date.today().year)


def _features(job: Job) -> Iterator[dict[str, Any]]:
    attested = {"timespans": [{"start": {"latest": year(job)}, "end": {"earliest": year(job)}}]}
    for place in job.places():
        names = [_name(name) for name in recorded(place, job.options)]
        feature: dict[str, Any] = {
            "@id": NAMESPACE + place.id,
            "type": "Feature",
            "properties": {"title": place.name, "ccodes": [place.country], "fclasses": [FCLASSES[place.kind]]},
            "when": attested,
            "names": names,
            "types": [_type(place)],
            "geometry": point(place),
        }
        links = [{"type": "exactMatch", "identifier": identifier} for identifier in links_of(place)]
        if links:
            feature["links"] = links
        if place.parents:
            feature["relations"] = [
                {"relationType": "gvp:broaderPartitive", "relationTo": NAMESPACE + parent,
                 "label": job.gazetteer.get(parent).name}
                for parent in place.parents
            ]  # fmt: skip
        yield feature


def links_of(place: Place) -> list[str]:
    """Return the ids of a place in Wikidata and GeoNames, as terms."""
    known = (("wd", place.ids.get("wikidata")), ("gn", place.ids.get("geonames")))
    return [f"{prefix}:{value}" for prefix, value in known if value]


def _type(place: Place) -> dict[str, Any]:
    found: dict[str, Any] = {"label": place.kind, "sourceLabels": [{"label": place.kind, "lang": "en"}]}
    if place.kind in AAT:
        found["identifier"] = f"aat:{AAT[place.kind]}"
    return found


def _name(name: Name) -> dict[str, Any]:
    found: dict[str, Any] = {"toponym": name.text}
    if name.lang:
        found["lang"] = name.lang
    span = {
        key: date for key, date in (("start", _date(name.since)), ("end", _date(name.until))) if date is not None
    }
    if span:
        found["when"] = {"timespans": [span]}
    if name.source:
        url = name.source.startswith(("http://", "https://"))
        found["citations"] = [{"@id": name.source, "label": name.source} if url else {"label": name.source}]
    return found


def _date(text: str | None) -> dict[str, str] | None:
    if text is None:
        return None
    first, slash, last = text.partition("/")
    return {"earliest": first, "latest": last} if slash else {"in": text}

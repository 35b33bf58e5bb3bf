"""One FeatureCollection (RFC 7946): a point for each place, or no geometry where the coordinates are unknown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toponyms.export.areas import Areas
from toponyms.export.jsonlines import listed
from toponyms.export.names import recorded
from toponyms.export.options import Job, Part
from toponyms.model import Place


def parts(job: Job) -> Iterator[Part]:
    """Yield the collection."""
    head = '{"type": "FeatureCollection", "features": ['
    yield Part("toponyms.geojson", listed(head, _features(job), "]}"), alone=True)


def point(place: Place) -> dict[str, Any] | None:
    """Return the place's point, longitude first, or None."""
    if place.lat is None or place.lon is None:
        return None
    return {"type": "Point", "coordinates": [place.lon, place.lat]}


def _features(job: Job) -> Iterator[dict[str, Any]]:
    areas = Areas(job.gazetteer)
    for place in job.places():
        oblast, raion, hromada = areas.names(place)
        properties: dict[str, Any] = {
            "name": place.name, "name_uk": place.name_in("uk"), "name_ru": place.name_in("ru"), "kind": place.kind,
            "country": place.country, "oblast": oblast, "raion": raion, "hromada": hromada, "coords": place.coords,
            "population": place.population, **place.ids,
            "names": [name.to_dict() for name in recorded(place, job.options)],
        }  # fmt: skip
        kept = {key: value for key, value in properties.items() if value not in (None, "", [])}
        yield {"type": "Feature", "id": place.id, "geometry": point(place), "properties": kept}

"""What can be fetched of a place (data extension)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from toponyms import Gazetteer
from toponyms.errors import UnknownPlace
from toponyms.model import Place
from toponyms.serve.http import Refused
from toponyms.serve.reconcile.describe import parents
from toponyms.serve.reconcile.kinds import as_type

MOST_IDS = 1000
MOST_PROPERTIES = 50
Cell = dict[str, Any]


def _text(value: str | None) -> list[Cell]:
    return [{"str": value}] if value else []


def _names(place: Place, *kinds: str) -> list[Cell]:
    texts = dict.fromkeys(name.text for name in place.names if name.kind in kinds)
    texts.pop(place.name, None)
    return [{"str": text} for text in texts]


def _since(place: Place) -> list[Cell]:
    """When the Ukrainian name came into use: as recorded, or the end of the one before it."""
    official = next((n.since for n in place.names if n.kind == "official" and n.lang == "uk"), None)
    former = next((n.until for n in place.names if n.kind == "former" and n.lang == "uk"), None)
    return _text(official or former)


def _number(value: float | None) -> list[Cell]:
    return [] if value is None else [{"float": value}]


_PLAIN: dict[str, tuple[str, Callable[[Place], list[Cell]]]] = {
    "name_uk": ("Ukrainian name", lambda place: _text(place.name_in("uk"))),
    "name_ru": ("Russian name", lambda place: _text(place.name_in("ru"))),
    "name_en": ("English name", lambda place: _text(place.name)),
    "former_names": ("Former names", lambda place: _names(place, "former")),
    "other_names": ("Other names in use", lambda place: _names(place, "also")),
    "official_since": ("Name in use since", _since),
    "katottg": ("KATOTTG code", lambda place: _text(place.ids.get("katottg"))),
    "pcode": ("OCHA p-code", lambda place: _text(place.ids.get("pcode"))),
    "geonames": ("GeoNames id", lambda place: _text(place.ids.get("geonames"))),
    "wikidata": ("Wikidata item", lambda place: _text(place.ids.get("wikidata"))),
    "lat": ("Latitude", lambda place: _number(place.lat)),
    "lon": ("Longitude", lambda place: _number(place.lon)),
    "kind": ("Kind", lambda place: _text(place.kind)),
    "country": ("Country", lambda place: _text(place.country)),
    "population": ("Population", lambda place: [] if place.population is None else [{"int": place.population}]),
}
_AREAS = {"oblast": "Oblast", "raion": "Raion", "hromada": "Hromada"}
PROPERTIES: dict[str, str] = {**{pid: name for pid, (name, _) in _PLAIN.items()}, **_AREAS}


def propose(type_id: str, limit: int | None) -> dict[str, Any]:
    """List the properties, for a client to choose from; all places have the same."""
    listed = [{"id": pid, "name": name} for pid, name in PROPERTIES.items()]
    out: dict[str, Any] = {"type": type_id, "properties": listed[:limit]}
    return out if limit is None else {**out, "limit": limit}


def extend(gazetteer: Gazetteer, query: Any) -> dict[str, Any]:
    """Answer a query for data.

    Args:
        gazetteer: The places.
        query: What JSON gave: ids, and properties with their settings.

    Raises:
        Refused: It is no such query (400), or asks for too much at once (413).
    """
    if not isinstance(query, dict) or not isinstance(query.get("ids"), list):
        raise Refused(400, 'a query for data needs "ids", a list')
    wanted = query.get("properties")
    if not isinstance(wanted, list):
        raise Refused(400, 'a query for data needs "properties", a list')
    ids, properties = query["ids"], [_property(each) for each in wanted]
    if not all(isinstance(each, str) for each in ids):
        raise Refused(400, "an id is a text")
    if len(ids) > MOST_IDS or len(properties) > MOST_PROPERTIES:
        raise Refused(413, f"{MOST_IDS} ids and {MOST_PROPERTIES} properties at once, no more")
    rows: dict[str, dict[str, list[Cell]]] = {}
    for each in ids:
        try:
            place = gazetteer.get(each)
        except UnknownPlace:
            rows[each] = {pid: [] for pid, _ in properties}
            continue
        rows[each] = {pid: values(gazetteer, place, pid)[:most] for pid, most in properties}
    return {"meta": [_meta(pid) for pid, _ in properties], "rows": rows}


def _property(asked: Any) -> tuple[str, int | None]:
    """Return the id of a property, and how many values are wanted."""
    pid = asked.get("id") if isinstance(asked, dict) else asked
    if not isinstance(pid, str):
        raise Refused(400, 'a property needs an "id"')
    settings = asked.get("settings") if isinstance(asked, dict) else None
    limit = settings.get("limit") if isinstance(settings, dict) else None
    if isinstance(limit, str) and limit.isdecimal() and len(limit) < 6:
        limit = int(limit)
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not 1 <= limit < 100_000:
        return pid, None
    return pid, int(limit)


def _meta(pid: str) -> dict[str, Any]:
    meta: dict[str, Any] = {"id": pid, "name": PROPERTIES.get(pid, pid)}
    return {**meta, "type": as_type(pid)} if pid in _AREAS else meta


def values(gazetteer: Gazetteer, place: Place, pid: str) -> list[Cell]:
    """Return the values of a property of a place; none for an unknown property.

    Args:
        gazetteer: The places.
        place: The place.
        pid: The id of the property.
    """
    if pid in _PLAIN:
        return _PLAIN[pid][1](place)
    if pid not in _AREAS:
        return []
    lineage = [place, *parents(gazetteer, place)]
    # Kyiv and Sevastopol lie in no oblast and stand beside them.
    areas = [area for area in lineage if area.kind == pid] or [
        area for area in lineage[-1:] if pid == "oblast" and area.kind == "city" and area.country == "UA"
    ]
    return [{"id": area.id, "name": area.name} for area in areas]

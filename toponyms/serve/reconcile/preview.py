"""A place on a card: the little HTML page that OpenRefine shows beside a candidate."""

from __future__ import annotations

import base64
import hashlib
from html import escape

from toponyms import Gazetteer
from toponyms.errors import UnknownPlace
from toponyms.model import Name, Place
from toponyms.serve.http import Refused, Request, Response
from toponyms.serve.reconcile.describe import whereabouts

WIDTH, HEIGHT = 400, 200
_SHOWN = 8  # former names
_STYLE = (
    "body{font:14px/1.4 system-ui,sans-serif;margin:10px;color:#222;background:#fff}"
    "h1{font-size:17px;margin:0 0 2px}p{margin:0 0 6px}small,dt{color:#666}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:1px 10px;margin:0}dd{margin:0}"
)
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'"


def card(gazetteer: Gazetteer, request: Request) -> Response:
    """Answer with the card of the place whose id ends the path or is the parameter `id`.

    Raises:
        Refused: There is no such place (404).
    """
    try:
        place = gazetteer.get(request.rest or request.first("id"))
    except UnknownPlace:
        raise Refused(404, "there is no place with this id") from None
    return Response(body=_page(gazetteer, place).encode(), headers={"Content-Security-Policy": _POLICY})


def _page(gazetteer: Gazetteer, place: Place) -> str:
    rows = [("former", _name(name)) for name in place.names if name.kind == "former"][:_SHOWN]
    rows += [(key, escape(value)) for key, value in place.ids.items()]
    if place.lat is not None and place.lon is not None:
        rough = " (computed)" if place.coords == "computed" else ""
        rows.append(("latitude, longitude", f"{place.lat:.4f}, {place.lon:.4f}{rough}"))
    if place.population is not None:
        rows.append(("population", f"{place.population:,}"))
    names = [text for text in (place.name_in("uk"), place.name_in("ru")) if text]
    facts = "".join(f"<dt>{escape(key)}<dd>{value}" for key, value in rows)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(place.name)}</title>'
        f"<style>{_STYLE}</style><h1>{escape(place.name)}</h1>"
        f"<p>{escape(' · '.join(dict.fromkeys(names)))}<br><small>{escape(whereabouts(gazetteer, place))}</small></p>"
        f"<dl>{facts}</dl></html>"
    )


def _name(name: Name) -> str:
    until = f" <small>until {escape(name.until)}</small>" if name.until else ""
    return f'<span lang="{escape(name.lang or "und")}">{escape(name.text)}</span>{until}'

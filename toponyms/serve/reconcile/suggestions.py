"""Completion of names, types and properties as they are typed."""

from __future__ import annotations

from typing import Any

from toponyms import Gazetteer
from toponyms.serve.http import Request
from toponyms.serve.reconcile.describe import describe, why
from toponyms.serve.reconcile.hints import HINTS
from toponyms.serve.reconcile.kinds import BROAD, TYPES, kinds_asked, types_of
from toponyms.serve.reconcile.properties import PROPERTIES
from toponyms.serve.reconcile.queries import by_identifier

_PAGE = 10
_FURTHEST = 200  # how far a list can be leafed through


def entities(gazetteer: Gazetteer, request: Request) -> dict[str, Any]:
    """Complete the name of a place; an id comes first if the text is one."""
    prefix = " ".join(request.first("prefix").split())[:200]
    start = _cursor(request)
    kinds = kinds_asked([*request.form.get("type", ()), *request.query.get("type", ())], "any")
    found: dict[str, dict[str, Any]] = {}
    named = by_identifier(gazetteer, prefix)
    if named:
        found[named.id] = {
            "id": named.id, "name": named.name, "description": f"{describe(gazetteer, named)} · by its identifier",
            "notable": types_of(named),
        }  # fmt: skip
    for match in gazetteer.suggest(prefix, limit=_FURTHEST if kinds else start + _PAGE):
        if match.place.id in found or (kinds is not None and match.place.kind not in kinds):
            continue
        found[match.place.id] = {
            "id": match.place.id,
            "name": match.place.name,
            "description": f"{describe(gazetteer, match.place)} · {why(match)}",
            "notable": types_of(match.place),
        }
    return {"result": list(found.values())[start : start + _PAGE]}


def types(request: Request) -> dict[str, Any]:
    """Complete a type; all for nothing typed."""
    counted = {kind: name for kind, name in TYPES.items() if kind not in BROAD}
    about = {broad: "several kinds" for broad in BROAD} | dict.fromkeys(counted, "one kind")
    return _listed(request, TYPES, about)


def properties(request: Request) -> dict[str, Any]:
    """Complete a property: the hints, then what can be fetched."""
    names = {**PROPERTIES, **HINTS}
    ordered = {**{pid: names[pid] for pid in HINTS}, **{pid: names[pid] for pid in PROPERTIES if pid not in HINTS}}
    about = {pid: "helps to tell namesakes apart" if pid in HINTS else "can be fetched" for pid in ordered}
    return _listed(request, ordered, about)


def _listed(request: Request, names: dict[str, str], about: dict[str, str]) -> dict[str, Any]:
    """Return those whose id begins so, then those of whose name a word does."""
    prefix = request.first("prefix").strip().lower()
    start = _cursor(request)
    found = [
        {"id": each, "name": name, "description": about[each]}
        for each, name in names.items()
        if each.startswith(prefix) or any(word.startswith(prefix) for word in name.lower().replace("(", "").split())
    ]
    found.sort(key=lambda each: not each["id"].startswith(prefix))
    return {"result": found[start:]}


def _cursor(request: Request) -> int:
    cursor = request.first("cursor")
    return min(int(cursor), _FURTHEST) if cursor.isdecimal() and len(cursor) < 6 else 0

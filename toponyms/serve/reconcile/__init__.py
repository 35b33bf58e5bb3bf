"""The Reconciliation API, versions 0.1 and 0.2, at one address: what OpenRefine and its kin speak.

`routes` is the way in. A candidate is a match only where it can be taken without a person looking at it: the place is
set, nothing else remains in doubt, and the score is high.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from toponyms import Gazetteer, __version__
from toponyms.serve.http import Endpoint, Handler, Refused, Request, Response, json_response, parse_json
from toponyms.serve.reconcile import preview, suggestions
from toponyms.serve.reconcile.kinds import BROAD, as_type
from toponyms.serve.reconcile.properties import extend, propose
from toponyms.serve.reconcile.queries import Answerer, read_query

BATCH = 50  # queries that a client should send at once
MOST_QUERIES = 500  # and more than that are refused
SPACE = "urn:toponyms:place"  # ids of this space mean the same places on every server
SCHEMA = "urn:toponyms:schema"
_CALLBACK = re.compile(r"[A-Za-z_$][\w$]{0,63}(?:\.[A-Za-z_$][\w$]{0,63}){0,5}", re.ASCII)
_SCRIPT = "text/javascript; charset=utf-8"


def routes(gazetteer: Gazetteer, at: str = "/reconcile", view: str | None = None) -> dict[str, Handler | Endpoint]:
    """Return the endpoints of the API, relative to where they are mounted.

    Args:
        gazetteer: The places.
        at: The path where they are mounted, for the addresses in the manifest.
        view: The path of a page about a place, with "{{id}}" in it; the preview card where there is none.

    Examples:
        >>> from toponyms.gazetteer import default
        >>> from toponyms.serve.http import App, Request, mount
        >>> app = App(mount("/reconcile", routes(default())))
        >>> asked = {"queries": ['{"q0": {"query": "Krasnoarmersk"}}']}
        >>> found = json.loads(app(Request("GET", "/reconcile", asked)).body)["q0"]["result"][0]
        >>> found["id"], found["match"]
        ('pokrovsk-donetsk', True)
    """
    service = _Service(gazetteer, at.rstrip("/"), view)
    read = ("GET", "POST")

    def endpoint(answer: Callable[[Request], Any]) -> Endpoint:
        return Endpoint(lambda request: _wrapped(request, answer(request)), read)

    return {
        "/": endpoint(service.answer),
        "/suggest/entity": endpoint(lambda request: suggestions.entities(gazetteer, request)),
        "/suggest/type": endpoint(suggestions.types),
        "/suggest/property": endpoint(suggestions.properties),
        "/extend/propose": endpoint(_proposed),
        "/preview": Endpoint(lambda request: preview.card(gazetteer, request), ("GET",)),
        "/preview/*": Endpoint(lambda request: preview.card(gazetteer, request), ("GET",)),
    }


class _Service:
    """What is answered at the root of the API."""

    def __init__(self, gazetteer: Gazetteer, at: str, view: str | None) -> None:
        self._gazetteer = gazetteer
        self._answerer = Answerer(gazetteer)
        self._at = at
        self._view = view or f"{at}/preview/{{{{id}}}}"

    def answer(self, request: Request) -> Any:
        """Answer queries or a query for data; without either, say what this service is."""
        if _has(request, "queries"):
            return self._batch(parse_json(request.first("queries"), '"queries"'))
        if _has(request, "extend"):
            return extend(self._gazetteer, parse_json(request.first("extend"), '"extend"'))
        if _has(request, "query"):  # one query alone, as in the first days of the API
            text = request.first("query")
            query = parse_json(text, '"query"') if text.lstrip().startswith("{") else {"query": text}
            return {"result": self._answerer.answer(read_query(query, "query"))}
        if request.method == "POST" and request.body:
            raise Refused(400, 'a POST needs a form field "queries" or "extend"')
        return self._manifest(request.origin)

    def _batch(self, queries: Any) -> dict[str, Any]:
        if not isinstance(queries, dict):
            raise Refused(400, '"queries" must be an object of queries')
        if len(queries) > MOST_QUERIES:
            raise Refused(413, f"a batch may have {MOST_QUERIES} queries; {BATCH} are a good number")
        read = {key: read_query(query, key) for key, query in queries.items()}
        return {key: {"result": self._answerer.answer(query)} for key, query in read.items()}

    def _manifest(self, origin: str) -> dict[str, Any]:
        service = f"{origin}{self._at}"
        return {
            "versions": ["0.1", "0.2"],
            "name": "Ukrainian place names (toponyms)",
            "identifierSpace": SPACE,
            "schemaSpace": SCHEMA,
            "serviceVersion": __version__,
            "defaultTypes": [as_type(broad) for broad in BROAD],
            "view": {"url": f"{origin}{self._view}"},
            "preview": {
                "url": f"{service}/preview/{{{{id}}}}", "width": preview.WIDTH, "height": preview.HEIGHT,
            },
            "suggest": {
                what: {"service_url": service, "service_path": f"/suggest/{what}"}
                for what in ("entity", "type", "property")
            },
            "extend": {
                "propose_properties": {"service_url": service, "service_path": "/extend/propose"},
                "property_settings": [
                    {
                        "name": "limit", "label": "At most so many values", "type": "number", "default": 0,
                        "help_text": "0 for all; only names have several",
                    }
                ],
            },
            "batchSize": BATCH,
        }  # fmt: skip


def _proposed(request: Request) -> dict[str, Any]:
    limit = request.first("limit")
    return propose(request.first("type"), int(limit) if limit.isdecimal() and 0 < len(limit) < 6 else None)


def _has(request: Request, name: str) -> bool:
    return name in request.form or name in request.query


def _wrapped(request: Request, answer: Any) -> Response:
    """Write an answer as JSON, or as a call of the function that `callback` names (JSONP).

    Raises:
        Refused: The name is none of a function (400).
    """
    callback = request.first("callback")
    if not callback:
        return json_response(answer)
    if not _CALLBACK.fullmatch(callback):
        raise Refused(400, "the callback must be the name of a function")
    # The comment keeps the name from being read as the beginning of a file of another kind.
    return Response(body=f"/**/{callback}({json.dumps(answer)});".encode(), content_type=_SCRIPT)

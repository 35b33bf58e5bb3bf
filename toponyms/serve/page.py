"""The page for people: its files, and the JSON that its script asks for.

    /                       the page; /static/… its script, style and map
    /api/suggest?prefix=    names as they are typed (within: as for `resolve`)
    /api/resolve?name=      the place of a name, and why (within, on: as for `resolve`)
    /api/place?id=          a place with all its names
    /api/propose?id=&…      the YAML lines and the command for a new name
    /api/find               POST {"text": …, "to": "en"}: the mentions of a text, and the text normalised

Nothing on the page comes from another host, and the browser is told to allow nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any, TypeVar

from toponyms import Gazetteer, Match, Place, UnknownPlace
from toponyms.serve import proposal, views
from toponyms.serve.http import HTML, Endpoint, Handler, Refused, Request, Response, Routes, json_response

_T = TypeVar("_T")

LONGEST_NAME = 400  # characters
LONGEST_TEXT = 40_000
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# A fixed list: no name that comes from outside ever becomes a path.
STATIC = {
    "app.js": "text/javascript; charset=utf-8",
    "dates.js": "text/javascript; charset=utf-8",
    "dom.js": "text/javascript; charset=utf-8",
    "map.js": "text/javascript; charset=utf-8",
    "outline.js": "text/javascript; charset=utf-8",
    "place.js": "text/javascript; charset=utf-8",
    "propose.js": "text/javascript; charset=utf-8",
    "search.js": "text/javascript; charset=utf-8",
    "text.js": "text/javascript; charset=utf-8",
    "style.css": "text/css; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


def routes(gazetteer: Gazetteer) -> Routes:
    """Return the page's routes.

    Args:
        gazetteer: What the page asks.
    """
    page = _Page(gazetteer)
    found: dict[str, Handler] = {"/": _file("index.html", HTML)}
    found |= {f"/static/{name}": _file(name, content_type) for name, content_type in STATIC.items()}
    found |= {f"/api/{name}": getattr(page, name) for name in ("suggest", "resolve", "place", "propose")}
    # Only this page is meant to read the answers, so there are no CORS headers.
    allowed = {path: Endpoint(handler, methods=("GET",), cors=False) for path, handler in found.items()}
    return {**allowed, "/api/find": Endpoint(page.find, methods=("POST",), cors=False)}


@dataclass(frozen=True, slots=True)
class _Page:
    gazetteer: Gazetteer

    def suggest(self, request: Request) -> Response:
        """Complete a name."""
        prefix = _name(request, "prefix", empty=True)
        within = request.first("within").strip()[:LONGEST_NAME] or None
        matches = _told(lambda: self.gazetteer.suggest(prefix, within=within, limit=8)) if prefix.strip() else []
        return json_response(views.suggestions_view(self.gazetteer, matches))

    def resolve(self, request: Request) -> Response:
        """Find the place of a name."""
        name = _name(request, "name")
        answer = _told(lambda: self.gazetteer.resolve(name, **_hints(request.first), limit=8))
        return json_response(views.resolution_view(self.gazetteer, answer))

    def place(self, request: Request) -> Response:
        """Show a place."""
        return json_response(views.place_view(self.gazetteer, self._place(request)))

    def propose(self, request: Request) -> Response:
        """Write the lines and the command for a new name."""
        place = self._place(request)
        kind, name = request.first("kind", "misspelling"), _name(request, "name", empty=True)
        values = {field: request.first(field).strip() for field in proposal.FIELDS}
        said = (place, kind, name, request.first("lang").strip(), values)
        wrong = proposal.problem(*said)
        if wrong:
            raise Refused(400, wrong)
        known = self.gazetteer.resolve(name, fuzzy=False)
        return json_response({
            "yaml": proposal.yaml_lines(*said),
            "command": proposal.command(*said),
            # Names that follow by rule need not be listed, and `toponyms add` refuses them.
            "known": known.explain() if known.id == place.id and _follows(known.candidates[0]) else None,
            "taken": known.explain() if known.candidates and known.candidates[0].place.id != place.id else None,
        })  # fmt: skip

    def find(self, request: Request) -> Response:
        """Find the places that a text names."""
        asked = request.json()
        if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
            raise Refused(400, 'the body must be {"text": "…", "to": "en"}')
        # Half of a surrogate pair is no text; the script sends none.
        text = asked["text"].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        if len(text) > LONGEST_TEXT:
            raise Refused(413, f"a text may have {LONGEST_TEXT:,} characters here; the command line takes longer ones")
        to = asked.get("to", "en")
        if to not in views.FORMS:
            raise Refused(400, f"to is one of {', '.join(views.FORMS)}")
        hints = _hints(lambda field: str(asked.get(field) or ""))
        hints["lower"] = asked.get("lower") is True
        return json_response(_told(lambda: views.text_view(self.gazetteer, text, to, hints)))

    def _place(self, request: Request) -> Place:
        try:
            return self.gazetteer.get(_name(request, "id"))
        except UnknownPlace as error:
            raise Refused(404, str(error)) from None


def _follows(match: Match) -> bool:
    return match.step != "romanised" or match.name.system is not None


def _name(request: Request, field: str, *, empty: bool = False) -> str:
    value = request.first(field)
    if not value.strip() and not empty:
        raise Refused(400, f"{field} is missing")
    if len(value) > LONGEST_NAME:
        raise Refused(400, f"{field} may have {LONGEST_NAME} characters")
    return value


def _hints(first: Callable[[str], str]) -> dict[str, Any]:
    given = {field: first(field).strip()[:LONGEST_NAME] for field in ("within", "on")}
    return {field: value for field, value in given.items() if value}


def _told(ask: Callable[[], _T]) -> _T:
    """Ask, and turn what is wrong with a hint into a sentence for the asker."""
    try:
        return ask()
    except (UnknownPlace, ValueError) as error:
        raise Refused(400, str(error)) from None


def _file(name: str, content_type: str) -> Handler:
    body = files("toponyms.serve").joinpath("static", name).read_bytes()
    tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    # Asked again each time, answered with 304: a new version of the package is seen at once.
    answer = Response(200, body, content_type, {"ETag": tag, "Cache-Control": "no-cache"})
    if content_type == HTML:
        answer = replace(answer, headers={**answer.headers, "Content-Security-Policy": POLICY})

    def handler(request: Request) -> Response:
        if request.headers.get("if-none-match") == tag:
            return Response(304, headers=answer.headers)
        return answer

    return handler

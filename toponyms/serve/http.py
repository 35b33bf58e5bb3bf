"""What a handler sees of HTTP: `Request`, `Response`, routes, and the rules that hold for every answer.

A handler is a function from `Request` to `Response`. It raises `Refused` for what is the asker's mistake; anything else
that it raises is logged and answered with a bare 500. Routes map a path to a handler, or to an `Endpoint` where the
methods or the CORS headers differ from the usual:

    >>> def hello(request: Request) -> Response:
    ...     return json_response({"hello": request.rest or request.first("name", "you")})
    >>> app = App({"/hello": hello, "/hello/*": hello})
    >>> app(Request("GET", "/hello", {"name": ["Anna"]})).body
    b'{"hello":"Anna"}'
    >>> app(Request("GET", "/hello/Olha")).body
    b'{"hello":"Olha"}'
    >>> app(Request("GET", "/nowhere")).status
    404
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

_log = logging.getLogger("toponyms.serve")
_EMPTY: Mapping[str, list[str]] = MappingProxyType({})

# An answer is data, and data loads nothing; a page states a policy of its own in its headers.
SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'",
}
CORS = {"Access-Control-Allow-Origin": "*"}
JSON = "application/json; charset=utf-8"
HTML = "text/html; charset=utf-8"


class Refused(Exception):
    """The request cannot be answered as it is.

    Attributes:
        status: The HTTP status, 400 to 599.
        why: A sentence for the asker.
    """

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why


@dataclass(frozen=True, slots=True)
class Request:
    """A request, read and checked.

    Attributes:
        method: "GET", "POST", …; a HEAD request reaches a handler as "GET".
        path: The decoded path, without a slash at its end: "/reconcile"; the root is "/".
        query: The parameters of the URL; a name may have several values.
        form: The fields of a body of type application/x-www-form-urlencoded.
        headers: The header fields by their names in lower case.
        body: The body as it came.
        rest: What "*" stood for, where the route ends with "/*".
        origin: Scheme, host and port as the asker knows them: "http://127.0.0.1:8000".
    """

    method: str
    path: str
    query: Mapping[str, list[str]] = field(default_factory=lambda: _EMPTY)
    form: Mapping[str, list[str]] = field(default_factory=lambda: _EMPTY)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    rest: str = ""
    origin: str = "http://127.0.0.1:8000"

    def first(self, name: str, default: str = "") -> str:
        """Return the first value of a parameter, of the body or else of the URL.

        Args:
            name: The parameter.
            default: What to return where it is missing.
        """
        return next(iter(self.form.get(name) or self.query.get(name) or ()), default)

    def json(self) -> Any:
        """Return the body, read as JSON.

        Raises:
            Refused: It is none (400).
        """
        return parse_json(self.body, "the body")


@dataclass(frozen=True, slots=True)
class Response:
    """An answer; `SAFE` headers are added unless it states its own.

    Attributes:
        status: The HTTP status.
        body: The body.
        content_type: Its type, with the character set.
        headers: Further header fields.
    """

    status: int = 200
    body: bytes = b""
    content_type: str = HTML
    headers: Mapping[str, str] = field(default_factory=dict)


Handler = Callable[[Request], Response]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A handler with the methods that it answers, and whether pages from elsewhere may read it (CORS)."""

    handler: Handler
    methods: tuple[str, ...] = ("GET", "POST")
    cors: bool = True


Routes = Mapping[str, Handler | Endpoint]


def json_response(obj: Any, status: int = 200) -> Response:
    """Return an answer in JSON.

    Args:
        obj: What `json.dumps` takes.
        status: The HTTP status.
    """
    try:
        body = json.dumps(obj, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:  # half of a surrogate pair, echoed from the request: only escapes can write it
        body = json.dumps(obj, separators=(",", ":")).encode()
    return Response(status, body, JSON)


def error_response(status: int, why: str) -> Response:
    """Return a refusal: a JSON object whose "error" says why."""
    return json_response({"error": why}, status)


def parse_json(text: str | bytes, what: str) -> Any:
    """Read JSON that came from outside.

    Args:
        text: The JSON.
        what: What it is, for the message: "the body".

    Raises:
        Refused: It is none, or too deep (400).
    """
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise Refused(400, f"{what} is not valid JSON") from None


def mount(prefix: str, routes: Routes) -> dict[str, Handler | Endpoint]:
    """Put routes under a prefix.

    Args:
        prefix: A path such as "/reconcile"; "" or "/" for the root.
        routes: The routes, relative to it; "/" is the prefix itself.

    Examples:
        >>> sorted(mount("/reconcile", {"/": print, "/extend": print}))
        ['/reconcile', '/reconcile/extend']
    """
    prefix = prefix.rstrip("/")
    return {f"{prefix}{path}".rstrip("/") or "/": endpoint for path, endpoint in routes.items()}


class App:
    """Finds the handler for a request, and lays down what holds for every answer."""

    def __init__(self, routes: Routes) -> None:
        self._exact: dict[str, Endpoint] = {}
        self._prefixes: dict[str, Endpoint] = {}
        for path, handler in routes.items():
            endpoint = handler if isinstance(handler, Endpoint) else Endpoint(handler)
            if path.endswith("/*"):
                self._prefixes[path[:-1]] = endpoint
            else:
                self._exact[path] = endpoint

    def __call__(self, request: Request) -> Response:
        """Answer a request; never raises."""
        endpoint, rest = self._find(request.path)
        if endpoint is None:
            return finished(error_response(404, "there is nothing at this address"))
        allowed = ", ".join(dict.fromkeys((*endpoint.methods, *(["HEAD"] * ("GET" in endpoint.methods)), "OPTIONS")))
        if request.method == "OPTIONS":
            return finished(Response(204, headers=_preflight(request, allowed, endpoint.cors)), cors=endpoint.cors)
        method = "GET" if request.method == "HEAD" else request.method
        if method not in endpoint.methods:
            refusal = error_response(405, f"this address answers {allowed} only")
            return finished(replace(refusal, headers={"Allow": allowed}), cors=endpoint.cors)
        try:
            answer = endpoint.handler(replace(request, method=method, rest=rest))
        except Refused as refused:
            answer = error_response(refused.status, refused.why)
        except Exception:
            _log.exception("%s %r failed", request.method, request.path[:200])
            answer = error_response(500, "the server failed at this; its log says more")
        return finished(answer, cors=endpoint.cors)

    def _find(self, path: str) -> tuple[Endpoint | None, str]:
        endpoint = self._exact.get(path)
        if endpoint is not None:
            return endpoint, ""
        for end in range(len(path) - 1, 0, -1):  # the longest prefix first; "/" itself is an exact path or nothing
            if path[end - 1] == "/" and path[:end] in self._prefixes:
                return self._prefixes[path[:end]], path[end:]
        return None, ""


def _preflight(request: Request, allowed: str, cors: bool) -> dict[str, str]:
    headers = {"Allow": allowed}
    if cors:
        headers["Access-Control-Allow-Methods"] = allowed
        headers["Access-Control-Allow-Headers"] = "Content-Type, Accept, Accept-Language, X-Requested-With"
        headers["Access-Control-Max-Age"] = "86400"
        if request.headers.get("access-control-request-private-network") == "true":
            headers["Access-Control-Allow-Private-Network"] = "true"  # a browser asks before it visits this machine
    return headers


def finished(answer: Response, *, cors: bool = True) -> Response:
    """Return an answer with the headers that every answer has."""
    return replace(answer, headers={**SAFE, **(CORS if cors else {}), **answer.headers})

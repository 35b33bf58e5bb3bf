"""The HTTP layer, from raw sockets: what is right is answered, what is hostile is refused in a line, none hangs."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from toponyms.serve.http import Endpoint, Refused, Request, Response, Routes, json_response, mount
from toponyms.serve.server import Server
from toponyms.serve.wire import Limits

SMALL = Limits(
    target=1000, head=4000, fields=20, parameters=10, body=5000, idle=1.0, seconds=1.0, connections=6, at_once=2
)


def echo(request: Request) -> Response:
    return json_response(
        {
            "method": request.method, "path": request.path, "query": request.query, "form": request.form,
            "body": request.body.decode("latin-1"), "rest": request.rest, "origin": request.origin,
        }
    )  # fmt: skip


def fails(request: Request) -> Response:
    msg = "a secret"
    raise RuntimeError(msg)


def slow(request: Request) -> Response:
    time.sleep(0.4)
    return json_response("slept")


def refuses(request: Request) -> Response:
    raise Refused(422, "not like this")


ROUTES: Routes = {
    "/": echo,
    **mount("/api", {"/": echo, "/card/*": echo}),
    "/fails": fails,
    "/slow": slow,
    "/refuses": refuses,
    "/splits": lambda request: Response(200, b"x", headers={"X-Name": request.first("name")}),
    "/private": Endpoint(echo, ("GET",), cors=False),
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server(ROUTES, port=0, limits=SMALL) as server:
        yield server


def connect(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=5)


def rest_of(sock: socket.socket) -> bytes:
    """Read until the server closes."""
    got = b""
    while True:
        try:
            more = sock.recv(65_536)
        except ConnectionResetError:
            return got
        if not more:
            return got
        got += more


def talk(server: Server, data: bytes, *, end: bool = False) -> bytes:
    with connect(server) as sock:
        sock.sendall(data)
        if end:
            sock.shutdown(socket.SHUT_WR)
        return rest_of(sock)


def ask(server: Server, line: str, *fields: str, body: bytes = b"") -> tuple[int, dict[str, str], bytes]:
    """Send a request that closes; return status, fields and body."""
    head = "\r\n".join((f"{line} HTTP/1.1", "Host: here:1", "Connection: close", *fields))
    return parted(talk(server, head.encode() + b"\r\n\r\n" + body))


def parted(answer: bytes) -> tuple[int, dict[str, str], bytes]:
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *fields = head.decode("latin-1").split("\r\n")
    return int(first.split()[1]), {n.lower(): v for n, _, v in (f.partition(": ") for f in fields)}, body


def form(text: str) -> tuple[str, str]:
    return "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(text)}"


def test_a_request_reaches_its_handler(server: Server) -> None:
    status, fields, body = ask(server, "POST /api/?a=1&a=2&b=", *form("q=%D0%AF"), body=b"q=%D0%AF")
    said = json.loads(body)
    assert status == 200
    assert (said["path"], said["query"], said["form"]) == ("/api", {"a": ["1", "2"], "b": [""]}, {"q": ["Я"]})
    assert said["origin"] == "http://here:1"
    assert fields["content-type"].startswith("application/json")
    assert fields["x-content-type-options"] == "nosniff"
    assert fields["access-control-allow-origin"] == "*"
    assert fields["content-security-policy"].startswith("default-src 'none'")
    assert fields["referrer-policy"] == "no-referrer"


def test_a_star_takes_the_rest_of_the_path(server: Server) -> None:
    assert json.loads(ask(server, "GET /api/card/odesa%2Fx/y")[2])["rest"] == "odesa/x/y"


def test_head_has_the_length_and_no_body(server: Server) -> None:
    _, full, body = ask(server, "GET /api")
    status, fields, nothing = ask(server, "HEAD /api")
    assert (status, nothing) == (200, b"")
    assert fields["content-length"] == full["content-length"] == str(len(body))


def test_options_allows_pages_from_elsewhere(server: Server) -> None:
    asked = ("Origin: http://elsewhere", "Access-Control-Request-Method: POST")
    status, fields, body = ask(server, "OPTIONS /api", *asked)
    assert (status, body) == (204, b"")
    assert "POST" in fields["access-control-allow-methods"]
    assert "Content-Type" in fields["access-control-allow-headers"]
    _, private, _ = ask(server, "OPTIONS /private")
    assert "access-control-allow-origin" not in private


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("GET /nowhere", 404),
        ("GET /api/../private", 404),
        ("GET /api/..%2f..%2fetc/passwd", 404),
        ("GET /%2e%2e/%2e%2e/etc/passwd", 404),
        ("GET //api", 404),
        ("GET /api//", 404),
        ("GET /api%00", 400),
        ("GET /api%0d%0aX:y", 400),
        ("GET /%ff", 400),
        ("GET api", 400),
        ("GET http://here:1/api?x=1", 200),
        ("DELETE /api", 405),
        ("POST /private", 405),
        ("TRACE /api", 405),
        ("CONNECT here:443", 400),
        ("get /api", 400),
        ("GET  /api", 400),
        ("GET /a b", 400),
        ("GET /api?x=%ff", 400),
        ("GET /api?" + "&".join(f"x{i}=1" for i in range(11)), 400),
        ("GET /api?" + "x" * 1000, 414),
        ("GET /fails", 500),
        ("GET /refuses", 422),
        ("GET /splits?name=a%0d%0aSet-Cookie:%20b=c", 500),
        ("OPTIONS *", 204),
    ],
)
def test_each_request_line_has_its_status(server: Server, line: str, status: int) -> None:
    got, fields, body = ask(server, line)
    assert got == status
    assert b"secret" not in body
    assert "set-cookie" not in fields
    if status >= 400:
        assert set(json.loads(body)) == {"error"}
    if status == 405:
        assert "OPTIONS" in fields["allow"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        (["Content-Length: -1"], 400),
        (["Content-Length: +5"], 400),
        (["Content-Length: 5_0"], 400),
        (["Content-Length: 0x10"], 400),
        (["Content-Length: 99999999999999999999999999"], 400),
        (["Content-Length: 5001"], 413),
        (["Content-Length: 5", "Content-Length: 5"], 400),
        (["Content-Length: 5, 5"], 400),
        (["Content-Length: 5", "Transfer-Encoding: chunked"], 411),
        (["Transfer-Encoding: chunked"], 411),
        (["Content-Encoding: gzip"], 415),
        (["Expect: a miracle"], 417),
        (["Content-Length : 5"], 400),
        (["X: a", " folded"], 400),
        (["no colon"], 400),
        ([": no name"], 400),
        (["X: a\x00b"], 400),
        (["X: a\nY: b"], 400),
        (["X: a\rY: b"], 400),
        (["Host: twice"], 400),
        ([f"X{i}: a" for i in range(20)], 431),
        ([f"X: {'a' * 4000}"], 431),
        (["X: ÿ"], 200),
    ],
)
def test_each_set_of_fields_has_its_status(server: Server, fields: list[str], status: int) -> None:
    got, headers, body = ask(server, "POST /api", *fields, body=b"12345")
    assert got == status
    assert headers["x-content-type-options"] == "nosniff"
    if status != 200:
        assert set(json.loads(body)) == {"error"}
        assert headers["connection"] == "close"


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"GET / HTTP/1.1\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
        (b'GET / HTTP/1.1\r\nHost: "><script>\r\n\r\n', 400),
        (b"GET /\r\n\r\n", 400),
        (b"GET / HTTP/1.1\nHost: x\n\n", 400),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        (b"GET / HTTP/1.10\r\nHost: x\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"\r\n\r\nGET / HTTP/1.0\r\n\r\n", 200),
        (b"G" * 9000, 414),
        (b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 3000, 431),
    ],
)
def test_each_beginning_has_its_status(server: Server, data: bytes, status: int) -> None:
    assert parted(talk(server, data))[0] == status


def test_bytes_after_a_refused_request_are_not_read_as_the_next(server: Server) -> None:
    lengths = b"Content-Length: 3\r\nContent-Length: 44\r\n\r\n"
    smuggled = b"POST /api HTTP/1.1\r\nHost: x\r\n" + lengths + b"abcGET /fails HTTP/1.1\r\nHost: x\r\n\r\n"
    assert talk(server, smuggled).count(b"HTTP/1.1 ") == 1


def test_requests_in_a_row_are_answered_in_order(server: Server) -> None:
    one = b"GET /api?n=%d HTTP/1.1\r\nHost: x\r\n\r\n"
    post = b"POST /api HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nConnection: close\r\n\r\nlast"
    got = talk(server, one % 1 + one % 2 + one % 3 + post + one % 4)
    assert got.count(b"HTTP/1.1 200 OK") == 4
    assert [got.index(word) for word in (b'"1"', b'"2"', b'"3"', b'"last"')] == sorted(
        got.index(word) for word in (b'"1"', b'"2"', b'"3"', b'"last"')
    )
    assert b'"4"' not in got


def test_a_half_closed_socket_gets_its_answer(server: Server) -> None:
    assert parted(talk(server, b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n", end=True))[0] == 200


def test_a_body_that_breaks_off_gets_no_answer(server: Server) -> None:
    assert talk(server, b"POST /api HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nhalf", end=True) == b""


@pytest.mark.parametrize(
    "beginning",
    [b"GET / HTTP/1.1\r\n", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\n"],
    ids=["head", "body"],
)
def test_bytes_that_trickle_in_do_not_hold_a_thread(server: Server, beginning: bytes) -> None:
    start = time.monotonic()
    with connect(server) as sock:
        sock.sendall(beginning)
        got = b""
        sock.settimeout(0.1)
        while time.monotonic() < start + 4 and not got:
            try:
                sock.sendall(b"x")
                got = sock.recv(1000)
            except TimeoutError:
                continue
        assert got.startswith(b"HTTP/1.1 408 ")
    assert time.monotonic() - start < 3


def test_an_idle_connection_is_closed(server: Server) -> None:
    start = time.monotonic()
    assert talk(server, b"") == b""
    assert 0.5 < time.monotonic() - start < 3


def test_a_large_body_refused_leaves_the_answer_readable(server: Server) -> None:
    head = b"POST /api HTTP/1.1\r\nHost: x\r\nContent-Length: 500000\r\n\r\n"
    assert parted(talk(server, head + b"x" * 500_000))[0] == 413


def test_a_body_is_asked_for_where_it_waits_to_be(server: Server) -> None:
    with connect(server) as sock:
        fields = b"Host: x\r\nExpect: 100-continue\r\nConnection: close\r\nContent-Length: 4\r\n\r\n"
        sock.sendall(b"POST /api HTTP/1.1\r\n" + fields)
        assert sock.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        sock.sendall(b"body")
        assert parted(rest_of(sock))[0] == 200


def test_connections_past_the_limit_are_told_to_come_back() -> None:
    with Server(ROUTES, port=0, limits=SMALL) as server:
        held = [connect(server) for _ in range(SMALL.connections)]
        for sock in held:  # a request on each, so that each has surely been accepted
            sock.sendall(b"GET /api HTTP/1.1\r\nHost: x\r\n\r\n")
            assert sock.recv(5000).startswith(b"HTTP/1.1 200")
        assert parted(talk(server, b""))[0] == 503
        for sock in held:
            sock.close()
        deadline = time.monotonic() + 3
        while time.monotonic() < deadline and ask(server, "GET /api")[0] != 200:
            time.sleep(0.05)
        assert ask(server, "GET /api")[0] == 200


def test_the_server_ends_in_order() -> None:
    server = Server(ROUTES, port=0, limits=SMALL)
    answers: list[bytes] = []
    with server:
        idle = connect(server)
        busy = threading.Thread(target=lambda: answers.append(talk(server, b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n")))
        busy.start()
        time.sleep(0.15)
        start = time.monotonic()
    assert time.monotonic() - start < 1.5
    busy.join()
    assert parted(answers[0])[0] == 200, "what was being answered is finished"
    assert b"Connection: close" in answers[0]
    assert idle.recv(10) == b""
    idle.close()
    with pytest.raises(ConnectionRefusedError):
        connect(server)


def test_the_address_says_where_it_listens(server: Server) -> None:
    assert urlsplit(server.url).port == server.port > 0
    with pytest.raises(OSError, match=r"in use"):
        Server(ROUTES, port=server.port)

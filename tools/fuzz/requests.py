"""Raw HTTP against `toponyms serve`: bad lengths, broken lines, path tricks, injected headers, hostile questions."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import threading
import time
from random import Random
from urllib.parse import quote

from tools.fuzz.judge import must
from tools.fuzz.letters import mutate, soup
from toponyms.cli.serve import routes
from toponyms.gazetteer import default
from toponyms.serve.server import Server
from toponyms.serve.wire import Limits

_SECONDS = 3.0  # what the server allows a request; slow ones are met with 408 after it
_PATHS = (
    "/", "/static/style.css", "/api/suggest?prefix={}", "/api/resolve?name={}", "/api/place?id={}",
    "/api/propose?place={}&name=Abc", "/api/find", "/reconcile",
    "/reconcile?queries={}", "/reconcile?callback={}", "/reconcile/suggest/entity?prefix={}",
    "/reconcile/suggest/type?prefix={}", "/reconcile/preview?id={}", "/reconcile/preview/{}", "/reconcile?extend={}",
    "/reconcile/extend/propose?type={}", "/{}", "/static/{}", "/static/../{}", "/static/..%2f..%2f{}", "//{}", "/%00{}",
    "/reconcile/../../etc/passwd", "/static/%2e%2e/%2e%2e/etc/passwd", "http://evil.example/{}", "/" + "a/" * 3000,
)  # fmt: skip
_VALUES = (
    "pokrovsk-donetsk", "Краматорськ", "<script>alert(1)</script>", "\r\nSet-Cookie: a=b", "../../etc/passwd",
    "' OR 1=1", "{{7*7}}", "\0", "%", "%zz", "%c0%af", "\udcff", "alert", "a" * 5000, "[" * 5000, "{}", "null",
    '{"q0":{"query":1}}',
    '{"q0":{"query":"Toretsk","limit":-1}}', '{"q0":{"query":"Toretsk","limit":1e999,"type":{}}}', "constructor",
    '{"ids":["pokrovsk-donetsk"],"properties":[{"id":"name","settings":[]}]}', '{"ids":{},"properties":7}', "window.x",
)  # fmt: skip
_HEADERS = (
    "Host: 127.0.0.1", "Host: evil.example", "Host: a b", "Host:", "host: x\r\nhost: y", "Content-Length: 5",
    "Content-Length: -1", "Content-Length: 0x10", "Content-Length: 99999999999999999999", "Content-Length: 5, 5",
    "Content-Length: 1000000", "Transfer-Encoding: chunked", "Transfer-Encoding: identity", "Expect: 100-continue",
    "Expect: x", "Connection: close", "Connection: keep-alive, upgrade", "Upgrade: h2c", "Content-Encoding: gzip",
    "Content-Type: application/json", "Content-Type: application/x-www-form-urlencoded", "Content-Type: text/plain;\t",
    "Accept-Language: {}", "Origin: {}", "Cookie: {}", "X-Forwarded-For: {}", "Range: bytes=0-1", "If-None-Match: *",
    " folded: x", "no colon", ": empty", "a\tb: c", "X: \x01", "Referer: {}", "Access-Control-Request-Method: POST",
)  # fmt: skip
_METHODS = (*["GET"] * 6, *["POST"] * 4, "HEAD", "OPTIONS", "PUT", "TRACE", "get", "X" * 30, "")
_HEAD = re.compile(rb"HTTP/1\.1 (\d{3}) [A-Za-z -]+\r\n((?:[A-Za-z-]+: [\x20-\x7e\x80-\xff]*\r\n)*)\r\n")


class Requests:
    """Feeds a server of its own. A case is JSON: the bytes of one connection in Latin-1, in parts."""

    def __init__(self) -> None:
        self.names = [place.name for place in default().places("city")]
        limits = Limits(idle=_SECONDS, seconds=_SECONDS)
        self.server = Server(routes(default()), port=0, limits=limits)
        threading.Thread(target=self.server.run, daemon=True).start()
        self.turn = 0

    def make(self, rng: Random) -> str:
        """Draw what one connection sends: one to three requests, whole, damaged or cut."""
        data = b"".join(self._request(rng) for _ in range(rng.choice((1, 1, 1, 2, 3))))
        draw = rng.random()
        if draw < 0.15:
            at = rng.randrange(len(data))
            sign = rng.choice((b"\0", b"\r", b"\n", b"\r\n", b" ", b"\xff", b":", rng.randbytes(4)))
            data = data[:at] + sign + data[at:]
        elif draw < 0.25:
            data = data[: rng.randrange(len(data))]
        elif draw < 0.3:
            data = rng.randbytes(rng.randint(1, 400))
        elif draw < 0.35:
            data = data.replace(b"\r\n", rng.choice((b"\n", b"\r", b"\r\n ", b"\n\r")), rng.choice((1, 2, -1)))
        return json.dumps({"bytes": data.decode("latin-1")})

    def _request(self, rng: Random) -> bytes:
        method = rng.choice(_METHODS)
        path = rng.choice(_PATHS).replace("{}", self._value(rng))
        version = rng.choice(("HTTP/1.1",) * 8 + ("HTTP/1.0", "HTTP/2.0", "HTTP/1.1 ", "", "HTTP/1.999"))
        lines = [f"{method} {path} {version}"]
        if rng.random() < 0.9:
            lines.append("Host: 127.0.0.1")
        body = b""
        if method == "POST":
            key = rng.choice(("queries", "extend", "text", "q", "callback"))
            value = rng.choice((*_VALUES, soup(rng), mutate(rng.choice(self.names), rng)))
            if rng.random() < 0.5:
                body = f"{key}={quote(value, errors='surrogatepass')}".encode()
                lines.append("Content-Type: application/x-www-form-urlencoded")
            else:
                told = json.dumps({key: value}) if rng.random() < 0.7 else value
                body = told.encode("utf-8", "surrogatepass")
                lines.append("Content-Type: application/json")
            if rng.random() < 0.9:
                lines.append(f"Content-Length: {len(body) + rng.choice((0, 0, 0, 0, 0, -1, 3))}")
        for _ in range(rng.choice((0, 0, 1, 1, 2, 5, 80 if rng.random() < 0.1 else 0))):
            lines.append(rng.choice(_HEADERS).replace("{}", self._value(rng)))
        rng.shuffle(lines) if rng.random() < 0.02 else None
        return "\r\n".join(lines).encode("utf-8", "surrogatepass") + b"\r\n\r\n" + body

    def _value(self, rng: Random) -> str:
        value = rng.choice((*_VALUES, soup(rng), mutate(rng.choice(self.names), rng)))
        return quote(value, errors="surrogatepass") if rng.random() < 0.85 else value

    def check(self, case: str) -> None:
        """Send one connection's bytes, say that no more comes, and look at all that comes back."""
        data = json.loads(case)["bytes"].encode("latin-1")
        self.turn += 1
        began = time.monotonic()
        back = self._talk(data)
        took = time.monotonic() - began
        must(took < 2 * _SECONDS, f"the connection took {took:.1f} s")
        heads = b"HEAD " in data
        while back:
            head = _HEAD.match(back)
            must(head is not None, f"what comes back is no answer: {back[:200]!r}")
            assert head is not None
            back = back[head.end() :]
            status, fields = int(head[1]), head[2].decode("latin-1").lower()
            if status == 100:
                continue
            must(status != 500, "the server failed")
            must("x-content-type-options: nosniff" in fields, "an answer without the safe headers")
            must("set-cookie" not in fields, "a header was injected")
            length = re.search(r"content-length: (\d+)", fields)
            size = int(length[1]) if length and status not in (204, 304) else 0
            body, rest = back[:size], back[size:]
            if heads:
                return  # bodies of HEAD are left out; what follows cannot be told apart without the requests
            must(len(body) == size, "an answer is cut off")
            must(b"root:" not in body, "a file of the machine came back")
            if "content-type: text/html" in fields:
                must(b"<script>alert" not in body, "what was asked came back as a script")
            back = rest
        if self.turn % 200 == 0:
            with contextlib.suppress(BlockingIOError):
                fine = self._talk(b"GET /api/resolve?name=Toretsk HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                must(b"toretsk-donetsk" in fine, "the server no longer answers")
            must(threading.active_count() < 200, f"{threading.active_count()} threads")

    def _talk(self, data: bytes) -> bytes:
        back = bytearray()
        with socket.create_connection(("127.0.0.1", self.server.port), timeout=3 * _SECONDS) as sock:
            try:
                sock.sendall(data)
                sock.shutdown(socket.SHUT_WR)
                while more := sock.recv(65_536):
                    back += more
            except ConnectionError:
                pass  # refused in the middle of what was sent
            except TimeoutError:
                must(False, "the server neither answers nor closes")
        return bytes(back)

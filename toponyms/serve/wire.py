"""HTTP/1.1 as bytes: one request read from a socket, one answer written to it.

Strict where leniency has let requests be smuggled past others: lines end in CRLF, a length is given once, in digits,
names of fields are tokens, nothing is folded. A body comes with its length; chunked bodies are refused (411). Every
wait has an end: bytes that trickle in do not push it back.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate
from http import HTTPStatus
from urllib.parse import parse_qs, unquote_to_bytes

from toponyms.serve.http import Refused, Request, Response


@dataclass(frozen=True, slots=True)
class Limits:
    """What one asker may take.

    Attributes:
        target: Bytes of a URL.
        head: Bytes of the request line and all fields.
        fields: Header fields.
        parameters: Parameters of a URL or a form.
        body: Bytes of a body.
        idle: Seconds that a connection may wait for its next request.
        seconds: Seconds for a whole request to come in, and for the answer to be taken.
        connections: Connections at once; further ones are told to come back (503).
        at_once: Requests that are worked on at once; further ones wait for a turn.
    """

    target: int = 16_384
    head: int = 32_768
    fields: int = 64
    parameters: int = 100
    body: int = 2_097_152
    idle: float = 15.0
    seconds: float = 15.0
    connections: int = 128
    at_once: int = 16


_REQUEST_LINE = re.compile(rb"([A-Z]{1,20}) ([!-~]+) HTTP/(\d)\.(\d)")
_FIELD = re.compile(rb"([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*", re.DOTALL)
_HOST = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f]")


class Closed(Exception):
    """The other side has gone, or said nothing in time; there is no one to answer."""


class Wire:
    """The bytes of one connection."""

    def __init__(self, sock: socket.socket, limits: Limits, origin: str) -> None:
        self._sock = sock
        self._limits = limits
        self._origin = origin
        self._buffer = bytearray()
        self.keep = True  # whether another request may follow

    def wait(self) -> None:
        """Wait for the first byte of a request.

        Raises:
            Closed: None came.
        """
        if not self._buffer:
            self._receive(time.monotonic() + self._limits.idle)

    def read(self) -> Request:
        """Read a request.

        Raises:
            Closed: The other side has gone.
            Refused: It is malformed, too large or too slow; `keep` is then False.
        """
        keep, self.keep = self.keep, False  # until all of it has been read, nothing is known of where the next begins
        deadline = time.monotonic() + self._limits.seconds
        try:
            request, keep_asked = self._read(deadline)
        except TimeoutError:
            raise Refused(408, "the request did not come in time") from None
        self.keep = keep and keep_asked
        return request

    def _read(self, deadline: float) -> tuple[Request, bool]:
        line, *lines = self._head(deadline).split(b"\r\n")
        method, target, minor = _request_line(line, self._limits)
        headers = _fields(lines, self._limits)
        if minor and "host" not in headers:
            raise Refused(400, "a request must name its host")
        host = headers.get("host", "")
        if host and not _HOST.fullmatch(host):
            raise Refused(400, "the name of the host is malformed")
        path, _, query = target.partition("?")
        body = self._body(headers, deadline)
        form: Mapping[str, list[str]] = {}
        if headers.get("content-type", "").partition(";")[0].strip().lower() == "application/x-www-form-urlencoded":
            form = _parameters(body, self._limits)
        connection = {word.strip() for word in headers.get("connection", "").lower().split(",")}
        keep = "close" not in connection and (minor > 0 or "keep-alive" in connection)
        origin = f"http://{host}" if host else self._origin
        request = Request(
            method, _path(path), _parameters(query.encode(), self._limits), form, headers, body, origin=origin
        )
        return request, keep

    def _head(self, deadline: float) -> bytes:
        """Read up to the empty line."""
        searched = 0
        while True:
            while self._buffer[:2] == b"\r\n":  # an empty line before a request is forgiven
                del self._buffer[:2]
                searched = 0
            end = self._buffer.find(b"\r\n\r\n", max(searched - 3, 0))
            if 0 <= end <= self._limits.head:
                head = bytes(self._buffer[:end])
                del self._buffer[: end + 4]
                if re.search(rb"(?<!\r)\n|\r(?!\n)", head):
                    raise Refused(400, "lines must end in CRLF")
                return head
            if end > 0 or len(self._buffer) > self._limits.head:
                if b"\r\n" not in self._buffer[: self._limits.target + 64]:
                    raise Refused(414, f"an address may have {self._limits.target} bytes")
                raise Refused(431, f"the head of a request may have {self._limits.head} bytes")
            if b"\n\n" in self._buffer[: self._limits.head]:
                raise Refused(400, "lines must end in CRLF")
            searched = len(self._buffer)
            self._receive(deadline)

    def _body(self, headers: Mapping[str, str], deadline: float) -> bytes:
        if "transfer-encoding" in headers:
            raise Refused(411, "a body must come with its length, not in chunks")
        if headers.get("content-encoding", "identity").lower() != "identity":
            raise Refused(415, "a body must come uncompressed")
        given = headers.get("content-length", "0")
        if not re.fullmatch("[0-9]{1,18}", given):
            raise Refused(400, "the length of the body is malformed")
        length = int(given)
        if length > self._limits.body:
            raise Refused(413, f"a body may have {self._limits.body} bytes")
        expected = headers.get("expect", "").lower()
        if expected not in ("", "100-continue"):
            raise Refused(417, "this server can meet no such expectation")
        if expected and len(self._buffer) < length:
            self.send(b"HTTP/1.1 100 Continue\r\n\r\n")
        while len(self._buffer) < length:
            self._receive(deadline)
        body = bytes(self._buffer[:length])
        del self._buffer[:length]
        return body

    def _receive(self, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(left)
        try:
            more = self._sock.recv(65_536)
        except TimeoutError:
            raise
        except OSError:
            raise Closed from None
        if not more:
            raise Closed
        self._buffer += more

    def send(self, data: bytes) -> None:
        """Send all of some bytes, within the time allowed.

        Raises:
            Closed: The other side has gone, or does not take them.
        """
        self._sock.settimeout(self._limits.seconds)
        try:
            self._sock.sendall(data)
        except OSError:
            raise Closed from None

    def linger(self) -> None:
        """Say that no more comes, and take a little of what the other side still sends.

        A socket that is closed with bytes unread resets the connection, and the answer may be lost with it.
        """
        deadline = time.monotonic() + 1
        try:
            self._sock.shutdown(socket.SHUT_WR)
            for _ in range(64):
                self._buffer.clear()
                self._receive(deadline)
        except (Closed, OSError):  # a time-out is an OSError, too
            pass


def _request_line(line: bytes, limits: Limits) -> tuple[str, str, int]:
    """Return the method, the path with its query, and the minor version."""
    parts = _REQUEST_LINE.fullmatch(line)
    if parts is None:
        raise Refused(400, "the request line is malformed")
    method, target, major, minor = parts.groups()
    if major != b"1":
        raise Refused(505, "this server speaks HTTP/1.1")
    if len(target) > limits.target:
        raise Refused(414, f"an address may have {limits.target} bytes")
    address = target.decode("ascii").partition("#")[0]
    whole = re.match(r"https?://[^/?]*", address)
    if whole:
        address = address[whole.end() :] or "/"
    if address == "*" and method == b"OPTIONS":
        address = "/"
    if not address.startswith("/"):
        raise Refused(400, "the address must begin with a slash")
    return method.decode("ascii"), address, int(minor)


def _fields(lines: list[bytes], limits: Limits) -> dict[str, str]:
    if len(lines) > limits.fields:
        raise Refused(431, f"a request may have {limits.fields} header fields")
    headers: dict[str, str] = {}
    for line in lines:
        parts = _FIELD.fullmatch(line)
        if parts is None or _CONTROL.search(parts[2]):
            raise Refused(400, "a header field is malformed")
        name, value = parts[1].decode("ascii").lower(), parts[2].decode("latin-1")
        if name in headers:
            if name in ("content-length", "host", "content-type", "transfer-encoding"):
                raise Refused(400, f"the header field {name} is there twice")
            value = f"{headers[name]}, {value}"
        headers[name] = value
    return headers


def _path(raw: str) -> str:
    """Decode a path; no slash at its end."""
    try:
        path = unquote_to_bytes(raw).decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(400, "the address is not in UTF-8") from None
    if _UNSAFE.search(path):
        raise Refused(400, "the address has control characters in it")
    return path[:-1] if path.endswith("/") and path != "/" else path


def _parameters(encoded: bytes, limits: Limits) -> dict[str, list[str]]:
    if not encoded:
        return {}
    try:
        return parse_qs(
            encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=limits.parameters
        )
    except UnicodeDecodeError:
        raise Refused(400, "the parameters are not in percent-encoded UTF-8") from None
    except ValueError:
        raise Refused(400, f"there may be {limits.parameters} parameters") from None


def written(answer: Response, *, body: bool, keep: bool) -> bytes:
    """Write an answer as bytes.

    Args:
        answer: The answer.
        body: False to leave the body out, as HEAD asks; its length is stated all the same.
        keep: Whether the connection stays open.

    Raises:
        ValueError: A header field would break the message.
    """
    phrase = HTTPStatus(answer.status).phrase
    lines = [f"HTTP/1.1 {answer.status} {phrase}", f"Date: {formatdate(usegmt=True)}"]
    bodiless = answer.status in (204, 304)
    fields = dict(answer.headers)
    if not bodiless:
        fields = {"Content-Type": answer.content_type, "Content-Length": str(len(answer.body)), **fields}
    fields["Connection"] = "keep-alive" if keep else "close"
    for name, value in fields.items():
        if _UNSAFE.search(name) or _UNSAFE.search(value):
            msg = f"the value of the header field {name!r} has control characters in it"
            raise ValueError(msg)
        lines.append(f"{name}: {value}")
    head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
    return head + answer.body if body and not bodiless else head

"""The server: a thread for each connection, a turn for each request, and an orderly end."""

from __future__ import annotations

import contextlib
import logging
import signal
import socket
import threading
from types import TracebackType
from typing import Self

from toponyms.serve.http import App, Refused, Request, Response, Routes, error_response, finished
from toponyms.serve.wire import Closed, Limits, Wire, written

_log = logging.getLogger("toponyms.serve")


class Server:
    """Listens at an address from the moment it is made; answers while `run` runs, or inside a `with`.

    Attributes:
        port: The port it listens at.
        url: The address of its root, without a slash at its end.

    Examples:
        >>> from urllib.request import urlopen
        >>> from toponyms.serve.http import json_response
        >>> with Server({"/ping": lambda request: json_response("pong")}, port=0) as server:
        ...     urlopen(f"{server.url}/ping").read()
        b'"pong"'
    """

    def __init__(self, routes: Routes, host: str = "127.0.0.1", port: int = 8000, limits: Limits | None = None) -> None:
        """Listen.

        Args:
            routes: The handlers by path.
            host: The address to listen at; 127.0.0.1 is seen from this machine only.
            port: The port; 0 for any that is free.
            limits: What one asker may take.

        Raises:
            OSError: The address is taken or is not this machine's.
        """
        self._app = App(routes)
        self._limits = limits or Limits()
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.create_server((host, port), family=family, backlog=128)
        self._listener.settimeout(0.25)  # how soon `stop` is noticed
        name = f"[{host}]" if family == socket.AF_INET6 else host
        self.port: int = self._listener.getsockname()[1]
        self.url = f"http://{name}:{self.port}"
        self._stopping = threading.Event()
        self._turns = threading.BoundedSemaphore(self._limits.at_once)
        self._lock = threading.Lock()
        self._idle: dict[socket.socket, bool] = {}  # the open connections, and whether each waits for a request
        self._threads: set[threading.Thread] = set()
        self._runner: threading.Thread | None = None

    def run(self) -> None:
        """Answer until `stop` is called, from a signal or another thread; what is being answered is finished."""
        try:
            while not self._stopping.is_set():
                try:
                    sock, _ = self._listener.accept()
                except TimeoutError:
                    continue
                except OSError as error:  # the table of open files is full, or the like
                    _log.warning("cannot accept a connection: %s", error)
                    self._stopping.wait(0.25)
                    continue
                self._welcome(sock)
        finally:
            self._listener.close()
            self._finish()

    def stop(self) -> None:
        """Ask `run` to come to an end."""
        self._stopping.set()

    def _welcome(self, sock: socket.socket) -> None:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with self._lock:
            full = len(self._idle) >= self._limits.connections
            if not full:
                self._idle[sock] = True
        if full:
            busy = finished(error_response(503, "too many connections; try again"))
            with contextlib.closing(sock), contextlib.suppress(OSError):
                sock.settimeout(0.1)
                sock.sendall(written(busy, body=True, keep=False))
                sock.shutdown(socket.SHUT_WR)
            return
        thread = threading.Thread(target=self._talk, args=(sock,), name="toponyms-serve", daemon=True)
        with self._lock:
            self._threads.add(thread)
        thread.start()

    def _finish(self) -> None:
        """Close what is idle, wait for the others."""
        with self._lock:
            idle = [sock for sock, waits in self._idle.items() if waits]
            threads = list(self._threads)
        for sock in idle:
            _shut(sock)
        for thread in threads:
            thread.join(self._limits.seconds)

    def _talk(self, sock: socket.socket) -> None:
        """Answer the requests of a connection one after the other."""
        wire = Wire(sock, self._limits, self.url)
        try:
            while wire.keep and not self._stopping.is_set():
                wire.wait()
                self._idle[sock] = False
                self._exchange(wire)
                self._idle[sock] = True
        except (Closed, TimeoutError):
            pass
        except Exception:
            _log.exception("a connection failed")
        finally:
            sock.close()
            with self._lock:
                self._idle.pop(sock, None)
                self._threads.discard(threading.current_thread())

    def _exchange(self, wire: Wire) -> None:
        try:
            request = wire.read()
        except Refused as refused:
            _log.debug("refused: %d %s", refused.status, refused.why)
            refusal = finished(error_response(refused.status, refused.why))
            wire.send(written(refusal, body=True, keep=False))
            wire.linger()
            return
        answer = self._answer(request)
        _log.debug("%s %r %d", request.method, request.path[:200], answer.status)
        wire.keep = wire.keep and not self._stopping.is_set()
        try:
            data = written(answer, body=request.method != "HEAD", keep=wire.keep)
        except ValueError:  # a handler let a line break into a header
            _log.exception("%r: the answer could not be written", request.path[:200])
            wire.keep = False
            data = written(finished(error_response(500, "the server failed at this")), body=True, keep=False)
        wire.send(data)
        if not wire.keep:
            wire.linger()

    def _answer(self, request: Request) -> Response:
        if not self._turns.acquire(timeout=self._limits.seconds):
            return finished(error_response(503, "too many requests at once; try again"))
        try:
            return self._app(request)
        finally:
            self._turns.release()

    def __enter__(self) -> Self:
        self._runner = threading.Thread(target=self.run, name="toponyms-serve-accept", daemon=True)
        self._runner.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()
        if self._runner is not None:
            self._runner.join()


def _shut(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def serve(routes: Routes, host: str = "127.0.0.1", port: int = 8000, limits: Limits | None = None) -> None:
    """Answer requests until the process is interrupted or asked to end (SIGINT, SIGTERM).

    Args:
        routes: The handlers by path.
        host: The address to listen at.
        port: The port; 0 for any that is free.
        limits: What one asker may take.

    Raises:
        OSError: The address is taken or is not this machine's.
    """
    run_until_stopped(Server(routes, host, port, limits))


def run_until_stopped(server: Server) -> None:
    """Run a server in the main thread until SIGINT or SIGTERM."""
    before = {each: signal.signal(each, lambda *_: server.stop()) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        server.run()
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)

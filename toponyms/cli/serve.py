"""`toponyms serve`: a page for people and the Reconciliation API for OpenRefine, on this machine."""

from __future__ import annotations

import argparse
import ipaddress
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toponyms.gazetteer import Gazetteer
    from toponyms.serve.http import Endpoint, Handler

_EPILOG = """\
The page is at http://127.0.0.1:8000/: type a name, or paste a text.

In OpenRefine: column menu, Reconcile, Start reconciling, Add standard service, http://127.0.0.1:8000/reconcile

The server answers on this machine only. It has no passwords and no encryption: before it is given another --host, put
a proxy in front that has."""


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    parser = subparsers.add_parser(
        "serve", help="a page to look names up in, and OpenRefine's service", epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (default 127.0.0.1)")
    parser.add_argument("--port", type=_port, default=8000, help="the port (default 8000; 0 for any that is free)")
    parser.add_argument("--gazetteer", action="append", default=[], metavar="FILE", help="a gazetteer file to add")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer until interrupted."""
    from toponyms.gazetteer import Gazetteer, default
    from toponyms.serve.server import Server, run_until_stopped

    gazetteer = Gazetteer.load(*args.gazetteer) if args.gazetteer else default()
    try:
        server = Server(routes(gazetteer), args.host, args.port)
    except OSError as error:
        why = error.strerror or error
        print(f"toponyms: cannot listen at {args.host}, port {args.port}: {why}; try another --port", file=sys.stderr)
        return 2
    if not _is_loopback(args.host):
        print(f"toponyms: {args.host} can be reached from other machines, and this server asks no one who they are",
              file=sys.stderr)  # fmt: skip
    said = f"{server.url}/ is a page to look names up in, {server.url}/reconcile is for OpenRefine; Ctrl-C ends"
    print(said, file=sys.stderr, flush=True)
    run_until_stopped(server)
    return 0


def routes(gazetteer: Gazetteer) -> dict[str, Handler | Endpoint]:
    """Return all that the server answers."""
    from toponyms.serve import page, reconcile
    from toponyms.serve.http import mount

    return {**page.routes(gazetteer), **mount("/reconcile", reconcile.routes(gazetteer, view="/#place={{id}}"))}


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65_535:
        msg = "a port is a number from 0 to 65535"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

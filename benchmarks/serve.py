"""`python -m benchmarks serve`: many clients at once, for a minute, on loopback."""

from __future__ import annotations

import http.client
import json
import multiprocessing
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from benchmarks import report

BATCH = 10  # names in a request, as OpenRefine sends them
_PREPARED = 6000  # different requests, made before the clock runs
_Request = tuple[str, str, str, str | None]  # kind, method, path, body
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Sent(NamedTuple):
    """A request that was answered, or failed."""

    kind: str
    took: float
    failed: bool


def run(options: Any) -> None:
    """Start the server, let the clients ask, print, and with `--write` keep the table."""
    command = [sys.executable, "-m", "toponyms", "serve", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            said = server.stderr.readline()
            found = re.search(r"127\.0\.0\.1:(\d+)", said)
            if found is None:
                msg = f"the server does not start: {said}"
                raise SystemExit(msg)
            sent, memory = load(int(found[1]), server.pid, options)
        finally:
            server.terminate()
    text = tables(sent, memory, options)
    print(text)
    if options.write:
        report.write("serve", text)


def load(port: int, pid: int, options: Any) -> tuple[list[Sent], list[float]]:
    """Let the clients ask; return what they sent, and the server's memory in MB every second."""
    requests = list(islice(asked(random.Random(options.seed)), _PREPARED))
    processes = multiprocessing.get_context("spawn")
    gate = processes.Barrier(options.clients + 1)
    answers: multiprocessing.Queue[list[Sent]] = processes.Queue()
    clients = []
    for number in range(options.clients):
        mine = requests[number :: options.clients]
        clients.append(processes.Process(target=client, args=(port, mine, options.seconds, gate, answers), daemon=True))
        clients[-1].start()
    gate.wait()
    end = time.monotonic() + options.seconds
    memory = []
    while time.monotonic() < end:
        time.sleep(1)
        memory.append(resident(pid))
    sent = [each for _ in clients for each in answers.get(timeout=60)]
    for each in clients:
        each.join()
    return sent, memory


def client(port: int, requests: list[_Request], seconds: float, gate: Any, answers: Any) -> None:
    """Ask one request after the other on a connection that is kept, round and round."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    sent = []
    gate.wait()
    end = time.monotonic() + seconds
    for kind, method, path, body in cycle(requests):
        if time.monotonic() >= end:
            break
        clock = time.perf_counter()
        try:
            connection.request(method, path, body, _FORM if body else {})
            answer = connection.getresponse()
            read = answer.read()
            failed = answer.status != 200 or not read
        except (OSError, http.client.HTTPException):
            connection.close()
            failed = True
        sent.append(Sent(kind, (time.perf_counter() - clock) * 1e3, failed))
    answers.put(sent)


def asked(dice: random.Random) -> Iterator[_Request]:
    """Yield requests without end; names as people write them, one in three with a slip."""
    from toponyms.gazetteer import default

    places = dice.sample(list(default().places()), 4000)
    oblasts = [place.name for place in default().places("oblast")]

    def name() -> str:
        text = dice.choice(dice.choice(places).names).text
        if dice.random() < 1 / 3 and len(text) > 5:
            at = dice.randrange(1, len(text) - 1)
            text = text[:at] + text[at + 1 :]
        return text

    def query() -> dict[str, Any]:
        hint = [{"pid": "oblast", "v": dice.choice(oblasts)}] if dice.random() < 0.3 else []
        return {"query": name(), "type": "populated", "type_strict": "should", "properties": hint}

    while True:
        roll = dice.random()
        if roll < 0.6:
            batch = {f"q{number}": query() for number in range(BATCH)}
            yield f"reconcile {BATCH} names", "POST", "/reconcile", urlencode({"queries": json.dumps(batch)})
        elif roll < 0.75:
            yield "reconcile 1 name", "POST", "/reconcile", urlencode({"queries": json.dumps({"q0": query()})})
        elif roll < 0.85:
            prefix = quote(name()[: dice.randrange(3, 7)])
            yield "suggest", "GET", f"/reconcile/suggest/entity?prefix={prefix}", None
        elif roll < 0.95:
            wanted = [{"id": pid} for pid in ("pcode", "name_uk", "former_names", "oblast")]
            data = {"ids": [place.id for place in dice.sample(places, BATCH)], "properties": wanted}
            yield f"extend {BATCH} places", "POST", "/reconcile", urlencode({"extend": json.dumps(data)})
        else:
            yield "preview", "GET", f"/reconcile/preview/{dice.choice(places).id}", None


def resident(pid: int) -> float:
    """Return the memory that a process holds, in MB; 0 where the system does not tell."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def tables(sent: list[Sent], memory: list[float], options: Any) -> str:
    """Write what was measured."""
    rows = []
    kinds = sorted({each.kind for each in sent}, key=lambda kind: -sum(each.kind == kind for each in sent))
    for kind in ["all", *kinds]:
        took = sorted(each.took for each in sent if kind in ("all", each.kind))
        failed = sum(each.failed for each in sent if kind in ("all", each.kind))
        at = [took[min(int(len(took) * share), len(took) - 1)] for share in (0.5, 0.95, 0.99)]
        rows.append([kind, f"{len(took):,}", f"{len(took) / options.seconds:,.0f}", *map(report.short, at),
                     report.short(took[-1]), str(failed)])  # fmt: skip
    head = ["request", "answered", "a second", "median ms", "95 %", "99 %", "longest", "failed"]
    names = sum(BATCH if each.kind.startswith(f"reconcile {BATCH}") else 1
                for each in sent if each.kind.startswith("reconcile"))  # fmt: skip
    third = max(len(memory) // 3, 1)
    return "\n\n".join([
        f"`toponyms serve` on loopback, {options.clients} clients for {options.seconds} s on kept connections, each "
        f"asking again as soon as it is answered; the clients share the machine's cores with the server. {_PREPARED:,} "
        "requests with names of 4,000 places drawn at random, a third of them with a letter left out, a third with an "
        "oblast that may be another; the server remembers no answers. "
        f"{names / options.seconds:,.0f} names were reconciled a second.",
        report.table(head, rows),
        f"Memory of the server: {memory[0]:.0f} MB after a second, {median(memory[:third]):.0f} MB in the median of "
        f"the first third, {median(memory[third : 2 * third]):.0f} MB of the second, "
        f"{median(memory[2 * third :]):.0f} MB of the last; {max(memory):.0f} MB at most.",
    ])  # fmt: skip

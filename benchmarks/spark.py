"""`python -m benchmarks spark`: texts and names through Spark with one worker and with two, beside plain Python.

The machine may be busy, so time by the clock says little alone: processor time, of all processes, is counted too.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import toponyms
from benchmarks import report
from benchmarks.documents import crawled, news
from benchmarks.measure import conditions
from benchmarks.tables import choose

PAGE = report.FOLDER / "scale.md"
BEGIN, END = "<!-- spark -->", "<!-- /spark -->"
WHO = ("plain Python", "Spark, 1 worker", "Spark, 2 workers")
REPEATED = 40  # how often a name stands in a column of names
_TICK = os.sysconf("SC_CLK_TCK")
_spent: dict[int, int] = {}  # ticks of processor by process, also of those that have ended


class Took(NamedTuple):
    """What a run took: seconds by the clock, seconds of processors, the load average after it."""

    clock: float
    cpu: float
    load: float


def run(options: Any) -> None:
    """Measure, print, and with `--write` put the table into docs/scale.md."""
    runs = len(WHO) * (options.rounds + 1)
    session = _session()
    lines = []
    for kind, make in {"pages of a crawl": crawled, "news": news}.items():
        texts = make(options.documents * runs, options.seed)
        size = f"{sum(map(len, texts)) / len(texts):,.0f}"
        took = _measured(session, _shares(texts, runs), _plain_ids, _ids, options.rounds)
        lines += [[kind, size, who, *_figures(one, options.documents)] for who, one in took.items()]
    rng = random.Random(options.seed)
    distinct = _shares(choose(toponyms.Gazetteer.load(), options.rows // REPEATED * runs, rng), runs)
    names = [rng.choices(some, k=options.rows) for some in distinct]
    took = _measured(session, names, toponyms.resolve_many, _resolved, options.rounds)
    lines += [["names", "", who, *_figures(one, options.rows)] for who, one in took.items()]
    memory = _memory(session)
    session.stop()
    head = ["", "characters", "who", "a second", "a second of processor", "processor ms for 1,000", "load"]
    about = (
        f"{options.documents:,} documents of each kind a run, `place_ids` of each; {options.rows:,} names a run, each "
        f"about {REPEATED} times, `resolve` of each. Every run has documents and names that none before had. Medians "
        f"of {options.rounds} runs."
    )
    text = "\n\n".join([f"Measured {conditions()}", about, report.table(head, lines), memory])
    print(text)
    if options.write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        PAGE.write_text(f"{before}{BEGIN}\n{text}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


def _session() -> Any:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master("local[2]").appName("benchmarks")
    for key, value in {
        "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false", "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1", "spark.sql.execution.arrow.maxRecordsPerBatch": "500",
        "spark.driver.memory": "2g", "spark.sql.adaptive.enabled": "false",
    }.items():  # fmt: skip
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _shares(values: list[str], runs: int) -> list[list[str]]:
    size = len(values) // runs
    return [values[number * size : (number + 1) * size] for number in range(runs)]


def _measured(
    session: Any,
    runs: list[list[str]],
    plain: Callable[[list[str]], object],
    ask: Callable[[str], Any],
    rounds: int,
) -> dict[str, Took]:
    """Measure plain Python, Spark with one worker and with two, in turn, each time on something new."""
    from pyspark.sql import functions

    took: dict[str, list[Took]] = {}
    for number, values in enumerate(runs):
        who = WHO[number % len(WHO)]
        frame = None
        if workers := number % len(WHO):
            parts = 1 if workers == 1 else 8
            frame = session.createDataFrame([(value,) for value in values], "value string").repartition(parts).cache()
            frame.count()
        begun, cpu = time.perf_counter(), _processor_seconds()
        if frame is None:
            plain(values)
        else:
            found = frame.select(ask("value").alias("found"))
            found.select(functions.sum(functions.hash("found").cast("long"))).collect()
        one = Took(time.perf_counter() - begun, _processor_seconds() - cpu, os.getloadavg()[0])
        if frame is not None:
            frame.unpersist()
        print(f"{who}: {one.clock:.2f} s, {one.cpu:.2f} s of processor, load {one.load:.1f}", file=sys.stderr)
        if number >= len(WHO):  # the first round starts workers and opens the index
            took.setdefault(who, []).append(one)
    return {who: Took(*map(median, zip(*all_, strict=True))) for who, all_ in took.items()}


def _plain_ids(texts: list[str]) -> list[list[str]]:
    return [toponyms.place_ids(text) for text in texts]


def _ids(column: str) -> Any:
    from toponyms.integrations import spark

    return spark.place_ids(column)


def _resolved(column: str) -> Any:
    from toponyms.integrations import spark

    return spark.resolve(column)


def _figures(took: Took, count: int) -> list[str]:
    return [
        f"{count / took.clock:,.0f}", f"{count / took.cpu:,.0f}", report.short(took.cpu / count * 1e6),
        f"{took.load:.1f}",
    ]  # fmt: skip


def _processor_seconds() -> float:
    """Return the processor time of this process and of all that descend from it: Java and the workers.

    Java ends workers that are idle for a minute, and what they have spent is told to no one: hence the notes.
    """
    children: dict[int, list[int]] = {}
    now = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            children.setdefault(int(fields[1]), []).append(int(entry.name))
            now[int(entry.name)] = int(fields[11]) + int(fields[12])
    waiting = [os.getpid()]
    while waiting:
        one = waiting.pop()
        _spent[one] = max(now.get(one, 0), _spent.get(one, 0))
        waiting += children.get(one, [])
    return sum(_spent.values()) / _TICK


def _memory(session: Any) -> str:
    """Say what a worker holds that it does not share."""
    import pandas as pd
    from pyspark.sql import functions

    def sizes(ids: pd.Series) -> pd.Series:
        lines = Path("/proc/self/smaps_rollup").read_text().splitlines()[1:]
        kilobytes = {line.split(":")[0]: int(line.split()[1]) for line in lines}
        shown = f"{os.getpid()} {kilobytes['Rss']} {kilobytes['Pss']} {kilobytes['Private_Dirty']}"
        return pd.Series([shown] * len(ids))

    sizes.__annotations__ = {"ids": pd.Series, "return": pd.Series}
    asked = session.range(0, 64, numPartitions=16).select(functions.pandas_udf(sizes, "string")("id").alias("size"))
    workers = {row.size.split()[0]: [int(part) / 1024 for part in row.size.split()[1:]] for row in asked.collect()}
    resident, shared, own = map(max, zip(*workers.values(), strict=True))
    return (
        f"A worker after all of this: {resident:,.0f} MB resident, {shared:,.0f} MB with shared pages divided among "
        f"those who share them, {own:,.0f} MB its own. In it are Python, pandas and pyarrow."
    )

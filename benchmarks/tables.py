"""`python -m benchmarks tables`: columns of names in pandas, Polars, DuckDB and CSV, beside a plain map of answers."""

from __future__ import annotations

import csv
import gc
import io
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import report
from toponyms import Gazetteer
from toponyms.integrations.columns import FIRST, Rows, columns_for

SLIPS = 0.1  # of the distinct names have a letter too few
PLAIN = "plain dict map"
OWN = (
    "pandas: `map(dict)`", "Polars: `replace_strict(dict)`", "DuckDB: a function that maps",
    "CSV: `csv` module and dict",
)  # fmt: skip
Job = Callable[[], Any]


def run(options: Any) -> None:
    """Measure, print, and with `--write` put the tables into docs/benchmarks.md."""
    gazetteer = Gazetteer.load()
    rng = random.Random(options.seed)
    distinct = choose(gazetteer, options.distinct, rng)
    # Every row has a text of its own, as in a table that was read from somewhere.
    names = [name.encode().decode() for name in rng.choices(distinct, k=options.rows)]
    ids = {name: gazetteer.resolve(name).id for name in distinct}
    took: dict[str, list[float]] = {}
    known = jobs(names, ids, gazetteer)
    for turn in range(options.rounds + 1):  # the first warms up and does not count
        for name, job in known.items():
            seconds = clock(job)
            if turn:
                took.setdefault(name, []).append(seconds)
        print(f"round {turn} of {options.rounds}", file=sys.stderr)
    first = {name: median(clock(job) for _ in range(3)) for name, job in firsts(names).items()}
    text = tables(took, first, memory(names, options.rows), len(set(names)), options)
    print(text)
    if options.write:
        report.write("tables", text)


def choose(gazetteer: Gazetteer, count: int, rng: random.Random) -> list[str]:
    """Choose distinct names: on record in any language and of any kind, some with a letter left out."""
    known = sorted({name.text for place in gazetteer.places() for name in place.names})
    chosen = {}
    for name in rng.sample(known, min(len(known), 2 * count)):
        if rng.random() < SLIPS and len(name) > 6:
            at = rng.randrange(1, len(name))
            name = name[:at] + name[at + 1 :]
        chosen[name] = None
    return list(chosen)[:count]


def clock(job: Job) -> float:
    """Return the seconds of the processor that a job takes, in all threads: other programs do not count."""
    gc.collect()
    start = time.process_time()
    job()
    return time.process_time() - start


def jobs(names: list[str], ids: dict[str, str | None], gazetteer: Gazetteer) -> dict[str, Job]:
    """Return what takes turns: the doors, their answers known already, and each program's own map of a dict."""
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    import toponyms.integrations.pandas
    import toponyms.integrations.polars  # noqa: F401
    from toponyms.integrations.duckdb import register

    series, frame = pd.Series(names, name="place"), pl.DataFrame({"place": names})
    arrow = frame.to_arrow()
    connection = duckdb.connect()
    connection.register("reports", arrow)
    register(connection, gazetteer=gazetteer)

    def mapped(column: Any) -> Any:
        return pa.array([ids[name] for name in column.to_pylist()], pa.string())

    create: Any = connection.create_function
    create("plain", mapped, ["VARCHAR"], "VARCHAR", type="arrow", null_handling="special")

    def selected(what: str) -> Any:
        return connection.sql(f"select {what} from reports").to_arrow_table()

    selected("toponym_id(place), toponym(place)")  # its functions keep what they have met
    table = written(names)
    resolved = pl.col("place").toponyms.resolve(gazetteer=gazetteer)  # type: ignore[attr-defined]
    return {
        PLAIN: lambda: [ids[name] for name in names],
        OWN[0]: lambda: series.map(ids),
        "pandas: `toponyms.resolve()`": lambda: series.toponyms.resolve(gazetteer=gazetteer),
        OWN[1]: lambda: frame.select(pl.col("place").replace_strict(ids)),
        "Polars: `toponyms.resolve()`": lambda: frame.select(resolved),
        "Polars, streaming": lambda: frame.lazy().select(resolved).collect(engine="streaming"),
        OWN[2]: lambda: selected("plain(place)"),
        "DuckDB: `toponym_id`": lambda: selected("toponym_id(place)"),
        "DuckDB: `toponym`": lambda: selected("toponym(place)"),
        OWN[3]: lambda: by_hand(table, ids),
        "CSV: `toponyms csv`": lambda: filled(table, gazetteer),
    }


def firsts(names: list[str]) -> dict[str, Job]:
    """Return jobs in which no answer is known: each opens the data anew and resolves every distinct name."""
    import pandas as pd

    series, distinct, table = pd.Series(names), list(dict.fromkeys(names)), written(names)

    def resolved_by_hand() -> list[str | None]:
        gazetteer = Gazetteer.load()
        rows = Rows(columns_for("", first=FIRST), gazetteer=gazetteer)
        answers = {name: rows(name) for name in distinct}
        return [answers[name][0] for name in names]

    return {
        "the distinct names by hand, and a dict map": resolved_by_hand,
        "pandas": lambda: series.toponyms.resolve(gazetteer=Gazetteer.load()),
        "`toponyms csv`": lambda: filled(table, Gazetteer.load()),
    }


def written(names: list[str]) -> bytes:
    """Return a table of three columns with the names in the second."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["row", "place", "note"])
    writer.writerows((number, name, "seen") for number, name in enumerate(names))
    return out.getvalue().encode()


def by_hand(table: bytes, ids: dict[str, str | None]) -> io.StringIO:
    """Add one column of answers with nothing but the standard library."""
    out = io.StringIO(newline="")
    reader = csv.reader(io.TextIOWrapper(io.BytesIO(table), "utf-8", newline=""))
    writer = csv.writer(out)
    writer.writerow([*next(reader), "id"])
    writer.writerows([*row, ids[row[1]]] for row in reader)
    return out


def filled(table: bytes, gazetteer: Gazetteer) -> io.BytesIO:
    """Do what the command does, from memory to memory."""
    from toponyms.cli.tables import delimited
    from toponyms.cli.tables.order import Order

    out = io.BytesIO()
    rows = Rows(columns_for("", first=FIRST), gazetteer=gazetteer)
    delimited.fill(io.BytesIO(table), out, Order(label="table", rows=rows, column="place"))
    return out


def memory(names: list[str], rows: int) -> dict[int, tuple[float, float]]:
    """Run the command as a process of its own on files of two sizes: rows → MB at most, and seconds."""
    code = (
        # the greatest size since the process began; what getrusage says begins with the size of the parent
        "import re, sys, time; from toponyms.cli import main; main(sys.argv[1:]); "
        "most = re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read()); "
        "print(int(most[1]) / 1024, time.process_time())"
    )
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.csv", Path(folder) / "out.csv"
        for size in (rows // 4, rows):
            source.write_bytes(written(names[:size]))
            words = ["csv", str(source), "--column", "place", "-o", str(target)]
            ran = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
            megabytes, seconds = map(float, ran.stdout.split())
            found[size] = megabytes, seconds
    return found


def times(seconds: list[float], other: list[float]) -> str:
    """Write how many times as long one took as another, round by round."""
    ratios = sorted(ours / theirs for ours, theirs in zip(seconds, other, strict=True))
    return f"**{median(ratios):.1f}** ({ratios[0]:.1f}–{ratios[-1]:.1f})"


def tables(
    took: dict[str, list[float]], first: dict[str, float], used: dict[int, tuple[float, float]], distinct: int,
    options: Any,
) -> str:  # fmt: skip
    """Write what was measured."""
    rows = []
    for name, seconds in took.items():
        own = next((other for other in OWN if other.split(":")[0] == re.split("[:,]", name)[0]), PLAIN)
        rows.append([
            name, f"{median(seconds):.2f}", f"{options.rows / median(seconds):,.0f}", times(seconds, took[PLAIN]),
            "" if own in (name, PLAIN) else times(seconds, took[own]),
        ])  # fmt: skip
    hand = next(iter(first.values()))
    firsts_ = [
        [name, f"{seconds:.2f}", f"{options.rows / seconds:,.0f}", f"**{seconds / hand:.2f}**"]
        for name, seconds in first.items()
    ]
    sizes = [
        [f"{size:,}", f"{megabytes:.0f}", f"{seconds:.1f}", f"{size / seconds:,.0f}"]
        for size, (megabytes, seconds) in used.items()
    ]
    head = ["", "seconds", "rows a second"]
    parts = (
        f"{options.rows:,} rows with {distinct:,} distinct names on record in any language, a tenth of the distinct "
        f"ones with a letter too few; {options.rounds} rounds in which all take turns, seed {options.seed}. The doors "
        "give id, name, score and ambiguous (`toponym_id`: the id alone); the maps give the id alone.",
        "Seconds are those of the processor, in all threads. Each distinct name has been asked before, so that what is "
        "measured is the table. How many times as much as `[ids[name] for name in names]` over a list, and as the "
        "program's own map of a dict, in the same round (median, least and most):",
        report.table([*head, f"× {PLAIN}", "× its own map"], rows),
        "The first time, with the data opened anew and every distinct name resolved; *by hand*: "
        "`answers = {name: … for name in distinct}` and then a map of that dict. Medians of 3.",
        report.table([*head, "× by hand"], firsts_),
        "`toponyms csv` as a process of its own, from file to file, with its start:",
        report.table(["rows", "MB at most", "seconds", "rows a second"], sizes),
    )
    return "\n\n".join(parts)

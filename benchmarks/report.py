"""Tables in Markdown, and the file they are kept in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import Times, conditions

FOLDER = Path(__file__).parent.parent / "docs"
FILE = FOLDER / "benchmarks.md"
ACCURACY = FOLDER / "accuracy.md"
TITLES = {
    "resolve": "One name at a time",
    "cold": "The first answer of a new process",
    "scale": "Many more names",
    "text": "Running text",
    "tables": "Columns of a table",
    "serve": "The server under load",
}
HEAD = """# Benchmarks

Written by `python -m benchmarks resolve|cold|scale|tables|serve --write` (`pip install -e ".[bench]"` brings the
peers). Times differ from machine to machine and from minute to minute: **read the ratios**, which come from one process
in which all take turns. Each section says when and where it was measured.
"""


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table; the first column is text, the others are figures."""
    lines = [f"| {' | '.join(head)} |", f"|---|{'---:|' * (len(head) - 1)}"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines)


def short(value: float) -> str:
    """Write a figure with two or three digits that count."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def microseconds(times: Times | None) -> str:
    """Write median and 95th percentile."""
    return "" if times is None else f"{short(times.median)} / {short(times.p95)}"


def write(section: str, text: str) -> None:
    """Put a section into docs/benchmarks.md, in place of the one that was there."""
    old = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    sections = dict(re.findall(r"<!-- (\w+) -->\n(.*?)\n<!-- /\1 -->", old, re.DOTALL))
    sections[section] = f"## {TITLES.get(section, section)}\n\nMeasured {conditions()}\n\n{text}"
    order = [*TITLES, *(name for name in sections if name not in TITLES)]
    parts = [f"<!-- {name} -->\n{sections[name]}\n<!-- /{name} -->\n" for name in order if name in sections]
    FOLDER.mkdir(exist_ok=True)
    FILE.write_text("\n".join([HEAD, *parts]), encoding="utf-8")
    print(f"written to {FILE}")


def put_into_accuracy(title: str, text: str) -> None:
    """Put a section at the end of docs/accuracy.md, in place of the one with its title."""
    page = ACCURACY.read_text(encoding="utf-8")
    without = re.sub(rf"\n{re.escape(title)}\n.*?(?=\n## |\Z)", "", page, flags=re.S)
    ACCURACY.write_text(f"{without.rstrip()}\n\n{text}", encoding="utf-8")

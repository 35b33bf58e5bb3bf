"""Reading the reviewed tables that lie beside this module."""

from __future__ import annotations

import csv
from pathlib import Path

Row = dict[str, str]


def read_table(name: str) -> list[Row]:
    """Read one of the tab-separated tables of this folder.

    Raises:
        ValueError: A line has more or fewer fields than the header.
    """
    path = Path(__file__).parent / name
    with path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    header = lines[0]
    for number, line in enumerate(lines[1:], 2):
        if len(line) != len(header):
            msg = f"{path}:{number}: {len(line)} fields where the header has {len(header)}; separate them with tabs"
            raise ValueError(msg)
    return [dict(zip(header, line, strict=True)) for line in lines[1:]]

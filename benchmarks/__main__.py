"""Entry point: `python -m benchmarks resolve|cold|scale|tables|text|spark|accuracy|names|sentences|serve|page`."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

COMMANDS = {
    "resolve": "one name at a time, beside the peers on the same names",
    "cold": "the first answer of a new process",
    "scale": "all of GeoNames cities500, beside the shipped names",
    "tables": "columns of names in pandas, Polars, DuckDB and CSV, beside a plain dict map",
    "text": "running text, beside what looks up the same names in it",
    "spark": "texts and names through Spark with one worker and with two, beside plain Python",
    "accuracy": "how often answers are right, and how honest the scores are",
    "names": "how right resolve is on single names labelled by hand",
    "sentences": "how right find is on sentences labelled by hand",
    "serve": "many clients at once asking the server",
    "page": "from a key press to the suggestion on the page, in Chromium",
}


def main() -> None:
    """Read the command line and run one benchmark."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="|".join(COMMANDS))
    for name, about in COMMANDS.items():
        command = commands.add_parser(name, help=about, description=about)
        command.add_argument("--write", action="store_true", help="put the tables into docs/")
        command.add_argument("--rounds", type=int, default=40 if name == "cold" else 5)
        command.add_argument("--queries", type=int, default=1000, help="questions of each kind (default 1000)")
        command.add_argument("--seed", type=int, default=2026)
        if name == "serve":
            command.add_argument("--clients", type=int, default=8, help="how many ask at once (default 8)")
            command.add_argument("--seconds", type=int, default=60, help="for how long (default 60)")
        if name == "tables":
            command.add_argument("--rows", type=int, default=1_000_000)
            command.add_argument("--distinct", type=int, default=20_000)
        if name == "spark":
            command.add_argument("--documents", type=int, default=2000, help="of each kind a run (default 2000)")
            command.add_argument("--rows", type=int, default=200_000, help="names a run (default 200,000)")
        if name == "accuracy":
            command.add_argument("--sources", type=Path, help="the packages behind the decoys: docs/decoys.md")
    options = parser.parse_args()
    importlib.import_module(f"benchmarks.{options.command}").run(options)


if __name__ == "__main__":
    main()

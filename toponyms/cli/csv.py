"""`toponyms csv`: a table with the places of its names beside them; the columns are those of `integrations.columns`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from toponyms.cli.tables.order import Order

_EPILOG = """\
examples:
  toponyms csv reports.csv --column place -o with-places.csv
  toponyms csv reports.csv --column place --add id,name,pcode,lat,lon,score,ambiguous --report doubts.csv -o out.csv
  toponyms csv reports.csv --column settlement --within-column oblast > out.csv
  zcat news.jsonl.gz | toponyms csv --format jsonl --column location > out.jsonl

No row is dropped or moved, and what stands in it stays as it is; the new cells are put behind. They are empty where
the name is, or has no certain place: look at "ambiguous", and at the report. The output may be the input itself, which
is replaced at the end, when all went well. CSV and JSON lines go through one at a
time, in constant memory; the output is UTF-8. The exit status is 1 when there were names and none resolved.

columns to add:
"""
_FORMATS = {
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".parquet": "parquet",
}  # fmt: skip


def add_parser(subparsers: Any) -> None:
    """Add the command."""
    from toponyms.integrations.columns import COLUMNS

    listed = "".join(f"  {column.name:<14} {column.about}\n" for column in COLUMNS.values())
    parser = subparsers.add_parser(
        "csv", help="put the places of a table's names beside them", epilog=_EPILOG + listed,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="the table; none or - for a pipe")
    parser.add_argument("--column", required=True, metavar="NAME", help="the column with the names, or its number")
    parser.add_argument(
        "--add", metavar="LIST", default="id,name,score,ambiguous",
        help="columns to add, with commas between them (default id,name,score,ambiguous)",
    )  # fmt: skip
    parser.add_argument("-o", "--output", metavar="FILE", default="-", help="where to write; none or - for a pipe")
    parser.add_argument("--report", metavar="FILE", help="list the names in doubt here, as .csv, .tsv or .jsonl")
    hints = parser.add_argument_group("what is known of the places")
    hints.add_argument("--within", metavar="AREA", help="id, code or name of an area that holds all of them")
    hints.add_argument("--within-column", metavar="NAME", help="a column with such an area for each row")
    hints.add_argument("--on", metavar="DATE", help="date of the names: YYYY, YYYY-MM or YYYY-MM-DD")
    hints.add_argument("--lang", metavar="TAG", help="language of the names, such as ru")
    hints.add_argument("--exact", action="store_true", help="take no names with slips")
    form = parser.add_argument_group("the form of the table")
    form.add_argument("--format", choices=("csv", "tsv", "jsonl", "parquet"), help="if the file's name does not say it")
    form.add_argument("--prefix", metavar="TEXT", default="", help="what the names of new columns begin with")
    form.add_argument("--replace", action="store_true", help="put answers into columns that are there already")
    form.add_argument("--encoding", metavar="NAME", default="utf-8", help="of the input (default utf-8)")
    form.add_argument("--delimiter", metavar="CHAR", help="between cells (seen from the first line if not given)")
    form.add_argument("--no-quotes", action="store_true", help="quotation marks are letters like others")
    form.add_argument("--no-header", action="store_true", help="the first line is a row; columns have numbers")
    form.add_argument(
        "--ragged", choices=("error", "keep"), default="error", help="about rows with too many cells (default error)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Fill the table and, if asked for, write the report."""
    from toponyms.cli.output import whole
    from toponyms.cli.tables.doubts import Doubts
    from toponyms.cli.tables.order import Order
    from toponyms.integrations.columns import Rows, columns_for

    kind = _format(args)
    delimiter = "\t" if kind == "tsv" and args.delimiter is None else _delimiter(args.delimiter)
    columns = columns_for(args.add)
    if not columns:
        msg = "--add names no column"
        raise ValueError(msg)
    order = Order(
        label="the input" if args.file == "-" else args.file,
        rows=Rows(columns, within=args.within, on=args.on, lang=args.lang, fuzzy=not args.exact),
        column=args.column, within_column=args.within_column, prefix=args.prefix, replace=args.replace,
        doubts=Doubts() if args.report else None, encoding=args.encoding, delimiter=delimiter,
        quotes=not args.no_quotes, header=not args.no_header, ragged=args.ragged,
    )  # fmt: skip
    for taken in (args.file, args.output) if args.report else ():
        if taken != "-" and Path(taken).resolve() == Path(args.report).resolve():
            msg = f'the report would be written over "{taken}"; give --report another file'
            raise ValueError(msg)
    with ExitStack() as stack:
        piped = args.output == "-"
        if kind == "parquet" and piped:
            msg = "a Parquet file goes into a file: give -o"
            raise ValueError(msg)
        target = sys.stdout.buffer if piped else stack.enter_context(whole(args.output))
        outcomes = _filled(kind, args.file, target, order, quiet=piped and sys.stdout.isatty())
        if order.doubts is not None:
            order.doubts.write(stack.enter_context(whole(args.report)), args.report)
    if sys.stderr.isatty():
        print(_summary(outcomes), file=sys.stderr)
    named = outcomes.total() - outcomes["missing"]
    # An ambiguous name may have a place; at least its candidates were found.
    return 1 if named and not outcomes["resolved"] + outcomes["ambiguous"] else 0


def _filled(kind: str, name: str, target: BinaryIO, order: Order, *, quiet: bool) -> Counter[str]:
    """Put the table through, and return how many rows came out how."""
    if kind == "parquet":
        return _parquet(name, target, order)
    from toponyms.cli.tables import delimited, jsonlines

    fill = jsonlines.fill if kind == "jsonl" else delimited.fill
    if name == "-":
        return fill(sys.stdin.buffer, target, order, quiet=quiet).outcomes()
    with Path(name).open("rb") as source:
        return fill(source, target, order, quiet=quiet).outcomes()


def _parquet(name: str, target: BinaryIO, order: Order) -> Counter[str]:
    from toponyms.integrations import parquet

    if name == "-":
        msg = "a Parquet file cannot be read from a pipe: give its name"
        raise ValueError(msg)
    if not Path(name).exists():
        raise FileNotFoundError(2, "", name)

    def places(columns: list[str]) -> tuple[int, int | None]:
        there = [added for added in order.added if added in columns]
        if there and not order.replace:
            raise order.clash(there, 1)
        within = order.within_column
        return order.place_of(order.column, columns), None if within is None else order.place_of(within, columns)

    answers = order.answers(lambda values: values)
    parquet.fill(name, target, order.rows.columns, places, order.added, answers)
    return answers.outcomes()


def _format(args: argparse.Namespace) -> str:
    """Return the format: as said, else by the name of the input, else by that of the output; CSV if none says it."""
    said = args.format or _by_name(args.file) or _by_name(args.output) or "csv"
    if args.output != "-" and (_by_name(args.output) or said) != said:
        msg = f'the output has the format of the input, {said}: "{args.output}" should end in .{said}'
        raise ValueError(msg)
    return str(said)


def _by_name(name: str) -> str | None:
    return _FORMATS.get(PurePath(name).suffix.lower())


def _delimiter(said: str | None) -> str | None:
    if said is None or (len(said) == 1 and said not in '\r\n"'):
        return said
    if said in ("\\t", "tab"):
        return "\t"
    msg = f'--delimiter must be one character such as ";", or tab; not "{said}"'
    raise ValueError(msg)


def _summary(outcomes: Counter[str]) -> str:
    listed = [f"{count:,} {outcome}" for outcome, count in outcomes.most_common()]
    return f"{outcomes.total():,} rows: {', '.join(listed)}" if listed else "no rows"

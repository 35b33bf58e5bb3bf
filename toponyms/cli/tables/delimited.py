"""CSV and TSV: a row stays as it is, byte for byte, and the new cells are put behind it.

Only with `--replace`, and for rows that are kept although they are too long, cells are written anew.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, BinaryIO

from toponyms.cli.tables.answering import Answers
from toponyms.cli.tables.cells import quoted, text_of
from toponyms.cli.tables.order import Order, find
from toponyms.cli.tables.reading import Lines, watched

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 1 << 24  # characters; a quote that nobody closes stops there, not at the end of memory
_UNWRITABLE = re.compile(r"[\r\n]+")  # where there are no quotes to write it in
_SEP = re.compile(r'"?sep=(.)"?[\r\n]*')  # a first line for spreadsheets, which says what stands between cells
_UNQUOTED = 'text after a closing quote; write "" for a quote inside quotes, or use --no-quotes if quotes mean nothing'
_UNCLOSED = "a quote is opened here and never closed; close it, or use --no-quotes if quotes mean nothing"


def fill(source: BinaryIO, target: BinaryIO, order: Order, *, quiet: bool = True) -> Answers[Any]:
    """Copy a table with the cells that were ordered.

    Args:
        source: The table.
        target: Where it goes, in UTF-8; with a mark at the beginning if it had one.
        order: What to add.
        quiet: False to show progress on a terminal.

    Returns:
        Who answered, with the count of what came out.

    Raises:
        ValueError: The table is broken, or has not the columns that were ordered; the message says where.
    """
    lines = Lines(source, order)
    out = io.TextIOWrapper(target, "utf-8", newline="")
    out.write("\ufeff" * lines.marked)
    limit = csv.field_size_limit(_LONGEST_CELL)
    try:
        return _Table(watched(iter(lines), quiet=quiet), out.write, order).fill()
    finally:
        csv.field_size_limit(limit)
        out.flush()
        out.detach()


class _Table:
    """One table on its way through."""

    def __init__(self, lines: Iterator[str], write: Callable[[str], object], order: Order) -> None:
        self._order = order
        self._write = write
        self._raw: list[str] = []  # the lines of the row at hand
        self._line = 1  # where it begins
        first = next(lines, None)
        if first is None:
            msg = f"{order.label} is empty; the first line must name the columns"
            raise ValueError(msg)
        self._delimiter = order.delimiter or self._seen(first)
        said = _SEP.fullmatch(first)
        if said:
            self._delimiter = order.delimiter or said[1]
            write(first)
            self._line += 1
            first = next(lines, "")
        self._reader = csv.reader(
            self._noted(chain([first], lines)), delimiter=self._delimiter, strict=True,
            quoting=csv.QUOTE_MINIMAL if order.quotes else csv.QUOTE_NONE,
        )  # fmt: skip

    def _noted(self, lines: Iterator[str]) -> Iterator[str]:
        for line in lines:
            self._raw.append(line)
            yield line

    def _seen(self, line: str) -> str:
        """Return the delimiter under which the first line has the column that is asked for."""
        for delimiter in _DELIMITERS:
            for cells in csv.reader([line], delimiter=delimiter):
                if find(self._order.column, cells):
                    return delimiter
        return ","

    def _rows(self) -> Iterator[list[str]]:
        """Yield the rows; `_raw` has the lines of each, and `_line` the number of the first of them."""
        begun = self._line
        while True:
            self._raw.clear()
            self._line = begun + self._reader.line_num
            try:
                row = next(self._reader)
            except StopIteration:
                return
            except csv.Error as error:
                said = str(error)
                unclosed = "unexpected end of data" in said or "field limit" in said
                message = _UNCLOSED if unclosed else _UNQUOTED if "expected after" in said else said
                raise self._order.error(self._line, message) from None
            yield row

    def fill(self) -> Answers[Any]:
        """Put every row through."""
        rows, order, write = self._rows(), self._order, self._write
        first = next(rows, [])
        header = first if order.header else [str(at) for at in range(1, len(first) + 1)]
        if not header:
            raise order.error(self._line, "this line is blank; it must name the columns")
        width = len(header)
        at = order.place_of(order.column, header)
        area_at = width if order.within_column is None else order.place_of(order.within_column, header)
        places = [header.index(name) if order.header and name in header else None for name in order.added]
        there = [name for name, place in zip(order.added, places, strict=True) if place is not None]
        if there and not order.replace:
            raise order.clash(there, self._line)
        if order.header:
            body, ending = self._given()
            write(body + self._written(places, order.added)[0] + ending)
        else:
            rows = chain([first], rows)
        answers = order.answers(lambda values: self._written(places, [text_of(value) for value in values]))
        for row in rows:
            body, ending = self._given()
            count = len(row)
            tail = ""
            if count != width:
                if not row and width > 1:  # a blank line, and no row
                    write(body + ending)
                    continue
                if count > width:
                    tail = self._too_long(row, width)
                    body = self._joined(row[:width])
                body += self._delimiter * (width - max(count, 1))
            behind, inside = answers(
                row[at] if at < count else None, row[area_at] if area_at < min(count, width) else None
            )
            if inside:
                cells = [*row[:width], *[""] * (width - count)]
                for place, text in inside:
                    cells[place] = text
                body = self._joined(cells)
            write(body + behind + tail + ending)
        return answers

    def _given(self) -> tuple[str, str]:
        """Return the row at hand as it was given, and its line end."""
        text = self._raw[0] if len(self._raw) == 1 else "".join(self._raw)
        body = text.rstrip("\r\n")
        return body, text[len(body) :]

    def _written(self, places: Sequence[int | None], texts: Sequence[str]) -> tuple[str, list[tuple[int, str]]]:
        """Return what is put behind a row, and what goes into columns that are there already."""
        pairs = list(zip(places, texts, strict=True))
        behind = [self._delimiter + self._cell(text) for place, text in pairs if place is None]
        return "".join(behind), [(place, text) for place, text in pairs if place is not None]

    def _too_long(self, row: list[str], width: int) -> str:
        """Return what stands behind the last column, with what parts it from that."""
        if self._order.ragged == "error":
            message = (
                f"{len(row)} cells under {width} columns: put quotes around a cell that has {self._delimiter!r} in it, "
                "or use --ragged keep to have the cells too many behind the new ones"
            )
            raise self._order.error(self._line, message)
        return self._delimiter + self._joined(row[width:])

    def _joined(self, cells: Sequence[str]) -> str:
        return self._delimiter.join(map(self._cell, cells))

    def _cell(self, text: str) -> str:
        if self._order.quotes:
            return quoted(text, self._delimiter)
        return _UNWRITABLE.sub(" ", text).replace(self._delimiter, " ")

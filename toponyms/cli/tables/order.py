"""What a caller wants done with a table, and how it is said where that cannot be done."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from toponyms.cli.tables.answering import Answers
from toponyms.cli.tables.doubts import Doubts
from toponyms.integrations.columns import Rows

Written = TypeVar("Written")
_SHOWN = 20  # columns in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A table to fill.

    Attributes:
        label: What messages call the table: the name of its file.
        rows: Who answers, and which columns are added.
        column: The column with the names: its name, or its number from 1.
        within_column: The column with an area for each name, or None.
        prefix: What the names of added columns begin with.
        replace: True to put answers into columns that are there already.
        doubts: Where names in doubt are noted, or None.
        encoding: How the bytes are read; a mark at the beginning is stronger.
        delimiter: What stands between cells; None to see it from the first line.
        quotes: False if quotation marks are letters like others.
        header: False if the first line is a row like others.
        ragged: "error", or "keep" for rows with more cells than the header.
    """

    label: str
    rows: Rows
    column: str
    within_column: str | None = None
    prefix: str = ""
    replace: bool = False
    doubts: Doubts | None = None
    encoding: str = "utf-8"
    delimiter: str | None = None
    quotes: bool = True
    header: bool = True
    ragged: str = "error"

    @property
    def added(self) -> tuple[str, ...]:
        """The names of the columns to add."""
        return tuple(self.prefix + column.name for column in self.rows.columns)

    def answers(self, written: Callable[[tuple[Any, ...]], Written]) -> Answers[Written]:
        """Return who answers the questions of the rows.

        Args:
            written: What makes of the values of an answer what the format wants to write.
        """
        return Answers(self.rows, written, self.doubts)

    def error(self, line: int, message: str) -> ValueError:
        """Return the error to raise about a line."""
        return ValueError(f"{self.label}:{line}: {message}")

    def place_of(self, asked: str, columns: Sequence[str]) -> int:
        """Return where a column is, counted from 0.

        Raises:
            ValueError: It is not there, or there twice.
        """
        found = find(asked, columns)
        if len(found) == 1:
            return found[0]
        if found:
            numbers = " or ".join(str(at + 1) for at in found)
            msg = f'{self.label} has {len(found)} columns "{asked}"; give the number of the one you mean: {numbers}'
            raise ValueError(msg)
        shown = ", ".join(f'"{_plain(name)}"' for name in columns[:_SHOWN]) + ", …" * (len(columns) > _SHOWN)
        near = difflib.get_close_matches(asked, [name for name in columns[:1000] if 0 < len(name) < 100], 1)
        hint = f'; did you mean "{_plain(near[0])}"?' if near else ""
        msg = f'{self.label} has no column "{asked}"; its columns are {shown}{hint}'
        raise ValueError(msg)

    def clash(self, names: Sequence[str], line: int) -> ValueError:
        """Return the error to raise about columns that are there already."""
        listed = ", ".join(f'"{name}"' for name in names)
        mend = "Use --prefix place_ to call the new ones otherwise, or --replace to put answers into those."
        return self.error(line, f"there are columns {listed} already. {mend}")


def find(asked: str, columns: Sequence[str]) -> list[int]:
    """Return where the columns are that are meant: by their name, but for case and spaces, or by number."""
    found = [at for at, name in enumerate(columns) if name == asked]
    if not found:
        found = [at for at, name in enumerate(columns) if name.strip().casefold() == asked.strip().casefold()]
    if not found and asked.isascii() and asked.isdigit() and 1 <= int(asked[:9]) <= len(columns):
        found = [int(asked) - 1]
    return found


def _plain(text: str) -> str:
    """Return the beginning of a text that came from a file as a message can show it."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text[:60])

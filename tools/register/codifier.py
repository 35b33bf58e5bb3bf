"""Reads the codifier of administrative units as the ministry publishes it: one XLSX sheet, a code a row."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.etree import ElementTree

_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_CODE = re.compile(r"UA\d{17}", re.ASCII)
_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>(\d{4}-\d\d-\d\d)")
# The fourth file of the codifier writes some categories with the Cyrillic letter.
_LETTERS = str.maketrans("ОКРНМТСХВ", "OKPHMTCXB")
KINDS = {
    "O": "oblast", "K": "city", "P": "raion", "H": "hromada", "M": "city", "T": "settlement", "X": "settlement",
    "C": "village", "B": "city-district",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the codifier: its code, its kind as the register writes it, and its name."""

    code: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Codifier:
    """A codifier: its units by code, and the day on which the file was last changed, if it says so."""

    units: dict[str, Listed]
    modified: str | None


def read(path: Path) -> Codifier:
    """Read a codifier.

    Args:
        path: The ministry's XLSX file.

    Returns:
        Its units.

    Raises:
        ValueError: It is no codifier, or a row cannot be understood; the message says which.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            shared = _shared(archive)
            units: dict[str, Listed] = {}
            with archive.open("xl/worksheets/sheet1.xml") as sheet:
                for number, cells in _rows(sheet, shared):
                    _take(units, number, cells, path)
            found = _MODIFIED.search(archive.read("docProps/core.xml"))
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError) as error:
        msg = f"{path} is no codifier: an XLSX file with the sheet of all units is wanted ({error})"
        raise ValueError(msg) from None
    if len(units) < 1000:
        msg = f"{path} has {len(units)} units in its first sheet; the codifier has more than 30,000"
        raise ValueError(msg)
    return Codifier(units, found[1].decode() if found else None)


def _shared(archive: zipfile.ZipFile) -> list[str]:
    root = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
    return ["".join(text.text or "" for text in item.iter(f"{_SHEET}t")) for item in root]


def _rows(sheet: IO[bytes], shared: list[str]) -> list[tuple[int, dict[str, str]]]:
    found = []
    for _, row in ElementTree.iterparse(sheet):
        if row.tag != f"{_SHEET}row":
            continue
        cells = {}
        for cell in row:
            value = cell.find(f"{_SHEET}v")
            if value is not None and value.text:
                text = shared[int(value.text)] if cell.get("t") == "s" else value.text
                cells[(cell.get("r") or "?").rstrip("0123456789")] = text.strip()
        found.append((int(row.get("r") or 0), cells))
        row.clear()  # ten megabytes of XML become hundreds as a tree
    return found


def _take(units: dict[str, Listed], number: int, cells: dict[str, str], path: Path) -> None:
    """Take one row: the code stands in the column of its level, the last that is filled."""
    code = next((cells[column] for column in "EDCBA" if cells.get(column)), "")
    if not _CODE.fullmatch(code):
        return  # a title
    kind = KINDS.get(cells.get("F", "").translate(_LETTERS))
    name = " ".join(cells.get("G", "").split())
    if kind is None or not name:
        msg = f'{path}, row {number}: code {code} has the category "{cells.get("F", "")}" and the name "{name}"'
        raise ValueError(msg)
    if code in units:
        msg = f"{path}, row {number}: code {code} stands twice"
        raise ValueError(msg)
    units[code] = Listed(code, kind, name)

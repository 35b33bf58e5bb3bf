"""Bytes to lines of text: encodings, marks at the beginning, line ends of all kinds; and signs of progress."""

from __future__ import annotations

import codecs
import io
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from toponyms.cli.tables.order import Order

_BLOCK = 65_536
_LONGEST = 1 << 26  # characters; a longer "line" is no table
_EVERY = 0.5  # seconds between two signs of progress
# The longer marks first: that of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
# What people take for tables of text, by the bytes at the beginning, with what to do.
_OTHERS = (
    (b"PK\x03\x04", "this is a spreadsheet such as .xlsx or .ods, or another archive: save the sheet as CSV"),
    (b"\xd0\xcf\x11\xe0", "this is a spreadsheet such as .xls: save the sheet as CSV"),
    (b"PAR1\x15", "this is a Parquet file: say --format parquet"),
    (b"\x1f\x8b", "this is compressed: zcat FILE | toponyms csv …"),
    (b"%PDF", "this is a PDF, and no table"),
)


class Lines:
    """The lines of a stream, each with the line end it has: any of the three.

    Args:
        source: The stream.
        order: Says how to decode, and whom messages are about.

    Attributes:
        marked: True if the text began with a byte order mark, which is not part of the first line.

    Raises:
        ValueError: There is no such encoding, or the stream is not of text.
    """

    def __init__(self, source: BinaryIO, order: Order) -> None:
        self._source = source
        self._line = 0  # how many there were
        self._order = order
        try:
            codecs.getincrementaldecoder(order.encoding)
            with suppress(UnicodeError):
                b" ".decode(order.encoding)  # some encodings are not of text
        except LookupError:
            msg = f'there is no encoding "{order.encoding}"; some are utf-8, cp1251, koi8-u, utf-16'
            raise ValueError(msg) from None
        self._head = b""
        while len(self._head) < 4 and (block := self._read()):
            self._head += block
        for beginning, mend in _OTHERS:
            if self._head.startswith(beginning):
                raise order.error(1, mend)
        mark, self._encoding = next(
            ((mark, name) for mark, name in _MARKS if self._head.startswith(mark)), (b"", order.encoding)
        )
        self._head = self._head[len(mark) :]
        self.marked = bool(mark)

    def __iter__(self) -> Iterator[str]:
        parts: list[str] = []  # of a line that has not ended yet
        size = 0
        for text in self._texts():
            parts.append(text)
            size += len(text)
            if size > _LONGEST:
                raise self._order.error(self._line + 1, f"this line is longer than {_LONGEST:,} characters")
            if "\n" in text or "\r" in text or parts[0].endswith("\r"):
                *complete, rest = io.StringIO("".join(parts), newline="")
                if rest.endswith("\n"):  # after "\r", a "\n" may still come
                    complete.append(rest)
                    rest = ""
                for line in complete:
                    self._line += 1
                    yield line
                parts, size = [rest], len(rest)
        if size:
            yield "".join(parts)

    def _read(self) -> bytes:
        read1 = getattr(self._source, "read1", self._source.read)  # what has come, without waiting for more
        block: bytes = read1(_BLOCK)
        return block

    def _texts(self) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(self._encoding)()
        block = self._head
        while True:
            try:
                text = decoder.decode(block, final=not block)
            except UnicodeDecodeError as error:
                line = self._line + error.object[: error.start].count(b"\n") + 1
                byte = error.object[error.start]
                mend = "the file is damaged" if self.marked else "say --encoding cp1251, or what the file is in"
                msg = f"byte 0x{byte:02x} is not {self._encoding}; {mend}"
                raise self._order.error(line, msg) from None
            except UnicodeError as error:  # a codec has other complaints, such as a mark that is not there
                raise self._order.error(self._line + 1, f"this is not {self._encoding}: {error}") from None
            if text:
                yield text
            if not block:
                return
            block = self._read()


def watched(lines: Iterator[str], *, quiet: bool) -> Iterator[str]:
    """Pass lines on; on a terminal, say now and then how many there were."""
    if quiet or not sys.stderr.isatty():
        yield from lines
        return
    begun = said = time.monotonic()
    number = 0
    for number, line in enumerate(lines, 1):
        yield line
        now = time.monotonic()
        if now - said > _EVERY:
            said = now
            print(f"\r{number:,} lines, {number / (now - begun):,.0f} a second", end="", file=sys.stderr)
    print(f"\r{number:,} lines" + " " * 30, file=sys.stderr)

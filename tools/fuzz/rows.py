"""Rows of broken tables, in memory: what `toponyms csv` does with them keeps each as it was, and counts all."""

from __future__ import annotations

import csv
import io
import json
from random import Random

from tools.fuzz.judge import in_time, must
from tools.fuzz.letters import letter, mutate, soup
from toponyms.cli.tables import delimited, jsonlines
from toponyms.cli.tables.doubts import Doubts
from toponyms.cli.tables.order import Order
from toponyms.gazetteer import default
from toponyms.integrations import columns

_PIECES = (
    b'"', b'"', b'""', b",", b";", b"\t", b"|", b"\n", b"\r", b"\r\n", b"\n\n", b"\0", b"\xff", b"\xfe", b"\xd0",
    b"\\", b"\\n", b"'", b" ", b"\xe2\x80\xa8", b"\x85", b"\x1a", b"\x1b[2J", b"sep=;\n", b"=cmd|' /C calc'!A0",
    b"\xef\xbb\xbf", b"{", b"}", b"[", b"]", b":", b'"place"', b"null", b"1e999", b"NaN", b"\\ud800", b"\xed\xa0\x80",
    b"place", b"id,", b'{"place": "Lviv"}\n',
)  # fmt: skip
_AREAS = ("", "", "", "UA14", "Donetsk Oblast", "Сумська область", "Nowheria")
_ADDED = "id,score,ambiguous,candidates"  # an explanation quotes the name, with the line breaks it may have


class Rows:
    """Feeds the formats of `toponyms csv`. A case is JSON: how the table is read, and its bytes in Latin-1."""

    def __init__(self) -> None:
        self.names = sorted({name.text for place in default().places(kind="city") for name in place.names})
        self.rows = columns.Rows(columns.columns_for(_ADDED))

    def make(self, rng: Random) -> str:
        """Draw a table: a good one with damage, or bytes without any sense."""
        how = {
            "json": rng.random() < 0.3, "column": rng.choice(("place", "place", "place", "2", "PLACE ", "nowhere")),
            "within": rng.choice((None, "area")), "replace": rng.random() < 0.2, "quotes": rng.random() < 0.8,
            "header": rng.random() < 0.9, "ragged": rng.choice(("error", "keep")),
            "delimiter": rng.choice((None, None, None, ",", ";", "\t")),
            "encoding": rng.choice(("utf-8",) * 8 + ("cp1251", "utf-16", "utf-16-le", "utf-7", "latin-1")),
        }  # fmt: skip
        senseless = rng.random() < 0.02
        data = bytearray(rng.randbytes(rng.randint(0, 200)) if senseless else self._good(rng, bool(how["json"])))
        for _ in range(rng.choice((0, 1, 1, 2, 3, 10))):
            at = rng.randint(0, len(data))
            data[at : at + rng.choice((0, 0, 1, 2, 20))] = rng.choice(_PIECES) * rng.choice((1, 1, 1, 2, 1000))
        if rng.random() < 0.05:
            del data[rng.randint(0, len(data)) :]
        return json.dumps({**how, "data": data.decode("latin-1")})

    def _good(self, rng: Random, as_json: bool) -> bytes:
        rows = [
            {"n": str(number), "place": self._name(rng), "area": rng.choice(_AREAS)}
            for number in range(rng.randint(0, 8))
        ]
        end = rng.choice(("\n", "\n", "\r\n", "\r"))
        if as_json:
            text = end.join(json.dumps(row, ensure_ascii=rng.random() < 0.5) for row in rows)
        else:
            out = io.StringIO(newline="")
            writer = csv.writer(out, delimiter=rng.choice(",,,;\t|"), lineterminator=end, quoting=csv.QUOTE_ALL)
            writer.writerow(["n", "place", "area"])
            writer.writerows(row.values() for row in rows)
            text = out.getvalue()
        return text.encode(rng.choice(("utf-8",) * 9 + ("utf-8-sig", "utf-16", "utf-32", "cp1251")), "replace")

    def _name(self, rng: Random) -> str:
        draw = rng.random()
        name = rng.choice(self.names)
        if draw < 0.5:
            return name
        return mutate(name, rng) if draw < 0.8 else soup(rng, 20) if draw < 0.9 else letter(rng) * rng.choice((1, 5000))

    def check(self, case: str) -> None:
        """Fill the table: all rows come out as they were, or one line says what is wrong."""
        how = json.loads(case)
        data = how["data"].encode("latin-1")
        doubts, out = Doubts(), io.BytesIO()
        order = Order(
            label="table", rows=self.rows, column=how["column"], within_column=how["within"], replace=how["replace"],
            doubts=doubts, encoding=how["encoding"], delimiter=how["delimiter"], quotes=how["quotes"],
            header=how["header"], ragged=how["ragged"],
        )  # fmt: skip
        fill = jsonlines.fill if how["json"] else delimited.fill
        try:
            with in_time(len(data), 4.0):  # names with slips are dearer than the bytes they are made of
                answers = fill(io.BytesIO(data), out, order)
        except ValueError as error:
            said = str(error)
            must(said.startswith("table"), f"the message does not say where: {said[:100]!r}")
            must(len(said) < 3000 and said.isprintable(), f"the message is no line to read: {said[:100]!r}")
            return
        outcomes = answers.outcomes()
        must(outcomes.total() == answers.asked, "rows are lost in the count")
        report = io.BytesIO()
        doubts.write(report, "report.csv")
        listed = list(csv.DictReader(io.StringIO(report.getvalue().decode(), newline="")))
        counted = outcomes["ambiguous"] + outcomes["unresolved"] + outcomes["unknown area"]
        must(sum(int(row["rows"]) for row in listed) == counted, "rows are lost in the report")
        self._stayed(how, data, out.getvalue().decode("utf-8"))

    def _stayed(self, how: dict[str, object], data: bytes, after: str) -> None:
        """Check that each line is there, in order, with nothing but new cells behind it."""
        if how["encoding"] != "utf-8" or data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:4] == b"\0\0\xfe\xff":
            return
        lines = [line.rstrip("\r\n") for line in io.StringIO(data.decode("utf-8"), newline="")]
        written = [line.rstrip("\r\n") for line in io.StringIO(after, newline="")]
        must(len(lines) == len(written), f"{len(lines)} lines became {len(written)}")
        if how["replace"] or how["ragged"] == "keep":
            return
        for line, new in zip(lines, written, strict=True):
            kept = line.strip()[:-1] if how["json"] else line
            must(new.startswith(kept), f"a line changed: {line[:60]!r} to {new[:60]!r}")

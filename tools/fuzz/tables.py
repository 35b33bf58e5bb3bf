"""Tables: `toponyms csv` on broken CSV, TSV and JSON lines."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import tempfile
from pathlib import Path
from random import Random

from tools.fuzz.judge import in_time, must
from tools.fuzz.letters import letter, mutate, soup
from toponyms.cli import main
from toponyms.gazetteer import default

_CELLS = (
    "", " ", '"', '""', '"a', 'a"b', '"a\nb"', "a,b", '"a,b"', "\0", "\ufeff", "=1+1", "@SUM(A1)", "-", "\t", "\r",
    "1e999", "NaN", "null", "x" * 200_000, "\u2028", "\x1a", "'", ";", "\\", "\\n", "{}", "[1]", "Toretsk (Dzerzhinsk)",
)  # fmt: skip
_HEADS = ("place,n", "place", "n,place,place", "PLACE", "", '"place"', "\ufeffplace,n", "place;n", "place\tn")
_JSON = (
    '{"place": "Toretsk"}', '{"place": null}', '{"place": 7}', '{"place": ["Toretsk"]}', "[]", "{", "null", '"x"', "",
    '{"place": "\\ud800"}', '{"place": "a", "place": "b"}', '{"place": "' + "x" * 1000 + '"}', "[" * 2000, "NaN",
    '{"a": 1e999}', '{"place": "\\u0000"}', '{"n": ' + "9" * 5000 + "}",
)  # fmt: skip
_OPTIONS: tuple[list[str], ...] = (
    [], [], ["--ragged", "keep"], ["--no-quotes"], ["--delimiter", ";"], ["--add", "id,lat,lon"], ["--no-header"],
    ["--replace"], ["--within-column", "n"], ["--encoding", "cp1251"],
)  # fmt: skip


class Tables:
    """Feeds the command as a user would, with files. A case is JSON: bytes in Latin-1, the kind of file, options."""

    def __init__(self) -> None:
        self.names = [name.text for place in default().places("city") for name in place.names]
        self.folder = Path(tempfile.mkdtemp(prefix="toponyms-fuzz-"))

    def make(self, rng: Random) -> str:
        """Draw a table."""
        kind = rng.choice(("csv", "csv", "csv", "tsv", "jsonl"))
        rows = rng.choice((0, 1, 2, 5, 20, 70))
        if kind == "jsonl":
            lines = [rng.choice(_JSON) if rng.random() < 0.3 else self._object(rng) for _ in range(rows)]
        else:
            joint = "\t" if kind == "tsv" else ","
            lines = [rng.choice(_HEADS) if rng.random() < 0.3 else joint.join(("place", "n"))]
            lines += [joint.join(self._cell(rng) for _ in range(rng.choice((2, 2, 2, 2, 1, 3)))) for _ in range(rows)]
        data = rng.choice(("\n", "\n", "\r\n", "\r")).join(lines).encode("utf-8", "surrogatepass")
        if rng.random() < 0.15:
            at = rng.randint(0, len(data))
            data = data[:at] + rng.choice((b"\0", b"\xff", b'"', b"\r", rng.randbytes(3))) + data[at:]
        if rng.random() < 0.05:
            data = data.decode("utf-8", "replace").encode(rng.choice(("utf-16", "utf-8-sig", "utf-32")))
        options = rng.choice(_OPTIONS)
        return json.dumps({"bytes": data.decode("latin-1"), "kind": kind, "options": options})

    def _cell(self, rng: Random) -> str:
        draw = rng.random()
        name = rng.choice(self.names)
        if draw < 0.5:
            return name
        if draw < 0.7:
            return mutate(name, rng)
        if draw < 0.85:
            return rng.choice(_CELLS) if rng.random() < 0.95 else letter(rng)
        return soup(rng, 10)

    def _object(self, rng: Random) -> str:
        found: dict[str, object] = {"place": self._cell(rng), "n": rng.choice((1, None, [], {"a": "b"}, "x"))}
        return json.dumps(found, ensure_ascii=rng.random() < 0.5)

    def check(self, case: str) -> None:
        """Run the command on one table."""
        told = json.loads(case)
        data, kind = told["bytes"].encode("latin-1"), told["kind"]
        source, target = self.folder / f"in.{kind}", self.folder / f"out.{kind}"
        source.write_bytes(data)
        target.unlink(missing_ok=True)
        out, err = io.StringIO(), io.StringIO()
        column = "1" if "--no-header" in told["options"] else "place"
        words = ["csv", str(source), "--column", column, "-o", str(target), *told["options"]]
        with in_time(len(data), 4), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                status = main(words)
            except SystemExit as error:  # argparse does so
                status = int(error.code or 0)
        must(status in (0, 1, 2), f"status {status}")
        must("Traceback" not in err.getvalue(), "a traceback")
        if status == 2:
            must(not target.exists(), "a refused table leaves a file")
            must(bool(err.getvalue().strip()), "refused without a word")
        elif kind == "csv" and told["options"] in ([], ["--add", "id,lat,lon"]):
            self._compare(data, target.read_bytes())
        left = {path.name for path in self.folder.iterdir()} - {source.name, target.name}
        must(left <= {"in.csv", "in.tsv", "in.jsonl", "out.csv", "out.tsv", "out.jsonl"}, f"left behind: {left}")

    def _compare(self, before: bytes, after: bytes) -> None:
        try:
            old = list(csv.reader(io.StringIO(before.decode("utf-8-sig"), newline="")))
            new = list(csv.reader(io.StringIO(after.decode("utf-8-sig"), newline="")))
        except (csv.Error, UnicodeDecodeError):
            return
        if any("\0" in cell for row in old for cell in row) or not any(";" in row or "\t" in row for row in old[:1]):
            must(len(new) == len(old), f"{len(old)} rows became {len(new)}")

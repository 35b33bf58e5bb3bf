"""Gazetteer files: the reader, the rules, the formatter, `check --fix`, `add`, loading."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from random import Random

from tools.fuzz.judge import in_time, must
from tools.fuzz.letters import letter, mutate, soup
from toponyms.errors import GazetteerError
from toponyms.gazetteer import Gazetteer
from toponyms.index.cache import compile_index
from toponyms.index.read import Index
from toponyms.index.world import World
from toponyms.source import register
from toponyms.source.add import Addition, Refused, plan
from toponyms.source.fix import fix
from toponyms.source.formatter import format_text
from toponyms.source.judge import judge
from toponyms.source.loader import shipped_gazetteer
from toponyms.source.problems import render
from toponyms.source.world import World as Known

_FULL = 10
# Lines of all kinds that YAML knows and a gazetteer must refuse, and things that look like an entry.
_LINES = (
    "\t- tab", "  uk: |", "  uk: >-", "    text", "  - x", "- x", "  uk: [a, b]", "  uk: {a: b}", "  uk: &a x",
    "  ru: *a", "  <<: *a", "  uk: !!python/object/apply:os.system ['true']", "  uk: !!binary aGk=", "? a", ": b",
    "---", "...", "%YAML 1.2", "# comment", "    # comment", "", "   ", "  uk: \"open", "  uk: 'open",
    "  uk: \"\\x41\\u0416\"", "  uk: a: b", "  uk: a #b", "  uk: @x", "  uk: `x", "  uk: %x", "  uk:", "  uk: ''",
    "  uk: ~", "  uk: no", "  former:", "    - uk: Б", "      until: 2016", "      until: 2016-02-31",
    "      since: 9999999", "  also:", "  weak:", "  now: a", "  now: pokrovsk-donetsk", "  in: b", "  in:",
    "  lat: 91", "  lat: nan", "  lon: 1e999", "  kind: city", "  country: UA", "  country: xx",
    "  katottg: UA14160210010099403", "  katottg: UA", "  note: x", "      allow:", "        true-name: because",
    "  x" * 100, "    - text: x", "      text: y", "   - odd", "  misspellings:", "a:", "b:", "pokrovsk-donetsk:",
    "constructor:", "__class__:", "../../etc/passwd:", "a/b:", "A:", "-:", "  population: -1",
)  # fmt: skip
_PIECES = (
    "\u2028", "\x85", "\ufeff", "\0", "\x1b[2J", ": ", " #", "- ", "&a ", "*a", "!!str ", "'", '"', "\\", "{", "}", "[",
    "]", "|", ">", "%", "@", "`", "\t", "\r", "\r\n", "\n\n", "? ", "<<", "  ", "\u0301", "\u200b", "~", "\x7f", "\x80",
)  # fmt: skip


class YamlFiles:
    """Feeds everything that reads a gazetteer file. Bytes above 127 stand in a case as themselves, in Latin-1."""

    def __init__(self) -> None:
        self.world = Known(register.read())
        path = shipped_gazetteer()
        data = path.read_bytes() if path else b"a:\n  uk: x\n"
        self.entries = re.split(rb"\n(?=\S)", data.partition(b"\n\n")[2])
        self.folder = Path(tempfile.mkdtemp(prefix="toponyms-fuzz-"))
        self.turn = 0

    def make(self, rng: Random) -> str:
        """Draw a file: real entries with damage, hostile shapes, or bytes without any sense."""
        draw = rng.random()
        if draw < 0.03:
            return rng.randbytes(rng.randint(0, 300)).decode("latin-1")
        if draw < 0.06:
            return self._shape(rng).encode("utf-8", "surrogatepass").decode("latin-1")
        lines = [line for _ in range(rng.randint(1, 3)) for line in rng.choice(self.entries).split(b"\n")]
        if len(lines) > 60:
            at = rng.randrange(len(lines) - 50)
            lines = lines[at : at + 50]
        for _ in range(rng.choice((1, 1, 2, 3, 5, 10))):
            self._damage(lines, rng)
        end = rng.choice((b"\n", b"\n", b"\n", b"\n", b"\r\n", b"\r"))
        data = end.join(lines) + end
        if rng.random() < 0.05:
            data = data.decode("utf-8", "replace").encode(rng.choice(("utf-16", "utf-16-le", "utf-32", "utf-8-sig")))
        if rng.random() < 0.05:
            data = data[: rng.randint(0, len(data))]
        return data.decode("latin-1")

    def _damage(self, lines: list[bytes], rng: Random) -> None:
        at = rng.randrange(len(lines)) if lines else 0
        line = lines[at] if lines else b""
        kind = rng.randrange(10)
        if kind == 0:
            lines.insert(at, rng.choice(_LINES).encode())
        elif kind == 1:
            lines[at : at + 1] = [line, line]
        elif kind == 2:
            del lines[at : at + 1]
        elif kind == 3:
            lines[at : at + 1] = [b" " * rng.choice((1, 2, 3, 4)) + line]
        elif kind == 4:
            lines[at : at + 1] = [line[rng.choice((1, 2, 3)) :]]
        elif kind == 5:
            where = rng.randint(0, len(line))
            piece = rng.choice(_PIECES) if rng.random() < 0.7 else letter(rng)
            lines[at : at + 1] = [line[:where] + piece.encode("utf-8", "surrogatepass") + line[where:]]
        elif kind == 6:
            text = mutate(line.decode("utf-8", "replace"), rng)
            lines[at : at + 1] = [text.encode("utf-8", "surrogatepass")]
        elif kind == 7:
            other = rng.randrange(len(lines)) if lines else 0
            lines[at : at + 1], lines[other : other + 1] = lines[other : other + 1], lines[at : at + 1]
        elif kind == 8:
            where = rng.randint(0, len(line))
            lines[at : at + 1] = [line[:where] + rng.randbytes(1) + line[where:]]
        else:
            lines[at : at + 1] = [line.replace(b": ", rng.choice((b":", b" : ", b":  ", b": : ", b"= ")), 1)]

    def _shape(self, rng: Random) -> str:
        size = rng.choice((3, 30, 300, 3000))
        return rng.choice((
            "a: &a x\n" + "".join(f"b{i}: &b{i} [{'*a, ' * 9}]\n" for i in range(min(size, 300))),
            "a:\n  " + "- " * size + "x\n",
            "a: " + rng.choice("[{") * size,
            "".join(" " * i + "a:\n" for i in range(min(size, 300))),
            "a:\n  uk: " + soup(rng, 10) * size + "\n",
            "a:\n" + "  uk: x\n" * size,
            "a:\n  uk: x\n" * size,
            "".join(f"a{i}:\n  now: a{i + 1}\n" for i in range(size)),
            "".join(f"a{i}:\n  uk: Б\n  kind: mine\n  in: a{(i + 1) % size}\n" for i in range(size)),
            "a:\n  misspellings:\n" + "    - Абв\n" * size,
            "a:\n  uk: '" + "x\n  " * size + "'\n",
            "\ufeff" * min(size, 30), "\n" * size, "#" * size, "? " * size, "&a " * size, "!!x " * size, "'" * size,
        ))  # fmt: skip

    def check(self, case: str) -> None:
        """Check one file."""
        data = case.encode("latin-1")
        self.turn += 1
        full = self.turn % _FULL == 0
        with in_time(len(data), 3):
            judged = judge(data, "f.yaml", self.world)
            for problem in judged.problems:
                must(bool(problem.message and problem.mend and problem.line >= 1 and problem.column >= 1), str(problem))
                must(len(str(problem)) < 4000, "a problem as long as the input")
                must(not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", str(problem)),
                     f"a control sign reaches the terminal: {problem!s:.200}")  # fmt: skip
        try:
            with in_time(len(data), 3):
                ordered = format_text(data, "f.yaml")
        except GazetteerError as error:
            must(bool(error.problems), "refused without a problem")
        else:
            must(format_text(ordered, "f.yaml") == ordered, "putting in order again changes something")
            must(sorted(ordered.split()) == sorted(data.split()), "putting in order changed a word")
        if full:
            self._in_full(data)

    def _in_full(self, data: bytes) -> None:
        for style in ("text", "github", "json"):
            render(judge(data, "f.yaml", self.world).problems, style)
        with in_time(len(data), 20):
            mended, _ = fix(data, "f.yaml", self.world)
            again, gone = fix(mended, "f.yaml", self.world)
            must(again == mended, f"mending again mends more: {[problem.rule for problem in gone][:3]}")
        path = self.folder / "f.yaml"
        path.write_bytes(data)
        wanted = Addition("pokrovsk-donetsk", "misspelling", {None: "Pkrovskk"})
        assert self.world.register is not None
        try:
            made = plan(wanted, path, data, self.world.register)
        except (Refused, GazetteerError):
            pass
        else:
            must(b"Pkrovskk" in made.after, "the name that was added is not there")
        try:
            loaded = Gazetteer(World([Index(compile_index([path], register=False))]))
        except GazetteerError as error:
            must(bool(error.problems), "refused without a problem")
        else:
            for place in loaded.places():
                for name in place.names:
                    found = loaded.resolve(name.text, limit=None).candidates
                    must(any(match.place == place for match in found), f"{name.text!r} has not its own place")

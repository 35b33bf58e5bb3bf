"""Cases that once broke something, kept as files that tests replay.

A file has two lines: why it is kept, and the case as a Python literal in ASCII, since JSON cannot hold two lone
surrogates side by side.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "tests" / "corpus"


def save(target: str, case: str, why: str) -> Path:
    """Keep a case with the reason; the name of the file follows from the case, so that none is kept twice."""
    name = hashlib.blake2b(case.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    path = FOLDER / target / f"{name}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{ascii(why)[1:-1]}\n{case!a}\n", encoding="ascii")
    return path


def cases(target: str) -> Iterator[tuple[str, str]]:
    """Yield the kept cases of a target: the name of the file, and the case."""
    for path in sorted((FOLDER / target).glob("*.txt")):
        yield path.stem, ast.literal_eval(path.read_text(encoding="ascii").partition("\n")[2])

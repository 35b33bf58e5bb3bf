"""Running text to read, the same on every machine: made from what Python and packages of the registry carry."""

from __future__ import annotations

import ast
import random
import sysconfig
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from statistics import fmean

from toponyms import Gazetteer

ARTICLE = 4000  # characters a document, about
SPARSE, DENSE = 400, 35  # words for one name that is put in
SHARE_FUZZY = 10  # one in so many of the names that are put in has a slip


def english(size: int) -> list[str]:
    """Return the docstrings of the standard library, as documents, up to a number of characters."""
    return _documents(_docstrings(), size)


def _docstrings() -> Iterator[str]:
    library = Path(sysconfig.get_path("stdlib"))
    for path in sorted(library.rglob("*.py")):
        if {"site-packages", "test", "tests", "lib2to3"} & set(path.parts):
            continue
        try:
            tree = ast.parse(path.read_text(encoding="utf-8"))
        except (SyntaxError, UnicodeDecodeError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
                said = ast.get_docstring(node)
                if said:
                    yield said


def ukrainian(size: int) -> list[str]:
    """Return the corrected essays of the package ua-gec."""
    spec = find_spec("ua_gec")
    if spec is None or spec.origin is None:
        msg = "the package ua-gec is missing: pip install --no-deps ua-gec==2.1.3"
        raise SystemExit(msg)
    folder = Path(spec.origin).parent / "data" / "gec-only"
    return _documents((path.read_text(encoding="utf-8") for path in sorted(folder.glob("*/target/*.txt"))), size)


def russian(size: int) -> list[str]:
    """Return sentences of Faker's Russian words, with persons among them: no package carries Russian prose."""
    from faker import Faker

    fake = Faker("ru_RU")
    fake.seed_instance(2026)
    return _documents((f"{fake.paragraph(nb_sentences=6)} {fake.name()}: {fake.sentence()}" for _ in range(size)), size)


def _documents(parts: Iterator[str], size: int) -> list[str]:
    documents: list[str] = []
    text, total = "", 0
    for part in parts:
        text += part + "\n\n"
        if len(text) >= ARTICLE:
            documents.append(text)
            total += len(text)
            text = ""
            if total >= size:
                break
    return documents


LANGUAGES = {"en": english, "uk": ukrainian, "ru": russian}


def with_names(documents: Sequence[str], lang: str, words: int, seed: int = 2026) -> list[str]:
    """Put a name of a settlement after every so many words, one in ten with a slip.

    Args:
        documents: The text.
        lang: Of which language the names are to be.
        words: How many words there are for one name, on the average.
        seed: For the choice.
    """
    from benchmarks.work import CYRILLIC, LATIN, slip

    rng = random.Random(seed)
    places = [place for place in Gazetteer.load().places() if place.kind in ("city", "settlement")]
    names = sorted({name.text for place in places for name in place.names if name.lang == lang and len(name.text) > 5})
    found = []
    for document in documents:
        pieces = document.split(" ")
        for at in range(rng.randrange(words), len(pieces), words):
            name = rng.choice(names)
            if rng.randrange(SHARE_FUZZY) == 0:
                name = name[0] + slip(name[1:], 1, LATIN if lang == "en" else CYRILLIC, rng)
            pieces[at] += f" {name}"
        found.append(" ".join(pieces))
    return found


def megabytes(documents: Sequence[str]) -> float:
    """Return the size as UTF-8."""
    return sum(len(document.encode()) for document in documents) / 1e6


def capitals(documents: Sequence[str]) -> float:
    """Return how many words in a hundred begin with a capital: what a text costs hangs on it."""
    words = [word for document in documents[:200] for word in document.split()]
    return 100 * fmean(word[:1].isupper() for word in words)

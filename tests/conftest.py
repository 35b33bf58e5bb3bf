"""What tests of several rooms use: sample gazetteers, an empty cache, and processes of their own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Collection
from pathlib import Path

import pytest
from hypothesis import settings

from tests.processes import ASK, finish

# A busy machine holds up any example now and then, which says nothing of the code; tests of time measure it themselves.
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

SAMPLES = Path(__file__).parent / "samples"
_ENTRY = re.compile(r"^([^\s#:]+):\n(?: .*\n)+", re.MULTILINE)
_LIST = re.compile(r"^  [\w-]+:\n(?:    .*\n)+", re.MULTILINE)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A gazetteer file of two places that stands alone."""
    return Path(shutil.copyfile(SAMPLES / "own.yaml", tmp_path / "own.yaml"))


@pytest.fixture(scope="session")
def towns_of() -> Callable[..., str]:
    """Return the text of some entries of samples/towns.yaml; those that are `bare` are without lists of names."""
    entries = {found[1]: found[0] for found in _ENTRY.finditer((SAMPLES / "towns.yaml").read_text(encoding="utf-8"))}

    def chosen(*ids: str, bare: Collection[str] = ()) -> str:
        texts = {place: entries[place] for place in ids} | {place: _LIST.sub("", entries[place]) for place in bare}
        return "".join(texts[place] for place in sorted(texts))

    return chosen


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache directory, for this process and those it starts."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("TOPONYMS_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def start() -> Callable[..., subprocess.Popen[str]]:
    """Start a Python program in a process of its own."""

    def started(program: str, *words: str | Path, **environment: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-c", program, *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, env={**os.environ, **environment},
        )  # fmt: skip

    return started


@pytest.fixture
def ask(own: Path, start: Callable[..., subprocess.Popen[str]]) -> Callable[..., tuple[str, str]]:
    """Load the file of two places in a new process; return its answers, and what it says to standard error."""
    return lambda **environment: finish(start(ASK, own, **environment))

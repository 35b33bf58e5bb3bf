"""A small gazetteer file, an empty cache, and processes that use them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

YAML = """\
beta-town:
  uk: Бетополь
  en: Betopol
  kind: village
  country: UA
  lat: 48.2
  lon: 37.3
  misspellings:
    - Betopoll
    - Betapol

alpha-town:
  uk: Альфівка
  ru: Альфовка
  en: Alfivka
  kind: city
  country: UA
  lat: 48.1
  lon: 37.2
"""
ASK = """
import sys
from toponyms import Gazetteer
gazetteer = Gazetteer.load(sys.argv[1], register=False)
print(gazetteer.resolve("Alfivkaa").id, gazetteer.resolve("Betapol").id, gazetteer.resolve("Nowhere").id)
"""
ANSWER = "alpha-town beta-town None"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A gazetteer file that stands alone; its entries are out of order."""
    path = tmp_path / "own.yaml"
    path.write_text(YAML, encoding="utf-8")
    return path


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
    """Load the file in a new process and ask it three names; return what it prints, and what to standard error."""

    def asked(**environment: str) -> tuple[str, str]:
        process = start(ASK, own, **environment)
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        return out.strip(), err

    return asked

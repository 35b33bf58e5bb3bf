"""Recipes on a page of docs/doors: a block of Python and what it prints, under a heading "Program (version)"."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

DOORS = Path(__file__).parents[2] / "docs" / "doors"
RECIPE = re.compile(
    r"^## (?P<title>[^\n(]+?) \((?:(?!^## ).)*?```python\n(?P<code>.*?)```\n\n```text\n(?P<shown>.*?)```", re.M | re.S
)


def recipes(page: str) -> dict[str, tuple[str, str]]:
    """Return the recipes of a page: title → code and what it shows."""
    text = (DOORS / page).read_text(encoding="utf-8")
    return {found["title"]: (found["code"], found["shown"]) for found in RECIPE.finditer(text)}


def run(code: str, folder: Path, **environment: str) -> str:
    """Run a recipe in a process of its own; return what it prints."""
    script = folder / "recipe.py"
    script.write_text(code, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, cwd=folder, timeout=300,
        env={**os.environ, "PYTHONUTF8": "1", "HF_HOME": str(folder), **environment},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return "\n".join(line.rstrip() for line in done.stdout.rstrip().splitlines()) + "\n"

"""The recipes of docs/doors/pipelines.md, each run in a process of its own with the real program."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "doors" / "pipelines.md"
RECIPE = re.compile(
    r"^## (?P<title>[^\n(]+?) \(.*?```python\n(?P<code>.*?)```\n\n```text\n(?P<shown>.*?)```", re.M | re.S
)
NEEDS = {
    "LangChain": "langchain_core",
    "LlamaIndex": "llama_index",
    "Haystack": "haystack",
    "Hugging Face datasets": "datasets",
}
RECIPES = {found["title"]: found for found in RECIPE.finditer(PAGE.read_text(encoding="utf-8"))}


def test_the_page_has_a_recipe_for_each() -> None:
    assert list(RECIPES) == list(NEEDS)


@pytest.mark.slow
@pytest.mark.parametrize("title", NEEDS)
def test_a_recipe_shows_what_the_page_shows(title: str, tmp_path: Path) -> None:
    if importlib.util.find_spec(NEEDS[title]) is None:
        pytest.skip(f"{NEEDS[title]} is not installed: see docs/testing.md")
    script = tmp_path / "recipe.py"
    script.write_text(RECIPES[title]["code"], encoding="utf-8")
    quiet = {
        "HAYSTACK_TELEMETRY_ENABLED": "False", "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path), "PYTHONUTF8": "1",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, env={**os.environ, **quiet}, cwd=tmp_path, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == RECIPES[title]["shown"]

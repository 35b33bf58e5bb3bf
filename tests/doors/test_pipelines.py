"""The recipes of docs/doors, each run in a process of its own with the real program, show what the page shows."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from tests.doors.recipes import recipes, run

PAGES = {
    "pipelines.md": {
        "LangChain": "langchain_core", "LlamaIndex": "llama_index", "Haystack": "haystack",
        "Hugging Face datasets": "datasets",
    },
    "spark.md": {"Spark": "pyspark", "Ray": "ray", "Dask": "dask"},
}  # fmt: skip
QUIET = {
    "HAYSTACK_TELEMETRY_ENABLED": "False", "HF_HUB_OFFLINE": "1", "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0", "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable,
}  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_a_recipe_for_each(page: str) -> None:
    assert list(recipes(page)) == list(PAGES[page])


@pytest.mark.slow
@pytest.mark.parametrize(("page", "title"), [(page, title) for page, needs in PAGES.items() for title in needs])
def test_a_recipe_shows_what_the_page_shows(page: str, title: str, tmp_path: Path) -> None:
    needed = PAGES[page][title]
    if importlib.util.find_spec(needed) is None:
        pytest.skip(f"{needed} is not installed: see docs/testing.md")
    code, shown = recipes(page)[title]
    assert run(code, tmp_path, **QUIET) == shown

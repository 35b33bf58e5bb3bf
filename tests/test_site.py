"""The documentation site: every page is reachable, every link leads to one, and it builds without warnings."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"
# search.md is shown by searching.md: its own name is that of a page that Sphinx makes.
PAGES = sorted(str(path.relative_to(DOCS).with_suffix("")) for path in DOCS.rglob("*.md") if path.name != "search.md")
TOCTREE = re.compile(r"```\{toctree\}\n(.*?)```", re.DOTALL)


def listed() -> list[str]:
    """Return the pages that the tables of contents name."""
    found = []
    for path in DOCS.rglob("*.md"):
        for tree in TOCTREE.findall(path.read_text(encoding="utf-8")):
            names = [line.strip() for line in tree.splitlines() if line.strip() and not line.startswith(":")]
            found += [str((path.parent / name).relative_to(DOCS)) for name in names]
    return found


def test_every_page_is_in_one_table_of_contents() -> None:
    assert sorted(listed()) == [page for page in PAGES if page != "index"]


def test_no_page_takes_the_place_of_one_that_sphinx_makes() -> None:
    assert not {"search", "genindex", "modindex"} & set(PAGES)


def test_what_language_models_are_told_is_there() -> None:
    targets = re.findall(r"\]\(([^)]+)\.html\)", (DOCS / "llms.txt").read_text(encoding="utf-8"))
    assert len(targets) > 8
    assert [target for target in targets if target not in PAGES] == []


@pytest.mark.slow
def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("furo", reason="the site needs the extra docs")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-E", "-b", "html", str(DOCS), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "contributing.html").read_text(encoding="utf-8")
    assert 'href="rules.html"' in page  # links of files at the top lead to pages
    assert "<script" not in (tmp_path / "llms.txt").read_text(encoding="utf-8")

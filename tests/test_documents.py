"""What a stranger reads first keeps its promises; the examples themselves run as doctests."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:)([^)#\s]+)(?:#[^)\s]*)?\)")
# Each does all the set-up on a fresh machine; .ci/run takes them from the README and runs them.
COMMANDS = (
    "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/toponyms resolve Krasnoarmersk",
    "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest",
)


@pytest.mark.parametrize("command", COMMANDS, ids=["use", "test"])
def test_the_readme_has_each_command_once_on_a_line_of_its_own(command: str) -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert lines.count(command) == 1


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    targets = LINK.findall(document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_there_are_links_to_follow() -> None:
    assert len(DOCUMENTS) >= 7
    assert len(LINK.findall((ROOT / "README.md").read_text(encoding="utf-8"))) >= 8


def test_the_licence_of_the_data_is_the_official_text_unchanged() -> None:
    text = (ROOT / "LICENSE-DATA").read_text(encoding="utf-8")
    # of https://creativecommons.org/licenses/by/4.0/legalcode.txt
    assert (
        hashlib.sha256(text.encode()).hexdigest() == "9ba9550ad48438d0836ddab3da480b3b69ffa0aac7b7878b5a0039e7ab429411"
    )


def test_the_readme_says_which_dependency_is_copyleft() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert re.search(r"Unidecode\s+is\s+GPL-2\.0-or-later", readme)

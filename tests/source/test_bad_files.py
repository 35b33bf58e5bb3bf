"""Each file of tests/bad has exactly the problems that stand in the .expected file beside it.

After a change of wording: `python tests/source/test_bad_files.py` writes the .expected files anew; read the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from toponyms.source import register
from toponyms.source.judge import judge
from toponyms.source.problems import render
from toponyms.source.rules import RULES
from toponyms.source.world import World

FOLDER = Path(__file__).parent.parent / "bad"
FILES = sorted(FOLDER.glob("*.yaml"))


def told(path: Path) -> str:
    problems = judge(path.read_bytes(), path.name, World(register=register.read())).problems
    # The files are as short as they can be, so that most entries say nothing new about their place.
    shown = [problem for problem in problems if problem.rule != "idle-entry" or path.stem == "idle-entry"]
    return render(shown) + "\n"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_problems_are_told_exactly_so(path: Path) -> None:
    assert told(path) == path.with_suffix(".expected").read_text(encoding="utf-8")


def test_the_files_cover_the_rules() -> None:
    expected = "".join(path.with_suffix(".expected").read_text(encoding="utf-8") for path in FILES)
    seen = {rule for rule in RULES if f"[{rule}]" in expected}
    # Files beyond the limits are made in test_yamlreader; the register has a test of its own.
    elsewhere = {"yaml-too-large", "yaml-too-deep", "register-id", "register-code", "register-parent", "register-value"}
    elsewhere.add("changed-answer")  # compares two states of the data; see test_fix_and_since
    assert set(RULES) - seen - elsewhere == set()
    assert expected.count(".yaml:") >= 100


if __name__ == "__main__":
    for file in FILES:
        file.with_suffix(".expected").write_text(told(file), encoding="utf-8")

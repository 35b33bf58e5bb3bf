"""docs/rules.md is what the rules' own docstrings make of it."""

from __future__ import annotations

from pathlib import Path

from tools.build_rules_doc import DEFAULT, FIRST, text
from toponyms.source.rules import RULES


def test_the_rules_document_is_current() -> None:
    assert DEFAULT.read_text(encoding="utf-8") == text(), "run: python -m tools.build_rules_doc"


def test_every_rule_has_a_section_and_ten_come_first() -> None:
    written = Path(DEFAULT).read_text(encoding="utf-8")
    assert len(FIRST) == len(set(FIRST)) == 10
    assert all(written.count(f"\n### {name}\n") == 1 for name in RULES)

"""Every rule is held to its own docstring: the wrong example has the problem, the right one has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from toponyms.source import register
from toponyms.source.judge import judge
from toponyms.source.rules import RULES
from toponyms.source.world import World

WITH_EXAMPLES = [rule for rule in RULES.values() if "\n\nWrong:" in rule.docstring]
WITHOUT = {
    "yaml-encoding", "yaml-too-large", "yaml-character", "register-id", "register-code", "register-parent",
    "register-value", "changed-answer",
}  # fmt: skip


def found(text: str, rule: str) -> list[str]:
    problems = judge(text.encode(), "example.yaml", World(register=register.read())).problems
    # Examples are as short as they can be, so that most say nothing new about the place.
    return [problem.rule for problem in problems if problem.rule in (rule, *(set(RULES) - {"idle-entry"}))]


def test_only_what_cannot_be_shown_goes_without_an_example() -> None:
    assert {rule.id for rule in RULES.values()} - {rule.id for rule in WITH_EXAMPLES} == WITHOUT


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: rule.id)
def test_the_wrong_example_has_this_problem_once_and_no_other(rule) -> None:
    assert found(rule.wrong, rule.id) == [rule.id], rule.wrong


@pytest.mark.parametrize("rule", WITH_EXAMPLES, ids=lambda rule: rule.id)
def test_the_right_example_has_no_problem(rule) -> None:
    assert found(rule.right, rule.id) == [], rule.right


def test_what_is_only_out_of_order_or_doubtful_stops_no_one() -> None:
    """A file is loaded in spite of these; anything else would give places that contradict each other."""
    milder = {rule.id for rule in RULES.values() if rule.run is not None and not rule.blocking}
    assert {"unsorted-list", "unsorted-entries", "bad-indent", "true-name", "near-miss", "duplicate-name"} <= milder
    assert not {"duplicate-code", "unknown-id", "circular-in", "chained-heir", "bad-date", "missing-field"} & milder


def test_order_and_layout_cannot_be_excused() -> None:
    excused = {rule.id for rule in RULES.values() if rule.allowable}
    assert {"true-name", "near-miss", "duplicate-code", "override"} <= excused
    assert not {"unsorted-list", "unsorted-entries", "bad-indent", "unknown-id", "unknown-rule", "bad-date"} & excused


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_a_rule_says_why_in_whole_sentences(rule) -> None:
    assert rule.severity in ("error", "note")
    assert rule.paragraph.endswith(".")
    assert rule.paragraph[0].isupper() or rule.paragraph[0] == "`"
    assert "Wrong:" not in rule.paragraph


def test_every_reported_rule_is_declared() -> None:
    """A rule id that the code writes and RULES lacks would have no documentation."""
    source = Path(register.__file__).parent
    written = "\n".join(path.read_text(encoding="utf-8") for path in sorted(source.rglob("*.py")))
    for name in ("yaml-syntax", "yaml-tab", "bad-type", "missing-field"):
        assert f'"{name}"' in written
    import re

    used = set(re.findall(r'"((?:yaml|bad|unknown|duplicate|empty|register|not|unsorted)-[a-z-]+)"', written))
    used -= {"unknown-id-file", "yaml-language-server"}
    assert used <= set(RULES), used - set(RULES)

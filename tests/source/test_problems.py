"""How problems are written: for people, for programs, for GitHub."""

from __future__ import annotations

import json

import pytest

from toponyms.source.problems import Problem, in_order, render

ONE = Problem("g.yaml", 4, 3, 'unknown field "mispellings"', "unknown-field", "error", "  mispellings:",
              'Did you mean "misspellings"?')  # fmt: skip
NOTE = Problem("a,b:c.yaml", 1, 1, "100% sure\nof it", "override", "note", "", "Look.")


def test_text() -> None:
    assert render([ONE]) == (
        'g.yaml:4:3: unknown field "mispellings" [unknown-field]\n'
        "      mispellings:\n"
        "      ^\n"
        '    Did you mean "misspellings"?'
    )


def test_a_note_says_so_and_no_line_needs_no_caret() -> None:
    note = Problem("g.yaml", 1, 1, "x", "override", "note", "", "Look.")
    assert render([note]) == "g.yaml:1:1: note: x [override]\n    Look."


def test_json_has_every_field() -> None:
    assert json.loads(render([ONE], "json")) == [
        {
            "path": "g.yaml", "line": 4, "column": 3, "message": 'unknown field "mispellings"',
            "rule": "unknown-field", "severity": "error", "source_line": "  mispellings:",
            "mend": 'Did you mean "misspellings"?',
        }
    ]  # fmt: skip


def test_github_escapes_what_would_end_a_command() -> None:
    assert render([ONE, NOTE], "github").splitlines() == [
        "::error file=g.yaml,line=4,col=3,title=unknown-field::"
        'unknown field "mispellings"%0ADid you mean "misspellings"?',
        "::notice file=a%2Cb%3Ac.yaml,line=1,col=1,title=override::100%25 sure%0Aof it%0ALook.",
    ]


def test_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match='"xml" is no form of output'):
        render([ONE], "xml")


@pytest.mark.parametrize("sign", ["\x1b[2J", "\u202e", "\x07", "\u2066", "\r"])
def test_a_hostile_value_cannot_play_with_the_terminal(sign: str) -> None:
    shown = render([Problem("g.yaml", 1, 1, f"x{sign}y", "bad-character", "error", f"uk: {sign}z", "Mend.")])
    assert sign not in shown
    assert f"\\u{ord(sign[0]):04x}" in shown


def test_a_long_line_is_shown_around_the_caret() -> None:
    line = "x" * 5000 + "HERE" + "y" * 5000
    _, shown, caret, _ = render([Problem("g.yaml", 1, 5001, "m", "bad-date", "error", line, "Mend.")]).splitlines()
    assert len(shown) < 200
    assert shown[caret.index("^") :].startswith("HERE")


def test_order_is_by_line_then_column() -> None:
    three = [Problem("g", 2, 1, "b", "r"), Problem("g", 1, 9, "c", "r"), Problem("g", 1, 2, "z", "r")]
    assert [problem.message for problem in in_order(three)] == ["z", "c", "b"]

"""PyYAML's and libyaml's errors in our words: what to change in the line, not what the parser expected."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from toponyms.source.report import Report

MAX_DEPTH = 12  # the format needs five: entry, field, list, item, reasons
_FIELD = re.compile(r"\s*(?:- +)*[\w-]+ *:(?:\s|$)")
_SPACES = "Begin an entry at the left margin; put two spaces before a field, four before the dash of a list item."


def explain(error: yaml.MarkedYAMLError, lines: Sequence[str], offset: int, report: Report) -> None:
    """Report an error of the parser.

    Args:
        error: What was raised; its lines count from the start of the entry.
        lines: The lines of the file up to the end of the entry.
        offset: How many lines stand before the entry.
        report: Where to put it.
    """
    problem = (error.problem or "").lower()
    context = (error.context or "").lower()
    mark = error.problem_mark or error.context_mark
    begun = error.context_mark or mark
    line, column = _place(mark, lines, offset)
    begun_line, begun_column = _place(begun, lines, offset)
    text = lines[line - 1] if lines else ""
    if "nesting depth" in problem:  # libyaml counts by itself since PyYAML 6.0.4, and stops before we see the events
        too_deep(report, line, column)
        return
    if report.has_line(line) or ("flow" in context and report.has_line(begun_line)):
        return  # what was refused there is the cause

    def add(message: str, mend: str, *, at_start: bool = False) -> None:
        where = (begun_line, begun_column) if at_start else (line, column)
        report.add("yaml-syntax", *where, message, mend)

    if "mapping values are not allowed" in problem:
        if _FIELD.match(text) and ":" not in text[: column - 1].rstrip():
            add("the field is indented in another way than its neighbours", _SPACES)
        else:
            add('a second ": " in the line', 'A name with ": " in it must be in double quotes.')
    elif "quoted scalar" in context and any(word in problem for word in ("end of stream", "document", "unexpected")):
        add("a quotation mark is opened and not closed", "Close it on the same line, or take it away.", at_start=True)
    elif "quoted scalar" in context or "escape" in problem:
        mend = 'In double quotes a backslash begins an escape: write it twice, or use no quotes.'
        add("a backslash that YAML does not understand", mend)
    elif "simple key" in context or "expected ':'" in problem:
        mend = 'Write "field: value", or "- " before an item of a list.'
        add("the line has no colon after the field", mend, at_start=True)
    elif "cannot start any token" in problem:
        shown = text[column - 1 : column] or "this sign"
        add(f'a value begins with "{shown}"', "Put the whole value in double quotes.")
    elif "block sequence entries are not allowed" in problem:
        mend = "Write each item on a line of its own, below the field: four spaces, a dash, a space, the text."
        add("a dash stands where no list can begin", mend)
    elif "anchor" in context or "alias" in context:
        shown = text[begun_column - 1 : begun_column] or "this sign"
        add(f'a value begins with "{shown}"', "Put the whole value in double quotes.", at_start=True)
    elif "tag" in context or "tag" in problem:
        add('a value begins with "!"', "Put the whole value in double quotes.", at_start=True)
    elif "block scalar" in context:
        add("a value begins with \"|\" or \">\"", "Write the text on one line, in double quotes.", at_start=True)
    elif "flow" in context:
        sign = text[column - 1 : column] or "this sign"
        mend = 'Put a value that begins with "[" or "{" in double quotes; write a list with "- " on lines of its own.'
        add(f'brackets or braces that do not fit together, near "{sign}"', mend)
    elif "expected '-'" in problem or "block collection" in context:
        mend = 'Put "- " before an item, in the column of the dashes above it.'
        add("the line does not continue the list above it", mend)
    elif "block mapping" in context:
        if "'" in text or '"' in text:
            mend = "Put the whole value in double quotes, and a backslash before the inner ones."
            add("the line does not fit the one above it", mend)
        else:
            add("the line is indented in another way than its neighbours", _SPACES)
    else:
        add("the line cannot be read", 'Write "field: value", or "- " and an item; put odd values in double quotes.')


def too_deep(report: Report, line: int, column: int) -> None:
    """Report a block or list that lies too deep inside others."""
    mend = "Write entries, fields, lists and their items; nothing lies deeper."
    report.add("yaml-too-deep", line, column, f"more than {MAX_DEPTH} levels, one inside another", mend)


def _place(mark: yaml.Mark | None, lines: Sequence[str], offset: int) -> tuple[int, int]:
    """Turn a mark into line and column; a mark past the end of the file points to its last line with text."""
    line, column = (mark.line + 1 + offset, mark.column + 1) if mark is not None else (offset + 1, 1)
    if line <= len(lines) and (lines[line - 1].strip() or line == 1):
        return line, column
    line = min(line, len(lines))
    while line > 1 and not lines[line - 1].strip():
        line -= 1
    return line, len(lines[line - 1]) + 1

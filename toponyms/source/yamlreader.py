"""From bytes to nodes with positions, through PyYAML's events; no YAML object is ever built.

The steps: bytes → lines (see `lines`) → events → nodes. Of YAML only the plain part is taken: block style, one line a
value, every value text. A file that YAML cannot read is read again entry by entry, so that one bad line does not hide
the problems of the others.
"""

from __future__ import annotations

import contextlib
import gc
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from toponyms.source.lines import decode, vet
from toponyms.source.nodes import Block, Damaged, Items, Node, Text
from toponyms.source.problems import shorten
from toponyms.source.report import Report
from toponyms.source.yamlerrors import MAX_DEPTH, explain, too_deep

# libyaml is several times faster; the events are the same.
_LOADER = yaml.CLoader if yaml.__with_libyaml__ else yaml.Loader

MAX_NODES = 2_000_000

_ENTRY = re.compile(r"[^\s#]")
_ENTRY_ID = re.compile(r"([^\s:]+)\s*:(?:\s|$)")


@dataclass(slots=True)
class Reading:
    """A file as read: its top-level block, its problems, and the ids of entries that could not be read."""

    root: Block
    report: Report
    unread: frozenset[str] = frozenset()


@contextlib.contextmanager
def without_gc() -> Iterator[None]:
    """Stop the garbage collector for a while."""
    # Hundreds of thousands of small objects are made and none is dropped: the collector finds nothing and costs more
    # than half of the time (measured: 2.3 times faster without it).
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def read(data: bytes, path: str = "<text>") -> Reading:
    """Read a file's bytes.

    Args:
        data: The content of the file.
        path: Its name, for the problems.

    Returns:
        The entries that could be read, and a report of all that was refused.

    Examples:
        >>> reading = read(b"toretsk:\\n  uk: no\\n")
        >>> key, value = reading.root.fields[0]
        >>> key.value, value.fields[0][1]
        ('toretsk', Text(value='no', line=2, column=7))
    """
    with without_gc():
        report = Report(path)
        lines = decode(data, report)
        if lines is None:
            return Reading(Block(1, 1), report)
        return _parse(vet(lines, report), report)


def _parse(lines: list[str], report: Report) -> Reading:
    before = len(report)
    try:
        root = _Reader(report).read("\n".join(lines), 0)
    except yaml.YAMLError as error:
        report.forget_after(before)
        reading = _parse_by_entry(lines, report)
        if not len(report) and isinstance(error, yaml.MarkedYAMLError):
            explain(error, lines, 0, report)  # each entry can be read by itself, but they do not fit together
        return reading
    except _TooMuch:
        return Reading(Block(1, 1), report)
    return Reading(_only_block(root, report), report)


def _only_block(root: Node | None, report: Report) -> Block:
    if isinstance(root, Block):
        return root
    is_empty = root is None or (isinstance(root, Text) and not root.value)  # nothing but "---" is an empty text
    if root is not None and not is_empty and not isinstance(root, Damaged):
        _not_an_entry(root, report)
    return Block(1, 1)


def _not_an_entry(node: Node, report: Report) -> None:
    report.add(
        "bad-type", node.line, node.column, "no entry stands here",
        'Begin with an id at the left margin and a colon ("pokrovsk-donetsk:"), its fields two spaces in.',
    )  # fmt: skip


def _parse_by_entry(lines: list[str], report: Report) -> Reading:
    """Read each entry by itself: the way for a file in which YAML stumbles somewhere."""
    starts = sorted({0} | {i for i, line in enumerate(lines) if _ENTRY.match(line) and not line.startswith("---")})
    root = Block(1, 1)
    unread = set()
    known: dict[str, Text] = {}
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        fresh = _Reader(report)
        try:
            node = fresh.read("\n".join(lines[start:end]), start)
        except yaml.MarkedYAMLError as error:
            # A tab or a stray sign that was taken out may be all that is wrong with the entry.
            if not any(number in report.muted for number in range(start + 1, end + 1)):
                explain(error, lines[:end], start, report)
            found = _ENTRY_ID.match(lines[start])
            if found:
                unread.add(found[1])
            continue
        except (yaml.YAMLError, _TooMuch):
            continue
        if isinstance(node, Block):
            for key, value in node.fields:
                if _is_new(key, known, "id", report):
                    root.fields.append((key, value))
        elif node is not None and not isinstance(node, Damaged):
            _not_an_entry(node, report)
    return Reading(root, report, frozenset(unread))


def _is_new(key: Text, known: dict[str, Text], word: str, report: Report) -> bool:
    first = known.setdefault(key.value, key)
    if first is key:
        return True
    rule, mend = (
        ("duplicate-id", "Put what both say into one entry, or give the second place an id of its own.")
        if word == "id"
        else ("duplicate-field", "Put both values under one of them, as a list where the field takes one.")
    )
    message = f'{word} "{shorten(key.value)}" stands twice; the first is in line {first.line}'
    report.add(rule, key.line, key.column, message, mend)
    return False


class _TooMuch(Exception):
    """The file passes a limit; the report says which."""


class _Reader:
    """Makes nodes of events, with a stack of its own, so that no depth of nesting can exhaust Python's."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.count = 0
        self.multiline: list[tuple[int, int, int, str]] = []

    def read(self, text: str, offset: int) -> Node | None:
        """Read one document.

        Raises:
            yaml.YAMLError: YAML cannot read the text.
            _TooMuch: A limit was passed.
        """
        loader = _LOADER(text)
        stopped = None
        try:
            return self._build(loader, offset)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark
            stopped = mark.line + 1 + offset if mark is not None else None
            raise
        finally:
            loader.dispose()
            self._report_multiline(stopped)

    def _report_multiline(self, stopped: int | None) -> None:
        for line, last, column, shown in self.multiline:
            if stopped is not None and last >= stopped:
                continue  # a field that was indented too far, taken for more of the text above: one fault, told once
            mend = (
                'Write the text on one line, in double quotes if it holds ": " or " #".\n'
                "If the next line was meant as a field or an item of its own, look at its colon, dash and spaces."
            )
            self.report.add("yaml-multiline", line, column, f'the text "{shown}" goes over several lines', mend)

    def _build(self, loader: Any, offset: int) -> Node | None:
        root: Node | None = None
        stack: list[Block | Items] = []
        pending: list[Text | Damaged | None] = []  # for each block on the stack: the key that waits for its value
        known: list[dict[str, Text]] = []
        flow = 0  # how deep in flow style; only its beginning is reported
        while True:
            event = loader.get_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                mark = event.start_mark
                node: Node = Text(event.value, mark.line + 1 + offset, mark.column + 1)
                if event.style in ("|", ">") or event.end_mark.line != mark.line:
                    node = self._refuse_lines(event, node.line, node.column)
                if event.anchor is not None or event.tag is not None:
                    self._refuse_marks(event, node.line, node.column)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                flow -= flow > 0
                stack.pop()
                pending.pop()
                known.pop()
                continue
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                mark = event.start_mark
                line, column = mark.line + 1 + offset, mark.column + 1
                node = Block(line, column) if kind is yaml.MappingStartEvent else Items(line, column)
                if event.anchor is not None or event.tag is not None:
                    self._refuse_marks(event, line, column)
                if event.flow_style and not flow:
                    self._refuse_flow(node)
                flow += bool(event.flow_style)
                if len(stack) >= MAX_DEPTH:
                    too_deep(self.report, line, column)
                    raise _TooMuch
            elif kind is yaml.AliasEvent:
                mark = event.start_mark
                node = Damaged(mark.line + 1 + offset, mark.column + 1)
                message = f'the alias "*{shorten(event.anchor)}" stands for text elsewhere'
                self.report.add("yaml-alias", node.line, node.column, message, "Write the text itself here.")
            elif kind is yaml.StreamEndEvent:
                return root
            else:
                continue
            self._count(node)
            if not stack:
                root = node
            else:
                top = stack[-1]
                refused = flow > 0 and isinstance(node, Block | Items)
                if isinstance(top, Items):
                    top.items.append(Damaged(node.line, node.column) if refused else node)
                elif pending[-1] is None:
                    if not known[-1]:  # an anchor or a tag may stand before the first key
                        top.line, top.column = node.line, node.column
                    pending[-1] = self._key(node, known[-1], "id" if len(stack) == 1 else "field")
                else:
                    key = pending[-1]
                    pending[-1] = None
                    if isinstance(key, Text):
                        top.fields.append((key, Damaged(node.line, node.column) if refused else node))
            if isinstance(node, Block | Items):
                stack.append(node)
                pending.append(None)
                known.append({})

    def _count(self, node: Node) -> None:
        self.count += 1
        if self.count > MAX_NODES:
            message = f"more than {MAX_NODES:,} fields and values"
            self.report.add("yaml-too-large", node.line, node.column, message, "Divide it into several files.")
            raise _TooMuch

    def _key(self, node: Node, known: dict[str, Text], word: str) -> Text | Damaged:
        """Take a node as the key of the block on top; a refused key takes its value with it."""
        refused = Damaged(node.line, node.column)
        if isinstance(node, Damaged):
            return refused
        if not isinstance(node, Text):
            mend = 'Write "field: value", the field as plain text.'
            message = "a list or a block stands where a field belongs"
            self.report.add("yaml-syntax", node.line, node.column, message, mend)
            return refused
        if node.value == "<<":
            mend = "Write the fields themselves into each entry."
            message = 'the merge key "<<" brings in fields from elsewhere'
            self.report.add("yaml-merge", node.line, node.column, message, mend)
            return refused
        return node if _is_new(node, known, word, self.report) else refused

    def _refuse_lines(self, event: Any, line: int, column: int) -> Damaged:
        last = line + event.end_mark.line - event.start_mark.line
        self.multiline.append((line, last, column, shorten(" ".join(event.value.split()), 40)))
        return Damaged(line, column)

    def _refuse_marks(self, event: Any, line: int, column: int) -> None:
        if event.anchor is not None:
            message = f'the anchor "&{shorten(event.anchor)}" marks a text'
            mend = "Remove it, and write the text out wherever it is needed."
            self.report.add("yaml-anchor", line, column, message, mend)
        tag = getattr(event, "tag", None)
        if tag is not None:
            shown = shorten(tag.replace("tag:yaml.org,2002:", "!!"))
            message, mend = f'the tag "{shown}" gives a value a type', "Remove it; every value is text."
            self.report.add("yaml-tag", line, column, message, mend)

    def _refuse_flow(self, node: Node) -> None:
        if isinstance(node, Block):
            message = 'braces "{" and "}" around fields'
            mend = 'Write each field on a line of its own, as "field: value".'
        else:
            message, mend = 'brackets "[" and "]" around a list', 'Write each item on a line of its own, after "- ".'
        self.report.add("yaml-flow", node.line, node.column, message, mend)

"""From bytes to nodes with positions, through PyYAML's events; no YAML object is ever built.

The steps: bytes → text (UTF-8 only) → lines → a look at each line for what YAML would refuse or read in a way that
nobody means (tabs, control characters) → events → nodes. Of YAML only the plain part is taken: block style, one line a
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

from toponyms.source.nodes import Block, Damaged, Items, Node, Text
from toponyms.source.problems import shorten
from toponyms.source.report import Report
from toponyms.source.yamlerrors import explain

# libyaml is several times faster; the events are the same.
_LOADER = yaml.CLoader if yaml.__with_libyaml__ else yaml.Loader

MAX_BYTES = 64 * 1024 * 1024
MAX_LINES = 4_000_000
MAX_NODES = 2_000_000
MAX_DEPTH = 12  # the format needs five: entry, field, list, item, reasons
MAX_LINE = 20_000

_ENDS = re.compile("\r\n|\n|\r")
# What YAML does not let pass, and the three signs it takes for line ends though no editor shows them so.
_FORBIDDEN = re.compile("[^\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffc\U00010000-\U0010ffff]")
_ENTRY = re.compile(r"[^\s#]")
_ENTRY_ID = re.compile(r"([^\s:]+)\s*:(?:\s|$)")
_LONG_KEY = re.compile(r"\s*(?:- +)*[?:](?:\s|$)")
_MARKS = (("\xff\xfe", "UTF-16"), ("\xfe\xff", "UTF-16"))


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
        text = _decode(data, report)
        if text is None:
            return Reading(Block(1, 1), report)
        lines = _ENDS.split(text)
        report.lines = lines
        clean = _vet_lines(lines, report)
        return _parse(clean, report)


def _decode(data: bytes, report: Report) -> str | None:
    """Decode UTF-8; a byte order mark at the start is passed over, any other encoding refused."""
    if len(data) > MAX_BYTES:
        message = f"the file has {len(data):,} bytes, more than the limit of {MAX_BYTES:,}"
        report.add("yaml-too-large", 1, 1, message, "Divide it into several files and give them all.")
        return None
    if data.count(b"\n") > MAX_LINES or data.count(b"\r") > MAX_LINES:
        message = f"the file has more than {MAX_LINES:,} lines"
        report.add("yaml-too-large", 1, 1, message, "Divide it into several files and give them all.")
        return None
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or data[:2].count(0) == 1 or data[:4].count(0) >= 2:
        report.add("yaml-encoding", 1, 1, "the file is not UTF-8 (it looks like UTF-16 or UTF-32)", "Save it as UTF-8.")
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8-sig", errors="surrogateescape")
    lines = _ENDS.split(text)
    report.lines = [line.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for line in lines]
    for number, line in enumerate(lines, 1):
        bad = re.search("[\udc80-\udcff]", line)
        if bad:
            message = f"byte 0x{ord(bad[0]) - 0xDC00:02x} is not UTF-8"
            mend = "Save the file as UTF-8, and look whether the letters are still right."
            report.add("yaml-encoding", number, bad.start() + 1, message, mend, mute=True)
    return re.sub("[\udc80-\udcff]", "?", text)


def _vet_lines(lines: list[str], report: Report) -> list[str]:
    """Refuse what would make YAML stop or mislead it, and return lines that it can read, columns unchanged."""
    clean = lines
    for number, line in enumerate(lines, 1):
        if line.isascii() and line.isprintable() and len(line) <= MAX_LINE and line[:1] not in "%.-":
            if "?" not in line and ":" not in line[:12]:
                continue
            if not _LONG_KEY.match(line):
                continue
        fixed = _vet_line(number, line, report)
        if fixed != line:
            if clean is lines:
                clean = list(lines)
            clean[number - 1] = fixed
    return clean


def _vet_line(number: int, line: str, report: Report) -> str:
    if len(line) > MAX_LINE:
        message = f"the line has {len(line):,} characters, more than the limit of {MAX_LINE:,}"
        report.add("yaml-too-large", number, 1, message, "Shorten it: a note is a sentence or two.", mute=True)
        return line[: len(line) - len(line.lstrip(" "))] + "#"
    if "\t" in line and not line.lstrip().startswith("#"):
        message, mend = "a tab in the line", "Write spaces: two before a field, four before a list item."
        report.add("yaml-tab", number, line.index("\t") + 1, message, mend, mute=True)
        line = line.replace("\t", " ")
    bad = _FORBIDDEN.search(line)
    if bad:
        message, mend = f"the character U+{ord(bad[0]):04X} cannot be seen and does not belong here", "Delete it."
        report.add("yaml-character", number, bad.start() + 1, message, mend, mute=True)
        line = _FORBIDDEN.sub("?", line)
    if _LONG_KEY.match(line):
        message = f'a line that begins with "{line.strip()[0]}"'
        report.add("yaml-syntax", number, 1, message, 'Write "field: value" on one line.', mute=True)
        line = line[: len(line) - len(line.lstrip(" "))] + "#"
    if line.startswith("%"):
        report.add("yaml-syntax", number, 1, 'a line that begins with "%"', "Remove the line.", mute=True)
        return "#" + line[1:]
    if line.startswith(("---", "...")) and line[3:4] in ("", " "):
        if line.startswith("---") and not any(_ENTRY.match(before) for before in report.lines[: number - 1]):
            return line
        message = "a second document begins in the file" if line[0] == "-" else "the file goes on after its end mark"
        report.add("yaml-documents", number, 1, message, "Remove the line: one file holds one list of entries.")
        return "#" + line[1:]
    return line


def _parse(lines: list[str], report: Report) -> Reading:
    before = len(report)
    try:
        root = _Reader(report).read("\n".join(lines), 0)
    except yaml.YAMLError:
        report.forget_after(before)
        return _parse_by_entry(lines, report)
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
                    mend = "Write entries, fields, lists and their items; nothing lies deeper."
                    message = f"more than {MAX_DEPTH} levels, one inside another"
                    self.report.add("yaml-too-deep", line, column, message, mend)
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

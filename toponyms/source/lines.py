"""From bytes to lines: the encoding, and a look at each line for what YAML would refuse or take for something else."""

from __future__ import annotations

import re

from toponyms.source.report import Report

MAX_BYTES = 64 * 1024 * 1024
MAX_LINES = 4_000_000
MAX_LINE = 20_000

_ENDS = re.compile("\r\n|\n|\r")
# What YAML does not let pass, and the three signs it takes for line ends though no editor shows them so.
_FORBIDDEN = re.compile("[^\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_ENTRY = re.compile(r"[^\s#]")
_LONG_KEY = re.compile(r"\s*(?:- +)*[?:](?:\s|$)")


def decode(data: bytes, report: Report) -> list[str] | None:
    """Make lines of a file's bytes.

    Args:
        data: The content; a byte order mark at its start is passed over.
        report: Gets the lines, and a problem for every line that is not UTF-8.

    Returns:
        The lines without their ends, or None if the file is of another encoding or too large.
    """
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
        lines = _ENDS.split(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _mend_bytes(data, report)
    report.lines = lines
    return lines


def _mend_bytes(data: bytes, report: Report) -> list[str]:
    """Report every line with a byte that is not UTF-8, and put a question mark in its place."""
    lines = _ENDS.split(data.decode("utf-8-sig", errors="surrogateescape"))
    report.lines = [line.encode("utf-8", "surrogateescape").decode("utf-8", "replace") for line in lines]
    for number, line in enumerate(lines, 1):
        bad = re.search("[\udc80-\udcff]", line)
        if bad:
            message = f"byte 0x{ord(bad[0]) - 0xDC00:02x} is not UTF-8"
            mend = "Save the file as UTF-8, and look whether the letters are still right."
            report.add("yaml-encoding", number, bad.start() + 1, message, mend, mute=True)
    return [re.sub("[\udc80-\udcff]", "?", line) for line in lines]


def vet(lines: list[str], report: Report) -> list[str]:
    """Refuse what would make YAML stop or mislead it, and return lines that it can read, columns unchanged."""
    clean = lines
    # Found once: looking back from every "---" made a file of nothing else quadratic.
    begun = next((number for number, line in enumerate(lines, 1) if _ENTRY.match(line)), 0)
    for number, line in enumerate(lines, 1):
        if line.isascii() and line.isprintable() and len(line) <= MAX_LINE and line[:1] not in "%.-":
            if "?" not in line and ":" not in line[:12]:
                continue
            if not _LONG_KEY.match(line):
                continue
        fixed = _vet_line(number, line, report, may_begin=number == begun)
        if fixed != line:
            if clean is lines:
                clean = list(lines)
            clean[number - 1] = fixed
    return clean


def _vet_line(number: int, line: str, report: Report, *, may_begin: bool) -> str:
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
        if line[0] == "-" and may_begin:
            return line
        message = "a second document begins in the file" if line[0] == "-" else "the file goes on after its end mark"
        report.add("yaml-documents", number, 1, message, "Remove the line: one file holds one list of entries.")
        return "#" + line[1:]
    return line

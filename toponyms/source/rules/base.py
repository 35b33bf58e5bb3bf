"""What a rule is: an id, a severity, and a docstring that says why, with a wrong and a right example.

A rule is a function with the decorator `rule`. Its docstring has three parts: a paragraph (its first sentence is the
rule), a block "Wrong:" and a block "Right:", each a small gazetteer file. The wrong one has this problem and the right
one none; tests hold every docstring to that, and the documentation is made of them.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from toponyms.source.entries import Entry, Item
from toponyms.source.nodes import Block, Text
from toponyms.source.world import World


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule is broken; entry and item say whose `allow` can excuse it."""

    line: int
    column: int
    message: str
    mend: str
    entry: Entry | None = None
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class File:
    """What the rules look at: the entries of one file, and what it is judged against.

    Attributes:
        path: The file's name.
        root: Its top-level block, for what concerns its layout.
        entries: Its entries; one id has one entry.
        ids: The ids that it defines, those of entries that could not be read too.
        lines: Its lines.
        world: The register, and what other files define.
    """

    path: str
    root: Block
    entries: list[Entry]
    ids: frozenset[str]
    lines: Sequence[str]
    world: World


Run = Callable[[File], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of `toponyms check`.

    Attributes:
        id: What stands in brackets after each message.
        severity: "error", or "note" for what is only worth a look.
        blocking: Whether a file that breaks it cannot be loaded.
        allowable: Whether a case can be excused with `allow` in the file.
        run: Finds where it is broken; None where the reader does so on its way.
        docstring: The paragraph and the examples.
    """

    id: str
    severity: str
    blocking: bool
    allowable: bool
    run: Run | None
    docstring: str

    @property
    def paragraph(self) -> str:
        """What the rule says, and why."""
        return " ".join(self.docstring.partition("\n\nWrong:")[0].split())

    @property
    def wrong(self) -> str:
        """A file that breaks the rule."""
        return self._example("Wrong:")

    @property
    def right(self) -> str:
        """The same file, mended."""
        return self._example("Right:")

    def _example(self, title: str) -> str:
        after = self.docstring.partition(f"\n{title}\n")[2]
        lines = []
        for line in after.split("\n"):
            if line and not line.startswith("    "):
                break
            lines.append(line[4:].replace("␉", "\t"))
        return "\n".join(lines).strip("\n") + "\n"


RULES: dict[str, Rule] = {}


def rule(
    rule_id: str, *, severity: str = "error", blocking: bool = False, allowable: bool = True
) -> Callable[[Run], Run]:
    """Make a rule of a function that looks at a file and yields what it finds."""

    def register(function: Run) -> Run:
        RULES[rule_id] = Rule(rule_id, severity, blocking, allowable, function, inspect.getdoc(function) or "")
        return function

    return register


def reading_rule(rule_id: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Make a rule of a docstring: the reader finds these problems, and nothing excuses them."""

    def register(function: Callable[[], None]) -> Callable[[], None]:
        RULES[rule_id] = Rule(rule_id, "error", True, False, None, inspect.getdoc(function) or "")
        return function

    return register


def at(text: Text, message: str, mend: str, entry: Entry | None = None, item: Item | None = None) -> Finding:
    """Make a finding that points to a text of the file."""
    return Finding(text.line, text.column, message, mend, entry, item)

"""`toponyms add`, without the command line: one name more in a gazetteer file, and not a byte else.

The file is read to learn where its blocks stand; the new lines go where `fmt` would put them, and every other line
stays as it was. What `check` would say about the name is said before anything is written.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from toponyms.errors import GazetteerError, ToponymsError
from toponyms.source import fields
from toponyms.source.entries import Entry, build
from toponyms.source.insert import Lines, entry_lines, insert_item, insert_weak
from toponyms.source.judge import judge
from toponyms.source.neighbours import beside
from toponyms.source.nodes import Block, Text
from toponyms.source.problems import Problem, shorten
from toponyms.source.register import Register
from toponyms.source.rules.base import File
from toponyms.source.rules.following import why_it_follows
from toponyms.source.rules.names import Known, Owners, own_names
from toponyms.source.rules.references import nearest_id
from toponyms.source.world import World
from toponyms.source.yamlreader import read, without_gc
from toponyms.text.keys import fold

_LIST_OF = {kind: name for name, kind in fields.LISTS.items()}
# Rules whose findings mean that the line is not needed or not right; with the others the line is written, and they are
# told.
_WARN_ONLY = frozenset({"true-name", "near-miss", "former-without-date", "former-without-source"})
_LINE_NUMBERS = re.compile(r"\bline \d+ has it\b")


class Refused(ToponymsError):
    """The name is not added; the message says why."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A name to add.

    Attributes:
        place: The id of the place.
        kind: "former", "also" or "misspelling".
        names: Language → name; a misspelling without a language has the key None.
        values: Further fields of the item: since, until, source, note, used-by.
        allow: Rule → reason why it does not count here.
        weak: Whether the names are also surnames or words, and need evidence in running text.
    """

    place: str
    kind: str
    names: Mapping[str | None, str]
    values: Mapping[str, str] = field(default_factory=dict)
    allow: Mapping[str, str] = field(default_factory=dict)
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What adding would do: the file before and after, and what a person should know before writing it."""

    path: Path
    before: bytes
    after: bytes
    warnings: tuple[str, ...]

    @property
    def diff(self) -> str:
        """The change, as `diff -u` shows it."""
        old, new = (data.decode("utf-8-sig").splitlines() for data in (self.before, self.after))
        return "\n".join(difflib.unified_diff(old, new, str(self.path), str(self.path), lineterm=""))


def plan(addition: Addition, path: Path, data: bytes, register: Register, known: Sequence[Entry] = ()) -> Plan:
    """Find out what adding a name to a file would do.

    Args:
        addition: The name.
        path: The file's name, for messages.
        data: Its content; empty for a file that does not exist yet.
        register: The official units.
        known: Entries of other files (the shipped gazetteer, when the file is one's own): their names count, and an
            entry that the file lacks is copied as far as the file must have it.

    Returns:
        The file before and after, and warnings.

    Raises:
        Refused: The name is not to be added, for the reasons given.
        GazetteerError: The file cannot be read.
    """
    with without_gc():
        reading = read(data, str(path))
        if problems := reading.report.problems():
            msg = f"{path} must be mended before a name can be added:\n{problems[0]}"
            raise GazetteerError(msg, problems)
        entries = build(reading)
    by_id = {entry.id: entry for entry in (*known, *entries)}
    entry = by_id.get(addition.place)
    _refuse_place(addition, entry, register, by_id)
    lines = Lines(data, reading.root)
    start, stop, before = lines.extent(addition.place, _seed(addition.place, register, entry))
    after = _extended(before, addition)
    # The entry alone is judged: what is wrong elsewhere in the file is not this change's fault.
    world = World(register, ids=frozenset({*by_id, *(key.value for key, _ in reading.root.fields)}))
    news = _new_problems(before, after, str(path), world)
    refusals = _already(addition, [one for one in (*entries, *known) if one.id == addition.place], register)
    # What is said about the same name by a rule would only say it again.
    refusals = refusals or [_said(problem) for problem in news if problem.rule not in _WARN_ONLY]
    if refusals:
        raise Refused("\n".join(dict.fromkeys(refusals)))
    warnings = [_said(problem) for problem in news if problem.rule.startswith("former-")]
    warnings += _collisions(addition, by_id, register)
    return Plan(path, data, lines.replaced(start, stop, after), tuple(warnings))


def _extended(content: bytes, addition: Addition) -> bytes:
    lines = entry_lines(content)
    values = {**{lang or "text": text for lang, text in addition.names.items()}, **addition.values}
    lines = insert_item(lines, addition.place, _LIST_OF[addition.kind], values, addition.allow)
    if addition.weak:
        for text in addition.names.values():
            lines = insert_weak(lines, addition.place, text)
    return lines.data


def _said(problem: Problem) -> str:
    return f"{problem.message} [{problem.rule}]\n    {problem.mend}"


def _refuse_place(addition: Addition, entry: Entry | None, register: Register, ids: Iterable[str]) -> None:
    if entry is None and addition.place not in register.by_id:
        meant = nearest_id(addition.place, (*register.by_id, *ids))
        mend = f'Did you mean "{meant}"?' if meant else 'Look it up: toponyms resolve "a name you know".'
        msg = f'no place has the id "{shorten(addition.place)}"\n    {mend}'
        raise Refused(msg)
    heir = entry.get("now") if entry is not None else None
    if heir is not None:
        msg = f'"{addition.place}" was merged into "{heir}"\n    Add the name there: toponyms add {heir} …'
        raise Refused(msg)


def _seed(place_id: str, register: Register, entry: Entry | None) -> list[str]:
    """Return the lines that an entry of the file must have before a name can stand in it."""
    unit = register.by_id.get(place_id)
    if unit is not None:
        return [f"  uk: {unit.uk}", f"  katottg: {unit.katottg}"]
    if entry is None:
        return []
    rows = [f"  {lang}: {text.value}" for lang, text in entry.names.items()]
    rows += [f"  kind: {entry.get('kind')}"] if entry.get("kind") else []
    if len(entry.within) == 1:
        rows.append(f"  in: {entry.within[0].value}")
    elif entry.within:
        rows += ["  in:", *(f"    - {text.value}" for text in entry.within)]
    return rows + [f"  {name}: {value}" for name in ("country", "lat", "lon") if (value := entry.get(name))]


def _already(addition: Addition, entries: Sequence[Entry], register: Register) -> list[str]:
    """Say which name of the place makes the line unnecessary: the same, or one that the new name follows from."""
    own = [*entries, Entry(Text(addition.place, 0, 0))]
    names = [
        name for entry in own for name in own_names(entry, File("", Block(0, 0), [], frozenset(), (), World(register)))
    ]
    found = []
    for lang, text in addition.names.items():
        said = next((said for known in names if (said := _same(addition, lang, text, known))), None)
        if said is None and (addition.kind == "misspelling" or lang in (None, "en")):
            right = [(name, fold(name.text)) for name in names if name.kind != "misspelling"]
            reason = why_it_follows(Text(text, 0, 0), right)
            said = f'"{shorten(text)}" {reason} [follows-by-rule]' if reason else None
        if said is not None:
            found.append(f"{said}\n    Nothing needs to be added: the name is found.")
    return found


def _same(addition: Addition, lang: str | None, text: str, known: Known) -> str | None:
    if addition.kind != "misspelling" and lang is not None and known.lang is not None and lang != known.lang:
        return None
    if known.text != text and not (addition.kind == known.kind == "misspelling" and fold(known.text) == fold(text)):
        return None
    until = addition.values.get("until")
    if addition.kind == "former" and known.kind in ("former", "official") and until and until != known.until:
        return None  # a town may have had a name twice, or have it again
    kind = "its official name" if known.kind == "official" else f'under "{_LIST_OF[known.kind]}"'
    language = f" ({known.lang})" if known.lang else ""
    where = f", line {known.line}" if known.line else ", as the register says"
    return f'"{addition.place}" already has "{shorten(known.text)}"{language}: {kind}{where}'


def _new_problems(before: bytes, after: bytes, path: str, world: World) -> list[Problem]:
    """Return the problems that an entry has after a change and had not before."""
    old = {(problem.rule, _LINE_NUMBERS.sub("", problem.message)) for problem in judge(before, path, world).problems}
    new = judge(after, path, world).problems
    return [problem for problem in new if (problem.rule, _LINE_NUMBERS.sub("", problem.message)) not in old]


def _collisions(addition: Addition, entries: Mapping[str, Entry], register: Register) -> list[str]:
    """Warn of names of other places that are the same as the new one, or one letter from it."""
    owners = Owners(entries.values(), register)
    warnings = []
    for text in addition.names.values():
        key = fold(text)
        if addition.place in owners(key):
            continue
        places = [one for one in dict.fromkeys(owners(key)) if one != addition.place]
        if places and addition.kind == "misspelling" and "true-name" not in addition.allow:
            message = f'"{shorten(text)}" is the true name of {_listed(places)}, and texts that mean it will be taken '
            message += f"for {addition.place} too\n    `check` refuses it until a reason is given: "
            warnings.append(message + '--allow "true-name=why it is this place all the same"')
        elif places and addition.kind != "misspelling":
            warnings.append(f'"{shorten(text)}" is also a name of {_listed(places)}; the answer will be ambiguous')
        elif not places and addition.kind == "misspelling":
            near = beside(key, owners, addition.place)
            if near is not None:
                warnings.append(f'"{shorten(text)}" is one letter from a name of {_listed(near[1])}')
    return warnings


def _listed(ids: Sequence[str]) -> str:
    more = len(ids) - 3
    return ", ".join(ids[:3]) + (f" and {more} more place{'s' * (more > 1)}" if more > 0 else "")

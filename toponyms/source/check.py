"""What `toponyms check` and `toponyms fmt` do, without the command line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from toponyms.source import register as registers
from toponyms.source.fix import fix
from toponyms.source.formatter import format_file, replace_file
from toponyms.source.judge import judge
from toponyms.source.loader import content, shipped_gazetteer
from toponyms.source.problems import Problem
from toponyms.source.register import Register
from toponyms.source.rules.register import check_register
from toponyms.source.since import changed_lines, content_at, to_blame
from toponyms.source.world import World

__all__ = ["check", "fix_files", "format_file"]

_ID_LINE = re.compile(rb"^([a-z0-9-]+):", re.MULTILINE)


def check(
    paths: Sequence[Path | str] | None = None, *, register: Register | None = None, changed_since: str | None = None
) -> list[Problem]:
    """Find all that is wrong with gazetteer files.

    Each file is judged with the register, and not on top of the shipped gazetteer; an id that a file lacks may still
    be one of the shipped gazetteer or of another of the files.

    Args:
        paths: The files; None or none: the shipped gazetteer, and the register's own invariants.
        register: The official units; without it, the shipped register.
        changed_since: A commit, branch or tag: only what the change since then brought in is told.

    Returns:
        Problems and notes, file by file, by line.

    Raises:
        OSError: A file cannot be opened.
        ToponymsError: git does not know what `changed_since` names.
    """
    units = register or registers.read()
    found: list[Problem] = []
    files = [Path(path) for path in paths or ()]
    if not files:
        if changed_since is None:
            found += check_register(units, _near(units.path))
        files = shipped_files()
    contents = [(path, content(path)) for path in files]
    world = world_of(contents, units)
    for path, data in contents:
        problems = judge(data, str(path), world).problems
        if changed_since is not None:
            before = content_at(path, changed_since)
            old = judge(before, str(path), world).problems if before != data else problems
            problems = to_blame(problems, old, changed_lines(before, data))
        found += problems
    return found


def fix_files(paths: Sequence[Path | str] | None = None) -> list[Problem]:
    """Mend in files what has only one mending, and put them in order.

    Args:
        paths: The files; None or none: the shipped gazetteer.

    Returns:
        The problems that are gone.

    Raises:
        OSError: A file cannot be read or written.
    """
    files = [Path(path) for path in paths or shipped_files()]
    contents = [(path, content(path)) for path in files]
    world = world_of(contents, registers.read())
    gone: list[Problem] = []
    for path, data in contents:
        mended, problems = fix(data, str(path), world)
        if mended != data:
            replace_file(path, mended)
            gone += problems
    return gone


def shipped_files() -> list[Path]:
    """Return the shipped gazetteer, as a list of files."""
    shipped = shipped_gazetteer()
    return [_near(shipped)] if shipped is not None else []


def world_of(contents: Sequence[tuple[Path, bytes]], units: Register) -> World:
    """Return what files are judged against: the register, and the ids of the shipped gazetteer and of all of them."""
    shipped = shipped_gazetteer()
    ids = _ids(content(shipped)) if shipped is not None else frozenset()
    for _, data in contents:
        ids |= _ids(data)
    return World(register=units, ids=ids)


def _ids(data: bytes) -> frozenset[str]:
    """Return the ids of a file without reading it as YAML."""
    return frozenset(found.decode() for found in _ID_LINE.findall(data))


def _near(path: Path) -> Path:
    """Return a path as people write it: relative to where they are, if it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path

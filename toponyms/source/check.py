"""What `toponyms check` and `toponyms fmt` do, without the command line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from toponyms.source import register as registers
from toponyms.source.formatter import format_file
from toponyms.source.judge import judge
from toponyms.source.loader import content, shipped_gazetteer
from toponyms.source.problems import Problem
from toponyms.source.register import Register
from toponyms.source.rules.register import check_register
from toponyms.source.world import World

__all__ = ["check", "format_file"]

_ID_LINE = re.compile(rb"^([a-z0-9-]+):", re.MULTILINE)


def check(paths: Sequence[Path | str] | None = None, *, register: Register | None = None) -> list[Problem]:
    """Find all that is wrong with gazetteer files.

    Each file is judged with the register, and not on top of the shipped gazetteer; an id that a file lacks may still
    be one of the shipped gazetteer or of another of the files.

    Args:
        paths: The files; None or none: the shipped gazetteer, and the register's own invariants.
        register: The official units; without it, the shipped register.

    Returns:
        Problems and notes, file by file, by line.

    Raises:
        OSError: A file cannot be opened.
    """
    units = register or registers.read()
    shipped = shipped_gazetteer()
    found: list[Problem] = []
    files = [Path(path) for path in paths or ()]
    if not files:
        found += check_register(units, _near(units.path))
        files = [_near(shipped)] if shipped is not None else []
    contents = [(path, content(path)) for path in files]
    ids = _ids(content(shipped)) if shipped is not None else frozenset()
    for _, data in contents:
        ids |= _ids(data)
    world = World(register=units, ids=ids)
    for path, data in contents:
        found += judge(data, str(path), world).problems
    return found


def _ids(data: bytes) -> frozenset[str]:
    """Return the ids of a file without reading it as YAML."""
    return frozenset(found.decode() for found in _ID_LINE.findall(data))


def _near(path: Path) -> Path:
    """Return a path as people write it: relative to where they are, if it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path

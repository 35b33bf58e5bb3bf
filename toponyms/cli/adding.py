"""What `toponyms add` does once it knows what to add: find out what would change, and write it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toponyms.source.add import Addition, Plan


def prepare(path: Path, addition: Addition) -> Plan:
    """Find out what adding a name would do; nothing is written.

    Raises:
        Refused: The name is not to be added.
        GazetteerError: The file, or the shipped gazetteer, cannot be read.
    """
    from toponyms.source import register
    from toponyms.source.add import plan
    from toponyms.source.entries import build
    from toponyms.source.loader import content, shipped_gazetteer
    from toponyms.source.yamlreader import read, without_gc

    data = content(path) if path.exists() else b""
    shipped = shipped_gazetteer()
    known = []
    if shipped is not None and not (path.exists() and path.samefile(shipped)):
        with without_gc():
            known = build(read(content(shipped), str(shipped)))
    return plan(addition, path, data, register.read(), known)


def write(made: Plan) -> None:
    """Write a file with the name in it; nobody ever sees half of it."""
    from toponyms.source.formatter import replace_file

    replace_file(made.path, made.after)

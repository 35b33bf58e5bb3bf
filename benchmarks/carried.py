"""The package as a wheel carries it: the code, compiled to bytecode, and the compiled index beside it."""

from __future__ import annotations

import compileall
import shutil
from pathlib import Path

import toponyms
from toponyms.index.cache import compile_index
from toponyms.index.shipped import FILE
from toponyms.source.loader import shipped_gazetteer


def carry(folder: Path) -> Path:
    """Put a copy into a folder and return the path for `PYTHONPATH`."""
    source = Path(toponyms.__file__).parent
    target = folder / "toponyms"
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    gazetteer = shipped_gazetteer()
    if gazetteer is not None:
        shutil.copyfile(gazetteer, target / "data" / "gazetteer.yaml")
    if not Path(FILE).exists():
        (target / "data" / Path(FILE).name).write_bytes(compile_index([]))
    compileall.compile_dir(target, quiet=1)
    return folder

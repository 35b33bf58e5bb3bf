"""Where an index comes from that the wheel does not carry: the cache directory, or the sources.

A compiled index is found by what it was made of (sources, code, format), so it can never be stale, and a new one is a
new file: nothing is renamed over a file that another process has mapped.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from os import PathLike
from pathlib import Path

from toponyms.errors import IndexDamaged
from toponyms.index.layout import VERSION
from toponyms.index.read import Index
from toponyms.index.shipped import logger, open_carried
from toponyms.index.world import World
from toponyms.model import Place

_PACKAGE = Path(__file__).parent.parent
DATA_DATE = "2026-07-07"  # of the codifier that the register was made from
# The rooms whose code decides what an index holds; an index made by other code is another index.
_CODE = ("text", "source", "index", "data/romanisation", "model.py", "dates.py")


def open_world(paths: Sequence[str | PathLike[str]], *, register: bool = True) -> World:
    """Open the indexes for a list of gazetteer files, compiling what is not compiled yet."""
    files = [Path(path) for path in paths]
    if not register:
        return World([_compiled(files, register=False)])
    base = open_shipped()
    if not files:
        return World([base])
    return World([base, _over(base, files)])


def _over(base: Index, files: list[Path]) -> Index:
    """Open the index of what files add to the shipped data."""

    def make() -> bytes:
        from toponyms.index.build import build
        from toponyms.source.overlay import read_over

        def below(place_id: str) -> Place | None:
            number = base.find_id(place_id)
            return base.place(number) if number >= 0 else None

        loaded = read_over(files, below, frozenset(map(base.place_id, base)))
        return build(loaded.places, loaded.heirs, version="own")

    return _cached(_digest(files, base.content_hash.hex()), make)


def open_shipped() -> Index:
    """Open the index of the shipped data: the wheel's own, else a compiled one from the cache."""
    return open_carried() or _compiled([], register=True)


def _compiled(files: list[Path], *, register: bool) -> Index:
    sources = [*(_shipped_files() if register else ()), *files]
    return _cached(_digest(sources, str(register)), lambda: compile_index(files, register=register))


def _cached(name: str, make: Callable[[], bytes]) -> Index:
    """Open an index from the cache, or make it and keep it there; without a cache, in memory."""
    wanted = cache_directory() / f"{name}.tpx"
    try:
        return Index.open(wanted)
    except FileNotFoundError:
        pass
    except (OSError, ValueError, IndexDamaged) as error:
        logger().info("cached index %s cannot be used (%s); it is built again", wanted, error)
    data = make()
    if store(data, wanted):
        try:
            return Index.open(wanted)
        except (OSError, ValueError, IndexDamaged):
            pass
    return Index(data)


def compile_index(
    files: Sequence[Path], *, register: bool = True, progress: Callable[[str], None] = lambda step: None
) -> bytes:
    """Read sources and return the bytes of their index."""
    from toponyms.index.build import build
    from toponyms.source.loader import read

    progress("reading")
    loaded = read(files, register=register, shipped=register)
    return build(loaded.places, loaded.heirs, version=DATA_DATE if register else "own", progress=progress)


def store(data: bytes, target: Path) -> bool:
    """Keep an index in the cache; a disk that is full or read-only is a warning, not an error."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, data)
        # The clock of the disk, not that of the process: either may be wrong, and what was just written is never old.
        _tidy(target.parent, now=target.stat().st_mtime)
    except OSError as error:
        logger().warning("the compiled index cannot be kept in %s (%s); it stays in memory", target.parent, error)
        return False
    return True


def write_whole(target: Path, data: bytes) -> None:
    """Write a file whole or not at all: to a temporary file, then by its name."""
    import tempfile

    handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.stem, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _tidy(folder: Path, now: float) -> None:
    """Remove indexes that nobody opened for a month, and what killed processes left behind.

    A file that is mapped stays readable on POSIX, and cannot be removed on Windows, where the attempt is passed over.
    """
    oldest = now - 30 * 24 * 3600
    for path in [*folder.glob("*.tpx"), *folder.glob("*.part")]:
        try:
            seen = path.stat()
            if max(seen.st_atime, seen.st_mtime) < oldest:
                path.unlink()
        except OSError:
            continue


def cache_directory() -> Path:
    """Return where compiled indexes are kept: `TOPONYMS_CACHE_DIR`, else the platform's place for caches."""
    chosen = os.environ.get("TOPONYMS_CACHE_DIR")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(base) / "toponyms" / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "toponyms"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "toponyms"


def _shipped_files() -> list[Path]:
    from toponyms.source.loader import shipped_gazetteer
    from toponyms.source.register import shipped

    own = shipped_gazetteer()
    return [shipped(), *([own] if own else [])]


def _digest(sources: Sequence[Path], below: str) -> str:
    """Name what an index is made of: format, code, what lies below it, and the sources."""
    import hashlib

    digest = hashlib.blake2b(f"{VERSION} {below}".encode(), digest_size=16)
    for name in _CODE:
        at = _PACKAGE / name
        for path in [at] if at.is_file() else sorted([*at.rglob("*.py"), *at.rglob("*.tsv")]):
            digest.update(path.read_bytes())
    for path in sources:
        data = path.read_bytes()
        digest.update(len(data).to_bytes(8, "little") + data)
    return digest.hexdigest()

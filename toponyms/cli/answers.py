"""`toponyms check --answers`: does a change of the data alter the answer for a name of some other place?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from toponyms.gazetteer import Gazetteer
from toponyms.index.build import build
from toponyms.index.read import Index
from toponyms.index.world import World
from toponyms.model import Place
from toponyms.source.check import shipped_files
from toponyms.source.loader import content, read, shipped_gazetteer
from toponyms.source.problems import Problem
from toponyms.source.since import content_at

_KINDS = frozenset({"city", "settlement", "oblast", "raion"})


def compare(files: Sequence[str | Path], ref: str) -> list[Problem]:
    """Resolve a fixed list of names with the files as they were and as they are.

    Args:
        files: Gazetteer files; none: the shipped one.
        ref: The commit, branch or tag of the state before.

    Returns:
        One note for each name whose place changed, unless the entry of that place changed too.
    """
    import tempfile

    paths = [Path(file) for file in files] or shipped_files()
    with tempfile.TemporaryDirectory() as folder:
        old = []
        for number, path in enumerate(paths):
            before = Path(folder) / f"{number}.yaml"
            before.write_bytes(content_at(path, ref))
            old.append(before)
        was, now = gazetteer_of(old, paths), gazetteer_of(paths, paths)
    return list(differences(was, now, paths[0]))


def gazetteer_of(files: Sequence[Path], names: Sequence[Path]) -> Gazetteer:
    """Compile the register with some files, after the shipped gazetteer unless it is one of them."""
    shipped = shipped_gazetteer()
    own = shipped is not None and any(name.exists() and name.samefile(shipped) for name in names)
    loaded = read(files, shipped=not own)
    return Gazetteer(World([Index(build(loaded.places, loaded.heirs, version="compared"))]))


def differences(was: Gazetteer, now: Gazetteer, path: Path) -> Iterator[Problem]:
    """Yield a note for each name of the list that another place answers to now.

    Args:
        was: The data before.
        now: The data after.
        path: The file that changed, for the notes.
    """
    lines = {line.partition(b":")[0]: number for number, line in enumerate(content(path).splitlines(), 1)}
    for name, owners in names_of(was.places()).items():
        before, after = was.resolve(name), now.resolve(name)
        if before.id == after.id or before.id not in owners:
            continue
        rival = next((match.place for match in after.candidates if match.place.id != before.id), None)
        taker = after.id or (rival.id if rival else "")
        to = f"is {after.id}" if after.id else "has no single answer"
        mend = f"Look at what the change adds to {taker}." if taker else "Look at what the change removes."
        line = lines.get(taker.encode(), 1)
        message = f'"{name}" was {before.id}, and now {to}'
        yield Problem(str(path), line, 1, message, "changed-answer", "note", taker and f"{taker}:", mend)


def names_of(places: Iterable[Place]) -> dict[str, set[str]]:
    """Return the names that are asked: of larger units, and of places with curated names; name → ids."""
    found: dict[str, set[str]] = {}
    for place in places:
        curated = any(name.kind in ("former", "misspelling") for name in place.names)
        if place.country == "UA" and (place.kind in _KINDS or curated):
            for name in place.names:
                if name.kind in ("official", "former", "also") and not name.weak:
                    found.setdefault(name.text, set()).add(place.id)
    return found

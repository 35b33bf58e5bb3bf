"""Imports run one way: a room knows only the rooms above it, and each heavy dependency has one room."""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "toponyms"

# From the top down. A room imports itself and rooms that stand above it; modules of one line are one room.
ROOMS: tuple[tuple[str, ...], ...] = (
    ("datafiles", "dates", "errors", "record", "model"),
    ("text",),
    ("source",),
    ("index",),
    ("score", "slips", "walls", "hints", "ladder", "question", "explain", "resolver"),
    ("scan", "evidence", "rewrite", "completion", "harvest", "spelling"),
    ("gazetteer",),
    ("__init__",),
    ("integrations", "export", "serve"),
    ("cli", "__main__"),
)
LEVEL = {name: level for level, room in enumerate(ROOMS) for name in room}
# Doors for other programs see what any user of the package sees.
PUBLIC_ONLY = ("integrations", "export", "serve")
PUBLIC = ("toponyms", "toponyms.model", "toponyms.errors")
# What is not of the standard library, and where it may be imported; doors may import what they like.
HEAVY = {"yaml": "toponyms.source", "rapidfuzz": "toponyms.index", "unidecode": "toponyms.text.keys"}


def read(package: Path) -> dict[str, ast.Module]:
    """Parse a package: dotted name of a module → its syntax tree."""
    modules = {}
    for path in sorted(package.rglob("*.py")):
        parts = (package.name, *path.relative_to(package).with_suffix("").parts)
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        modules[name] = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    return modules


def imports(name: str, tree: ast.Module, modules: dict[str, ast.Module]) -> list[tuple[int, str]]:
    """List what a module imports, anywhere in it, as (line, dotted name of the module)."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}:{node.lineno}: a relative import; write the whole name"
            base = node.module or ""
            for alias in node.names:
                inner = f"{base}.{alias.name}"
                found.append((node.lineno, inner if inner in modules else base))
    return found


def room(name: str) -> str:
    """Give the room of a module: toponyms.text.keys → text."""
    return f"{name}.__init__".split(".")[1]


def offences(modules: dict[str, ast.Module]) -> list[str]:
    """Say which imports go the wrong way, or bring a dependency into a room that it has no business in."""
    said = []
    for name, tree in modules.items():
        own = room(name)
        if own not in LEVEL:
            said.append(f"{name}: there is no room {own!r}; give it a place in ROOMS")
            continue
        for line, target in imports(name, tree, modules):
            where = f"{name}:{line}: imports {target}"
            top = target.partition(".")[0]
            if top == "toponyms":
                other = room(target)
                if own in PUBLIC_ONLY and other != own and target not in PUBLIC:
                    said.append(f"{where}; a door for other programs uses the public names only")
                elif LEVEL.get(other, len(ROOMS)) > LEVEL[own]:
                    said.append(f"{where}, which stands below it")
            elif top in HEAVY and not f"{name}.".startswith(f"{HEAVY[top]}."):
                said.append(f"{where}, which only {HEAVY[top]} may")
            elif top not in sys.stdlib_module_names and top not in HEAVY and own not in PUBLIC_ONLY:
                said.append(f"{where}, which is neither ours nor of the standard library")
    return said


def circle(modules: dict[str, ast.Module]) -> list[str]:
    """Give modules that import each other in a ring, or an empty list; an import in a function counts too."""
    graph = {
        name: {target for _, target in imports(name, tree, modules) if target in modules and target != name}
        for name, tree in modules.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


@pytest.fixture(scope="module")
def modules() -> dict[str, ast.Module]:
    return read(PACKAGE)


def test_rooms_import_only_rooms_above_them(modules: dict[str, ast.Module]) -> None:
    assert len(modules) > 30
    assert offences(modules) == []


def test_no_module_imports_itself_by_a_detour(modules: dict[str, ast.Module]) -> None:
    assert circle(modules) == []


@pytest.mark.parametrize(
    ("name", "line", "complaint"),
    [
        ("toponyms.text.keys", "from toponyms.index.read import Index", "stands below it"),
        ("toponyms.model", "def later():\n    from toponyms import resolver", "stands below it"),
        ("toponyms.source.loader", "import toponyms", "stands below it"),
        ("toponyms.resolver", "from toponyms.gazetteer import Gazetteer", "stands below it"),
        ("toponyms.gazetteer", "from toponyms.cli import main", "stands below it"),
        ("toponyms.integrations.pandas", "from toponyms.index.world import World", "public names only"),
        ("toponyms.index.build", "import yaml", "only toponyms.source may"),
        ("toponyms.resolver", "from rapidfuzz.distance import OSA", "only toponyms.index may"),
        ("toponyms.text.romanise", "from unidecode import unidecode", "only toponyms.text.keys may"),
        ("toponyms.cli.show", "import rich", "neither ours"),
        ("toponyms.misc", "import os", "no room 'misc'"),
    ],
)
def test_a_wrong_import_is_found(name: str, line: str, complaint: str) -> None:
    (said,) = offences({name: ast.parse(line)})
    assert complaint in said


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("toponyms.cli.check", "from toponyms.source.check import check"),
        ("toponyms.text.keys", "from unidecode import unidecode"),
        ("toponyms.source.yamlreader", "import yaml"),
        ("toponyms.serve.http", "import flask\nfrom toponyms import resolve"),
        ("toponyms.index.read", "from toponyms.text.keys import fold\nimport mmap"),
    ],
)
def test_a_right_import_is_left_alone(name: str, line: str) -> None:
    assert offences({name: ast.parse(line)}) == []


def test_a_circle_is_found() -> None:
    planted = {
        "toponyms.text.a": ast.parse("from toponyms.text import b"),
        "toponyms.text.b": ast.parse("def later():\n    import toponyms.text.a"),
    }
    assert set(circle(planted)) == set(planted)


@pytest.mark.parametrize(
    ("code", "absent"),
    [
        ("import toponyms", ("yaml", "rapidfuzz", "unidecode", "dataclasses", "inspect", "pathlib", "hashlib")),
        ("import toponyms; toponyms.fold('Часів Яр, Mykolaïv, Łuck')", ("unidecode",)),
        ("import toponyms.cli", ("yaml", "rapidfuzz", "unidecode")),
    ],
    ids=["import", "fold", "cli"],
)
def test_heavy_modules_stay_out_until_needed(code: str, absent: tuple[str, ...]) -> None:
    shown = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "toponyms" in shown
    assert not set(absent) & {name.partition(".")[0] for name in shown}

"""Two people add a name each, on branches of their own: git merges what both did, without a conflict.

`.gitattributes` has git keep the lines of both where they were put in at the same spot; `fmt` then settles the order.
"""

from __future__ import annotations

import random
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from toponyms.source import register
from toponyms.source.add import Addition, plan
from toponyms.source.formatter import format_text
from toponyms.source.judge import judge
from toponyms.source.world import World

PAIRS = 50
ROOT = Path(__file__).parent.parent.parent


def git(folder: Path, *words: str) -> bool:
    identity = ["-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "init.defaultBranch=main", "-c", "gc.auto=0"]
    done = subprocess.run(["git", "-C", str(folder), *identity, *words], check=False, capture_output=True)
    return done.returncode == 0


def word(chance: random.Random) -> str:
    return "".join(chance.choice("bdklmnprstv") + chance.choice("aeiou") for _ in range(4)).capitalize() + "q"


def base(chance: random.Random) -> tuple[bytes, list[str], list[str]]:
    """Make a gazetteer of 60 entries with a few misspellings each; return it, its ids, and ids that it lacks."""
    units = [unit for unit in register.read().units if unit.kind in ("city", "settlement")]
    chosen = chance.sample(units, 120)
    rows: list[str] = []
    for unit in chosen[:60]:
        rows += [f"{unit.id}:", f"  uk: {unit.uk}", f"  katottg: {unit.katottg}", "  misspellings:"]
        rows += [f"    - {word(chance)}" for _ in range(chance.randint(1, 4))]
    data = format_text(("# head\n\n" + "\n".join(rows) + "\n").encode())
    return data, [unit.id for unit in chosen[:60]], [unit.id for unit in chosen[60:]]


def added(data: bytes, place: str, chance: random.Random) -> bytes:
    values = {"source": f"https://example.org/{word(chance)}"} if chance.random() < 0.5 else {}
    return plan(
        Addition(place, "misspelling", {None: word(chance)}, values), Path("gazetteer.yaml"), data, register.read()
    ).after


def counted(data: bytes) -> Counter[bytes]:
    return Counter(data.splitlines())


def merges(folder: Path, data: bytes, one: bytes, two: bytes) -> bytes | None:
    """Let two branches write the file, and return what the merge gives, or None if it conflicts."""
    path = folder / "gazetteer.yaml"
    for branch, content in (("base", data), ("one", one), ("two", two)):
        where = ["--orphan", branch] if branch == "base" else ["-B", branch, "base"]
        git(folder, "checkout", "-q", *where)
        path.write_bytes(content)
        assert git(folder, "add", "gazetteer.yaml")
        assert git(folder, "commit", "-qm", branch)
    if git(folder, "merge", "-q", "one", "-m", "both"):
        return path.read_bytes()
    assert git(folder, "merge", "--abort")
    return None


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["a name each to one place", "an entry each", "mixed"])
def test_what_two_people_add_merges(kind: str, tmp_path: Path) -> None:
    chance = random.Random(f"merging {kind}")
    merged = 0
    for number in range(PAIRS):
        folder = tmp_path / str(number)
        folder.mkdir()
        assert git(folder, "init", "-q")
        shutil.copy(ROOT / ".gitattributes", folder)
        data, there, lacking = base(chance)
        first, second = there + lacking, there + lacking
        if kind == "a name each to one place":
            first = second = [chance.choice(there)]
        elif kind == "an entry each":
            first, second = lacking[:30], lacking[30:]
        one, two = added(data, chance.choice(first), chance), added(data, chance.choice(second), chance)
        both = merges(folder, data, one, two)
        if both is not None:
            merged += 1
            assert counted(both) == counted(one) + counted(two) - counted(data), "a line was lost, or is there twice"
            problems = judge(format_text(both), "gazetteer.yaml", World(register.read())).problems
            assert [problem for problem in problems if problem.severity == "error"] == []
    print(f"{kind}: {merged} of {PAIRS} merge")
    assert merged >= 0.95 * PAIRS, f"{kind}: {merged} of {PAIRS} merge"

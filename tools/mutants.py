"""How many small faults put into the code do the tests notice? Samples of mutants, by cosmic-ray.

    pip install cosmic-ray
    python -m tools.mutants                     # all rooms; hours
    python -m tools.mutants resolver --seed 2   # one room, another sample
    python -m tools.mutants resolver --keep DIR # kept there; run again, it tries only those that survived

The code is copied first and the copy mutated, so that no mutant can stay in the checkout or be committed. Each mutant
meets the tests of its room alone, the quickest first, until one fails. Mutants of annotations, which are never
evaluated, are left out.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = {
    "keys": ("text/keys.py", "text/test_keys_exactly.py text/test_keys.py"),
    "score": ("score.py", "test_answers.py test_score.py test_cases.py test_hints.py"),
    "slips": ("slips.py", "test_slips.py test_answers.py test_score.py test_cases.py"),
    "ladder": ("ladder.py", "test_answers.py test_cases.py test_score.py test_hints.py test_explain.py"),
    "resolver": (
        "resolver.py",
        "test_answers.py test_arguments.py test_score.py test_explain.py test_cases.py test_hints.py",
    ),
    "rules": (
        "source/rules",
        "source/test_bad_files.py source/test_rules.py source/test_register_reading.py source/test_neighbours.py "
        "source/test_fix_and_since.py source/test_check.py source/test_where_rules_begin.py",
    ),
}
"""What is mutated, below `toponyms`, and the files of tests that it meets, below `tests`."""
CONFIG = """\
[cosmic-ray]
module-path = {paths}
timeout = {timeout}
excluded-modules = []
test-command = "{command}"
[cosmic-ray.distributor]
name = "local"
"""


def copy(folder: Path) -> None:
    """Copy what tests need; a copy made before gets the tests of today."""
    for name in ("toponyms", "tests", "tools", "benchmarks", "docs"):
        shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ROOT.iterdir():
        if path.is_file() and path.suffix in (".toml", ".yaml", ".md", ".py"):
            shutil.copy(path, folder)


def annotated(source: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Give where the annotations of a module begin and end."""
    for node in ast.walk(ast.parse(source)):
        for name in ("annotation", "returns"):
            found = getattr(node, name, None)
            if isinstance(found, ast.expr):
                assert found.end_lineno is not None
                assert found.end_col_offset is not None
                yield (found.lineno, found.col_offset), (found.end_lineno, found.end_col_offset)


def sample(session: Path, folder: Path, size: int, seed: int) -> None:
    """Leave a random sample of the mutants in a session."""
    with sqlite3.connect(session) as base:
        rows = base.execute(
            "SELECT job_id, module_path, start_pos_row, start_pos_col FROM mutation_specs "
            "ORDER BY module_path, operator_name, operator_args, occurrence"
        ).fetchall()
        typed = {path: list(annotated((folder / path).read_text(encoding="utf-8"))) for _, path, _, _ in rows}
        real = [job for job, path, *at in rows if not any(a <= tuple(at) < b for a, b in typed[path])]
        chosen = set(random.Random(seed).sample(real, min(size, len(real))))
        for table in ("mutation_specs", "work_items"):
            base.executemany(f"DELETE FROM {table} WHERE job_id = ?", [(r[0],) for r in rows if r[0] not in chosen])


def run(room: str, folder: Path, size: int, seed: int) -> None:
    """Try the mutants of a room, and print how many were noticed, and the others."""
    path, tests = ROOMS[room]
    session, config = folder / f"{room}.sqlite", folder / f"{room}.toml"
    files = " ".join(f"tests/{file}" for file in tests.split())
    # Tests of time fail on a busy machine too, which must not count.
    command = f"{sys.executable} -m pytest -x -q -p no:cacheprovider -k 'not seconds and not linear' {files}"
    paths = [f"toponyms/{path}"]
    # Plugins that happen to be installed take longer to import than most tests to run.
    environment = {
        **os.environ, "PYTHONPATH": str(folder), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1",
        "TOPONYMS_CACHE_DIR": str(folder / "cache"),
    }  # fmt: skip
    began = time.monotonic()
    subprocess.run(
        shlex.split(command), cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL
    )  # must pass
    patience = 60 + 4 * (time.monotonic() - began)  # a loop without end is noticed too
    config.write_text(CONFIG.format(paths=paths, timeout=patience, command=command), encoding="utf-8")
    ray = [sys.executable, "-m", "cosmic_ray.cli"]
    if not session.exists():
        subprocess.run([*ray, "init", config.name, session.name], cwd=folder, env=environment, check=True)
        sample(session, folder, size, seed)
    with sqlite3.connect(session) as base:
        base.execute("DELETE FROM work_results WHERE test_outcome = 'SURVIVED'")
    subprocess.run([*ray, "exec", config.name, session.name], cwd=folder, env=environment, check=True)
    shutil.rmtree(folder / "cache", ignore_errors=True)  # an index for each mutant of what decides about its content
    with sqlite3.connect(session) as base:
        rows = base.execute("SELECT test_outcome, diff FROM work_results").fetchall()
    alive = [diff for outcome, diff in rows if outcome == "SURVIVED"]
    for diff in alive:
        print(*(line for line in diff.splitlines() if line.startswith(("@@", "+", "-"))), sep="\n", end="\n\n")
    print(f"{room}: {len(rows) - len(alive)} of {len(rows)} killed", flush=True)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", help="of " + ", ".join(ROOMS))
    parser.add_argument("--sample", type=int, default=60, metavar="N", help="how many mutants of each room")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the copy and the results are kept")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (asked.keep or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        copy(folder)
        for room in asked.rooms or ROOMS:
            run(room, folder, asked.sample, asked.seed)


if __name__ == "__main__":
    main()

"""Many at once: processes on an empty cache, versions that share one, threads, forks, sub-interpreters."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

import toponyms
from tests.processes import ANSWER, ASK, finish
from toponyms import Gazetteer

Start = Callable[..., "subprocess.Popen[str]"]
PACKAGE = Path(toponyms.__file__).parent


def printed(process: subprocess.Popen[str]) -> str:
    """Wait for a process that must succeed and complain of nothing."""
    out, err = finish(process)
    assert err == ""
    return out


@pytest.mark.slow
def test_twenty_processes_start_on_an_empty_cache(own: Path, cache: Path, start: Start) -> None:
    processes = [start(ASK, own) for _ in range(20)]
    assert {printed(process) for process in processes} == {ANSWER}
    assert [path.suffix for path in cache.iterdir()] == [".tpx"]


@pytest.fixture
def other_version(tmp_path: Path) -> Path:
    """A copy of the package whose code and format of the index are of another version."""
    root = tmp_path / "other"
    shutil.copytree(PACKAGE, root / "toponyms", ignore=shutil.ignore_patterns("__pycache__", "*.tpx", "register.tsv"))
    layout = root / "toponyms" / "index" / "layout.py"
    text = layout.read_text(encoding="utf-8")
    assert "VERSION = 1\n" in text
    layout.write_text(text.replace("VERSION = 1\n", "VERSION = 2\n"), encoding="utf-8")
    return root


def test_two_versions_share_a_cache(own: Path, cache: Path, start: Start, other_version: Path) -> None:
    """Each has files of its own, neither reads nor rebuilds the other's, in whatever order they come."""
    other = {"PYTHONPATH": str(other_version), "PYTHONSAFEPATH": "1"}
    made: dict[str, int] = {}
    for environment in ({}, other, {}, other):
        assert printed(start(ASK, own, **environment)) == ANSWER
        now = {path.name: path.stat().st_mtime_ns for path in cache.glob("*.tpx")}
        assert now.items() >= made.items()
        made = now
    assert len(made) == 2
    versions = {int.from_bytes((cache / name).read_bytes()[8:12], "little") for name in made}
    assert versions == {1, 2}


@pytest.mark.slow
def test_an_index_of_another_version_under_the_name_that_is_looked_for(
    own: Path, cache: Path, start: Start, other_version: Path
) -> None:
    printed(start(ASK, own, PYTHONPATH=str(other_version), PYTHONSAFEPATH="1"))
    (theirs,) = cache.glob("*.tpx")
    stolen = theirs.read_bytes()
    theirs.unlink()
    Gazetteer.load(own, register=False)
    (mine,) = cache.glob("*.tpx")
    mine.unlink()
    mine.write_bytes(stolen)
    assert Gazetteer.load(own, register=False).resolve("Betapol").id == "beta-town"
    assert mine.read_bytes() != stolen


def answers(gazetteer: Gazetteer) -> list[object]:
    names = ["Alfivka", "Alfivkaa", "Альфовка", "Бетополя", "Betapol", "Nowhere", "", "Betopol and Alfivka"] * 5
    found: list[object] = [(r.id, r.total, r.ambiguous, r.score, r.explain()) for r in map(gazetteer.resolve, names)]
    found += [(m.start, m.end, m.place) for m in gazetteer.find("З Бетополя до Альфівки (Alfivka) 12 км.")]
    found += [gazetteer.normalise("З Бетополя до Альфівки"), [m.place.id for m in gazetteer.suggest("be")]]
    return found


def test_sixty_four_threads(own: Path, cache: Path) -> None:
    """All doors at once, on a gazetteer that has answered nothing yet."""
    wanted = answers(Gazetteer.load(own, register=False))
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    try:
        for _ in range(3):
            fresh = Gazetteer.load(own, register=False)
            with ThreadPoolExecutor(64) as pool:
                assert all(found == wanted for found in pool.map(answers, [fresh] * 64))
    finally:
        sys.setswitchinterval(interval)


@pytest.mark.slow
def test_sixty_four_threads_load_the_shipped_data_once(start: Start) -> None:
    program = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
import toponyms
from toponyms.gazetteer import default
barrier = Barrier(64)
def ask(_):
    barrier.wait()
    return toponyms.resolve("Krasnoarmersk").id, id(default())
with ThreadPoolExecutor(64) as pool:
    found = set(pool.map(ask, range(64)))
print(len(found), found.pop()[0])
"""
    assert printed(start(program)) == "1 pokrovsk-donetsk"


@pytest.mark.slow
@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_after_use_in_processes_of_all_kinds(own: Path, cache: Path, method: str) -> None:
    """The parent has filled its caches and mapped its index before it divides; answers come back by pickle."""
    gazetteer = Gazetteer.load(own, register=False)
    wanted = answers(gazetteer)
    with ProcessPoolExecutor(3, mp_context=multiprocessing.get_context(method)) as pool:
        assert list(pool.map(answers, [gazetteer] * 6)) == [wanted] * 6
        sent = gazetteer.resolve("Alfivkaa")
        assert pool.submit(_same, pickle.dumps(sent), own).result()
    assert answers(gazetteer) == wanted


def _same(data: bytes, own: Path) -> bool:
    copy = pickle.loads(data)
    answer = Gazetteer.load(own, register=False).resolve("Alfivkaa")
    return bool(copy == answer and copy.to_dict() == answer.to_dict() and copy.place.names == answer.place.names)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_child_that_forks_while_threads_ask(own: Path, cache: Path, start: Start) -> None:
    """Nothing that the library holds is a lock that a child could find taken."""
    program = """
import os, sys, threading, warnings
warnings.simplefilter("ignore", DeprecationWarning)
from toponyms import Gazetteer
gazetteer = Gazetteer.load(sys.argv[1], register=False)
stop = threading.Event()
def ask():
    number = 0
    while not stop.is_set():
        number += 1
        gazetteer.resolve(f"Alfivka{number % 500}")
        gazetteer.find("З Бетополя до Альфівки")
threads = [threading.Thread(target=ask) for _ in range(4)]
for thread in threads:
    thread.start()
bad = 0
for _ in range(20):
    child = os.fork()
    if not child:
        os._exit(0 if gazetteer.resolve("Betapol").id == "beta-town" else 1)
    bad += os.waitpid(child, 0)[1] != 0
stop.set()
print(bad)
"""
    assert printed(start(program, own)) == "0"


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="the private module of 3.11 and 3.12 is used")
def test_a_sub_interpreter(own: Path, cache: Path, start: Start) -> None:
    """One after another, of the kind that shares the lock of the main one."""
    program = """
import sys, _xxsubinterpreters as interpreters
path = sys.argv[1]
for _ in range(2):
    made = interpreters.create()
    interpreters.run_string(made, f'''
from toponyms import Gazetteer
gazetteer = Gazetteer.load({path!r}, register=False)
names = "Alfivkaa", "Старобетове", "Betapol", "Nowhere"
print(*(gazetteer.resolve(name).id for name in names), flush=True)
''')
    interpreters.destroy(made)
"""
    assert printed(start(program, own)).splitlines() == [ANSWER, ANSWER]

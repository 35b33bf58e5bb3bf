"""Killed at any moment: the user's file is the old one or the new one, never half of one, and never gone."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from toponyms.index.read import Index
from toponyms.source.formatter import format_text

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here"),
]
Start = Callable[..., "subprocess.Popen[str]"]
KILLS = 200
# Each writes over and over, so that most kills fall into the writing and few into the start of Python. What is put
# back before the next turn is put back by a rename, which cannot be seen half done.
AGAIN = """
import sys, time
from pathlib import Path
path, kept = Path(sys.argv[1]), Path(sys.argv[2])
old = kept.read_bytes()
def put_back():
    spare = path.with_suffix(".spare")
    spare.write_bytes(old)
    spare.replace(path)
def again(turn):
    turn()
    put_back()
    began = time.monotonic()
    turn()
    put_back()
    print("ready", time.monotonic() - began, flush=True)
    while True:
        turn()
        put_back()
"""
WRITERS = {
    "fmt": AGAIN
    + """
from toponyms.source.formatter import format_file
again(lambda: format_file(path))
""",
    "check --fix": AGAIN
    + """
from toponyms.source.check import fix_files
from toponyms.source import check, register
units = register.read()
check.registers.read = lambda: units  # reading it takes most of a turn, and writes nothing
again(lambda: fix_files([path]))
""",
    "add": AGAIN
    + """
from toponyms.cli.adding import prepare, write
from toponyms.source.add import Addition
made = prepare(path, Addition("pokrovsk-donetsk", "misspelling", {None: "Pokrvskkk"}))
again(lambda: write(made))
""",
}


def wait(process: subprocess.Popen[str]) -> float:
    """Wait for the first turn to be over; return how long it took."""
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line.startswith("ready"):
        _, err = process.communicate()
        pytest.fail(err)
    return float(line.split()[-1]) if " " in line.strip() else 0.0


@pytest.mark.parametrize("writer", WRITERS)
def test_a_file_is_old_or_new(writer: str, own: Path, tmp_path: Path, start: Start) -> None:
    old = own.read_bytes() + b"\n" + b"# remark\n" * 200  # several blocks of the disk
    own.write_bytes(old)
    kept = tmp_path / "kept.yaml"
    kept.write_bytes(old)
    rng = random.Random(writer)
    found: dict[bytes, int] = {}
    for _ in range(KILLS):
        process = start(WRITERS[writer], own, kept)
        turn = wait(process)
        time.sleep(rng.random() * 3 * turn)
        process.kill()
        process.communicate()
        data = own.read_bytes()
        found[data] = found.get(data, 0) + 1
        own.write_bytes(old)
    assert old in found
    new = set(found) - {old}
    assert len(new) == 1, f"{len(new)} contents beside the old one: {[len(data) for data in new]}"
    (whole,) = new
    if writer == "add":
        assert b"Pokrvskkk" in whole
    else:
        assert whole == format_text(old)


def test_a_new_file_is_whole_or_not_there(tmp_path: Path, start: Start) -> None:
    """`add` to a file that does not exist yet."""
    program = """
import sys, time
from pathlib import Path
from toponyms.cli.adding import prepare, write
from toponyms.source.add import Addition
path = Path(sys.argv[1])
made = prepare(path, Addition("pokrovsk-donetsk", "misspelling", {None: "Pokrvskkk"}))
began = time.monotonic()
write(made)
turn = time.monotonic() - began
print("ready", turn, flush=True)
while True:
    path.unlink()
    write(made)
    time.sleep(turn)
"""
    path = tmp_path / "mine.yaml"
    rng = random.Random(1)
    seen = set()
    for _ in range(40):
        path.unlink(missing_ok=True)  # the program begins with no file
        process = start(program, path)
        turn = wait(process)
        time.sleep(rng.random() * 4 * turn)
        process.kill()
        process.communicate()
        seen.add(path.read_bytes() if path.exists() else None)
        path.unlink(missing_ok=True)
    assert len(seen - {None}) == 1


def test_an_index_is_whole_or_not_there(own: Path, cache: Path, start: Start) -> None:
    """What compiles does so from the start of Python on: kills fall anywhere in it."""
    program = """
import sys
from toponyms import Gazetteer
print("ready", flush=True)
Gazetteer.load(sys.argv[1], register=False)
print("done", flush=True)
"""
    process = start(program, own)
    wait(process)
    began = time.monotonic()
    process.communicate()
    whole_run = time.monotonic() - began
    rng = random.Random(2)
    for path in cache.iterdir():
        path.unlink()
    written = 0
    for _ in range(KILLS):
        process = start(program, own)
        wait(process)
        time.sleep(rng.random() * whole_run * 1.2)
        process.kill()
        process.communicate()
        for path in cache.glob("*.tpx") if cache.exists() else ():
            index = Index.open(path)
            assert index.place(0).id == "alpha-town"
            written += 1
            path.unlink()
    assert 0 < written < KILLS

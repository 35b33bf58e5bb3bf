"""Clocks that are wrong: set back, so that files come from the future, and set forward by years."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.processes import ANSWER
from toponyms import Gazetteer

Ask = Callable[..., tuple[str, str]]
FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None) if sys.platform == "linux" else None
YEAR = 365 * 24 * 3600


@pytest.mark.parametrize("years", [-40, -1, 1, 40])
def test_files_from_another_time(own: Path, cache: Path, years: int) -> None:
    """Content decides, not the time: nothing is compiled again, and nothing stale is used."""
    Gazetteer.load(own, register=False)
    (file,) = cache.glob("*.tpx")
    then = time.time() + years * YEAR
    os.utime(file, (then, then))
    os.utime(own, (then, then))
    before = file.stat()
    assert Gazetteer.load(own, register=False).resolve("Betapol").id == "beta-town"
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    own.write_text(own.read_text(encoding="utf-8").replace("Betapol", "Omegapol"), encoding="utf-8")
    os.utime(own, (then, then))  # the same time as before the change
    assert Gazetteer.load(own, register=False).resolve("Omegapol").id == "beta-town"


@pytest.mark.parametrize("days", [-29, -31, 0, 31, 15000])
def test_old_indexes_are_tidied_away_and_no_others(own: Path, cache: Path, days: int) -> None:
    gazetteer = Gazetteer.load(own, register=False)
    (first,) = cache.glob("*.tpx")
    then = time.time() + days * 24 * 3600
    os.utime(first, (then, then))
    own.write_text(own.read_text(encoding="utf-8").replace("Betapol", "Omegapol"), encoding="utf-8")
    Gazetteer.load(own, register=False)
    assert first.exists() == (days > -30)
    assert gazetteer.resolve("Betapol").id == "beta-town"  # mapped before, and still there for who has it open


@pytest.mark.slow
@pytest.mark.skipif(FAKETIME is None, reason="needs Linux and libfaketime: apt-get install libfaketime")
@pytest.mark.parametrize("when", ["1971-01-01 00:00:00", "2037-12-31 00:00:00"])
def test_a_process_whose_clock_is_wrong(own: Path, cache: Path, ask: Ask, when: str) -> None:
    """One that compiles with the right clock, one that reads with a wrong one; then the other way round."""
    wrong = {"LD_PRELOAD": str(FAKETIME), "FAKETIME": when}
    for first, second in (({}, wrong), (wrong, {})):
        for path in cache.glob("*"):
            path.unlink()
        assert ask(**first)[0] == ANSWER
        (file,) = cache.glob("*.tpx")
        made = file.stat().st_ino
        assert ask(**second)[0] == ANSWER
        assert file.stat().st_ino == made

"""Every case that once broke something, fed again; and a fresh run of each target, longer on demand."""

from __future__ import annotations

from functools import lru_cache

import pytest

from tools.fuzz.__main__ import TARGETS, load, run
from tools.fuzz.corpus import FOLDER, cases
from tools.fuzz.judge import Target

KEPT = [pytest.param(target, case, id=f"{target}-{name}") for target in TARGETS for name, case in cases(target)]


@lru_cache(maxsize=2)
def ready(name: str) -> Target:
    return load(name)


def everything(name: str) -> Target:
    """Return a target that makes all of its checks at the next case, not at every so many only."""
    target = ready(name)
    if hasattr(target, "turn"):
        target.turn = -1
    return target


@pytest.mark.parametrize(("target", "case"), KEPT)
def test_a_kept_case(target: str, case: str) -> None:
    everything(target).check(case)


def test_every_folder_of_the_corpus_has_its_target() -> None:
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} <= set(TARGETS)


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_a_minute_of_each(target: str) -> None:
    done, found, _ = run(target, 60, seed=None)
    assert not found, "\n".join(found)
    assert done > 200


@pytest.mark.slow
def test_every_name_on_record_has_its_place_among_the_candidates() -> None:
    names = load("names")
    assert names.check_recorded() > 100_000  # type: ignore[attr-defined]

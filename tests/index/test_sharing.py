"""One index and many who ask: threads, forked and spawned processes, copies by pickle."""

from __future__ import annotations

import multiprocessing
import pickle
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from toponyms import Gazetteer
from toponyms.index.read import Index
from toponyms.index.world import World
from toponyms.resolver import Resolver

NAMES = ["Alfivka", "Alfivkaa", "Альфовка", "Старобетове", "Starobetovo", "Betopol", "Betopl", "Nowhere", ""]


@pytest.fixture
def gazetteer(own: Path, cache: Path) -> Gazetteer:
    return Gazetteer.load(own, register=False)


def answers(gazetteer: Gazetteer) -> list[tuple[object, ...]]:
    return [(r.query, r.id, r.total, r.ambiguous, r.score, r.explain()) for r in gazetteer.resolve_many(NAMES)]


def test_threads_answer_as_one_does(small: bytes, places: list[object]) -> None:
    """Every thread meets a fresh index: nothing is decoded, checked or put together yet."""
    names = ["Pokrovsk", "Pokrvsk", "Ivanivka", "Ivanovka", "Берези", "Stepne", "Lymske", "Yablunka", "Horixka"] * 4

    def ask(resolver: Resolver) -> list[object]:
        return [(r.id, r.total, [(m.place.id, m.score) for m in r.candidates]) for r in map(resolver.resolve, names)]

    wanted = ask(Resolver(World([Index(small)])))
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(10):
            shared = Resolver(World([Index(small)]))
            with ThreadPoolExecutor(8) as pool:
                assert all(found == wanted for found in pool.map(ask, [shared] * 16))
    finally:
        sys.setswitchinterval(interval)


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_processes_answer_as_one_does(gazetteer: Gazetteer, method: str) -> None:
    wanted = answers(gazetteer)
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        assert list(pool.map(answers, [gazetteer] * 4)) == [wanted] * 4


def test_a_gazetteer_pickles_small(gazetteer: Gazetteer) -> None:
    data = pickle.dumps(gazetteer)
    assert len(data) < 1000  # where it came from, not what it holds
    copy = pickle.loads(data)
    assert answers(copy) == answers(gazetteer)
    assert copy.version == gazetteer.version


def test_settings_are_kept(own: Path, cache: Path) -> None:
    copy = pickle.loads(pickle.dumps(Gazetteer.load(own, register=False, accept=0.999999, doubt=0.2)))
    assert copy.resolve("Alfivkaa").place is None


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_answers_pickle(gazetteer: Gazetteer, protocol: int) -> None:
    for name in NAMES:
        answer = gazetteer.resolve(name)
        copy = pickle.loads(pickle.dumps(answer, protocol))
        assert copy == answer
        assert copy.to_dict() == answer.to_dict()
        if answer.place:
            assert copy.place.names == answer.place.names


def test_many_names_with_repeats(gazetteer: Gazetteer) -> None:
    """Each distinct name is answered once; what is asked comes back in its order."""
    asked = NAMES * 50
    found = gazetteer.resolve_many(iter(asked))
    assert [answer.query for answer in found] == asked
    assert len({id(answer) for answer in found}) <= len(NAMES)


def test_the_memory_for_names_is_bounded(gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toponyms.gazetteer._REMEMBERED", 10)
    for number in range(100):
        gazetteer.resolve(f"Alfivka{number}")
        assert len(gazetteer._remembered) <= 10

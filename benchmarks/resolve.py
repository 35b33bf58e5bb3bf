"""`python -m benchmarks resolve`: one name at a time, toponyms beside its peers, in one process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.measure import Times, block, ratio, summary
from benchmarks.peers import BATCH, CDIST, PEERS, Answer, Ask, cdist
from benchmarks.work import Names, Query, Work, is_right, make
from toponyms import Gazetteer, Resolution, fold

OURS, OURS_ID, REPEATED = "toponyms", "toponyms, with `.id`", "toponyms, a repeated name"
STRANGERS = "words and surnames"
BY_NAME = "toponyms, its name judged as a peer's key"
# Asked of each in one round, so that a round takes about a second a peer; the slow ones are asked fewer.
SLOW = {"rapidfuzz extractOne(OSA)": 40, "rapidfuzz extractOne(WRatio)": 8, "SQLite FTS5 trigram": 15, "tantivy": 100}


def uncached(gazetteer: Gazetteer) -> tuple[Callable[[str], Resolution], Callable[[], None]]:
    """Return `resolve` without the memory for repeated names, and what empties the caches of decoded records."""
    resolver, layers = gazetteer._resolver, gazetteer._world.layers

    def forget() -> None:
        for layer in layers:
            layer.place.cache_clear()
            layer.ancestors.cache_clear()

    return resolver.resolve, forget


def run(options: Any) -> None:
    """Measure, print, and with `--write` put the tables into docs/benchmarks.md."""
    gazetteer = Gazetteer.load()
    names, work = make(gazetteer, options.queries, options.seed)
    print(f"{len(names)} keys of {len(gazetteer)} places", file=sys.stderr)
    asks = {name: build(names) for name, build in PEERS.items()}
    timed = measure(gazetteer, names, work, asks, options.rounds)
    answers = judge(gazetteer, names, work, asks)
    alone = lonely(names, work["1 edit"])
    text = tables(timed, answers, alone, len(names), len(gazetteer), options)
    print(text)
    if options.write:
        report.write("resolve", text)


def measure(
    gazetteer: Gazetteer, names: Names, work: Work, asks: dict[str, Ask], rounds: int
) -> dict[str, dict[str, Times]]:
    """Time all who answer, in blocks that take turns: system → kind of work → times."""
    resolve, forget = uncached(gazetteer)
    batch = cdist(names)
    took: dict[str, dict[str, list[list[float]]]] = {}
    for turn in range(rounds + 1):  # the first warms up and does not count
        for kind, queries in work.items():
            here = {OURS: block(resolve, [query.written for query in queries])}
            forget()
            here[OURS_ID] = block(lambda text: resolve(text).id, [query.written for query in queries])
            forget()
            if kind == "exact":
                repeated = [queries[0].written] * 2000
                here[REPEATED] = block(gazetteer.resolve, repeated)
            for name, ask in asks.items():
                count = SLOW.get(name, len(queries))
                start = turn * count % max(1, len(queries) - count + 1)
                here[name] = block(ask, [query.key for query in queries[start : start + count]])
            here[CDIST] = block(batch, [[query.key for query in queries[:BATCH]]], weight=BATCH)
            for name, times in here.items():
                if turn:
                    took.setdefault(name, {}).setdefault(kind, []).append(times)
        print(f"round {turn} of {rounds}", file=sys.stderr)
    return {name: {kind: summary(times) for kind, times in kinds.items()} for name, kinds in took.items()}


def judge(
    gazetteer: Gazetteer, names: Names, work: Work, asks: dict[str, Ask]
) -> dict[str, dict[str, tuple[float, ...]]]:
    """Say how many answers are right, and how many strangers are taken for places.

    A peer's key is right if any place that has it is right; it does not say which. Its false accepts are those at the
    score that still accepts 95 % of the one-edit slips and is right about them. toponyms is right if its best
    candidate is; its false accepts are those with `place` set.
    """
    found: dict[str, dict[str, tuple[float, ...]]] = {OURS: {}, BY_NAME: {}}
    resolve, _ = uncached(gazetteer)
    for kind, queries in work.items():
        answers = [resolve(query.written) for query in queries]
        best = [answer.candidates[0] if answer.candidates else None for answer in answers]
        right = [match is not None and match.place.id in q.right for match, q in zip(best, queries, strict=True)]
        by_name = [
            ok or (match is not None and not q.right.isdisjoint(names.get(fold(match.name.text), frozenset())))
            for ok, match, q in zip(right, best, queries, strict=True)
        ]
        placed = sum(map(bool, answers)) / len(answers)
        wrong = sum(bool(a) and not ok for a, ok in zip(answers, right, strict=True)) / len(answers)
        found[OURS][kind] = sum(right) / len(right), placed, wrong
        found[BY_NAME][kind] = sum(by_name) / len(by_name), placed, wrong
    for name, ask in asks.items():
        found[name] = judge_peer(name, ask, names, work)
    batch = cdist(names)
    some = {kind: queries[: 4 * BATCH] for kind, queries in work.items()}
    known: dict[str, Answer] = {}
    for queries in some.values():
        for at in range(0, len(queries), BATCH):
            keys = [query.key for query in queries[at : at + BATCH]]
            known.update(zip(keys, batch(keys), strict=True))
    found[CDIST] = judge_peer(CDIST, known.__getitem__, names, some)
    return found


def judge_peer(name: str, ask: Callable[[str], Answer], names: Names, work: Work) -> dict[str, tuple[float, ...]]:
    """Judge the answers of one peer."""
    scored: dict[str, list[tuple[bool, float]]] = {}
    for kind, queries in work.items():
        answers = [(ask(query.key), query) for query in queries[: 4 * SLOW.get(name, len(queries))]]
        scored[kind] = [(is_right(a and a[0], q, names), a[1] if a else -1.0) for a, q in answers]
    sure = sorted((score if right else -1.0) for right, score in scored["1 edit"])
    least = sure[int(len(sure) * 0.05)]
    result: dict[str, tuple[float, ...]] = {}
    for kind, rows in scored.items():
        right = sum(ok for ok, _ in rows) / len(rows)
        accepted = sum(score >= least for _, score in rows) / len(rows) if least >= 0 else float("nan")
        result[kind] = right, accepted
    return result


def lonely(names: Names, queries: Sequence[Query]) -> dict[str, dict[str, float]]:
    """Build, open and ask in a process of its own, to see time and memory that nobody shares."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        keys, asked = Path(folder) / "keys.txt", Path(folder) / "queries.txt"
        keys.write_text("\n".join(names))
        asked.write_text("\n".join(query.key for query in queries))
        for name in (OURS, *PEERS):
            limit = 25 * SLOW.get(name, 1000) // 10
            found[name] = alone(name, keys, asked, min(limit, 1000))
    return found


def alone(name: str, keys: Path, asked: Path, count: int) -> dict[str, float]:
    """Run `benchmarks.alone` and read what it prints."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "benchmarks.alone", name, str(keys), str(asked), str(count)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(f"{name} alone: {time.perf_counter() - start:.1f} s", file=sys.stderr)
    return figures


def tables(
    timed: dict[str, dict[str, Times]], answers: dict[str, dict[str, tuple[float, ...]]],
    alone: dict[str, dict[str, float]], keys: int, places: int, options: Any,
) -> str:  # fmt: skip
    """Write the tables."""
    kinds = [kind for kind in timed[OURS]]
    order = [OURS, OURS_ID, REPEATED, *PEERS, CDIST]
    speed = [
        [name, *(report.microseconds(timed[name].get(kind)) for kind in kinds)] for name in order if name in timed
    ]
    compared = []
    for name in [*PEERS, CDIST]:
        row = [f"{name} / toponyms"]
        for kind in kinds:
            middle, least, most = ratio(timed[name][kind], timed[OURS_ID][kind])
            row.append(f"**{report.short(middle)}** ({report.short(least)}–{report.short(most)})")
        compared.append(row)
    quality = []
    for name in [OURS, BY_NAME, *PEERS, CDIST]:
        row = [name]
        for kind in kinds:
            if kind != STRANGERS:
                row.append(f"{answers[name][kind][0]:.1%}")
        row.append(f"{answers[name][STRANGERS][1]:.1%}")
        quality.append([cell.replace("nan%", "never right in 95 %") for cell in row])
    ours = answers[OURS]
    memory = [
        [
            name, f"{one['import']:.0f}", f"{one['build']:.0f}", f"{one['first']:.0f}", f"{one['early']:.0f}",
            f"{one['late']:.0f}", *(f"{one[part] / 1024:.1f}" for part in ("total", "index", "own")),
        ]
        for name, one in alone.items()
    ]  # fmt: skip
    spread = sorted(times.spread for kinds_ in timed.values() for times in kinds_.values())
    share = alone["symspellpy, d = 2"]["index"] / alone[OURS]["index"]
    return "\n\n".join([
        f"{keys:,} distinct keys of the names of {places:,} places; {options.queries} questions of each kind, "
        f"{options.rounds} rounds in which blocks of all take turns, seed {options.seed}. "
        f"Noise: the slowest round of a row took {spread[len(spread) // 2]:.2f} times as long as its quickest in the "
        f"median, {spread[-1]:.1f} times at worst.",
        "### Time for one question\n\nMicroseconds: median / 95th percentile. toponyms is given the name as written, "
        "folds it and ranks places, without its memory of earlier answers and with the cache of decoded places emptied "
        "before each block; its bit rows are warm. The peers are given folded keys and return a key.",
        report.table(["", *kinds], speed),
        "How many times as long as `toponyms.resolve(name).id` a peer takes (median of the rounds, least and most):",
        report.table(["", *kinds], compared),
        "### Right at top 1, and strangers taken for places\n\nA peer returns a key, and is right if *any* place of "
        "that name was meant. toponyms returns places, and is right if the first is one that was meant. *False "
        "accepts* are English words and surnames that are no names on record: for a peer at the score that keeps "
        "95 % of the one-edit slips right, for toponyms as it is.",
        report.table(["", *(kind for kind in kinds if kind != STRANGERS), "false accepts"], quality),
        "toponyms sets `place` and is wrong: "
        + ", ".join(f"{kind} {ours[kind][2]:.1%} ({ours[kind][1]:.1%} set)" for kind in kinds if kind != STRANGERS)
        + ".",
        "### Memory and start\n\nA process of its own: milliseconds to import, to build or open (the keys are read "
        "from a file; toponyms maps its compiled index), microseconds for the first one-edit question, and for the "
        "questions up to the 100th and after it (medians); memory in MB over the bare interpreter after the one-edit "
        "questions, of that what importing did not cost, and the part of all that no other process shares.",
        report.table(
            ["", "import ms", "build or open ms", "first µs", "to the 100th µs", "later µs", "memory MB",
             "without import MB", "private MB"],
            memory,
        ),
        f"symspellpy's index takes {share:.0f} times the memory of toponyms'.",
    ])  # fmt: skip

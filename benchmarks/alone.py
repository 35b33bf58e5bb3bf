"""One who answers, in a process of its own: `python -m benchmarks.alone NAME KEYS QUERIES COUNT` prints JSON.

Nothing is imported before the memory of the bare interpreter has been read.
"""

from __future__ import annotations

import sys
import time

if False:  # for the type checker; at run time nothing may be imported yet
    from collections.abc import Callable
    from typing import Any


def _rss() -> tuple[int, int]:
    """Return resident and private kB, without importing anything for it."""
    with open("/proc/self/smaps_rollup", encoding="ascii") as file:  # noqa: PTH123
        sizes = {line.split(":")[0]: line.split()[1] for line in file.readlines()[1:]}
    return int(sizes["Rss"]), int(sizes["Private_Clean"]) + int(sizes["Private_Dirty"])


def main() -> None:
    bare, bare_own = _rss()
    name, keys, asked, count = sys.argv[1:]
    clock = time.perf_counter
    start = clock()
    if name.startswith("toponyms"):
        import rapidfuzz.distance

        from toponyms import Gazetteer

        imported = clock()
        after_import = _rss()[0]
        gazetteer = Gazetteer.load()
        ask: Callable[[str], Any] = gazetteer._resolver.resolve
    else:
        from benchmarks.peers import PEERS

        if "symspell" in name:
            import symspellpy  # type: ignore[import-untyped]  # noqa: F401
        elif "tantivy" in name:
            import rapidfuzz.distance
            import tantivy  # noqa: F401
        elif "rapidfuzz" in name or "SQLite" in name:
            import rapidfuzz.process  # noqa: F401
        imported = clock()
        after_import = _rss()[0]
        with open(keys, encoding="utf-8") as file:  # noqa: PTH123
            ask = PEERS[name](line.rstrip("\n") for line in file)
    built = clock()
    took = []
    with open(asked, encoding="utf-8") as file:  # noqa: PTH123
        queries = file.read().split("\n")[: int(count)]
    for query in queries:
        began = clock()
        answer = ask(query)
        if name.startswith("toponyms"):
            answer.id  # noqa: B018
        took.append(clock() - began)
    rss, own = _rss()
    import json
    from statistics import median

    figures = {
        "import": (imported - start) * 1e3, "build": (built - imported) * 1e3, "first": took[0] * 1e6,
        "early": median(took[:100]) * 1e6, "late": median(took[100:] or took) * 1e6,
        "total": rss - bare, "index": rss - after_import, "own": own - bare_own,
    }  # fmt: skip
    print(json.dumps(figures))


if __name__ == "__main__":
    main()

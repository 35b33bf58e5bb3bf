"""Those that answer: toponyms, and libraries that find the nearest of a list of texts.

Each peer gets the keys of all names (`fold()` of what is written), and questions that are folded already: it need not
know scripts, and the time that folding takes is not counted. It is set up as its documentation recommends for edits.
"""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

Answer = tuple[str, float] | None  # the key found, and a score from 0 to 1
Ask = Callable[[str], Answer]


def bare_dict(keys: Iterable[str]) -> Ask:
    """The floor: what is not written exactly so is not found."""
    known = dict.fromkeys(keys, 1.0)

    def ask(query: str) -> Answer:
        score = known.get(query)
        return None if score is None else (query, score)

    return ask


def extract_osa(keys: Iterable[str]) -> Ask:
    """`rapidfuzz.process.extractOne` with the distance that toponyms uses, cut off at 2 edits."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    texts = list(keys)

    def ask(query: str) -> Answer:
        found = process.extractOne(query, texts, scorer=OSA.distance, score_cutoff=2)
        return None if found is None else (found[0], 1 - found[1] / max(len(query), len(found[0])))

    return ask


def extract_wratio(keys: Iterable[str]) -> Ask:
    """`rapidfuzz.process.extractOne` as it is."""
    from rapidfuzz import process

    texts = list(keys)

    def ask(query: str) -> Answer:
        found = process.extractOne(query, texts)
        return None if found is None else (found[0], found[1] / 100)

    return ask


def symspell(keys: Iterable[str]) -> Ask:
    """`symspellpy`, two edits, its usual prefix of 7 letters."""
    from symspellpy import SymSpell, Verbosity  # type: ignore[import-untyped]

    index = SymSpell(max_dictionary_edit_distance=2, prefix_length=7)
    for key in keys:
        index.create_dictionary_entry(key, 1)

    def ask(query: str) -> Answer:
        found = index.lookup(query, Verbosity.TOP, max_edit_distance=2)
        if not found:
            return None
        return found[0].term, 1 - found[0].distance / max(len(query), len(found[0].term))

    return ask


def tantivy(keys: Iterable[str]) -> Ask:
    """`tantivy`: fuzzy terms of 1, then of 2 edits; its ten best by distance, since it scores all of them alike."""
    import tantivy as library

    schema = library.SchemaBuilder().add_text_field("key", stored=True, tokenizer_name="raw").build()
    index = library.Index(schema)
    writer = index.writer(heap_size=64_000_000, num_threads=1)
    for key in keys:
        writer.add_document(library.Document(key=key))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(query: str) -> Answer:
        for edits in (0, 1, 2):
            if edits:
                asked = library.Query.fuzzy_term_query(
                    schema, "key", query, distance=edits, transposition_cost_one=True
                )
            else:
                asked = library.Query.term_query(schema, "key", query)
            hits = searcher.search(asked, limit=10).hits
            if hits:
                return _nearest(query, [searcher.doc(address)["key"][0] for _, address in hits])
        return None

    return ask


def trigrams(keys: Iterable[str]) -> Ask:
    """SQLite's FTS5 with trigrams: any of the query's, ranked by bm25, the ten best by distance."""
    base = sqlite3.connect(Path(tempfile.mkdtemp(prefix="toponyms-bench")) / "names.db")
    base.execute("CREATE VIRTUAL TABLE names USING fts5(key, tokenize='trigram')")
    base.executemany("INSERT INTO names VALUES (?)", ((key,) for key in keys))
    base.commit()

    def ask(query: str) -> Answer:
        parts = {query[at : at + 3] for at in range(len(query) - 2)}
        if not parts:
            return None
        asked = " OR ".join(f'"{part}"' for part in sorted(parts))
        rows = base.execute("SELECT key FROM names WHERE names MATCH ? ORDER BY rank LIMIT 10", (asked,)).fetchall()
        return _nearest(query, [row[0] for row in rows]) if rows else None

    return ask


def _nearest(query: str, found: Sequence[str]) -> Answer:
    from rapidfuzz.distance import OSA

    best = min(found, key=lambda text: OSA.distance(query, text))
    return best, OSA.normalized_similarity(query, best)


def cdist(keys: Iterable[str]) -> Callable[[Sequence[str]], list[Answer]]:
    """`rapidfuzz.process.cdist`: a batch of questions against all names at once, on one core."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    texts = list(keys)

    def ask_all(queries: Sequence[str]) -> list[Answer]:
        table: Any = process.cdist(queries, texts, scorer=OSA.distance, score_cutoff=2, workers=1)
        answers: list[Answer] = []
        for query, nearest, row in zip(queries, table.argmin(axis=1), table, strict=True):
            far, text = int(row[nearest]), texts[nearest]
            answers.append(None if far > 2 else (text, 1 - far / max(len(query), len(text))))
        return answers

    return ask_all


PEERS: dict[str, Callable[[Iterable[str]], Ask]] = {
    "bare dict": bare_dict,
    "symspellpy, d = 2": symspell,
    "tantivy": tantivy,
    "SQLite FTS5 trigram": trigrams,
    "rapidfuzz extractOne(OSA)": extract_osa,
    "rapidfuzz extractOne(WRatio)": extract_wratio,
}
CDIST = "rapidfuzz cdist, batches of 64"
BATCH = 64

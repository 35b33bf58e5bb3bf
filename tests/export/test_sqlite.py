"""FTS5 itself: the exported script runs, and the queries find what they should and nothing else."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator

import pytest

from toponyms import Gazetteer, place_ids

Export = Callable[..., str]


@pytest.fixture
def database(export: Export, documents: dict[str, str], request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    con = sqlite3.connect(":memory:")
    con.executescript(export("sqlite-fts", **getattr(request, "param", {})))
    # "-" is a part of words in `news`, for the ids; names with hyphens are looked up in `plain`.
    tokenize = "tokenize = \"unicode61 tokenchars '-'\""
    con.execute(f"CREATE VIRTUAL TABLE news USING fts5(id UNINDEXED, text, place_ids, {tokenize})")
    con.execute("CREATE VIRTUAL TABLE plain USING fts5(id UNINDEXED, text)")
    for key, text in documents.items():
        con.execute("INSERT INTO news VALUES (?, ?, ?)", (key, text, " ".join(place_ids(text))))
        con.execute("INSERT INTO plain VALUES (?, ?)", (key, text))
    yield con
    con.close()


def form(name: str) -> str:
    """Write a name as the table has it: small, its words parted by single spaces."""
    return " ".join(re.findall(r"[^\W_]+", name.lower()))


def search(con: sqlite3.Connection, name: str) -> set[str]:
    (query,) = con.execute("SELECT query FROM toponym_query WHERE form = ?", (form(name),)).fetchone()
    return {row[0] for row in con.execute("SELECT id FROM plain WHERE plain MATCH ?", (query,))}


def by_id(con: sqlite3.Connection, name: str, world: Gazetteer) -> set[str]:
    """The recipe: the words as they are, or the id in a field of its own."""
    place = world.resolve(name)
    assert place
    query = f'text : "{form(name)}" OR place_ids : "{place.id}"'
    return {row[0] for row in con.execute("SELECT id FROM news WHERE news MATCH ?", (query,))}


def test_the_keyword_field_is_right_in_all_three(database: sqlite3.Connection, world: Gazetteer) -> None:
    assert by_id(database, "Toretsk", world) == {"old", "now"}
    assert by_id(database, "Chasiv Yar", world) == {"town"}


def test_names_alone_find_the_present_and_the_unshared_old_name(database: sqlite3.Connection) -> None:
    assert search(database, "Toretsk") == {"now"}
    assert search(database, "Дзержинськ") == {"now"}
    assert search(database, "Dzerzhinsk") == {"old", "now", "russian"}
    assert search(database, "Chasiv Yar") == {"town"}


@pytest.mark.parametrize("database", [{"ambiguous": "expand"}], indirect=True)
def test_expanding_finds_the_old_name_and_the_other_town(database: sqlite3.Connection) -> None:
    assert search(database, "Toretsk") == {"old", "now", "russian"}


@pytest.mark.parametrize("database", [{"ambiguous": "skip"}], indirect=True)
def test_skipping_knows_no_shared_name(database: sqlite3.Connection) -> None:
    assert database.execute("SELECT query FROM toponym_query WHERE form = 'dzerzhinsk'").fetchone() is None


@pytest.mark.parametrize("typed", ["Kamianske", "Кам'янське", "Кам’янське", "Камʼянське"])
def test_any_apostrophe_finds_any(database: sqlite3.Connection, typed: str) -> None:
    assert search(database, typed) == {"apostrophe", "letter"}


def test_hyphens_are_spaces(database: sqlite3.Connection) -> None:
    assert search(database, "Ivano-Frankivsk") == {"hyphen"}


def test_the_table_says_what_a_name_may_mean(database: sqlite3.Connection) -> None:
    (places,) = database.execute("SELECT places FROM toponym_query WHERE form = 'dzerzhinsk'").fetchone()
    assert json.loads(places) == ["dzerzhinsk-nizhny-novgorod-ru", "toretsk-donetsk"]


def test_all_queries_parse_and_every_form_finds_itself(database: sqlite3.Connection) -> None:
    rows = database.execute("SELECT form, query FROM toponym_query").fetchall()
    assert len(rows) > 60
    for written, query in rows:
        database.execute("DELETE FROM plain")
        database.execute("INSERT INTO plain VALUES ('x', ?)", (written,))
        assert database.execute("SELECT id FROM plain WHERE plain MATCH ?", (query,)).fetchall() == [("x",)], written

"""SQL functions, in DuckDB itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest

import toponyms
import toponyms.integrations.arrow
from toponyms.integrations.duckdb import register

NAMES = ["Krasnoarmersk", "Ivanivka", None, "Dzerzhinsk", "", "Xqqz", "Dzerzhinsk"]
IDS = ["pokrovsk-donetsk", None, None, "toretsk-donetsk", None, None, "toretsk-donetsk"]
AMBIGUOUS = [False, True, None, True, False, False, True]


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("create table reports (row integer, place varchar, area varchar)")
    con.executemany("insert into reports values (?, ?, ?)", [(i, name, None) for i, name in enumerate(NAMES)])
    register(con)
    return con


def column(con: duckdb.DuckDBPyConnection, query: str) -> list[Any]:
    return [row[0] for row in con.execute(query).fetchall()]


def test_an_id_for_a_name(con: duckdb.DuckDBPyConnection) -> None:
    assert column(con, "select toponym_id(place) from reports order by row") == IDS


def test_a_struct_for_a_name(con: duckdb.DuckDBPyConnection) -> None:
    found = column(con, "select toponym(place) from reports order by row")
    assert [answer and answer["ambiguous"] for answer in found] == AMBIGUOUS
    assert found[0] == {"id": "pokrovsk-donetsk", "name": "Pokrovsk", "score": 1.0, "ambiguous": False}
    assert found[2] is None
    assert column(con, "select typeof(toponym('Kyiv'))") == [
        'STRUCT(id VARCHAR, "name" VARCHAR, score DOUBLE, ambiguous BOOLEAN)'
    ]
    for name, answer in zip(NAMES, found, strict=True):
        if name is not None:
            assert answer["id"] == toponyms.resolve(name).id


def test_functions_work_wherever_sql_has_expressions(con: duckdb.DuckDBPyConnection) -> None:
    query = "select toponym(place).name, count(*) from reports where toponym_id(place) like '%-donetsk' group by 1"
    assert sorted(con.execute(query).fetchall()) == [("Pokrovsk", 1), ("Toretsk", 2)]


def test_the_area_may_be_a_word_or_a_column(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("update reports set area = 'Zhytomyr Oblast' where row = 6")
    found = column(con, "select toponym_id(place, area) from reports order by row")
    assert found == [*IDS[:6], "romaniv-zhytomyr"]
    assert column(con, "select toponym(place, 'UA14').ambiguous from reports where row = 3") == [False]
    assert column(con, "select toponym_id('Dzerzhinsk', NULL)") == ["toretsk-donetsk"]


def test_many_rows_through_many_batches(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("create table many as select n, place from range(20000) r(n), reports where row = n % 7")
    found = column(con, "select toponym_id(place) from many order by n")
    assert found == [IDS[n % 7] for n in range(20_000)]


def test_answers_stay_with_their_names_when_more_come_than_are_remembered(
    con: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(toponyms.integrations.arrow, "_REMEMBERED", 4)
    con.execute("create table many as select n, place from range(20000) r(n), reports where row = n % 7")
    con.execute("update many set place = 'Xqqz ' || n where n % 5000 = 0")
    found = column(con, "select toponym(place).id from many order by n")
    assert found == [None if n % 5000 == 0 else IDS[n % 7] for n in range(20_000)]


def test_a_column_of_an_enumeration_is_read(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("create type towns as enum ('Toretsk', 'Dymytrov')")
    assert column(con, "select toponym_id(t::towns) from (values ('Dymytrov'), (NULL), ('Toretsk')) v(t)") == [
        "myrnohrad-donetsk", None, "toretsk-donetsk",
    ]  # fmt: skip


def test_more_fields_and_hints_on_request(con: duckdb.DuckDBPyConnection) -> None:
    register(con, add=["oblast", "lat", "total"], errors="coerce")  # in place of the first ones
    (found,) = column(con, "select toponym('Krasnoarmersk')")
    assert list(found) == ["id", "name", "score", "ambiguous", "oblast", "lat", "total"]
    assert (found["oblast"], found["lat"], found["total"]) == ("Donetsk Oblast", 48.28014, 1)
    assert column(con, "select toponym_id('Kyiv', 'Nowheria')") == [None]


def test_cursors_have_the_functions(con: duckdb.DuckDBPyConnection) -> None:
    assert column(con.cursor(), "select toponym_id('Krasnoarmersk')") == ["pokrovsk-donetsk"]


def test_an_own_gazetteer(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("my-mine:\n  en: Zzyzx Mine\n  kind: mine\n  in: donetsk-oblast\n", encoding="utf-8")
    register(con, gazetteer=toponyms.Gazetteer.load(own))
    assert column(con, "select toponym_id('Zzyzx Mine')") == ["my-mine"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("select toponym_id(1)", "must hold text, not int"),
        ("select toponym_id('Kyiv', 'Nowheria')", 'no area is known as "Nowheria"'),
        ("select toponym_id('Kyiv', 'UA', 'x')", "not 3 arguments"),
    ],
)
def test_misuse_is_said(con: duckdb.DuckDBPyConnection, query: str, said: str) -> None:
    with pytest.raises(duckdb.Error, match=said):
        con.execute(query).fetchall()


@pytest.mark.parametrize("package", ["duckdb", "pyarrow"])
def test_a_missing_package_is_said_with_the_extra(package: str) -> None:
    code = f"import sys; sys.modules[{package!r}] = None\nimport toponyms.integrations.duckdb"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert 'ImportError: this needs the extra "duckdb": pip install "toponyms[duckdb]"' in ran.stderr

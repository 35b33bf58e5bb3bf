"""The Spark functions, in a real session of two workers: what a worker gives is what the package gives."""

from __future__ import annotations

import datetime
import os
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import toponyms
from toponyms import Gazetteer, UnknownPlace

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # sockets to the Java side, closed by Spark at exit
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pyspark"),
]
NAMES = ["Krasnoarmersk", "Ivanivka", None, "Dzerzhinsk", "Xqzzyx", "", "Часов Яр"]
TEXTS = ["Под Дзержинском бои.", None, "Krasnoarmersk (Pokrovsk), he was born in Ivanivka.", "no", "Київ 🙂 Торецьк"]


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql", reason="pyspark is not installed: see docs/testing.md")
    os.environ["PYSPARK_PYTHON"] = os.environ["PYSPARK_DRIVER_PYTHON"] = sys.executable
    builder = sql.SparkSession.builder.master("local[2]").appName("toponyms")
    for key, value in {
        "spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2", "spark.default.parallelism": "2", "spark.ui.showConsoleProgress": "false",
    }.items():  # fmt: skip
        builder = builder.config(key, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def door(session: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from toponyms.integrations import spark
    return spark


def column(session: Any, values: list[Any], name: str, type_: str = "string") -> Any:
    return session.createDataFrame([(value,) for value in values], f"{name} {type_}")


def test_names_become_structs(session: Any, door: Any) -> None:
    frame = column(session, NAMES, "place")
    rows = frame.select("place", door.resolve("place", ["oblast", "lat"])).collect()
    assert [row.place for row in rows] == NAMES
    for row in rows:
        if row.place is None:
            assert row.toponym is None
            continue
        answer = toponyms.resolve(row.place)
        assert (row.toponym.id, row.toponym.ambiguous) == (answer.id, answer.ambiguous)
        assert row.toponym.name == (answer.place.name if answer.place else None)
        assert row.toponym.lat == (answer.place.lat if answer.place else None)
        assert row.toponym.score == (pytest.approx(answer.score, abs=1e-4) if answer.place else None)
    assert rows[0].toponym.oblast == "Donetsk Oblast"
    assert rows[1].toponym.ambiguous is True


def test_within_may_be_a_column(session: Any, door: Any) -> None:
    asked = [("Ivanivka", "Henichesk Raion"), ("Dzerzhinsk", "Zhytomyr Oblast"), ("Toretsk", None)]
    frame = session.createDataFrame(asked, "place string, area string")
    rows = frame.select(door.resolve(frame.place, within=frame.area).getField("id").alias("id")).collect()
    assert [row.id for row in rows] == [toponyms.resolve(name, within=area).id for name, area in asked]
    assert rows[0].id == "ivanivka-henichesk-kherson"


def test_an_unknown_area_is_an_error_or_no_answer(session: Any, door: Any) -> None:
    frame = session.createDataFrame([("Toretsk", "Atlantis")], "place string, area string")
    with pytest.raises(Exception, match="Atlantis"):
        frame.select(door.resolve("place", within=frame.area)).collect()
    (row,) = frame.select(door.resolve("place", within=frame.area, errors="coerce")).collect()
    assert row.toponym.id is None


def test_what_is_wrong_for_all_rows_is_said_at_once(session: Any, door: Any) -> None:
    with pytest.raises(UnknownPlace, match="Atlantis"):
        door.resolve("place", within="Atlantis")
    with pytest.raises(UnknownPlace, match="Atlantis"):
        door.find("text", within="Atlantis")
    with pytest.raises(ValueError, match="klingon"):
        door.normalise("text", to="klingon")
    with pytest.raises(ValueError, match="lang cannot be a column"):
        door.find("text", lang=column(session, ["ru"], "lang").lang)


def test_texts_become_mentions_ids_and_texts(session: Any, door: Any) -> None:
    frame = column(session, TEXTS, "text")
    functions = door.find("text"), door.place_ids("text", parents=False), door.normalise("text", to="uk")
    rows = frame.select("text", *functions).collect()
    assert [row.text for row in rows] == TEXTS
    for row in rows:
        if row.text is None:
            assert row.toponyms is row.place_ids is row.normalised is None
            continue
        found = toponyms.find(row.text)
        assert [(m.start, m.end, m.text, m.id, m.form) for m in row.toponyms] == [
            (m.start, m.end, m.text, m.place.id if m.place else None, m.form) for m in found
        ]
        assert [list(m.candidates) for m in row.toponyms] == [[c.place.id for c in m.candidates] for m in found]
        assert row.place_ids == toponyms.place_ids(row.text, parents=False)
        assert row.normalised == toponyms.normalise(row.text, to="uk")
    assert rows[2].toponyms[2].id is None
    assert len(rows[2].toponyms[2].candidates) > 1


def test_the_date_may_be_a_column(session: Any, door: Any) -> None:
    asked = [("Под Дзержинском бои.", datetime.date(2014, 8, 1)), ("Под Дзержинском бои.", None)]
    frame = session.createDataFrame(asked, "text string, day date")
    rows = frame.select(door.find("text", on=frame.day)).collect()
    want = [toponyms.find(text, on=day)[0].score for text, day in asked]
    assert [row.toponyms[0].score for row in rows] == [pytest.approx(score, abs=1e-4) for score in want]
    assert want[0] > want[1]


def test_sql_functions(session: Any, door: Any) -> None:
    door.register(session, "oblast")
    (row,) = session.sql(
        "select toponym_id('Dimitrov') a, toponym_id('Ivanivka', 'Henichesk Raion') b, "
        "toponym('Dzerzhinsk').oblast c, toponym_id(null) d, toponym_normalise('Под Дзержинском') e, "
        "toponym_ids('Київ') f, toponym_find('Київ')[0].id g"
    ).collect()
    assert tuple(row) == (
        "myrnohrad-donetsk", "ivanivka-henichesk-kherson", "Donetsk Oblast", None,
        toponyms.normalise("Под Дзержинском"), ["kyiv"], "kyiv",
    )  # fmt: skip


def test_an_own_gazetteer_answers(session: Any, door: Any, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "zhovta-skelia-donetsk:\n  uk: Жовта Скеля\n  en: Zhovta Skelia\n  kind: mine\n  in: donetsk-oblast\n"
        "  lat: 48.1\n  lon: 37.5\n",
        encoding="utf-8",
    )
    gazetteer = Gazetteer.load(own)
    asked = [("Zhovta Skelia", "They left Zhovta Skelia, Donetsk region.")]
    frame = session.createDataFrame(asked, "place string, text string")
    functions = door.resolve("place", gazetteer=gazetteer), door.place_ids("text", parents=False, gazetteer=gazetteer)
    (row,) = frame.select(*functions).collect()
    assert (row.toponym.id, row.place_ids) == ("zhovta-skelia-donetsk", ["zhovta-skelia-donetsk", "donetsk-oblast"])


def test_a_worker_opens_the_index_once_for_many_tasks(session: Any, door: Any) -> None:
    from pyspark.sql import functions

    def openings(ids: pd.Series) -> pd.Series:
        from toponyms.integrations import spark

        info = spark._opened.cache_info()
        return pd.Series([f"{os.getpid()} {info.misses} {info.hits}"] * len(ids))

    frame = session.range(0, 40, numPartitions=20).selectExpr("id", "concat('Торецьк ', id) as place")
    frame.select(door.resolve("place", ["raion_pcode"])).collect()
    counted = functions.pandas_udf(openings, "string")
    seen = [[int(part) for part in row[0].split()] for row in frame.select(counted("id")).distinct().collect()]
    tests_before = 20  # questions that a worker can have opened for the tests above
    assert sum(misses for _, misses, _ in seen) <= tests_before * len(seen)
    assert sum(hits for _, _, hits in seen) >= 20 - len(seen)  # twenty tasks, an opening a worker

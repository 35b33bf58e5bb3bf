"""`Series.toponyms`, with pandas itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import toponyms
import toponyms.integrations.pandas

NAMES = ["Krasnoarmersk", "Ivanivka", None, "Dzerzhinsk", "", "Xqqz", "Dzerzhinsk"]
IDS = ["pokrovsk-donetsk", None, None, "toretsk-donetsk", None, None, "toretsk-donetsk"]
AMBIGUOUS = [False, True, None, True, False, False, True]
MESSY = Path(__file__).parent / "messy-names.tsv"
THREE = pd.__version__ >= "3"


def plain(column: pd.Series) -> list[object]:
    """Return a column with None for whatever pandas calls missing."""
    return [None if pd.isna(value) else value for value in column.tolist()]


def test_the_answer_is_a_table_beside_the_names() -> None:
    series = pd.Series(NAMES, index=list("aabcdef"), name="place")
    found = series.toponyms.resolve()
    assert list(found.columns) == ["id", "name", "score", "ambiguous"]
    assert found.index.equals(series.index)
    assert plain(found["id"]) == IDS
    assert plain(found["ambiguous"]) == AMBIGUOUS
    assert plain(found["score"])[1:3] == [None, None]
    assert 0.5 < found["score"].iloc[3] < 0.6
    assert list(series) == list(pd.Series(NAMES))  # what was asked stays as it was


def test_answers_are_those_of_resolve() -> None:
    found = pd.Series(NAMES).toponyms.resolve(add=["name_uk", "lat", "total"])
    for name, row in zip(NAMES, found.to_dict("records"), strict=True):
        if name is not None:
            answer = toponyms.resolve(name)
            assert (row["id"] if answer else None) == answer.id
            assert row["total"] == answer.total
            if answer.place:
                assert (row["name_uk"], row["lat"]) == (answer.place.name_in("uk"), answer.place.lat)


def test_further_columns_come_after_in_the_order_asked() -> None:
    found = pd.Series(["Krasnoarmersk"]).toponyms.resolve(add=["lon", "oblast", "id", "pcode"])
    assert list(found.columns) == ["id", "name", "score", "ambiguous", "lon", "oblast", "pcode"]
    assert found.loc[0, ["oblast", "pcode"]].tolist() == ["Donetsk Oblast", "UA1416021001"]
    with pytest.raises(ValueError, match="no column"):
        pd.Series(["Kyiv"]).toponyms.resolve(add="latitude")


def test_types_are_those_that_know_missing() -> None:
    found = pd.Series(NAMES).toponyms.resolve(add="population,lat")
    text = pd.Series(["x"]).dtype
    assert found.dtypes.astype(str).to_dict() == {
        "id": str(text), "name": str(text), "score": "float64", "ambiguous": "boolean", "population": "Int64",
        "lat": "float64",
    }  # fmt: skip
    assert str(text) == ("str" if THREE else "object")


@pytest.mark.parametrize(
    "series",
    [
        pd.Series([None, None], dtype=object), pd.Series([np.nan, np.nan]), pd.Series([pd.NA, pd.NA], dtype="string"),
        pd.Series([None, None], dtype="category"),
    ],
    ids=["None", "nan", "NA", "category"],
)  # fmt: skip
def test_missing_stays_missing(series: pd.Series) -> None:
    found = series.toponyms.resolve(add="oblast")
    assert found.shape == (2, 5)
    assert found.isna().all(axis=None)


@pytest.mark.parametrize(
    "dtype", ["object", "string", "string[pyarrow]", "category", pd.ArrowDtype(pa.string())], ids=str
)
def test_every_kind_of_text_is_read(dtype: object) -> None:
    found = pd.Series(NAMES, dtype=dtype).toponyms.resolve()
    assert plain(found["id"]) == IDS
    assert plain(found["ambiguous"]) == AMBIGUOUS


def test_no_rows_give_no_rows() -> None:
    found = pd.Series([], dtype="object").toponyms.resolve(add="lat")
    assert found.shape == (0, 5)
    assert found["lat"].dtype == "float64"


def test_a_categorical_is_resolved_by_category_and_stays_one() -> None:
    series = pd.Series(NAMES, dtype="category")
    found = series.toponyms.resolve(add="oblast")
    assert [str(found[c].dtype) for c in ("id", "name", "oblast", "score")] == ["category"] * 3 + ["float64"]
    assert plain(found["id"]) == IDS
    # two names of one town are one category of the answer
    two = pd.Series(["Toretsk", "Dzerzhinsk"], dtype="category").toponyms.resolve()
    assert list(two["id"].cat.categories) == ["toretsk-donetsk"]


def test_the_area_may_be_one_or_a_column() -> None:
    names = pd.Series(["Dzerzhinsk", "Dzerzhinsk", "Dzerzhinsk", None])
    assert set(names.toponyms.resolve(within="UA14")["id"].dropna()) == {"toretsk-donetsk"}
    areas = pd.Series(["Zhytomyr Oblast", None, "UA14", "UA14"])
    for column in (areas, areas.astype("category")):
        found = names.toponyms.resolve(within=column)
        assert plain(found["id"]) == ["romaniv-zhytomyr", "toretsk-donetsk", "toretsk-donetsk", None]
        assert plain(found["ambiguous"])[1:3] == [True, False]
    nowhere = pd.Series([None] * 4, dtype=object)
    assert names.toponyms.resolve(within=nowhere).equals(names.toponyms.resolve())


def test_an_area_must_be_known_and_beside_its_name() -> None:
    names = pd.Series(["Kyiv", "Lviv"])
    with pytest.raises(toponyms.UnknownPlace, match="Nowheria"):
        names.toponyms.resolve(within="Nowheria")
    areas = pd.Series(["Kyiv", "Nowheria"])
    with pytest.raises(toponyms.UnknownPlace, match="Nowheria"):
        names.toponyms.resolve(within=areas)
    assert plain(names.toponyms.resolve(within=areas, errors="coerce")["id"]) == ["kyiv", None]
    with pytest.raises(ValueError, match="same index"):
        names.toponyms.resolve(within=areas.set_axis([1, 2]))


def test_numbers_are_no_names() -> None:
    with pytest.raises(TypeError, match="must hold text, not int"):
        pd.Series([1, 2]).toponyms.resolve()


def test_missing_pandas_is_said_with_the_extra() -> None:
    code = "import sys; sys.modules['pandas'] = None\nimport toponyms.integrations.pandas"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert 'ImportError: this needs the extra "pandas": pip install "toponyms[pandas]"' in ran.stderr


def test_two_hundred_messy_names() -> None:
    """The list that OpenRefine reconciles (test_openrefine.py), through a column: what is certain is right."""
    table = pd.read_csv(MESSY, sep="\t", dtype=str, keep_default_na=False)
    oblasts = (table["oblast"] + " Oblast").where(table["oblast"] != "")
    found = table["name"].toponyms.resolve(within=oblasts)
    certain = found["id"].notna() & ~found["ambiguous"].fillna(True).astype(bool)
    wrong = table[certain & (found["id"] != table["id"])]
    assert list(wrong["name"]) == []
    assert certain.sum() >= 155
    for name, area, got in zip(table["name"], oblasts, plain(found["id"]), strict=True):
        assert got == toponyms.resolve(name, within=None if pd.isna(area) else area).id

"""`pl.col("place").toponyms`, with Polars itself."""

from __future__ import annotations

import subprocess
import sys

import polars as pl
import pytest

import toponyms
import toponyms.integrations.polars

NAMES = ["Krasnoarmersk", "Ivanivka", None, "Dzerzhinsk", "", "Xqqz", "Dzerzhinsk"]
IDS = ["pokrovsk-donetsk", None, None, "toretsk-donetsk", None, None, "toretsk-donetsk"]
AMBIGUOUS = [False, True, None, True, False, False, True]
FRAME = pl.DataFrame({"place": NAMES})


def test_the_answer_is_a_struct_under_the_name_of_the_column() -> None:
    found = FRAME.select(pl.col("place").toponyms.resolve())
    assert found.schema == {
        "place": pl.Struct({"id": pl.String, "name": pl.String, "score": pl.Float64, "ambiguous": pl.Boolean})
    }
    fields = found["place"].struct.unnest()
    assert fields["id"].to_list() == IDS
    assert fields["ambiguous"].to_list() == AMBIGUOUS
    assert found["place"].is_null().to_list() == [name is None for name in NAMES]


def test_answers_are_those_of_resolve() -> None:
    rows = FRAME.select(pl.col("place").toponyms.resolve(add="pcode,lat,total").struct.unnest()).to_dicts()
    for name, row in zip(NAMES, rows, strict=True):
        if name is not None:
            answer = toponyms.resolve(name)
            place = answer.place
            assert (row["id"], row["total"]) == (answer.id, answer.total)
            assert (row["pcode"], row["lat"]) == ((place.ids.get("pcode"), place.lat) if place else (None, None))


def test_the_type_is_known_before_anything_runs() -> None:
    lazy = FRAME.lazy().select(pl.col("place").toponyms.resolve(add=["lat", "total"]))
    fields = lazy.collect_schema()["place"]
    assert fields == lazy.collect().schema["place"]
    assert isinstance(fields, pl.Struct)
    assert [field.name for field in fields.fields] == ["id", "name", "score", "ambiguous", "lat", "total"]


@pytest.mark.parametrize("within", [None, pl.col("area")], ids=["names", "names and areas"])
def test_lazy_and_streaming_give_the_same_in_order(within: pl.Expr | None) -> None:
    frame = pl.DataFrame({"place": NAMES * 10_000, "area": ([None] * 7 + ["UA14"] * 7) * 5_000})
    asked = frame.lazy().with_columns(pl.col("place").toponyms.resolve(within=within).alias("found"))
    kept = asked.filter(pl.col("place").is_not_null()).select("place", pl.col("found").struct.field("id"))
    streamed = kept.collect(engine="streaming")
    assert streamed.equals(kept.collect())
    assert len(streamed) == frame["place"].drop_nulls().len()
    assert streamed["id"].to_list()[:6] == [id for name, id in zip(NAMES, IDS, strict=True) if name is not None]


def test_streaming_goes_batch_by_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole column is never asked for at once, and a name met again in a later batch costs no look-up."""
    sizes, asked = [], []
    batch = toponyms.integrations.polars._Names
    call = batch.__call__
    monkeypatch.setattr(batch, "__call__", lambda self, names: sizes.append(len(names)) or call(self, names))
    resolve = toponyms.resolve
    monkeypatch.setattr(toponyms, "resolve", lambda name, **hints: asked.append(name) or resolve(name, **hints))
    names = pl.Series("place", ["Toretsk", "Dymytrov"] * 500_000)
    frame = names.to_frame().lazy().select(pl.col("place").toponyms.resolve(within="UA14"))
    assert frame.collect(engine="streaming").height == 1_000_000
    assert max(sizes) < 1_000_000
    assert len(asked) < 2 * len(sizes)


def test_the_area_may_be_one_or_a_column() -> None:
    frame = pl.DataFrame({"place": ["Dzerzhinsk"] * 3 + [None], "area": ["Zhytomyr Oblast", None, "UA14", "UA14"]})
    found = frame.select(pl.col("place").toponyms.resolve(within=pl.col("area")))
    assert found.columns == ["place"]
    fields = found["place"].struct.unnest()
    assert fields["id"].to_list() == ["romaniv-zhytomyr", "toretsk-donetsk", "toretsk-donetsk", None]
    assert fields["ambiguous"].to_list() == [fields["ambiguous"][0], True, False, None]
    one = frame.select(pl.col("place").toponyms.resolve(within="Zhytomyr Oblast").struct.field("id"))
    assert one.to_series().to_list() == ["romaniv-zhytomyr"] * 3 + [None]


def test_an_area_must_be_known() -> None:
    with pytest.raises(toponyms.UnknownPlace, match="Nowheria"):
        pl.col("place").toponyms.resolve(within="Nowheria")  # before anything runs
    with pytest.raises(Exception, match="Nowheria"):  # which exception carries it differs between versions
        FRAME.select(pl.col("place").toponyms.resolve(within=pl.lit("Nowheria")))
    coerced = FRAME.select(pl.col("place").toponyms.resolve(within=pl.lit("Nowheria"), errors="coerce"))
    assert set(coerced["place"].struct.field("id")) == {None}


@pytest.mark.parametrize("dtype", [pl.Categorical, pl.Enum(pl.Series(NAMES).drop_nulls().unique())])
def test_categories_are_read_as_their_text(dtype: pl.DataType) -> None:
    found = FRAME.select(pl.col("place").cast(dtype).toponyms.resolve().struct.field("id"))
    assert found.to_series().to_list() == IDS


@pytest.mark.parametrize("values", [pl.Series([None, None]), pl.Series([], dtype=pl.String)], ids=["nulls", "no rows"])
def test_nothing_gives_nothing(values: pl.Series) -> None:
    found = values.toponyms.resolve(add="lat")  # type: ignore[attr-defined]
    assert found.is_null().all()
    assert len(found) == len(values)
    assert [field.name for field in found.dtype.fields][-1] == "lat"


def test_a_series_has_it_too() -> None:
    series = FRAME["place"]
    found = series.toponyms.resolve(within="UA14", add=["oblast"])  # type: ignore[attr-defined]
    assert found.name == "place"
    assert found.struct.field("oblast").drop_nulls().unique().to_list() == ["Donetsk Oblast"]
    by_row = series.toponyms.resolve(within=pl.Series(["UA14"] * 6 + ["UA18"]))  # type: ignore[attr-defined]
    assert by_row.struct.field("id").to_list()[-1] == "romaniv-zhytomyr"


def test_groups_are_resolved_each_by_itself() -> None:
    frame = pl.DataFrame({"group": [1, 1, 2], "place": ["Toretsk", "Dymytrov", "Toretsk"]})
    found = frame.group_by("group", maintain_order=True).agg(pl.col("place").toponyms.resolve().struct.field("id"))
    assert found["id"].to_list() == [["toretsk-donetsk", "myrnohrad-donetsk"], ["toretsk-donetsk"]]


def test_numbers_are_no_names() -> None:
    with pytest.raises(Exception, match="must hold text, not int"):
        pl.DataFrame({"place": [1]}).select(pl.col("place").toponyms.resolve())


def test_missing_polars_is_said_with_the_extra() -> None:
    code = "import sys; sys.modules['polars'] = None\nimport toponyms.integrations.polars"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert 'ImportError: this needs the extra "polars": pip install "toponyms[polars]"' in ran.stderr

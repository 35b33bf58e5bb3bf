"""`toponyms csv` on lines of JSON and on Parquet files, read back with pyarrow and pandas."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from toponyms.cli import main

LINES = r"""{"n": 1.50, "place": "Krasnoarmersk"}
{"place": "Іванівка", "deep": {"id": [1e400, 123456789012345678901234567890]}}

{"place": null, "n": NaN}
{}
  {"place":"Dzer\u0436insk", "n":"\ud800" }
"""
FILLED = r"""{"n": 1.50, "place": "Krasnoarmersk", "id": "pokrovsk-donetsk", "ambiguous": false}
{"place": "Іванівка", "deep": {"id": [1e400, 123456789012345678901234567890]}, "id": null, "ambiguous": true}

{"place": null, "n": NaN, "id": null, "ambiguous": null}
{"id": null, "ambiguous": null}
"""


def fill(source: Path, target: Path, *words: str, add: str = "id,ambiguous") -> int:
    return main(["csv", str(source), "--column", "place", "--add", add, "-o", str(target), *words])


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text(LINES, encoding="utf-8")
    return path


def test_objects_stay_as_they_are_written_and_get_fields_behind(lines: Path, tmp_path: Path) -> None:
    assert fill(lines, tmp_path / "out.jsonl") == 0
    out = (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert out.startswith(FILLED)
    last = json.loads(out.removeprefix(FILLED))
    assert (last["n"], set(last)) == ("\ud800", {"n", "place", "id", "ambiguous"})


def test_half_a_character_in_a_name_is_no_reason_to_stop(tmp_path: Path) -> None:
    source = tmp_path / "in.ndjson"
    source.write_text('{"place": "Toretsk\\ud83d"}\n{"place": "Xq\\udc00qz"}', encoding="utf-8")
    report = tmp_path / "report.csv"
    assert fill(source, tmp_path / "out.ndjson", "--report", str(report), add="id,explanation") in (0, 1)
    rows = [json.loads(line) for line in (tmp_path / "out.ndjson").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 2
    assert "Xq\\udc00qz" in report.read_text(encoding="utf-8")


def test_fields_that_are_there_are_never_overwritten_unasked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text('{"place": "Lviv"}\n{"id": 7, "place": "Toretsk"}\n', encoding="utf-8")
    assert fill(source, target) == 2
    assert 'in.jsonl:2: there are columns "id" already' in capsys.readouterr().err
    assert not target.exists()
    assert fill(source, target, "--replace", add="id") == 0
    rows = [json.loads(line) for line in target.read_text().splitlines()]
    assert rows == [{"place": "Lviv", "id": "lviv-lviv"}, {"id": "toretsk-donetsk", "place": "Toretsk"}]


def test_a_mark_at_the_beginning_stays(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b'\xef\xbb\xbf{"place": "Lviv"}\n')
    assert fill(source, target, add="id") == 0
    assert target.read_bytes() == b'\xef\xbb\xbf{"place": "Lviv", "id": "lviv-lviv"}\n'


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("place", "in.jsonl:2: this line is not JSON"),
        ('{"place": "a"', "in.jsonl:2: this line is not JSON"),
        ("[1]", "in.jsonl:2: this line is JSON, but no object"),
        ('{"place": 5}', 'in.jsonl:2: the field "place" holds no text'),
        ('{"a": ' + "[" * 100_000, "in.jsonl:2: this JSON is nested too deeply"),
        ('{"place": "a"} {"place": "b"}', "in.jsonl:2: this line is not JSON"),
        ("\ufeff{}", "in.jsonl:2: this line is not JSON"),
    ],
)  # fmt: skip
def test_broken_lines_get_one_line_that_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"place": "Lviv"}\n' + line + "\n", encoding="utf-8")
    assert fill(source, tmp_path / "out.jsonl") == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1


def test_a_number_with_too_many_digits_to_compute_with_passes(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"place": "Lviv", "n": ' + "9" * 10_000 + "}\n", encoding="utf-8")
    assert fill(source, tmp_path / "out.jsonl", add="id") == 0


def test_a_field_that_no_line_has_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"plaice": "Lviv"}\n{"n": 1}\n', encoding="utf-8")
    assert fill(source, tmp_path / "out.jsonl") == 2
    assert 'has no column "place"; its columns are "plaice", "n"; did you mean "plaice"?' in capsys.readouterr().err


NAMES = ["Krasnoarmersk", None, "Dzerzhinsk", "Ivanivka", ""]


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    frame = pd.DataFrame({"n": range(5), "place": NAMES, "oblast": [None, None, "Zhytomyr Oblast", "Nowheria", None]})
    path = tmp_path / "in.parquet"
    frame.to_parquet(path, row_group_size=2)
    return path


def test_a_parquet_file_gets_columns(parquet: Path, tmp_path: Path) -> None:
    target, report = tmp_path / "out.parquet", tmp_path / "report.tsv"
    add = "id,score,ambiguous,total"
    assert fill(parquet, target, "--within-column", "oblast", "--report", str(report), add=add) == 0
    written = pq.ParquetFile(target)
    assert written.num_row_groups == 3
    assert [str(field.type) for field in written.schema_arrow][-4:] == ["string", "double", "bool", "int64"]
    table = written.read()
    assert table.column("n").to_pylist() == list(range(5))
    assert table.column("place").to_pylist() == NAMES
    assert table.column("id").to_pylist() == ["pokrovsk-donetsk", None, "romaniv-zhytomyr", None, None]
    assert table.column("ambiguous").to_pylist() == [False, None, False, None, None]
    assert [line.split("\t")[:4] for line in report.read_text().splitlines()[1:]] == [
        ["Ivanivka", "Nowheria", "unknown area", "1"]
    ]
    assert pd.read_parquet(target)["id"].iloc[0] == "pokrovsk-donetsk"


def test_dictionaries_and_chunks_are_read(tmp_path: Path) -> None:
    source = tmp_path / "in.parquet"
    pq.write_table(pa.table({"place": pa.array(NAMES).dictionary_encode(), "id": range(5)}), source)
    assert fill(source, tmp_path / "out.parquet", "--replace", add="id") == 0
    table = pq.read_table(tmp_path / "out.parquet")
    assert table.column_names == ["place", "id"]
    assert table.column("id").to_pylist()[2] == "toretsk-donetsk"


def test_no_rows_give_no_rows(tmp_path: Path) -> None:
    source = tmp_path / "in.parquet"
    pq.write_table(pa.table({"place": pa.array([], pa.string())}), source)
    assert fill(source, tmp_path / "out.parquet") == 0
    assert pq.read_table(tmp_path / "out.parquet").column_names == ["place", "id", "ambiguous"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["in.parquet"], "a Parquet file goes into a file: give -o"),
        (["-", "--format", "parquet", "-o", "out.parquet"], "cannot be read from a pipe"),
        (["nowhere.parquet", "-o", "out.parquet"], 'there is no file "nowhere.parquet"'),
        (["broken.parquet", "-o", "out.parquet"], "broken.parquet is no Parquet file"),
        (["in.parquet", "--add", "n", "-o", "out.parquet"], 'there is no column "n" to add'),
        (["in.parquet", "--column", "n", "-o", "out.parquet"], 'the column "n" holds int64, not text'),
        (["in.parquet", "--column", "nn", "-o", "out.parquet"], 'has no column "nn"'),
        (["in.parquet", "-o", "out.csv"], "the output has the format of the input, parquet"),
    ],
)  # fmt: skip
def test_misuse_is_said_in_one_line(
    parquet: Path, words: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(parquet.parent)
    Path("broken.parquet").write_bytes(b"PAR1 and no more PAR1")
    assert main(["csv", "--column", "place", *words]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1

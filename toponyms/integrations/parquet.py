"""Parquet files for `toponyms csv`: the columns of answers are put beside the others, one group of rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from toponyms.integrations import missing
from toponyms.integrations.columns import Column

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError:
    unmet = missing("parquet")
    raise unmet from None

from toponyms.integrations.arrow import TYPES

Ask = Callable[[str | None, str | None], tuple[Any, ...]]


def fill(
    source: str | Path,
    target: BinaryIO,
    columns: Sequence[Column],
    places: Callable[[list[str]], tuple[int, int | None]],
    names: Sequence[str],
    ask: Ask,
) -> None:
    """Copy a file with more columns; groups of rows stay as they are.

    Args:
        source: The file.
        target: Where the copy goes.
        columns: What is added.
        places: From the names of the columns to where the one with the names is, and the one with areas if any.
        names: What the added columns are called; one that is there already is put in its place.
        ask: From a name and the area of its row to the values of the columns.

    Raises:
        ValueError: This is no Parquet file, or a column that is needed holds something other than text.
    """
    try:
        file = pq.ParquetFile(source)
    except pa.ArrowInvalid as error:
        msg = f"{source} is no Parquet file: {error}"
        raise ValueError(msg) from None
    schema = file.schema_arrow
    at, area_at = places(schema.names)
    for place in (at,) if area_at is None else (at, area_at):
        _must_be_text(schema.field(place))
    for column, name in zip(columns, names, strict=True):
        field = pa.field(name, TYPES[column.type])
        there = schema.get_field_index(name)
        schema = schema.append(field) if there < 0 else schema.set(there, field)
    with pq.ParquetWriter(target, schema) as writer:
        for group in range(file.num_row_groups):
            table = file.read_row_group(group)
            asked = table.column(at).to_pylist()
            areas = [None] * len(asked) if area_at is None else table.column(area_at).to_pylist()
            answers = [ask(name, area) for name, area in zip(asked, areas, strict=True)]
            added = zip(*answers, strict=True) if answers else ((),) * len(columns)
            fresh = dict(zip(names, added, strict=True))
            arrays = [
                pa.array(fresh[field.name], field.type) if field.name in fresh else table.column(field.name)
                for field in schema
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))


def _must_be_text(field: Any) -> None:
    kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
    if not (kind in (pa.string(), pa.large_string(), pa.null()) or str(kind) == "string_view"):
        msg = f'the column "{field.name}" holds {kind}, not text'
        raise ValueError(msg)

"""Apache Arrow: columns of names to columns of answers; the doors to DuckDB and to Parquet files pass through here."""

from __future__ import annotations

from typing import Any

from toponyms.integrations import missing
from toponyms.integrations.columns import Rows

try:
    import pyarrow as pa
    import pyarrow.compute as pc
except ImportError:
    unmet = missing("parquet")
    raise unmet from None

TYPES = {"text": pa.string(), "number": pa.float64(), "count": pa.int64(), "flag": pa.bool_()}


def resolve(names: Any, rows: Rows, areas: Any = None) -> Any:
    """Look up a column of names, each distinct one once.

    Args:
        names: A `pyarrow.Array` or `ChunkedArray` of text, plain or dictionary-encoded.
        rows: What to look up.
        areas: An area for each name, of the same type and length; missing ones are no limit.

    Returns:
        A `pyarrow.StructArray` with a field for each column of `rows`; null where the name is.

    Raises:
        TypeError: A column holds something other than text.

    Examples:
        >>> import pyarrow as pa
        >>> from toponyms.integrations.columns import Rows, columns_for
        >>> resolve(pa.array(["Dymytrov", None]), Rows(columns_for("id,lat"))).to_pylist()
        [{'id': 'myrnohrad-donetsk', 'lat': 48.3099}, None]
    """
    codes, distinct = _numbered(_text(names))
    if areas is None:
        by_column = rows.many(distinct)
    else:
        area_codes, distinct_areas = _numbered(_text(areas))
        places = [*distinct_areas, None]  # a missing area is the last one
        pairs = pc.add(
            pc.multiply(codes.cast(pa.int64()), len(places)), area_codes.cast(pa.int64()).fill_null(len(places) - 1)
        )
        codes, kept = _numbered(pairs)
        by_column = rows.many([distinct[pair // len(places)] for pair in kept], [places[p % len(places)] for p in kept])
    arrays = [pa.array(values, TYPES[column.type]) for column, values in zip(rows.columns, by_column, strict=True)]
    return pa.StructArray.from_arrays(arrays, [column.name for column in rows.columns]).take(codes)


def _numbered(values: Any) -> tuple[Any, list[Any]]:
    """Return a number for each row, null where it is missing, and the distinct values that the numbers count."""
    encoded = values.dictionary_encode()
    return encoded.indices, encoded.dictionary.to_pylist()


def _text(values: Any) -> Any:
    """Return one array of text."""
    given = values.type.value_type if pa.types.is_dictionary(values.type) else values.type
    if not (given in (pa.string(), pa.large_string(), pa.null()) or str(given) == "string_view"):
        msg = f"a column of names must hold text, not {given}"
        raise TypeError(msg)
    if isinstance(values, pa.ChunkedArray):
        values = pa.concat_arrays(values.chunks) if values.num_chunks else pa.array([], values.type)
    return values if values.type == pa.large_string() else values.cast(pa.string())

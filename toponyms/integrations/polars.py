"""Polars: `pl.col("place").toponyms.resolve()` gives a struct of id, name, score and ambiguous.

Importing this module registers the name space, for expressions and for series. It works in lazy frames and with the
streaming engine; each distinct name of a batch is looked up once, and names met again in later batches are remembered.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from toponyms import Gazetteer, Place
from toponyms.integrations import missing
from toponyms.integrations.columns import FIRST, Rows, columns_for

try:
    import polars as pl
except ImportError:
    unmet = missing("polars")
    raise unmet from None

_AREA = "area of toponyms"  # the name of a field that no column should have
_TYPES = {"text": pl.String(), "number": pl.Float64(), "count": pl.Int64(), "flag": pl.Boolean()}


@pl.api.register_expr_namespace("toponyms")
class Toponyms:
    """The name space `toponyms` of an expression that gives place names."""

    def __init__(self, expr: pl.Expr) -> None:
        self._expr = expr

    def resolve(
        self,
        add: str | Iterable[str] = (),
        *,
        within: str | Place | pl.Expr | None = None,
        near: tuple[float, float] | Place | None = None,
        on: datetime.date | str | None = None,
        lang: str | None = None,
        fuzzy: bool = True,
        errors: str = "raise",
        gazetteer: Gazetteer | None = None,
    ) -> pl.Expr:
        """Find the places of a column of names.

        Args:
            add: Further fields, such as ["oblast", "pcode", "lat", "lon"]; `toponyms.integrations.columns.COLUMNS`
                lists them.
            within: Where the places must lie, as for `toponyms.resolve`, or an expression with an area for each name,
                such as `pl.col("oblast")`; a missing area is no limit.
            near: As for `toponyms.resolve`.
            on: As for `toponyms.resolve`.
            lang: As for `toponyms.resolve`.
            fuzzy: As for `toponyms.resolve`.
            errors: What to do about an unknown area of the expression `within`: "raise", or "coerce" to leave the
                answer missing.
            gazetteer: Who answers; None for the shipped data.

        Returns:
            An expression of a struct with the fields id, name, score, ambiguous and what was asked for. It is null
            where the name is.

        Raises:
            UnknownPlace: `within` names no area.
            ValueError: There is no such field to add.

        Examples:
            >>> import polars as pl
            >>> import toponyms.integrations.polars
            >>> frame = pl.DataFrame({"place": ["Krasnoarmersk", None]})
            >>> frame.select(pl.col("place").toponyms.resolve().struct.field("id")).to_series().to_list()
            ['pokrovsk-donetsk', None]
        """
        area, by_row = (None, within) if isinstance(within, pl.Expr) else (within, None)
        rows = Rows(
            columns_for(add, first=FIRST), gazetteer=gazetteer, within=area, near=near, on=on, lang=lang, fuzzy=fuzzy,
            errors=errors,
        )  # fmt: skip
        # One struct carries both columns: an expression on a single column can be called elementwise in every version
        # of Polars, and then the streaming engine works on one batch after the other.
        asked = self._expr if by_row is None else pl.struct(self._expr, by_row.alias(_AREA))
        batch = _Names(rows) if by_row is None else _Pairs(rows)
        return asked.map_batches(batch, return_dtype=batch.type, is_elementwise=True)


@pl.api.register_series_namespace("toponyms")
class SeriesToponyms:
    """The name space `toponyms` of a series of place names."""

    def __init__(self, series: pl.Series) -> None:
        self._series = series

    def resolve(
        self, add: str | Iterable[str] = (), *, within: str | Place | pl.Series | None = None, **more: Any
    ) -> pl.Series:
        """Find the places of a series of names; the arguments are those of the expression, `within` may be a series.

        Examples:
            >>> import polars as pl
            >>> import toponyms.integrations.polars
            >>> pl.Series(["Ivanivka"]).toponyms.resolve().struct.unnest()["ambiguous"].to_list()
            [True]
        """
        frame = self._series.alias("name").to_frame()
        area: str | Place | pl.Expr | None
        if isinstance(within, pl.Series):
            frame = frame.with_columns(within.alias("area"))
            area = pl.col("area")
        else:
            area = within
        found = frame.select(Toponyms(pl.col("name")).resolve(add, within=area, **more)).to_series()
        return found.alias(self._series.name)


class _Names:
    """Resolves one batch of names after the other."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.type = pl.Struct({column.name: _TYPES[column.type] for column in rows.columns})

    def __call__(self, names: pl.Series) -> pl.Series:
        codes, distinct = _numbered(names)
        return self._spread(self._rows.many(distinct), codes).alias(names.name)

    def _spread(self, by_column: list[list[Any]], codes: pl.Series) -> pl.Series:
        """Put an answer in each row; a row without a number gets null."""
        found = {
            column.name: pl.Series(values, dtype=_TYPES[column.type])
            for column, values in zip(self._rows.columns, by_column, strict=True)
        }
        return pl.DataFrame(found).to_struct().gather(codes)


class _Pairs(_Names):
    """Resolves batches of structs of a name and the area it lies in."""

    def __call__(self, batch: pl.Series) -> pl.Series:
        names, areas = batch.struct.unnest().get_columns()
        codes, distinct = _numbered(names)
        area_codes, distinct_areas = _numbered(areas)
        places = [*distinct_areas, None]  # a missing area is the last one
        pairs, kept = _numbered(codes * len(places) + area_codes.fill_null(len(places) - 1))
        answers = self._rows.many(
            [distinct[pair // len(places)] for pair in kept], [places[pair % len(places)] for pair in kept]
        )
        return self._spread(answers, pairs).alias(names.name)


def _numbered(values: pl.Series) -> tuple[pl.Series, list[Any]]:
    """Return a number for each row, null where it is missing, and the distinct values that the numbers count."""
    if values.dtype in (pl.Categorical, pl.Enum, pl.Null):
        values = values.cast(pl.String)
    distinct = values.drop_nulls().unique()
    if distinct.is_empty():
        return pl.repeat(None, len(values), dtype=pl.Int64, eager=True), []
    numbers = pl.int_range(len(distinct), eager=True)
    return values.replace_strict(distinct, numbers, default=None, return_dtype=pl.Int64), distinct.to_list()

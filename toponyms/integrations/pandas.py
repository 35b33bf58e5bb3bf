"""pandas: `Series.toponyms.resolve()` turns a column of names into a table of places.

Importing this module registers the accessor. Each distinct name is looked up once, however often it stands there.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from toponyms import Gazetteer, Place
from toponyms.integrations import missing
from toponyms.integrations.columns import FIRST, Column, Rows, columns_for

try:
    import pandas as pd
except ImportError:
    unmet = missing("pandas")
    raise unmet from None

_TYPES = {"number": "float64", "count": "Int64", "flag": "boolean"}  # those of pandas that know "missing"


@pd.api.extensions.register_series_accessor("toponyms")
class Toponyms:
    """The accessor `Series.toponyms` of a column of place names."""

    def __init__(self, series: pd.Series) -> None:
        self._series = series

    def resolve(
        self,
        add: str | Iterable[str] = (),
        *,
        within: str | Place | pd.Series | None = None,
        near: tuple[float, float] | Place | None = None,
        on: datetime.date | str | None = None,
        lang: str | None = None,
        fuzzy: bool = True,
        errors: str = "raise",
        gazetteer: Gazetteer | None = None,
    ) -> pd.DataFrame:
        """Find the places of a column of names.

        Args:
            add: Further columns, such as ["oblast", "pcode", "lat", "lon"]; `toponyms.integrations.columns.COLUMNS`
                lists them.
            within: Where the places must lie, as for `toponyms.resolve`, or a column with an area for each name; a
                missing area is no limit.
            near: As for `toponyms.resolve`.
            on: As for `toponyms.resolve`.
            lang: As for `toponyms.resolve`.
            fuzzy: As for `toponyms.resolve`.
            errors: What to do about an unknown area in the column `within`: "raise", or "coerce" to leave the answer
                missing.
            gazetteer: Who answers; None for the shipped data.

        Returns:
            A table with the index of the column: id, name, score, ambiguous and what was asked for. A missing name
            has a missing answer. Text is categorical where the column of names is.

        Raises:
            TypeError: The column holds something other than text.
            UnknownPlace: `within` names no area.
            ValueError: There is no such column to add, or `within` has another index.

        Examples:
            >>> import pandas as pd
            >>> import toponyms.integrations.pandas
            >>> pd.Series(["Krasnoarmersk", "Ivanivka"]).toponyms.resolve(add="oblast")[["id", "ambiguous", "oblast"]]
                             id  ambiguous          oblast
            0  pokrovsk-donetsk      False  Donetsk Oblast
            1               NaN       True             NaN
        """
        areas = within if isinstance(within, pd.Series) else None
        rows = Rows(
            columns_for(add, first=FIRST), gazetteer=gazetteer, within=None if areas is not None else within,
            near=near, on=on, lang=lang, fuzzy=fuzzy, errors=errors,
        )  # fmt: skip
        return resolve(self._series, rows, areas)


def resolve(names: pd.Series, rows: Rows, areas: pd.Series | None = None) -> pd.DataFrame:
    """Look up a column of names, each distinct one once; see `Toponyms.resolve`."""
    codes, distinct = _numbered(names)
    if areas is None:
        by_column = rows.many(distinct)
    else:
        if not areas.index.equals(names.index):
            msg = "within must have the same index as the names; .reindex() or .set_axis() makes it so"
            raise ValueError(msg)
        area_codes, distinct_areas = _numbered(areas)
        places = [*distinct_areas, None]  # a missing area, -1, is the last one
        codes, kept = pd.factorize(codes.astype("int64") * len(places) + area_codes % len(places))
        numbers = [divmod(int(pair), len(places)) for pair in kept]
        by_column = rows.many(
            [None if name < 0 else distinct[name] for name, _ in numbers], [places[area] for _, area in numbers]
        )
    categorical = isinstance(names.dtype, pd.CategoricalDtype)
    return pd.DataFrame(
        {
            column.name: _spread(column, values, codes, categorical)
            for column, values in zip(rows.columns, by_column, strict=True)
        },
        index=names.index,
    )


def _numbered(series: pd.Series) -> tuple[Any, list[Any]]:
    """Return a number for each row, -1 where it is missing, and the distinct values that the numbers count."""
    if isinstance(series.dtype, pd.CategoricalDtype):
        return series.cat.codes.to_numpy(), list(series.cat.categories)
    codes, distinct = pd.factorize(series)
    return codes, distinct.tolist()


def _spread(column: Column, values: list[Any], codes: Any, categorical: bool) -> Any:
    """Put one of the values in each row; the code -1 of a missing name takes the last one, which is missing."""
    if column.type != "text":
        return pd.Series(values, dtype=_TYPES[column.type]).array.take(codes)
    if categorical:
        inner, distinct = pd.factorize(pd.Series(values, dtype=object), sort=True)
        return pd.Categorical.from_codes(inner.take(codes), categories=distinct)
    # What this version of pandas makes of text: "str" since 3.0, "object" before.
    return pd.Series(values, dtype=pd.Series(["text"]).dtype).array.take(codes)

"""Apache Spark: columns of places for columns of names and of texts.

    from toponyms.integrations import spark as toponyms
    frame.select(toponyms.resolve("place"), toponyms.place_ids("text"))

Every function takes a column or its name and returns a column; `register` adds the same to SQL. The work is done by
pandas UDFs in Spark's Python workers, which need `toponyms` installed. A worker opens the index once for all its tasks,
and workers on one machine share its pages.
"""

from __future__ import annotations

import datetime
import pickle
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import toponyms
from toponyms import Gazetteer, Mention, Place
from toponyms.integrations import missing
from toponyms.integrations.columns import FIRST, Rows, columns_for

try:
    import pandas as pd
    from pyspark.sql import Column, SparkSession
    from pyspark.sql import functions as F
except ImportError:
    unmet = missing("spark")
    raise unmet from None

_SQL = {"text": "string", "number": "double", "count": "long", "flag": "boolean"}
_MENTIONS = (
    "array<struct<start: int, end: int, text: string, form: string, id: string, name: string, score: double, "
    "candidates: array<string>>>"
)


def resolve(
    column: Column | str,
    add: str | Iterable[str] = (),
    *,
    within: str | Place | Column | None = None,
    near: tuple[float, float] | Place | None = None,
    on: datetime.date | str | None = None,
    lang: str | None = None,
    fuzzy: bool = True,
    errors: str = "raise",
    gazetteer: Gazetteer | None = None,
) -> Column:
    """Find the places of a column of names.

    Args:
        column: The column of names, or what it is called.
        add: Further fields, such as ["oblast", "pcode", "lat", "lon"]; `toponyms.integrations.columns.COLUMNS` lists
            them.
        within: Where the places must lie, as for `toponyms.resolve`, or a column with an area for each name; a missing
            area is no limit.
        near: As for `toponyms.resolve`.
        on: As for `toponyms.resolve`.
        lang: As for `toponyms.resolve`.
        fuzzy: As for `toponyms.resolve`.
        errors: What to do about an unknown area of the column `within`: "raise", or "coerce" to leave the answer empty.
        gazetteer: Who answers; None for the shipped data. The files of an own one must be on every machine, under the
            same path.

    Returns:
        A column `toponym` of structs of id, name, score, ambiguous and what was asked for; it is null where the name
        is.

    Raises:
        UnknownPlace: `within` names no area.
        ValueError: There is no such field to add, or a hint is malformed.
    """
    area = within if isinstance(within, Column) else None
    fixed = None if isinstance(within, Column) else within
    rows = Rows(
        columns_for(add, first=FIRST), gazetteer=gazetteer, within=fixed, near=near, on=on, lang=lang, fuzzy=fuzzy,
        errors=errors,
    )  # fmt: skip
    return _apply(_struct(rows), column, area).alias("toponym")


def find(column: Column | str, *, gazetteer: Gazetteer | None = None, **hints: Any) -> Column:
    """Find the places that a column of texts names.

    Args:
        column: The column of texts, or what it is called.
        gazetteer: As for `resolve`.
        **hints: `within`, `near`, `on`, `lang`, `fuzzy` and `lower`, as for `toponyms.find`. `within` and `on` may be
            columns.

    Returns:
        A column `toponyms` of arrays of structs: start, end, text, form, id, name, score, and the ids of the
        candidates. The id is null where the mention is undecided. Offsets count code points. The array is null where
        the text is.

    Raises:
        UnknownPlace: `within` names no area.
        ValueError: A hint is malformed.
    """
    return _texts(_found, _MENTIONS, column, gazetteer, hints).alias("toponyms")


def normalise(
    column: Column | str,
    *,
    to: str = "en",
    collapse: bool = True,
    adjectives: bool = False,
    gazetteer: Gazetteer | None = None,
    **hints: Any,
) -> Column:
    """Rewrite a column of texts so that every place stands under one name.

    Args:
        column: The column of texts, or what it is called.
        to: "en", "uk", "ru" or "id", as for `toponyms.normalise`.
        collapse: As for `toponyms.normalise`.
        adjectives: As for `toponyms.normalise`.
        gazetteer: As for `resolve`.
        **hints: As for `find`.

    Returns:
        A column `normalised` of texts.

    Raises:
        UnknownPlace: `within` names no area.
        ValueError: `to` is none of these, or a hint is malformed.
    """
    more = {"to": to, "collapse": collapse, "adjectives": adjectives}
    return _texts(_normalised, "string", column, gazetteer, hints, **more).alias("normalised")


def place_ids(
    column: Column | str, *, parents: bool = True, gazetteer: Gazetteer | None = None, **hints: Any
) -> Column:
    """List the ids of the places that a column of texts names.

    Args:
        column: The column of texts, or what it is called.
        parents: True to add the areas that the places lie in.
        gazetteer: As for `resolve`.
        **hints: As for `find`.

    Returns:
        A column `place_ids` of arrays of ids; undecided mentions have none. It is null where the text is.

    Raises:
        UnknownPlace: `within` names no area.
        ValueError: A hint is malformed.
    """
    return _texts(_listed, "array<string>", column, gazetteer, hints, parents=parents).alias("place_ids")


def register(
    session: SparkSession, add: str | Iterable[str] = (), *, gazetteer: Gazetteer | None = None, **hints: Any
) -> None:
    """Add SQL functions to a session; registering again replaces them.

    `toponym_id(place)` gives an id or NULL, `toponym(place)` a struct of id, name, score and ambiguous; both take the
    area that holds the place as a second argument. `toponym_find(text)`, `toponym_normalise(text)` and
    `toponym_ids(text)` do what `find`, `normalise` and `place_ids` do.

    Args:
        session: The session.
        add: Further fields of the struct, as for `resolve`.
        gazetteer: As for `resolve`.
        **hints: `near`, `on`, `lang` and `fuzzy`, as for `toponyms.resolve`, for all functions.

    Raises:
        ValueError: There is no such field to add, or a hint is malformed.
    """
    source = _source(gazetteer)
    functions = {
        "toponym_id": _scalar(Rows(columns_for("id"), gazetteer=gazetteer, **hints)),
        "toponym": _struct(Rows(columns_for(add, first=FIRST), gazetteer=gazetteer, **hints)),
        "toponym_find": _text_udf(_found, _MENTIONS, source, hints, (), {}),
        "toponym_normalise": _text_udf(_normalised, "string", source, hints, (), {}),
        "toponym_ids": _text_udf(_listed, "array<string>", source, hints, (), {}),
    }
    for name, function in functions.items():
        session.udf.register(name, function)


@lru_cache(maxsize=32)
def _opened(pickled: bytes) -> Any:
    """Return what was pickled: a worker unpickles its function for every task, but opens an index once."""
    return pickle.loads(pickled)


def _apply(function: Any, column: Column | str, *more: Column | None) -> Column:
    column = F.col(column) if isinstance(column, str) else column
    # Spark has no null structs of a pandas frame; `when` without `otherwise` is null, and a missing name stays missing.
    return F.when(column.isNotNull(), function(column, *[each for each in more if each is not None]))


def _values(series: pd.Series) -> list[Any]:
    """Return the values, None for every kind of missing one that pandas has."""
    return [value if isinstance(value, str) or not pd.isna(value) else None for value in series]


def _answers(pickled: bytes, columns: tuple[pd.Series, ...]) -> list[tuple[Any, ...]]:
    rows: Rows = _opened(pickled)
    return [rows(*question) for question in zip(*map(_values, columns), strict=True)]


def _struct(rows: Rows) -> Any:
    pickled, names = pickle.dumps(rows), [column.name for column in rows.columns]

    def resolved(*columns: pd.Series) -> pd.DataFrame:
        return pd.DataFrame(_answers(pickled, columns), columns=names, dtype=object)

    return F.pandas_udf(resolved, ", ".join(f"{column.name} {_SQL[column.type]}" for column in rows.columns))


def _scalar(rows: Rows) -> Any:
    pickled = pickle.dumps(rows)

    def resolved(*columns: pd.Series) -> pd.Series:
        return pd.Series([answer for (answer,) in _answers(pickled, columns)], dtype=object)

    return F.pandas_udf(resolved, "string")


def _source(gazetteer: Gazetteer | None) -> Any:
    return toponyms if gazetteer is None else gazetteer


def _texts(
    work: Callable[..., Any], type_: str, column: Column | str, gazetteer: Gazetteer | None, hints: dict[str, Any],
    **more: Any,
) -> Column:  # fmt: skip
    """Apply a function of texts; hints that are columns are those of the row."""
    by_row = {name: hint for name, hint in hints.items() if isinstance(hint, Column)}
    if wrong := set(by_row) - {"within", "on"}:
        msg = f"{', '.join(sorted(wrong))} cannot be a column; within and on can"
        raise ValueError(msg)
    fixed = {name: hint for name, hint in hints.items() if name not in by_row}
    source = _source(gazetteer)
    work(source, "", {**fixed, **more})  # bad hints are said here, not by a worker
    return _apply(_text_udf(work, type_, source, fixed, tuple(by_row), more), column, *by_row.values())


def _text_udf(
    work: Callable[..., Any], type_: str, source: Any, fixed: dict[str, Any], by_row: tuple[str, ...],
    more: dict[str, Any],
) -> Any:  # fmt: skip
    pickled = pickle.dumps((source if isinstance(source, Gazetteer) else None, fixed, more))

    def of_texts(*columns: pd.Series) -> pd.Series:
        gazetteer, hints, options = _opened(pickled)
        done = []
        for text, *own in zip(*map(_values, columns), strict=True):
            asked = {**hints, **options, **dict(zip(by_row, own, strict=True))}
            done.append(None if text is None else work(_source(gazetteer), text, asked))
        return pd.Series(done, dtype=object)

    return F.pandas_udf(of_texts, type_)


def _found(source: Any, text: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    return [_row(mention) for mention in source.find(text, **asked)]


def _normalised(source: Any, text: str, asked: dict[str, Any]) -> str:
    done: str = source.normalise(text, **asked)
    return done


def _listed(source: Any, text: str, asked: dict[str, Any]) -> list[str]:
    ids: list[str] = source.place_ids(text, **asked)
    return ids


def _row(mention: Mention) -> dict[str, Any]:
    place = mention.place
    return {
        "start": mention.start, "end": mention.end, "text": mention.text, "form": mention.form,
        "id": place.id if place else None, "name": place.name if place else None, "score": round(mention.score, 4),
        "candidates": [match.place.id for match in mention.candidates],
    }  # fmt: skip

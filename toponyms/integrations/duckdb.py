"""DuckDB: SQL functions that resolve names, `toponym_id(place)` and `toponym(place)`.

    >>> import duckdb
    >>> from toponyms.integrations.duckdb import register
    >>> connection = duckdb.connect()
    >>> register(connection)
    >>> connection.sql("select toponym_id('Krasnoarmersk'), toponym_id('Ivanivka', 'Kherson Oblast')").fetchall()
    [('pokrovsk-donetsk', 'ivanivka-henichesk-kherson')]
"""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Callable, Iterable
from typing import Any

from toponyms import Gazetteer, Place
from toponyms.integrations import missing
from toponyms.integrations.columns import FIRST, Rows, columns_for

try:
    import duckdb
    import pyarrow  # noqa: F401  # DuckDB hands over columns with it
except ImportError:
    unmet = missing("duckdb")
    raise unmet from None

from toponyms.integrations.arrow import Batches

_SQL = {"text": "VARCHAR", "number": "DOUBLE", "count": "BIGINT", "flag": "BOOLEAN"}


def register(
    con: duckdb.DuckDBPyConnection,
    add: str | Iterable[str] = (),
    *,
    near: tuple[float, float] | Place | None = None,
    on: datetime.date | str | None = None,
    lang: str | None = None,
    fuzzy: bool = True,
    errors: str = "raise",
    gazetteer: Gazetteer | None = None,
) -> None:
    """Add SQL functions to a connection; registering again replaces them.

    `toponym_id(place)` gives the id of the place that a name stands for, or NULL. `toponym(place)` gives a struct of
    id, name, score and ambiguous. Both take the area that holds the place as a second argument: an id, a code or a
    name, of the same row if it is a column; NULL is no limit.

    Args:
        con: The connection; its cursors have the functions, too.
        add: Further fields of the struct, such as ["oblast", "pcode"]; `toponyms.integrations.columns.COLUMNS` lists
            them.
        near: As for `toponyms.resolve`.
        on: As for `toponyms.resolve`.
        lang: As for `toponyms.resolve`.
        fuzzy: As for `toponyms.resolve`.
        errors: What to do about an unknown area: "raise", or "coerce" to give NULL.
        gazetteer: Who answers; None for the shipped data.

    Raises:
        ValueError: There is no such field to add, or a hint is malformed.

    Examples:
        >>> import duckdb
        >>> connection = duckdb.connect()
        >>> register(connection, add="oblast")
        >>> connection.sql("select toponym(p).oblast from (values ('Dzerzhinsk'), (NULL)) t(p)").fetchall()
        [('Donetsk Oblast',), (None,)]
    """
    hints: dict[str, Any] = {"near": near, "on": on, "lang": lang, "fuzzy": fuzzy, "errors": errors}
    whole = columns_for(add, first=FIRST)
    fields = ", ".join(f'"{column.name}" {_SQL[column.type]}' for column in whole)
    create: Any = con.create_function  # the stubs know neither text for the type nor a function of columns
    for name, columns, sql_type in (
        ("toponym_id", columns_for("id"), "VARCHAR"),
        ("toponym", whole, f"STRUCT({fields})"),
    ):
        with contextlib.suppress(duckdb.InvalidInputException):  # it was not there yet
            con.remove_function(name)
        function = _function(name, Rows(columns, gazetteer=gazetteer, **hints))
        # No list of parameters: any number of them, because DuckDB keeps one function of Python to a name.
        create(name, function, None, sql_type, type="arrow", null_handling="special")


def _function(name: str, rows: Rows) -> Callable[..., Any]:
    """Return a function of columns of names and, if there are two, of areas."""
    batches = Batches(rows)

    def called(*given: Any) -> Any:
        if not 1 <= len(given) <= 2:
            msg = f"{name} takes a name and, if you like, an area that holds it; not {len(given)} arguments"
            raise TypeError(msg)
        found = batches(*given)
        return found.field(0) if len(rows.columns) == 1 else found

    return called

"""Apache Arrow: batches of names to columns of answers; DuckDB's functions pass through here."""

from __future__ import annotations

import threading
from typing import Any

from toponyms.integrations import missing
from toponyms.integrations.columns import Rows

try:
    import pyarrow as pa
except ImportError:
    unmet = missing("parquet")
    raise unmet from None

_REMEMBERED = 32_768  # answers; a greater table costs more to add to than it saves
TYPES = {"text": pa.string(), "number": pa.float64(), "count": pa.int64(), "flag": pa.bool_()}


class Batches:
    """Looks up one batch of names after the other; what has been met stays at hand as Arrow has it.

    A batch as short as those of DuckDB, 2,048 rows, hardly has a name twice, so that to make its columns anew from
    values of Python costs more than to look the names up: they are taken out of the columns of all answers so far.

    Args:
        rows: What to look up.

    Examples:
        >>> import pyarrow as pa
        >>> from toponyms.integrations.columns import Rows, columns_for
        >>> batches = Batches(Rows(columns_for("id,lat")))
        >>> batches(pa.array(["Dymytrov", None])).to_pylist()
        [{'id': 'myrnohrad-donetsk', 'lat': 48.3099}, None]
        >>> batches(pa.array(["Dzerzhinsk"]), pa.array(["Zhytomyr Oblast"])).field("id").to_pylist()
        ['romaniv-zhytomyr']
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._lock = threading.Lock()  # the numbers must be those of the answers
        self._forget()

    def _forget(self) -> None:
        self._numbers: dict[Any, int] = {}
        self._answers = self._columns([])

    def __call__(self, names: Any, areas: Any = None) -> Any:
        """Return a `pyarrow.StructArray` with a field for each column of the rows; it is null where the name is.

        Args:
            names: A `pyarrow.Array` or `ChunkedArray` of text, plain or dictionary-encoded.
            areas: An area for each name, of the same length; missing ones are no limit.

        Raises:
            TypeError: A column holds something other than text.
            UnknownPlace: An area is unknown, and `errors` of the rows is "raise".
        """
        questions: list[Any] = list(_texts(names))
        if areas is not None:
            pairs = zip(questions, _texts(areas), strict=True)
            questions = [name if name is None or area is None else (name, area) for name, area in pairs]
        with self._lock:
            numbers = list(map(self._numbers.get, questions))
            if None in numbers and self._learn(questions, numbers):
                numbers = list(map(self._numbers.get, questions))
            return self._answers.take(pa.array(numbers, pa.int32()))

    def _learn(self, questions: list[Any], numbers: list[int | None]) -> bool:
        """Ask what has not been asked; tell whether there was any."""
        asked = zip(questions, numbers, strict=True)
        new = list(dict.fromkeys(question for question, number in asked if number is None and question is not None))
        if not new:
            return False
        if len(self._numbers) + len(new) > _REMEMBERED:
            self._forget()
            new = [question for question in dict.fromkeys(questions) if question is not None]
        row = self._rows
        answers = [row(question) if isinstance(question, str) else row(*question) for question in new]
        self._answers = pa.concat_arrays([self._answers, self._columns(answers)])
        self._numbers |= {question: number for number, question in enumerate(new, len(self._numbers))}
        return True

    def _columns(self, answers: list[tuple[Any, ...]]) -> Any:
        columns = self._rows.columns
        arrays = [
            pa.array([answer[at] for answer in answers], TYPES[column.type]) for at, column in enumerate(columns)
        ]
        return pa.StructArray.from_arrays(arrays, [column.name for column in columns])


def _texts(values: Any) -> list[str | None]:
    given = values.type.value_type if pa.types.is_dictionary(values.type) else values.type
    if not (given in (pa.string(), pa.large_string(), pa.null()) or str(given) == "string_view"):
        msg = f"a column of names must hold text, not {given}"
        raise TypeError(msg)
    texts: list[str | None] = values.to_pylist()
    return texts

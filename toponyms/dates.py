"""Dates as far as they are known: a year, a month, a day, or an interval in which a change fell.

The written forms are a small part of EDTF (ISO 8601-2): ``2016``, ``2016-05``, ``2016-05-12`` and
``2019-05-30/2021-04``. A date is a span of days, so that doubt is kept and can be compared.
"""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import NamedTuple

_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Span(NamedTuple):
    """The first and the last day that a date can mean; equal where the day is known."""

    first: datetime.date
    last: datetime.date


@lru_cache(maxsize=4096)
def parse(text: str) -> Span:
    """Read a date of one of the four forms.

    Args:
        text: ``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD``, or two of these joined by ``/``.

    Returns:
        The span of days that the text can mean.

    Raises:
        ValueError: The text has another form, or names a day that no calendar has.

    Examples:
        >>> parse("2016-05").first, parse("2016-05").last
        (datetime.date(2016, 5, 1), datetime.date(2016, 5, 31))
        >>> parse("2019-05-30/2021-04").last
        datetime.date(2021, 4, 30)
    """
    start, slash, end = text.partition("/")
    first = _point(start, text)
    if not slash:
        return first
    last = _point(end, text)
    if last.last < first.first:
        msg = f'the interval "{text}" ends before it begins; write the earlier date first'
        raise ValueError(msg)
    return Span(first.first, last.last)


def _point(part: str, whole: str) -> Span:
    pieces = part.split("-")
    widths = [len(piece) for piece in pieces]
    if widths not in ([4], [4, 2], [4, 2, 2]) or not all(piece.isascii() and piece.isdigit() for piece in pieces):
        msg = f'"{whole}" is no date; write 2016, 2016-05, 2016-05-12 or an interval 2019-05-30/2021-04'
        raise ValueError(msg)
    year, month, day = (int(piece) for piece in (*pieces, "0", "0")[:3])
    try:
        if len(pieces) == 3:
            exact = datetime.date(year, month, day)
            return Span(exact, exact)
        if len(pieces) == 2:
            first = datetime.date(year, month, 1)
            return Span(first, first.replace(day=_DAYS[month - 1] + (month == 2 and _is_leap(year))))
        return Span(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    except ValueError:
        msg = f'"{whole}" names a day that no calendar has; check year, month and day'
        raise ValueError(msg) from None


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)  # `calendar` brings `locale` along


def as_span(when: datetime.date | str) -> Span:
    """Turn what a caller may give for a date into a span: a `datetime.date` or a written form."""
    if isinstance(when, datetime.datetime):
        when = when.date()
    if isinstance(when, datetime.date):
        return Span(when, when)
    if not isinstance(when, str):
        msg = f"a date must be a datetime.date or text such as 2016-05-12, not {type(when).__name__}"
        raise TypeError(msg)
    return parse(when)

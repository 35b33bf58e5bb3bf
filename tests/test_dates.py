"""Dates as far as they are known."""

from __future__ import annotations

import datetime

import pytest

from toponyms.dates import Span, as_span, parse


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016", (2016, 1, 1), (2016, 12, 31)),
        ("2016-02", (2016, 2, 1), (2016, 2, 29)),
        ("1900-02", (1900, 2, 1), (1900, 2, 28)),
        ("2016-05-12", (2016, 5, 12), (2016, 5, 12)),
        ("2019-05-30/2021-04", (2019, 5, 30), (2021, 4, 30)),
        ("1917/1924", (1917, 1, 1), (1924, 12, 31)),
    ],
)
def test_spans(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert parse(text) == Span(datetime.date(*first), datetime.date(*last))


@pytest.mark.parametrize(
    "text",
    ["", "16", "2016-5", "2016-13", "2016-02-30", "0000", "12.05.2016", "2016/", "2021/2016", "２０１６", "May"],
)
def test_what_is_no_date_is_refused_with_the_forms(text: str) -> None:
    with pytest.raises(ValueError, match=r"write|check"):
        parse(text)


def test_days_and_moments_are_spans_too() -> None:
    assert as_span(datetime.datetime(2016, 5, 12, 10, tzinfo=datetime.UTC)) == parse("2016-05-12")
    with pytest.raises(TypeError, match="a date must be"):
        as_span(2016)  # type: ignore[arg-type]

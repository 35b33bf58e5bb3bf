"""The order in which `fmt` puts things and `check` wants them."""

from __future__ import annotations

from toponyms.dates import parse


def newest_first(until: str | None, since: str | None = None) -> tuple[int, int]:
    """Return a sort key by which the latest `until` comes first, and names without a date come last.

    Examples:
        >>> sorted(["1961", None, "2016-05-12", "2016-05"], key=newest_first)
        ['2016-05', '2016-05-12', '1961', None]
    """
    for text in (until, since):
        if text:
            try:
                span = parse(text)
            except ValueError:
                continue
            return -span.last.toordinal(), -span.first.toordinal()
    return 1, 1

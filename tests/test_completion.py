"""Completion as you type: places in Ukraine first, and what is typed to its end in full."""

from __future__ import annotations

import pytest

from toponyms import suggest


def ids(prefix: str, limit: int = 10) -> list[str]:
    return [match.place.id for match in suggest(prefix, limit=limit)]


@pytest.mark.parametrize(
    ("prefix", "first"),
    [
        ("ки", "kyiv"), ("Xарк", "kharkiv-kharkiv"), ("pol", "poltava-oblast"), ("ge", "henichesk-raion"),
        ("krasnoa", "pokrovsk-donetsk"), ("new", "niu-york-donetsk"),
    ],
)  # fmt: skip
def test_places_in_ukraine_come_first(prefix: str, first: str) -> None:
    assert ids(prefix)[0] == first


@pytest.mark.parametrize("prefix", ["kras", "dz", "к", "b"])
def test_none_abroad_is_among_the_first_five_of_a_short_prefix(prefix: str) -> None:
    assert {match.place.country for match in suggest(prefix, limit=5)} == {"UA"}


@pytest.mark.parametrize(
    ("typed", "want"),
    [
        ("Красноярск", "krasnoyarsk-krasnoyarsk-ru"), ("Krasnoyarsk", "krasnoyarsk-krasnoyarsk-ru"),
        ("Москва", "moscow-moscow-ru"), ("Польща", "poland"), ("Варш", "warsaw-masovia-pl"),
    ],
)  # fmt: skip
def test_places_abroad_are_still_found(typed: str, want: str) -> None:
    assert ids(typed)[0] == want


@pytest.mark.parametrize("prefix", ["kras", "pol", "rost", "new"])
def test_scores_fall_and_places_come_once(prefix: str) -> None:
    found = suggest(prefix, limit=50)
    scores = [match.score for match in found]
    assert scores == sorted(scores, reverse=True)
    assert sum(scores) <= 1
    assert len({match.place.id for match in found}) == len(found)

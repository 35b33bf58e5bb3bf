"""One letter off: what is found is what a plain comparison with every name finds."""

from __future__ import annotations

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from toponyms.source.neighbours import beside, one_letter_off
from toponyms.source.rules.names import Owners
from toponyms.source.spelling import distance

KEYS = st.text("abc", min_size=5, max_size=8)


@given(KEYS, st.sets(KEYS, max_size=8))
def test_it_finds_what_comparing_with_every_name_finds(key: str, names: set[str]) -> None:
    register = SimpleNamespace(keys=lambda: {name: (f"{name}-id",) for name in names})
    found = beside(key, Owners([], register), "elsewhere")
    near = {name for name in names if distance(key, name) == 1}
    assert (found is not None) == bool(near)
    if found is not None:
        assert found[0] in near


@given(KEYS)
def test_a_name_is_not_beside_itself(key: str) -> None:
    assert key not in one_letter_off(key)
    assert all(distance(key, other) == 1 for other in one_letter_off(key))


def test_the_name_of_most_places_is_told_and_ones_own_does_not_count() -> None:
    register = SimpleNamespace(keys=lambda: {"abcde": ("a",), "abcdf": ("b", "c"), "abcd": ("d", "e", "f")})
    assert beside("abcdx", Owners([], register), "x") == ("abcdf", ("b", "c"))
    assert beside("abcdx", Owners([], register), "b") == ("abcde", ("a",))
    assert beside("abcx", Owners([], register), "x") is None

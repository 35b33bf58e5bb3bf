"""Names that are one letter away from a name that somebody might have meant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

_LETTERS = "abcdefghijklmnopqrstuvwxyz -"
_SHORTEST = 5  # of names with four letters nearly every one is beside another


class Known(Protocol):
    """Who has which true name."""

    @property
    def halves(self) -> set[str]:
        """The beginnings and ends of all names, as long as `half` says for keys that are near."""

    def __call__(self, key: str) -> Sequence[str]:
        """Return the ids of the places that have a key; empty if none has."""

    def among(self, keys: set[str]) -> set[str]:
        """Return those of the keys that some place has."""


def half(length: int) -> int:
    """Return how many letters at the beginning, or else at the end, a slip anywhere leaves as they are."""
    return max(1, (length - 2) // 2)


def one_letter_off(key: str) -> set[str]:
    """Return all keys that differ by one letter: left out, put in, another in its place, or two changed round.

    Examples:
        >>> sorted(one for one in one_letter_off("ab") if len(one) < 2)
        ['a', 'b']
        >>> "ba" in one_letter_off("ab"), "ab" in one_letter_off("ab")
        (True, False)
    """
    parts = [(key[:at], key[at:]) for at in range(len(key) + 1)]
    found = {head + tail[1:] for head, tail in parts if tail}
    found.update([head + tail[1] + tail[0] + tail[2:] for head, tail in parts if len(tail) > 1])
    found.update([head + letter + tail for head, tail in parts for letter in _LETTERS])
    found.update([head + letter + tail[1:] for head, tail in parts[:-1] for letter in _LETTERS])
    found.discard(key)
    return found


def beside(key: str, owners: Known, but: str) -> tuple[str, tuple[str, ...]] | None:
    """Find the true name of other places that is one letter from a key; of several, the one that most places have.

    Args:
        key: The folded name.
        owners: The places that have true names.
        but: The place that the name is recorded for; its own names do not count.

    Returns:
        The key and its places, or None.
    """
    if len(key) < _SHORTEST:
        return None
    # A slip leaves one half of a name as it is; most keys are done with here.
    length = half(len(key))
    if key[:length] not in owners.halves and "…" + key[-length:] not in owners.halves:
        return None
    near = owners.among(one_letter_off(key))
    found = {other: places for other in near if (places := owners(other)) and but not in places}
    other = min((one for one in found if len(one) >= _SHORTEST), key=lambda one: (-len(found[one]), one), default=None)
    return None if other is None else (other, tuple(dict.fromkeys(found[other])))

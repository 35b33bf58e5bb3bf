"""Names that are one letter away from a name that somebody might have meant."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

_LETTERS = "abcdefghijklmnopqrstuvwxyz -"
_SHORTEST = 5  # of names with four letters nearly every one is beside another


def one_letter_off(key: str) -> Iterator[str]:
    """Yield all keys that differ by one letter: left out, put in, another in its place, or two changed round.

    Examples:
        >>> sorted(one for one in one_letter_off("ab") if len(one) < 2)
        ['a', 'b']
        >>> "ba" in one_letter_off("ab"), "ab" in one_letter_off("ab")
        (True, False)
    """
    for at in range(len(key) + 1):
        head, tail = key[:at], key[at:]
        for letter in _LETTERS:
            if letter != tail[:1]:  # the same letter twice is made at the next place
                yield head + letter + tail
                if tail:
                    yield head + letter + tail[1:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1 and tail[0] != tail[1]:
            yield head + tail[1] + tail[0] + tail[2:]


def beside(key: str, owners: Callable[[str], Sequence[str]], but: str) -> tuple[str, tuple[str, ...]] | None:
    """Find the true name of other places that is one letter from a key; of several, the one that most places have.

    Args:
        key: The folded name.
        owners: Gives the ids of the places that have a key as a true name; empty if none has.
        but: The place that the name is recorded for; its own names do not count.

    Returns:
        The key and its places, or None.
    """
    if len(key) < _SHORTEST:
        return None
    best: tuple[str, tuple[str, ...]] | None = None
    for other in one_letter_off(key):
        found = owners(other)
        if not found or len(other) < _SHORTEST or but in found:
            continue
        if best is None or (-len(found), other) < (-len(best[1]), best[0]):
            best = other, tuple(dict.fromkeys(found))
    return best

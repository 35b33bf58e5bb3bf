"""What every target has in common: cases as text, a limit of time, and one exception for whatever does not hold."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from random import Random
from typing import Protocol

# The promise is 1 s for 1 MB, alone on a processor. Small cases have half a second, since the first of a kind fills
# tables; process time is measured, so that other programs on the machine do not count.
_LEAST = 0.5
# A text of nothing but names costs 0.03 ms a name, and 0.13 ms where 120 villages share it (measured).
_EACH = 0.0005


class Broken(AssertionError):
    """Something that must hold does not."""


class Slow(Broken):
    """It took too long; a busy machine or the garbage collector may be the cause, so it is asked again."""


class Target(Protocol):
    """A part of the library that is fed with hostile input."""

    def make(self, rng: Random) -> str:
        """Draw a case: text, or JSON of what cannot be told as text."""

    def check(self, case: str) -> None:
        """Feed a case and raise `Broken`, or whatever the library raises, if something does not hold."""


def must(holds: bool, what: str) -> None:
    """Raise `Broken` unless something holds."""
    if not holds:
        raise Broken(what)


@contextmanager
def in_time(size: int, factor: float = 1.0, found: Sequence[object] = ()) -> Iterator[None]:
    """Raise `Broken` if the work takes more than 1 s of the processor for 1 MB (and half a second for less).

    Args:
        size: What is worked on, in characters or bytes.
        factor: How many times that the work may take: how often the input is read over.
        found: What it found by the end; each may take half a millisecond more.
    """
    began = time.process_time()
    yield
    took = time.process_time() - began
    allowed = max(_LEAST, size / 1e6 + _EACH * len(found)) * factor
    if took > allowed:
        message = f"{took:.2f} s for {size:,} characters; {allowed:.2f} s are allowed"
        raise Slow(message)

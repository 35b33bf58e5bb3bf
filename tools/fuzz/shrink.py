"""Make a failing case smaller, so that a person can read it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator

from tools.fuzz.judge import Target

_SECONDS = 20.0


def shrunk(target: Target, case: str, kind: type[Exception]) -> str:
    """Return a smaller case that fails with the same kind of error, as far as a few seconds go."""
    wrap: Callable[[str], str] = str
    text = case
    if case.startswith('{"text":'):
        options = json.loads(case)
        text = options.pop("text")

        def wrap(text: str) -> str:
            return json.dumps({"text": text, **options})

    elif case.startswith("{"):
        return case
    end = time.monotonic() + _SECONDS
    size = len(text) // 2
    while size >= 1:
        for less in _without(text, size):
            if time.monotonic() > end:
                return wrap(text)
            if _fails(target, wrap(less), kind):
                text = less
                break
        else:
            size //= 2
    return wrap(text)


def _without(text: str, size: int) -> Iterator[str]:
    for at in range(0, len(text), size):
        yield text[:at] + text[at + size :]


def _fails(target: Target, case: str, kind: type[Exception]) -> bool:
    # Some checks are made of every so many cases only; this asks for all of them.
    if hasattr(target, "turn"):
        target.turn = -1
    try:
        target.check(case)
    except kind:
        return True
    except Exception:
        return False
    return False

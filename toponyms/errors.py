"""The exceptions of the package. Each message says what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class ToponymsError(Exception):
    """The parent of all exceptions that this package raises on purpose."""


class UnknownPlace(ToponymsError, LookupError):
    """No place has this id, and no area has this name or code."""


class UnknownName(ToponymsError, LookupError):
    """No place is known by this name, nor by one near it."""


class AmbiguousName(ToponymsError, LookupError):
    """The name fits several places about equally well, or none well enough."""


class GazetteerError(ToponymsError, ValueError):
    """A gazetteer file cannot be used as it is.

    Attributes:
        problems: Everything that is wrong, in the order of lines; each has path, line, column, message, rule and mend.
    """

    def __init__(self, message: str, problems: Sequence[Any] = ()) -> None:
        super().__init__(message)
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.args[0], self.problems)


class IndexDamaged(ToponymsError):
    """An index file is not what its checksums say. Delete it, and it is built again."""

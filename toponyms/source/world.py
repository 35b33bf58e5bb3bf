"""What a file is judged against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from toponyms.source.register import Register


@dataclass(frozen=True, slots=True)
class World:
    """The register, and what other files define.

    Attributes:
        register: The official units, or None for a gazetteer that stands alone.
        ids: Ids of other files that this one may refer to.
        supplied: Ids to which this file only adds: what it leaves out of these entries has been said before.
    """

    register: Register | None = None
    ids: frozenset[str] = field(default_factory=frozenset)
    supplied: frozenset[str] = field(default_factory=frozenset)

    def after(self, more: Iterable[str]) -> World:
        """Return the world as a file sees it that is read after one with these ids."""
        ids = frozenset(more)
        return replace(self, ids=self.ids | ids, supplied=self.supplied | ids)

    def knows(self, place_id: str) -> bool:
        """Tell whether the register or another file has this id."""
        return place_id in self.ids or (self.register is not None and place_id in self.register.by_id)

"""The types of the Reconciliation API: the kinds of places, and three broad ones above them."""

from __future__ import annotations

from typing import Any

from toponyms.model import KINDS, Place

_NAMES = {"city-district": "City district"}
# What a column of place names usually holds comes first: OpenRefine offers the types in the order of how many of a
# sample have them, and a village is not to be lost because most of the others are towns.
BROAD = {
    "populated": ("City, settlement or village", frozenset({"city", "settlement", "village"})),
    "area": ("Administrative unit", frozenset({"oblast", "raion", "hromada", "city-district", "region", "country"})),
    "place": ("Place of any kind", frozenset(KINDS)),
}
TYPES: dict[str, str] = {
    **{broad: name for broad, (name, _) in BROAD.items()},
    **{kind: _NAMES.get(kind, kind.capitalize()) for kind in KINDS},
}


def as_type(type_id: str) -> dict[str, str]:
    """Return a type as the API writes it."""
    return {"id": type_id, "name": TYPES[type_id]}


def types_of(place: Place) -> list[dict[str, Any]]:
    """List the types of a place, its own kind first."""
    broad = [name for name in ("populated", "area") if place.kind in BROAD[name][1]]
    return [as_type(type_id) for type_id in (place.kind, *broad)]


def kinds_asked(asked: list[str], strict: str) -> frozenset[str] | None:
    """Return the kinds that a query admits, or None for all.

    Args:
        asked: Ids of types; unknown ones are passed over.
        strict: "any", "all" or "should"; with "should" nothing is shut out.

    Examples:
        >>> sorted(kinds_asked(["populated", "raion"], "any"))
        ['city', 'raion', 'settlement', 'village']
        >>> kinds_asked(["populated", "city"], "all")
        frozenset({'city'})
        >>> kinds_asked(["star"], "any") is None
        True
    """
    sets = [BROAD[name][1] if name in BROAD else frozenset({name}) for name in asked if name in TYPES]
    if not sets or strict == "should":
        return None
    kinds = frozenset.intersection(*sets) if strict == "all" else frozenset.union(*sets)
    return None if kinds == BROAD["place"][1] else kinds

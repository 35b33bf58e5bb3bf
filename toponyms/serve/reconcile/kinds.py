"""The types of the Reconciliation API: the kinds of places, and three broad ones above them."""

from __future__ import annotations

from typing import Any

from toponyms.model import KINDS, Place

_NAMES = {"city-district": "City district"}
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
    """List the types of a place, the one first that a column of such places should be reconciled to.

    OpenRefine guesses the type of a column from what stands first. A column of towns has villages in it, too; a column
    of raions has raions only.
    """
    if place.kind in BROAD["populated"][1]:
        return [as_type("populated"), as_type(place.kind)]
    return [as_type(place.kind), *([as_type("area")] if place.kind in BROAD["area"][1] else [])]


def kinds_asked(asked: list[str], strict: str) -> frozenset[str] | None:
    """Return the kinds that a query admits, or None for all.

    Args:
        asked: Ids of types; unknown ones are passed over.
        strict: "all" if a place must have all of them; otherwise one is enough.

    Examples:
        >>> sorted(kinds_asked(["populated", "raion"], "any"))
        ['city', 'raion', 'settlement', 'village']
        >>> kinds_asked(["populated", "city"], "all")
        frozenset({'city'})
        >>> kinds_asked(["star"], "any") is None
        True
    """
    sets = [BROAD[name][1] if name in BROAD else frozenset({name}) for name in asked if name in TYPES]
    if not sets:
        return None
    kinds = frozenset.intersection(*sets) if strict == "all" else frozenset.union(*sets)
    return None if kinds == BROAD["place"][1] else kinds

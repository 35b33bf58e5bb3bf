"""How likely a place is meant before anything but its name is known.

The weights are relative: only their quotients matter. They are worked into the index when it is built, so that a
question needs no arithmetic over the 120 villages of one name.
"""

from __future__ import annotations

from toponyms.dates import parse
from toponyms.model import Name, Place

# People grow with the power; a place without a figure counts as a small one of its kind.
POWER = 0.75
UNKNOWN = {
    "city": 12_000, "settlement": 700, "village": 350, "oblast": 400_000, "raion": 30_000, "hromada": 3_000,
    "city-district": 20_000, "microdistrict": 3_000, "mine": 500, "plant": 1_500, "river": 9_000, "reservoir": 2_000,
    "lake": 1_000, "canal": 800, "island": 800, "spit": 500, "bridge": 500, "region": 60_000, "country": 1_000_000,
}  # fmt: skip
# Places after which a hromada is called: the medians of those with a figure. Of the settlements without one that are
# no seats nearly all are railway stops and hamlets, of which GeoNames gives no figure because they are small.
UNKNOWN_SEAT = {"settlement": 5_000, "village": 1_900}
KIND = {"village": 0.6, "settlement": 0.8, "hromada": 0.3, "city-district": 0.2, "microdistrict": 0.3}
# The subject is Ukraine: a town abroad is a candidate, and wins when hints or the text say so.
ABROAD = 0.08
NAME_KIND = {"official": 1.0, "also": 0.8, "former": 0.7, "misspelling": 0.5, "romanised": 0.7}
BY_ROMANISATION = 0.9  # a name in Latin letters by one of the four most usual systems
BY_RARE_SYSTEM = 0.4
# Of a town abroad, which has a name in Latin letters of its own: "Aleksandriya" is not how Alexandria is written.
ABROAD_ROMANISED = 0.2
# Of a raion or hromada whose bare name is that of its town: Novhorod-Siverskyi.
NAMED_LIKE_TOWN = 0.1
# A former name is met as often as ever for ten years, then half as often every twelve: Krasnoarmeysk is Pokrovsk
# (until 2016) and not Yalta (1921-1922). Historians write the oldest ones still: Caffa is Feodosiia.
TODAY = 2026
FRESH = 10
HALF_LIFE = 12
LEAST = 0.003


def place_prior(place: Place) -> float:
    """Return the weight of a place."""
    people = max(place.population, 50) if place.population else _unknown(place)
    weight = (people / 1000) ** POWER * KIND.get(place.kind, 1.0)
    if place.country != "UA" and place.kind != "country":
        weight *= ABROAD
    return float(weight)


def _unknown(place: Place) -> int:
    """Return how many people a place without a figure counts for."""
    usual = UNKNOWN.get(place.kind, 500)
    # The first settlement of a hromada in the codifier is its seat.
    seat = place.ids.get("katottg", "")[9:12] == "001"
    return UNKNOWN_SEAT.get(place.kind, usual) if seat else usual


def name_weight(name: Name) -> float:
    """Return what a kind of name multiplies the weight of its place with; old names are met less and less."""
    return NAME_KIND[name.kind] * faded(name)


def faded(name: Name) -> float:
    """Return what time has left of the weight of a name."""
    if name.kind not in ("former", "romanised") or not name.until:
        return 1.0
    age = max(0, TODAY - parse(name.until).last.year - FRESH)
    return float(max(LEAST, 0.5 ** (age / HALF_LIFE)))


def romanisation_weight(rank: int, country: str = "UA") -> float:
    """Return what a romanisation multiplies the weight of its name with, by the rank of its system."""
    weight = BY_ROMANISATION if rank <= 4 else BY_RARE_SYSTEM
    return weight if country == "UA" else weight * ABROAD_ROMANISED

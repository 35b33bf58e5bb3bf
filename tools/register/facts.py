"""Mending the joined table of units before the register is made from it."""

from __future__ import annotations

from collections.abc import Iterable

from tools.register.tables import Row

# The columns of the register and what the joined table calls them.
_COLUMN = {
    "uk": "name_uk",
    "ru": "name_ru",
    "lat": "lat",
    "lon": "lon",
    "population": "population",
    "geonames": "geonameid",
    "wikidata": "wikidata",
}


def complete(units: list[Row], facts: Iterable[Row]) -> list[str]:
    """Put the values completed by hand into the table of units, in place.

    A fact says what stood in the table when it was written; where something else stands there by now, the table
    has moved on, so the fact is left out and reported.

    Args:
        units: The joined table of units.
        facts: Rows with `katottg`, `field` (a column of the register), `was`, `value`.

    Returns:
        A sentence for each fact that was not used.
    """
    by_code = {row["katottg"]: row for row in units}
    unused: list[str] = []
    for fact in facts:
        code, column = fact["katottg"], _COLUMN[fact["field"]]
        if code not in by_code:
            unused.append(f"{code} {fact['uk']}: no such unit any more; take its line {fact['field']} out")
        elif by_code[code][column] != fact["was"]:
            now = f"{fact['field']} is {by_code[code][column]!r} by now, not {fact['was']!r}"
            unused.append(f"{code} {fact['uk']}: {now}; look whether its line is still needed")
        else:
            by_code[code][column] = fact["value"]
    return unused


def drop_shared_items(units: list[Row]) -> int:
    """Empty the Wikidata items that stand on several units, in place, all but that of a lone city.

    An item is about one place. Where the sources gave it to several, it is right for one of them at most, and mostly
    for the best known: Q165243 stands on the city of Костянтинівка and on two villages of this name.

    Returns:
        How many were emptied.
    """
    holders: dict[str, list[Row]] = {}
    for row in units:
        if row["wikidata"]:
            holders.setdefault(row["wikidata"], []).append(row)
    emptied = 0
    for rows in holders.values():
        cities = [row for row in rows if row["category"] in ("city", "special-city")]
        for row in rows:
            if len(rows) > 1 and cities != [row]:
                row["wikidata"] = ""
                emptied += 1
    return emptied

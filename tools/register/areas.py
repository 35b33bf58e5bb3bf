"""Which noun stands behind the name of each raion and hromada."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tools.register import nouns, russian
from tools.register.ids import Unit, slug
from tools.register.kmu import romanise
from tools.register.tables import Row, read_table

# How many characters of the code name the area; the rest of it is zeroes and the unit's own number.
_PREFIX = {"raion": 6, "hromada": 9}
_WORDS = {"raion": ("район", "район", "Raion"), "hromada": ("громада", "громада", "Hromada")}
_RANK = {"city": 0, "selyshche": 1, "village": 2}


@dataclass(frozen=True, slots=True)
class Noun:
    """The noun behind an area's adjective.

    Attributes:
        uk: The noun, or the adjective itself where no noun stands behind it.
        ru: The Russian form of the noun, "" if not known.
        by: "rule" (a settlement of the area), "former name" (an earlier name of one), or "table".
    """

    uk: str
    ru: str
    by: str


def noun_of_area(area: Mapping[str, str], inside: Iterable[Mapping[str, str]], table: Mapping[str, str]) -> Noun:
    """Find the noun behind the name of a raion or hromada.

    Args:
        area: The row of the area in the table of units.
        inside: The rows of its settlements.
        table: Reviewed exceptions: code → noun, "" for an adjective that comes from no noun.

    Returns:
        The noun.

    Raises:
        ValueError: No settlement could have given the name and the table does not say either.
    """
    # The biggest kind first; in a hromada the lowest number, which is its centre's in all but a few.
    is_raion = area["category"] == "raion"
    places = sorted(inside, key=lambda p: (_RANK[p["category"]] if is_raion else 0, p["katottg"][6:12]))
    code, adjective = area["katottg"], area["name_uk"]
    if code in table:
        noun = table[code]
        noun_ru = next((p["name_ru"] for p in places if p["name_uk"] == noun), "")
        return Noun(noun or adjective, noun_ru, "table")
    for place in places:
        if nouns.could_give(place["name_uk"], adjective):
            return Noun(place["name_uk"], place["name_ru"], "rule")
    for place in places:
        former_ru = place["former_ru"].split("|")
        for i, former in enumerate(place["former_uk"].split("|")):
            if former and nouns.could_give(former, adjective):
                return Noun(former, former_ru[i] if i < len(former_ru) else "", "former name")
    msg = (
        f"{code} {adjective}: none of its settlements could have given this name. "
        "Add a line for it to tools/register/nouns.tsv."
    )
    raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class AreaName:
    """The names of an area in three languages, and what its id is made from."""

    unit: Unit
    uk: str
    ru: str
    en: str


def _reviewed(table: Mapping[str, Row], key: str, unit: Row, file: str) -> Row:
    """Look a unit up in a table of names that no rule can give."""
    if key not in table:
        what = f"{unit['katottg']} {unit['name_uk']}: a new {unit['category']}"
        msg = f"{what}. Add a line for it to tools/register/{file}."
        raise ValueError(msg)
    return table[key]


class Areas:
    """All areas of a table of units: oblasts, raions, hromadas, city districts, and the two cities that are oblasts.

    Args:
        units: The joined table of units.
    """

    def __init__(self, units: list[Row]) -> None:
        self._units = units
        self._oblasts = {row["katottg"][:4]: row for row in read_table("oblasts.tsv")}
        self._districts = {row["katottg"]: row for row in read_table("districts.tsv")}
        self._russian_table = {row["katottg"]: row["ru"] for row in read_table("russian.tsv")}
        table = {row["katottg"]: row["noun"] for row in read_table("nouns.tsv")}
        settlements: dict[str, list[Row]] = {}
        self._city_slugs: dict[str, str] = {prefix: row["slug"] for prefix, row in self._oblasts.items()}
        for row in units:
            if row["category"] in _RANK:
                for length in (6, 9):
                    settlements.setdefault(row["katottg"][:length], []).append(row)
                self._city_slugs[row["katottg"][:12]] = slug(romanise(row["name_uk"]))
        self.nouns: dict[str, Noun] = {}
        for row in units:
            if row["category"] in _PREFIX:
                code = row["katottg"]
                inside = settlements.get(code[: _PREFIX[row["category"]]], [])
                self.nouns[code] = noun_of_area(row, inside, table)
        self._slugs = {prefix: row["slug"] for prefix, row in self._oblasts.items()}
        for row in units:
            if row["category"] in _PREFIX:
                code = row["katottg"]
                self._slugs[code[: _PREFIX[row["category"]]]] = slug(romanise(self.nouns[code].uk))

    def slugs_above(self, code: str) -> tuple[str, ...]:
        """List the nominal slugs of hromada, raion and oblast above a settlement, those that there are."""
        return tuple(self._slugs[code[:length]] for length in (9, 6, 4) if code[:length] in self._slugs)

    def names(self) -> Iterable[AreaName]:
        """Name every area."""
        for row in self._units:
            code, category, adjective = row["katottg"], row["category"], row["name_uk"]
            if category in ("oblast", "special-city"):
                own = _reviewed(self._oblasts, code[:4], row, "oblasts.tsv")
                yield AreaName(Unit(code, own["kind"], own["slug"], fixed=own["id"]), own["uk"], own["ru"], own["en"])
            elif category == "city-district":
                own = _reviewed(self._districts, code, row, "districts.tsv")
                city = self._city_slugs.get(code[:12]) or self._city_slugs[code[:4]]
                unit = Unit(code, category, slug(romanise(adjective)), (city, self._slugs[code[:4]]))
                yield AreaName(unit, own["uk"], own["ru"], own["en"])
            elif category in _PREFIX:
                noun = self.nouns[code]
                english = romanise(noun.uk)
                own_length = _PREFIX[category]
                parents = tuple(self._slugs[code[:n]] for n in (6, 4) if n < own_length)
                unit = Unit(code, category, slug(english), parents)
                uk, ru, en = _WORDS[category]
                ru_adjective, _ = self._russian(code, adjective)
                yield AreaName(
                    unit, f"{adjective} {uk}", f"{ru_adjective} {ru}" if ru_adjective else "", f"{english} {en}"
                )

    def _russian(self, code: str, adjective: str) -> tuple[str, str]:
        """Give the Russian adjective of an area, "" if it is not known, and say where it comes from."""
        if code in self._russian_table:
            known = self._russian_table[code]
            return known, "table" if known else "left empty in the table"
        noun = self.nouns[code]
        by_rule = russian.adjective(adjective, noun.uk, noun.ru)
        return by_rule, "rule" if by_rule else "not known"

    def nouns_by(self) -> Counter[str]:
        """Count how the nouns of raions and hromadas were found."""
        return Counter(noun.by for noun in self.nouns.values())

    def russian_by(self) -> Counter[str]:
        """Count how the Russian names of raions and hromadas were found."""
        areas = (row for row in self._units if row["category"] in _PREFIX)
        return Counter(self._russian(row["katottg"], row["name_uk"])[1] for row in areas)

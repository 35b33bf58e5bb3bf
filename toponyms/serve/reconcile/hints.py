"""What the columns beside a name tell: an oblast, a date, a point, a code.

An area is a wall, as everywhere in this package. What is said of one and cannot be read is a doubt, and with a doubt
nothing is matched without a person; other hints that cannot be read are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from toponyms import Gazetteer
from toponyms.errors import UnknownPlace
from toponyms.model import Place

# What the properties are called, in the order in which areas are read, and what people call their columns.
HINTS = {
    "oblast": "Oblast (hint)",
    "raion": "Raion (hint)",
    "hromada": "Hromada (hint)",
    "within": "Area of any kind (hint)",
    "date": "Date of the text (hint)",
    "coordinates": "Latitude, longitude (hint)",
    "lat": "Latitude",
    "lon": "Longitude",
    "lang": "Language of the name (hint)",
    "katottg": "KATOTTG code",
    "pcode": "OCHA p-code",
}
_ALIASES = {
    "oblast": "oblast область admin1 adm1 region регион регіон adm1_name adm1_en admin1name",
    "raion": "raion rayon район district admin2 adm2 adm2_en admin2name",
    "hromada": "hromada громада community admin3 adm3 adm3_en admin3name",
    "within": "within area in",
    "date": "date year on дата рік год published",
    "coordinates": "coordinates coords point latlon координати",
    "lat": "lat latitude y широта",
    "lon": "lon lng long longitude x довгота",
    "lang": "lang language мова язык",
    "katottg": "katottg katotth код катоттг",
    "pcode": "pcode p-code p_code adm1_pcode adm2_pcode adm3_pcode adm4_pcode",
}
_PROPERTY = {alias: pid for pid, aliases in _ALIASES.items() for alias in aliases.split()}
_AREAS = ("oblast", "raion", "hromada", "within")
_SUFFIXES = {"oblast": "Oblast", "raion": "Raion", "hromada": "Hromada"}
# The two cities that stand beside the oblasts; a column of oblasts has them, too.
_CITIES = {"oblast": "city"}
_MOST = 120  # characters of a value that are worth reading


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a name.

    Attributes:
        within: The walls: ids or names of areas of which one must hold the place; several where a name may stand for
            several, such as "Kyiv" in a column of oblasts. Empty for none.
        options: `near`, `on`, `lang`, as for `toponyms.resolve`.
        coded: The place that a code stands for, or None.
        doubts: What was said and not understood.
    """

    within: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)
    coded: Place | None = None
    doubts: tuple[str, ...] = ()


class HintReader:
    """Reads properties; remembers the areas that it has read, since a column repeats them."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._area = lru_cache(maxsize=8192)(self._find_area)

    def read(self, properties: Iterable[tuple[str, Any]]) -> Beside:
        """Read the properties of a query.

        Args:
            properties: Pairs of a property's id, or the name of a column, and its value or list of values.
        """
        said: dict[str, list[str]] = {}
        for pid, value in properties:
            known = _PROPERTY.get(pid.strip().lower())
            if known:
                said.setdefault(known, []).extend(_texts(value))
        within: tuple[str, ...] = ()
        doubts: list[str] = []
        for kind in _AREAS:
            walls = within or (None,)
            places = [area for value in said.get(kind, ()) for wall in walls for area in self._area(kind, value, wall)]
            for value in said.get(kind, ()):
                if not any(self._area(kind, value, wall) for wall in walls):
                    what = "area" if kind == "within" else kind
                    doubts.append(f'no {what} "{value}" is known{" there" if within else ""}')
            within = tuple(dict.fromkeys(places)) or within
        coded, unread = self._coded([*said.get("katottg", ()), *said.get("pcode", ())])
        return Beside(within, _options(self._gazetteer, said), coded, (*doubts, *unread))

    def _coded(self, codes: list[str]) -> tuple[Place | None, list[str]]:
        found: dict[str, Place] = {}
        doubts = []
        for code in codes:
            try:
                place = self._gazetteer.get(code.upper())
                found[place.id] = place
            except UnknownPlace:
                doubts.append(f'the code "{code}" is not known')
        if len(found) > 1:
            doubts.append("the codes are of several places")
        return (next(iter(found.values())) if len(found) == 1 else None), doubts

    def _find_area(self, kind: str, value: str, wall: str | None) -> tuple[str, ...]:
        """Return what may be meant by an area's name: ids, or the name itself where several share it."""
        gazetteer = self._gazetteer
        for text in (value, value.upper()):
            try:
                place = gazetteer.get(text)
            except UnknownPlace:
                continue
            if kind == "within" or place.kind in (kind, _CITIES.get(kind)):
                return (place.id,)
        if kind == "within":
            return (value,) if self._is_area(value) else ()
        kinds = (kind, _CITIES.get(kind, kind))
        tries = (value, f"{value} {_SUFFIXES[kind]}")
        for fuzzy in (False, True):
            places = []
            for text in tries:
                answer = gazetteer.resolve(text, within=wall, fuzzy=fuzzy, limit=None)
                places += [
                    m.place for m in answer.candidates
                    if m.place.kind in kinds and (m.place.kind == kind or not m.place.parents)
                    and m.place.country == "UA" and (m.step != "fuzzy" or m.place == answer.place)
                ]  # fmt: skip
            if places:
                return tuple(dict.fromkeys(place.id for place in places))[:8]
        return ()

    def _is_area(self, value: str) -> bool:
        try:
            self._gazetteer.resolve("x", within=value, fuzzy=False)
        except UnknownPlace:
            return False
        return True


def _texts(value: Any) -> list[str]:
    """Return the values of a property as text; a value that was reconciled before is its id."""
    values = value if isinstance(value, list) else [value]
    texts = []
    for each in values[:10]:
        if isinstance(each, dict):
            each = each.get("id") or each.get("name")
        if isinstance(each, bool) or each is None:
            continue
        if isinstance(each, float) and each.is_integer():
            each = int(each)
        # The PyPI package reconciler sends the values of all rows that share a name as lines of one text.
        texts += [line.strip()[:_MOST] for line in str(each).splitlines()[:10]]
    return [text for text in dict.fromkeys(texts) if text][:10]


def _options(gazetteer: Gazetteer, said: dict[str, list[str]]) -> dict[str, Any]:
    options: dict[str, Any] = {}
    point = _point(said.get("coordinates", []), said.get("lat", []), said.get("lon", []))
    if point:
        options["near"] = point
    dates = [date for date in map(as_date, said.get("date", ())) if date]
    if len(dates) == 1:
        options["on"] = dates[0]
    tags = [tag.lower().partition("-")[0] for tag in said.get("lang", ())]
    if len(tags) == 1 and _is_language(gazetteer, tags[0]):
        options["lang"] = tags[0]
    return options


def _is_language(gazetteer: Gazetteer, tag: str) -> bool:
    try:
        gazetteer.resolve("", lang=tag)
    except ValueError:
        return False
    return True


def as_date(text: str) -> str | None:
    """Return a date in the form that `resolve` takes, or None.

    Examples:
        >>> as_date("2014-08-05T10:00:00Z"), as_date("05.08.2014"), as_date("2014"), as_date("May")
        ('2014-08-05', '2014-08-05', '2014', None)
    """
    european = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    if european:
        day, month, year = european.groups()
        text = f"{year}-{int(month):02}-{int(day):02}"
    written = re.match(r"(1\d{3}|20\d{2})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?=$|[T ])", text)
    return written[0] if written else None


def _point(pairs: list[str], lats: list[str], lons: list[str]) -> tuple[float, float] | None:
    if len(pairs) == 1:
        numbers = re.findall(r"-?\d+(?:\.\d+)?", pairs[0])
        lats, lons = numbers[:1], numbers[1:2]
    if len(lats) != 1 or len(lons) != 1:
        return None
    try:
        lat, lon = (float(text.replace(",", ".")) for text in (lats[0], lons[0]))
    except ValueError:
        return None
    return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None

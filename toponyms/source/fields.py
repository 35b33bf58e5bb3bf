"""The schema: every field of an entry and of a list item, once, as data.

The reader, the rules, the documentation and the schema for editors all come from these definitions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# What a value of each type looks like; the rules that judge the values are in `rules`.
TYPES = {
    "name": "a name, in the nominative",
    "text": "one line of text",
    "id": "the id of a place",
    "ids": "the id of a place, or a list of ids",
    "code": "an identifier of another register",
    "kind": "one of the kinds of place",
    "country": "two capital letters of ISO 3166-1",
    "date": "2016, 2016-05, 2016-05-12, or an interval such as 2019-05-30/2021-04",
    "latitude": "degrees north, with a point, from -90 to 90",
    "longitude": "degrees east, with a point, from -180 to 180",
    "count": "a whole number",
    "names": "a list of names: plain texts, or blocks with language fields",
    "texts": "a list of plain texts",
    "people": "one line of text, or a list of them",
    "reasons": "a block: the id of a rule, and why it does not count here",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what it is called, what it holds and what it means.

    Attributes:
        name: As it is written in the file.
        type: A key of `TYPES`.
        description: What it means, for people; shown by editors.
        example: A value.
        pattern: For codes: what the whole value must match.
    """

    name: str
    type: str
    description: str
    example: str
    pattern: str = ""


_SINCE = Field("since", "date", "The date from which the name was in use, as far as known.", "1934")
_SOURCE = Field("source", "text", "What proves it: an act, a link, a book with its page.", "resolution 1353-VIII")
_NOTE = Field("note", "text", "What a reader should know and no other field says.", "renamed back in 1991")
_ALLOW = Field("allow", "reasons", "Rules that do not count here, with the reason.", "true-name: a town has it")

ENTRY_FIELDS = (
    Field("uk", "name", "The official Ukrainian name, as the register has it; required for its units.", "Покровськ"),
    Field("ru", "name", "The Russian name, where the register has none or a wrong one.", "Покровск"),
    Field("en", "name", "The English name, where the register has none or a wrong one.", "Pokrovsk"),
    Field("katottg", "code", "The unit's code in the official codifier.", "UA14160210010099403", r"UA\d{17}"),
    Field("kind", "kind", "What the place is; the register knows it of its units.", "mine"),
    Field("in", "ids", "The place or places it lies in, the nearest only; theirs follow.", "toretsk"),
    Field("country", "country", "The country, for a place outside Ukraine.", "RU"),
    Field("lat", "latitude", "Degrees north.", "48.2811"),
    Field("lon", "longitude", "Degrees east.", "37.1762"),
    Field("population", "count", "How many people live there, as last counted.", "60127"),
    Field("geonames", "code", "The place's id in GeoNames.", "704422", r"[1-9]\d{0,9}"),
    Field("wikidata", "code", "The place's item in Wikidata.", "Q1000446", r"Q[1-9]\d*"),
    Field("wof", "code", "The place's id in Who's On First.", "101911245", r"\d{1,12}"),
    Field("osm", "code", "The place's object in OpenStreetMap.", "node/27505885", r"(node|way|relation)/[1-9]\d*"),
    Field("koatuu", "code", "The code of the codifier before 2020.", "1413200000", r"\d{10}"),
    Field("pcode", "code", "The p-code, where no code of the codifier gives it.", "UA14", r"[A-Z]{2}\d{2,12}"),
    Field("iso3166-2", "code", "The code of a country's first subdivisions.", "UA-14", r"[A-Z]{2}-[A-Z0-9]{1,3}"),
    Field("since", "date", "The date from which the place had its present name or existed.", "1934"),
    Field("until", "date", "The date on which the place ceased to exist.", "2020-07-17"),
    Field("former", "names", "Names it had and officially has no more, newest first.", "uk: Красноармійськ"),
    Field("also", "names", "Other right names in use now: exonyms, short and conventional names.", "de: Pokrowsk"),
    Field("misspellings", "names", "Wrong spellings and translations seen in the wild.", "Krasnoarmersk"),
    Field("weak", "texts", "Names that are a surname or a word too; in running text they need evidence.", "Dimitrov"),
    Field("now", "id", "The id that this one was merged into.", "toretsk"),
    _SOURCE,
    _NOTE,
    _ALLOW,
)

ITEM_FIELDS = (
    Field("text", "name", "The name, where no language is given.", "Krasnokamensk"),
    _SINCE,
    Field("until", "date", "The day on which the act that ended it was adopted, as far as known.", "2016-05-12"),
    _SOURCE,
    _NOTE,
    Field("used-by", "people", "Who uses the name today, for names of the other side.", "Russian authorities"),
    _ALLOW,
)

ENTRY = {field.name: field for field in ENTRY_FIELDS}
ITEM = {field.name: field for field in ITEM_FIELDS}
LISTS = {"former": "former", "also": "also", "misspellings": "misspelling"}
"""The lists of an entry, and the kind of name each holds."""
CODES = tuple(field.name for field in ENTRY_FIELDS if field.type == "code")
KIND_EXAMPLES = ("city", "village", "raion", "mine", "river", "region")
REQUIRED_OF_UNITS = ("uk", "katottg")
MERGED_FIELDS = frozenset({"now", "note", "source", "allow"})
ID_PATTERN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

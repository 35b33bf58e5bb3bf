"""Words beside a name that say what kind of place it is: "с. Іванівка", "Dnipro river", "Покровський напрямок"."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from toponyms.text.decoys import surname_shape
from toponyms.text.keys import fold, is_cyrillic

CITY = frozenset({"city"})
SETTLEMENT = frozenset({"settlement"})
VILLAGE = frozenset({"village"})
SMALL = VILLAGE | SETTLEMENT
SETTLEMENTS = SMALL | CITY
QUARTER = frozenset({"microdistrict", "city-district"})
# A direction of the front is called after a town; what it covers is no place on record.
DIRECTION = frozenset({"direction"})


class _Row(NamedTuple):
    """Words that say a kind: those that stand before a name, after it, or on either side."""

    kinds: frozenset[str]
    before: str = ""
    after: str = ""
    beside: str = ""


_ROWS = (
    _Row(CITY, "м|місто|г|гор|город|city of|town of|gorod|misto", "", "city"),
    _Row(CITY | SETTLEMENT, "", "", "town"),
    _Row(
        SETTLEMENT, "с-ще|селище|сел|п.г.т|с.м.т|пос|поселок|посёлок|smt|pgt|selyshche", "",
        "смт|пгт|urban-type settlement",
    ),
    _Row(SMALL, "settlement of", "", "settlement"),
    _Row(VILLAGE, "с|село|хутір|хутор|х|д|дер|деревня|village of|selo", "", "village"),
    _Row(SETTLEMENTS, "ст|станція|станция|залізнична станція|железнодорожная станция"),
    _Row(
        QUARTER, "мкр|мкр-н|мікрорайон|микрорайон|житловий масив|жилмассив|жилой массив", "",
        "microdistrict|neighborhood|neighbourhood",
    ),
    _Row(
        frozenset({"river"}), "р", "",
        "river|річка|ріка|река|річки|річці|річку|ріки|ріці|ріку|реки|реке|реку|рекой|річкою|рікою",
    ),
    _Row(
        frozenset({"reservoir"}), "", "",
        "reservoir|водосховище|водохранилище|вдсх|вдхр|водосховища|водохранилища|water reservoir",
    ),
    _Row(
        frozenset({"lake"}), "оз", "", "lake|estuary|lyman|liman|озеро|лиман|затока|залив|озера|лимана|bay",
    ),
    _Row(
        frozenset({"island"}), "о|о-в|isle of|island of", "isle",
        "island|острів|остров|острова|острові|острове",
    ),
    _Row(frozenset({"spit"}), "", "", "spit|коса|коси|косі|косе|peninsula"),
    _Row(frozenset({"canal"}), "", "", "canal|канал|каналу|канала"),
    _Row(frozenset({"bridge"}), "", "", "bridge|міст|мост"),
    _Row(frozenset({"mine"}), "ш", "", "mine|шахта|coal mine|colliery|шахти|шахты|шахте|шахті"),
    # What is called a plant has a name of its sort on record: "Zaporizhzhia nuclear plant" is none of the other two.
    _Row(
        frozenset({"plant"}), "", "",
        "nuclear power plant|npp|аес|аэс|nuclear plant|nuclear power station|nuclear station|"
        "атомна електростанція|атомная электростанция",
    ),
    _Row(
        frozenset({"plant"}), "", "",
        "thermal power plant|tpp|тес|тэс|thermal plant|thermal power station|тец|тэц|теплова електростанція|"
        "тепловая электростанция",
    ),
    _Row(
        frozenset({"plant"}), "", "",
        "hydroelectric power plant|hydroelectric station|hpp|гес|гэс|dam|hydropower plant|hydroelectric power station|"
        "гідроелектростанція|гидроэлектростанция|дамба|гребля",
    ),
    _Row(frozenset({"plant"}), "", "", "coke plant|coke and chemical plant|коксохім|коксохимический завод|кхз"),
    _Row(
        frozenset({"plant"}), "", "",
        "steel plant|steelworks|iron and steel works|iron and steel plant|metallurgical plant|works|"
        "металургійний комбінат|металлургический комбинат",
    ),
    _Row(frozenset({"plant"}), "", "", "plant|завод|комбінат|комбинат|factory|refinery|power plant|power station"),
    _Row(
        frozenset({"airport, port or station"}), "", "",
        "airport|airfield|airbase|port|seaport|sea port|railway station|train station|аеропорт|аэропорт|аеродром|"
        "аэродром|порт|морський порт|морской порт|вокзал",
    ),
    _Row(frozenset({"region"}), "", "", "region|регіон|регион"),
    _Row(
        DIRECTION, "direction of|axis of", "",
        "direction|axis|sector|front|frontline|front line|salient|area|напрямок|напрям|напрямку|напрямі|"
        "направление|направлении|направления|фронт|ділянка фронту|участок фронта",
    ),
)  # fmt: skip


@cache
def _tables() -> tuple[dict[str, _Row], dict[str, _Row]]:
    before: dict[str, _Row] = {}
    after: dict[str, _Row] = {}
    for row in _ROWS:
        before |= dict.fromkeys(_words(row.before) + _words(row.beside), row)
        after |= dict.fromkeys(_words(row.after) + _words(row.beside), row)
    return before, after


def _words(text: str) -> list[str]:
    return text.split("|") if text else []


def _alternation(words: dict[str, _Row]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


BEFORE = rf"^(?:the )?(?:{_alternation(_tables()[0])})(?:\.\s*|\s+)"
AFTER = rf"\s({_alternation(_tables()[1])})\.?$"  # not \s+, which a row of spaces tries again from each of them
_BEFORE = re.compile(BEFORE, re.IGNORECASE)
_AFTER = re.compile(AFTER, re.IGNORECASE)
_DIRECTION = re.compile(rf"\s({_ROWS[-1].beside})\.?$", re.IGNORECASE)
# Latin letters that look like the Cyrillic ones of short forms: "c. Іванівка" is typed with either.
LATIN = r"^(?:[cmpxo]|cmt)\.?\s"
_LATIN = re.compile(LATIN, re.IGNORECASE)
FIRST_WORDS = frozenset(word.split()[0] for table in _tables() for word in table) | {*"cmpxo", "cmt"}
_LOOKALIKES = str.maketrans("cmpxot", "смрхот")
_INITIAL = re.compile(r"[ДХ](?:\.|\s)")
# Points of the compass, which are towns as well: on «Південному напрямку» is in the south, not in Pivdenne.
_COMPASS = re.compile(
    "(?:півден|північ|схід|захід|східн|західн|централь|юж|север|восточ|запад|south|north|east|west|centr)",
)


def split(text: str) -> tuple[str, frozenset[str], tuple[str, ...]]:
    """Take off what says the kind of place.

    Returns:
        What is left, the kinds that were said (none if none was), and the nouns by which such places are known.

    Examples:
        >>> split("р. Дніпро")[:2], split("Snake island")[:2], split("Pokrovsk")[:2]
        (('Дніпро', frozenset({'river'})), ('Snake', frozenset({'island'})), ('Pokrovsk', frozenset()))
    """
    if _LATIN.match(text) and is_cyrillic(text):
        head, _, rest = text.partition(" ")
        text = f"{head.lower().translate(_LOOKALIKES)} {rest}"
    before, after = _tables()
    # A pattern that heeds no case takes "ı" for "i" and "ᲃ" for "с"; a table does not.
    said = _BEFORE.match(text)
    if said and not _DIRECTION.search(text):  # "Lyman direction" is no lake
        rest, word = text[said.end() :], said.group().strip().removesuffix(".").casefold()
        row = before.get(word) or before.get(word.removeprefix("the "))
    else:
        said = _AFTER.search(text)
        if not said:
            return text, frozenset(), ()
        rest, row = text[: said.start()].rstrip(), after.get(said[1].casefold())
        rest = re.sub("^the ", "", rest, flags=re.IGNORECASE)
    if row is None or _is_no_kind(row, text, rest):
        return text, frozenset(), ()
    return rest, row.kinds, tuple(_words(row.beside))


def _is_no_kind(row: _Row, text: str, rest: str) -> bool:
    """Tell whether a word says no kind after all."""
    if row.kinds is DIRECTION:
        return bool(_COMPASS.match(rest.casefold()))
    # "Д. Иванов" is a man, "Д. Ивановка" a village in a cell that begins with a capital.
    return bool(_INITIAL.match(text)) and not rest.isupper() and surname_shape(fold(rest))

"""Capitalised words of a text that stand for nothing on record, and which names stand beside each other as glosses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from toponyms.evidence.gloss import gloss
from toponyms.evidence.rules import rules
from toponyms.evidence.runs import RUN
from toponyms.model import Mention
from toponyms.text.decoys import is_decoy, place_shape
from toponyms.text.homographs import is_first_name, meanings
from toponyms.text.keys import fold

SETTLEMENTS = frozenset({"city", "settlement", "village", "microdistrict"})
_GAP = 60  # characters between two names of a gloss
_LONGEST_NAME = 3  # words
# Between two names these may also part two places: "Bakhmut, now Pokrovsk", "in Pokrovsk or Selydove".
_OLD_WORDS = r"former|previously|Soviet|ранее|раньше|прежн|бывш|быв\.|колишн|раніше|стар|советск|радянськ"
_CLEAR = re.compile(
    rf"{_OLD_WORDS}|known|called|renamed|aka|a\.k\.a|name|until 20|укр\.|рус\.|рос\.|известн|відом|назв|называ|"
    r"перейм|переим|он же|він же|official|офіц|офиц"
)
OLD = re.compile(rf"{_OLD_WORDS}|until|\bold\b|\bдо 20")
BESIDE = re.compile(r"[)\]»”\"]*(?:,? (?:and|и|та|і|й) |, |; )(?:the (?:city|town|village) of )?")
# Capitalised words before a name that are no part of it.
_BEFORE_TEXT = """
    the a an in at near from to of and but around outside ukrainian russian soviet former formerly city town village now
    в во у на под під біля возле около из з із зі от від к до и і та й но але город города місто міста село украинский
    український русский російський теперь ныне сейчас нині тепер зараз бывший колишній ранее раніше
"""
_NOT_OF_NAME = frozenset(_BEFORE_TEXT.split())
VETOES = frozenset({
    "person", "initials", "first-name", "surname-after", "street", "named", "water", "nature", "oblast", "raion",
    "polity", "body", "unit", "speech", "thing", "quoted-thing", "quoted", "bearer", "joined", "address",
})  # fmt: skip
# A verb that opens a sentence before the name of what was shelled: «Обстріляли Торецьк».
_VERB = re.compile(r"[А-ЯЁІЇЄҐ][а-яёіїєґ]{2,}(?:ли|ло|ють|ять|уть|ют|ут|ят|ат|ет|ит|но|то)(?:ся|сь)?")
_WRAPPED = re.compile(r"[ \t]*\r?\n[ \t]*")
_FIRST_WORD = re.compile(r"([^\s-]+)[\s-]*")
_POSSESSIVE = re.compile("['’ʼ]s?$")
_SURNAME = re.compile("(?:[оеєё]в|[іїи]н|[іїє]в)$")
_UNIONS = frozenset({
    "union", "republic", "federation", "empire", "ssr", "союз", "союза", "республика", "республики", "республіка",
})  # fmt: skip
_SETTLED = frozenset({"settlement", "bearing", "direction", "city"})
_AT = re.compile(
    r"\b(?:[Ii]n|[Nn]ear|[Oo]utside|[Aa]round|[Ii]nto|[Пп]од|[Пп]ід|[Бб]іля|[Вв]озле|[Оо]коло|[Пп]облизу) $"
)
ABOUT = re.compile("[Uu]krain|[Уу]кра[иї]н|Donbas|Донбас")


class Item(NamedTuple):
    """A name in a text: a mention, or capitalised words that stand for nothing on record."""

    start: int
    end: int
    text: str
    mention: Mention | None
    whole: bool  # not a part of a longer run of capitalised words

    def said(self, text: str) -> set[str]:
        """Return what the words beside it say of it."""
        return rules().effects(text, self.start, self.end)[0]


class Gloss(NamedTuple):
    """Two names side by side that the text says are of one place, and how it says so."""

    one: Item
    two: Item
    gap: str
    rule: str


def items_in(text: str, mentions: list[Mention]) -> Iterator[Item]:
    """Yield mentions and unknown capitalised words, in order."""
    at = 0
    for run in RUN.finditer(text):
        while at < len(mentions) and mentions[at].end <= run.start():
            yield _of_mention(text, mentions[at], run.start(), run.start())
            at += 1
        inside = []
        while at < len(mentions) and mentions[at].start < run.end():
            inside.append(_of_mention(text, mentions[at], run.start(), run.end()))
            at += 1
        yield from inside
        if inside:
            continue
        for start, end in _lines(run):
            start, end = _trimmed(text, start, end)
            words = text[start:end].split()
            if words and len(words) <= _LONGEST_NAME:
                yield Item(start, end, text[start:end], None, True)
    for mention in mentions[at:]:
        yield _of_mention(text, mention, mention.start, mention.end)


def _of_mention(text: str, mention: Mention, start: int, end: int) -> Item:
    end = min(end, mention.end + _GAP)  # what stands farther off says nothing, and a run may be a whole headline
    start, _ = _trimmed(text, min(max(start, mention.start - _GAP), mention.start), mention.start)
    alone = not text[start : mention.start].strip() and not text[mention.end : end].strip("'’ʼs \n")
    return Item(mention.start, mention.end, mention.text, mention, alone)


def _lines(run: re.Match[str]) -> Iterator[tuple[int, int]]:
    at = run.start()
    for line in run[0].splitlines(keepends=True):
        yield at, at + len(line.rstrip("\r\n"))
        at += len(line)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out what is no part of a name: words before it, a possessive ending."""
    while start < end:
        word = _FIRST_WORD.match(text, start, end)
        if word is None or not (word[1].lower() in _NOT_OF_NAME or (word[0] != word[1] and _VERB.fullmatch(word[1]))):
            break
        start = word.end()
    tail = _POSSESSIVE.search(text, max(start, end - 2), end)
    return start, tail.start() if tail else end


def glosses_in(text: str, items: list[Item]) -> Iterator[Gloss]:
    for one, two in pairwise(items):
        gap = text[one.end : two.start]
        if len(gap) > _GAP or "\n\n" in gap or not (one.whole and two.whole):
            continue
        gap = _WRAPPED.sub(" ", gap)
        kind = gloss(gap, text[two.end : two.end + 1])
        if not kind or (one.said(text) | two.said(text)) & VETOES:
            continue
        if kind == 1:
            yield Gloss(one, two, gap, "slash" if "/" in gap else "brackets")
        elif _CLEAR.search(gap) or "(" in gap:
            yield Gloss(one, two, gap, "words")


def is_home(item: Item) -> bool:
    """Tell whether an item surely names a Ukrainian settlement."""
    mention = item.mention
    if mention is None or mention.place is None or mention.form != "noun":
        return False
    return mention.place.country == "UA" and mention.place.kind in SETTLEMENTS


def is_exact(mention: Mention) -> bool:
    return bool(mention.candidates) and mention.candidates[0].similarity == 1


def may_be_home(mention: Mention) -> bool:
    """Tell whether a mention may stand for a place in Ukraine."""
    return any(match.place.country == "UA" for match in mention.candidates)


def step_of(item: Item) -> str:
    return item.mention.candidates[0].step if item.mention and item.mention.candidates else ""


def is_no_name(item: Item) -> bool:
    """Tell whether words are a person, an abbreviation or ordinary words rather than an unknown name of a place."""
    words = item.text.replace("-", " ").split()
    if len(item.text) < 4 or item.text.isupper() or any(len(word) < 2 for word in words):
        return True
    if item.mention is not None and item.mention.place is not None and item.mention.place.kind not in SETTLEMENTS:
        return True
    kinds = [is_decoy(fold(word)) for word in words]
    if "first-name" in kinds or any(map(_is_first_name, words)) or words[-1].lower() in _UNIONS:
        return True
    if len(words) == 1:
        return kinds[0] == "word"
    if all(kind == "word" for kind in kinds):
        return True
    return kinds[-1] == "surname" and not place_shape(fold(words[-1])) and kinds[0] != "word"


def _is_first_name(word: str) -> bool:
    # As a genitive "Димитров" would come from a first name; by itself it is a surname, or a town.
    return "first-name" in meanings(word) if _SURNAME.search(word) else is_first_name(word)


def supports(text: str, item: Item) -> bool:
    """Tell whether words, or the words beside them here or elsewhere in the text, look like those of a settlement."""
    if item.mention is not None and is_exact(item.mention):
        return False
    if place_shape(fold(item.text)) or item.said(text) & _SETTLED:
        return True
    at = -1
    for _ in range(20):
        at = text.find(item.text, at + 1)
        if at < 0:
            break
        said = rules().effects(text, at, at + len(item.text))[0]
        if not said & VETOES and (said & _SETTLED or _AT.search(text[max(0, at - 12) : at])):
            return True
    return False


def is_plain(found: Gloss) -> bool:
    """Tell whether a gloss needs no support: words say so, or both sides stand for the same place."""
    one, two = (item.mention.place if item.mention else None for item in (found.one, found.two))
    return found.rule == "words" or (one is not None and one == two)


def is_pair(found: Gloss, supported: bool) -> bool:
    """Tell whether two unknown names may be those of one place."""
    sides = (found.one, found.two)
    if found.rule == "slash" or not supported or any(is_home(item) or is_no_name(item) for item in sides):
        return False
    if any(item.mention is not None and is_exact(item.mention) and may_be_home(item.mention) for item in sides):
        return False
    return any(place_shape(fold(item.text)) for item in sides)

"""What was asked: a name, and what stands around it in the same string.

People write "с. Іванівка Покровського р-ну", "Novopavlivka, Dnipropetrovsk region", "Pokrovsk (Donetsk)",
"Dimitrov (Mirnograd)", "Toretsk/Dzerzhinsk". The name is taken out; kinds and areas become hints; two names that may
stand for one place support each other. What is not understood is left in the name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from toponyms.hints import Hints
from toponyms.index.world import World
from toponyms.question import areawords, kindwords
from toponyms.question.areawords import area_said, former_raion, is_abroad, is_said, seat
from toponyms.question.shortnames import ABBREVIATED
from toponyms.text.keys import fold
from toponyms.walls import HROMADA

_LABELS = (
    r"(?:укр|рос|рус|англ|ukr|rus|ukrainian|russian|(?:also )?known as|a\.?k\.?a|formerly|former|now|previously|"
    r"колишн\w+|бывш\w+|ранее|раніше|нині|ныне|сейчас|зараз|он же|він же)[.:]*"
)
_SEVERAL = re.compile(r"\s+(?:and|та|і|й|и|und|oraz)\s+|\s*[;&+]\s*", re.IGNORECASE)
_SLASH = re.compile(r"\s*[/\\|]\s*|\s+[-–—=]\s+")
_BRACKETS = re.compile(r"^([^()\[\]]+?)\s*[(\[]\s*([^()\[\]]+?)\s*[)\]]\s*$")
_TRAILING_AREA = re.compile(rf"^(.+?)\s+([^\s,]+\s+(?:{areawords.WORD}))$", re.IGNORECASE)
_LABEL = re.compile(rf"^{_LABELS}\s+", re.IGNORECASE)
_BETWEEN = "and та і й и"
_SIGNS = r"[,;/\\|&+()\[\]]|\s[-–—=]\s|\s(?:" + _BETWEEN.replace(" ", "|") + r")\s"
_KINDS = f"{kindwords.BEFORE}|{kindwords.LATIN}|{kindwords.AFTER}"
_COMPOUND = re.compile(rf"{_SIGNS}|{_KINDS}|\s(?:{areawords.WORD})$", re.IGNORECASE)
_POSTCODE = re.compile(r"(?:^|(?<=[\s,]))\d{5}(?=$|[\s,])")
_STREET = re.compile(
    r"^(?:(?:вулиця|улица|вул|ул|проспект|просп|пр-т|провулок|переулок|пров|пер|площа|площадь|пл|бульвар|бул|бул-р|"
    r"будинок|буд|дом|д|квартира|кв|корпус|корп|офіс|street|str|st|avenue|ave)(?:\.\s*|\s+)|\d+|.*\s(?:street|avenue|str\.)\b).*$",
    re.IGNORECASE,
)
# What is compound has one of these signs or words in it: most names have none, which is told in a tenth of the time.
_SIGN = re.compile(r"[,;/\\|&+()\[\].]")
_TELLING = frozenset(
    [*kindwords.FIRST_WORDS, *areawords.WORDS, *_BETWEEN.split(), *"-–—="]
)

_ABROAD = "abroad"  # for `Question.country`: a region was named that is none of Ukraine


@dataclass(frozen=True, slots=True)
class Question:
    """A question taken apart.

    Attributes:
        names: The name, or several.
        several: True if the names are said to be of several places; otherwise they may be of one.
        kinds: The kinds of place that were said; empty if none was.
        nouns: The nouns of those kinds, one of which may be in the name on record.
        whole: The name with the noun that was taken off, where the two may be one name.
        direction: Whether it is said of a direction of the front, which has the adjective of a town or its name.
        former_raion: Whether it is said of a raion that is not on record.
        abbreviated: Whether it begins with what may be a word cut short.
        country: The country that was said, by its code; "abroad" for a region that is none of Ukraine; else empty.
        hints: The caller's hints, with the areas that were said.
        note: What an explanation should add.
    """

    names: tuple[str, ...]
    several: bool = False
    kinds: frozenset[str] = frozenset()
    nouns: tuple[str, ...] = ()
    whole: str = ""
    direction: bool = False
    former_raion: bool = False
    abbreviated: bool = False
    country: str = ""
    hints: Hints | None = None
    note: str = ""


def is_compound(text: str) -> bool:
    """Tell whether there may be more in a question than a name."""
    if _SIGN.search(text) is None and _TELLING.isdisjoint(text.lower().split()):
        return ("-" in text[:4] and ABBREVIATED.match(text) is not None) or _POSTCODE.search(text) is not None
    return _COMPOUND.search(text) is not None or ABBREVIATED.match(text) is not None


def read_question(world: World, text: str, hints: Hints | None) -> Question | None:
    """Take a question apart; return None if there is nothing in it but a name.

    Args:
        world: The names and places.
        text: The question as given.
        hints: The caller's hints.
    """
    text = " ".join(text.split())
    shorter = HROMADA.sub(" громада", " ".join(_POSTCODE.sub(" ", text).split()).strip(" ,"))
    if shorter and shorter != text:
        question = None if world.exact(fold(shorter)) else read_question(world, shorter, hints)
        return question or Question((shorter,), hints=hints)
    brackets = _BRACKETS.match(text)
    if brackets:
        outside, inside = brackets.groups()
        inside = _LABEL.sub("", inside)
        area = area_said(world, inside, bare=True)
        question = read_question(world, outside, hints) or Question((outside,), hints=hints)
        raion = former_raion(world, inside)
        if raion:
            return _near_seat(world, question, raion)
        country = _country(world, inside) or ("" if area or not is_said(inside) else _ABROAD)
        if country:
            return replace(question, country=country)
        if area and not _may_be_one(world, question.names[0], inside):
            return _with_area(world, question, area)
        return replace(question, names=(*question.names, _bare(inside)))
    if "," in text:
        parts = [part.strip() for part in text.split(",") if part.strip()]
        return _by_commas(world, [part for part in parts if not _STREET.match(part)] or parts, hints)
    several = [part for part in _SEVERAL.split(text) if part]
    if len(several) > 1 and all(fold(part) for part in several):
        return Question(tuple(_bare(part) for part in several[:5]), several=True, hints=hints)
    slashed = [part for part in _SLASH.split(text) if part]
    if len(slashed) == 2 and area_said(world, slashed[1], bare=True) and not _may_be_one(world, *slashed):
        return read_question(world, f"{slashed[0]} ({slashed[1]})", hints)  # "Komyshuvakha - Zaporizka"
    if len(slashed) > 1 and all(fold(part) for part in slashed):
        return Question(tuple(_bare(part) for part in slashed[:5]), hints=hints)
    if is_said(text):
        areas = area_said(world, text, bare=False)
        if areas:
            names = sorted({world.place(area).name for area in areas})[:5]
            return Question(tuple(names), several=len(names) > 1, hints=hints)
        raion = former_raion(world, text)
        if raion:
            return Question((raion,), former_raion=True, hints=hints)
    trailing = _TRAILING_AREA.match(text)
    if trailing:
        area = area_said(world, trailing[2], bare=False)
        raion = "" if area else former_raion(world, trailing[2])
        if area or raion:
            question = _of_kind(trailing[1], hints) or Question((trailing[1],), hints=hints)
            return _with_area(world, question, area) if area else _near_seat(world, question, raion)
    return _of_kind(text, hints)


def _by_commas(world: World, parts: list[str], hints: Hints | None) -> Question | None:
    """Of parts between commas, some name areas; what is left is the name, which may stand first or last."""
    countries = [_country(world, part) or is_abroad(world, part) * _ABROAD for part in parts]
    country = next(filter(None, countries), "")
    parts = [part for part, code in zip(parts, countries, strict=True) if not code]
    areas = [area_said(world, part, bare=False) for part in parts]
    names = [part for part, area in zip(parts, areas, strict=True) if not area]
    raions = {part: raion for part in names if len(names) > 1 and (raion := former_raion(world, part))}
    names = [part for part in names if part not in raions] or names
    if not names and parts:  # "Kherson region, Ukraine": the first of them is what was meant
        names, areas = parts[:1], areas[1:]
    if len(names) == 2:  # "Pokrovsk, Donetsk": the second is an area that was named without saying so
        area = area_said(world, names[1], bare=True)
        if area:
            areas.append(area)
            names.pop()
    if len(names) != 1:
        return Question(tuple(map(_bare, names[:5])), several=True, hints=hints) if len(names) > 1 else None
    question = read_question(world, names[0], hints) or Question((names[0],), hints=hints)
    question = replace(question, country=country)
    for area in areas:
        if area:
            question = _with_area(world, question, area)
    for raion in raions.values():
        question = _near_seat(world, question, raion)
    return question


def _country(world: World, text: str) -> str:
    """Return the code of the country that a part names, or nothing."""
    if text in ("UA", "UKR"):
        return "UA"
    for name, _, _ in world.exact(fold(text)):
        place = world.place(world.place_of(name))
        if place.kind == "country":
            return place.country
    return ""


def _bare(part: str) -> str:
    return kindwords.split(_LABEL.sub("", part))[0]


def _of_kind(text: str, hints: Hints | None) -> Question | None:
    """Take off what says the kind of place; return None if nothing does."""
    text, labelled = _LABEL.sub("", text), text
    name, kinds, nouns = kindwords.split(text)
    if not fold(name) or name == labelled:
        abbreviated = ABBREVIATED.match(text)
        return Question((text,), abbreviated=True, hints=hints) if abbreviated else None
    if kinds == kindwords.DIRECTION:
        return Question((name,), kinds=kindwords.SETTLEMENTS, direction=True, hints=hints)
    whole = text if kinds and not kinds & kindwords.SETTLEMENTS else ""
    return Question((name,), kinds=kinds, nouns=nouns, whole=whole, hints=hints)


def _with_area(world: World, question: Question, areas: frozenset[int]) -> Question:
    """Add areas to the hints; with those of the caller only the smaller ones inside them remain."""
    hints = question.hints or Hints()
    if hints.areas is not None:
        inside = frozenset(area for area in areas if hints.admits(world, area))
        areas = inside or hints.areas
    names = ", ".join(sorted(world.place(area).name for area in areas)[:3])
    hints = replace(hints, areas=areas, share=hints.share if hints.areas == areas else min(hints.share, 0.06))
    return replace(question, hints=hints, note=f"It was looked for in {names}.")


def _near_seat(world: World, question: Question, raion: str) -> Question:
    """Prefer what is near the town of a raion that there is no more."""
    hints = question.hints or Hints()
    point = seat(world, raion, hints)
    if point is None or hints.near is not None:
        return question
    said = "Of the raion that was said only the town is on record: places near it are likelier."
    return replace(question, hints=replace(hints, near=point), note=" ".join(filter(None, (question.note, said))))


def _may_be_one(world: World, one: str, two: str) -> bool:
    """Tell whether two names on record have a place in common."""
    places = {world.place_of(name) for name, _, _ in world.exact(fold(one))}
    return any(world.place_of(name) in places for name, _, _ in world.exact(fold(two)))

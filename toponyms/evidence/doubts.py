"""Reasons to doubt that a name stands for a place where nothing beside it says so: words, speakers, persons, seas."""

from __future__ import annotations

import re
from typing import NamedTuple

from toponyms.evidence.case import Case
from toponyms.evidence.readings import CITY, Readings
from toponyms.evidence.runs import WATER
from toponyms.text.homographs import is_first_name
from toponyms.text.lemmas import adjective_stem

EVIDENCE = frozenset(
    {
        "settlement", "bearing", "locative", "direction", "relation", "city", "hromada", "oblast", "raion",
        "struck", "listed", "defined", "institution", "folk",
    }
)  # fmt: skip
"""Effects that show that a name is meant for a place."""

SURNAME = ("skyi", "sky", "skii", "skoho", "skomu")
VERB = re.compile(
    "(?:[иаіуоя]в|вся|ла|лась|лася|[аиоу]ло|лось|лося|ли|лись|лися|ет|ит|ать|ить|еть|ти|тися|ться|є|ив)$"
)
NOUN = re.compile(r" ([а-яёіїєґ'’-]{3,}|[А-ЯЁІЇЄҐ]{2,5}(?!\w))")
_SPEAKER = re.compile(r"[^\s] ?[—–-] $")
_ROUTE = re.compile(r"(?<![^\s])[A-ZА-ЯЁІЇЄҐ][\w'’ʼ-]+ [—–-] $")  # «поезд Киев — Херсон»
_YEAR = re.compile(r"\d{4}(?:-?\w{1,2}| годах?| роках?| года| року)? ?[—–-] $")  # «а с 1990 — Луганск»
_END = re.compile(r"\W?\s*$|\W?[\r\n]")
_QUOTING = re.compile("[:,] ?(?:[—–-] )?[«“„\"]")
_HAMLET = 1.0  # what a village of 2,000 weighs
# «Про це Квасилів написав»: of a small village that is called like a man, texts say where it is, or what it is.
_LIKE_SURNAME = re.compile("(?:[іїоеєё]в|[иыіїй]н|[уюая]к|ко|[иіы]ч|[иыо]й)$")
_MASCULINE = ("ий", "ый")
_NOT_ADJECTIVE = frozenset({"settlement", "direction", "relation", "hromada"})
_NO_NOUN_TEXT = "для при над под під між между перед через після после возле біля або или але что это как який яка які"
NO_NOUN = frozenset(_NO_NOUN_TEXT.split())
_WITH_NOUN = frozenset(
    {
        "attribute", "direction", "hromada", "city", "oblast", "raion", "plant", "institution", "settlement", "listed",
        "struck",
    }
)  # fmt: skip
_FEMININE = ("ської", "ській", "ську", "ською", "цької", "цькій", "цьку", "цькою", "ской", "скую", "цкой", "цкую")
# «у Сумській і Лебединській громадах»
_JOINS = re.compile(r"(?:,| та| і| й| и|/| або| или) [А-ЯЁІЇЄҐ][\w'’ʼ-]*[сц]ь?к")
_NEUTRAL = re.compile("(?:[её]|[иіы]й)$")


class Scene(NamedTuple):
    """What is known of the place in a text where a name stands: its script, and whether a sentence begins there."""

    text: str
    latin: bool
    first: bool
    about: bool


_VETO = 4  # as many reasons as leave nothing for neighbours to lift


def doubts(case: Case, scene: Scene, readings: Readings) -> int:
    """Count the reasons to doubt a name."""
    return sum((
        _speaker(case, scene),
        _quoting(case, scene),
        _speaks(case),
        _bare(case, scene),
        _VETO * _sea(case, readings),
        _VETO * _attribute(case, scene),
        _VETO * _lone_adjective(case, scene),
        _whole_name(case),
        _slip_in_name(case),
    ))


def _speaker(case: Case, scene: Scene) -> bool:
    """ "… will take months — Sadovyi": who said it."""
    text, start = scene.text, case.start
    if not _SPEAKER.search(text, max(0, start - 5), start) or not _END.match(text[case.end : case.end + 3]):
        return False
    left = text[max(0, start - 40) : start]
    return "listed" not in case.effects and not _ROUTE.search(left) and not _YEAR.search(left)


def _quoting(case: Case, scene: Scene) -> bool:
    """«Мирноградська: "Театр мене врятував"»: who said it, and in the nominative a town may be."""
    return case.readings[0].step != "folded" and bool(_QUOTING.match(scene.text, case.end))


def _speaks(case: Case) -> bool:
    """«сказав Квасилів»: cities speak, too, but no small town does, and «Николаев сказал» is more likely a man."""
    if "speech" not in case.effects or case.effects & EVIDENCE:
        return False
    like_man = "surname" in case.spot.meanings and case.spot.shape < 0
    return case.readings[0].weight < CITY or like_man


def _bare(case: Case, scene: Scene) -> bool:
    """A word, a surname or a weak name without anything beside it that speaks of a place."""
    spot, effects = case.spot, case.effects
    if case.area or effects & EVIDENCE or effects & {"attribute", "water"}:
        return False
    if spot.weak or (spot.words == 1 and spot.key.endswith(SURNAME)):
        return True
    if not scene.latin and spot.words == 1 and case.readings[0].weight < _HAMLET and _LIKE_SURNAME.search(spot.text):
        return True
    if "word" not in spot.meanings:
        return False
    if scene.latin:
        return "part" in effects or not scene.about
    if scene.first and spot.words == 1 and _NEUTRAL.search(spot.text):
        # «Рівне світло» is even light, «Рівне приймає» is the city: an adjective wants its noun.
        noun = NOUN.match(scene.text[case.end : case.end + 30])
        return noun is None or not VERB.search(noun.group(1))
    return scene.first


def _sea(case: Case, readings: Readings) -> bool:
    """«Азовське море» is none of the villages called Азовське; «канал Енергодара» is the town's."""
    if "water" not in case.effects or not adjective_stem(case.spot.text):
        return False
    return not any(readings.kind(r.place) in WATER for r in case.readings)


def _attribute(case: Case, scene: Scene) -> bool:
    """«Південний округ», «Южный порт» are adjectives with their nouns, whatever towns are near."""
    spot = case.spot
    if "word" not in spot.meanings or not spot.text.endswith(_MASCULINE) or case.effects & _NOT_ADJECTIVE:
        return False
    if case.area or adjective_stem(spot.text):  # «Донецький аеропорт» names Donetsk
        return False
    noun = NOUN.match(scene.text[case.end : case.end + 30])
    return bool(noun and noun.group(1) not in NO_NOUN and not VERB.search(noun.group(1)))


def _lone_adjective(case: Case, scene: Scene) -> bool:
    """«до Одеської», «на углу Сумской»: an adjective in the feminine without its noun is a street's, or a woman's."""
    if scene.latin or case.area or case.readings[0].step != "adjective" or case.effects & _WITH_NOUN:
        return False
    return case.spot.text.endswith(_FEMININE) and not _JOINS.match(scene.text, case.end)


def _whole_name(case: Case) -> bool:
    """A village may bear a whole name, "Івана Франка", but most often the man does."""
    first, several, _ = case.spot.text.partition(" ")
    return bool(several) and is_first_name(first) and not case.effects & EVIDENCE


def _slip_in_name(case: Case) -> bool:
    """A part of a longer name is no slip of a town: «Чорних Запорожців»."""
    return "part" in case.effects and case.readings[0].step == "fuzzy"

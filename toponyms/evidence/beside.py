"""Weigh a name by itself: its own words, and the words directly beside it."""

from __future__ import annotations

import re

from toponyms.evidence.case import Case
from toponyms.evidence.doubts import EVIDENCE, NO_NOUN, NOUN, SURNAME, VERB, Scene, doubts
from toponyms.evidence.readings import CITY, Reading, Readings
from toponyms.evidence.rules import KINDS, rules
from toponyms.evidence.runs import WATER, own_nothing
from toponyms.evidence.things import is_thing
from toponyms.text.decoys import surname_shape
from toponyms.text.homographs import is_first_name
from toponyms.text.keys import fold, is_cyrillic
from toponyms.text.lemmas import adjective_stem, plain

_OF_PERSONS = frozenset({"person", "first-name", "speech", "surname-after"})

NEEDS_EVIDENCE = 1.5  # the share of its weight that speaks against a name that needs evidence and has none
ABROAD, FROM_HOME = 6.0, 0.25  # a place abroad in a text of which nothing is known, and in one that speaks of Ukraine
_AREAS = frozenset({"oblast", "raion", "hromada", "city-district"})
_SENTENCE = re.compile(r"[.!?…]['\"»”’)]*\s+$|[\n\r]\s*$|[.!?…]\s*[«“\"'‘—–-]\s*$|^\W*$|[•◾▪️]\W*$")
_PREPOSITIONS_TEXT = """
    в во на под над из за до от через при по к ко у о об возле около близ вблизи с со між під біля з із зі від про
    поблизу неподалік після
    in on at near from to of after before over around outside inside into toward towards the
    a an as and but or if so while when amid how why
"""
_PREPOSITIONS = frozenset(_PREPOSITIONS_TEXT.split())
# An office in the nominative has its town in the genitive beside it; its holder's name would agree with it.
_OFFICE = re.compile(r"(?<!\w)(?:[Мм][еэ]р|[Мм]іський голова|[Гг]ородской голова|[Гг]лава|[Гг]радоначальник) $")
_GENITIVE = re.compile("[ое]го$")
# «Південно-Слобожанський», "North Slobozhanskyi": a direction of the front that no town has given its name.
_COMPASS = re.compile(
    "(?:північно|південно|східно|західно|северо|южно|юго|восточно|западно|pivn?ichno|pivdenno|north(?:ern)?|south(?:ern)?)$",
    re.IGNORECASE,
)
# «Великий Белозір» is no Білозір, and «Нова Бучанська лікарня» is Bucha's.
_SIZE = re.compile(
    "(?:больш|велик|мал|нов|стар|верхн|нижн)(?:ая|ое|ие|ые|ий|ой|ый|ую|ого|ому|им|ым|ом|их|ых|яя|ей|ею|юю|ее|а|е|і|у|ої|ій|ою|я|є|ю|ьої)$"
    "|(?:bolshaya|bolshoye|velyka|velyke|velyki|velikaya|mala|malaya|nova|novaya|stara|staraya)$",
    re.IGNORECASE,
)
_TAILS = frozenset({"city", "oblast", "region", "district", "raion", "airport", "railway", "international"})
_IN = re.compile(r"(?<!\w)(?:[Вв]о?|[Нн]а) $")
_NOMINATIVE = re.compile("(?:[сц]ь?к(?:[иі]й|ая|а))$")
# «Торецька не прийшла»: a town in the genitive would have a noun before it.
_SUBJECT = re.compile(r"(?:^|[.!?,;:—–(«\n]|(?<!\w)(?:і|й|та|и|а|но|але)) ?$", re.IGNORECASE)
_SHE = re.compile(
    r"(?: не)? (?:(?!скала|сила|могила|зала)[а-яёіїєґ'’]{2,}[аиіяуюе]ла(?:с[ья])?|[а-яіїє]*йшла)(?!\w)"
)
_HER_NAME = re.compile("[сц]ь?к(?:ая|а)$")
# «у Святогірську монастир», «в Святогорске монастырь»: adjectives would be Святогірському, Святогорском.
_TOWN_BEFORE = re.compile(r"[сц]ьку (?!\w+[ую](?!\w))|[сц]ке ")
_NEUTER = re.compile("[сц]ком$")
_CAPITAL = re.compile(" [A-ZА-ЯЁЄІЇҐ]")
_CAPITALISED = re.compile(r"\b[A-Z][a-z]+")
_SMALL = re.compile(r"\b(?!after|under|over|from|with|into|near|amid|amidst|before|about|between)[a-z]{4,}|[а-яёіїєґ]")
_NOUN_BEFORE = frozenset({"settlement", "struck"})
_OF_AREA = frozenset({"oblast", "raion", "hromada"})
_NOUN_AFTER = frozenset({"hromada", "raion", "oblast", "direction"})


# Who speaks of a front line means the one in Ukraine, unless the text says otherwise.
_FRONT = re.compile(
    r"\b(?:[Ff]ighting|[Ff]ront[- ]?line|[Aa]xis|direction|[Ss]hell(?:ed|ing)|[Bb]attle\w*|troops|stormed|assaults?|"
    r"[Oo]ffensive|brigades?|drones?|encircle\w*|defen[cs]e ministry|Ministry of Defen[cs]e)\b"
)
_LINE = 120  # characters of a line on either side of a name that tell whether it is a headline
_WAR = 0.5  # what is left of a town abroad beside such a word


def weigh_alone(text: str, case: Case, about: bool, home: bool, readings: Readings, lower: bool) -> None:
    """Weigh a case by its own words and the words directly beside it.

    Args:
        text: The text.
        case: The case; its weights are set.
        about: Whether the text may be about Ukraine.
        home: Whether it says so.
        readings: What found the case.
        lower: Whether capitals say nothing.
    """
    spot, effects = case.spot, case.effects
    if case.area:
        effects -= _OF_PERSONS  # "губернатор Николаевской области Виталий Ким"
    if "quarter" in effects and not spot.quarter and not case.area:
        effects.remove("quarter")  # one that is not on record is no town either
        if is_cyrillic(spot.text):
            effects.add("street")
    if not case.area and not spot.plain:
        alone = [r for r in case.readings if _stands_alone(r, readings, case)]
        if len(alone) < len(case.readings):
            case.readings = alone
    if not case.readings:
        return
    latin = not is_cyrillic(spot.text)
    first = lower or _opens(text, case.start)
    if not case.area:
        if not lower:
            _company_in_run(text, case)
        if not latin:
            _grammar(text, case, readings)
            if is_thing(text, case, first):
                effects.add("named")
    size = 2 if case.area else spot.words
    nothing = own_nothing(spot.text, spot.key, spot.decoy, spot.shape, spot.meanings, size, about=about, first=first)
    place, against = 1.0, 0.0
    table = rules().weights
    for effect in sorted(effects):
        up, down, share = table[effect]
        place *= up
        nothing *= down
        against += share
    if spot.plain and not effects & {"water", "direction", "hromada"}:
        case.weights = [r.weight * place for r in case.readings]
    else:
        case.weights = [r.weight * place * _kind_factor(r, case, readings) for r in case.readings]
    abroad = [r.abroad for r in case.readings] if home or not about else ()
    if any(abroad):
        factor = FROM_HOME if home else _WAR if _FRONT.search(text, max(0, case.start - 80), case.end + 80) else ABROAD
        case.weights = [w * factor if away else w for w, away in zip(case.weights, abroad, strict=True)]
    against += NEEDS_EVIDENCE * doubts(case, Scene(text, latin, first, about), readings)
    case.nothing = nothing + against * sum(case.weights)


def _opens(text: str, start: int) -> bool:
    """Tell whether a sentence opens at a place in the text."""
    if text[start - 1 : start] == " " and text[start - 2 : start - 1].isalnum():  # a word before it: the common case
        return False
    return bool(_SENTENCE.search(text[max(0, start - 6) : start]))


def _company_in_run(text: str, case: Case) -> None:
    """See what the capitalised words beside a spot in its run make of it: most often a part of a longer name."""
    spot, effects = case.spot, case.effects
    if spot.text.isupper() or " " in spot.text or (spot.water and "water" in effects):
        return
    best = spot.readings[0]
    if spot.before and spot.before.lower() not in _PREPOSITIONS:
        at = text.rfind(spot.before, 0, case.start)
        gap = text[at + len(spot.before) : case.start]
        if _COMPASS.match(spot.before) and (gap == "-" or (gap == " " and spot.key.endswith(SURNAME))):
            effects -= EVIDENCE
            effects.add("compass")
            return
        said = effects & _NOUN_BEFORE  # "Власти Николаева": Власта is a name, too
        if gap == " " and _SIZE.match(spot.before) and best.step != "adjective" and best.weight < CITY:
            effects.add("shorter")
            return
        # "мер Кам'янського", "мэр Энергодара Дмитрий": "мэр" is a first name, too
        office = bool(effects & {"person", "folk"}) and (
            is_first_name(spot.after) or bool(_GENITIVE.search(spot.text) and _OFFICE.search(f"{spot.before} "))
        )
        if is_first_name(spot.before) and gap == " " and not office and not said and not effects & _NOUN_AFTER:
            effects.add("first-name")
        elif gap == " " and not effects & EVIDENCE and not _known_tail(spot.before) and not _opens(text, at):
            effects.add("part")
    if spot.after and text[case.end : case.end + 1] == " " and not _known_tail(spot.after) and not effects & EVIDENCE:
        if is_first_name(spot.after):
            # "мер Харкова Ігор Терехов": a whole name begins here; "Рівного Сергія": the end of one does.
            if not _CAPITAL.match(text, case.end + 1 + len(spot.after)):
                effects.add("surname-after")
            return
        if rules().said_by(f"{spot.text} ") in KINDS:
            # «Городок Хмельницької області» is Horodok.
            at = case.end + 1
            if not _OF_AREA & rules().effects(text, at, at + len(spot.after))[0]:
                effects.add("apposition")
            return
        plain_city = best.weight > CITY and _is_headline(text, case)
        known = best.step == "folded" and (plain_city or not spot.meanings)
        person = spot.decoy in ("first-name", "surname") or "first-name" in spot.meanings
        if not known and (person or is_first_name(spot.text) or surname_shape(fold(spot.after))):
            effects.add("surname-after")
        else:
            effects.add("part")
    if "part" in effects and ("institution" in effects or _is_headline(text, case)):
        effects.discard("part")


def _grammar(text: str, case: Case, readings: Readings) -> None:
    """See what case and agreement say: an adjective wants a noun after it, an office its town in the genitive."""
    effects = case.effects
    steps = {r.step for r in case.readings[:3]}
    if "person" in effects and case.readings[0].step == "inflected" and not case.spot.key.endswith(SURNAME):
        effects.discard("person")
    if case.readings[0].step == "inflected":
        effects.discard("bearer")  # «ресторан Одессы» is no «ресторан Одесса»
    left = text[max(0, case.start - 24) : case.start]
    genitive = case.readings[0].step == "inflected" and _GENITIVE.search(case.spot.text)
    if genitive and "person" in effects and _OFFICE.search(left):
        effects -= {"person", "speech"}
        effects.add("folk")
    elif not genitive:
        effects.discard("folk")
    if "locative" in effects and _NEUTER.search(case.spot.text) and _IN.search(left):
        # «в Луганском» is Луганское: the locative of Луганск is Луганске.
        wrong = [r.step == "inflected" and plain(readings.name(r.name).text).endswith("ск") for r in case.readings]
        if not all(wrong):
            case.readings = [r for r, skip in zip(case.readings, wrong, strict=True) if not skip]
    if "nature" in effects and "locative" in effects and _TOWN_BEFORE.search(text, case.end - 4, case.end + 30):
        effects.discard("nature")
    if _HER_NAME.search(case.spot.text) and _SUBJECT.search(left) and _SHE.match(text, case.end):
        effects.add("person")
    titled = "person" in effects and _NOMINATIVE.search(case.spot.text)  # "художник Айвазовский всю жизнь"
    if not titled and ("adjective" in steps or case.spot.key.endswith(SURNAME)):
        noun = NOUN.match(text[case.end : case.end + 30])
        if noun and "speech" not in effects and noun.group(1) not in NO_NOUN and not VERB.search(noun.group(1)):
            effects.add("attribute")
            effects -= {"person", "part"}


def _is_headline(text: str, case: Case) -> bool:
    """Tell whether a name stands in a line whose words all have capitals, so that those beside it say nothing."""
    left, right = text[max(0, case.start - _LINE) : case.start], text[case.end : case.end + _LINE]
    line = left.rpartition("\n")[2] + text[case.start : case.end] + right.partition("\n")[0]
    return len(_CAPITALISED.findall(line)) > 3 and not _SMALL.search(line)


def _known_tail(word: str) -> bool:
    return word.lower() in _TAILS


def _stands_alone(reading: Reading, readings: Readings, case: Case) -> bool:
    """Tell whether a reading is possible without an area noun: the bare adjective of an oblast is none."""
    kind = readings.kind(reading.place)
    if kind not in _AREAS:
        return True
    if case.spot.words > 1 and "-" not in case.spot.text:
        return True
    if kind == "hromada" and "hromada" in case.effects:
        return True
    return kind == "oblast" and not adjective_stem(case.spot.text)


def _kind_factor(reading: Reading, case: Case, readings: Readings) -> float:
    kind = readings.kind(reading.place)
    effects = case.effects
    if "water" in effects:
        return 50.0 if kind in WATER else 0.02
    if kind in WATER:
        return 0.002 if "settlement" in effects else 0.01 if "struck" in effects else 0.1
    if reading.step == "adjective":
        if effects & {"direction", "hromada", "city"}:
            return 20.0
        if "settlement" in effects:
            return 0.001  # «село Первомайське» is called so itself, after no Первомайськ
        if "attribute" in effects:
            return 1.0 if "locative" in effects else 3.0  # "под Артёмовском": more likely the town
        if not is_cyrillic(case.spot.text):
            return 1.0
        return 0.1
    elif effects & {"direction", "hromada"} and adjective_stem(case.spot.text):
        return 0.05
    return 1.0

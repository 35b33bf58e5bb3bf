"""What a phrase of running text can stand for: places on record by name, case form, adjective, romanisation or slip.

`resolve` stops at the first step that answers. Running text cannot: *Покровська* is the nominative of a hromada's
adjective and the genitive of the city, and only the words beside it say which.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from toponyms.evidence.grid import cells
from toponyms.evidence.lands import raions_of_land
from toponyms.index.layout import SYSTEM
from toponyms.index.world import World
from toponyms.ladder import climb, nominative_keys
from toponyms.model import Name, Place
from toponyms.score import RUSSIAN
from toponyms.slips import likelihood
from toponyms.text.decoys import is_decoy, place_shape, surname_shape
from toponyms.text.forms import is_case_form
from toponyms.text.homographs import meanings
from toponyms.text.inflect import adjective_stems
from toponyms.text.keys import fold, is_cyrillic, skeleton
from toponyms.text.lemmas import adjective_bases, adjective_stem, languages, plain
from toponyms.text.russian import in_ukrainian

INFLECTED = 0.7
ADJECTIVE = 0.5
SEAT = 0.3
CENTRE = 4.0
BARELY = 0.4
OTHER_LETTERS = 0.2
CLOSE = 0.2  # a likelihood; two slips of the common kinds are below it
CITY = 15.0  # what a city of 40,000 weighs
SLIP = 0.3  # a slip of the pen in running text, where most unknown words are something else
_REMEMBERED = 20_000
_LONGEST = 60  # letters; longer names are no words
_SHORTEST_FUZZY = 7
# Latin letters that slip into Cyrillic words.
_LOOKALIKES = str.maketrans("aceiopxyABCEHIKMOPTXY", "асеіорхуАВСЕНІКМОРТХУ")
_LANDS = ("oblast", "region", "country", "city")
_LARGE = ("oblast", "raion", "country")
_AREAS = ("oblast", "raion", "hromada", "city-district")


class Reading(NamedTuple):
    """A place that a phrase may stand for, before the words beside it are looked at.

    Attributes:
        place: Its number.
        name: The number of the name that led to it.
        weight: Its prior, for this name.
        how: How the name comes from one on record.
        step: How the phrase comes from the name: "folded", "inflected", "adjective", "romanised" or "fuzzy".
        similarity: How near they are.
        point: Where it lies.
        abroad: Whether that is not in Ukraine.
        oblast: The outermost area that it lies in.
        cells: The cell of the grid that it lies in, and those around it.
    """

    place: int
    name: int
    weight: float
    how: int
    step: str
    similarity: float
    point: tuple[float, float] | None = None
    abroad: bool = False
    oblast: int | None = None
    cells: tuple[int, ...] = ()


class Readings:
    """Finds what phrases can stand for in one `World`."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._kind = world.kind_and_country
        self._known: dict[tuple[str, int, bool], tuple[Reading, ...]] = {}
        self._places: dict[int, Place] = {}
        self._names: dict[int, Name] = {}
        self._written: dict[int, dict[str, str]] = {}

    def place(self, number: int) -> Place:
        """Return a place; those that texts name are named again."""
        found = self._places.get(number)
        if found is None:
            if len(self._places) >= _REMEMBERED:
                self._places.clear()
            found = self._places[number] = self.world.place(number)
        return found

    def name(self, number: int) -> Name:
        """Return a name; the same holds for names."""
        found = self._names.get(number)
        if found is None:
            if len(self._names) >= _REMEMBERED:
                self._names.clear()
            found = self._names[number] = self.world.name(number)
        return found

    def kind(self, place: int) -> str:
        """Return the kind of a place."""
        return self._kind(place)[0]

    def abroad(self, place: int) -> bool:
        """Tell whether a place is not in Ukraine."""
        return self._kind(place)[1] != "UA"

    def of(self, phrase: str, *, fuzzy: int = 1, single: bool = True) -> tuple[Reading, ...]:
        """Return what a phrase can stand for, likeliest first.

        Args:
            phrase: One or more words as they stand in the text.
            fuzzy: Whether slips of the pen count: 0 no, 1 in words that end as places do, 2 in all words.
            single: False if only names on record and their case forms count (for parts of longer runs of words).
        """
        asked = (phrase, fuzzy, single)
        known = self._known.get(asked)
        if known is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[asked] = self._find(phrase, fuzzy, single)
        return known

    def _find(self, phrase: str, fuzzy: int, single: bool) -> tuple[Reading, ...]:
        key = fold(phrase)
        if not 2 <= len(key) <= _LONGEST:
            return ()
        best: dict[int, Reading] = {}
        self._exact(key, best)
        if fuzzy:
            self._in_russian(key, best)
        self._seats(best)
        if is_cyrillic(phrase):
            phrase = phrase.translate(_LOOKALIKES)
            self._misread(plain(phrase), best)
            for lang in languages(phrase):
                self._inflected(phrase, key, lang, best)
                if single:
                    self._adjectives(phrase, lang, best)
            # «Нікопольщина» is the raion, unless an oblast, a region or a city (Запоріжжя) is called so.
            if single and not any(self.kind(place) in _LANDS for place in best):
                for place, name, weight, how in raions_of_land(phrase, self.world):
                    best[place] = Reading(place, name, weight, how, "inflected", 1.0)
        if not best and phrase.startswith("Больш"):  # «Большая Белозёрка» is Великая on record
            return self.of(_BIG.sub("Велик", phrase), fuzzy=fuzzy, single=single)
        if "-" in phrase:
            self._joined(phrase, best)
        if not best and (single or _RUSSIAN_PAIR.match(phrase)):
            self._vague(phrase, key, fuzzy, best)
        if not best:
            return ()
        ranked = sorted(best.values(), key=lambda reading: (-reading.weight, reading.name))
        return tuple(map(self.placed, ranked))

    def placed(self, reading: Reading) -> Reading:
        """Return a reading with where it lies: its neighbours in the text ask for that."""
        place = reading.place
        above = self.world.ancestors(place)
        oblast = above[-1] if above else None
        point = self.point(place)
        around = cells(point) if point else ()
        return reading._replace(point=point, abroad=self.abroad(place), oblast=oblast, cells=around)

    def point(self, place: int) -> tuple[float, float] | None:
        """Return where a place lies: one village in six has no coordinates on record, but its hromada has.

        The middle of an oblast says nothing of a river in it.
        """
        around = (place, *(above for above in self.world.ancestors(place)[:1] if self.kind(above) not in _LARGE))
        return next((point for number in around if (point := self.world.coordinates(number)) is not None), None)

    def _exact(self, key: str, best: dict[int, Reading]) -> None:
        place_of = self.world.place_of
        for name, weight, how in self.world.exact(key):
            # A romanisation without its signs (Šumy) is a weak claim to a name that another place bears.
            if how & SYSTEM:
                weight *= BARELY
            _keep(best, Reading(place_of(name), name, weight, how, "folded", 1.0))
        if any(r.weight > CITY and not r.how & SYSTEM for r in best.values()):
            # Whoever means the hamlet would write Šumy or Shumy; no neighbour makes it likelier than the city.
            for place in [place for place, reading in best.items() if reading.how & SYSTEM]:
                del best[place]

    def _in_russian(self, key: str, best: dict[int, Reading]) -> None:
        """Add the names that a Russian text would give this ending: "Шахово" is mostly Шахове, «Шаховое» on record."""
        other = in_ukrainian(key)
        for name, weight, how in self.world.exact(other) if other else ():
            if not how & SYSTEM:
                _keep(best, Reading(self.world.place_of(name), name, weight * RUSSIAN, how, "fuzzy", 0.9))

    def _joined(self, phrase: str, best: dict[int, Reading]) -> None:
        """Add what the parts of a name are as one word: Гуляй-Поле is a hamlet, and more often Гуляйполе."""
        first, *rest = phrase.split("-")
        word = first + "".join(rest).lower()
        for name, weight, how in self.world.exact(fold(word)):
            if not how & SYSTEM:
                _keep(best, Reading(self.world.place_of(name), name, weight * INFLECTED, how, "folded", 1.0))
        if is_cyrillic(word):
            for lang in languages(word):
                self._inflected(word, fold(word), lang, best)

    def _misread(self, text: str, best: dict[int, Reading]) -> None:
        """Trust names less that have the key of a Cyrillic phrase and other letters: в Донецке is not Донецьке."""
        for place, reading in best.items():
            if not self._recorded(reading.name, text):
                best[place] = reading._replace(weight=reading.weight * OTHER_LETTERS)

    def _recorded(self, number: int, text: str) -> str:
        """Return the name of this writing, as it is recorded, that the place of a name has, or nothing.

        The index keeps one name of a place for a key, and Энергодар and Енергодар have one key.
        """
        written = self.world.name(number).text
        if plain(written) == text:
            return written
        place = self.world.place_of(number)
        known = self._written.get(place)
        if known is None:
            known = self._written[place] = {plain(name.text): name.text for name in self.world.place(place).names}
        return known.get(text, "")

    def _seats(self, best: dict[int, Reading]) -> None:
        """Add the settlements that hromadas in `best` are called after: "the Mezhivska community" is Mezhova's."""
        for reading in list(best.values()):
            if "-hromada-" in self.world.place_id(reading.place):
                seat = self.seat(reading.place)
                if seat >= 0 and seat not in best:
                    weight = self.world.prior(seat) * SEAT
                    best[seat] = Reading(seat, reading.name, weight, reading.how, "adjective", 1.0)

    def _centres(self, best: dict[int, Reading]) -> None:
        """Prefer, of the towns an adjective can be made from, the one that a raion is called after."""
        for area in list(best):
            if self.kind(area) != "raion":
                continue
            slug = self.world.place_id(area).removesuffix("-raion")
            for above in self.world.ancestors(area):
                number = self.world.find_id(f"{slug}-{self.world.place_id(above).removesuffix('-oblast')}")
                if number in best and best[number].step == "adjective":
                    best[number] = best[number]._replace(weight=best[number].weight * CENTRE)

    def _inflected(self, phrase: str, key: str, lang: str, best: dict[int, Reading]) -> None:
        world = self.world
        for other, lemma in nominative_keys(world, phrase, lang):
            if other == key:
                continue
            for name, weight, how in world.exact(other):
                if how & SYSTEM:
                    continue
                recorded = self._recorded(name, lemma)
                if recorded and is_case_form(recorded, lang, key):  # АЕС is not declined, "аес" would be
                    _keep(best, Reading(world.place_of(name), name, weight * INFLECTED, how, "inflected", 1.0))

    def _adjectives(self, phrase: str, lang: str, best: dict[int, Reading]) -> None:
        stem = adjective_stem(phrase)
        if not stem:
            return
        world = self.world
        for base in adjective_bases(phrase, lang):
            for name, weight, how in world.exact(fold(base)):
                if how & SYSTEM or stem not in _stems(base, lang) or not self._recorded(name, base):
                    continue
                place = world.place_of(name)
                if self.kind(place) not in _AREAS:
                    _keep(best, Reading(place, name, weight * ADJECTIVE, how, "adjective", 1.0))
        for ending in _FULL[lang]:
            for name, weight, how in world.exact(fold(stem + ending)):
                place = world.place_of(name)
                kind = self.kind(place)
                if kind not in _AREAS or how & SYSTEM:
                    continue
                _keep(best, Reading(place, name, weight * INFLECTED, how, "inflected", 1.0))
        self._seats(best)
        self._centres(best)

    def seat(self, hromada: int) -> int:
        """Return the settlement that a hromada is called after, or -1: their ids begin alike."""
        place_id = self.world.place_id(hromada)
        slug, found, rest = place_id.partition("-hromada-")
        if not found:
            return -1
        for candidate in (f"{slug}-{rest}", f"{slug}-{rest.rpartition('-')[2]}"):
            number = self.world.find_id(candidate)
            if number >= 0 and hromada in self.world.ancestors(number):
                return number
        return -1

    def _vague(self, phrase: str, key: str, fuzzy: int, best: dict[int, Reading]) -> None:
        """Ask the resolver for romanisations and slips; a word that does not end like a place is not asked for."""
        if len(key) < 4:
            return
        # Asked in this order because most words are neither like a name nor shaped like one, and shapes cost more.
        alike_in_form = bool(self.world.by_skeleton(skeleton(key)))
        long = fuzzy and len(key) >= _SHORTEST_FUZZY
        if not alike_in_form and not long:
            return
        shaped = place_shape(key)
        if not alike_in_form and not shaped and fuzzy < 2:
            return
        decoy = is_decoy(key)
        shaped = shaped and not decoy
        deep = fuzzy > 1 and long and not decoy and not surname_shape(key)
        if not alike_in_form and not shaped and not deep:
            return
        pair = alike_in_form and " " in phrase
        allow = long and (shaped or deep or pair)
        hits, nothing = climb(self.world, phrase, key, None, bool(allow))
        total = nothing + sum(hit.weight for hit in hits)
        # Of the words on the list of decoys most are Cyrillic: in Latin letters "Vodyanoe" is none.
        word = "word" in meanings(phrase) or (decoy == "word" and not phrase.isascii())
        people = bool(_PEOPLE.search(phrase))
        for hit in hits:
            slip = bool(hit.key)
            if slip and people and hit.key[-2:] != key[-2:]:
                continue
            # "Ivanovsky" may be Ivanivske, and two words that sound like a name are it.
            alike = slip and hit.step == "romanised" and (decoy == "surname" or pair)
            close = deep and slip and likelihood(key, hit.key) > CLOSE
            if word or (slip and decoy == "word") or (slip and not shaped and not alike and not close):
                continue
            # What "nothing on record" weighs is known here only; the share that it leaves goes into the weight.
            weight = hit.weight * (1 if alike else 1 - nothing / total) * (SLIP if slip and not pair else 1.0)
            place = self.world.place_of(hit.name)
            _keep(best, Reading(place, hit.name, weight, hit.how, hit.step, 0.9 if slip else 1.0))


# «Мелітопольці» are people; «Чернивці» is a slip of a town that ends so itself.
_PEOPLE = re.compile("(?:[цс](?:і|ы|ам|ям|ев|ів|ами|ями|ах|ях)|(?:я|ча)(?:ни|не|нам|н))$")
# "Velikaya Novosyolka", "Krasniy Liman": of two words only such are looked for as free romanisations.
_RUSSIAN_PAIR = re.compile("[A-Z][a-z]{2,}(?:a[iy]a|oy?e|[iy]ye|iy|yy|ii) [A-Z][a-z]{2,}$")
_BIG = re.compile("^Больш(?=[аоуие])")
_FULL = {"uk": ("ий", "а", "е"), "ru": ("ий", "ая", "ое")}


def _keep(best: dict[int, Reading], reading: Reading) -> None:
    known = best.get(reading.place)
    if known is None or reading.weight > known.weight:
        best[reading.place] = reading


@lru_cache(maxsize=4096)
def _stems(text: str, lang: str) -> tuple[str, ...]:
    return adjective_stems(text, lang)

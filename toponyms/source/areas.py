"""Further names of areas, which follow from their full names by rule.

The register has "Покровський район", "Покровский район", "Pokrovsk Raion". People also write the bare adjective,
"Pokrovskyi Raion", "Pokrovsk District"; "Donetsk region" for "Donetsk Oblast"; "Покровська територіальна громада".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toponyms.model import Name
from toponyms.text.romanise import romanise

# The word that an area's name carries, by kind and language; its other forms; and the English words for it.
_WORDS: dict[tuple[str, str], tuple[str, tuple[str, ...]]] = {
    ("oblast", "uk"): ("область", ("обл.",)),
    ("oblast", "ru"): ("область", ("обл.",)),
    ("raion", "uk"): ("район", ("р-н",)),
    ("raion", "ru"): ("район", ("р-н",)),
    ("city-district", "uk"): ("район", ("р-н",)),
    ("city-district", "ru"): ("район", ("р-н",)),
    ("hromada", "uk"): ("громада", ("територіальна громада", "ТГ")),
    ("hromada", "ru"): ("громада", ("территориальная громада", "община")),
}
_ENGLISH: dict[str, tuple[str, tuple[str, ...]]] = {
    "oblast": ("Oblast", ("Region", "region", "Province")),
    "raion": ("Raion", ("District", "Rayon")),
    "city-district": ("District", ("Raion", "Rayon")),
    "hromada": ("Hromada", ("Territorial Hromada", "Community", "Territorial Community")),
}
_CRIMEA = (
    ("Крим", "uk"), ("АР Крим", "uk"), ("Автономна Республіка Крим", "uk"), ("Республіка Крим", "uk"),
    ("Крым", "ru"), ("АР Крым", "ru"), ("Автономная Республика Крым", "ru"),
    ("Crimea", "en"), ("Autonomous Republic of Crimea", "en"), ("AR Crimea", "en"), ("ARC", "en"),
    ("Crimean Peninsula", "en"), ("Krym", "en"),
)  # fmt: skip
_CITIES = {
    "kyiv": (("місто Київ", "uk"), ("м. Київ", "uk"), ("город Киев", "ru"), ("г. Киев", "ru"), ("Kyiv City", "en"),
             ("City of Kyiv", "en")),
    "sevastopol": (("місто Севастополь", "uk"), ("м. Севастополь", "uk"), ("город Севастополь", "ru"),
                   ("г. Севастополь", "ru"), ("Sevastopol City", "en"), ("City of Sevastopol", "en")),
}  # fmt: skip


def derived(place_id: str, kind: str, official: Mapping[str, str]) -> list[Name]:
    """Return the names that follow from an area's official names.

    Args:
        place_id: The place's id; Crimea, Kyiv and Sevastopol have names of no common pattern.
        kind: The kind of place.
        official: The official names by language.

    Returns:
        Names of kind "also", none of them official; empty for places that are no areas.

    Examples:
        >>> names = derived("pokrovsk-raion", "raion", {"uk": "Покровський район", "en": "Pokrovsk Raion"})
        >>> [name.text for name in names if "Rayon" not in name.text]
        ['Покровський', 'Покровський р-н', 'Pokrovskyi', 'Pokrovskyi Raion', 'Pokrovskyi District', 'Pokrovsk District']
    """
    known = set(official.values())
    found = []
    for text, lang in _forms(place_id, kind, official):
        if text not in known:
            known.add(text)
            found.append(Name(text, lang, "also"))
    return found


def _forms(place_id: str, kind: str, official: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if place_id == "crimea":
        yield from _CRIMEA
        return
    if place_id in _CITIES:
        yield from _CITIES[place_id]
        return
    if kind not in _ENGLISH:
        return
    word, others = _ENGLISH[kind]
    heads = []
    for lang in ("uk", "ru"):
        own, shapes = _WORDS[kind, lang]
        head, _, last = official.get(lang, "").rpartition(" ")
        if not head or last != own:
            continue
        yield head, lang
        for shape in shapes:
            yield f"{head} {shape}", lang
        heads.append(head)
        if lang == "uk":
            latin = romanise(head, "uk-kmu-2010")
        elif kind == "oblast":
            latin = romanise(head, "ru-bgn-1947")  # "Donetskaya Oblast"; the others' Russian forms meet in the skeleton
        else:
            continue
        yield latin, "en"
        yield f"{latin} {word}", "en"
        for other in others:
            yield f"{latin} {other}", "en"
    nominal, _, last = official.get("en", "").rpartition(" ")
    if nominal and last == word:
        for other in others:
            yield f"{nominal} {other}", "en"

"""Places and matches in a few words, for a list to choose from."""

from __future__ import annotations

from toponyms import Gazetteer
from toponyms.errors import UnknownPlace
from toponyms.model import Match, Name, Place

_LANGUAGES = {"uk": "Ukrainian", "ru": "Russian", "en": "English", "de": "German", "pl": "Polish"}


def parents(gazetteer: Gazetteer, place: Place) -> list[Place]:
    """Return the areas that a place lies in, nearest first; those that the data has not are left out."""
    found = []
    for place_id in place.parents:
        try:
            found.append(gazetteer.get(place_id))
        except UnknownPlace:
            continue
    return found


def whereabouts(gazetteer: Gazetteer, place: Place) -> str:
    """Say what and where a place is: "city, Pokrovsk Raion, Donetsk Oblast"."""
    areas = [area.name for area in parents(gazetteer, place) if area.kind != "hromada"]
    if place.country != "UA":
        areas.append(place.country)
    return ", ".join([place.kind.replace("-", " "), *areas])


def describe(gazetteer: Gazetteer, place: Place) -> str:
    """Say what and where a place is, and its Ukrainian name: "city, Pokrovsk Raion, Donetsk Oblast · Покровськ"."""
    said = [whereabouts(gazetteer, place)]
    ukrainian = place.name_in("uk")
    if ukrainian and ukrainian != place.name:
        said.append(ukrainian)
    return " · ".join(said)


def why(match: Match) -> str:
    """Say which name led to a place, and how: "its Russian name until 2016-05-12, Красноармейск, romanised"."""
    origin = match.origin
    said = [f"{_kind(origin)}, {origin.text}"]
    if match.step == "romanised":
        said.append(f"romanised ({match.name.system})" if match.name.system else "romanised by no known system")
    elif match.step == "inflected":
        said.append("in a case form")
    elif match.step == "fuzzy":
        said = [f"near {said[0]}", f"{match.similarity:.0%} alike"]
    return f"by {', '.join(said)}" if not said[0].startswith("near") else ", ".join(said)


def _kind(name: Name) -> str:
    language = _LANGUAGES.get((name.lang or "").split("-")[0], name.lang or "")
    language = f"{language} " if language else ""
    if name.kind == "former":
        return f"its {language}name until {name.until}" if name.until else f"a former {language}name"
    if name.kind == "misspelling":
        return "a misspelling on record"
    return f"its {language}name" if name.kind == "official" else f"another {language}name"

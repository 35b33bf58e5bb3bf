"""What the page shows, as plain lists and dicts: a place, the answer to a name, a text with its mentions.

All of it comes from the public methods of a `Gazetteer`; offsets count code points, as `find` gives them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from toponyms import Gazetteer, Match, Mention, Place, Resolution, UnknownPlace

LANGUAGES = ("en", "uk", "ru")
FORMS = (*LANGUAGES, "id")
# A second place above this score is a doubt worth showing; the default of `Gazetteer.load(doubt=…)`.
DOUBT = 0.1
# Characters that no text has by right (Unicode calls them noncharacters): one marks where a name was rewritten.
_MARKS = [chr(code) for code in range(0xFDD0, 0xFDF0)]
_SHOUTED = re.compile(r"(?=.{4})[^a-zа-яёіїєґ]*[A-ZА-ЯЁІЇЄҐ][^a-zа-яёіїєґ]*", re.DOTALL)


def place_view(gazetteer: Gazetteer, place: Place) -> dict[str, Any]:
    """Show a place with its areas by name.

    Args:
        gazetteer: Where its areas are looked up.
        place: The place.
    """
    areas = [area for area in map(lambda parent: _get(gazetteer, parent), place.parents) if area is not None]
    return {
        **place.to_dict(),
        "uk": place.name_in("uk"),
        "ru": place.name_in("ru"),
        "parents": [{"id": area.id, "name": area.name, "kind": area.kind, "uk": area.name_in("uk")} for area in areas],
        "area": ", ".join(area.name for area in areas),
    }


def match_view(gazetteer: Gazetteer, match: Match) -> dict[str, Any]:
    """Show a match: the place in short, and the name that led to it."""
    place = match.place
    areas = [area.name for parent in place.parents if (area := _get(gazetteer, parent)) is not None]
    return {
        **match.to_dict(), "uk": place.name_in("uk"), "area": ", ".join(areas), "lat": place.lat, "lon": place.lon,
    }  # fmt: skip


def resolution_view(gazetteer: Gazetteer, answer: Resolution) -> dict[str, Any]:
    """Show the answer to a name, with its candidates."""
    return {**answer.to_dict(), "candidates": [match_view(gazetteer, match) for match in answer.candidates]}


def suggestions_view(gazetteer: Gazetteer, matches: Iterable[Match]) -> list[dict[str, Any]]:
    """Show suggestions: what a list below a field needs, and no more."""
    kept = ("id", "name", "uk", "kind", "country", "area", "matched")
    return [{key: view[key] for key in kept} for view in (match_view(gazetteer, match) for match in matches)]


def text_view(gazetteer: Gazetteer, text: str, to: str, hints: dict[str, Any]) -> dict[str, Any]:
    """Show a text: its mentions, what each is rewritten to, and the whole rewritten.

    Args:
        gazetteer: What is asked.
        text: The text.
        to: "en", "uk", "ru" or "id".
        hints: As for `find`.

    Returns:
        "normalised", exactly what `normalise` gives, and "mentions". A mention has "written" (what replaces it, None
        to leave it), "until" (where the replaced part ends: a gloss is swallowed), "merged" (it is in the gloss of
        the one before) and "doubtful"; its candidates have "written", too.
    """
    mentions = gazetteer.find(text, **hints)
    ends = _ends(gazetteer, text, mentions, hints)
    swallowed = 0
    shown = []
    for mention in mentions:
        merged = mention.start < swallowed
        until = ends.get(mention.start, mention.end)
        swallowed = max(swallowed, until)
        rivals = [match for match in mention.candidates[1:] if match.score > DOUBT]
        shown.append({
            **mention.to_dict(),
            "until": until,
            "merged": merged,
            "doubtful": mention.place is None or bool(rivals),
            "written": None if merged else _written(gazetteer, mention, to, glossed=until > mention.end),
            "lat": mention.place.lat if mention.place else None,
            "lon": mention.place.lon if mention.place else None,
            "candidates": [
                {**match_view(gazetteer, match), "written": _name(match.place, mention, to)}
                for match in mention.candidates
            ],
        })  # fmt: skip
    return {"normalised": gazetteer.normalise(text, to=to, **hints), "mentions": shown}


def _ends(gazetteer: Gazetteer, text: str, mentions: list[Mention], hints: dict[str, Any]) -> dict[int, int]:
    """Find out which mentions `normalise` rewrites, and up to where: start → end of the replaced part.

    It says so itself: each rewritten name becomes a mark, and the text that stands between the marks is unchanged.
    """
    mark = next((mark for mark in _MARKS if mark not in text), None)
    if mark is None or not mentions:
        return {}
    starts: list[int] = []

    def note(mention: Mention) -> str:
        starts.append(mention.start)
        return mark

    between = gazetteer.normalise(text, to=note, **hints).split(mark)
    following = [*starts[1:], len(text)][: len(starts)]
    return {start: after - len(gap) for start, after, gap in zip(starts, following, between[1:], strict=True)}


def _written(gazetteer: Gazetteer, mention: Mention, to: str, *, glossed: bool) -> str | None:
    """Return what `normalise` writes for a mention, or None where it leaves it."""
    place = mention.place
    if place is None:
        return None
    name = _name(place, mention, to)
    if name is None or to == "id" or glossed or place.country != "UA":
        return name
    # A name that is canonical for another Ukrainian place stays: rewriting twice must change nothing.
    same = gazetteer.resolve(mention.text, fuzzy=False, limit=None).candidates
    owners = (match.place for match in same if match.place.country == "UA")
    return None if any(mention.text == _name(owner, mention, to) for owner in owners) else name


def _name(place: Place, mention: Mention, to: str) -> str | None:
    if mention.form == "adjective":
        return None
    if to == "id":
        return place.id
    name = place.name_in(to) if place.country == "UA" else None
    return name.upper() if name and _SHOUTED.fullmatch(mention.text) else name


def _get(gazetteer: Gazetteer, place_id: str) -> Place | None:
    try:
        return gazetteer.get(place_id)
    except UnknownPlace:
        return None

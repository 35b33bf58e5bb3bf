"""A small world that every test of the index may use."""

from __future__ import annotations

import pytest

from toponyms.index.build import build
from toponyms.index.read import Index
from toponyms.model import Name, Place
from toponyms.text.keys import fold

ROOTS = ("Покров", "Новоселів", "Іван", "Степан", "Берез", "Лим", "Червоноград", "Яблун", "Горіх", "Дзержин")
ENDINGS = (("ськ", "city"), ("ка", "village"), ("івка", "village"), ("не", "settlement"), ("ове", "village"))


def make_places() -> list[Place]:
    """Return some sixty places: areas above towns, former names with dates, misspellings, unknown coordinates."""
    places = [Place("test-oblast", "Test Oblast", "oblast", names=(Name("Тестова область", "uk"),))]
    for number, root in enumerate(ROOTS):
        raion = f"raion-{number}"
        names = (Name(f"{root}ський район", "uk"), Name(f"{root} Raion", "en"))
        places.append(Place(raion, f"{root} Raion", "raion", "UA", names, {}, ("test-oblast",), 48.0 + number, 30.5))
        for which, (ending, kind) in enumerate(ENDINGS):
            text = root + ending
            names = (
                Name(text, "uk"),
                Name(fold(text).capitalize(), "en"),
                Name(f"Старе {root}", "uk", "former", since="1920", until="2016-05-12", source="a law"),
                Name(f"{fold(text)}x", None, "misspelling", note="seen once", weak=which == 0),
            )
            code = f"UA{number:02}{which:02}" + "0" * 13
            ids = {"katottg": code, "wikidata": f"Q{number}{which}"}
            point = (None, None) if which == 4 else (48.5 + number / 10, 30.0 + which)
            people = None if which == 3 else 1000 * (number + 1)
            place_id = f"{fold(text).replace(' ', '-')}-{number}"
            places.append(
                Place(place_id, names[1].text, kind, "UA", names, ids, (raion, "test-oblast"), *point, people, "given")
            )
    return places


@pytest.fixture(scope="session")
def places() -> list[Place]:
    """The places of the small index."""
    return make_places()


@pytest.fixture(scope="session")
def small(places: list[Place]) -> bytes:
    """The bytes of a small index."""
    return build(places, {"merged-away": places[-1].id}, version="test")


@pytest.fixture
def index(small: bytes) -> Index:
    """A small index, freshly opened."""
    return Index(small)

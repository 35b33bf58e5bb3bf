"""Small worlds that every test of the index may use; long suites wait until they are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from toponyms.index.build import build
from toponyms.index.read import Index
from toponyms.model import Name, Place
from toponyms.text.keys import fold

SLOW = pytest.mark.skip(reason="a long suite; run it with `pytest -m slow`")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip long suites unless they are asked for."""
    if "slow" not in config.option.markexpr:
        for item in items:
            if "slow" in item.keywords:
                item.add_marker(SLOW)


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


YAML = """\
alpha-town:
  uk: Альфівка
  ru: Альфовка
  en: Alfivka
  kind: city
  country: UA
  lat: 48.1
  lon: 37.2
  former:
    - uk: Старобетове
      ru: Старобетово
      until: 2016-05-12
      source: a law
  misspellings:
    - Alfifka

beta-town:
  uk: Бетополь
  en: Betopol
  kind: village
  country: UA
  lat: 48.2
  lon: 37.3
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A gazetteer file that stands alone."""
    path = tmp_path / "own.yaml"
    path.write_text(YAML, encoding="utf-8")
    return path


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache directory."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("TOPONYMS_CACHE_DIR", str(folder))
    return folder

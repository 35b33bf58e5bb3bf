"""A small world in which names are shared, cut in two, and written with apostrophes; and the documents that count."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from toponyms import Gazetteer
from toponyms.export import Job, Options, start

WORLD = """\
chasiv-yar-donetsk:
  uk: Часів Яр
  ru: Часов Яр
  en: Chasiv Yar
  kind: city
  in: donetsk-oblast
  lat: 48.5923
  lon: 37.8317
  population: 13000
donetsk-oblast:
  uk: Донецька область
  ru: Донецкая область
  en: Donetsk Oblast
  kind: oblast
  country: UA
  pcode: UA14
  also:
    - uk: Донецька
    - uk: Донеччина
dzerzhinsk-nizhny-novgorod-ru:
  ru: Дзержинск
  en: Dzerzhinsk
  kind: city
  country: RU
  lat: 56.2442
  lon: 43.4554
  population: 233126
ivano-frankivsk-ivano-frankivsk:
  uk: Івано-Франківськ
  ru: Ивано-Франковск
  en: Ivano-Frankivsk
  kind: city
  country: UA
  population: 230000
kamianske-dnipropetrovsk:
  uk: Кам'янське
  ru: Каменское
  en: Kamianske
  kind: city
  country: UA
  population: 230000
  wikidata: Q156749
  former:
    - uk: Дніпродзержинськ
      ru: Днепродзержинск
      until: 2016-05-19
      source: https://zakon.rada.gov.ua/laws/show/1374-19
myrnohrad-donetsk:
  uk: Мирноград
  ru: Мирноград
  en: Myrnohrad
  kind: city
  in: donetsk-oblast
  population: 46000
  wikidata: Q155580
  former:
    - uk: Димитров
      ru: Димитров
      until: 2016-05-12
      source: a resolution
      used-by: Russian authorities
  misspellings:
    - Mirnohrad
    - Mirnogard
  weak:
    - Димитров
toretsk-donetsk:
  uk: Торецьк
  ru: Торецк
  en: Toretsk
  kind: city
  in: donetsk-oblast
  lat: 48.3948
  lon: 37.8478
  population: 30914
  wikidata: Q2416525
  geonames: 709354
  former:
    - uk: Дзержинськ
      ru: Дзержинск
      since: 1938
      until: 2016-02-04
      source: a resolution
    - uk: Щербинівка
      until: 1933/1938
      source: a book
"""

DOCUMENTS = {
    "old": "Бои за Дзержинск",
    "now": "Обстріл: Торецьк горить",
    "festival": "Yar festival in Chasov",
    "town": "Бои за Часов Яр",
    "russian": "A plant in Dzerzhinsk, Nizhny Novgorod",
    "apostrophe": "Кам’янське сьогодні",
    "letter": "Камʼянське сьогодні",
    "hyphen": "Ивано-Франковск: новости",
}


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    path = tmp_path_factory.mktemp("world") / "world.yaml"
    path.write_text(WORLD, encoding="utf-8")
    return Gazetteer.load(path, register=False)


@pytest.fixture(scope="session")
def documents() -> dict[str, str]:
    return DOCUMENTS


@pytest.fixture
def export(world: Gazetteer) -> Callable[..., str]:
    """Return a function that exports the small world as text."""

    def exported(name: str, *, notes: list[str] | None = None, part: str | None = None, **options: Any) -> str:
        job = Job(Options(**options), world)
        texts = {found.name: "".join(found.chunks) for found in start(job, name)}
        if notes is not None:
            notes += job.notes
        return texts[part] if part else next(iter(texts.values()))

    return exported


@pytest.fixture
def shared_specs() -> Path:
    """Return the folder of schemas beside the checkout, or skip."""
    folder = Path(__file__).parents[3] / "shared" / "specs"
    if not folder.exists():
        pytest.skip("the schemas that this compares with are not here")
    return folder


@pytest.fixture
def as_json(export: Callable[..., str]) -> Callable[..., Any]:
    return lambda name, **options: json.loads(export(name, **options))

"""A small world in which names are shared, cut in two, and written with apostrophes; and the documents that count."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from toponyms import Gazetteer
from toponyms.export import Job, Options, start

TOWNS = (
    "chasiv-yar-donetsk", "donetsk-oblast", "dzerzhinsk-nizhny-novgorod-ru", "ivano-frankivsk-ivano-frankivsk",
    "kamianske-dnipropetrovsk", "myrnohrad-donetsk", "toretsk-donetsk",
)  # fmt: skip
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
def world(tmp_path_factory: pytest.TempPathFactory, towns_of: Callable[..., str]) -> Gazetteer:
    path = tmp_path_factory.mktemp("world") / "world.yaml"
    path.write_text(towns_of(*TOWNS), encoding="utf-8")
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

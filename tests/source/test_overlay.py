"""A user's files on top of compiled data give the places that reading everything together gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from toponyms.errors import GazetteerError
from toponyms.source.loader import read
from toponyms.source.overlay import read_over

BELOW = """\
bakhmut-raion:
  uk: Бахмутський район
  kind: raion
  in: donetsk-oblast
chasiv-yar-donetsk:
  uk: Часів Яр
  ru: Часов Яр
  en: Chasiv Yar
  population: 13000
  former:
    - uk: Плотіне
      until: 1876
      source: a book
  misspellings:
    - Chasyv Jar
  weak:
    - Chasiv Yar
lyman-raion:
  uk: Лиманський район
  ru: Лиманский район
  kind: raion
  in: donetsk-oblast
  former:
    - uk: Краснолиманський район
      until: 2016-05-19
      source: a resolution
ozero-pond:
  uk: Озеро
  kind: lake
  in: bakhmut-raion
  since: 1920
"""
FILES = {
    "a name more": ["chasiv-yar-donetsk:\n  misspellings:\n    - Chassiv Yarr\n"],
    "another value": ["chasiv-yar-donetsk:\n  en: Chasiv Yarr\n  source: a law\n  population: 12000\n"],
    "another date of a former name": [
        "chasiv-yar-donetsk:\n  former:\n    - uk: Плотіне\n      until: 1899\n      source: another book\n"
    ],
    "a name that is not sure": ["chasiv-yar-donetsk:\n  weak:\n    - Плотіне\n"],
    "a new place, within one below": ["mine:\n  uk: шахта «Нова»\n  kind: mine\n  in: chasiv-yar-donetsk\n"],
    "a new place within a new one": [
        "mine:\n  uk: шахта «Нова»\n  kind: mine\n  in: quarter\n"
        "quarter:\n  uk: Новий\n  kind: microdistrict\n  in: chasiv-yar-donetsk\n"
    ],
    "a name more of an area that has had another": ["lyman-raion:\n  misspellings:\n    - Limanskij\n"],
    "another name of an area": ["lyman-raion:\n  uk: Краматорський район\n  source: a law\n"],
    "a former name more of an area": [
        "lyman-raion:\n  former:\n    - uk: Червонолиманський район\n      until: 1938\n      source: a book\n"
    ],
    "another area": ["ozero-pond:\n  in: pokrovsk-raion\n"],
    "nothing": ["# a remark\n"],
    "a place merged into one below": ["pond:\n  now: ozero-pond\n  note: the same\n"],
    "an id below that is merged": [
        "ozero-pond:\n  now: pond\n  note: the same\npond:\n  uk: Озеро\n  kind: lake\n  in: bakhmut-raion\n"
    ],
    "the later of two files": [
        "chasiv-yar-donetsk:\n  population: 1\n  lat: 48.1\n  lon: 37.1\n",
        "chasiv-yar-donetsk:\n  population: 2\n  misspellings:\n    - Chassiv\n",
    ],
}


def written(folder: Path, *texts: str) -> list[Path]:
    paths = [folder / f"{number}.yaml" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("below"), BELOW)[0]


@pytest.mark.parametrize("texts", FILES.values(), ids=FILES)
def test_places_are_as_if_all_were_read_together(texts: list[str], below: Path, tmp_path: Path) -> None:
    files = written(tmp_path, *texts)
    known = {place.id: place for place in read([below], shipped=False).places}
    whole = read([below, *files], shipped=False)
    together = {place.id: place for place in whole.places}
    over = read_over(files, known.get, known.keys())
    assert over.heirs == whole.heirs
    found = {place.id: place for place in over.places}
    assert len(found) == len(over.places)
    assert found == {place_id: together[place_id] for place_id in found}
    # Whatever differs from the data below is there, and all areas that it lies in are.
    assert {place_id for place_id, place in together.items() if known.get(place_id) != place} <= found.keys()
    assert {area for place in over.places for area in place.parents} <= found.keys()


def test_a_file_that_names_no_place_on_record_is_refused(tmp_path: Path) -> None:
    files = written(tmp_path, "mine:\n  uk: шахта «Нова»\n  kind: mine\n  in: no-such-town\n")
    with pytest.raises(GazetteerError, match="no-such-town"):
        read_over(files, {}.get, ())

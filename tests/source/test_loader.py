"""Files to places: the register first, later files adding to and overriding earlier ones."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from toponyms.errors import GazetteerError
from toponyms.model import Place
from toponyms.source.loader import Loaded, load, read

POKROVSK = """\
pokrovsk-donetsk:
  uk: Покровськ
  katottg: UA14160210010099403
  former:
    - uk: Красноармійськ
      ru: Красноармейск
      until: 2016-05-12
      source: Verkhovna Rada resolution 1353-VIII
    - uk: Гришине
      until: 1934
      source: a book
  also:
    - de: Pokrowsk
  misspellings:
    - Krasnoarmersk
    - text: Krasnokamensk
      note: one report
      source: a link
  weak:
    - Krasnoarmeysk
    - Krasnokamensk
"""
MINE = """\
severnaya-mine:
  uk: шахта «Північна»
  kind: mine
  in: toretsk-donetsk
  lat: 48.4
  lon: 37.8
"""


@pytest.fixture
def make(tmp_path: Path):
    """Write texts to files and load them, without the shipped gazetteer."""

    def load_texts(*texts: str, register: bool = True) -> Loaded:
        paths = []
        for number, text in enumerate(texts):
            paths.append(tmp_path / f"{number}.yaml")
            paths[-1].write_text(dedent(text), encoding="utf-8")
        return read(paths, register=register, shipped=False)

    return load_texts


def by_id(loaded: Loaded) -> dict[str, Place]:
    return {place.id: place for place in loaded.places}


def names(place: Place) -> list[tuple[str, str | None, str]]:
    return [(name.text, name.lang, name.kind) for name in place.names]


def test_an_entry_adds_to_its_unit(make) -> None:
    place = by_id(make(POKROVSK))["pokrovsk-donetsk"]
    assert names(place) == [
        ("Покровськ", "uk", "official"), ("Покровск", "ru", "official"), ("Pokrovsk", "en", "official"),
        ("Красноармійськ", "uk", "former"), ("Красноармейск", "ru", "former"), ("Гришине", "uk", "former"),
        ("Pokrowsk", "de", "also"), ("Krasnoarmersk", None, "misspelling"), ("Krasnokamensk", None, "misspelling"),
        ("Krasnoarmeysk", None, "romanised"),
    ]  # fmt: skip
    assert [name.text for name in place.names if name.weak] == ["Krasnokamensk", "Krasnoarmeysk"]
    assert place.names[3].until == "2016-05-12"
    assert place.names[4].source == "Verkhovna Rada resolution 1353-VIII"
    assert place.names[8].note == "one report"
    assert place.parents == ("pokrovsk-hromada-donetsk", "pokrovsk-raion", "donetsk-oblast")
    assert (place.name, place.kind, place.country, place.coords) == ("Pokrovsk", "city", "UA", "given")
    assert place.ids["katottg"] == "UA14160210010099403"
    assert place.ids["pcode"] == "UA1416021001"
    assert place.ids["geonames"] == "704422"


def test_all_units_are_there_once(make) -> None:
    loaded = make(POKROVSK, MINE)
    assert len(loaded.places) == len({place.id for place in loaded.places}) == 31_745


def test_a_place_beyond_the_register_finds_its_parents(make) -> None:
    place = by_id(make(MINE))["severnaya-mine"]
    assert place.parents == ("toretsk-donetsk", "toretsk-hromada-donetsk", "bakhmut-raion", "donetsk-oblast")
    assert (place.country, place.lat, place.coords, place.name) == ("UA", 48.4, "given", "shakhta «Pivnichna»")


def test_parents_of_several_areas_come_nearest_first(make) -> None:
    loaded = make(
        """\
        dnipro-river:
          uk: Дніпро
          kind: river
          in:
            - kherson-oblast
            - kyiv
        khortytsia-island:
          uk: Хортиця
          kind: island
          in:
            - dnipro-river
            - zaporizhzhia-zaporizhzhia
        """
    )
    island = by_id(loaded)["khortytsia-island"]
    assert island.parents[:2] == ("dnipro-river", "zaporizhzhia-zaporizhzhia")
    assert set(island.parents) >= {"kherson-oblast", "kyiv", "zaporizhzhia-oblast"}
    assert len(set(island.parents)) == len(island.parents)


def test_the_country_is_that_of_the_area(make) -> None:
    loaded = make(
        """\
        dzerzhinsk-ru:
          ru: Дзержинск
          kind: city
          country: RU
        plant-ru:
          ru: Завод
          kind: plant
          in: dzerzhinsk-ru
        """
    )
    assert by_id(loaded)["plant-ru"].country == "RU"
    assert by_id(loaded)["dzerzhinsk-ru"].name == "Dzerzhinsk"


def test_later_files_add_and_override(make) -> None:
    later = """\
        pokrovsk-donetsk:
          en: Pokrovs'k
          source: the town's own signs
          population: 1500
          also:
            - de: Pokrowsk
              note: since 2022 usual
            - pl: Pokrowsk
          misspellings:
            - Pokrosvk
        severnaya-mine:
          kind: plant
        """
    found = by_id(make(POKROVSK + MINE, later))
    place = found["pokrovsk-donetsk"]
    assert place.name == "Pokrovs'k"
    assert place.population == 1500
    assert [name.note for name in place.names if name.lang == "de"] == ["since 2022 usual"]
    assert ("Pokrowsk", "pl", "also") in names(place)
    assert ("Красноармійськ", "uk", "former") in names(place)
    assert [name.text for name in place.names if name.kind == "misspelling"] == [
        "Krasnoarmersk", "Krasnokamensk", "Pokrosvk",
    ]  # fmt: skip
    assert next(name for name in place.names if name.text == "Pokrovs'k").source == "the town's own signs"
    assert found["severnaya-mine"].kind == "plant"
    assert found["severnaya-mine"].lat == 48.4


def test_a_town_may_have_had_a_name_twice(make) -> None:
    text = """\
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          former:
            - uk: Щербинівка
              until: 1950
              source: a book
            - uk: Щербинівка
              until: 1800
              source: a book
        """
    former = [name.until for name in by_id(make(text))["toretsk-donetsk"].names if name.kind == "former"]
    assert former == ["1950", "1800"]


def test_a_merged_id_has_an_heir_and_is_no_place(make) -> None:
    loaded = make(
        "dzerzhynsk-donetsk:\n  now: toretsk-donetsk\n  note: the town was renamed\n"
        + MINE.replace("in: toretsk-donetsk", "in: dzerzhynsk-donetsk")
    )
    assert loaded.heirs == {"dzerzhynsk-donetsk": "toretsk-donetsk"}
    assert "dzerzhynsk-donetsk" not in by_id(loaded)
    assert by_id(loaded)["severnaya-mine"].parents[0] == "toretsk-donetsk"


def test_chains_of_heirs_over_files_end_at_a_place(make) -> None:
    loaded = make(
        "a:\n  now: toretsk-donetsk\n  note: x\n", MINE, "severnaya-mine:\n  now: a\n  note: it was no mine\n"
    )
    assert loaded.heirs == {"a": "toretsk-donetsk", "severnaya-mine": "toretsk-donetsk"}
    assert "severnaya-mine" not in by_id(loaded)


def test_used_by_in_one_line_or_several(make) -> None:
    text = POKROVSK.replace(
        "      source: a book\n",
        "      source: a book\n      used-by:\n        - Russian authorities\n        - Rosstat\n",
    )
    used = [name.used_by for name in by_id(make(text))["pokrovsk-donetsk"].names if name.text == "Гришине"]
    assert used == ["Russian authorities; Rosstat"]


def test_a_gazetteer_may_stand_alone(make) -> None:
    loaded = make("middle-earth:\n  en: Middle-earth\n  kind: region\n  country: GB\n", register=False)
    assert [(place.id, place.name, place.ids) for place in loaded.places] == [("middle-earth", "Middle-earth", {})]


def test_all_problems_of_all_files_are_in_the_error(make) -> None:
    with pytest.raises(GazetteerError, match=r"0\.yaml:1:1: \"a\" has no name[^$]*6 problems in all") as caught:
        make("a:\n  in: nowhere\n", "b:\n  kind: mime\n")
    rules = [problem.rule for problem in caught.value.problems]
    assert rules == ["missing-field", "missing-field", "unknown-id", "missing-field", "missing-field", "bad-kind"]


def test_matters_of_order_stop_no_one(make) -> None:
    unsorted = MINE + POKROVSK.replace("    - Krasnoarmersk\n", "    - Zz\n    - Krasnoarmersk\n")
    assert "severnaya-mine" in by_id(make(unsorted))


def test_files_that_are_not_there_say_so() -> None:
    with pytest.raises(FileNotFoundError):
        load(["nowhere.yaml"])

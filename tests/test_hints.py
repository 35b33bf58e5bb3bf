"""Hints, and questions with more in them than a name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from toponyms import Gazetteer, UnknownPlace, get, resolve
from toponyms.walls import find_area

SHARED = Path(__file__).parents[2] / "shared"


@pytest.mark.parametrize(
    "area",
    [
        "donetsk-oblast", "UA-14", "UA14", "UA14000000000091971", "Donetsk Oblast", "Донецька область",
        "Донецкая область", "Donetsk region", "Donetsk Region", "Донеччина", "pokrovsk-raion", "UA1416",
        "Pokrovsk Raion", "Покровський район", "pokrovsk-hromada-donetsk", "UA1416021",
    ],
)  # fmt: skip
def test_an_area_may_be_given_in_any_form(area: str) -> None:
    assert resolve("Pokrovsk", within=area).id == "pokrovsk-donetsk"


@pytest.mark.parametrize(
    ("area", "ids"),
    [
        ("Pokrovsk Raion, Donetsk Oblast", {"pokrovsk-raion"}), ("Донецька обл., Покровський р-н", {"pokrovsk-raion"}),
        ("Donetsk Oblast, Ukraine", {"donetsk-oblast"}), ("Pecherskyi District, Kyiv", {"pecherskyi-district-kyiv"}),
        ("Селидівська ОТГ", {"selydove-hromada-donetsk"}), ("Selydove urban hromada", {"selydove-hromada-donetsk"}),
        ("Селидівська міська територіальна громада", {"selydove-hromada-donetsk"}),
        ("Dnipro Oblast", {"dnipropetrovsk-oblast"}), ("Kropyvnytskyi region", {"kirovohrad-oblast"}),
        ("Donetsk obl.", {"donetsk-oblast"}), ("Luhansk", {"luhansk-oblast", "luhansk-luhansk"}),
    ],
)  # fmt: skip
def test_an_area_may_be_written_as_tables_do(area: str, ids: set[str]) -> None:
    world = Gazetteer.load()._world
    assert set(map(world.place_id, find_area(world, area)[0])) == ids


@pytest.mark.parametrize("area", ["Ukraine", "UA", "ukr", "Україна", "Украина"])
def test_a_country_is_an_area(area: str) -> None:
    assert resolve("Pokrovsk", within=area, limit=None).total == 1
    assert resolve("Kyiv", within=area).id == "kyiv"
    assert resolve("Saratov", within=area).place is None


def test_another_country_is_one_too() -> None:
    assert resolve("Pokrovsk", within="Russia").place.country == "RU"  # type: ignore[union-attr]


@pytest.mark.parametrize("area", ["Pokrovsk Raion, Kherson Oblast", "Narnia, Ukraine", "Donetsk Oblast, Narnia", ","])
def test_areas_that_do_not_go_together_are_none(area: str) -> None:
    with pytest.raises(UnknownPlace, match="no area is known"):
        resolve("Pokrovsk", within=area)


@pytest.mark.parametrize("area", ["Kherson Oblast", "Kyiv", "sevastopol", "UA-43", "Bakhmut Raion"])
def test_an_area_is_a_wall(area: str) -> None:
    answer = resolve("Pokrovsk", within=area, limit=None)
    assert "pokrovsk-donetsk" not in {match.place.id for match in answer.candidates}


def test_the_area_itself_lies_within() -> None:
    assert resolve("Donetsk Oblast", within="donetsk-oblast").id == "donetsk-oblast"
    assert resolve("Pecherskyi District", within="Kyiv").id == "pecherskyi-district-kyiv"


def test_all_names_of_oblasts_are_areas() -> None:
    path = SHARED / "eval" / "oblast_codes.json"
    if not path.exists():
        pytest.skip("the labelled files are not beside this checkout")
    gazetteer = Gazetteer.load()
    for name, code in json.loads(path.read_text(encoding="utf-8")).items():
        areas = list(gazetteer.places(within=name))
        assert all(place.ids["katottg"].startswith(code) for place in areas if "katottg" in place.ids)


def test_an_unknown_area_gets_the_nearest_names() -> None:
    with pytest.raises(UnknownPlace, match="Donetsk Oblast"):
        resolve("Pokrovsk", within="Donetsk Oblost")
    with pytest.raises(TypeError, match="within must be"):
        resolve("Pokrovsk", within=14)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("area", "meant"),
    [
        ("Херсонська ОВА", "Kherson Oblast"), ("Kharkiv Military Administration", "Kharkiv Oblast"),
        ("Republic of Crimea", "Crimea"), ("Luhansk People's Republic", "Luhansk Oblast"),
        ("Zhitomyr Oblasr", "Zhytomyr"),
    ],
)  # fmt: skip
def test_an_unknown_area_gets_the_oblast_that_is_named_in_it(area: str, meant: str) -> None:
    with pytest.raises(UnknownPlace, match=f'did you mean "{meant}'):
        resolve("Pokrovsk", within=area)


@pytest.mark.parametrize("area", ["DPR", "ДНР", "LNR", "x", "Mordor", "Ministry of Defence"])
def test_an_unknown_area_gets_no_name_that_is_far_off(area: str) -> None:
    with pytest.raises(UnknownPlace, match=r'no area is known as "[^"]+"\. Give the name of an oblast, raion,'):
        resolve("Pokrovsk", within=area)


@pytest.mark.parametrize("lang", ["ru", "uk", "ru-RU", "be", "sr-Latn", "crh", "sv"])
def test_a_language_is_a_hint(lang: str) -> None:
    assert resolve("Pokrovsk", lang=lang).id == "pokrovsk-donetsk"


@pytest.mark.parametrize(
    ("lang", "said"),
    [("xx", "uk (Ukrainian)"), ("", "uk (Ukrainian)"), ("russian", "ru (Russian)"), ("ua", 'mean "uk"'),
     ("RU", 'mean "ru"'), ("uk_UA", 'mean "uk-UA"'), ("rus", 'mean "ru"')],
)  # fmt: skip
def test_what_is_no_language_is_refused(lang: str, said: str) -> None:
    with pytest.raises(ValueError, match="is no language tag") as raised:
        resolve("Pokrovsk", lang=lang)
    assert said in str(raised.value)


@pytest.mark.parametrize("name", ["Lviv", "Pokrovsk", "Kramatosrk", "Berlin"])
def test_a_point_rules_nothing_out(name: str) -> None:
    assert resolve(name, near=get("kherson-kherson")).id == resolve(name).id


def test_nearer_places_are_likelier() -> None:
    village = get("ivanivka-hrodivka-pokrovsk-donetsk")
    assert village.lat is not None
    assert village.lon is not None
    assert resolve("Ivanivka", near=(village.lat, village.lon)).id == village.id
    assert resolve("Ivanivka", near=village).id == village.id
    assert resolve("Dzerzhinsk", near=(56.24, 43.46)).id == "dzerzhinsk-nizhny-novgorod-ru"


@pytest.mark.parametrize("near", [(91, 0), (0, 181), "here", (1,)])
def test_what_is_no_point_is_refused(near: object) -> None:
    with pytest.raises((TypeError, ValueError), match="near must be"):
        resolve("Ivanivka", near=near)  # type: ignore[arg-type]


def test_names_not_in_use_on_the_date_count_less() -> None:
    before = resolve("Pokrovsk", on="2010").candidates[0].score
    assert before < resolve("Pokrovsk", on="2020").candidates[0].score
    with pytest.raises(ValueError, match="write"):
        resolve("Pokrovsk", on="12.05.2016")


@pytest.mark.parametrize(
    ("question", "want"),
    [
        ("м. Дніпро", "dnipro-dnipropetrovsk"),
        ("г. Дзержинск", "toretsk-donetsk"),
        ("смт Велика Новосілка", "velyka-novosilka-donetsk"),
        ("Pokrovsk (Donetsk)", "pokrovsk-donetsk"),
        ("Pokrovsk, Donetsk region", "pokrovsk-donetsk"),
        ("Donetsk Oblast, Pokrovsk", "pokrovsk-donetsk"),
        ("Донецька область, м. Торецьк", "toretsk-donetsk"),
        ("Dimitrov (Mirnograd)", "myrnohrad-donetsk"),
        ("Krasnoarmersk (Pokrovsk)", "pokrovsk-donetsk"),
        ("Toretsk/Dzerzhinsk", "toretsk-donetsk"),
        ("Часов Яр (укр. Часів Яр)", "chasiv-yar-donetsk"),
        ("Дзержинск (ныне Торецк)", "toretsk-donetsk"),
        ("Великая Новосёлка Донецкой области", "velyka-novosilka-donetsk"),
        ("Харьковской области", "kharkiv-oblast"),
        ("city of Kharkiv", "kharkiv-kharkiv"),
        ("Kyiv, Ukraine", "kyiv"),
        ("Kherson region, Ukraine", "kherson-oblast"),
        ("Dzerzhinsk, Russia", "dzerzhinsk-nizhny-novgorod-ru"),
        ("Novopavlivka, Dnipropetrovsk region", "novopavlivka-synelnykove-dnipropetrovsk"),
    ],
)
def test_questions_with_more_than_a_name(question: str, want: str) -> None:
    answer = resolve(question)
    assert answer.id == want, answer.explain()


@pytest.mark.parametrize(
    "question", ["Krasnoarmeysk (Saratov Oblast)", "Dzerzhinsk (Nizhny Novgorod region)", "Pokrovsk, Russia"]
)
def test_what_is_said_to_lie_abroad_is_no_ukrainian_place(question: str) -> None:
    place = resolve(question).place
    assert place is None or place.country == "RU"


def test_a_wall_is_not_blamed_on_the_name() -> None:
    explanation = resolve("Ivanivka", within="Kramatorsk").explain()
    assert "lies within Kramatorsk (city)" in explanation
    assert "elsewhere the name fits 12" in explanation


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Kramatosrk", "or by a name near it, lies within Kherson Oblast (oblast)"),
        ("Kramatosrk", "elsewhere the name fits 1: Kramatorsk"),
        ("Торецьку", "elsewhere the name fits 1: Toretsk"),
        ("р. Псел", "elsewhere the name fits 1: Psel (river"),
        ("qqqqqq", "nor by a name near it within Kherson Oblast (oblast) or elsewhere."),
    ],
)
def test_a_wall_says_what_it_left_out(name: str, said: str) -> None:
    answer = resolve(name, within="Kherson Oblast")
    assert (answer.place, answer.candidates) == (None, ())
    assert said in answer.explain()


def test_poor_candidates_inside_a_wall_do_not_hide_what_is_outside() -> None:
    answer = resolve("Pokrovsk, Kherson Oblast")
    assert answer.place is None
    assert "Outside Kherson Oblast (oblast) it would be Pokrovsk (city, Donetsk Oblast" in answer.explain()


def test_a_wall_is_no_matter_where_the_name_lies_inside() -> None:
    assert "utside" not in resolve("Ivanivka", within="Kherson Oblast").explain()
    assert "lsewhere" not in resolve("Kramatosrk", within="Donetsk Oblast").explain()


@pytest.mark.parametrize(
    "question", ["Pokrovsk and Mirnograd", "Бахмут і Торецьк", "Покровск, Торецк, Часов Яр", "Kyiv & Lviv"]
)
def test_several_places_are_no_place(question: str) -> None:
    answer = resolve(question)
    assert answer.place is None
    assert answer.ambiguous
    assert len(answer.candidates) > 1
    assert "places" in answer.explain()


def test_a_kind_that_was_said_counts() -> None:
    assert resolve("смт Нью-Йорк").id == "niu-york-donetsk"
    assert resolve("село Покровське, Донецька область").candidates[0].place.kind in ("village", "settlement")


@pytest.mark.parametrize(
    ("name", "within", "want"),
    [
        ("Авдіївка", "Donetsk", "avdiivka-donetsk"),
        ("Apostolove", "Dnipropetrovsk", "apostolove-dnipropetrovsk"),
        ("Drohobych", "Львов", "drohobych-lviv"),
        ("Салтівка", "Харків", "saltivka-microdistrict"),
        ("Bila Tserkva", "Kyiv", None),  # Kyiv does not lie in Kyiv Oblast
        ("Авдіївка", "donetsk-donetsk", None),  # an id means what it says
    ],
)
def test_a_city_s_name_stands_for_the_oblast_called_after_it_too(name: str, within: str, want: str | None) -> None:
    assert resolve(name, within=within).id == want


@pytest.mark.parametrize(
    ("name", "on", "want"),
    [
        ("Кафа", None, "feodosiia-crimea"),  # until 1784, and no other place has it
        ("Хаджибей", None, "odesa-odesa"),
        ("Плоскирів", None, "khmelnytskyi-khmelnytskyi"),
        ("Гезлев", None, "yevpatoriia-crimea"),
        ("Новороссийск", "1798", "dnipro-dnipropetrovsk"),  # 1796-1802
        ("Слов'янськ", "1780", "nikopol-dnipropetrovsk"),  # 1775-1782
        ("Красноармійськ", "1921", "yalta-crimea"),  # 1921-1922
        ("Ак-Мечеть", "1930", "chornomorske-crimea"),  # until 1944
        ("Ак-Мечеть", "1700", "simferopol-crimea"),  # until 1784
        # and what is not meant:
        ("Новороссийск", None, "novorossiysk-krasnodar-ru"),
        ("Новороссийск", "1900", "novorossiysk-krasnodar-ru"),
        ("Слов'янськ", None, "sloviansk-donetsk"),
        ("Слов'янськ", "1900", "sloviansk-donetsk"),
        ("Красноармійськ", None, "pokrovsk-donetsk"),
        ("Красноармійськ", "1970", "pokrovsk-donetsk"),
        ("Заболоття", None, None),  # Ivano-Frankivsk before 1662, and 40 villages
        ("Заболоття", "1990", None),
        ("Орлик", None, "orlyk-poltava"),  # Pervomaisk until 1770
        ("kochubiiw", None, "kochubiiv-khmelnytskyi"),  # not Коцюбіїв, which Odesa was in 1415
    ],
)
def test_old_names_are_met_seldom_but_in_their_own_time(name: str, on: str | None, want: str | None) -> None:
    assert resolve(name, on=on).id == want


def test_a_free_romanisation_within_an_area_is_hardly_a_stranger() -> None:
    assert resolve("Kosenov").place is None
    assert resolve("Kosenov", within="Zhytomyr Oblast").id == "koseniv-zhytomyr"
    assert resolve("Pryp'yat'", within="Kyiv Oblast").id == "prypiat-kyiv"

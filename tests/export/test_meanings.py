"""Which names bring which: the rule that every search format rests on."""

from __future__ import annotations

from pathlib import Path

import pytest

import toponyms
from toponyms import Gazetteer, Name, spellings
from toponyms.export.meanings import Group, groups
from toponyms.export.options import Job, Options
from toponyms.export.tokens import LUCENE, PARTED, POSTGRES, TYPESENSE


def grouped(world: Gazetteer, **options: object) -> dict[str, Group]:
    found = {form: group for group in groups(Job(Options(**options), world), LUCENE) for form in group.forms}  # type: ignore[arg-type]
    return found


def brings(world: Gazetteer, form: str, **options: object) -> set[str]:
    return set(grouped(world, **options)[form].brings)


def test_a_shared_name_goes_one_way(world: Gazetteer) -> None:
    assert {"торецьк", "dzerzhinsk", "дзержинск"} <= brings(world, "dzerzhinsk")
    assert not {"dzerzhinsk", "дзержинск"} & brings(world, "toretsk")


def test_an_old_name_of_one_place_goes_both_ways(world: Gazetteer) -> None:
    assert "дзержинськ" in brings(world, "toretsk")
    assert "toretsk" in brings(world, "дзержинськ")


def test_a_name_shared_with_a_town_that_is_not_exported_is_shared_all_the_same(world: Gazetteer) -> None:
    for choice in ({"within": "donetsk-oblast"}, {"countries": ("UA",)}):
        group = grouped(world, **choice)["dzerzhinsk"]
        assert group.places == ("dzerzhinsk-nizhny-novgorod-ru", "toretsk-donetsk")
        assert group.shared
        assert "dzerzhinsk" not in brings(world, "toretsk", **choice)


def test_and_a_search_for_the_town_abroad_does_not_bring_the_ukrainian_one(world: Gazetteer) -> None:
    found = grouped(world, countries=("RU",))
    assert set(found) == {"дзержинск", "dzerzhinsk"}
    assert not any("торец" in form for group in found.values() for form in group.brings)


def test_skip_leaves_shared_names_out_and_expand_brings_them(world: Gazetteer) -> None:
    assert "dzerzhinsk" not in grouped(world, ambiguous="skip")
    assert "dzerzhinsk" in brings(world, "toretsk", ambiguous="expand")
    assert "toretsk" in brings(world, "dzerzhinsk", ambiguous="expand")


def test_a_surname_goes_one_way(world: Gazetteer) -> None:
    group = grouped(world)["димитров"]
    assert group.word
    assert "myrnohrad" in group.brings
    assert "димитров" not in brings(world, "myrnohrad")


def test_misspellings_and_case_forms_come_when_asked_for(world: Gazetteer) -> None:
    assert "mirnogard" not in grouped(world)
    assert "mirnogard" in brings(world, "myrnohrad", include=("misspelling",))
    assert "торецьку" in brings(world, "toretsk", declined=True)


def test_languages_narrow_the_names(world: Gazetteer) -> None:
    assert brings(world, "toretsk", langs=("en",)) == {"toretsk"}
    assert "торецьк" not in grouped(world, langs=("ru",))


def test_bare_adjectives_of_areas_stay_out(world: Gazetteer) -> None:
    found = grouped(world)
    assert "донецька" not in found
    assert "донеччина" in found


def test_a_far_likelier_place_owns_its_name(tmp_path: Path) -> None:
    path = tmp_path / "two.yaml"
    places = (("pokrovsk-donetsk", "UA", 60127), ("pokrovsk-sakha-ru", "RU", 9000))
    entry = "{}:\n  en: Pokrovsk\n  kind: city\n  country: {}\n  population: {}\n"
    path.write_text("".join(entry.format(*place) for place in places), encoding="utf-8")
    (group,) = groups(Job(Options(), Gazetteer.load(path, register=False)), LUCENE)
    assert (group.id, group.places, group.shared) == ("pokrovsk-donetsk", ("pokrovsk-donetsk",), False)


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (LUCENE, ("кам'янське", "кам’янське", "камʼянське", "камянське")),
        (PARTED, ("кам янське", "камʼянське", "камянське")),
    ],
    ids=["lucene", "parted"],
)
def test_apostrophes_come_as_the_engine_sees_them(style: object, expected: tuple[str, ...]) -> None:
    assert style.variants("Кам`янське") == expected  # type: ignore[attr-defined]


def test_hyphens_come_as_the_engine_sees_them() -> None:
    assert LUCENE.variants("Івано-Франківськ") == ("івано франківськ",)
    assert POSTGRES.variants("Ivano-Frankivsk") == ("ivano frankivsk", "ivano-frankivsk")
    assert TYPESENSE.variants("Ivano-Frankivsk") == ("ivanofrankivsk", "ivano frankivsk")
    assert LUCENE.variants("…") == ()


def test_spellings_are_public_and_say_what_they_are() -> None:
    assert toponyms.spellings is spellings
    found = spellings(Name("Дзержинск", "ru", "former", until="2016-02-04", weak=True))
    assert [(name.text, name.kind, name.lang) for name in found] == [
        ("Дзержинск", "former", "ru"), ("Dzerzhinsk", "romanised", "ru-Latn"),
    ]  # fmt: skip
    assert found[1].system == "BGN/PCGN 1947"
    assert found[1].weak
    assert spellings(Name("Torezk", "de", "also"), declined=True) == (Name("Torezk", "de", "also"),)


@pytest.mark.parametrize(
    "wrong",
    [{"kinds": ("town",)}, {"ambiguous": "both"}, {"include": ("nickname",)}],
    ids=["kind", "ambiguous", "include"],
)
def test_a_wrong_choice_says_what_there_is(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"there is no .*; there are "):
        Options(**wrong)  # type: ignore[arg-type]

"""What can be added to a row of a table, and who says so."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

import toponyms
from toponyms.integrations.columns import COLUMNS, FIRST, Rows, columns_for

TYPES = {"text": str, "number": float, "count": int, "flag": bool}


def one(column: str, name: str, **hints: object) -> object:
    return Rows(columns_for(column), **hints)(name)[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name", ["Krasnoarmersk", "Ivanivka", "Xqqz", "", "Київ", "Donetsk Oblast", "Dnipro River", "Dzerzhinsk"]
)
def test_each_column_holds_what_it_says_or_nothing(name: str) -> None:
    values = Rows(tuple(COLUMNS.values()))(name)
    for column, value in zip(COLUMNS.values(), values, strict=True):
        assert value is None or type(value) is TYPES[column.type], column.name


@pytest.mark.parametrize(
    ("column", "name", "value"),
    [
        ("id", "Krasnoarmersk", "pokrovsk-donetsk"),
        ("name", "Krasnoarmersk", "Pokrovsk"),
        ("name_uk", "Krasnoarmersk", "Покровськ"),
        ("name_ru", "Krasnoarmersk", "Покровск"),
        ("kind", "Krasnoarmersk", "city"),
        ("country", "Krasnoarmersk", "UA"),
        ("oblast", "Krasnoarmersk", "Donetsk Oblast"),
        ("oblast_id", "Krasnoarmersk", "donetsk-oblast"),
        ("oblast_pcode", "Krasnoarmersk", "UA14"),
        ("raion", "Krasnoarmersk", "Pokrovsk Raion"),
        ("raion_pcode", "Krasnoarmersk", "UA1416"),
        ("hromada_id", "Krasnoarmersk", "pokrovsk-hromada-donetsk"),
        ("pcode", "Krasnoarmersk", "UA1416021001"),
        ("katottg", "Krasnoarmersk", "UA14160210010099403"),
        ("matched", "Krasnoarmersk", "Krasnoarmersk"),
        ("matched_kind", "Krasnoarmersk", "misspelling"),
        ("step", "Krasnoarmersk", "exact"),
        ("oblast", "Київ", "Kyiv"),  # a first-level unit of its own
        ("raion", "Київ", None),
        ("oblast", "Crimea", "Crimea"),
        ("oblast", "Donetsk Oblast", "Donetsk Oblast"),
        ("oblast", "Dnipro River", None),  # it flows through many
        ("id", "Ivanivka", None),
        ("score", "Ivanivka", None),
        ("ambiguous", "Ivanivka", True),
        ("ambiguous", "Xqqz", False),
        ("ambiguous", "", False),
        ("total", "Xqqz", 0),
        ("candidates", "Xqqz", None),
    ],
)
def test_values(column: str, name: str, value: object) -> None:
    assert one(column, name) == value


def test_values_of_a_doubtful_name_show_the_doubt() -> None:
    (candidates,) = Rows(columns_for("candidates"))("Dzerzhinsk")
    assert candidates.split("|")[0] == "toretsk-donetsk"
    assert "dzerzhinsk-nizhny-novgorod-ru" in candidates.split("|")
    assert "Красноармійськ" in str(one("former_names", "Pokrovsk", within="Donetsk Oblast")).split("|")


def test_the_area_of_a_row_is_stronger_than_that_of_all() -> None:
    rows = Rows(columns_for("id"), within="Donetsk Oblast")
    assert rows("Dzerzhinsk") == ("toretsk-donetsk",)
    assert rows("Dzerzhinsk", "Zhytomyr Oblast") == ("romaniv-zhytomyr",)
    assert rows.many(["Dzerzhinsk", "Dzerzhinsk"], [None, "Zhytomyr Oblast"]) == [
        ["toretsk-donetsk", "romaniv-zhytomyr", None]
    ]


def test_columns_are_asked_for_by_list_or_text_each_once() -> None:
    assert [c.name for c in columns_for("lat, id,lat", first=FIRST)] == [*FIRST, "lat"]
    assert columns_for(["lat"]) == columns_for("lat")
    with pytest.raises(ValueError, match=r'no column "oblst" to add; the columns are id, name, .*oblast'):
        columns_for("oblst")


def test_bad_hints_are_said_before_the_first_row() -> None:
    with pytest.raises(toponyms.UnknownPlace, match="Nowheria"):
        Rows(columns_for("id"), within="Nowheria")
    with pytest.raises(ValueError, match="2022-13"):
        Rows(columns_for("id"), on="2022-13")
    with pytest.raises(ValueError, match='"raise" or "coerce"'):
        Rows(columns_for("id"), errors="ignore")


def test_an_unknown_area_of_a_row_is_an_error_or_a_missing_answer() -> None:
    with pytest.raises(toponyms.UnknownPlace, match="Nowheria"):
        Rows(columns_for("id,ambiguous"))("Kyiv", "Nowheria")
    assert Rows(columns_for("id,ambiguous"), errors="coerce")("Kyiv", "Nowheria") == (None, None)


def test_what_is_no_text_is_no_name() -> None:
    with pytest.raises(TypeError, match="must hold text, not int such as 5"):
        Rows(columns_for("id"))(5)  # type: ignore[arg-type]


def test_a_name_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    gazetteer = toponyms.Gazetteer.load()
    resolve = gazetteer.resolve
    monkeypatch.setattr(gazetteer, "resolve", lambda name, **hints: asked.append(name) or resolve(name, **hints))
    rows = Rows(columns_for("id"), gazetteer=gazetteer, within="Donetsk Oblast")
    for _ in range(3):
        rows("Toretsk")
        rows.many(["Toretsk", "Dymytrov"])
    assert asked == ["", "Toretsk", "Dymytrov"]


def test_rows_pickle_and_ask_the_gazetteer_they_were_given(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("my-mine:\n  en: Zzyzx Mine\n  kind: mine\n  in: donetsk-oblast\n", encoding="utf-8")
    rows = Rows(columns_for("id,oblast"), gazetteer=toponyms.Gazetteer.load(own), on="2022")
    again = pickle.loads(pickle.dumps(rows))
    assert again("Zzyzx Mine") == rows("Zzyzx Mine") == ("my-mine", "Donetsk Oblast")
    assert Rows(columns_for("id"))("Zzyzx Mine") == (None,)

"""Keys, skeletons and stems: what must meet, what must not, and what must hold for any text."""

from __future__ import annotations

import string
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toponyms.text import keys
from toponyms.text.keys import fold, skeleton, stem

KEY_LETTERS = set(string.ascii_lowercase + string.digits + " ")


@given(st.text())
@example("貽O")  # "yi" before a vowel
def test_a_key_is_plain_and_folds_to_itself(text: str) -> None:
    key = fold(text)
    assert set(key) <= KEY_LETTERS
    assert key == " ".join(key.split())
    assert fold(key) == key


@given(st.text(alphabet=st.characters(codec=None), max_size=20))
def test_case_does_not_count_where_it_maps_one_to_one(text: str) -> None:
    if text.upper().lower() == text.lower() and text.lower().upper() == text.upper():
        assert fold(text.upper()) == fold(text.lower())


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюяёъыэ' -", max_size=30))
def test_skeleton_and_stem_never_grow(text: str) -> None:
    key = fold(text)
    assert len(stem(skeleton(key))) <= len(skeleton(key)) <= len(key)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Покровськ", "Pokrovsk"),
        ("Часів Яр", "Chasiv Yar"),
        ("Єнакієве", "Yenakiieve"),
        ("Їжаківка", "Yizhakivka"),
        ("Кам'янське", "Kamʼianske"),
        ("Нью-Йорк", "Niu York"),
        ("и\u0306", "й"),
        ("Сhasiv Yar", "Chasiv Yar"),  # the first letter is Cyrillic
        ("Рokrovsk", "Pokrovsk"),  # so is this one
        ("Зелёное", "Зеленое"),
        ("ﬁ", "fi"),
        ("Ｋｙｉｖ", "Kyiv"),
        ("Łuck", "luck"),
        ("Po\u00adkrovsk", "Pokrovsk"),  # a soft hyphen
        ("\u202aPokrovsk\u202c", "Pokrovsk"),
    ],
)
def test_equal_keys(one: str, two: str) -> None:
    assert fold(one) == fold(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [("Горлівка", "Gorlivka"), ("Мирне", "Мирний"), ("Лиман", "Ліман"), ("Рай", "Край"), ("Pokrovsk", "Pokrov")],
)
def test_different_keys(one: str, two: str) -> None:
    assert fold(one) != fold(two)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Красноармейск", "Krasnoarmeysk", "Krasnoarmejsk", "Krasnoarmiys'k", "Красноармійськ", "Krassnoarmeiskoje"),
        ("Харків", "Kharkiv", "Kharkov", "Харьков", "Harkiv"),
        ("Щастя", "Shchastia", "Schastja"),
        ("Миколаїв", "Mykolaiv", "Mykolayiv", "Mikolaiv"),
    ],
)
def test_equal_skeletons(spellings: tuple[str, ...]) -> None:
    assert len({skeleton(fold(name)) for name in spellings}) == 1


@pytest.mark.parametrize(
    "forms",
    [
        ("Покровськ", "Покровська", "Покровську", "Покровськом"),
        ("Дружківка", "Дружківки", "Дружківці", "Дружківку", "Дружківкою"),
        ("Бахмут", "Бахмута", "Бахмуті", "Бахмутом"),
        ("Харків", "Харкова", "Харкову", "Харковом"),
    ],
)
def test_equal_stems(forms: tuple[str, ...]) -> None:
    assert len({stem(skeleton(fold(form))) for form in forms}) == 1


def test_a_lone_surrogate_and_other_scripts_do_no_harm() -> None:
    assert fold("\ud800") == ""
    assert fold("北京") == "beijing"
    assert fold("\x00Kyiv\x00") == "kyiv"


@pytest.mark.parametrize("value", [None, 3, b"Kyiv"])
def test_what_is_no_text_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="must be text"):
        fold(value)  # type: ignore[arg-type]


def test_ten_megabytes_in_one_name_fold() -> None:
    assert len(fold("Покровськ" * 1_000_000)) == 8_000_000


def test_without_unidecode_other_scripts_fold_to_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setitem(sys.modules, "unidecode", None)
    keys._other_scripts.cache_clear()
    table = dict(keys._TABLE)
    keys._TABLE.clear()
    keys._TABLE.update({code: table[code] for code in table if code < 0x500})
    try:
        assert fold("დონეცკი Kyiv Київ") == "kyiv kyiv"
        assert [record.name for record in caplog.records] == ["toponyms"]
    finally:
        keys._other_scripts.cache_clear()
        keys._TABLE.clear()
        keys._TABLE.update(table)

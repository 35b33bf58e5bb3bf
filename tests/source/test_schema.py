"""The schema for editors is current, and says of right files nothing and of wrong ones what is wrong."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.source.lsp import Editor
from toponyms.cli import schema as command
from toponyms.source import fields
from toponyms.source.jsonschema import schema, text

ROOT = Path(__file__).parent.parent.parent
SHIPPED = ROOT / "toponyms" / "data" / "gazetteer.schema.json"
GOOD = """\
pokrovsk-donetsk:
  uk: Покровськ
  katottg: UA14160210010099403
  in: pokrovsk-hromada-donetsk
  lat: 48.28
  lon: 37.18
  country: NO
  sr-Latn: Pokrovsk
  former:
    - uk: Красноармійськ
      since: 1938
      until: 2016-05-12/2016-06
      used-by:
        - one
        - two
  misspellings:
    - Krasnoarmersk
    - text: Krasnokamensk
      allow:
        true-name: a reason
  weak:
    - Krasnokamensk
"""
WRONG = {
    "field": ("  misspellings:", "  mispellings:", "mispellings"),
    "date": ("until: 2016-05-12/2016-06", "until: 12.05.2016", "date"),
    "month": ("since: 1938", "since: 1938-13", "date"),
    "code": ("UA14160210010099403", "UA1416", "pattern"),
    "id": ("pokrovsk-donetsk:", "Pokrovsk:", "pattern"),
    "list": ("  weak:\n    - Krasnokamensk", "  weak: Krasnokamensk", "type"),
    "kind": ("  in: pokr", "  kind: burg\n  in: pokr", "enum"),
    "north": ("lat: 48.28", "lat: 148.28", "90"),
}


def test_the_shipped_schema_is_current() -> None:
    assert SHIPPED.read_text(encoding="utf-8") == text(), "run: toponyms schema > toponyms/data/gazetteer.schema.json"


def test_every_field_has_its_description_and_example() -> None:
    made = schema()["$defs"]
    for name, known in (("entry", fields.ENTRY_FIELDS), ("item", fields.ITEM_FIELDS)):
        properties = made[name]["properties"]
        assert list(properties) == [field.name for field in known]
        for field in known:
            assert properties[field.name]["description"] == field.description
            assert properties[field.name]["examples"]


def test_the_command_prints_it_or_says_where_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    assert command.run(parser.parse_args(["schema"])) == 0
    assert json.loads(capsys.readouterr().out) == schema()
    assert command.run(parser.parse_args(["schema", "--path"])) == 0
    assert Path(capsys.readouterr().out.strip()) == SHIPPED


def test_the_gazetteer_names_the_schema_in_its_first_line() -> None:
    with (ROOT / "gazetteer.yaml").open(encoding="utf-8") as file:
        first = file.readline().strip()
    assert first == "# yaml-language-server: $schema=toponyms/data/gazetteer.schema.json"
    assert (ROOT / first.partition("$schema=")[2]).is_file()


def checker() -> str:
    found = shutil.which("check-jsonschema") or str(Path(sys.executable).parent / "check-jsonschema")
    if not Path(found).is_file():
        pytest.skip("check-jsonschema is not installed (pip install check-jsonschema)")
    return found


@pytest.mark.slow
def test_check_jsonschema_takes_the_gazetteer_and_refuses_what_is_wrong(tmp_path: Path) -> None:
    program = checker()
    run = [program, "--schemafile", str(SHIPPED)]
    subprocess.run([program, "--check-metaschema", str(SHIPPED)], check=True, capture_output=True)
    for path in (tmp_path / "good.yaml", ROOT / "gazetteer.yaml"):
        if path.parent == tmp_path:
            path.write_text(GOOD, encoding="utf-8")
        done = subprocess.run([*run, str(path)], check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout
    for name, (right, wrong, _) in WRONG.items():
        path = tmp_path / "wrong.yaml"
        assert right in GOOD
        path.write_text(GOOD.replace(right, wrong), encoding="utf-8")
        assert subprocess.run([*run, str(path)], check=False, capture_output=True).returncode == 1, name


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    found = os.environ.get("YAML_LANGUAGE_SERVER") or shutil.which("yaml-language-server")
    if not found:
        pytest.skip("yaml-language-server is not installed (npm; YAML_LANGUAGE_SERVER may say where it is)")
    client = Editor(Path(found), SHIPPED)
    yield client
    client.close()


@pytest.mark.slow
def test_an_editor_is_told_what_is_wrong(editor: Editor) -> None:
    assert editor.problems(GOOD) == []
    for name in ("field", "date", "list", "kind"):
        right, wrong, _ = WRONG[name]
        told = editor.problems(GOOD.replace(right, wrong))
        line = GOOD.replace(right, wrong).count("\n", 0, GOOD.index(right)) + 2  # the head is one line more
        assert told, name
        assert int(told[0].partition(":")[0]) in (line, line + 1), told
    assert "mispellings" in editor.problems(GOOD.replace("misspellings", "mispellings"))[0]


@pytest.mark.slow
def test_an_editor_completes_fields_and_shows_what_they_mean(editor: Editor) -> None:
    entry = "pokrovsk-donetsk:\n  uk: Покровськ\n  \n"
    assert {"former", "also", "misspellings", "weak", "katottg"} <= editor.completions(entry, 3, 2)
    item = "pokrovsk-donetsk:\n  former:\n    - uk: Покровськ\n      \n"
    offered = editor.completions(item, 4, 6)
    assert {"since", "until", "source", "used-by"} <= offered
    assert "weak" not in offered
    assert fields.ENTRY["katottg"].description in editor.hover(GOOD, 3, 4)

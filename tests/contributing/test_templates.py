"""Forms, workflow and hooks: they are what their schemas want, and ask what `toponyms add` needs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from toponyms.cli import COMMANDS

ROOT = Path(__file__).parent.parent.parent
GITHUB = ROOT / ".github"
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")


def answers(form: Path) -> set[str]:
    return {part["id"] for part in yaml.safe_load(form.read_text(encoding="utf-8"))["body"]}


def test_the_form_for_a_spelling_asks_what_add_needs() -> None:
    wanted = {"seen", "source", "place", "kind", "language", "dates", "note"}
    assert answers(GITHUB / "ISSUE_TEMPLATE" / "spelling.yml") == wanted


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.stem)
def test_every_form_asks_for_a_source(form: Path) -> None:
    parts = {part["id"]: part for part in yaml.safe_load(form.read_text(encoding="utf-8"))["body"]}
    assert parts["source"]["validations"]["required"] is True


def test_hooks_and_documents_name_commands_that_exist() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert {hook["id"]: hook["entry"] for hook in hooks} == {
        "toponyms-fmt": "toponyms fmt", "toponyms-check": "toponyms check",
    }  # fmt: skip
    for path in (ROOT / "CONTRIBUTING.md", GITHUB / "pull_request_template.md", GITHUB / "workflows" / "check.yml"):
        said = set(re.findall(r"(?:`|\n *|run: )toponyms ([a-z]+)", path.read_text(encoding="utf-8")))
        assert said
        assert said <= set(COMMANDS), (path.name, said - set(COMMANDS))


def test_the_hooks_take_gazetteers_and_no_other_yaml() -> None:
    for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")):
        for name, wanted in {
            "gazetteer.yaml": True, "data/gazetteer.yaml": True, "my.toponyms.yaml": True, "ci.yaml": False,
            "old-gazetteer.yaml": False,
        }.items():  # fmt: skip
            assert bool(re.search(hook["files"], name)) == wanted, name


def test_the_pull_request_template_has_five_lines() -> None:
    assert len((GITHUB / "pull_request_template.md").read_text(encoding="utf-8").splitlines()) == 5


def test_contributing_stays_on_one_page() -> None:
    assert len((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()) <= 70


@pytest.mark.slow
def test_all_of_them_are_what_their_schemas_want() -> None:
    program = shutil.which("check-jsonschema") or str(Path(sys.executable).parent / "check-jsonschema")
    if not Path(program).is_file():
        pytest.skip("check-jsonschema is not installed (pip install check-jsonschema)")
    for schema, files in {
        "vendor.github-issue-forms": FORMS,
        "vendor.github-issue-config": [GITHUB / "ISSUE_TEMPLATE" / "config.yml"],
        "vendor.github-workflows": sorted((GITHUB / "workflows").glob("*.yml")),
        "vendor.citation-file-format": [ROOT / "CITATION.cff"],
    }.items():
        done = subprocess.run(
            [program, "--builtin-schema", schema, *map(str, files)], check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout

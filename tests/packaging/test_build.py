"""What is built: the same bytes every time, small, whole, and without anything that needs a compiler."""

from __future__ import annotations

import os
import subprocess
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LARGEST = 6_050_000  # bytes of the wheel: 4.2 MB of index, 0.8 MB of register; code and rules grow by some 10 KB a week

pytestmark = pytest.mark.slow


def built(source: Path, target: Path, python: Path, seed: str) -> dict[str, bytes]:
    """Build sdist and wheel from a folder, and return them by name."""
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo" if seed == "1" else "UTC"}
    command = [str(python), "-m", "build", "--outdir", str(target), str(source)]
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return {path.name: path.read_bytes() for path in target.iterdir()}


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("builder")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "build"], check=True, capture_output=True)
    return python


@pytest.fixture(scope="module")
def artefacts(python: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return built(ROOT, tmp_path_factory.mktemp("first"), python, "1")


@pytest.fixture(scope="module")
def wheel(artefacts: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    (name,) = (name for name in artefacts if name.endswith(".whl"))
    path = tmp_path_factory.mktemp("wheel") / name
    path.write_bytes(artefacts[name])
    return path


def test_two_builds_give_equal_bytes(artefacts: dict[str, bytes], python: Path, tmp_path: Path) -> None:
    again = built(ROOT, tmp_path, python, "2")
    assert sorted(again) == sorted(artefacts)
    assert [name for name in again if again[name] != artefacts[name]] == []


def test_the_wheel_is_small_pure_and_whole(wheel: Path) -> None:
    assert wheel.stat().st_size <= LARGEST
    assert wheel.name.endswith("-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as file:
        names = set(file.namelist())
    assert {"toponyms/py.typed", "toponyms/data/shipped.tpx", "toponyms/data/gazetteer.yaml"} <= names
    assert {name.split("/")[0].split("-")[0] for name in names} == {"toponyms"}
    assert [name for name in names if name.endswith((".so", ".pyd", ".pyc", ".dll"))] == []


def test_the_sdist_has_what_builds_tests_and_documents_it(artefacts: dict[str, bytes], tmp_path: Path) -> None:
    (name,) = (name for name in artefacts if name.endswith(".tar.gz"))
    (tmp_path / name).write_bytes(artefacts[name])
    with tarfile.open(tmp_path / name) as file:
        names = {member.partition("/")[2] for member in file.getnames()}
    assert {"pyproject.toml", "hatch_build.py", "gazetteer.yaml", "toponyms/data/register.tsv", "docs/conf.py"} <= names
    assert {"tests/test_cases.py", "tools/release.py", "benchmarks/__main__.py", ".ci/run"} <= names
    assert [name for name in names if ".venv" in name or "__pycache__" in name] == []


SAMPLE = '''\
from toponyms import Gazetteer, find, normalise, resolve, resolve_many, suggest
from toponyms.model import Match, Mention, Place, Resolution

answer: Resolution = resolve("Bakhmut", within="Donetsk Oblast", near=(48.6, 38.0), on="2015", lang="uk")
place: Place | None = answer.place
if place is not None:
    name: str = place.name
    reveal_type(place.lat)
matches: tuple[Match, ...] = answer.candidates
mentions: list[Mention] = find("Бахмут", lower=False)
text: str = normalise("Бахмут", to=lambda mention: mention.text.upper())
ids: list[str | None] = [r.id for r in resolve_many(["a", "b"])]
shown: list[str] = [match.place.id for match in suggest("бах", limit=3)]
places: list[Place] = list(Gazetteer.load().places(kind="city"))
resolve(3)
resolve("Bakhmut", "Donetsk Oblast")
'''


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_type_checkers_know_the_types(checker: str, wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    package = "mypy" if checker == "mypy" else "basedpyright"  # pyright with its own Node.js, from PyPI
    subprocess.run([python, "-m", "pip", "install", "-q", wheel, package], check=True, capture_output=True)
    (tmp_path / "sample.py").write_text(SAMPLE, encoding="utf-8")
    words = {"mypy": ["mypy", "--strict"], "pyright": ["basedpyright", "--level", "error", "--pythonpath", python]}
    command = [python, "-m", *words[checker]]
    shown = subprocess.run([*command, "sample.py"], cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    wrong = [line for line in shown.splitlines() if "error" in line and "sample.py:" in line]
    assert [line.split("sample.py:")[1].split(":")[0] for line in wrong] == ["15", "16"], shown

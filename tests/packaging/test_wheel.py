"""The wheel alone, from an empty folder: on every Python that is here, with the newest and the oldest dependencies."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# The oldest versions that have a wheel for a Python; for 3.11 they are the oldest that pyproject.toml allows.
OLDEST = {
    "3.11": ("rapidfuzz==3.0.0", "pyyaml==6.0", "unidecode==1.3.0"),
    "3.12": ("rapidfuzz==3.3.0", "pyyaml==6.0.1", "unidecode==1.3.0"),
    "3.13": ("rapidfuzz==3.10.0", "pyyaml==6.0.2", "unidecode==1.3.0"),
}
QUESTIONS = """\
import toponyms as t
assert t.resolve("Krasnoarmersk").id == "pokrovsk-donetsk"
assert t.resolve("Kramatosrk").id == "kramatorsk-donetsk"
assert t.resolve("Petrova").place is None
assert t.normalise("Бои за Дзержинск.", to="uk") == "Бои за Торецьк."
assert [m.place.id for m in t.find("Fighting near Chasov Yar")] == ["chasiv-yar-donetsk"]
print(t.fold("დონეცკი"))
"""

pytestmark = pytest.mark.slow


def pythons() -> Iterator[tuple[str, str]]:
    """Yield the versions from 3.11 on that are here, each with a command that starts it."""
    homes = sorted(Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions").glob("3.*/bin/python"))
    for minor in range(11, 16):
        version = f"3.{minor}"
        found = [str(path) for path in homes if path.parts[-3].startswith(f"{version}.")]
        command = found[0] if found else shutil.which(f"python{version}")
        if command:
            yield version, command


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.mark.parametrize("dependencies", ["newest", "oldest", "without Unidecode"])
@pytest.mark.parametrize(("version", "command"), list(pythons()))
def test_the_wheel_works_alone(
    version: str, command: str, dependencies: str, wheel: Path, tmp_path: Path
) -> None:
    if dependencies == "oldest" and version not in OLDEST:
        pytest.skip(f"no oldest versions are written down for Python {version}")
    python = tmp_path / "venv" / "bin" / "python"
    empty = tmp_path / "empty"
    empty.mkdir()
    environment = {**os.environ, "TOPONYMS_CACHE_DIR": str(tmp_path / "cache"), "PYTHONUTF8": "1"}

    def run(*words: str) -> str:
        done = subprocess.run([python, *words], cwd=empty, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    subprocess.run([command, "-m", "venv", tmp_path / "venv"], check=True, capture_output=True)
    chosen = OLDEST[version] if dependencies == "oldest" else ()
    run("-m", "pip", "install", "-q", "--only-binary", ":all:", str(wheel), *chosen)
    run("-m", "pip", "check")
    if dependencies == "without Unidecode":
        run("-m", "pip", "uninstall", "-q", "-y", "unidecode")
    assert run("-c", QUESTIONS).strip() == ("" if dependencies == "without Unidecode" else "donecki")
    run("-m", "toponyms", "check")
    assert not list((tmp_path / "cache").glob("*"))  # the wheel's own index was used

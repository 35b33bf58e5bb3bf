"""Disks that are full or read-only, files too large, directories that go away: real ones, where we may mount them."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.processes import ANSWER
from toponyms import Gazetteer
from toponyms.cli import main
from toponyms.index.cache import compile_index

Ask = Callable[..., tuple[str, str]]
CLI = [sys.executable, "-m", "toponyms"]


def mounted(folder: Path, options: str) -> bool:
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True)
    return done.returncode == 0


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if sys.platform != "linux" or not mounted(folder, "size=64k"):
        pytest.skip("needs Linux and leave to mount")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path) -> None:
    with (folder / "ballast").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(512))
        except OSError:
            pass


def test_a_cache_on_a_full_disk(own: Path, small_disk: Path, ask: Ask) -> None:
    fill(small_disk)
    out, err = ask(TOPONYMS_CACHE_DIR=str(small_disk))
    assert out == ANSWER
    assert "cannot be kept" in err
    assert [path.name for path in small_disk.iterdir()] == ["ballast"]


def test_a_cache_on_a_read_only_disk(own: Path, small_disk: Path, ask: Ask) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    out, err = ask(TOPONYMS_CACHE_DIR=str(small_disk / "cache"))
    assert out == ANSWER
    assert "cannot be kept" in err


@pytest.mark.parametrize(
    "command",
    [
        ["fmt", "FILE"],
        ["check", "--fix", "FILE"],
        ["add", "pokrovsk-donetsk", "--misspelling", "Pokrvskkk", "--file", "FILE"],
    ],
    ids=["fmt", "check --fix", "add"],
)
def test_a_gazetteer_on_a_full_disk_stays_as_it_was(own: Path, small_disk: Path, command: list[str]) -> None:
    file = small_disk / "own.yaml"
    file.write_bytes(own.read_bytes())
    fill(small_disk)
    before = file.read_bytes()
    done = subprocess.run([*CLI, *(w.replace("FILE", str(file)) for w in command)], capture_output=True, text=True)
    assert done.returncode == 2, done.stdout
    assert "No space left" in done.stderr
    assert "Traceback" not in done.stderr
    assert file.read_bytes() == before
    assert sorted(path.name for path in small_disk.iterdir()) == ["ballast", "own.yaml"]


def test_an_index_that_may_not_grow_so_large(own: Path, cache: Path, tmp_path: Path) -> None:
    """A limit on the size of files, as some hosts set it; Python passes over the signal that comes with it."""
    target = tmp_path / "own.tpx"
    size = len(compile_index([own], register=False))

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, size // 2))

    command = [*CLI, "compile", "--no-register", str(own), "-o", str(target)]
    done = subprocess.run(command, preexec_fn=limit, capture_output=True, text=True)
    assert done.returncode == 2
    assert "File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.glob("own*.part"))
    assert not target.exists()


def test_a_cache_directory_that_goes_away(own: Path, cache: Path) -> None:
    """Open indexes go on answering; a file loaded later is compiled again, and the directory comes back."""
    gazetteer = Gazetteer.load(own, register=False)
    for path in cache.iterdir():
        path.unlink()
    cache.rmdir()
    assert gazetteer.resolve("Alfivkaa").id == "alpha-town"
    assert gazetteer.find("У місті Бетополь.")[0].text == "Бетополь"
    assert Gazetteer.load(own, register=False).resolve("Betapol").id == "beta-town"
    assert len(list(cache.glob("*.tpx"))) == 1


@pytest.mark.skipif(os.name != "posix", reason="a mapped file cannot be replaced on Windows")
def test_an_index_that_is_replaced_while_it_is_mapped(own: Path, cache: Path) -> None:
    gazetteer = Gazetteer.load(own, register=False)
    (file,) = cache.glob("*.tpx")
    other = cache / "other"
    other.write_bytes(b"x" * file.stat().st_size)
    other.replace(file)
    assert gazetteer.resolve("Alfivkaa").id == "alpha-town"  # nothing had been read of it before
    assert Gazetteer.load(own, register=False).resolve("Alfivkaa").id == "alpha-town"


def test_a_file_beyond_the_limit_is_never_cut(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers take no more bytes than the limit; what writes must not take those for the whole file."""
    for module in ("lines", "loader"):
        monkeypatch.setattr(f"toponyms.source.{module}.MAX_BYTES", 100)
    before = own.read_bytes()
    assert len(before) > 200
    assert main(["fmt", str(own)]) != 0
    assert main(["check", "--fix", str(own)]) != 0
    assert main(["add", "pokrovsk-donetsk", "--misspelling", "Pokrvskkk", "--file", str(own)]) != 0
    assert own.read_bytes() == before


def test_a_new_file_has_the_mode_of_any_new_file(tmp_path: Path) -> None:
    mine, plain = tmp_path / "mine.yaml", tmp_path / "plain"
    plain.touch()
    assert main(["add", "pokrovsk-donetsk", "--misspelling", "Pokrvskkk", "--file", str(mine)]) == 0
    assert mine.stat().st_mode == plain.stat().st_mode
    assert "Pokrvskkk" in mine.read_text(encoding="utf-8")

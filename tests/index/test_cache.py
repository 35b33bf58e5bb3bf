"""Where compiled indexes are kept: read-only and full disks, many processes at once, death while compiling, damage."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.processes import ANSWER, ASK, finish
from toponyms import Gazetteer
from toponyms.index import cache as caching
from toponyms.index import shipped
from toponyms.index.layout import BLOCK
from toponyms.index.read import Index

Start = Callable[..., "subprocess.Popen[str]"]


def compiled(cache: Path) -> list[Path]:
    return sorted(cache.glob("*.tpx"))


def ids(gazetteer: Gazetteer) -> list[str | None]:
    return [gazetteer.resolve(name).id for name in ("Alfivkaa", "Старобетове", "Betapol", "Nowhere")]


def test_compiled_once_and_found_again(own: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ids(Gazetteer.load(own, register=False))
    (file,) = compiled(cache)
    before = file.stat()
    monkeypatch.setattr(caching, "compile_index", None)  # calling it would fail
    assert ids(Gazetteer.load(own, register=False)) == first == ["alpha-town", "alpha-town", "beta-town", None]
    assert file.stat().st_mtime_ns == before.st_mtime_ns


def test_found_by_content_not_by_name(own: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Gazetteer.load(own, register=False)
    moved = own.rename(tmp_path / "moved.yaml")
    monkeypatch.setattr(caching, "compile_index", None)
    assert Gazetteer.load(moved, register=False).resolve("Betopol").id == "beta-town"


def test_changed_content_is_compiled_again(own: Path, cache: Path) -> None:
    Gazetteer.load(own, register=False)
    own.write_text(own.read_text(encoding="utf-8").replace("- Alfifka", "- Omegivka"), encoding="utf-8")
    assert Gazetteer.load(own, register=False).resolve("Omegivka").id == "alpha-town"
    assert len(compiled(cache)) == 2


def test_a_directory_that_cannot_be_made(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A file stands where the directory should be: the same as a read-only disk, also for root."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TOPONYMS_CACHE_DIR", str(tmp_path / "file" / "cache"))
    assert ids(Gazetteer.load(own, register=False)) == ["alpha-town", "alpha-town", "beta-town", None]
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "stays in memory" in caplog.records[0].getMessage()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_directory(own: Path, cache: Path, caplog: pytest.LogCaptureFixture) -> None:
    cache.mkdir()
    cache.chmod(0o500)
    try:
        assert Gazetteer.load(own, register=False).resolve("Betopol").id == "beta-town"
    finally:
        cache.chmod(0o700)
    assert len(caplog.records) == 1


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EDQUOT], ids=["full", "read-only", "over quota"])
def test_a_disk_that_refuses(
    own: Path, cache: Path, number: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(caching.os, "fsync", refuse)
    assert ids(Gazetteer.load(own, register=False)) == ["alpha-town", "alpha-town", "beta-town", None]
    assert len(caplog.records) == 1
    assert list(cache.iterdir()) == []  # no half-written file is left


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_device_that_is_full(
    tmp_path: Path, small: bytes, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object, **__: object) -> tuple[int, str]:
        return os.open("/dev/full", os.O_WRONLY), str(tmp_path / "part")

    monkeypatch.setattr("tempfile.mkstemp", full)
    assert caching.store(small, tmp_path / "x.tpx") is False
    assert not (tmp_path / "x.tpx").exists()
    assert len(caplog.records) == 1


def test_eight_processes_start_on_an_empty_cache(own: Path, cache: Path, start: Start) -> None:
    processes = [start(ASK, own) for _ in range(8)]
    assert {finish(process)[0] for process in processes} == {ANSWER}
    assert len(compiled(cache)) == 1
    assert [path for path in cache.iterdir() if path.suffix != ".tpx"] == []


KILLED = """
import os, signal, sys
from pathlib import Path
import toponyms.index.cache as cache
from toponyms import Gazetteer
real = os.fdopen
def half(handle, mode):
    file = real(handle, mode)
    class Dying:
        def __enter__(self): return self
        def __exit__(self, *a): pass
        def write(self, data):
            file.write(data[: len(data) // 2]); file.flush()
            os.kill(os.getpid(), signal.SIGKILL)
    return Dying()
os.fdopen = half
Gazetteer.load(sys.argv[1], register=False)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_killed_while_writing(own: Path, cache: Path, start: Start) -> None:
    """The half-written file never gets the name that is looked for."""
    dying = start(KILLED, own)
    dying.communicate(timeout=120)
    assert dying.returncode == -signal.SIGKILL
    assert compiled(cache) == []
    assert len(list(cache.iterdir())) == 1
    assert finish(start(ASK, own))[0] == ANSWER
    assert len(compiled(cache)) == 1


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL here")
def test_killed_at_any_time(own: Path, cache: Path, start: Start) -> None:
    for turn in range(40):
        process = start(ASK, own)
        time.sleep(turn * 0.02)
        process.kill()
        process.communicate()
        for file in compiled(cache):
            Index.open(file)  # whole, or not there
            file.unlink()
    assert finish(start(ASK, own))[0] == ANSWER


def spoil(file: Path, at: int, size: int = 1) -> None:
    """Flip bytes in a new file under the same name: the old one may be mapped."""
    data = bytearray(file.read_bytes())
    data[at : at + size] = bytes(byte ^ 0xFF for byte in data[at : at + size])
    file.unlink()
    file.write_bytes(data)


@pytest.mark.parametrize("at", [0, 9, 60, 200], ids=["magic", "version", "hash", "directory"])
def test_a_damaged_file_in_the_cache_is_built_again(own: Path, cache: Path, at: int) -> None:
    Gazetteer.load(own, register=False)
    (file,) = compiled(cache)
    whole = file.read_bytes()
    spoil(file, at)
    assert ids(Gazetteer.load(own, register=False)) == ["alpha-town", "alpha-town", "beta-town", None]
    assert file.read_bytes() == whole


@pytest.mark.parametrize("data", [b"", b"toponyms", b"x" * 500, bytes(BLOCK)], ids=["empty", "magic", "text", "zeros"])
def test_rubbish_in_the_cache_is_built_again(own: Path, cache: Path, data: bytes) -> None:
    Gazetteer.load(own, register=False)
    (file,) = compiled(cache)
    whole = file.read_bytes()
    file.unlink()
    file.write_bytes(data)
    assert Gazetteer.load(own, register=False).resolve("Betopol").id == "beta-town"
    assert file.read_bytes() == whole


def test_a_directory_in_place_of_the_file(own: Path, cache: Path, caplog: pytest.LogCaptureFixture) -> None:
    Gazetteer.load(own, register=False)
    (file,) = compiled(cache)
    file.unlink()
    file.mkdir()
    assert Gazetteer.load(own, register=False).resolve("Betopol").id == "beta-town"
    assert len(caplog.records) == 1


def test_a_damaged_index_of_the_wheel_is_a_warning(
    small: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "shipped.tpx"
    monkeypatch.setattr(shipped, "FILE", file)
    assert shipped.open_carried() is None  # as in a checkout
    assert not caplog.records
    file.write_bytes(small)
    opened = shipped.open_carried()
    assert opened is not None
    assert opened.find_id("pokrovsk-0") >= 0
    spoil(file, 60)
    assert shipped.open_carried() is None
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "it is built again" in caplog.records[0].getMessage()


def test_a_file_on_top_of_the_wheels_index(
    small: bytes, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shipped, "FILE", tmp_path / "shipped.tpx")
    shipped.FILE.write_bytes(small)
    file = tmp_path / "own.yaml"
    file.write_text("pokrovsk-0:\n  misspellings:\n    - Pocrowzkk\n", encoding="utf-8")
    for _ in range(2):  # made, and then found in the cache
        gazetteer = Gazetteer.load(file)
        assert [gazetteer.resolve(name).id for name in ("Pocrowzkk", "Степанка")] == ["pokrovsk-0", "stepanka-3"]
        assert [match.place.parents for match in gazetteer.resolve("Pocrowzkk").candidates] == [
            ("raion-0", "test-oblast")
        ]
        assert len(compiled(cache)) == 1


@pytest.mark.parametrize(
    ("platform", "environment", "want"),
    [
        ("linux", {}, "home/.cache/toponyms"),
        ("linux", {"XDG_CACHE_HOME": "xdg"}, "xdg/toponyms"),
        ("linux", {"XDG_CACHE_HOME": "xdg", "TOPONYMS_CACHE_DIR": "chosen"}, "chosen"),
        ("darwin", {"XDG_CACHE_HOME": "xdg"}, "home/Library/Caches/toponyms"),
        ("win32", {}, "home/AppData/Local/toponyms/Cache"),
        ("win32", {"LOCALAPPDATA": "local"}, "local/toponyms/Cache"),
        ("win32", {"LOCALAPPDATA": "local", "TOPONYMS_CACHE_DIR": "chosen"}, "chosen"),
    ],
)
def test_each_platform_has_its_place_for_caches(
    platform: str, environment: dict[str, str], want: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TOPONYMS_CACHE_DIR", "XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(Path, "home", lambda: Path("home"))
    monkeypatch.setattr(caching.sys, "platform", platform)
    assert caching.cache_directory() == Path(want)

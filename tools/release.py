"""Go through the release checklist, and prove the built files on an index of this machine.

    python -m tools.release            go through it; nothing leaves the machine
    python -m tools.release --dist DIR keep the built files in DIR

Each line is one promise of docs/releases.md. The script stops at nothing: it says all that is wrong, and fails at the
end if anything is. Needs the extra `release`, and PyPI for the three packages that the library needs.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import http.server
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import tomllib
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
SMOKE = """\
import toponyms
assert toponyms.resolve("Krasnoarmersk").id == "pokrovsk-donetsk"
assert toponyms.resolve("Kramatosrk").id == "kramatorsk-donetsk"
assert toponyms.resolve("Petrova").place is None
assert toponyms.normalise("Бои за Дзержинск.", to="uk") == "Бои за Торецьк."
print(toponyms.__version__)
"""
CURRENT = ("tools.figures", "tools.picture")  # what they write must be what is there


class Wrong(Exception):
    """A promise that does not hold; says what to do."""


def require(holds: bool, otherwise: str) -> None:
    """Raise `Wrong` if something does not hold."""
    if not holds:
        raise Wrong(otherwise)


def run(*command: str | Path, cwd: Path = ROOT, **environment: str) -> str:
    """Run a command and return what it prints; what it says is the reason if it fails."""
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, env={**os.environ, **environment}, text=True, capture_output=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        shown = (done.stderr or done.stdout).strip().splitlines()[-5:]
        msg = f"{' '.join(map(str, command[:5]))} failed:\n      " + "\n      ".join(shown)
        raise Wrong(msg)
    return done.stdout


def version() -> str:
    """Return the version that pyproject.toml gives."""
    found: str = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    return found


def one_version() -> str:
    """Compare the versions of pyproject.toml, CITATION.cff and CHANGELOG.md."""
    wanted = version()
    cited = re.search(r"^version: (.+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    same = cited is not None and cited[1] == wanted
    require(same, f"CITATION.cff gives another version than pyproject.toml ({wanted})")
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    heading = re.search(rf"^## \[{re.escape(wanted)}\] - \d{{4}}-\d\d-\d\d$", changes, re.MULTILINE)
    require(bool(heading), f'CHANGELOG.md has no heading "## [{wanted}] - YYYY-MM-DD"; rename [Unreleased]')
    return wanted


def committed() -> str:
    """See that all is committed and the version is not yet tagged."""
    require(not run("git", "status", "--porcelain").strip(), "there are changes that are not committed")
    untagged = f"v{version()}" not in run("git", "tag").split()
    require(untagged, f"v{version()} is tagged already; raise the version")
    return run("git", "rev-parse", "--short", "HEAD").strip()


def data_in_order() -> str:
    """Check and format-check the gazetteer; compare what is generated with what is there."""
    run(sys.executable, "-m", "toponyms", "check")
    run(sys.executable, "-m", "toponyms", "fmt", "--check", "gazetteer.yaml")
    for tool in CURRENT:
        run(sys.executable, "-m", tool, "--check")
    return "check, fmt, " + ", ".join(tool.removeprefix("tools.") for tool in CURRENT)


def built_alike(dist: Path) -> str:
    """Build twice with different hash seeds and compare the bytes."""
    digests = []
    for seed in ("1", "2"):
        target = dist if seed == "1" else dist / "again"
        run(sys.executable, "-m", "build", "--outdir", target, ROOT, PYTHONHASHSEED=seed)
        files = sorted(path for path in target.iterdir() if path.is_file())
        digests.append({path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files})
    equal = digests[0] == digests[1]
    require(equal, "two builds differ; something depends on the hash seed, the time or the folder")
    for path in (dist / "again").iterdir():
        path.unlink()
    (dist / "again").rmdir()
    run(sys.executable, "-m", "twine", "check", "--strict", *map(str, dist.iterdir()))
    return "\n      ".join(f"{digest[:16]}  {name}" for name, digest in digests[0].items())


@contextmanager
def local_index(dist: Path) -> Iterator[str]:
    """Serve a simple index (PEP 503) with the built files on the loopback interface."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "simple", "toponyms")
        page.mkdir(parents=True)
        links = []
        for path in sorted(dist.iterdir()):
            (page / path.name).write_bytes(path.read_bytes())
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            links.append(f'<a href="{path.name}#sha256={digest}">{path.name}</a>')
        (page / "index.html").write_text("\n".join(links), encoding="utf-8")
        handler = functools.partial(_Quiet, directory=folder)
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_address[1]}/simple/"
            server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def installed(dist: Path, kind: str) -> str:
    """Install wheel or sdist from the local index into a new environment, and ask it the first questions."""
    needs = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    with tempfile.TemporaryDirectory() as folder, local_index(dist) as index:
        empty = Path(folder, "empty")
        empty.mkdir()
        venv.create(Path(folder, "venv"), with_pip=True)
        python = Path(folder, "venv", "bin", "python")
        pip = (python, "-m", "pip", "install", "-q", "--disable-pip-version-check")
        run(*pip, *needs, *(["hatchling"] if kind == "sdist" else []), cwd=empty)
        only = ("--only-binary",) if kind == "wheel" else ("--no-build-isolation", "--no-binary")
        run(*pip, "--no-deps", "--index-url", index, *only, "toponyms", f"toponyms=={version()}", cwd=empty)
        run(python, "-m", "pip", "check", cwd=empty)
        cache = Path(folder, "cache")
        said = run(python, "-c", SMOKE, cwd=empty, TOPONYMS_CACHE_DIR=str(cache)).strip()
        run(python, "-m", "toponyms", "check", cwd=empty)
        require(said == version(), f"the installed package says it is {said}")
        require(not cache.exists() or not any(cache.iterdir()), "the wheel's own index was not used")
        packages = json.loads(run(python, "-m", "pip", "list", "--format=json", cwd=empty))
        return ", ".join(f"{p['name']} {p['version']}" for p in packages if p["name"] not in ("pip", "setuptools"))


def main() -> int:
    """Go through the list."""
    parser = argparse.ArgumentParser(prog="python -m tools.release", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--dist", type=Path, help="a folder for the built files; a temporary one if left out")
    options = parser.parse_args()
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        dist = options.dist or Path(folder)
        dist.mkdir(parents=True, exist_ok=True)
        steps: list[tuple[str, Callable[[], str]]] = [
            ("one version everywhere", one_version),
            ("all committed, not yet tagged", committed),
            ("data checked, generated files current", data_in_order),
            ("two builds, equal bytes", lambda: built_alike(dist)),
            ("the wheel from an index, in a new environment", lambda: installed(dist, "wheel")),
            ("the sdist from an index, in a new environment", lambda: installed(dist, "sdist")),
        ]
        for title, step in steps:
            try:
                print(f"[x] {title}\n      {step()}", flush=True)
            except Wrong as error:
                wrong += 1
                print(f"[ ] {title}\n      {error}", flush=True)
    if wrong:
        print(f"{wrong} of {len(steps)} do not hold; nothing was published.")
        return 1
    print(f"All hold. To publish: git tag -s v{version()} && git push origin v{version()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""OpenRefine itself: a column of 200 messy names is reconciled, judged, extended with p-codes and exported.

    apt-get install openrefine chromium; pip install playwright

It is driven by the commands that its page sends, and once through the page itself.
"""

from __future__ import annotations

import contextlib
import csv
import importlib
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from toponyms.cli.serve import routes
from toponyms.gazetteer import default
from toponyms.serve.reconcile import SCHEMA, SPACE
from toponyms.serve.reconcile.queries import CERTAIN, is_certain
from toponyms.serve.server import Server

NAMES = Path(__file__).parent / "messy-names.tsv"
ROWS = list(csv.DictReader(NAMES.read_text(encoding="utf-8").splitlines(), delimiter="\t"))
NO_ENGINE = json.dumps({"facets": [], "mode": "row-based"})
HINTS = ("oblast", "raion")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("openrefine") is None, reason="needs openrefine: apt-get install openrefine"),
]


class Refine:
    """OpenRefine, driven by HTTP."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"

    def get(self, command: str, **query: Any) -> Any:
        with urllib.request.urlopen(f"{self.url}/command/core/{command}?{urlencode(query)}", timeout=60) as answer:
            return json.load(answer)

    def post(self, command: str, **form: Any) -> bytes:
        """Send a command; each needs a token of its own."""
        form["csrf_token"] = self.get("get-csrf-token")["token"]
        data = urlencode({k: v if isinstance(v, str) else json.dumps(v) for k, v in form.items()}).encode()
        with urllib.request.urlopen(f"{self.url}/command/core/{command}", data, timeout=60) as answer:
            body: bytes = answer.read()
            return body

    def create(self, name: str, table: bytes) -> str:
        """Make a project of a table; return its number."""
        token = self.get("get-csrf-token")["token"]
        options = json.dumps({"separator": "\t", "headerLines": 1, "guessCellValueTypes": False})
        parts = b""
        for field, value in (("project-name", name), ("format", "text/line-based/*sv"), ("options", options)):
            parts += f'--x\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode()
        parts += b'--x\r\nContent-Disposition: form-data; name="project-file"; filename="names.tsv"\r\n'
        parts += b"Content-Type: text/tab-separated-values; charset=utf-8\r\n\r\n" + table + b"\r\n--x--\r\n"
        request = urllib.request.Request(
            f"{self.url}/command/core/create-project-from-upload?csrf_token={token}", parts,
            {"Content-Type": "multipart/form-data; boundary=x"},
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=60) as answer:
            return str(answer.url.partition("project=")[2])

    def apply(self, project: str, *operations: dict[str, Any]) -> None:
        """Apply operations, and wait for those that take long."""
        for operation in operations:
            operation.setdefault("engineConfig", {"facets": [], "mode": "row-based"})
        said = json.loads(self.post("apply-operations", project=project, operations=list(operations)))
        assert said["code"] in ("ok", "pending"), said
        deadline = time.monotonic() + 120
        while self.get("get-processes", project=project)["processes"]:
            assert time.monotonic() < deadline, "the operation does not end"
            time.sleep(0.2)

    def export(self, project: str) -> list[dict[str, str]]:
        table = self.post("export-rows/names.csv", project=project, format="csv", engine=NO_ENGINE)
        return list(csv.DictReader(io.StringIO(table.decode("utf-8"))))


def end(process: subprocess.Popen[bytes]) -> None:
    """End a shell and the Java that it started, which outlives it by a moment."""
    with contextlib.suppress(ProcessLookupError):
        for sign in (signal.SIGTERM, signal.SIGKILL):
            os.killpg(process.pid, sign)
            for _ in range(100):
                process.poll()
                os.killpg(process.pid, 0)
                time.sleep(0.1)


@pytest.fixture(scope="module")
def refine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Refine]:
    folder = tmp_path_factory.mktemp("openrefine")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["openrefine", "-i", "127.0.0.1", "-p", str(port), "-m", "700M", "-d", str(folder / "workspace"),
               "-x", "refine.headless=true"]  # fmt: skip
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, stdout=log, stderr=log, start_new_session=True,
            env={**os.environ, "HOME": str(folder), "JAVA_OPTIONS": f"-Djava.io.tmpdir={folder}"},
        )  # fmt: skip
        try:
            driver = Refine(port)
            deadline = time.monotonic() + 120
            while True:
                try:
                    driver.get("get-version")
                    break
                except (urllib.error.URLError, ConnectionError):
                    assert process.poll() is None, (folder / "log").read_text()
                    assert time.monotonic() < deadline, (folder / "log").read_text()
                    time.sleep(0.5)
            yield driver
        finally:
            end(process)


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    with Server(routes(default()), port=0) as server:
        yield f"{server.url}/reconcile"


def reconcile(endpoint: str, kind: str | None = None) -> dict[str, Any]:
    return {
        "op": "core/recon",
        "columnName": "name",
        "config": {
            "mode": "standard-service", "service": endpoint, "identifierSpace": SPACE, "schemaSpace": SCHEMA,
            "type": {"id": kind, "name": kind} if kind else None, "autoMatch": True, "limit": 0,
            "columnDetails": [{"column": h, "propertyID": h, "propertyName": h} for h in HINTS],
        },
    }  # fmt: skip


def expression(new: str, grel: str) -> dict[str, Any]:
    return {
        "op": "core/column-addition", "baseColumnName": "name", "newColumnName": new, "columnInsertIndex": 1,
        "expression": f"grel:{grel}", "onError": "set-to-blank",
    }  # fmt: skip


@pytest.fixture(scope="module")
def reconciled(refine: Refine, endpoint: str) -> list[dict[str, str]]:
    """The table after its whole way through OpenRefine."""
    project = refine.create("messy", NAMES.read_bytes())
    guessed = json.loads(refine.post("guess-types-of-column", project=project, columnName="name", service=endpoint))
    assert guessed["types"][0]["id"] == "populated", guessed
    refine.apply(
        project,
        expression("as written", "value"),
        reconcile(endpoint),
        expression("found", 'if(cell.recon.matched, cell.recon.match.id, "")'),
        expression("best", "cell.recon.best.id"),
        expression("candidates", 'forEach(cell.recon.candidates, c, c.id).join(" ")'),
        expression("why", "cell.recon.best.description"),
    )
    refine.apply(
        project,
        {
            "op": "core/extend-reconciled-data", "baseColumnName": "name", "endpoint": endpoint,
            "identifierSpace": SPACE, "schemaSpace": SCHEMA, "columnInsertIndex": 1,
            "extension": {"properties": [
                {"id": "pcode", "name": "OCHA p-code"}, {"id": "name_uk", "name": "Ukrainian name"},
                {"id": "oblast", "name": "Oblast"},
            ]},
        },
    )  # fmt: skip
    return refine.export(project)


def judged(rows: list[dict[str, str]]) -> Counter[str]:
    """Count the rows by what became of them; "-" is a name of no place, "?" one that cannot be decided."""
    count: Counter[str] = Counter()
    for row in rows:
        gold = row["id"]
        if row["found"]:
            count["right" if row["found"] == gold else "wrong"] += 1
        else:
            count["left, rightly" if gold in ("-", "?") else "left, though it has a place"] += 1
    return count


def test_the_names_are_reconciled(reconciled: list[dict[str, str]]) -> None:
    assert len(reconciled) == len(ROWS) == 200
    assert [row["as written"] for row in reconciled] == [row["name"] for row in ROWS]
    count = judged(reconciled)
    print(count)
    assert count["wrong"] == 0, [row for row in reconciled if row["found"] not in ("", row["id"])]
    assert count["right"] >= 165
    left = [row for row in reconciled if not row["found"] and row["id"] not in ("-", "?")]
    shown = [row for row in left if row["id"] in row["candidates"].split()]
    assert len(left) - len(shown) <= 2, "what is left for a person is among the candidates"


def walls(rows: list[dict[str, str]]) -> list[str | None]:
    """Say by hand, as a user of the library would, which area the hints of each row name."""
    found: list[str | None] = []
    for row in rows:
        within = None
        for hint in HINTS:
            if row[hint]:
                whole = f"{row[hint]} {hint.capitalize()}"
                answer = default().resolve(whole, within=within, fuzzy=False)
                area = answer.place or default().resolve(row[hint], within=within).place
                within = area.id if area and area.kind == hint else within
        found.append(within)
    return found


def test_the_library_answers_the_same(reconciled: list[dict[str, str]]) -> None:
    for row, within in zip(reconciled, walls(reconciled), strict=True):
        answer = default().resolve(row["as written"], within=within)
        assert row["found"] == (answer.id if is_certain(answer) else ""), row
        if answer.place is not None:
            assert row["best"] == answer.id, row


def test_pandas_answers_the_same(reconciled: list[dict[str, str]]) -> None:
    pandas = pytest.importorskip("pandas")
    importlib.import_module("toponyms.integrations.pandas")

    names = pandas.Series([row["as written"] for row in reconciled])
    table = names.toponyms.resolve(within=pandas.Series(walls(reconciled)))
    sure = table["id"].notna() & ~table["ambiguous"].fillna(True).astype(bool) & (table["score"] >= CERTAIN)
    assert table["id"].where(sure, "").tolist() == [row["found"] for row in reconciled]


def test_the_matches_are_extended(reconciled: list[dict[str, str]]) -> None:
    gazetteer = default()
    found = [row for row in reconciled if row["found"]]
    for row in found:
        place = gazetteer.get(row["found"])
        assert row["OCHA p-code"] == place.ids.get("pcode", "")
        assert row["Ukrainian name"] == (place.name_in("uk") or "")
        assert row["name"] == place.name, "an exported cell shows the name of the match"
    by_name = {row["as written"]: row for row in found}
    assert by_name["Krasnoarmersk"]["OCHA p-code"] == "UA1416021001"
    assert by_name["Krasnoarmersk"]["Oblast"] == "Donetsk Oblast"
    assert all(not row["OCHA p-code"] for row in reconciled if not row["found"])


def test_a_type_shuts_out_namesakes_of_other_kinds(refine: Refine, endpoint: str) -> None:
    project = refine.create("typed", b"name\toblast\traion\nVolodymyr-Volynskyi\t\t\nIrpen'\tKyiv\t\nDnipro\t\t\n")
    found = expression("found", "cell.recon.match.id")
    refine.apply(project, reconcile(endpoint, "populated"), found)
    expected = ["volodymyr-volyn", "irpin-kyiv", "dnipro-dnipropetrovsk"]
    assert [row["found"] for row in refine.export(project)] == expected


def test_in_its_own_page(refine: Refine, endpoint: str) -> None:
    sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install playwright")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    lines = NAMES.read_bytes().splitlines()
    project = refine.create("page", b"\n".join([*lines[:6], b"General Pokrovsky\t\t\t-\tno place"]))
    with sync_api.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(f"{refine.url}/project?project={project}")
        page.locator(".column-header", has_text="name").first.locator(".column-header-menu").click()
        page.get_by_text("Reconcile", exact=True).hover()
        page.get_by_text("Start reconciling…").click()
        page.get_by_text("Add standard service").click()
        page.locator(".dialog-frame input").last.fill(endpoint)
        page.get_by_role("button", name="Add service").click()
        guessed = page.locator("input[name=type-choice][typename]").first
        guessed.wait_for()
        assert guessed.get_attribute("value") == "populated"
        guessed.check()
        page.locator("input[name=include][columnname=oblast]").check()
        page.locator("input[name=property][columnname=oblast]").press_sequentially("obl", delay=50)
        page.locator(".fbs-item", has_text="helps to tell namesakes apart").first.click()
        page.locator("button[bind=reconcileButton]").click()
        matched = page.locator("td .data-table-cell-content", has_text="Choose new match")
        matched.first.wait_for()
        names = [text.split()[0] for text in matched.all_inner_texts()]
        assert names == ["Pokrovsk", "Myrnohrad", "Toretsk", "Bakhmut"]
        left = page.locator("td .data-table-cell-content", has_text="Search for match")
        assert [text.split()[0] for text in left.all_inner_texts()] == ["Artyomovsk", "General"]
        page.locator("a.data-table-recon-topic").first.hover()
        card = page.frame_locator(".data-table-topic-popup iframe").locator("h1")
        assert card.inner_text() == "Bakhmut"
        page.mouse.move(5, 5)
        page.get_by_text("Search for match").last.click()
        search = page.locator(".dialog-frame input:not([type=radio])").first
        search.fill("")
        search.press_sequentially("мирногр", delay=50)
        assert "myrnohrad-donetsk" in page.locator(".fbs-item", has_text="Myrnohrad").first.inner_text()
        browser.close()

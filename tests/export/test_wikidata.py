"""The converter by which QuickStatements become edits of Wikidata: it takes every line of the real batch."""

from __future__ import annotations

import json
import os
import shutil
import subprocess

import pytest

from toponyms import Gazetteer
from toponyms.export import Job, Options, start

pytestmark = pytest.mark.slow
PROGRAM = """
const convert = require('quickstatements-to-wikibase-edit')
const read = require('fs').readFileSync(0, 'utf8')
console.log(JSON.stringify(convert(read)))
"""


def test_the_batch_becomes_edits() -> None:
    node = shutil.which("node")
    npm = shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("needs Node: apt-get install nodejs npm; npm install -g quickstatements-to-wikibase-edit")
    modules = os.environ.get("NODE_PATH") or subprocess.check_output([npm, "root", "-g"], text=True).strip()
    (part,) = start(Job(Options(within="donetsk-oblast"), Gazetteer.load()), "quickstatements")
    batch = "".join(part.chunks)
    done = subprocess.run(
        [node, "-e", PROGRAM], input=batch, capture_output=True, text=True, check=False,
        env={**os.environ, "NODE_PATH": modules},
    )  # fmt: skip
    if "Cannot find module" in done.stderr:
        pytest.skip("needs: npm install -g quickstatements-to-wikibase-edit")
    assert done.returncode == 0, done.stderr
    edits = {edit["id"]: edit for edit in json.loads(done.stdout)["edits"]}
    toretsk = edits["Q2416525"]
    assert "Дзержинськ" in str(toretsk["aliases"]["uk"])
    (claim,) = [claim for claim in toretsk["claims"]["P1448"] if claim["value"]["text"] == "Дзержинськ"]
    assert claim["value"]["language"] == "uk"
    assert claim["qualifiers"]["P582"] == [{"time": "+2016-02-04T00:00:00Z", "precision": 11}]
    lines = [line for line in batch.splitlines() if "\tP1448\t" in line]
    assert sum(len(edit.get("claims", {}).get("P1448", [])) for edit in edits.values()) == len(lines)

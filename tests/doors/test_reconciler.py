"""The PyPI package `reconciler`, which speaks the API for pandas; it needs old versions, so an environment of its own.

    python -m venv /tmp/reconciler
    /tmp/reconciler/bin/pip install "reconciler==0.2.2" "numpy<2" "pandas<3"
    TOPONYMS_RECONCILER=/tmp/reconciler/bin/python pytest -m slow tests/doors/test_reconciler.py
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from toponyms.cli.serve import routes
from toponyms.gazetteer import default
from toponyms.serve.reconcile.queries import Answerer, read_query
from toponyms.serve.server import Server

NAMES = Path(__file__).parent / "messy-names.tsv"
PYTHON = os.environ.get("TOPONYMS_RECONCILER")
ASK = """
import sys, pandas, reconciler
table = pandas.read_csv(sys.argv[1], sep="\\t", keep_default_na=False)
hints = {"oblast": table["oblast"], "raion": table["raion"]}
found = reconciler.reconcile(
    table["name"], property_mapping=hints, top_res="all", reconciliation_endpoint=sys.argv[2]
)
print(found[["input_value", "id", "match", "type_id"]].to_json(orient="records"))
"""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(PYTHON is None, reason="TOPONYMS_RECONCILER names no Python that has reconciler"),
]


def test_reconciler_reads_every_answer() -> None:
    rows = list(csv.DictReader(NAMES.read_text(encoding="utf-8").splitlines(), delimiter="\t"))
    assert PYTHON is not None
    with Server(routes(default()), port=0) as server:
        said = subprocess.run(
            [PYTHON, "-c", ASK, str(NAMES), f"{server.url}/reconcile"], capture_output=True, text=True, timeout=120
        )
    assert said.returncode == 0, said.stderr
    found = json.loads(said.stdout)
    answerer = Answerer(default())
    # Of rows with one name it makes one query, with the hints of all.
    repeated = {name for name, count in Counter(row["name"] for row in rows).items() if count > 1}
    assert not any(each["match"] for each in found if each["input_value"] == "Опытное"), "a village in each raion"
    expected = []
    for row in (row for row in rows if row["name"] not in repeated):
        hints = [{"pid": hint, "v": row[hint]} for hint in ("oblast", "raion")]
        result = answerer.answer(read_query({"query": row["name"], "properties": hints}, "q"))
        expected += [(row["name"], c["id"], c["match"]) for c in result] or [(row["name"], None, False)]
    single = [each for each in found if each["input_value"] not in repeated]
    assert [(each["input_value"], each["id"], each["match"]) for each in single] == expected
    assert sum(each["match"] for each in found) >= 165

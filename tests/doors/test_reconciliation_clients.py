"""Two clients of the API from PyPI, each in an environment of its own, as they need old versions of others.

    python -m venv /tmp/reconciler
    /tmp/reconciler/bin/pip install "reconciler==0.2.2" "numpy<2" "pandas<3"
    python -m venv /tmp/client
    /tmp/client/bin/pip install "py-reconciliation-service-api==0.2.1"
    TOPONYMS_RECONCILER=/tmp/reconciler/bin/python TOPONYMS_CLIENT=/tmp/client/bin/python \\
        pytest -m slow tests/doors/test_reconciliation_clients.py
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
RECONCILER = os.environ.get("TOPONYMS_RECONCILER")
CLIENT = os.environ.get("TOPONYMS_CLIENT")
ASK = """
import sys, pandas, reconciler
table = pandas.read_csv(sys.argv[1], sep="\\t", keep_default_na=False)
hints = {"oblast": table["oblast"], "raion": table["raion"]}
found = reconciler.reconcile(
    table["name"], property_mapping=hints, top_res="all", reconciliation_endpoint=sys.argv[2]
)
print(found[["input_value", "id", "match", "type_id"]].to_json(orient="records"))
"""

ASK_PLAINLY = """
import sys
from py_reconciliation_service_api import build_reconciliation_service
service = build_reconciliation_service(sys.argv[1])
hint = [{"pid": "oblast", "v": "Donetsk"}]
queries = [{"query": "Dzerzhinsk", "properties": hint}, {"query": "Ivanivka", "limit": 3}]
queries.append({"query": "General Pokrovsky"})
for answer in service.reconcile_batch(queries):
    print(*[f"{each.id}:{each.match}" for each in answer.result])
"""

pytestmark = pytest.mark.slow


@pytest.mark.skipif(RECONCILER is None, reason="TOPONYMS_RECONCILER names no Python that has reconciler")
def test_reconciler_reads_every_answer() -> None:
    rows = list(csv.DictReader(NAMES.read_text(encoding="utf-8").splitlines(), delimiter="\t"))
    assert RECONCILER is not None
    with Server(routes(default()), port=0) as server:
        said = subprocess.run(
            [RECONCILER, "-c", ASK, str(NAMES), f"{server.url}/reconcile"], capture_output=True, text=True, timeout=120
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


@pytest.mark.skipif(CLIENT is None, reason="TOPONYMS_CLIENT names no Python that has py-reconciliation-service-api")
def test_the_strict_client_reads_the_answers() -> None:
    assert CLIENT is not None
    with Server(routes(default()), port=0) as server:
        said = subprocess.run(
            [CLIENT, "-c", ASK_PLAINLY, f"{server.url}/reconcile"], capture_output=True, text=True, timeout=60
        )
    assert said.returncode == 0, said.stderr
    certain, doubtful, nothing = said.stdout.split("\n")[:3]
    assert certain.startswith("toretsk-donetsk:True")
    assert doubtful.count("ivanivka-") >= doubtful.count(":False") == 3  # one stands in the hromada Ivanivka
    assert nothing == ""

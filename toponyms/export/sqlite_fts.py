"""SQL that makes two tables: each form of a name, and the FTS5 query that finds its places under all their names.

FTS5 has no synonyms of its own, so the query is expanded. A form is looked up in small letters, its words parted by
single spaces; the query holds every name as a phrase.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from toponyms.export.meanings import Group, groups
from toponyms.export.options import Job, Part
from toponyms.export.solr import LICENCE
from toponyms.export.tokens import PARTED

_HEAD = """\
-- Place names by toponyms, data {version}, {licence}.
BEGIN;
DROP VIEW IF EXISTS toponym_query;
DROP TABLE IF EXISTS toponym_form;
DROP TABLE IF EXISTS toponym_meaning;
CREATE TABLE toponym_meaning (
  meaning INTEGER PRIMARY KEY,
  places TEXT NOT NULL,  -- JSON list of the ids that the forms may mean
  query TEXT NOT NULL    -- for MATCH
);
CREATE TABLE toponym_form (form TEXT PRIMARY KEY, meaning INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIEW toponym_query AS SELECT form, places, query FROM toponym_form JOIN toponym_meaning USING (meaning);
"""


def parts(job: Job) -> Iterator[Part]:
    """Yield the script."""
    yield Part("toponyms-fts.sql", _lines(job), alone=True)


def _lines(job: Job) -> Iterator[str]:
    yield _HEAD.format(version=job.gazetteer.version, licence=LICENCE)
    for number, group in enumerate(groups(job, PARTED), 1):
        places = json.dumps(group.places)
        yield f"INSERT INTO toponym_meaning VALUES ({number}, {_text(places)}, {_text(_query(group))});\n"
        rows = ", ".join(f"({_text(form)}, {number})" for form in group.forms)
        yield f"INSERT INTO toponym_form VALUES {rows};\n"
    yield "COMMIT;\n"


def _query(group: Group) -> str:
    return " OR ".join(f'"{form}"' for form in group.brings)


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"

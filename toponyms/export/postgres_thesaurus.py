"""Thesaurus dictionaries for PostgreSQL: every name of a place becomes the place's id, in documents and in queries.

The query file gives each name one lexeme: the id of its place, or one that stands for all places of a shared name. The
index file gives each name, besides its own words, the lexemes of all searches that may find it; so a search for
"Dzerzhinsk" finds a document that says "Toretsk", and not the reverse. The query file alone, used on both sides, is
right, too; then shared names find only themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toponyms.export.meanings import Group, groups
from toponyms.export.options import Job, Part
from toponyms.export.solr import LICENCE
from toponyms.export.tokens import POSTGRES

_HEAD = """\
# Place names by toponyms, data {version}, {licence}.
# {what} For $(pg_config --sharedir)/tsearch_data/; see toponyms.sql.
"""
_TOKENS = "asciiword, asciihword, hword_asciipart, word, hword, hword_part, numword, numhword, hword_numpart, int, uint"
_SQL = f"""\
-- After toponyms_index.ths and toponyms_query.ths lie in $(pg_config --sharedir)/tsearch_data/.
-- Documents: to_tsvector('toponyms_index', text). Queries: plainto_tsquery('toponyms_query', words), phraseto_tsquery.
-- websearch_to_tsquery looks at each word alone, and so knows a name of two words only between double quotes.
CREATE TEXT SEARCH DICTIONARY toponyms_index (TEMPLATE = thesaurus, DictFile = toponyms_index, Dictionary = simple);
CREATE TEXT SEARCH DICTIONARY toponyms_query (TEMPLATE = thesaurus, DictFile = toponyms_query, Dictionary = simple);
CREATE TEXT SEARCH CONFIGURATION toponyms_index (COPY = simple);
CREATE TEXT SEARCH CONFIGURATION toponyms_query (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION toponyms_index ALTER MAPPING FOR
  {_TOKENS} WITH toponyms_index, simple;
ALTER TEXT SEARCH CONFIGURATION toponyms_query ALTER MAPPING FOR
  {_TOKENS} WITH toponyms_query, simple;
"""


def parts(job: Job) -> Iterator[Part]:
    """Yield the two dictionaries and the statements that put them to use."""
    found = list(groups(job, POSTGRES))
    yield Part("toponyms_query.ths", _file(job, "What a search means.", _query(found)), alone=True)
    yield Part("toponyms_index.ths", _file(job, "What a document is found by.", _index(found)))
    yield Part("toponyms.sql", [_SQL])


def _file(job: Job, what: str, lines: Iterable[str]) -> Iterator[str]:
    yield _HEAD.format(version=job.gazetteer.version, licence=LICENCE, what=what)
    yield from lines


def _query(found: list[Group]) -> Iterator[str]:
    for group in found:
        for form in group.forms:
            yield f"{form} : *{group.id}\n"


def _index(found: list[Group]) -> Iterator[str]:
    finders: dict[str, list[str]] = {}  # by the first form of a group, which tells it from the others
    for group in found:
        for form in group.brings:
            finders.setdefault(form, []).append(group.id)
    for group in found:
        lexemes = " ".join(f"*{finder}" for finder in finders[group.forms[0]])
        for form in group.forms:
            yield f"{form} : {lexemes} {form}\n"

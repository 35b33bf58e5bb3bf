"""Solr's synonym file; Elasticsearch and OpenSearch read it, too (`synonyms_path`).

Terms are written as StandardTokenizer and a lower-case filter leave them, because Solr reads the file with a tokeniser
that knows spaces only: "ivano frankivsk", since no token will ever be "ivano-frankivsk".
"""

from __future__ import annotations

from collections.abc import Iterator

from toponyms.export.options import Job, Part
from toponyms.export.rules import comment, rules

_HEAD = """\
# Place names by toponyms, data {version}, {licence}.
# For SynonymGraphFilterFactory at query time, after StandardTokenizer and a lower-case filter, with expand="true"
# (the default) and phrases for names of several words (autoGeneratePhraseQueries="true").
# "a, b" bring each other; "a => a, b": a search for a finds b, not the reverse.
"""
LICENCE = "CC BY 4.0"


def parts(job: Job) -> Iterator[Part]:
    """Yield the file."""
    yield Part("toponyms-synonyms.txt", _lines(job), alone=True)


def _lines(job: Job) -> Iterator[str]:
    yield _HEAD.format(version=job.gazetteer.version, licence=LICENCE)
    for group, rule in rules(job):
        if group.shared:
            yield f"{comment(group)}\n"
        yield f"{rule}\n"

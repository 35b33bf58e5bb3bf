"""Index settings for OpenSearch (and Elasticsearch) with the rules in them, for `PUT /index`."""

from __future__ import annotations

from collections.abc import Iterator

from toponyms.export.jsonlines import compact, listed
from toponyms.export.options import Job, Part
from toponyms.export.rules import rules

# synonym_graph belongs to searching only: at index time the positions of longer names would be lost.
_ANALYSERS = {
    "toponyms_index": {"type": "custom", "tokenizer": "standard", "filter": ["lowercase"]},
    "toponyms_search": {"type": "custom", "tokenizer": "standard", "filter": ["lowercase", "toponyms"]},
}
_HEAD = (
    '{{"settings": {{"analysis": {{"analyzer": {analysers},\n'
    '"filter": {{"toponyms": {{"type": "synonym_graph", "expand": true, "lenient": false, "synonyms": ['
)


def parts(job: Job) -> Iterator[Part]:
    """Yield the settings."""
    head = _HEAD.format(analysers=compact(_ANALYSERS))
    yield Part("toponyms-settings.json", listed(head, (rule for _, rule in rules(job)), "]}}}}}"), alone=True)

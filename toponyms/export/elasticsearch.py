"""Synonym sets for Elasticsearch's `_synonyms` API (8.10 and later): one file a set, one rule a place or shared name.

The id of a rule is the id of the place, so two exports can be compared and one rule put alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from toponyms.export.jsonlines import listed
from toponyms.export.options import Job, Part
from toponyms.export.rules import PER_SET, rules


def parts(job: Job) -> Iterator[Part]:
    """Yield the sets, each with as many rules as the engine takes."""
    items = [{"id": group.id, "synonyms": rule} for group, rule in rules(job)]
    sets = range(0, max(len(items), 1), PER_SET)
    if len(sets) > 1:
        job.notes.append(
            f"{len(items):,} rules are more than one set holds: {len(sets)} sets, and a search analyser needs a filter "
            "for each; narrow the export with --within or --kind, or use the format solr as a synonyms_path"
        )
    for number, begin in enumerate(sets, 1):
        name = "toponyms.json" if len(sets) == 1 else f"toponyms-{number}.json"
        chunk = items[begin : begin + PER_SET]
        yield Part(name, listed('{"synonyms_set": [', chunk, "]}"), alone=len(sets) == 1)

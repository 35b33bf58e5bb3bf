"""Patterns for spaCy's `entity_ruler`, one JSON object a line.

A pattern is the name as text, which the pipeline's own tokeniser then parts; set `phrase_matcher_attr` to "LOWER" to
find it in any case. The id is the place's, or all ids of a shared name, parted by "|".
"""

from __future__ import annotations

from collections.abc import Iterator

from toponyms.export.flashtext import tagged
from toponyms.export.jsonlines import compact
from toponyms.export.options import Job, Part

_LABELS = dict.fromkeys(("mine", "plant", "bridge"), "FAC") | dict.fromkeys(
    ("river", "reservoir", "lake", "canal", "island", "spit", "region"), "LOC"
)


def parts(job: Job) -> Iterator[Part]:
    """Yield the patterns."""
    yield Part("toponyms-patterns.jsonl", _lines(job), alone=True)


def _lines(job: Job) -> Iterator[str]:
    for tag, group in tagged(job):
        kinds = {_LABELS.get(job.gazetteer.get(place).kind, "GPE") for place in group.places}
        label = kinds.pop() if len(kinds) == 1 else "LOC"
        for form in group.forms:
            yield compact({"label": label, "pattern": form, "id": tag}) + "\n"

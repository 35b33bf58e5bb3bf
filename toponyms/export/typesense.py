"""A synonym set for Typesense (30 and later: `PUT /synonym_sets/toponyms`); each item also fits the older API.

An item without a root holds names that bring each other; one with a root brings others from that name only.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toponyms.export.jsonlines import listed
from toponyms.export.meanings import groups
from toponyms.export.options import Job, Part
from toponyms.export.tokens import TYPESENSE


def parts(job: Job) -> Iterator[Part]:
    """Yield the set."""
    yield Part("toponyms-typesense.json", listed('{"items": [', _items(job), "]}"), alone=True)


def _items(job: Job) -> Iterator[dict[str, Any]]:
    for group in groups(job, TYPESENSE):
        if not group.others:
            if len(group.forms) > 1:
                yield {"id": group.id, "synonyms": list(group.forms)}
            continue
        for number, form in enumerate(group.forms, 1):
            others = [other for other in group.brings if other != form]
            yield {"id": f"{group.id}-{number}", "root": form, "synonyms": others}

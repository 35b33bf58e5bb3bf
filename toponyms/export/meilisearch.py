"""The body of `PUT /indexes/{uid}/settings/synonyms` of Meilisearch: each term with what it brings.

Meilisearch looks up terms of up to three words, and follows 50 synonyms of a term with 100 words in all; it drops the
rest in silence, so the export does it, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from toponyms.export.jsonlines import keyed
from toponyms.export.meanings import groups
from toponyms.export.options import Job, Part
from toponyms.export.tokens import PARTED

_TERM_WORDS = 3
_SYNONYMS = 50
_WORDS = 100


def parts(job: Job) -> Iterator[Part]:
    """Yield the body."""
    yield Part("toponyms-meilisearch.json", keyed(_terms(job)), alone=True)


def _terms(job: Job) -> Iterator[tuple[str, list[str]]]:
    long = cut = 0
    for group in groups(job, PARTED):
        for form in group.forms:
            brings = [other for other in group.brings if other != form]
            if not brings:
                continue
            if form.count(" ") >= _TERM_WORDS:
                long += 1
                continue
            kept = _kept(brings)
            cut += len(kept) < len(brings)
            yield form, kept
    if long:
        job.notes.append(f"{long:,} names of more than {_TERM_WORDS} words were left out: Meilisearch looks up none")
    if cut:
        job.notes.append(f"{cut:,} names bring more than {_SYNONYMS} others or {_WORDS} words: the list was cut there")


def _kept(brings: list[str]) -> list[str]:
    words = 0
    for number, form in enumerate(brings[:_SYNONYMS]):
        words += form.count(" ") + 1
        if words > _WORDS:
            return brings[:number]
    return brings[:_SYNONYMS]

"""A dictionary for flashtext's `add_keywords_from_dict`: id → names.

flashtext keeps one id a name, and lets the last win without a word. So a name that several places share has all their
ids, parted by "|": what is doubtful stays to be seen.
"""

from __future__ import annotations

from collections.abc import Iterator

from toponyms.export.jsonlines import keyed
from toponyms.export.meanings import Group, groups
from toponyms.export.options import Job, Part
from toponyms.export.tokens import PLAIN

MOST = 5  # places that share a name; with more, the name tells nothing


def parts(job: Job) -> Iterator[Part]:
    """Yield the dictionary."""
    yield Part("toponyms-flashtext.json", keyed(_entries(job)), alone=True)


def tagged(job: Job) -> Iterator[tuple[str, Group]]:
    """Yield the names that may be tagged without more evidence, with what the tag says."""
    everything = job.options.ambiguous == "expand"
    left_out = 0
    for group in groups(job, PLAIN):
        if group.shared and not everything and (group.word or len(group.places) > MOST):
            left_out += len(group.forms)
        else:
            yield "|".join(group.places), group
    if left_out:
        job.notes.append(
            f"{left_out:,} names are words, surnames, or shared by more than {MOST} places, and were left out; "
            "toponyms.find() weighs them by what stands around them"
        )


def _entries(job: Job) -> Iterator[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for tag, group in tagged(job):
        found.setdefault(tag, []).extend(group.forms)
    yield from found.items()

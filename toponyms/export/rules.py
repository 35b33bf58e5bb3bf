"""Synonym rules in Solr's syntax, which Solr, Elasticsearch and OpenSearch read, and what they must not contain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from toponyms.export.meanings import Group, groups
from toponyms.export.options import Job
from toponyms.export.tokens import LUCENE

PER_SET = 10_000  # rules; more are refused by Elasticsearch
MOST = 1_000  # names that one brings; a Lucene query of more than 1,024 clauses is an error when somebody searches


def rules(job: Job) -> Iterator[tuple[Group, str]]:
    """Yield the rules of an export, each with its group; a name that brings nothing else needs none."""
    cut = 0
    for group in groups(job, LUCENE):
        if len(group.brings) > MOST:
            cut += 1
            group = replace(group, brings=group.brings[: max(MOST, len(group.forms))])
        if len(group.brings) > 1:
            yield group, rule(group)
    if cut:
        job.notes.append(f"{cut:,} names bring more than {MOST:,} others: the list was cut; queries have limits")


def rule(group: Group) -> str:
    """Write the rule of a group: "a, b" for forms that bring each other, "a, b => a, b, c" for more."""
    own = ", ".join(map(checked, group.forms))
    return f"{own} => {', '.join(map(checked, group.brings))}" if group.others else own


def checked(form: str) -> str:
    r"""Return a form that a rule can hold, or raise.

    The parsers take an empty item, a trailing comma and an empty side for rules without a word, so nothing else would
    notice them.

    Raises:
        ValueError: The form is empty, or has a sign that means something in a rule.

    Examples:
        >>> checked("chasiv yar")
        'chasiv yar'
        >>> checked("a, b")
        Traceback (most recent call last):
        ValueError: "a, b" cannot stand in a synonym rule
    """
    if not form.strip() or form != " ".join(form.split()) or any(sign in form for sign in (",", "=>", "\\", "#")):
        msg = f'"{form}" cannot stand in a synonym rule'
        raise ValueError(msg)
    return form


def comment(group: Group, most: int = 5) -> str:
    """Say what a shared name may be, as a comment line."""
    listed = ", ".join(group.places[:most])
    more = f" and {len(group.places) - most} more" if len(group.places) > most else ""
    word = ", or a word or surname" if group.word else ""
    return f"# ambiguous: {group.forms[0]}: {listed}{more}{word}"

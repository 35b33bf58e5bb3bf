"""`admin_name_mappings` for hdx-python-country: names of oblasts, raions or hromadas to p-codes, one file a level.

Each level has a file of its own, because `AdminLevel` raises KeyError for a mapping to a p-code that is not of its
level. Keys are compared as written. A name that one area of a level has is "UKR|Name"; one that several have is put
under each oblast, "UA14|Name", and works where the parent is given.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from toponyms import spellings
from toponyms.export.names import in_languages
from toponyms.export.options import Job, Part
from toponyms.export.solr import LICENCE
from toponyms.model import Place

LEVELS = {"oblast": 1, "raion": 2, "hromada": 3}
_LENGTHS = {4: "oblast", 6: "raion", 9: "hromada"}  # characters of a p-code; Kyiv and Sevastopol are of the first level


def parts(job: Job) -> Iterator[Part]:
    """Yield a file for each level asked for by `--kind`; the raions if none is.

    Raises:
        ValueError: A kind has no p-codes.
    """
    kinds = job.options.kinds or ("raion",)
    for kind in kinds:
        if kind not in LEVELS:
            msg = f'hdx-yaml knows areas with p-codes: {", ".join(LEVELS)}, not "{kind}"'
            raise ValueError(msg)
    for kind in kinds:
        yield Part(f"admin{LEVELS[kind]}.yaml", _lines(job, kind), alone=len(kinds) == 1)


def _lines(job: Job, kind: str) -> Iterator[str]:
    yield f"# Names of Ukrainian {kind}s by toponyms, data {job.gazetteer.version}, {LICENCE}.\n"
    # All areas of the level are read, chosen or not, so that a shared name is known as one.
    by_name: dict[str, dict[str, Place]] = {}
    for place in job.gazetteer.places():
        pcode = place.ids.get("pcode", "")
        if place.country == "UA" and _LENGTHS.get(len(pcode)) == kind:
            for name in _names(job, place):
                by_name.setdefault(name, {})[pcode] = place
    wanted = {place.id for place in _chosen(job)}
    pairs = []
    for name, places in by_name.items():
        for pcode, place in places.items():
            if place.id in wanted:
                scope = "UKR" if len(places) == 1 else _parent(pcode)
                siblings = sum(_parent(other) == _parent(pcode) for other in places)
                if scope and siblings == 1:
                    pairs.append((pcode, f"{scope}|{name}"))
    yield "admin_name_mappings:\n" if pairs else "admin_name_mappings: {}\n"
    for pcode, key in sorted(pairs):
        yield f"  {json.dumps(key, ensure_ascii=False)}: {pcode}\n"


def _chosen(job: Job) -> Iterator[Place]:
    return job.gazetteer.places(within=job.options.within)


def _names(job: Job, place: Place) -> Iterator[str]:
    for name in place.names:
        if name.kind in job.options.name_kinds:
            for spelling in spellings(name, systems=None, declined=job.options.declined):
                if in_languages(spelling, job.options.langs):
                    yield spelling.text


def _parent(pcode: str) -> str | None:
    """Return the p-code of the area above, or None for an oblast."""
    return {6: pcode[:4], 9: pcode[:6]}.get(len(pcode))

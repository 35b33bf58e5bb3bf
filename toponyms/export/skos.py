"""A SKOS concept scheme in Turtle: official names are preferred labels, former and other names alternative ones.

Misspellings are hidden labels: to be found by, never to be shown. SKOS wants one preferred label a language, and no
text as two kinds of label in one language; where the gazetteer has more, the stronger kind wins.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from toponyms.export.names import in_languages
from toponyms.export.options import Job, Part
from toponyms.model import Place

_HEAD = """\
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix geo: <http://www.w3.org/2003/01/geo/wgs84_pos#> .
@prefix t: <urn:toponyms:> .

<urn:toponyms:scheme> a skos:ConceptScheme ;
  dct:title "Ukrainian place names"@en ;
  dct:hasVersion {version} ;
  dct:license <https://creativecommons.org/licenses/by/4.0/> .
"""
_LABELS = ("prefLabel", "altLabel", "hiddenLabel")


def parts(job: Job) -> Iterator[Part]:
    """Yield the scheme."""
    yield Part("toponyms.ttl", _lines(job), alone=True)


def _lines(job: Job) -> Iterator[str]:
    yield _HEAD.format(version=_quoted(job.gazetteer.version))
    for place in job.places():
        facts = ["a skos:Concept", "skos:inScheme <urn:toponyms:scheme>", *_labels(job, place)]
        facts += [f"skos:notation {_quoted(place.id)}"]
        facts += [f"skos:broader t:{parent}" for parent in place.parents[:1] if job.is_chosen(parent)]
        if "wikidata" in place.ids:
            facts.append(f"skos:exactMatch <http://www.wikidata.org/entity/{place.ids['wikidata']}>")
        if "geonames" in place.ids:
            facts.append(f"skos:exactMatch <https://sws.geonames.org/{place.ids['geonames']}/>")
        if place.lat is not None:
            facts.append(f'geo:lat "{place.lat}" ; geo:long "{place.lon}"')
        yield "\n" + f"t:{place.id} " + " ;\n  ".join(facts) + " .\n"


def _labels(job: Job, place: Place) -> list[str]:
    """Choose one kind of label for each text in a language."""
    kinds = {"official": 0, "misspelling": 2}
    ranked = sorted(place.names, key=lambda name: kinds.get(name.kind, 1))
    chosen: dict[str, str] = {}
    preferred: set[str | None] = set()
    for name in ranked:
        if not in_languages(name, job.options.langs):
            continue
        rank = kinds.get(name.kind, 1)
        if rank == 0 and name.lang in preferred:
            rank = 1
        if rank == 0:
            preferred.add(name.lang)
        chosen.setdefault(f"{_quoted(name.text)}@{name.lang or 'und'}", _LABELS[rank])
    return [f"skos:{label} {text}" for text, label in chosen.items()]


def _quoted(text: str) -> str:
    """Write a literal; the escapes of JSON are those of Turtle."""
    return json.dumps(text, ensure_ascii=False)

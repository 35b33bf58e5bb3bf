"""The gazetteer in the formats of other programs: search engines, taggers, and what data is exchanged in.

    >>> options = Options(within="donetsk-oblast", kinds=("city",))
    >>> rows = "".join(chunk for part in parts("csv", options) for chunk in part.chunks)
    >>> rows.splitlines()[0][:27]
    'id,name,kind,country,oblast'

A format is a module of this package with one function, `parts`, which yields the files it consists of; everything is
written as it is read, place by place.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator

from toponyms import Gazetteer
from toponyms.export.options import AMBIGUOUS, INCLUDE, Job, Options, Part

__all__ = ["AMBIGUOUS", "FORMATS", "INCLUDE", "Job", "Options", "Part", "parts"]

FORMATS = {
    "csv": "one row a place, for spreadsheets and joins",
    "csv-names": "one row a name, with its language, kind, dates and how many places have it",
    "geojson": "one FeatureCollection (RFC 7946)",
    "lpf": "Linked Places Format, one FeatureCollection, for the World Historical Gazetteer",
    "lp-tsv": "Linked Places as a table",
    "skos": "a SKOS concept scheme in Turtle",
    "hdx-yaml": "admin_name_mappings for hdx-python-country",
    "quickstatements": "aliases and dated official names for Wikidata's QuickStatements",
    "solr": "synonym rules for Solr, or a synonyms_path of Elasticsearch and OpenSearch",
    "elasticsearch": "bodies for the _synonyms API of Elasticsearch, 10,000 rules each",
    "opensearch-rules": "index settings for OpenSearch with the rules in them",
    "postgres-thesaurus": "thesaurus dictionaries for PostgreSQL's text search",
    "sqlite-fts": "tables that give the FTS5 query for a name",
    "meilisearch": "the body of Meilisearch's settings/synonyms",
    "typesense": "a synonym set of Typesense",
    "flashtext": "a dictionary for flashtext: id to names",
    "spacy-patterns": "patterns for spaCy's entity_ruler",
}


def parts(name: str, options: Options | None = None, gazetteer: Gazetteer | None = None) -> Iterator[Part]:
    """Export places in a format.

    Args:
        name: One of `FORMATS`.
        options: Which places and names, and what becomes of shared names; the default is everything, one-way.
        gazetteer: Where the places come from; None for the shipped gazetteer.

    Returns:
        An iterator of the files that the format consists of; most have one. The chunks of a part must be read before
        the next part is asked for.

    Raises:
        ValueError: There is no such format, kind, or way to treat shared names, or the format cannot hold the choice.
        UnknownPlace: `options.within` names no area.

    Examples:
        >>> [part.name for part in parts("geojson", Options(kinds=("bridge",)))]
        ['toponyms.geojson']
    """
    return start(Job(options or Options(), gazetteer or Gazetteer.load()), name)


def start(job: Job, name: str) -> Iterator[Part]:
    """Do a job in a format; what it has to say of the result is then in `job.notes`."""
    if name not in FORMATS:
        msg = f'there is no format "{name}"; the formats are {", ".join(FORMATS)}'
        raise ValueError(msg)
    module = importlib.import_module(f"toponyms.export.{name.replace('-', '_')}")
    found: Iterator[Part] = module.parts(job)
    return found

"""rdflib and edtf themselves: the Turtle parses and keeps the rules of SKOS; every date is one for others, too."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from toponyms import Gazetteer
from toponyms.export import Job, Options, start

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def test_the_scheme_keeps_the_rules(gazetteer: Gazetteer) -> None:
    rdflib = pytest.importorskip("rdflib", reason="needs: pip install rdflib")
    (part,) = start(Job(Options(within="donetsk-oblast"), gazetteer), "skos")
    graph = rdflib.Graph()
    graph.parse(data="".join(part.chunks), format="turtle")
    skos = rdflib.SKOS
    concepts = set(graph.subjects(rdflib.RDF.type, skos.Concept))
    assert len(concepts) > 1_400
    labels = {kind: set(graph.subject_objects(skos[kind])) for kind in ("prefLabel", "altLabel", "hiddenLabel")}
    for one, other in combinations(labels.values(), 2):
        assert not one & other
    preferred = Counter((subject, label.language) for subject, label in labels["prefLabel"])
    assert set(preferred.values()) == {1}
    pokrovsk = rdflib.URIRef("urn:toponyms:pokrovsk-donetsk")
    assert (pokrovsk, rdflib.Literal("Покровськ", lang="uk")) in labels["prefLabel"]
    assert (pokrovsk, rdflib.Literal("Красноармейск", lang="ru")) in labels["altLabel"]
    assert (pokrovsk, rdflib.Literal("Krasnoarmersk", lang="und")) in labels["hiddenLabel"]
    broader = set(graph.objects(None, skos.broader))
    assert broader <= concepts


def test_dates_are_edtf(gazetteer: Gazetteer) -> None:
    edtf = pytest.importorskip("edtf", reason="needs: pip install edtf")
    dates = {
        date for place in gazetteer.places() for name in place.names for date in (name.since, name.until) if date
    }
    assert len(dates) > 100
    for date in sorted(dates):
        assert edtf.parse_edtf(date) is not None

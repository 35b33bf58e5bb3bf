"""The text formats: what stands in them, within each engine's limits, and nothing that it would take in silence."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
import spacy

import toponyms.export.elasticsearch
import toponyms.export.meilisearch
import toponyms.export.rules
from toponyms import Gazetteer
from toponyms.export import FORMATS, Job, Options, start
from toponyms.export.rules import checked

Export = Callable[..., str]
AsJson = Callable[..., Any]


def test_solr_rules_are_either_equal_or_one_way(export: Export) -> None:
    lines = export("solr").splitlines()
    assert "# ambiguous: дзержинск: dzerzhinsk-nizhny-novgorod-ru, toretsk-donetsk" in lines
    one_way = next(line for line in lines if line.startswith("дзержинск, dzerzhinsk => "))
    assert "toretsk" in one_way
    equal = next(line for line in lines if line.startswith("торецьк, "))
    assert "=>" not in equal
    assert "dzerzhinsk" not in equal
    assert "# ambiguous: димитров: myrnohrad-donetsk, or a word or surname" in lines


@pytest.mark.parametrize("ambiguous", ["one-way", "skip", "expand"])
def test_solr_rules_hold_nothing_that_the_parser_takes_in_silence(export: Export, ambiguous: str) -> None:
    lefts: set[str] = set()
    for line in export("solr", ambiguous=ambiguous, include=("misspelling",), declined=True).splitlines():
        assert line.strip()
        if line.startswith("#"):
            continue
        sides = [[term.strip() for term in side.split(",")] for side in line.split("=>")]
        assert len(sides) <= 2
        assert all(term and term == term.lower() and "-" not in term for side in sides for term in side)
        assert all(len(side) == len(set(side)) for side in sides)
        assert lefts.isdisjoint(sides[0])  # a second rule for a term would override or add, by engine
        lefts.update(sides[0])


@pytest.mark.parametrize("wrong", ["", " ", "a, b", "a => b", "a\\", "#a", "a  b"])
def test_a_form_that_would_break_a_rule_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="cannot stand in a synonym rule"):
        checked(wrong)


def test_a_rule_stays_within_the_clauses_of_a_query(export: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toponyms.export.rules, "MOST", 5)
    notes: list[str] = []
    lines = export("solr", notes=notes).splitlines()
    one_way = next(line for line in lines if line.startswith("дзержинск, "))
    assert len(one_way.split(" => ")[1].split(", ")) == 5
    assert "was cut" in notes[0]


def test_elasticsearch_rules_have_the_ids_of_places(as_json: AsJson) -> None:
    rules = {rule["id"]: rule["synonyms"] for rule in as_json("elasticsearch")["synonyms_set"]}
    assert rules["toretsk-donetsk"].startswith("торецьк, toretsk")
    assert " => " in rules["shared-dzerzhinsk"]


def test_elasticsearch_sets_are_split_at_the_limit(world: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toponyms.export.elasticsearch, "PER_SET", 3)
    job = Job(Options(), world)
    sets = {part.name: json.loads("".join(part.chunks)) for part in start(job, "elasticsearch")}
    assert [len(found["synonyms_set"]) for found in sets.values()] == [3, 3, 2]
    assert list(sets) == ["toponyms-1.json", "toponyms-2.json", "toponyms-3.json"]
    assert "3 sets" in job.notes[0]


def test_opensearch_settings_use_the_graph_in_searches_only(as_json: AsJson) -> None:
    analysis = as_json("opensearch-rules")["settings"]["analysis"]
    assert analysis["filter"]["toponyms"]["type"] == "synonym_graph"
    assert "toponyms" in analysis["analyzer"]["toponyms_search"]["filter"]
    assert "toponyms" not in analysis["analyzer"]["toponyms_index"]["filter"]
    assert any(rule.startswith("торецьк, ") for rule in analysis["filter"]["toponyms"]["synonyms"])


def test_meilisearch_terms_are_mutual_but_for_shared_ones(as_json: AsJson) -> None:
    terms = as_json("meilisearch")
    assert "торецьк" in terms["toretsk"]
    assert "toretsk" in terms["торецьк"]
    assert "toretsk" in terms["dzerzhinsk"]
    assert "dzerzhinsk" not in terms["toretsk"]
    assert all(term not in brought for term, brought in terms.items())


def test_meilisearch_limits_are_kept_and_said(export: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toponyms.export.meilisearch, "_SYNONYMS", 4)
    monkeypatch.setattr(toponyms.export.meilisearch, "_TERM_WORDS", 1)
    notes: list[str] = []
    terms = json.loads(export("meilisearch", notes=notes))
    assert max(map(len, terms.values())) == 4
    assert "часів яр" not in terms
    assert "left out" in notes[0]
    assert "cut" in notes[1]


def test_typesense_items_have_roots_where_they_go_one_way(as_json: AsJson) -> None:
    items = as_json("typesense")["items"]
    roots = {item["root"]: item["synonyms"] for item in items if "root" in item}
    assert "toretsk" in roots["dzerzhinsk"]
    plain = {item["id"]: item["synonyms"] for item in items if "root" not in item}
    assert "dzerzhinsk" not in plain["toretsk-donetsk"]
    assert {"іванофранківськ", "івано франківськ"} <= set(plain["ivano-frankivsk-ivano-frankivsk"])
    assert len({item["id"] for item in items}) == len(items)


def test_taggers_get_all_ids_of_a_shared_name_and_no_surname(export: Export) -> None:
    notes: list[str] = []
    names = json.loads(export("flashtext", notes=notes))
    assert "Дзержинск" in names["dzerzhinsk-nizhny-novgorod-ru|toretsk-donetsk"]
    assert "Торецьк" in names["toretsk-donetsk"]
    assert not any("Димитров" in found for found in names.values())
    assert "left out" in notes[0]


@pytest.mark.parametrize("lang", ["uk", "ru", "en", "xx"])
def test_spacy_finds_the_patterns(export: Export, lang: str) -> None:
    nlp = spacy.blank(lang)
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([json.loads(line) for line in export("spacy-patterns").splitlines()])  # type: ignore[attr-defined]
    doc = nlp("Бої: Часів Яр, Кам’янське, Ivano-Frankivsk, Дзержинск. Yar festival in Chasov.")
    assert [(ent.text, ent.ent_id_) for ent in doc.ents] == [
        ("Часів Яр", "chasiv-yar-donetsk"), ("Кам’янське", "kamianske-dnipropetrovsk"),
        ("Ivano-Frankivsk", "ivano-frankivsk-ivano-frankivsk"),
        ("Дзержинск", "dzerzhinsk-nizhny-novgorod-ru|toretsk-donetsk"),
    ]  # fmt: skip


def test_every_format_is_written_twice_alike(export: Export) -> None:
    for name in FORMATS:
        assert export(name) == export(name)


def test_an_unknown_format_is_named(world: Gazetteer) -> None:
    with pytest.raises(ValueError, match='no format "xml"; the formats are csv'):
        start(Job(Options(), world), "xml")

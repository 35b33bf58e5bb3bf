"""What is exchanged with people: tables, GeoJSON, Linked Places, QuickStatements."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from toponyms import Gazetteer
from toponyms.export import Job, Options, start
from toponyms.model import Name, Place

Export = Callable[..., str]
AsJson = Callable[..., Any]


def test_csv_has_a_row_a_place(export: Export) -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(export("csv")))}
    assert len(rows) == 7
    toretsk = rows["toretsk-donetsk"]
    assert toretsk["oblast"] == "Donetsk Oblast"
    assert toretsk["former_names"] == "Дзержинськ|Дзержинск|Щербинівка"
    assert toretsk["name_uk"] == "Торецьк"
    assert toretsk["wikidata"] == "Q2416525"
    assert rows["myrnohrad-donetsk"]["misspellings"] == ""
    assert "Mirnogard" in export("csv", include=("misspelling",))


def test_csv_of_names_says_how_many_places_have_each(export: Export) -> None:
    rows = list(csv.DictReader(io.StringIO(export("csv-names", countries=("UA",)))))
    counts = {row["text"]: row["places"] for row in rows}
    assert counts["Dzerzhinsk"] == "2"
    assert counts["Toretsk"] == "1"
    former = next(row for row in rows if row["text"] == "Дзержинськ")
    assert (former["kind"], former["since"], former["until"]) == ("former", "1938", "2016-02-04")
    assert next(row for row in rows if row["text"] == "Dymytrov")["weak"] == "yes"


def test_csv_quotes_what_needs_it(tmp_path: Path) -> None:
    path = tmp_path / "odd.yaml"
    path.write_text('odd-place:\n  en: "Odd, or \\"even\\""\n  kind: city\n  country: UA\n', encoding="utf-8")
    job = Job(Options(), Gazetteer.load(path, register=False))
    text = "".join(chunk for part in start(job, "csv") for chunk in part.chunks)
    assert next(csv.DictReader(io.StringIO(text)))["name"] == 'Odd, or "even"'


def test_geojson_has_longitude_first_and_null_for_the_unknown(as_json: AsJson) -> None:
    collection = as_json("geojson")
    assert collection["type"] == "FeatureCollection"
    features = {feature["id"]: feature for feature in collection["features"]}
    assert features["toretsk-donetsk"]["geometry"] == {"type": "Point", "coordinates": [37.8478, 48.3948]}
    assert features["kamianske-dnipropetrovsk"]["geometry"] is None
    assert not any(name["kind"] == "misspelling" for name in features["myrnohrad-donetsk"]["properties"]["names"])


def test_nothing_chosen_is_an_empty_collection(as_json: AsJson, export: Export) -> None:
    assert as_json("geojson", kinds=("mine",)) == {"type": "FeatureCollection", "features": []}
    assert len(export("csv", kinds=("mine",)).splitlines()) == 1


def test_linked_places_are_valid(as_json: AsJson, shared_specs: Path) -> None:
    validate(as_json("lpf", include=("misspelling",)), shared_specs)


@pytest.mark.slow
def test_all_linked_places_are_valid(shared_specs: Path) -> None:
    job = Job(Options(kinds=("city", "settlement", "river", "mine", "oblast", "raion", "region")), Gazetteer.load())
    (part,) = start(job, "lpf")
    collection = json.loads("".join(part.chunks))
    assert len(collection["features"]) > 3_000
    validate(collection, shared_specs)


def validate(collection: Any, specs: Path) -> None:
    schema = json.loads((specs / "lpf_v2.0.json").read_text(encoding="utf-8"))
    del schema["properties"]["citation"]  # a schema elsewhere on the net, for a field that we do not write
    validator = jsonschema.Draft7Validator(schema)
    assert [error.message[:200] for error in validator.iter_errors(collection)] == []


def test_linked_places_keep_dates_and_doubt(as_json: AsJson) -> None:
    features = {feature["@id"]: feature for feature in as_json("lpf")["features"]}
    toretsk = features["toponyms:toretsk-donetsk"]
    spans = {name["toponym"]: name.get("when") for name in toretsk["names"]}
    assert spans["Дзержинськ"] == {"timespans": [{"start": {"in": "1938"}, "end": {"in": "2016-02-04"}}]}
    assert spans["Щербинівка"] == {"timespans": [{"end": {"earliest": "1933", "latest": "1938"}}]}
    assert {link["identifier"] for link in toretsk["links"]} == {"wd:Q2416525", "gn:709354"}
    assert toretsk["relations"][0]["relationTo"] == "toponyms:donetsk-oblast"


def test_linked_places_as_a_table(export: Export) -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(export("lp-tsv")), delimiter="\t")}
    toretsk = rows["toretsk-donetsk"]
    assert toretsk["variants"].split(";")[:2] == ["Торецьк@uk", "Торецк@ru"]
    assert all(toretsk[column] for column in ("title", "title_source", "fclasses", "attestation_year"))
    assert toretsk["parent_name"] == "Donetsk Oblast"


def test_quickstatements_say_until_when_and_who_says_so(export: Export) -> None:
    lines = export("quickstatements").splitlines()
    assert 'Q2416525\tAuk\t"Дзержинськ"' in lines
    assert 'Q2416525\tP1448\tuk:"Дзержинськ"\tP580\t+1938-00-00T00:00:00Z/9\tP582\t+2016-02-04T00:00:00Z/11' in lines
    assert any(line.endswith('\tS854\t"https://zakon.rada.gov.ua/laws/show/1374-19"') for line in lines)


def test_quickstatements_never_say_that_an_old_name_is_official_today(export: Export) -> None:
    statements = [line for line in export("quickstatements").splitlines() if "\tP1448\t" in line]
    assert statements
    assert all("\tP582\t" in line for line in statements)
    assert not any("Щербинівка" in line for line in statements)  # it ended between 1933 and 1938


def test_misspellings_and_names_of_the_other_side_never_leave_for_wikidata(export: Export) -> None:
    text = export("quickstatements", include=("misspelling",))
    assert "Mirnogard" not in text
    assert 'Aru\t"Димитров"' not in text


def test_misspellings_are_hidden_labels(export: Export) -> None:
    text = export("skos")
    assert 'skos:hiddenLabel "Mirnogard"@und' in text
    assert 'skos:altLabel "Дзержинськ"@uk' in text
    assert 'skos:prefLabel "Торецьк"@uk' in text


def test_hdx_mappings_are_scoped_where_a_name_is_shared() -> None:
    class Two(Gazetteer):
        def __init__(self) -> None: ...

        @property
        def version(self) -> str:
            return "x"

        def places(self, kind: str | None = None, within: Any = None) -> Any:
            for pcode, name in (("UA1416", "Pokrovskyi"), ("UA1208", "Pokrovskyi"), ("UA1412", "Kramatorskyi")):
                yield Place(pcode, name, "raion", names=(Name(name, "en"),), ids={"pcode": pcode})

    (part,) = start(Job(Options(), Two()), "hdx-yaml")
    assert "".join(part.chunks).splitlines()[1:] == [
        "admin_name_mappings:", '  "UA12|Pokrovskyi": UA1208', '  "UKR|Kramatorskyi": UA1412',
        '  "UA14|Pokrovskyi": UA1416',
    ]  # fmt: skip

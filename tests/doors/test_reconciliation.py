"""The Reconciliation API: every answer fits the schemas of 0.1 and 0.2, and says no more than is certain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from toponyms.cli.serve import routes
from toponyms.gazetteer import default
from toponyms.model import KINDS
from toponyms.serve.http import App, Request, Response
from toponyms.serve.reconcile import MOST_QUERIES

SPECS = Path(__file__).parents[3] / "shared" / "specs" / "reconciliation"
VERSIONS = ("0.1", "0.2")
# What each kind of example is judged by, where the names differ.
SCHEMAS = {"reconciliation-candidate": None, "flyout-response": None, "preview-response": None, "security-scheme": None,
           "preview-metadata": "manifest", "suggest-metadata": "manifest",
           "data-extension-metadata": "manifest"}  # fmt: skip
WHOLE = {"preview-metadata": "preview", "suggest-metadata": "suggest", "data-extension-metadata": "extend"}

needs_specs = pytest.mark.skipif(not SPECS.exists(), reason="the schemas of the API are not beside this checkout")


def registry(version: str) -> Registry[Any]:
    """Register each schema under its own id and under the address that its neighbours use."""
    found: Registry[Any] = Registry()
    for path in sorted((SPECS / version).glob("*.json")):
        resource = Resource.from_contents(json.loads(path.read_text(encoding="utf-8")), default_specification=DRAFT7)
        base = f"https://reconciliation-api.github.io/specs/{version}/schemas/{path.name}"
        found = found.with_resources([(base, resource), (resource.contents.get("$id", base), resource)])
    return found


def faults(version: str, schema: str, instance: Any) -> list[str]:
    """Say what is wrong with an instance by a schema (draft 7, whatever its generic `$schema` says)."""
    known = registry(version)
    base = f"https://reconciliation-api.github.io/specs/{version}/schemas/{schema}.json"
    return [error.message for error in Draft7Validator({"$ref": base}, registry=known).iter_errors(instance)]


def examples() -> list[Any]:
    if not SPECS.exists():
        return []
    paths = [p for v in VERSIONS for p in sorted((SPECS / v / "examples").glob("*/*/*.json"))]
    return [pytest.param(path, id="/".join(path.parts[-5:])) for path in paths]


@pytest.fixture(scope="module")
def app() -> App:
    return App(routes(default()))


def get(app: App, path: str, **query: str) -> Response:
    return app(Request("GET", path, {name: [value] for name, value in query.items()}))


def post(app: App, **form: Any) -> Any:
    fields = {name: [json.dumps(value, ensure_ascii=False)] for name, value in form.items()}
    answer = app(Request("POST", "/reconcile", form=fields, body=urlencode(fields).encode()))
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    return json.loads(answer.body) if answer.status == 200 else answer.status


def ask(app: App, query: str, kind: str | list[str] | None = None, /, **properties: Any) -> list[dict[str, Any]]:
    """Ask one query; the properties by their ids."""
    sent: dict[str, Any] = {"query": query, "properties": [{"pid": p, "v": v} for p, v in properties.items()]}
    if kind:
        sent["type"] = kind
    answer = post(app, queries={"q": sent})
    for version in VERSIONS if SPECS.exists() else ():
        assert faults(version, "reconciliation-query-batch", {"q": sent}) == []
        assert faults(version, "reconciliation-result-batch", answer) == []
    result: list[dict[str, Any]] = answer["q"]["result"]
    assert [c["score"] for c in result] == sorted((c["score"] for c in result), reverse=True)
    assert all(0 <= c["score"] <= 100 and c["type"] and c["features"] for c in result)
    assert sum(c["match"] for c in result) <= 1
    return result


def matched(result: list[dict[str, Any]]) -> str | None:
    return next((c["id"] for c in result if c["match"]), None)


@needs_specs
@pytest.mark.parametrize("path", examples())
def test_the_harness_agrees_with_the_official_examples(path: Path) -> None:
    version, _, folder, verdict, _ = path.parts[-5:]
    instance = json.loads(path.read_text(encoding="utf-8"))
    schema = SCHEMAS.get(folder, folder)
    if schema is None or not (SPECS / version / f"{schema}.json").exists():
        pytest.skip(f"{version} has no schema of its own for {folder}")
    if folder in WHOLE:  # an excerpt of a manifest
        least = {"versions": ["0.2"], "name": "x", "identifierSpace": "urn:x", "schemaSpace": "urn:x"}
        inner = instance if WHOLE[folder] in instance else {WHOLE[folder]: instance}
        instance = {**least, **inner}
    assert (faults(version, schema, instance) == []) is (verdict == "valid")


@needs_specs
@pytest.mark.parametrize("version", VERSIONS)
def test_the_manifest_fits(app: App, version: str) -> None:
    answer = get(app, "/reconcile")
    manifest = json.loads(answer.body)
    assert answer.content_type.startswith("application/json")
    assert faults(version, "manifest", manifest) == []
    assert faults(version, "manifest", {**manifest, "preview": {"url": "http://x"}}), "the harness sees what is wrong"


def test_the_manifest_names_addresses_that_answer(app: App) -> None:
    manifest = json.loads(get(app, "/reconcile").body)
    origin = "http://127.0.0.1:8000"
    addresses = [entry["service_url"] + entry["service_path"] for entry in manifest["suggest"].values()]
    proposer = manifest["extend"]["propose_properties"]
    addresses.append(proposer["service_url"] + proposer["service_path"])
    addresses += [manifest[each]["url"].replace("{{id}}", "odesa-odesa") for each in ("preview", "view")]
    for address in addresses:
        assert address.startswith(origin)
        assert get(app, address.removeprefix(origin).partition("#")[0]).status == 200, address


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Pokrovsk", "pokrovsk-donetsk"),
        ("Krasnoarmersk", "pokrovsk-donetsk"),
        ("Красноармейск", "pokrovsk-donetsk"),
        ("Часов Яр", "chasiv-yar-donetsk"),
        ("Торецьк", "toretsk-donetsk"),
        ("pokrovsk-donetsk", "pokrovsk-donetsk"),
        ("UA14160210010099403", "pokrovsk-donetsk"),
        ("UA1416", "pokrovsk-raion"),
        ("Ivanivka", None),
        ("London Bridge", None),
        ("n/a", None),
        ("", None),
        ("х" * 5000, None),
    ],
)
def test_only_what_is_certain_is_a_match(app: App, name: str, place: str | None) -> None:
    assert matched(ask(app, name)) == place


def test_doubt_is_shown_and_not_matched(app: App) -> None:
    result = ask(app, "Ivanivka")
    assert len(result) == 10
    assert not any(c["match"] for c in result)
    dzerzhinsk = ask(app, "Dzerzhinsk")
    assert dzerzhinsk[0]["id"] == "toretsk-donetsk"
    assert not dzerzhinsk[0]["match"], "it is ambiguous: there are towns of this name in Russia and Belarus"


def test_a_candidate_says_where_it_is_and_why(app: App) -> None:
    (first, *_) = ask(app, "Krasnoarmeysk")
    for words in ("city", "Donetsk Oblast", "Покровськ", "Красноармейск", "until 2016-05-12", "romanised"):
        assert words in first["description"]
    features = {f["id"]: f["value"] for f in first["features"]}
    assert features["former_name"] is True
    assert features["slip"] is False


@pytest.mark.parametrize(
    ("name", "properties", "place"),
    [
        ("Шахове", {"oblast": "Донецька"}, "shakhove-donetsk"),
        ("Новогродівка", {"oblast": "Donetsk", "raion": "Pokrovsk"}, "novohrodivka-donetsk"),
        ("Dzerzhinsk", {"oblast": "Donetsk Oblast"}, "toretsk-donetsk"),
        ("Dzerzhinsk", {"oblast": {"id": "donetsk-oblast", "name": "Donetsk Oblast"}}, "toretsk-donetsk"),
        ("Dzerzhinsk", {"oblast": "Bryansk"}, None),
        ("Kyiv", {"oblast": "Kyiv"}, "kyiv"),
        ("Brovary", {"oblast": "Kyiv"}, "brovary-kyiv"),
        ("Irpin", {"oblast": "Odesa"}, None),
        ("Ivanivka", {"coordinates": "46.71, 34.55"}, "ivanivka-henichesk-kherson"),
        ("Ivanivka", {"lat": 46.71, "lon": "34,55"}, "ivanivka-henichesk-kherson"),
        ("Ivanivka", {"oblast": ["", "Kherson"], "raion": "Henichesk"}, "ivanivka-henichesk-kherson"),
        ("Опитне", {"oblast": "Донецька", "raion": ["Бахмутський", "Покровський"]}, None),
        ("Кліщіївка", {"raion": "Бахмутський\nПокровський"}, "klishchiivka-donetsk"),
        ("Іванівка", {"katottg": "UA14160210010099403"}, None),
        ("Красноармейск", {"pcode": "UA1416021001"}, "pokrovsk-donetsk"),
        ("Pokrovsk", {"pcode": "UA9999999999"}, None),
        ("Pokrovsk", {"colour": "red", "date": "yesterday"}, "pokrovsk-donetsk"),
    ],
)
def test_properties_are_hints(app: App, name: str, properties: dict[str, Any], place: str | None) -> None:
    assert matched(ask(app, name, **properties)) == place


def test_a_place_outside_the_area_is_shown_for_a_look(app: App) -> None:
    (first, *_) = ask(app, "Irpin", oblast="Odesa")
    assert first["id"] == "irpin-kyiv"
    assert "outside the area" in first["description"]
    assert first["score"] <= 50


def test_a_date_tells_who_had_the_name(app: App) -> None:
    scores = {
        year: next(c["score"] for c in ask(app, "Krasnoarmeysk", date=year) if c["id"] == "pokrovsk-donetsk")
        for year in ("2014", "2024-02-01T00:00:00Z")
    }
    assert scores["2014"] > scores["2024-02-01T00:00:00Z"]


def test_properties_alone_are_a_query(app: App) -> None:
    answer = post(app, queries={"q": {"properties": [{"pid": "katottg", "v": "UA14160210010099403"}]}})
    assert [(c["id"], c["match"]) for c in answer["q"]["result"]] == [("pokrovsk-donetsk", True)]
    assert post(app, queries={"q": {"properties": [{"pid": "oblast", "v": "Donetsk"}]}}) == {"q": {"result": []}}


@pytest.mark.parametrize(
    ("name", "kind", "place"),
    [
        ("Покровськ", "populated", "pokrovsk-donetsk"),
        ("Покровський", "raion", "pokrovsk-raion"),
        ("Pokrovsk", "river", None),
        ("Dnipro", "river", "dnipro-river"),
        ("Dnipro", ["city", "river"], "dnipro-dnipropetrovsk"),
        ("Ivanivka", "hromada", None),
        ("pokrovsk-donetsk", "oblast", None),
        ("Pokrovsk", "star", "pokrovsk-donetsk"),
    ],
)
def test_types_shut_out_other_kinds(app: App, name: str, kind: str | list[str], place: str | None) -> None:
    result = ask(app, name, kind)
    if kind in KINDS:
        assert all(kind in [t["id"] for t in c["type"]] for c in result)
    assert matched(result) == place


def test_type_strict_says_how_types_count(app: App) -> None:
    def kinds(strict: str) -> list[str]:
        sent = {"query": "Dnipro", "type": ["populated", "river"], "type_strict": strict}
        return [c["type"][0]["id"] for c in post(app, queries={"q": sent})["q"]["result"]]

    assert set(kinds("any")) >= {"populated", "river"}
    assert kinds("all") == []


@pytest.mark.parametrize(
    ("name", "kind", "first", "match"),
    [
        ("Dnipro", "populated", "dnipro-dnipropetrovsk", True),
        ("Dnipro", "river", "dnipro-river", False),
        ("Irpin", "populated", "irpin-kyiv", True),
        ("Volodymyr-Volynskyi", "populated", "volodymyr-volyn", True),
        ("Kherson Oblast", "populated", "kherson-oblast", True),
        ("Ivanivka", "village", None, False),
        ("pokrovsk-donetsk", "raion", "pokrovsk-donetsk", True),
    ],
)
def test_what_a_type_should_be_is_a_strong_hint(
    app: App, name: str, kind: str, first: str | None, match: bool
) -> None:
    result = post(app, queries={"q": {"query": name, "type": kind, "type_strict": "should"}})["q"]["result"]
    if first:
        assert result[0]["id"] == first
    assert result[0]["match"] is match
    assert [c["score"] for c in result] == sorted((c["score"] for c in result), reverse=True)


def test_the_limit_is_kept(app: App) -> None:
    for limit, expected in ((1, 1), (3, 3), (9999, 50), (-1, 10), (2.0, 2)):
        sent = {"query": "Ivanivka", "limit": limit}
        assert len(post(app, queries={"q": sent})["q"]["result"]) == expected


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"queries": []}, 400),
        ({"queries": {"q": "Odesa"}}, 400),
        ({"queries": {"q": {}}}, 400),
        ({"queries": {"q": {"query": 5}}}, 400),
        ({"queries": {"q": {"query": "x", "type": 5}}}, 400),
        ({"queries": {str(i): {"query": "x"} for i in range(MOST_QUERIES + 1)}}, 413),
        ({"extend": {"ids": "x", "properties": []}}, 400),
        ({"extend": {"ids": ["x"]}}, 400),
        ({"extend": {"ids": [5], "properties": []}}, 400),
        ({"extend": {"ids": ["x"] * 1001, "properties": []}}, 413),
        ({"extend": {"ids": ["x"], "properties": [{"name": "x"}]}}, 400),
        ({"other": {}}, 400),
    ],
)
def test_what_is_no_query_is_refused(app: App, form: dict[str, Any], status: int) -> None:
    assert post(app, **form) == status


def test_json_that_is_broken_or_bottomless_is_refused(app: App) -> None:
    for text in ("{", "[" * 100_000, '{"q": NaN', "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")):
        assert get(app, "/reconcile", queries=text).status == 400


def test_a_lone_surrogate_is_no_trap(app: App) -> None:
    answer = get(app, "/reconcile", queries='{"q": {"query": "Odesa\\ud800"}, "\\ud800": {"query": "Odesa"}}')
    assert answer.status in (200, 400)


def test_one_query_alone_is_answered_as_of_old(app: App) -> None:
    for text in ("Toretsk", '{"query": "Toretsk"}'):
        assert json.loads(get(app, "/reconcile", query=text).body)["result"][0]["id"] == "toretsk-donetsk"


def test_data_extension(app: App) -> None:
    wanted = ["name_uk", "name_ru", "name_en", "former_names", "official_since", "katottg", "pcode", "geonames",
              "wikidata", "lat", "lon", "oblast", "raion", "hromada", "population", "kind", "nonsense"]  # fmt: skip
    sent = {"ids": ["pokrovsk-donetsk", "kyiv", "nowhere"], "properties": [{"id": pid} for pid in wanted]}
    answer = post(app, extend=sent)
    for version in VERSIONS if SPECS.exists() else ():
        assert faults(version, "data-extension-query", sent) == []
        assert faults(version, "data-extension-response", answer) == []
    row = answer["rows"]["pokrovsk-donetsk"]
    assert row["name_uk"] == [{"str": "Покровськ"}]
    assert row["name_ru"] == [{"str": "Покровск"}]
    assert {"str": "Красноармійськ"} in row["former_names"]
    assert row["official_since"] == [{"str": "2016-05-12"}]
    assert row["pcode"] == [{"str": "UA1416021001"}]
    assert row["wikidata"] == [{"str": "Q1000446"}]
    assert row["lat"][0]["float"] == pytest.approx(48.28, abs=0.01)
    assert row["oblast"] == [{"id": "donetsk-oblast", "name": "Donetsk Oblast"}]
    assert row["nonsense"] == []
    assert answer["rows"]["kyiv"]["oblast"] == [{"id": "kyiv", "name": "Kyiv"}]
    assert answer["rows"]["kyiv"]["raion"] == []
    assert set(answer["rows"]["nowhere"]) == set(wanted)
    assert [m["id"] for m in answer["meta"]] == wanted
    assert answer["meta"][wanted.index("oblast")]["type"]["id"] == "oblast"


def test_a_setting_limits_the_values(app: App) -> None:
    one = {"ids": ["pokrovsk-donetsk"], "properties": [{"id": "former_names", "settings": {"limit": "1"}}]}
    all_of_them = {"ids": ["pokrovsk-donetsk"], "properties": [{"id": "former_names", "settings": {"limit": 0}}]}
    assert len(post(app, extend=one)["rows"]["pokrovsk-donetsk"]["former_names"]) == 1
    assert len(post(app, extend=all_of_them)["rows"]["pokrovsk-donetsk"]["former_names"]) > 4


def test_properties_are_proposed(app: App) -> None:
    answer = json.loads(get(app, "/reconcile/extend/propose", type="city", limit="3").body)
    assert (answer["type"], answer["limit"], len(answer["properties"])) == ("city", 3, 3)
    whole = json.loads(get(app, "/reconcile/extend/propose").body)
    assert {"pcode", "name_uk", "former_names", "oblast"} <= {p["id"] for p in whole["properties"]}
    if SPECS.exists():
        assert faults("0.2", "data-extension-property-proposal", answer) == []
        assert faults("0.2", "data-extension-property-proposal", whole) == []


@pytest.mark.parametrize(
    ("what", "prefix", "first"),
    [
        ("entity", "Krasnoarm", "pokrovsk-donetsk"),
        ("entity", "мирногр", "myrnohrad-donetsk"),
        ("entity", "pokrovsk-raion", "pokrovsk-raion"),
        ("entity", "", None),
        ("type", "vill", "village"),
        ("type", "", "populated"),
        ("property", "obl", "oblast"),
        ("property", "p-c", "pcode"),
        ("property", "zzz", None),
    ],
)
def test_suggestions(app: App, what: str, prefix: str, first: str | None) -> None:
    answer = json.loads(get(app, f"/reconcile/suggest/{what}", prefix=prefix).body)
    schema = {"entity": "entities", "type": "types", "property": "properties"}[what]
    for version in VERSIONS if SPECS.exists() else ():
        assert faults(version, f"suggest-{schema}-response", answer) == []
    assert next((each["id"] for each in answer["result"]), None) == first


def test_suggestions_can_be_leafed_through_and_filtered(app: App) -> None:
    first, second = (
        [e["id"] for e in json.loads(get(app, "/reconcile/suggest/entity", prefix="Ivan", cursor=c).body)["result"]]
        for c in ("0", "10")
    )
    assert len(first) == len(second) == 10
    assert not set(first) & set(second)
    raions = json.loads(get(app, "/reconcile/suggest/entity", prefix="Pokrovsk", type="raion").body)["result"]
    assert {e["notable"][0]["id"] for e in raions} == {"raion"}


def test_a_callback_wraps_the_answer(app: App) -> None:
    answer = get(app, "/reconcile/suggest/entity", prefix="Toretsk", callback="jQuery1_2.done")
    assert answer.content_type.startswith("text/javascript")
    assert answer.body.startswith(b"/**/jQuery1_2.done({")
    assert answer.body.endswith(b"});")
    for name in ("alert(1)//", "a b", "x;y", "<script>", "a\n", "é", "a" * 500, "a..b", "1a"):
        assert get(app, "/reconcile", callback=name).status == 400, name


def test_the_card_is_plain_and_safe(app: App) -> None:
    answer = get(app, "/reconcile/preview/pokrovsk-donetsk")
    page = answer.body.decode()
    assert "Красноармійськ" in page
    assert len(page) < 4000
    assert "<script" not in page
    assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert get(app, "/reconcile/preview", id="pokrovsk-donetsk").body == answer.body
    missing = get(app, "/reconcile/preview/<script>alert(1)</script>")
    assert missing.status == 404
    assert b"<script" not in missing.body


def test_the_card_escapes_what_a_gazetteer_says(tmp_path: Path) -> None:
    from toponyms import Gazetteer

    file = tmp_path / "own.yaml"
    file.write_text(
        "odd-village:\n  en: <b>Odd & Co</b>\n  uk: Дивне\n  kind: village\n  country: UA\n  lat: 48.0\n  lon: 37.0\n"
        '  former:\n    - uk: "<img src=x>"\n      until: 2016\n',
        encoding="utf-8",
    )
    app = App(routes(Gazetteer.load(file, register=False)))
    page = get(app, "/reconcile/preview/odd-village").body.decode()
    assert "&lt;b&gt;Odd &amp; Co&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "<img" not in page


@pytest.fixture
def every_answer(app: App) -> Iterator[Response]:
    return iter([get(app, path) for path in ("/reconcile", "/reconcile/preview/kyiv", "/reconcile/suggest/type", "/x")])


def test_every_answer_is_open_and_safe(every_answer: Iterator[Response]) -> None:
    for answer in every_answer:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")

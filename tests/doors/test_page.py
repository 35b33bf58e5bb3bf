"""The page's files and its JSON, asked over HTTP and compared with the library; test_page_browser.py has the rest."""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

import toponyms
from tools import draw_outline
from toponyms import Gazetteer, Place
from toponyms.cli import main
from toponyms.cli.add import add_parser, addition_of
from toponyms.gazetteer import default
from toponyms.serve import page, proposal, views
from toponyms.serve.server import Server

STATIC = Path(page.__file__).parent / "static"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return default()


@pytest.fixture(scope="module")
def server(gazetteer: Gazetteer) -> Iterator[Server]:
    with Server(page.routes(gazetteer), port=0) as running:
        yield running


class Answer:
    def __init__(self, raw: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.body = raw.status, raw.headers, raw.read()

    def json(self) -> Any:
        return json.loads(self.body)


def ask(server: Server, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.request("GET" if body is None else "POST", path, body, headers or {})
        return Answer(connection.getresponse())
    finally:
        connection.close()


def get(server: Server, endpoint: str, **parameters: str) -> Answer:
    return ask(server, f"/api/{endpoint}?{urlencode(parameters)}")


def find(server: Server, text: str, **more: Any) -> Answer:
    return ask(server, "/api/find", json.dumps({"text": text, **more}).encode(), {"Content-Type": "application/json"})


# --- the files ---


def test_the_page_states_a_policy_that_lets_nothing_in(server: Server) -> None:
    answer = ask(server, "/")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    policy = dict(rule.partition(" ")[::2] for rule in answer.headers["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'", "script-src": "'self'", "style-src": "'self'", "img-src": "'self' data:",
        "connect-src": "'self'", "base-uri": "'none'", "form-action": "'none'", "frame-ancestors": "'none'",
    }  # fmt: skip
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_the_page_keeps_to_its_policy() -> None:
    html = (STATIC / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]* src=)|<style|\son\w+=|\sstyle=|javascript:|https?://", html)
    for path in STATIC.glob("*.js"):
        script = re.sub(r"^\s*//.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert not re.search(r"(inner|outer|Adjacent)HTML|document\.write|\beval\(|new Function|srcdoc", script)
        # The one address in them names a kind of element and is never fetched.
        assert set(re.findall(r"https?://[\w.]+[\w/]*", script)) <= {"http://www.w3.org/2000/svg"}


def test_files_are_a_fixed_list(server: Server) -> None:
    assert {path.name for path in STATIC.iterdir()} == {*page.STATIC, "index.html"}
    for name, content_type in page.STATIC.items():
        answer = ask(server, f"/static/{name}")
        assert (answer.status, answer.headers["Content-Type"]) == (200, content_type)
        assert answer.body == (STATIC / name).read_bytes()
    for path in ("", "/", "/../page.py", "/%2e%2e/page.py", "/..%2fpage.py", "/index.html", "/x.js", "//app.js"):
        assert ask(server, f"/static{path}").status == 404, path
    assert sum(path.stat().st_size for path in STATIC.iterdir()) < 70_000


def test_every_file_that_is_named_is_served() -> None:
    named = set(re.findall(r'(?:src|href)="static/([^"]+)"', (STATIC / "index.html").read_text(encoding="utf-8")))
    for path in STATIC.glob("*.js"):
        named |= set(re.findall(r'from "\./([^"]+)"', path.read_text(encoding="utf-8")))
    assert named == set(page.STATIC)


def test_a_file_that_has_not_changed_is_not_sent_again(server: Server) -> None:
    first = ask(server, "/static/app.js")
    again = ask(server, "/static/app.js", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status, again.body) == (304, b"")


# --- names ---


@pytest.mark.parametrize("prefix", ["krasnoa", "Мирногр", "Дзерж", "kyi", "'", "<b>", "\u0456"])
def test_suggestions_are_those_of_the_library(server: Server, prefix: str) -> None:
    got = get(server, "suggest", prefix=prefix).json()
    assert [(one["id"], one["matched"]["text"]) for one in got] == [
        (match.place.id, match.name.text) for match in toponyms.suggest(prefix, limit=8)
    ]


def test_suggestions_keep_within_an_area(server: Server) -> None:
    got = get(server, "suggest", prefix="ivan", within="Odesa Oblast").json()
    assert got
    assert all("Odesa Oblast" in one["area"] for one in got)


def test_a_suggestion_says_where_the_place_lies(server: Server) -> None:
    first = get(server, "suggest", prefix="krasnoa").json()[0]
    assert first["name"] == "Pokrovsk"
    assert first["uk"] == "Покровськ"
    assert first["area"] == "Pokrovsk Hromada, Pokrovsk Raion, Donetsk Oblast"


@pytest.mark.parametrize(
    "hints", [{}, {"within": "Donetsk Oblast"}, {"on": "2015"}, {"within": "UA14", "on": "2017-01-01"}], ids=str
)
@pytest.mark.parametrize("name", ["Krasnoarmersk", "Dzerzhinsk", "Ivanivka", "Nowhereville", "Красний Лиман"])
def test_answers_are_those_of_the_library(server: Server, name: str, hints: dict[str, Any]) -> None:
    got = get(server, "resolve", name=name, **hints).json()
    want = toponyms.resolve(name, **hints, limit=8).to_dict()
    added = ("uk", "area", "lat", "lon")
    got["candidates"] = [{k: v for k, v in one.items() if k not in added} for one in got["candidates"]]
    assert got == json.loads(json.dumps(want))


def test_a_place_has_its_names_and_areas(server: Server) -> None:
    got = get(server, "place", id="toretsk-donetsk").json()
    place = toponyms.get("toretsk-donetsk")
    assert got["names"] == json.loads(json.dumps([name.to_dict() for name in place.names]))
    assert got["ids"] == dict(place.ids)
    assert [area["name"] for area in got["parents"]] == ["Toretsk Hromada", "Bakhmut Raion", "Donetsk Oblast"]
    assert (got["uk"], got["ru"]) == ("Торецьк", "Торецк")


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/api/resolve", 400, "name is missing"),
        ("/api/resolve?name=%20", 400, "name is missing"),
        ("/api/resolve?name=" + "x" * 500, 400, "400 characters"),
        ("/api/resolve?name=Lyman&within=Narnia", 400, "Narnia"),
        ("/api/resolve?name=Lyman&on=yesterday", 400, "yesterday"),
        ("/api/suggest?prefix=ly&within=Narnia", 400, "Narnia"),
        ("/api/place?id=nowhere", 404, "nowhere"),
        ("/api/place", 400, "id is missing"),
        ("/api/propose?id=nowhere&name=X", 404, "nowhere"),
        ("/api/find", 405, "POST"),
    ],
)
def test_a_mistake_is_answered_with_a_sentence(server: Server, path: str, status: int, says: str) -> None:
    answer = ask(server, path)
    assert answer.status == status
    assert says in answer.json()["error"]


# --- texts ---

TEXTS = {
    "gloss": "Fighting in Dzerzhinsk (Toretsk), then Toretsk (Dzerzhinsk).",
    "quotes": "Fighting in Krasnoarmersk («Pokrovsk») and near Chasov Yar.",
    "known as": "Dzerzhinsk, also known as Toretsk, was shelled.",
    "adjective": "The Krasnoarmeysk direction; бои на краснолиманском направлении.",
    "emoji": "🕊️👩‍👩‍👧 Chasov Yar 😀 — бои под Артёмовском 🇺🇦 и в Димитрове.",
    "undecided": "Shelling was reported in Ivanivka.",
    "abroad": "Dzerzhinsk in Nizhny Novgorod Oblast, Russia; Voronezh.",
    "capitals": "ДЗЕРЖИНСЬК і ЧАСІВ ЯР. KRASNOARMEYSK.",
    "canonical elsewhere": "Бої біля Покровська та в Іванівці; Artemovsk (now Bakhmut) fell.",
    "nothing": "General Pokrovsky spoke to The New York Times.",
    "marks": "\ufdd0Bakhmut\ufdd1 Artemovsk\ufdd0",
    "newlines": "Chasov Yar\nDimitrov (Myrnohrad)\r\n\tMyrnohrad\u2028Bakhmut",
}


def compose(text: str, shown: dict[str, Any]) -> str:
    """Put the rewritten text together, as static/text.js does."""
    pieces, done = [], 0
    for mention in shown["mentions"]:
        if mention["start"] < done:
            continue
        until = mention["end"] if mention["written"] is None else mention["until"]
        pieces += [text[done : mention["start"]], mention["written"] or text[mention["start"] : until]]
        done = until
    return "".join([*pieces, text[done:]])


@pytest.mark.parametrize("to", views.FORMS)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_pieces_of_a_text_make_the_normalised_text(gazetteer: Gazetteer, text: str, to: str) -> None:
    shown = views.text_view(gazetteer, text, to, {})
    assert shown["normalised"] == toponyms.normalise(text, to=to)
    assert compose(text, shown) == shown["normalised"]


def test_mentions_are_those_of_the_library(server: Server) -> None:
    got = find(server, TEXTS["emoji"], to="uk").json()
    want = toponyms.find(TEXTS["emoji"])
    assert [(m["start"], m["end"]) for m in got["mentions"]] == [(m.start, m.end) for m in want]
    assert [m["id"] for m in got["mentions"]] == [m.place and m.place.id for m in want]
    assert [m["text"] for m in got["mentions"]] == [TEXTS["emoji"][m.start : m.end] for m in want]
    assert got["normalised"] == toponyms.normalise(TEXTS["emoji"], to="uk")


def test_doubt_is_marked_and_each_candidate_says_what_it_would_write(server: Server) -> None:
    (mention,) = find(server, "Shelling was reported in Ivanivka.", to="uk").json()["mentions"]
    assert (mention["id"], mention["doubtful"], mention["written"]) == (None, True, None)
    assert {one["written"] for one in mention["candidates"]} == {"Іванівка"}
    (sure,) = find(server, "Shelling was reported in Chasov Yar.").json()["mentions"]
    assert (sure["doubtful"], sure["written"]) == (False, "Chasiv Yar")


def test_hints_for_a_text_count(server: Server) -> None:
    text = "a report from toretsk"
    assert find(server, text).json()["mentions"] == []
    assert [m["id"] for m in find(server, text, lower=True).json()["mentions"]] == ["toretsk-donetsk"]
    walled = find(server, "Dzerzhinsk", within="Kyiv Oblast").json()
    assert walled["normalised"] == toponyms.normalise("Dzerzhinsk", within="Kyiv Oblast") == "Dzerzhinsk"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400), (b"[]", 400), (b"{}", 400), (b'{"text": 1}', 400), (b'{"text": "x", "to": "fr"}', 400),
        (b'{"text": "x", "within": "Narnia"}', 400), (b'{"text": "x", "on": "soon"}', 400),
        (json.dumps({"text": "x" * 40_001}).encode(), 413), (b'{"text": "\\ud83d Bakhmut \\udc00"}', 200),
        (b'{"text": "", "within": ["a"], "on": {}}', 400),
    ],
)  # fmt: skip
def test_odd_bodies(server: Server, body: bytes, status: int) -> None:
    answer = ask(server, "/api/find", body)
    assert answer.status == status, answer.body


# --- proposals ---

NAMES = {
    "plain": "Pokrvskk", "apostrophe": "Pokrov'ssk", "quote": 'Pok"rovssk', "colon": "Pokro: vssk",
    "hash": "Pokrovssk #2", "dash": "-Pokrovsskk", "backslash": "Pokro\\vssk", "shell": "Pokrov$(id)ssk; rm",
    "percent": "%Pokrovssk", "star": "*Pokrovssk", "bracket": "[Pokrovssk", "number": "0704147",
}  # fmt: skip


SOURCE = "https://example.org/a?b=c#d: e"


def test_the_lines_are_what_the_gazetteer_reads(server: Server, tmp_path: Path) -> None:
    asked = ({"id": "pokrovsk-donetsk", "name": name, "source": SOURCE} for name in NAMES.values())
    written = [get(server, "propose", **one).json()["yaml"].splitlines() for one in asked]
    heads = {tuple(lines[:-2]) for lines in written}
    assert heads == {("pokrovsk-donetsk:", "  uk: Покровськ", "  katottg: UA14160210010099403", "  misspellings:")}
    items = ["\n".join(lines[-2:]) for lines in written]
    path = tmp_path / "mine.yaml"
    path.write_text("\n".join([*heads.pop(), *items]) + "\n", encoding="utf-8")
    names = Gazetteer.load(path).get("pokrovsk-donetsk").names
    assert {name.text for name in names if name.source == SOURCE and name.kind == "misspelling"} == {*NAMES.values()}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_the_command_survives_the_shell(gazetteer: Gazetteer, name: str) -> None:
    line = proposal.command(gazetteer.get("pokrovsk-donetsk"), "misspelling", name, "", {"source": SOURCE})
    echo = subprocess.run(["sh", "-c", f'printf "%s\\0" {line}'], capture_output=True, check=True).stdout.decode()
    program, add, *words = echo.split("\0")[:-1]
    parser = argparse.ArgumentParser()
    add_parser(parser.add_subparsers())
    addition = addition_of(parser.parse_args([add, *words]))
    assert program == "toponyms"
    assert addition.place == "pokrovsk-donetsk"
    assert addition.names == {None: name}
    assert addition.values == {"source": SOURCE}


def test_the_command_adds_what_the_lines_say(server: Server, tmp_path: Path) -> None:
    answer = get(server, "propose", id="pokrovsk-donetsk", name="Pokrovssk #2", source=SOURCE).json()
    path = tmp_path / "mine.yaml"
    assert main([*shlex.split(answer["command"])[1:], "--file", str(path)]) == 0
    assert path.read_text(encoding="utf-8").rstrip("\n") == answer["yaml"]


def test_a_former_name_has_its_language_and_date(server: Server) -> None:
    asked = {"kind": "former", "name": "Нове", "lang": "uk", "until": "1920", "source": "a book, p. 7"}
    answer = get(server, "propose", id="pokrovsk-donetsk", **asked).json()
    lines = ["  former:", "    - uk: Нове", "      until: 1920", "      source: a book, p. 7"]
    assert answer["yaml"].splitlines()[-4:] == lines
    assert answer["command"] == "toponyms add pokrovsk-donetsk --former 'uk=Нове' --until 1920 --source 'a book, p. 7'"


def test_a_proposal_says_what_is_known_already(server: Server) -> None:
    assert "romanisation" in get(server, "propose", id="toretsk-donetsk", name="Dzerzinsk").json()["known"]
    assert get(server, "propose", id="pokrovsk-donetsk", name="Pokrovssk").json()["known"] is None
    other = get(server, "propose", id="toretsk-donetsk", name="Kramatorsk").json()
    assert (other["known"], "Kramatorsk" in other["taken"]) == (None, True)
    assert get(server, "propose", id="toretsk-donetsk", name="Tooretskk").json()["taken"] is None


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"name": ""}, "write the name"), ({"name": "x\ny"}, "one line"), ({"name": "x", "kind": "odd"}, "one of"),
        ({"name": "x", "kind": "former"}, "language"), ({"name": "x", "lang": "Ukrainian language"}, "language tag"),
        ({"name": "x", "until": "May 2016"}, "date"), ({"name": "Toretsk"}, "already"),
        ({"name": "x", "source": "a\u2028b"}, "one line"),
    ],
)  # fmt: skip
def test_a_proposal_that_cannot_be(server: Server, asked: dict[str, str], says: str) -> None:
    answer = get(server, "propose", id="toretsk-donetsk", **asked)
    assert answer.status == 400
    assert says in answer.json()["error"]


def test_a_place_outside_the_register_needs_no_code() -> None:
    lines = proposal.yaml_lines(Place("x-mine", "X", "mine"), "also", "Y", "de", {})
    assert lines == "x-mine:\n  also:\n    - de: Y"


# --- the map ---


def outline(constant: str) -> list[list[tuple[float, float]]]:
    source = (STATIC / "outline.js").read_text(encoding="utf-8")
    found = re.search(rf'{constant} = "([^"]*)"', source)
    assert found
    rings = []
    for ring in filter(None, found[1].split("z")):
        numbers = [float(number) for number in re.findall(r"-?\d+", ring)]
        # The first is a point, the others are steps.
        rings.append(list(zip(itertools.accumulate(numbers[::2]), itertools.accumulate(numbers[1::2]), strict=True)))
    return rings


def inside(rings: list[list[tuple[float, float]]], place_id: str) -> bool:
    place = toponyms.get(place_id)
    assert place.lat is not None
    assert place.lon is not None
    return any(draw_outline.contains(ring, draw_outline.project(place.lon, place.lat)) for ring in rings)


def test_the_outline_is_that_of_the_recognised_borders() -> None:
    ukraine = outline("UKRAINE")
    known = ("kyiv", "donetsk-donetsk", "luhansk-luhansk", "simferopol-crimea", "uzhhorod-zakarpattia")
    assert all(inside(ukraine, place) for place in known)
    assert not any(inside(ukraine, place) for place in ("voronezh-voronezh-ru", "krasnodar-krasnodar-ru"))
    script = (STATIC / "map.js").read_text(encoding="utf-8")
    capitals = re.findall(r'\["([\w-]+)", ([\d.]+), ([\d.]+)(?:, 1)?\]', script)
    assert len(capitals) == 26
    for name, lat, lon in capitals:
        found = toponyms.resolve(name).one()
        assert (found.lat, found.lon) == pytest.approx((float(lat), float(lon)), abs=0.05), name
        at = draw_outline.project(float(lon), float(lat))
        edges = (draw_outline.distance(at, *edge) for ring in ukraine for edge in itertools.pairwise(ring))
        # On a line of so few points a port may stand in the water, by some 3 km at most.
        assert any(draw_outline.contains(ring, at) for ring in ukraine) or min(edges) < 2, name


def test_the_map_of_the_page_has_the_projection_of_the_tool() -> None:
    script = (STATIC / "map.js").read_text(encoding="utf-8")
    numbers = re.search(r"= \[radians\(([\d.]+)\), radians\((\d+)\), radians\((\d+)\), (\d+), (\d+)\]", script)
    assert numbers
    tool = Path(draw_outline.__file__).read_text(encoding="utf-8")
    assert "math.radians({}), math.radians({}), math.radians({}), {}.0, {}.0".format(*numbers.groups()) in tool

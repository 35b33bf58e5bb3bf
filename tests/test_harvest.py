"""Harvesting new names from texts, on a gazetteer of a few places that lacks what the texts teach."""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toponyms import Gazetteer
from toponyms.cli import main
from toponyms.harvest import Harvest
from toponyms.harvest.proposals import Proposal, propose, yaml_lines

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"

POKROVSK, MIRNY, TORETS, KRAMA = "pokrovsk-donetsk", "myrnohrad-donetsk", "toretsk-donetsk", "kramatorsk-donetsk"
OTHERS = ("donetsk-oblast", "dzerzhinsk-nizhny-novgorod-ru", "ivanivka-donetsk", KRAMA, "kyiv")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("harvest")


def load(folder: Path, name: str, text: str) -> Gazetteer:
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOPONYMS_CACHE_DIR", str(folder / "cache"))
        return Gazetteer.load(path, register=False)


@pytest.fixture(scope="module")
def towns(folder: Path, towns_of: Callable[..., str]) -> Gazetteer:
    """Myrnohrad and Toretsk have lost what the texts shall teach."""
    return load(folder, "towns", towns_of(POKROVSK, bare=(*OTHERS, MIRNY, TORETS)))


@pytest.fixture(scope="module")
def fewer(folder: Path, towns_of: Callable[..., str]) -> Gazetteer:
    """Without Myrnohrad and Toretsk."""
    return load(folder, "fewer", towns_of(POKROVSK, bare=OTHERS))


def harvested(gazetteer: Gazetteer, *texts: str, least: int = 2) -> list[Proposal]:
    harvest = Harvest(gazetteer)
    for text in texts:
        harvest.read(text)
    return propose(harvest, least)


def names(proposals: list[Proposal]) -> set[tuple[str, str]]:
    return {(one.text, one.place.id if one.place else one.other) for one in proposals}


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("Fighting goes on in Krasnoarmersk (Pokrovsk) today.", "Krasnoarmersk", POKROVSK),
        ("The towns of Krasnoarmersk (Pokrovsk) and Dimitrov (Mirnograd) fell.", "Dimitrov", MIRNY),
        ("He left Dimitrov, also known as Myrnohrad, in May.", "Dimitrov", MIRNY),
        ("Shelling hit Toretsk, formerly Artyomsk, again.", "Artyomsk", TORETS),
        ("Shelling hit Toretsk (formerly known as Artyomsk).", "Artyomsk", TORETS),
        ("Shelling hit Toretsk, formerly known\r\n  as Artyomsk, today.", "Artyomsk", TORETS),
        ("They hold Dzerzhynskove/Toretsk for now.", "Dzerzhynskove", TORETS),
        ("Toretsk, formerly Dzerzhinsk, has no water.", "Dzerzhinsk", TORETS),
        ("Troops near Krasny Lutsk (Pokrovsk) retreated.", "Krasny Lutsk", POKROVSK),
        ("In the city of Dimitrov (Myrnohrad) nobody is left.", "Dimitrov", MIRNY),
        ("The center of Grishinsk, a city also known by its Ukrainian name Pokrovsk, is lost.", "Grishinsk", POKROVSK),
        ("Бои идут в городе Димитров (Мирноград), сообщили военные.", "Димитров", MIRNY),
        ("Торецк (бывший Артёмск) обстреляли ночью.", "Артёмск", TORETS),
        ("Торецк, ранее известный как Артёмск, обстреляли ночью.", "Артёмск", TORETS),
        ("Обстріляли Торецьк (колишній Артемськ).", "Артемськ", TORETS),
        ("Обстріляли Мирноград, раніше відомий як Димитров.", "Димитров", MIRNY),
        ("Ситуация в Гришинске (Покровске) сложная.", "Гришинск", POKROVSK),
    ],
)  # fmt: skip
def test_a_gloss_teaches_the_unknown_name(towns: Gazetteer, text: str, name: str, place: str) -> None:
    found = harvested(towns, text)
    assert (name, place) in names(found)
    assert len(found) <= 2


@pytest.mark.parametrize(
    "text",
    [
        # known already: on record, by romanisation, by case form
        "Krasnoarmeysk (Pokrovsk) and Mirnograd (Myrnohrad) were hit.",
        "Бои в Красноармейске (Покровске) идут с утра.",
        "Toretsk (Torets'k) and Kyiv (Київ) were hit.",
        # persons
        "Maria Ivanova (Pokrovsk) won the race.",
        "Ivanova (Pokrovsk) and Petrenko (Kramatorsk) won their races.",
        "The winners: Olena (Kyiv), Andriy (Pokrovsk).",
        "General Syrskyi (Kyiv) said so.",
        "Глава военной администрации Сергей Добряк (Покровск) уехал.",
        "Переможці: Шевченко (Покровськ), Бондаренко (Краматорськ).",
        "G. Dimitrov (Pokrovsk) was born there.",
        # papers and agencies
        "KYIV (Reuters) - The army left Pokrovsk.",
        "Kyiv (AP) and Pokrovsk (UNIAN) report losses.",
        "In Kyiv (Interfax) nobody spoke.",
        "The New York Times (Kyiv) reports from Pokrovsk.",
        "The Kyiv Independent/Pokrovsk.",
        "Київ (Укрінформ). Бої в Покровську тривають.",
        # clubs and companies
        "Dynamo (Kyiv) beat Shakhtar (Pokrovsk).",
        "Shakhtar Pokrovsk, also known as Hirnyky, lost.",
        "Динамо (Киев) обыграло Металлург (Краматорск).",
        # areas, countries, directions, other towns on record
        "Pokrovsk (Donetsk Oblast) and Kyiv (Ukraine) were hit.",
        "Kyiv (the former Soviet Union) and Pokrovsk are far apart.",
        "Ivanivka (Pokrovsk) was hit.",
        "Kramatorsk/Pokrovsk axis.",
        "He saw Kramatorsk, now Pokrovsk.",
        "In Pokrovsk or Selydove there was shelling.",
        "Pokrovsk and Selydove, Novohrodivka (map).",
        # streets, plants, brigades
        "Shevchenko Street (Pokrovsk) was hit.",
        "The Phoenix brigade (Pokrovsk) fights on.",
        # nothing of Ukraine
        "Springfield (Oldtown) and Dimitrov (Mirnograd) are made up.",
        "",
    ],
)  # fmt: skip
def test_what_is_known_or_no_place_is_not_proposed(towns: Gazetteer, text: str) -> None:
    assert names(harvested(towns, text, least=1)) == set()


def test_pairs_of_two_unknown_names_are_shown_without_a_place(fewer: Gazetteer) -> None:
    found = harvested(
        fewer,
        "Cities in Ukraine, Krasnoarmersk (Pokrovsk) and Dimitrov (Mirnograd), may fall.",
        "The centre of Artyomsk, a city also known by its Ukrainian name Toretsk, in eastern Ukraine.",
    )
    assert names(found) == {("Krasnoarmersk", POKROVSK), ("Dimitrov", "Mirnograd"), ("Artyomsk", "Toretsk")}


def test_a_pair_seen_both_ways_is_one(fewer: Gazetteer) -> None:
    (found,) = harvested(fewer, "Near Kyiv: Artyomsk (Mirnograd) fell.", "Near Kyiv: Mirnograd (Artyomsk) fell.")
    assert {found.text, found.other} == {"Artyomsk", "Mirnograd"}
    assert found.counts == (("brackets", 2),)


@pytest.mark.parametrize(
    "text",
    [
        "Smith (Democrat) spoke of Ukraine with Jones (Republican).",
        "Elena Petrova (Bloomberg) reports from Kyiv.",
        "Zelensky (Kvartal) spoke in Kyiv.",
        "Metallist/Kolos played in Kyiv.",
        "В Киеве выступили Петров (Собеседник) и Сидоров (Коммерсант).",
    ],
)
def test_other_brackets_are_no_pairs(fewer: Gazetteer, text: str) -> None:
    assert names(harvested(fewer, text)) == set()


def test_a_recurring_near_miss_beside_the_town_is_proposed(towns: Gazetteer) -> None:
    text = "Kramatorsk was hit. The mayor of Kramatrsk said so."
    assert names(harvested(towns, text)) == set()
    (found,) = harvested(towns, text, text.replace("mayor", "head"))
    assert (found.text, found.place and found.place.id, found.list) == ("Kramatrsk", KRAMA, "misspellings")
    assert found.counts == (("near-miss", 2),)
    assert found.documents == 2


def test_a_near_miss_alone_is_not_proposed(towns: Gazetteer) -> None:
    assert harvested(towns, *["The mayor of Kramatrsk said so in Kyiv."] * 3) == []


def test_a_spelling_that_sounds_alike_is_proposed(towns: Gazetteer) -> None:
    text = "Shelling of Torezk goes on; Toretsk has no water."
    assert names(harvested(towns, text, text)) == {("Torezk", TORETS)}


def test_case_forms_are_one_proposal_in_the_nominative(towns: Gazetteer) -> None:
    (found,) = harvested(
        towns,
        "Ситуация в Гришинске (Покровске) сложная.",
        "Из Гришинска (Покровска) уехали все.",
        "Город Гришинск (Покровск) пуст.",
    )
    assert (found.text, found.lang, sum(n for _, n in found.counts)) == ("Гришинск", None, 3)


def test_a_guessed_nominative_is_called_one(towns: Gazetteer) -> None:
    (found,) = harvested(towns, "Ситуация в Гришинске (Покровске) сложная.")
    assert any("guess" in said for said in found.against)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("He left Dimitrov, also known as Myrnohrad.", '"Dimitrov" is also a surname'),
        ("Toretsk, formerly Dzerzhinsk, has no water.", '"Dzerzhinsk" is a name of dzerzhinsk-nizhny-novgorod-ru'),
        ("Toretsk, formerly Artyomsk, has no water.", "calls it the former name"),
        ("In Artyomsk (Toretsk) there is no water.", "a town near by"),
        ("In Artyomsk/Toretsk there is no water.", "joins two places"),
        ("In Artyomsk (Toretsk) there is no water.", "one document only"),
    ],
)
def test_what_speaks_against_a_name_is_said(towns: Gazetteer, text: str, said: str) -> None:
    (found,) = harvested(towns, text)
    assert any(said in one for one in found.against)


def test_at_most_three_contexts_on_one_line_each(towns: Gazetteer) -> None:
    texts = [f"Line {n}:\x07\u2028\r\nfighting in Krasnoarmersk (Pokrovsk),\n\tsaid he." for n in range(9)]
    (found,) = harvested(towns, *texts)
    assert found.counts == (("brackets", 9),)
    assert len(found.contexts) == 3
    assert all(text.isprintable() and "Krasnoarmersk (Pokrovsk)" in text for text in found.contexts)


HOSTILE = """
Krasnoarmersk Pokrovsk Dimitrov Гришинск Покровск Мирноград Ukraine Kramatrsk / ( ) , : # - [ ] { } ' " & * ! | > % @
and formerly колишній \r \x00 \ufeff \u00ad \u0301 \ud800 \U0001f600
"""


@given(st.lists(st.sampled_from([*HOSTILE.split(), "\n", "\u2028", "\x85"])), st.sampled_from(["", " "]))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_text_the_output_is_yaml(towns: Gazetteer, parts: list[str], glue: str) -> None:
    text = f"Pokrovsk (Artyomsk) {glue.join(parts)} Krasnoarmersk (Pokrovsk), Kramatorsk"
    found = harvested(towns, text, least=1)
    written = yaml.safe_load("\n".join(yaml_lines(found)))
    known = {one.place.id for one in found if one.place}
    assert set(written or ()) == known
    assert all(context.isprintable() for one in found for context in one.contexts)


def test_unseen_signs_are_no_part_of_a_name(towns: Gazetteer) -> None:
    (found,) = harvested(towns, "Fighting in Krasno\u00adarmersk (Pokrovsk) and Красно\u0301армерск (Покровск).")
    assert found.text == "Krasnoarmersk"


def test_memory_is_bounded(towns: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toponyms.harvest._MOST", 20)
    harvest = Harvest(towns)
    for number in range(100):
        letters = "".join("abcdefghij"[int(digit)] for digit in f"{number:03}")
        harvest.read(f"Toretsk, formerly Artyomsk. In Krasno{letters}sk (Pokrovsk) they fight on.")
    kept = {one.text: one for one in harvest.sightings()}
    assert len(kept) <= 21
    assert kept["Artyomsk"].rules["words"] == 100


def test_a_romanisation_of_another_proposal_follows_by_rule(towns: Gazetteer) -> None:
    found = harvested(
        towns, "Бои идут в городе Димитров (Мирноград).", "He left Dimitrov, also known as Myrnohrad, in May."
    )
    told = {one.text: [said for said in one.against if "follows by rule" in said] for one in found}
    assert told == {
        "Димитров": [],
        "Dimitrov": ['it follows by rule from "Димитров", proposed too, and needs no line of its own'],
    }


@pytest.mark.slow  # it compares times
@pytest.mark.parametrize("unit", ["The ", "Pokrovsk ", "Pokrovsk (", "Artyomsk (Pokrovsk) and ", "Q", "Artyomsk/"])
def test_time_is_linear(towns: Gazetteer, unit: str) -> None:
    def seconds(size: int) -> float:
        harvest = Harvest(towns)
        begun = time.process_time()
        harvest.read(unit * (size // len(unit)))
        return time.process_time() - begun

    seconds(5_000)
    assert seconds(40_000) < 12 * max(seconds(10_000), 0.02)


def test_what_is_taken_over_is_known_from_then_on(towns: Gazetteer, folder: Path) -> None:
    text = "The cities Krasnoarmersk (Pokrovsk) and Dimitrov (Mirnograd). Toretsk, formerly Artyomsk: “1\\0”."
    proposed = "\n".join(yaml_lines(harvested(towns, text)))
    assert set(yaml.safe_load(proposed)) == {POKROVSK, MIRNY, TORETS}
    (folder / "proposed.yaml").write_text(proposed, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TOPONYMS_CACHE_DIR", str(folder / "cache"))
        taught = Gazetteer.load(folder / "towns.yaml", folder / "proposed.yaml", register=False)
    assert taught.resolve("Krasnoarmersk").id == POKROVSK
    assert taught.resolve("Krasnoarmersk").candidates[0].step == "exact"
    assert {match.place.id for match in taught.resolve("Dimitrov", limit=None).candidates} >= {MIRNY}
    assert harvested(taught, text) == []


def test_yaml_says_count_rule_context_and_objections(towns: Gazetteer) -> None:
    lines = list(yaml_lines(harvested(towns, "He left Dimitrov, also known as Myrnohrad, in May.")))
    assert lines[lines.index("  also:") :] == [
        "  also:",
        "    # a gloss in words: once (in 1 document)",
        "    # “He left Dimitrov, also known as Myrnohrad, in May.”",
        '    # against: "Dimitrov" is also a surname: it needs evidence in running text',
        "    # against: one document only",
        "    - en: Dimitrov",
        "  weak:",
        "    - Dimitrov",
    ]


def test_the_yaml_is_in_order(towns: Gazetteer, tmp_path: Path) -> None:
    text = """
        Toretsk, also known as Zagorodsk, and Toretsk, formerly Artyomsk. Покровськ (колишній Їжаківськ) і Київ, раніше
        відомий як Загорівськ. Покровськ, раніше відомий як Яружськ. In Dimitrov, also known as
        Myrnohrad. Toretssk/Toretsk.
    """
    found = harvested(towns, text)
    assert len(found) >= 6
    (tmp_path / "proposed.yaml").write_text("\n".join(yaml_lines(found)) + "\n", encoding="utf-8")
    assert main(["fmt", "--check", str(tmp_path / "proposed.yaml")]) == 0


def test_units_of_the_register_are_written_with_their_code(folder: Path) -> None:
    unit = "pokrovsk-donetsk:\n  uk: Покровськ\n  katottg: UA14160210010099403\n  en: Pokrovsk\n"
    gazetteer = load(folder, "unit", unit + "  kind: city\n  country: UA\n")
    found = harvested(gazetteer, "In Krasnoturmersk (Pokrovsk) in Ukraine they fight on.")
    lines = list(yaml_lines(found))
    assert lines[3:6] == ["pokrovsk-donetsk:", "  uk: Покровськ", "  katottg: UA14160210010099403"]
    assert lines[-1] == "    - en: Krasnoturmersk"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the three articles are not beside this repository")
def test_the_three_articles(towns: Gazetteer, fewer: Gazetteer) -> None:
    articles = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    assert len(articles) == 3
    found = names(harvested(towns, *articles))
    assert found == {("Krasnoarmersk", POKROVSK), ("Dimitrov", MIRNY), ("Dzerzhinsk", TORETS)}
    pairs = names(harvested(fewer, *articles))
    assert pairs == {("Krasnoarmersk", POKROVSK), ("Dimitrov", "Mirnograd"), ("Dzerzhinsk", "Toretsk")}


@pytest.fixture
def run(towns: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toponyms.gazetteer._default", towns)


@pytest.mark.usefixtures("run")
def test_command_on_text_json_and_a_pipe(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "Fighting goes on in Krasnoarmersk (Pokrovsk) today."
    (tmp_path / "a.txt").write_text(text + "\n", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(json.dumps({"body": text}) + "\n\n", encoding="utf-8")
    outputs = []
    for words in ([str(tmp_path / "a.txt")], ["--field", "body", str(tmp_path / "a.jsonl")], ["--lines", "-"]):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="ascii"))
        assert main(["harvest", *words]) == 0
        shown = capsys.readouterr()
        assert shown.err == "1 document read, 1 proposed\n"
        outputs.append(shown.out)
    assert len(set(outputs)) == 1
    assert yaml.safe_load(outputs[0])[POKROVSK]["misspellings"] == ["Krasnoarmersk"]


@pytest.mark.usefixtures("run")
def test_command_finds_nothing_or_is_misused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("Nothing new in Pokrovsk.", encoding="utf-8")
    assert main(["harvest", str(tmp_path / "a.txt")]) == 1
    assert "Nothing was found" in capsys.readouterr().out
    assert main(["harvest", "--least", "0", str(tmp_path / "a.txt")]) == 2
    assert main(["harvest", str(tmp_path / "none.txt")]) == 2
    assert main(["harvest", "--field", "text", str(tmp_path / "a.txt")]) == 2


def test_a_long_text_is_read_in_parts(tmp_path: Path) -> None:
    from toponyms.cli.documents import Complaints
    from toponyms.cli.harvest import _texts

    path = tmp_path / "long.txt"
    path.write_text("word " * 1000 + "\n\n" + "x" * 200_000 + ("\n" + "word " * 100) * 500, encoding="utf-8")
    parts = list(_texts(str(path), None, False, Complaints()))
    assert "".join(parts) == path.read_text(encoding="utf-8")
    assert max(map(len, parts)) <= 120_000

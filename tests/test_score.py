"""The score: shares that never exceed 1, ties that stay ties, and what makes "nothing on record" likelier."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toponyms import Gazetteer, resolve, score
from toponyms.index.prior import name_weight, place_prior
from toponyms.model import Name, Place
from toponyms.text.decoys import surname_odds

WRITTEN = st.one_of(
    st.sampled_from(
        ["Ivanivka", "Dzerzhinsk", "Kramatosrk", "Николаева", "Petrova", "Покровську", "Ghjrhjdcr", "Kyiw"]
    ),
    st.text("abdeiklmnoprstuvyаеиійклнорстувья '-", min_size=1, max_size=14),
)


@settings(max_examples=150, deadline=None)
@given(WRITTEN)
def test_scores_sum_to_one_at_most(name: str) -> None:
    scores = [match.score for match in resolve(name, limit=None).candidates]
    assert sum(scores) <= 1 + 1e-9
    assert all(0 <= one <= 1 for one in scores)
    assert scores == sorted(scores, reverse=True)


@settings(max_examples=60, deadline=None)
@given(WRITTEN)
def test_a_place_is_given_only_above_accept(name: str) -> None:
    answer = resolve(name)
    assert bool(answer) == (answer.place is not None)
    if answer:
        assert answer.candidates[0].score > 0.5


@pytest.mark.parametrize(("first", "second"), [("aaa-x", "zzz-x"), ("zzz-x", "aaa-x")])
def test_a_tie_is_never_broken_by_order(tmp_path: Path, first: str, second: str) -> None:
    file = tmp_path / "twins.yaml"
    entries = sorted([(first, "48.1", "37.1"), (second, "49.1", "36.1")])
    text = "".join(
        f"{place}:\n  uk: Тестівка\n  kind: village\n  country: UA\n  lat: {lat}\n  lon: {lon}\n"
        for place, lat, lon in entries
    )
    file.write_text(text, encoding="utf-8")
    gazetteer = Gazetteer.load(file, register=False, accept=0.0)
    answer = gazetteer.resolve("Тестівка")
    assert answer.place is None
    assert answer.ambiguous
    assert {match.place.id for match in answer.candidates} == {first, second}
    assert answer.candidates[0].score == answer.candidates[1].score


@pytest.mark.parametrize("name", ["Kramatosrk", "Зaпоріжя", "Mariupoll", "Bakhmuut", "Sloviansc"])
def test_written_right_is_surer_than_written_wrong(name: str) -> None:
    wrong = resolve(name)
    assert wrong.place is not None
    right = resolve(wrong.place.name)
    assert right.id == wrong.id
    assert right.score > wrong.score


PLAIN = score.PLACE_LIKE**score.SURNAME
ODDS = surname_odds("zelenchuk") ** score.SURNAME


@pytest.mark.parametrize(
    ("key", "times"),
    [
        ("abcdivka", PLAIN),
        ("abcivka", PLAIN * score.SHORTER),
        ("abivka", PLAIN * score.SHORTER**2),
        ("abcdeivka", PLAIN * score.LONGER),
        ("abcdefghijivka", PLAIN * score.LONGER**6),
        ("abcdefghijklivka", PLAIN * score.LONGER**6),
        ("zelenchuk", ODDS * score.LONGER),
    ],
)
def test_nothing_weighs_by_length_and_ending(key: str, times: float) -> None:
    assert score.nothing(1.0, key) == pytest.approx(times)
    assert score.nothing(0.3, key) == pytest.approx(0.3 * times)
    assert ODDS > PLAIN


@pytest.mark.parametrize("doubt", [0.02, 0.1, 0.15, 0.3])
def test_doubt_remains_for_one_rival_or_for_many(doubt: float) -> None:
    """Thirty villages, each unlikely, are as good a reason to doubt as one rival."""
    gazetteer = Gazetteer.load(accept=0.2, doubt=doubt)
    for name in ("Dzerzhinsk", "Ivanivka", "Pokrovsk", "Pokrovske", "Borova", "Kalynivka", "Lyman", "Yasnohirka"):
        answer = gazetteer.resolve(name, limit=None)
        others = [match.score for match in answer.candidates][1:]
        assert answer.ambiguous == (answer.place is None or max(others) > doubt or sum(others) > 2 * doubt), name


def test_shorter_names_make_nothing_likelier() -> None:
    weights = [score.nothing(1.0, "zaporizhzhiaka"[:length]) for length in (4, 6, 8)]
    assert weights == sorted(weights, reverse=True)


def test_endings_of_surnames_make_nothing_likelier() -> None:
    assert score.nothing(1.0, "zelenchuk") > score.nothing(1.0, "zelenivka")


def test_a_name_shorter_than_what_was_asked_weighs_less() -> None:
    assert score.clipped("barrio", "bar") < score.clipped("baar", "bar") < score.clipped("bar", "bar") == 1.0
    assert score.clipped("zaporizhzhiaa", "zaporizhzhia") == 1.0


@pytest.mark.parametrize("name", ["Simek", "Cyrus", "Rennes", "Sieg", "Ojus"])
def test_what_reads_well_was_not_typed_in_another_layout(name: str) -> None:
    assert resolve(name).place is None


@pytest.mark.parametrize(
    ("name", "place"),
    [("Ghjrhjdcr", ""), ("Gjrhjdcr", "pokrovsk-donetsk"), ("Rhfvfnjhcr", "kramatorsk-donetsk"), ("<f[ven", "")],
)
def test_what_does_not_read_was(name: str, place: str) -> None:
    answer = resolve(name)
    assert answer.id == place if place else True
    assert answer.total == 0 or answer.candidates[0].step == "fuzzy"


def test_accept_and_doubt_are_thresholds() -> None:
    strict = Gazetteer.load(accept=0.999)
    loose = Gazetteer.load(doubt=0.999)
    assert strict.resolve("Kramatosrk").place is None
    assert strict.resolve("Kramatosrk").ambiguous
    assert resolve("Dzerzhinsk").ambiguous
    assert not loose.resolve("Dzerzhinsk").ambiguous


def _place(kind: str, people: int | None, country: str = "UA") -> Place:
    return Place("x", "X", kind, country, population=people)


def test_more_people_are_likelier_and_abroad_is_less() -> None:
    weights = [place_prior(_place("city", people)) for people in (10_000, 100_000, 1_000_000)]
    assert weights == sorted(weights)
    assert place_prior(_place("city", 100_000, "RU")) < place_prior(_place("city", 100_000))
    assert (
        place_prior(_place("village", None))
        < place_prior(_place("settlement", None))
        < place_prior(_place("city", None))
    )


def test_old_names_fade() -> None:
    former = [name_weight(Name("X", kind="former", until=year)) for year in ("1922", "1990", "2016")]
    assert former == sorted(former)
    assert former[0] < former[2] < name_weight(Name("X", kind="official"))


@pytest.mark.parametrize(("area", "times"), [("pokrovsk-raion", 4.0), ("test-oblast", 1.0)])
def test_the_town_that_a_raion_is_called_after_is_likelier(area: str, times: float, tmp_path: Path) -> None:
    """Of two villages that «Покровський» may be said of; in the second case the raion is called after neither."""
    file = tmp_path / "towns.yaml"
    file.write_text(
        "pokrovka-test:\n  uk: Покровка\n  kind: village\n  in: test-oblast\n"
        "pokrovsk-raion:\n  uk: Покровський район\n  kind: raion\n  in: test-oblast\n"
        f"pokrovsk-test:\n  uk: Покровськ\n  kind: village\n  in: {area}\n"
        "test-oblast:\n  uk: Тестова область\n  kind: oblast\n  country: UA\n",
        encoding="utf-8",
    )
    answer = Gazetteer.load(file, register=False).resolve("Покровський напрямок")
    scores = {match.place.id: match.score for match in answer.candidates}
    assert scores["pokrovsk-test"] / scores["pokrovka-test"] == pytest.approx(times)


@pytest.mark.parametrize("name", ["alr", "fer", "oyv", "ggsk"])
def test_what_is_short_lies_near_nothing_by_its_skeleton(name: str) -> None:
    assert resolve(name).total == 0


@pytest.mark.parametrize(
    ("name", "raion"),
    [
        ("Котлино", "Pokrovsk Raion"), ("Kotlino", "Pokrovsk Raion"),  # a Russian ending
        ("Kramatosrk", "Kramatorsk Raion"), ("Торецьку", "Bakhmut Raion"),  # a slip, a case form
    ],
)  # fmt: skip
def test_the_smaller_the_area_the_surer(name: str, raion: str) -> None:
    scores = [resolve(name, within=area).score for area in (None, "Donetsk Oblast", raion)]
    assert 0.5 < scores[0] < scores[1] < scores[2] < 1


def test_the_decoys_that_a_benchmark_forgets_are_forgotten_by_the_ladder() -> None:
    from benchmarks.questions import some_unknown
    from toponyms import ladder

    assert ladder.is_decoy("moskva") == "word"
    with some_unknown():
        assert ladder.is_decoy("moskva") is None
    assert ladder.is_decoy("moskva") == "word"

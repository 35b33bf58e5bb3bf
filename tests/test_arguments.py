"""What callers may give, at the edges: refused with what is wrong, or answered as the documentation says."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest

import toponyms
from toponyms import Gazetteer, GazetteerError, UnknownPlace, get, resolve, spellings, suggest
from toponyms.gazetteer import default
from toponyms.resolver import Resolver


@pytest.mark.parametrize(
    ("call", "error", "said"),
    [
        (lambda: resolve(None), TypeError, "a name must be text, not NoneType"),
        (lambda: resolve(b"Pokrovsk"), TypeError, "a name must be text, not bytes"),
        (lambda: toponyms.resolve_many(["Toretsk", None]), TypeError, "a name must be text, not NoneType"),
        (lambda: resolve("Pokrovsk", limit=-1), ValueError, "limit must be None or a number from 0, not -1"),
        (lambda: resolve("Pokrovsk", lang=1), TypeError, 'lang must be a language tag such as "uk", not int'),
        (lambda: suggest(None), TypeError, "a prefix must be text, not NoneType"),
        (lambda: suggest("Pok", within="Atlantis"), UnknownPlace, 'no area is known as "Atlantis"'),
        (lambda: get(None), TypeError, "an id must be text, not NoneType"),
        (lambda: get("Pokrovsk"), UnknownPlace, 'no place has the id "Pokrovsk"; resolve() finds the id of a name'),
        (lambda: Gazetteer.load(accept=1.01), ValueError, "accept is a probability from 0 to 1, not 1.01"),
        (lambda: Gazetteer.load(doubt=-0.1), ValueError, "doubt is a probability from 0 to 1, not -0.1"),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused(call: Callable[[], Any], error: type[Exception], said: str) -> None:
    with pytest.raises(error) as raised:
        call()
    assert said in str(raised.value)


@pytest.mark.parametrize(("accept", "doubt"), [(0, 0), (1, 1)])
def test_the_ends_of_the_thresholds_are_allowed(accept: float, doubt: float) -> None:
    answer = Gazetteer.load(accept=accept, doubt=doubt).resolve("Kramatosrk")
    assert bool(answer) == (not accept)  # nothing is surer than certain


@pytest.mark.parametrize("limit", [0, 1, 5, 40, None])
@pytest.mark.parametrize("name", ["Ivanivka", "Kramatosrk", "Pokrovsk and Myrnohrad", "qqqqqq"])
def test_a_limit_shortens_the_candidates_and_nothing_else(name: str, limit: int | None) -> None:
    whole, answer = resolve(name, limit=None), resolve(name, limit=limit)
    assert answer.candidates == whole.candidates[:limit]
    assert (answer.id, answer.total, answer.ambiguous) == (whole.id, whole.total, whole.ambiguous)
    assert whole.total == len(whole.candidates)


@pytest.mark.parametrize("name", ["Ivanivka", "Pokrovsk", "Ivanivka and Pokrovsk"])
def test_unless_told_otherwise_five_are_shown(name: str) -> None:
    resolver = Resolver(default()._world)
    assert len(resolve(name).candidates) == len(resolver.resolve(name).candidates) == min(5, resolve(name).total)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Pokrovsk", '"Pokrovsk" stands for Pokrovsk (city, Donetsk Oblast; pokrovsk-donetsk).'),
        ("Ivanivka", '"Ivanivka" fits 1'),
        ("qqqqqq", 'No place is known as "qqqqqq"'),
    ],
)
def test_without_candidates_an_answer_is_explained_too(name: str, said: str) -> None:
    assert resolve(name, limit=0).explain().startswith(said)


@pytest.mark.parametrize(
    "code",
    ["pokrovsk-donetsk", "UA14160210010099403", "UA1416021001"],
)
def test_a_place_is_got_by_its_id_and_its_official_codes(code: str) -> None:
    assert get(code).id == "pokrovsk-donetsk"


@pytest.mark.parametrize(("size", "want"), [(200, "pokrovsk-donetsk"), (201, None)])
def test_no_name_is_longer_than_two_hundred_characters(size: int, want: str | None) -> None:
    assert resolve("Pokrovsk".ljust(size)).id == want


@pytest.mark.parametrize("name", ["Pokrovsk", "Ivanivka", "Kramatosrk"])
def test_an_area_may_be_a_place(name: str) -> None:
    area = get("donetsk-oblast")
    assert resolve(name, within=area).to_dict() == resolve(name, within=area.id).to_dict()


def test_suggestions_lie_within_the_area() -> None:
    assert {match.place.id for match in suggest("Ivan", limit=50)} > {"ivano-frankivsk-ivano-frankivsk"}
    inside = suggest("Ivan", within="Donetsk Oblast", limit=50)
    assert inside
    assert all("donetsk-oblast" in match.place.parents for match in inside)
    assert [len(suggest("Ivan", limit=limit)) for limit in (0, 1, 7)] == [0, 1, 7]
    assert suggest("") == suggest("x" * 201) == suggest("'") == []


def test_a_pickled_gazetteer_is_opened_again_with_its_thresholds() -> None:
    assert pickle.loads(pickle.dumps(toponyms.gazetteer.default())) is toponyms.gazetteer.default()
    strict = pickle.loads(pickle.dumps(Gazetteer.load(accept=0.999)))
    assert strict.resolve("Kramatosrk").place is None
    assert len(strict) == len(toponyms.gazetteer.default())


def test_answers_are_equal_by_what_they_say() -> None:
    one, same, other = resolve("Toretsk"), resolve("Toretsk", fuzzy=False), resolve("Bakhmut")
    assert len({one, same, other}) == 2
    assert one == same != other
    assert one != "toretsk-donetsk"


def test_problems_come_through_processes() -> None:
    error = pickle.loads(pickle.dumps(GazetteerError("two problems", ["first", "second"])))
    assert (str(error), error.problems) == ("two problems", ("first", "second"))


@pytest.mark.parametrize(
    ("systems", "declined", "wanted", "unwanted"),
    [
        (1, False, {"Красноармейск", "Krasnoarmeysk"}, {"Krasnoarmejsk", "Красноармейска"}),
        (None, False, {"Krasnoarmeysk", "Krasnoarmejsk"}, {"Красноармейска"}),
        (0, True, {"Красноармейск", "Красноармейска", "Красноармейском"}, {"Krasnoarmeysk"}),
    ],
)
def test_spellings(systems: int | None, declined: bool, wanted: set[str], unwanted: set[str]) -> None:
    former = next(n for n in get("pokrovsk-donetsk").names if n.text == "Красноармейск")
    found = spellings(former, systems=systems, declined=declined)
    texts = [name.text for name in found]
    assert found[0] == former
    assert len(set(texts)) == len(texts)
    assert wanted <= set(texts)
    assert not unwanted & set(texts)
    # A romanisation says by which system; both keep until when the name was in force.
    assert all((name.kind == "romanised") == (name.system is not None) for name in found)
    assert {name.until for name in found} == {former.until}


def test_an_english_name_is_spelt_in_one_way() -> None:
    name = next(n for n in get("pokrovsk-donetsk").names if n.lang == "en")
    assert spellings(name, systems=None, declined=True) == (name,)

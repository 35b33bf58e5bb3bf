"""Slips and what is none: costs by kind, endings that make another name, and that more edits never cost less."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toponyms import fold, resolve, slips
from toponyms.slips import compact, cost, likelihood, turns_ending

KEYS = st.text("abdeghiklmnoprstuvyz", min_size=6, max_size=14)
EVEN = 0.05  # at least this likely counts as a slip


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("kramatosrk", "kramatorsk"),
        ("bakmut", "bakhmut"),
        ("bahkmut", "bakhmut"),
        ("bakhrnut", "bakhmut"),
        ("mariupool", "mariupol"),
        ("mariupl", "mariupol"),
        ("avdiivvka", "avdiivka"),
        ("slovianak", "sloviansk"),
        ("khersob", "kherson"),
        ("zaporizhia", "zaporizhzhia"),
        ("vugledar", "vuhledar"),
        ("lokhvyia", "lokhvytsia"),
        ("selidovo", "selydovo"),
        ("severodonetsk", "sieverodonetsk"),
    ],
)
def test_these_are_slips(asked: str, name: str) -> None:
    assert likelihood(asked, name) >= EVEN


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("romanova", "romanivka"),
        ("romanova", "romanove"),
        ("petrova", "petrove"),
        ("ivanova", "ivanivka"),
        ("kuznetsov", "kuznetsovka"),
        ("pokrovskyi", "pokrovske"),
        ("sergeenko", "sergeenkove"),
        ("berlin", "merlin"),
        ("madrid", "malyn"),
        ("olena", "alona"),
    ],
)
def test_these_make_another_name(asked: str, name: str) -> None:
    assert likelihood(asked, name) < EVEN


@pytest.mark.parametrize(
    ("likely", "unlikely", "name"),
    [
        ("kramatosrk", "kramatopsk", "kramatorsk"),  # swapped, and a letter far off
        ("kherrson", "khevrson", "kherson"),  # doubled, and one too many
        ("bakhrnut", "bakhpput", "bakhmut"),  # what a scanner reads, and what none does
        ("mariupl", "mariupxl", "mariupol"),  # a vowel dropped, and turned into something odd
        ("sloviansj", "slovianst", "sloviansk"),  # the key beside, and one far off
        ("kharkiw", "wharkiv", "kharkiv"),  # the last letter, and the first
        ("gorlovka", "torlovka", "horlovka"),  # what romanisations confuse, and what they do not
    ],
)
def test_what_people_get_wrong_costs_less(likely: str, unlikely: str, name: str) -> None:
    assert cost(likely, name) < cost(unlikely, name)


@pytest.mark.parametrize(
    ("asked", "name", "parts"),
    [
        # One slip: what it is, and that its place in the name does not matter.
        ("bakhmtu", "bakhmut", "SWAPPED"),
        ("bkahmut", "bakhmut", "SWAPPED"),
        ("abkhmut", "bakhmut", "SWAPPED FIRST"),
        ("tertnivka", "terntivka", "SWAPPED"),
        ("odesa", "odessa", "DOUBLED"),
        ("khersonn", "kherson", "DOUBLED"),
        ("velykanovosilka", "velyka novosilka", "DOUBLED"),  # a space is lost as easily
        ("harkiv", "kharkiv", "DROPPED FIRST"),
        ("rkharkiv", "kharkiv", "ADDED FIRST"),
        ("karkiv", "kharkiv", "KINDRED"),  # an h that only romanises
        ("gorlivka", "horlivka", "KINDRED FIRST"),
        ("kherhson", "kherson", "ADDED"),  # and one that does not
        ("lman", "lyman", "KINDRED"),
        ("bakhmt", "bakhmut", "LOST_VOWEL"),
        ("bukhmut", "bakhmut", "VOWEL"),
        ("lymar", "lyman", "OTHER"),
        ("lymam", "lyman", "NEIGHBOUR"),
        ("khefson", "kherson", "NEIGHBOUR"),  # the key below
        ("mafiupol", "mariupol", "NEIGHBOUR"),
        ("khezson", "kherson", "OTHER"),
        ("mxriupol", "mariupol", "OTHER"),
        ("bakbmut", "bakhmut", "NEIGHBOUR"),
        ("mariupoi", "mariupol", "SCANNED"),
        # Two and more: each by itself, unless two edits are one slip.
        ("karmatosrk", "kramatorsk", "SWAPPED SWAPPED"),
        ("mariupolkx", "mariupol", "ADDED ADDED"),
        ("pramatosrk", "kramatorsk", "OTHER FIRST SWAPPED"),
        ("kxamatosrk", "kramatorsk", "OTHER SWAPPED"),
        ("praxatosrk", "kramatorsk", "OTHER FIRST OTHER SWAPPED"),
        ("bakhrnut", "bakhmut", "SCANNED"),
        ("temovka", "ternovka", "SCANNED"),
        ("bakhrnutt", "bakhmut", "SCANNED DOUBLED"),
        ("rnariupoi", "mariupol", "SCANNED FIRST SCANNED"),
        ("tterrnovkaa", "ternovka", "DOUBLED DOUBLED DOUBLED"),
        ("txemovka", "ternovka", "ADDED SCANNED"),
        ("avdviika", "avdiivka", "ADDED DROPPED"),  # too far for letters that change places
        ("temrovka", "ternovka", "ADDED DROPPED"),  # an m, and yet no scanner's
        ("bakhrnmut", "bakhmut", "ADDED ADDED"),
        ("lyrn", "lyman", "OTHER LOST_VOWEL"),
        ("bakhtnut", "bakhmut", "ADDED NEIGHBOUR"),
        ("kharniv", "kharkiv", "OTHER"),
        ("bramatosrk", "kramatorsk", "OTHER FIRST SWAPPED"),  # the first letter counts, before the right one or after
        ("ankharkiv", "kharkiv", "LOST_VOWEL ADDED FIRST"),
        ("bahkxmut", "bakhmut", "ADDED KINDRED"),  # no swap where letters behind differ
        ("tesovka", "ternovka", "OTHER DROPPED"),  # of rn, but for nothing that looks like it
        ("omivka", "ornivka", "SCANNED"),
        # A Cyrillic letter that is missing is one slip, be it two Latin letters or one.
        ("lokhvyia", "lokhvytsia", "DROPPED"),
        ("bila erkva", "bila tserkva", "DROPPED"),
        ("zaporiia", "zaporizhzhia", "DOUBLED DOUBLED"),
        ("iuzhne", "yuzhne", ""),  # one letter, by two systems
    ],
)
def test_a_slip_costs_what_its_kind_does(asked: str, name: str, parts: str) -> None:
    assert cost(asked, name) == pytest.approx(sum(getattr(slips, part) for part in parts.split()))


@pytest.mark.parametrize(("one", "other"), [("petrova", "petrove"), ("romaniv", "romanivka"), ("ivanove", "ivanovka")])
def test_endings_turn_both_ways(one: str, other: str) -> None:
    assert turns_ending(one, other)
    assert turns_ending(other, one)


def test_a_cyrillic_letter_is_one_slip() -> None:
    assert fold("Лохвия") == "lokhvyia"
    assert cost("lokhvyia", "lokhvytsia") <= cost("lokhvyia", "lokhvytia") + cost("lokhvytia", "lokhvytsia")
    assert len(compact("lokhvytsia")) == len(compact("lokhvyia")) + 1


@given(KEYS)
def test_no_edit_costs_nothing(key: str) -> None:
    assert cost(key, key) == 0.0
    assert likelihood(key, key) == 1.0


@given(KEYS, KEYS)
def test_a_likelihood_is_a_share(asked: str, name: str) -> None:
    assert 0.0 <= likelihood(asked, name) <= 1.0


@given(KEYS, st.data())
def test_more_edits_never_score_higher(key: str, data: st.DataObject) -> None:
    """Letters that no key has stand apart from all others, so that every replacement is an edit of its own."""
    places = data.draw(st.lists(st.integers(1, len(key) - 1), min_size=2, max_size=4, unique=True))
    before = 1.0
    asked = key
    for place in places:
        asked = asked[:place] + "q" + asked[place + 1 :]
        now = likelihood(asked, key)
        assert now <= before
        before = now


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["Kramatorsk", "Bakhmut", "Avdiivka", "Sievierodonetsk", "Zaporizhzhia"]), st.data())
def test_the_answer_never_gets_surer_with_more_edits(name: str, data: st.DataObject) -> None:
    places = data.draw(st.permutations(range(2, len(name), 2)))[:3]  # apart: "qq" would count as one letter doubled
    asked, before = name, 1.0
    for place in places:
        asked = asked[:place] + "q" + asked[place + 1 :]
        want = resolve(name).id
        now = max((match.score for match in resolve(asked).candidates if match.place.id == want), default=0.0)
        assert now <= before + 1e-9
        before = now

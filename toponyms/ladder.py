"""The ladder: from a key to the places that it may stand for.

It stops at the first step that answers: an equal key → a romanisation by a known system → a case form → an equal
skeleton or one edit → two edits. Decoys (words and surnames that look like names) stop after the second step.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable
from typing import NamedTuple

from toponyms import score
from toponyms.hints import Hints, nearness
from toponyms.index.layout import BARE, MIXED, SYSTEM
from toponyms.index.read import Posting
from toponyms.index.world import World
from toponyms.slips import likelihood
from toponyms.text.decoys import is_decoy, surname_shape
from toponyms.text.keys import fold, fold_words, is_cyrillic, skeleton
from toponyms.text.russian import in_ukrainian

Keys = Collection[tuple[str, list[Posting]]]  # keys with their names


class Hit(NamedTuple):
    """A place that a name may stand for, before anything of it is decoded."""

    weight: float
    name: int
    how: int
    step: str
    key: str = ""  # of the name, where it differs from that of the question
    strength: float = 0.0  # against "nothing on record", for names that are not on record as they are written


def climb(
    world: World, name: str, key: str, hints: Hints | None, fuzzy: bool, *, on_record: bool = True
) -> tuple[list[Hit], float]:
    """Find the places that a name may stand for.

    Args:
        world: The names and places.
        name: The name as written.
        key: Its key, not empty.
        hints: What else is known of the place.
        fuzzy: Whether names with slips are wanted.
        on_record: False if it is known that no name on record has the key.

    Returns:
        The candidates of the first step that answers, likeliest first, and the weight of "nothing on record".
    """
    share = 1.0 if hints is None else hints.share
    hits = exact(world, name, key, hints, fuzzy) if on_record else []
    if hits:
        return hits, nothing_recorded(hits[0].how, key) * share
    skel = skeleton(key)
    alike = world.by_skeleton(skel)
    if alike:
        hits = _by_rule(world, alike, key, hints)
        if hits:
            return hits, _nothing_by_rule(key) * share
    hits = _in_russian(world, key, hints) if fuzzy else []
    if hits:
        return hits, score.nothing(score.NOTHING_RUSSIAN, key) * share * _dampened(hits)
    decoy = is_decoy(key) is not None
    if decoy:
        # Asked for within an area, a decoy is more likely a place than elsewhere. Otherwise the names that it may be a
        # free romanisation of are shown, and none is chosen.
        if hints is None or hints.areas is None:
            hits = _near(world, key, alike, {text for text, _ in alike}, 1, hints)
            if hits or not fuzzy:
                return hits, sum(hit.weight for hit in hits) * score.NOTHING_DECOY
            return _retyped(world, name, hints)
        share *= score.NOTHING_DECOY
    elif not name.isascii():
        hits = _by_case(world, name, key, hints)
        if hits:
            nothing = score.nothing(score.NOTHING_INFLECTED, key) * share
            if surname_shape(key) and (hints is None or hints.areas is None):
                # "Николаева" is as likely a woman as the genitive of a town.
                nothing = max(nothing, sum(hit.weight for hit in hits))
            return hits, nothing
    if not fuzzy:
        return [], 0.0
    if hints is not None and hints.areas is not None and world.exact(key):
        share *= score.NOTHING_ELSEWHERE
    hits, nothing = [], 0.0
    for edits, step_weight in ((1, score.NOTHING_ONE_EDIT), (2, score.NOTHING_TWO_EDITS)):
        hits = _fuzzy(world, key, skel, alike if edits == 1 else (), edits, hints)
        if hits:
            nothing = score.nothing(step_weight, key) * share * _dampened(hits)
            if hints is not None and hints.areas is not None:
                # Who names the area names a place: a free romanisation inside it is hardly a stranger.
                nothing *= score.ALIKE_WITHIN if hits[0].step == "romanised" else 1.0
            elif hits[0].step == "fuzzy" and not is_cyrillic(name):
                from toponyms.text.foreign import foreign_odds

                nothing *= foreign_odds(key)
            break
        if len(key) < score.LEAST_FOR_TWO_EDITS:
            break
    if not hits or hits[0].weight < nothing:
        others, weight = _retyped(world, name, hints)
        if others and (not hits or others[0].weight * nothing > hits[0].weight * weight):
            return others, weight
    return hits, nothing


def nothing_recorded(how: int, key: str) -> float:
    """Return the weight of "nothing" for a key of the index: of a name on record, or of a romanisation of one."""
    if how & BARE and key.endswith("aia"):  # tables have hromadas as "Nikolska"; «Никольская» alone is oftener a woman
        return score.NOTHING_RULE_DECOY
    return _nothing_by_rule(key) if how & SYSTEM else score.NOTHING_EXACT


def _nothing_by_rule(key: str) -> float:
    """Return the weight of "nothing" for a key that follows by rule: more if it is a word or may be a surname."""
    if is_decoy(key) is not None:
        return score.NOTHING_RULE_DECOY
    return score.NOTHING_RULE_SURNAME if surname_shape(key) else score.NOTHING_RULE


def _retyped(world: World, name: str, hints: Hints | None) -> tuple[list[Hit], float]:
    """Find names that the same keys give with another keyboard layout switched on, and weigh "nothing"."""
    from toponyms.text.layouts import is_readable, retyped

    if is_readable(name):
        return [], 0.0
    found = []
    for reading in retyped(name):
        key = fold(reading)
        if len(key) < score.LEAST_RETYPED:
            continue
        hits = exact(world, reading, key, hints)
        if hits:
            found += [hit._replace(step="fuzzy", key=key, strength=hit.weight**score.POWER_ONE_EDIT) for hit in hits]
        else:
            found += [
                hit._replace(
                    step="fuzzy", weight=hit.weight * score.RETYPED_SLIP, strength=hit.strength * score.RETYPED_SLIP
                )
                for hit in _near(world, key, _one_edit(world, key), (), 1, hints)
            ]
    found = _weighed(world, found, None)
    return found, score.NOTHING_RETYPED * _dampened(found) if found else 0.0


def _one_edit(world: World, key: str) -> Keys:
    return [(text, world.postings_at(handle)) for text, handle in world.near_keys(key, 1)]


def exact(world: World, name: str, key: str, hints: Hints | None, fuzzy: bool = True) -> list[Hit]:
    """Find names with the key, as recorded or by a system that happens to give it; and those a Russian ending hides."""
    postings = recorded(world, name, key)
    rows = [Hit(weight, number, how, "folded") for number, weight, how in postings]
    others = _in_russian(world, key, None) if rows and fuzzy else []
    if others or hints is not None:
        rows += others
        rows = _weighed(world, rows, hints)
    return _as_written(world, name, rows) if rows and rows[0].how & MIXED else rows


def _in_russian(world: World, key: str, hints: Hints | None) -> list[Hit]:
    """Find names that a Russian text would give the ending of this key."""
    other = in_ukrainian(key)
    if not other:
        return []
    found = [
        Hit(w * score.RUSSIAN, number, how, "fuzzy", other, w**score.POWER_ONE_EDIT * score.RUSSIAN)
        for number, w, how in _recorded(world.exact(other))
    ]
    return _weighed(world, found, hints)


def recorded(world: World, name: str, key: str) -> list[Posting]:
    """Return the names with a key; what is written in Cyrillic is no romanisation."""
    postings = world.exact(key)
    if not name.isascii() and any([how & SYSTEM for _, _, how in postings]) and is_cyrillic(name):
        return [posting for posting in postings if not posting[2] & SYSTEM]
    return postings


def is_word_of_acronym(world: World, name: str, key: str, postings: list[Posting]) -> bool:
    """Tell whether all that is on record are acronyms, and a word was written: an "ark" is no АРК."""
    if name.isupper() or is_decoy(key) is None:
        return False
    return all(world.name(number).text.isupper() for number, _, _ in postings)


def _as_written(world: World, name: str, hits: list[Hit]) -> list[Hit]:
    """Let a Ukrainian place with the very writing win over towns abroad whose name only folds to the same key.

    "Niu-York" is the name of a Ukrainian settlement, and would be New York only for who romanises its Ukrainian name.
    The reverse does not hold: "Dzerzhinsk" is the English name of a Russian town, and mostly means Toretsk.
    """
    places = [world.place(world.place_of(hit.name)) for hit in hits]
    has = [any(known.text == name for known in place.names) for place in places]
    if not any(written and place.country == "UA" for written, place in zip(has, places, strict=True)):
        return hits
    weighed = [
        hit if written or place.country == "UA" else hit._replace(weight=hit.weight * score.FOLDED)
        for hit, written, place in zip(hits, has, places, strict=True)
    ]
    return sorted(weighed, key=likeliest_first)


def _by_rule(world: World, rows: Keys, key: str, hints: Hints | None) -> list[Hit]:
    """Find names of which the key is a romanisation by a known system."""
    from toponyms.text.forms import most_usual, system_of

    found = []
    for _, postings in rows:
        system = most_usual(system_of(text, lang, key) for text, lang in _spellings(world, postings))
        if system:
            weight = score.ROMANISED
            found += [Hit(w * weight, number, system, "romanised") for number, w, _ in _recorded(postings)]
    return _weighed(world, found, hints)


def _by_case(world: World, form: str, key: str, hints: Hints | None) -> list[Hit]:
    """Find names of which what was written is a case form."""
    from toponyms.text.forms import is_case_form
    from toponyms.text.lemmas import languages

    found = []
    for lang in languages(form):
        for other in dict(nominative_keys(world, form, lang)):
            postings = world.exact(other)
            if postings and any(is_case_form(text, lang, key) for text, lang in _spellings(world, postings)):
                found += [Hit(w * score.INFLECTED, number, 0, "inflected") for number, w, _ in _recorded(postings)]
    return _weighed(world, found, hints)


def nominative_keys(world: World, form: str, lang: str) -> list[tuple[str, str]]:
    """Return the keys of the nominatives that a form may come from, each with the nominative."""
    from toponyms.text.lemmas import first_nominatives, nominatives

    first = first_nominatives(form, lang)
    if first and world.first_words.isdisjoint(fold_words(first)):
        return []  # most words side by side begin no name, and have hundreds of nominatives together
    lemmas = nominatives(form, lang)
    return list(zip(fold_words(lemmas), lemmas, strict=True))


def _recorded(postings: list[Posting]) -> list[Posting]:
    """Leave out what is no name on record: romanisations, and bare adjectives of areas."""
    return [posting for posting in postings if not posting[2] & ~MIXED]


def _spellings(world: World, postings: list[Posting]) -> list[tuple[str, str]]:
    """Return the Cyrillic names behind a key: they are written alike, so a few speak for all."""
    found: dict[tuple[str, str], None] = {}
    for number, _, _ in _recorded(postings)[:8]:
        name = world.name(number)
        if name.lang in ("uk", "ru"):
            found[name.text, name.lang] = None
    return list(found)


def _fuzzy(world: World, key: str, skel: str, alike: Keys, edits: int, hints: Hints | None) -> list[Hit]:
    """Find names that lie near: with an equal skeleton, or within so many edits of key or skeleton."""
    near = dict(alike)
    for text, handle in world.near_keys(key, edits):
        if text not in near:
            near[text] = world.postings_at(handle)
    if (not near or edits > 1) and len(skel) > edits + 2:  # shorter skeletons lie near everything
        for _, at in world.near_skeletons(skel, edits):
            for text, handle in world.keys_at(at):
                if text not in near:
                    near[text] = world.postings_at(handle)
    return _near(world, key, near.items(), {text for text, _ in alike}, edits, hints)


def _near(
    world: World, key: str, near: Iterable[tuple[str, list[Posting]]], same: Container[str], edits: int,
    hints: Hints | None,
) -> list[Hit]:  # fmt: skip
    """Weigh names that are not written like the key; `same` are those with its skeleton."""
    power = score.POWER_ONE_EDIT if edits == 1 else score.POWER_TWO_EDITS
    found = []
    for text, postings in near:
        factor = likelihood(key, text) * score.clipped(key, text)
        step = "romanised" if text in same else "fuzzy"
        found += [
            Hit(w * factor, number, how, step, text, w**power * factor) for number, w, how in postings if not how & BARE
        ]
    return _weighed(world, found, hints)


def _weighed(world: World, hits: list[Hit], hints: Hints | None) -> list[Hit]:
    """Apply the hints, keep the best name of each place, and put the likeliest first."""
    if hints is None and len(hits) < 2:
        return hits
    best: dict[int, Hit] = {}
    for hit in hits:
        place = world.place_of(hit.name)
        if hints is not None:
            if not hints.admits(world, place):
                continue
            factor = hints.weigh(world, place, hit.name)
            hit = hit._replace(weight=hit.weight * factor, strength=hit.strength * factor)
        known = best.get(place)
        if known is None or hit.weight > known.weight:
            best[place] = hit
    ranked = sorted(best.values(), key=likeliest_first)
    if hints is not None and hints.near is not None and ranked:
        # A point says which of several is meant, and not that none is: against "nothing" the best keeps its weight.
        near = nearness(hints.near, world.coordinates(world.place_of(ranked[0].name)))
        ranked = [hit._replace(weight=hit.weight / near, strength=hit.strength / near) for hit in ranked]
    return ranked


def likeliest_first(hit: Hit) -> tuple[float, int]:
    """Sort key: by weight, and what weighs the same by its number, so that the same question gives the same order."""
    return -hit.weight, hit.name


def _dampened(hits: list[Hit]) -> float:
    """Return what turns the weight of "nothing" into the units of the candidates.

    Among the candidates the full prior decides, but against "nothing" a big town counts for less: a word far off is
    not meant for Kyiv because Kyiv is big.
    """
    return sum(hit.weight for hit in hits) / sum(hit.strength for hit in hits)

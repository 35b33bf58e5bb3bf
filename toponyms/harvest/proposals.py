"""What a harvest is worth: names good enough to propose, what speaks against each, and YAML for a person to review.

The YAML has the form of the gazetteer, so that lines can be taken over as they are. All that is no data is comments.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from toponyms.harvest import CONTEXTS, Harvest, Sighting
from toponyms.model import Match, Place
from toponyms.resolver import alikeness
from toponyms.text.decoys import is_decoy, place_shape, surname_odds, surname_shape
from toponyms.text.forms import is_case_form, system_of
from toponyms.text.homographs import meanings
from toponyms.text.keys import fold, is_cyrillic
from toponyms.text.lemmas import languages, nominatives

RULES = {
    "words": "a gloss in words",
    "brackets": "a gloss in brackets",
    "slash": "a gloss with a slash",
    "near-miss": "a near-miss, in a text that names the town",
    "romanisation": "a spelling that sounds alike, by no known system",
}
_MISSPELT = 0.6  # as alike as this to a name on record, it is a form of that name rather than another name
_WRONG_KIND = {"word": "a word", "surname": "a surname", "first-name": "a first name", "foreign-town": "a town abroad"}
_ENGLISH = re.compile(r"\b(?:the|of|and|in|to|is|was)\b")
_LETTERS = {"uk": re.compile("[іїєґІЇЄҐ]"), "ru": re.compile("[ыэёъЫЭЁЪ]")}
_HEAD = """\
# Proposed by `toponyms harvest`, for a person to review: nothing has been added to any gazetteer. Delete what is wrong;
# take over what is right, with a source, by `toponyms add` or by hand; `toponyms check` judges the result.
"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name that is proposed.

    Attributes:
        text: The name.
        lang: Its language, where the letters or the text around it tell.
        place: The place; None for a pair, of which neither name is on record.
        other: The other name of a pair.
        list: Where it would stand: "also" or "misspellings".
        weak: Whether it is a surname or a word too.
        counts: The rules that found it, each with how often.
        documents: In how many documents.
        contexts: Up to three texts around it.
        against: What speaks against it.
    """

    text: str
    lang: str | None
    place: Place | None
    other: str
    list: str
    weak: bool
    counts: tuple[tuple[str, int], ...]
    documents: int
    contexts: tuple[str, ...]
    against: tuple[str, ...]


def propose(harvest: Harvest, least: int = 2) -> list[Proposal]:
    """Judge what a harvest has found.

    Args:
        harvest: What was seen.
        least: How often a near-miss or a romanisation must have been seen; one gloss is enough.

    Returns:
        Proposals, by place and then from the most frequent on; pairs come last.
    """
    worthy = [one for one in _merged(harvest.sightings()) if _is_worthy(one, least)]
    new = [one for one in worthy if one.place is None or not harvest.is_known(one.text, one.place)]
    found = _related([_proposal(harvest, one) for one in new])
    return sorted(found, key=lambda one: (
        one.place is None, one.place.id if one.place else "", -sum(count for _, count in one.counts), one.text,
    ))  # fmt: skip


def yaml_lines(proposals: Sequence[Proposal]) -> Iterator[str]:
    """Write proposals as lines of YAML in the form of the gazetteer."""
    yield from _HEAD.splitlines()
    groups: dict[str, list[Proposal]] = defaultdict(list)
    for one in proposals:
        groups[one.place.id if one.place else ""].append(one)
    pairs = groups.pop("", [])
    for group in groups.values():
        yield from _entry(group)
    if pairs:
        yield ""
        yield "# Pairs of which neither name is on record. Find the place; then both can be added to it."
        for one in pairs:
            yield f"# {one.text} / {one.other}"
            yield from (f"#   {said}" for said in _remarks(one))
    if not proposals:
        yield "# Nothing was found to propose."


def _related(found: list[Proposal]) -> list[Proposal]:
    """Say of names in Latin letters that they follow by rule from a Cyrillic one that is proposed too."""
    cyrillic: dict[str, list[str]] = defaultdict(list)
    for one in found:
        if one.place is not None and is_cyrillic(one.text):
            cyrillic[one.place.id].append(one.text)
    told = []
    for one in found:
        for name in cyrillic[one.place.id] if one.place is not None else ():
            if name != one.text and any(system_of(name, lang, fold(one.text)) for lang in languages(name)):
                said = f'it follows by rule from "{name}", proposed too, and needs no line of its own'
                one = replace(one, against=(said, *one.against))
                break
        told.append(one)
    return told


def _is_worthy(seen: Sighting, least: int) -> bool:
    if seen.rules["words"]:
        return True
    if seen.rules["brackets"] or seen.rules["slash"]:
        return seen.supported
    return seen.rules.total() >= least


def _merged(seen: list[Sighting]) -> list[Sighting]:
    """Put case forms of one name together, under the nominative where it can be told."""
    groups: dict[str, list[Sighting]] = defaultdict(list)
    rest = []
    for one in seen:
        if one.place is None or not is_cyrillic(one.text):
            rest.append(one)
        else:
            groups[one.place.id].append(one)
    for group in groups.values():
        kept: list[Sighting] = []
        # The nominative is the shortest form, or as long as the others; only a form that looks like it takes others in.
        for one in sorted(group, key=lambda one: (surname_odds(fold(one.text)), len(one.text), -one.rules.total())):
            head = next((head for head in kept if _is_form(head.text, one.text)), None)
            if head is None:
                kept.append(replace(one, text=_nominative(one)))
            else:
                _absorb(head, one)
        rest += kept
    return rest


def _is_form(name: str, form: str) -> bool:
    return any(is_case_form(name, lang, fold(form)) for lang in languages(form))


def _nominative(seen: Sighting) -> str:
    """Guess the nominative of a name that stands beside one in another case; a name is left if nothing fits."""
    if not seen.inflected:
        return seen.text
    choices = [
        (surname_odds(fold(lemma)), len(lemma), lemma)
        for lang in languages(seen.text)
        for lemma in nominatives(seen.text, lang)
        if place_shape(fold(lemma)) and is_case_form(lemma, lang, fold(seen.text))
    ]
    if not choices:
        return seen.text
    return re.sub(r"(?:^|(?<=[ -]))\w", lambda first: first[0].upper(), min(choices)[2])


def _absorb(head: Sighting, other: Sighting) -> None:
    head.rules += other.rules
    head.documents += other.documents
    head.contexts = [*head.contexts, *other.contexts][:CONTEXTS]
    head.supported = head.supported or other.supported
    head.old = head.old or other.old


def _proposal(harvest: Harvest, seen: Sighting) -> Proposal:
    place = seen.place
    key = fold(seen.text)
    alike = max((alikeness(key, fold(name.text)) for name in place.names), default=0.0) if place else 0.0
    misspelt = alike >= _MISSPELT
    names = [seen.text, *([seen.other] if seen.other else [])]
    kinds = {name: _kinds(name) for name in names}
    against = []
    if seen.old:
        against.append("a text calls it the former name: if it was official, it belongs under `former`, with its dates")
    for name in names:
        against += _owners(harvest, name, place)
        if kinds[name]:
            against.append(f'"{name}" is also {" and ".join(kinds[name])}: it needs evidence in running text')
        elif surname_shape(fold(name)):
            against.append(f'"{name}" ends as surnames do')
    if place is not None and seen.inflected and not _is_among(seen.text, seen.contexts):
        against.append("the texts have it in another case only: this nominative is a guess")
    if not seen.rules["words"] and seen.rules["brackets"] and not misspelt:
        against.append("brackets may also hold a town near by")
    if set(seen.rules) == {"slash"} and not misspelt:
        against.append("a slash also joins two places")
    language = _language(seen, misspelt=misspelt)
    if place is not None and language is None and not misspelt:
        against.append("the texts do not tell its language: `also` wants a language tag")
    if seen.documents == 1:
        against.append("one document only")
    return Proposal(
        seen.text, language, place, seen.other, "misspellings" if misspelt else "also",
        any(kinds.values()), tuple(seen.rules.most_common()), seen.documents, tuple(seen.contexts), tuple(against),
    )  # fmt: skip


def _is_among(name: str, contexts: Sequence[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", context) for context in contexts)


def _kinds(name: str) -> list[str]:
    key = fold(name)
    found = {is_decoy(key), *meanings(name)} if " " not in key else set()
    if place_shape(key):
        found.discard("word")  # the lists fold much together: for them Dzerzhinsk is a word
    return [said for kind, said in _WRONG_KIND.items() if kind in found]


def _owners(harvest: Harvest, name: str, place: Place | None) -> Iterator[str]:
    """Say which other places have a name, or one near it."""
    exact = harvest.gazetteer.resolve(name, fuzzy=False, limit=None)
    owners = [match for match in exact.candidates if match.place != place and match.similarity == 1]
    if owners:
        yield f'"{name}" is a name of {_listed(owners)}'
        return
    near = [m for m in harvest.gazetteer.resolve(name).candidates if m.place != place and m.similarity >= 0.85]
    if near:
        yield f'"{name}" is nearly a name of {_listed(near)}'


def _listed(matches: Sequence[Match]) -> str:
    ids = [match.place.id for match in matches]
    more = len(ids) - CONTEXTS
    return ", ".join(ids[:CONTEXTS]) + (f" and {more} more place{'s' * (more > 1)}" if more > 0 else "")


def _language(seen: Sighting, *, misspelt: bool) -> str | None:
    """Tell the language of a name by its letters, then by the texts around it; a misspelling needs none."""
    if misspelt:
        return None
    around = " ".join(seen.contexts)
    if is_cyrillic(seen.text):
        possible = languages(seen.text)
        counted = {lang: len(_LETTERS[lang].findall(around)) for lang in possible}
        best = max(counted, key=lambda lang: counted[lang])
        return best if len(possible) == 1 or counted[best] > min(counted.values()) else None
    return "en" if _ENGLISH.search(around) else None


def _entry(group: Sequence[Proposal]) -> Iterator[str]:
    from toponyms.source.insert import item_rows, quoted  # the room that knows YAML; not before there is YAML to write

    place = group[0].place
    if place is None:
        return
    yield ""
    yield f"{place.id}:"
    names = {lang: text for lang in ("uk", "ru", "en") if (text := place.name_in(lang))}
    if "katottg" in place.ids:
        rows = {"uk": names.get("uk", place.name), "katottg": place.ids["katottg"]}
    else:
        rows = {**names, "kind": place.kind}
        rows |= {"in": place.parents[0]} if place.parents else {"country": place.country}
    yield from (f"  {name}: {quoted(value)}" for name, value in rows.items())
    for name in ("also", "misspellings"):
        items = sorted((one for one in group if one.list == name), key=_by_code_point)
        if items:
            yield f"  {name}:"
        for one in items:
            yield from (f"    # {said}" for said in _remarks(one))
            yield from item_rows({one.lang or "text": one.text}, {})
    weak = sorted({one.text for one in group if one.weak})
    if weak:
        yield "  weak:"
        yield from (f"    - {quoted(text)}" for text in weak)


def _by_code_point(one: Proposal) -> str:
    return f"{one.lang}: {one.text}" if one.lang else one.text


def _remarks(one: Proposal) -> Iterator[str]:
    counts = "; ".join(f"{RULES[rule]}: {_times(count)}" for rule, count in one.counts)
    yield f"{counts} (in {one.documents} document{'s' * (one.documents != 1)})"
    for context in one.contexts:
        yield f"“{context}”"
    for said in one.against:
        yield f"against: {said}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"

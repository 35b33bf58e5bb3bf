"""Other places of a text: those near a reading make it likelier, and one name has one reading in a text."""

from __future__ import annotations

from collections import defaultdict

from toponyms.evidence.anchors import GAIN, Anchors
from toponyms.evidence.case import Case
from toponyms.evidence.company import MOST, Company
from toponyms.evidence.doubts import EVIDENCE
from toponyms.evidence.lists import TOWN
from toponyms.evidence.relations import weigh_relations

_POWER = 1.9  # places named together lie together more often than one by one
_LIFT = 0.5  # how much of it counts against "no place here"
_ROUNDS = 2
_SURE = 0.75
_VETO = 4.0
_OWN_EVIDENCE = 20.0  # how much more evidence speaks for one reading than for another, to set a mention apart
_LISTED, _OBLAST = 5, 4.0  # so many names show where a text plays; what that adds to the factor
_SAID = EVIDENCE - {"listed"}  # words are listed, too
_SETTLED = 0.99  # such a case has no need of neighbours

_Point = tuple[float, float]


def neighbours(cases: list[Case]) -> None:
    """Make places likelier that lie near others the text names, and give one name one reading.

    Names that nothing tells apart share one list of weights from here on.
    """
    if len(cases) < 2:
        return
    alike = _alike(cases)
    _weigh_together([first for first, *_ in alike])
    for first, *others in alike:
        for case in others:
            case.weights = first.weights


def _alike(cases: list[Case]) -> list[list[Case]]:
    """Group the names that nothing in the text tells apart: one of each group is weighed for all."""
    targets = {id(relation.other) for case in cases for relation in case.relations}
    groups: dict[object, list[Case]] = {}
    for case in cases:
        if not case.area:
            single = bool(case.relations) or id(case) in targets
            sign = id(case) if single else (id(case.readings), case.nothing, *case.weights)
            groups.setdefault(sign, []).append(case)
    return list(groups.values())


def _weigh_together(cases: list[Case]) -> None:
    groups = _by_name(cases)
    _same_name(groups)
    wanting = [case for case in cases if _best(case)[1] < _SETTLED and not _is_vetoed(case)]
    related = [case for case in cases if case.relations]
    if (not wanting and not related) or all(map(_only_word, cases)):
        return
    base = [list(case.weights) for case in wanting]
    asking = {
        reading.cells[0]
        for case in wanting
        if len(case.readings) > 1
        for reading in case.readings[:MOST]
        if reading.cells and not reading.abroad
    }
    anchors = Anchors()
    for number in range(_ROUNDS):
        anchors.set(_sure(cases))
        company = Company(_unsure(cases) if asking else (), asking)
        for case, weights in zip(wanting, base, strict=True):
            if anchors.places or len(case.readings) > 1:
                case.weights = _raised(case, weights, anchors, company)
        weigh_relations(related)
        _one_area(wanting, cases)
        _same_name(groups)
        if not number and all(_best(case)[1] > _SETTLED for case in wanting):
            break


def _raised(case: Case, weights: list[float], anchors: Anchors, company: Company) -> list[float]:
    """Return the weights of a name's readings, those raised that lie in good company."""
    key, alone = case.spot.key, len(weights) == 1
    found = list(case.weights)
    for at, (reading, weight) in enumerate(zip(case.readings, weights, strict=True)):
        point = reading.point
        if point is not None and not reading.abroad:
            factor = 1.0 + anchors.gain(reading.place, point)
            if not alone and at < MOST:
                factor += GAIN * company.share(reading.cells[0], key)
            found[at] = weight * factor**_POWER
    raised = sum(found) / (sum(weights) or 1.0)
    if raised > 1.0:  # company tells namesakes apart better than it tells a place from a person
        lift = raised ** (_LIFT - 1.0)
        return [weight * lift for weight in found]
    return found


def _one_area(wanting: list[Case], cases: list[Case]) -> None:
    """Make places likelier in the oblast where most of the others lie: a list rarely leaves it."""
    names: dict[str, Case] = {}
    for case in cases:
        names.setdefault(case.spot.key, case)
    if len(names) < _LISTED:
        return
    shares: dict[int | None, float] = defaultdict(float)
    for case in names.values():
        total = sum(case.weights) + case.nothing
        least = 0.01 * total
        for reading, weight in zip(case.readings[:MOST], case.weights, strict=False):
            if weight > least and reading.oblast is not None:
                shares[reading.oblast] += weight / total
    factors = {oblast: 1.0 + _OBLAST * share / len(names) for oblast, share in shares.items()}
    for case in wanting:
        pairs = zip(case.readings, case.weights, strict=True)
        case.weights = [weight * factors.get(reading.oblast, 1.0) for reading, weight in pairs]


def _best(case: Case) -> tuple[int, float]:
    """Return the likeliest reading of a case, and its share."""
    weights = case.weights
    best = max(weights)
    total = sum(weights) + case.nothing
    return weights.index(best), best / total if total else 0.0


def _sure(cases: list[Case]) -> dict[int, _Point]:
    """Return the places that the text surely names, with their points."""
    found: dict[int, _Point] = {}
    for case in cases:
        best, share = _best(case)
        reading = case.readings[best]
        if share > _SURE and reading.point is not None and not reading.abroad:
            found[reading.place] = reading.point
    return found


def _unsure(cases: list[Case]) -> list[Case]:
    """Return one case of each name that may stand for several places, none of them surely, if there are several."""
    found: dict[str, Case] = {}
    for case in cases:
        if len(case.readings) > 1 and case.spot.key not in found and _best(case)[1] <= _SURE:
            found[case.spot.key] = case
            if len(found) >= MOST:
                break
    return list(found.values()) if len(found) > 1 else []


def _only_word(case: Case) -> bool:
    """Tell whether a name is a village's and an ordinary word, with nothing but its capital for it.

    Where a text has no other names, these vouch for nothing: «Перемога буде за нами, а Надія помирає останньою» — in
    some oblast two villages called so lie near each other.
    """
    if "word" not in case.spot.meanings or not case.effects.isdisjoint(_SAID):
        return False
    return max(reading.weight for reading in case.readings) < TOWN


def _by_name(cases: list[Case]) -> list[list[Case]]:
    """Return the cases that have a name in common."""
    groups: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        groups[case.spot.key].append(case)
    return [group for group in groups.values() if len(group) > 1]


def _same_name(groups: list[list[Case]]) -> None:
    for group in groups:
        joint: dict[int, float] = {}
        # What stands beside one mention (a paper's title, an oblast) is not said of the others, nor taken from it. One
        # with its area behind it hears nothing of places outside: «Іванівка Уманського та Іванівка Одеського району».
        open_minded = [case for case in group if not _is_vetoed(case) and not _speaks_for_itself(case)]
        for case in group:
            if not _is_vetoed(case):
                for reading, weight in zip(case.readings, case.weights, strict=True):
                    if joint.get(reading.place, 0.0) < weight:
                        joint[reading.place] = weight
        for case in open_minded:
            pairs = zip(case.readings, case.weights, strict=True)
            inside = case.inside
            case.weights = [joint.get(r.place, 0.0) if not inside or r.place in inside else w for r, w in pairs]


def _is_vetoed(case: Case) -> bool:
    """Tell whether what stands beside a mention rules a place out, and does not only raise doubt."""
    return case.nothing > _VETO * sum(case.weights)


def _speaks_for_itself(case: Case) -> bool:
    """Tell whether evidence of its own, not the prior, has decided a mention."""
    if max(case.weights) <= _SURE * (sum(case.weights) + case.nothing):
        return False
    gains = [weight / r.weight for r, weight in zip(case.readings, case.weights, strict=True) if r.weight > 0]
    return max(gains) > _OWN_EVIDENCE * min(gains)

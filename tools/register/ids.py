"""Ids of the register: given once, never changed.

A settlement is `<name>-<oblast>`; namesakes in an oblast, all but a lone city among them, go on to
`<name>-<raion>-<oblast>`, then `<name>-<hromada>-<raion>-<oblast>`, then the last five digits of the code are added.
Areas are `<name>-oblast`, `<name>-raion`, `<name>-hromada-<oblast>`, `<name>-district-<city>`, made longer the same
way. A code that already has an id keeps it whatever the rules would say today.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SETTLEMENT_KINDS = frozenset({"city", "settlement", "village"})


@dataclass(frozen=True, slots=True)
class Unit:
    """What an id is made from.

    Attributes:
        katottg: The code of the unit.
        kind: The kind as the register writes it.
        slug: The unit's own name as a slug; of an area the nominal one ("pokrovsk" for Покровський).
        parents: The slugs of hromada, raion and oblast, those that the unit has, nearest first; of a city district
            the slug of its city and of its oblast.
        fixed: The id itself where a reviewed table gives it.
    """

    katottg: str
    kind: str
    slug: str
    parents: tuple[str, ...] = ()
    fixed: str = ""


@dataclass(slots=True)
class Minted:
    """The ids of all units, with how they came about.

    Attributes:
        ids: From code to id.
        steps: How many of the newly minted ids stopped at which step of their ladder, by kind of unit.
        recoded: New code → old code, for units that kept their id through a change of code.
        gone: Ids of the ledger whose unit is no longer there. They must not be given again.
    """

    ids: dict[str, str]
    steps: Counter[tuple[str, int]] = field(default_factory=Counter)
    recoded: dict[str, str] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)


def slug(name_en: str) -> str:
    """Turn an English name into the form it has in ids.

    >>> slug("Nova Kakhovka"), slug("Khutir-Mykhailivskyi"), slug("L'viv")
    ('nova-kakhovka', 'khutir-mykhailivskyi', 'lviv')
    """
    return "-".join(name_en.lower().translate(dict.fromkeys(map(ord, "'’ʼ`"), None)).split())


def ladder(unit: Unit) -> list[str]:
    """List the ids a unit may get, the shortest first.

    >>> ladder(Unit("UA14160210010099403", "city", "pokrovsk", ("pokrovsk", "pokrovsk", "donetsk")))
    ['pokrovsk-donetsk', 'pokrovsk-pokrovsk-donetsk', 'pokrovsk-pokrovsk-pokrovsk-donetsk', 'pokrovsk-pokrovsk-pokrovsk-donetsk-99403']
    >>> ladder(Unit("UA14160000000025752", "raion", "pokrovsk", ("donetsk",)))
    ['pokrovsk-raion', 'pokrovsk-raion-donetsk', 'pokrovsk-raion-donetsk-25752']
    """  # noqa: E501
    if unit.fixed:
        return [unit.fixed]
    if unit.kind in SETTLEMENT_KINDS:
        head = unit.slug
        tails = [unit.parents[-length:] for length in range(1, len(unit.parents) + 1)]
    elif unit.kind == "raion":
        head = f"{unit.slug}-raion"
        tails = [(), unit.parents]
    elif unit.kind == "hromada":
        head = f"{unit.slug}-hromada"
        tails = [unit.parents[-length:] for length in range(1, len(unit.parents) + 1)]
    else:
        head = f"{unit.slug}-district"
        tails = [unit.parents[:length] for length in range(1, len(unit.parents) + 1)]
    steps = ["-".join((head, *tail)) for tail in tails]
    return [*steps, f"{steps[-1]}-{unit.katottg[-5:]}"]


def mint(units: Iterable[Unit], ledger: Mapping[str, str], taken: Iterable[str] = ()) -> Minted:
    """Give every unit its id, the old ones first.

    Args:
        units: All units of today.
        ledger: Code → id as given before.
        taken: Further ids that are in use elsewhere and must not be given.

    Returns:
        The ids and an account of them.

    Raises:
        ValueError: Two units want the same id and no longer form is left, or a code stands twice.
    """
    todo = list(units)
    codes = {unit.katottg for unit in todo}
    if len(codes) != len(todo):
        doubled = [code for code, n in Counter(unit.katottg for unit in todo).items() if n > 1]
        msg = f"codes that stand twice in the table of units: {', '.join(sorted(doubled))}"
        raise ValueError(msg)
    result = Minted({code: given for code, given in ledger.items() if code in codes})
    vanished = {code[-5:]: code for code in ledger if code not in codes}
    for code in sorted(codes - ledger.keys()):
        old = vanished.pop(code[-5:], None)
        if old is not None:
            result.ids[code] = ledger[old]
            result.recoded[code] = old
    result.gone = {code: ledger[code] for code in sorted(vanished.values())}

    used = set(ledger.values()) | set(taken)
    ladders = {unit.katottg: ladder(unit) for unit in todo}
    step_of = _natural_steps(todo, ladders)
    for unit in sorted(todo, key=lambda u: u.katottg):
        code = unit.katottg
        if code in result.ids:
            continue
        for step in range(step_of[code], len(ladders[code])):
            candidate = ladders[code][step]
            if candidate not in used:
                break
        else:
            msg = f"no free id for {code}: {ladders[code][-1]!r} is in use"
            raise ValueError(msg)
        result.ids[code] = candidate
        result.steps[unit.kind, step] += 1
        used.add(candidate)
    return result


def _natural_steps(units: list[Unit], ladders: Mapping[str, list[str]]) -> dict[str, int]:
    """Find for each unit the first step at which no other unit that got there has the same id.

    All units of today count, those with an id too: a namesake of an old unit starts with the longer form.
    """
    step_of: dict[str, int] = {}
    left = list(units)
    step = 0
    while left:
        by_id: dict[str, list[Unit]] = {}
        for unit in left:
            by_id.setdefault(ladders[unit.katottg][min(step, len(ladders[unit.katottg]) - 1)], []).append(unit)
        left = []
        for sharing in by_id.values():
            cities = [unit for unit in sharing if unit.kind == "city"]
            winner = sharing[0] if len(sharing) == 1 else cities[0] if len(cities) == 1 else None
            for unit in sharing:
                last = step >= len(ladders[unit.katottg]) - 1
                if unit is winner or last:
                    step_of[unit.katottg] = min(step, len(ladders[unit.katottg]) - 1)
                else:
                    left.append(unit)
        step += 1
    return step_of

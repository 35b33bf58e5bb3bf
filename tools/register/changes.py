"""What a newer codifier changes in the register, and the register after it; ids stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tools.register import nouns
from tools.register.codifier import Codifier, Listed
from tools.register.ids import Unit, mint, slug
from tools.register.kmu import romanise
from tools.register.tables import Row, read_table

_WORDS = {"raion": " район", "hromada": " громада", "city-district": " район"}
_ENGLISH = {"raion": " Raion", "hromada": " Hromada", "city-district": " District"}
_LENGTH = {"raion": 6, "hromada": 9}
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼ`´‘", "'"))
# Latin letters that look like Ukrainian ones: to put the right one in their place is a change to programs only.
_ALIKE = str.maketrans("ABCEHIKMOPTXaceiopxy", "АВСЕНІКМОРТХасеіорху")


@dataclass(frozen=True, slots=True)
class Renamed:
    """A unit with another name: its row now, and its Ukrainian and Russian names before."""

    row: Row
    uk: str
    ru: str

    @property
    def is_to_the_eye(self) -> bool:
        """False if only a letter of the wrong script was put right, so that no reader sees a difference."""
        return _same(self.uk) != _same(self.row["uk"])


@dataclass(slots=True)
class Update:
    """The register after a codifier, and an account of what changed.

    Attributes:
        rows: The rows of the new register, sorted by code.
        added: Units that are new.
        gone: Units that the codifier has no more, as the register had them.
        renamed: Units with another name.
        recoded: New code → old code of units that kept their id.
        kinds: Ids of units of another kind, with the kind before.
    """

    rows: list[Row] = field(default_factory=list)
    added: list[Row] = field(default_factory=list)
    gone: list[Row] = field(default_factory=list)
    renamed: list[Renamed] = field(default_factory=list)
    recoded: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def counts(self) -> Counter[str]:
        """Count the changes of name, by kind of unit; cities, settlements and villages together."""
        words = {"city": "settlement", "village": "settlement"}
        return Counter(words.get(change.row["kind"], change.row["kind"]) for change in self.renamed)


def update(rows: Iterable[Row], codifier: Codifier, taken: Iterable[str] = ()) -> Update:
    """Bring a register up to a codifier.

    Args:
        rows: The rows of the register as it is.
        codifier: The newer one.
        taken: Ids in use elsewhere, those of units gone earlier among them: they are not given again.

    Returns:
        The new rows and what changed.
    """
    old = {row["katottg"]: row for row in rows}
    area_names = _area_names(codifier, old)
    seeds = _Seeds(old, area_names)
    minted = mint(map(seeds.of, codifier.units.values()), {code: row["id"] for code, row in old.items()}, taken)
    result = Update(recoded=minted.recoded, gone=[old[code] for code in minted.gone])
    for code in sorted(codifier.units):
        listed = codifier.units[code]
        before = old.get(minted.recoded.get(code, code))
        if before is None:
            uk = _official(listed)
            row = dict.fromkeys(next(iter(old.values())), "")
            row |= {"id": minted.ids[code], "katottg": code, "kind": listed.kind, "uk": uk}
            row["en"] = area_names.get(code, romanise(listed.name)) + _ENGLISH.get(listed.kind, "")
            result.added.append(row)
        else:
            row = _updated(before, listed, area_names, result)
        result.rows.append(row)
    return result


def _updated(before: Row, listed: Listed, area_names: Mapping[str, str], result: Update) -> Row:
    row = before | {"katottg": listed.code}
    if row["kind"] != listed.kind:
        result.kinds[row["id"]] = row["kind"]
        row["kind"] = listed.kind
    uk = _official(listed)
    if listed.kind != "oblast" and _plain(uk) != _plain(row["uk"]):
        row["uk"] = uk
        if _same(before["uk"]) != _same(uk):
            row["ru"] = ""  # the codifier has none; an old one beside a new name would be wrong
            row["en"] = area_names.get(listed.code, romanise(listed.name)) + _ENGLISH.get(listed.kind, "")
        result.renamed.append(Renamed(row, before["uk"], before["ru"]))
    return row


def _official(listed: Listed) -> str:
    return listed.name + _WORDS.get(listed.kind, "")


def _plain(text: str) -> str:
    # Case is no renaming: the codifier writes "Сакко І Ванцетті" where the register has put it right.
    return text.translate(_APOSTROPHES).casefold()


def _same(text: str) -> str:
    return text.translate(_ALIKE).translate(_APOSTROPHES)


def _area_names(codifier: Codifier, old: Mapping[str, Row]) -> dict[str, str]:
    """Return the English names of raions and hromadas: the noun behind the adjective, romanised; code → name.

    An area whose name stays keeps its own; of another, the noun is that of a settlement in it which could have given
    the name, else the adjective itself stands, as with areas that are named after no place.
    """
    inside: dict[str, list[str]] = {}
    for listed in codifier.units.values():
        if listed.kind in ("city", "settlement", "village"):
            for length in _LENGTH.values():
                inside.setdefault(listed.code[:length], []).append(listed.name)
    found = {}
    for listed in codifier.units.values():
        if listed.kind not in _LENGTH:
            continue
        before = old.get(listed.code)
        if before is not None and _plain(before["uk"]) == _plain(_official(listed)):
            found[listed.code] = before["en"].removesuffix(_ENGLISH[listed.kind])
            continue
        givers = nouns.givers(listed.name, inside.get(listed.code[: _LENGTH[listed.kind]], ()))
        found[listed.code] = romanise(givers[0] if givers else listed.name)
    return found


class _Seeds:
    """Makes what an id would be made from; units that have one keep it."""

    def __init__(self, old: Mapping[str, Row], area_names: Mapping[str, str]) -> None:
        self._old = old
        self._names = area_names
        self._oblasts = {row["katottg"][:4]: row["slug"] for row in read_table("oblasts.tsv")}
        # The code of an area has zeroes below its level: a hromada is not a raion.
        self._above = {
            code[: 6 if code[6:9] == "000" else 9]: slug(name) for code, name in area_names.items()
        }

    def of(self, listed: Listed) -> Unit:
        before = self._old.get(listed.code)
        fixed = before["id"] if before is not None and listed.kind == "oblast" else ""
        own = _LENGTH.get(listed.kind, 12)
        code = listed.code
        parents = [self._above[code[:length]] for length in (9, 6) if length < own and code[:length] in self._above]
        if listed.kind == "city-district":
            parents = []
        name = self._names.get(code, romanise(listed.name))
        return Unit(code, listed.kind, slug(name), (*parents, self._oblasts[code[:4]]), fixed)

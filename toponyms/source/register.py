"""The register: all official units of Ukraine, one a row, and what follows from their codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from toponyms.datafiles import data_file
from toponyms.errors import GazetteerError
from toponyms.text.keys import fold

COLUMNS = (
    "id", "katottg", "kind", "uk", "ru", "en", "lat", "lon", "coords", "population", "geonames", "wikidata",
)  # fmt: skip
PACKED = "register.columns.xz"
LEVELS = {"oblast": 4, "raion": 6, "hromada": 9, "city": 12, "settlement": 12, "village": 12}
"""How many characters of its code name a unit of each kind: its p-code."""
CAPITALS = ("UA80", "UA85")  # Kyiv and Sevastopol: cities that stand at the level of an oblast

# First subdivisions in ISO 3166-2; most numbers are those of the codifier, these are not.
_ISO = {"01": "43", "44": "09", "73": "77", "80": "30", "85": "40"}


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of the register; the fields are its columns, empty where nothing is known."""

    id: str
    katottg: str
    kind: str
    uk: str
    ru: str
    en: str
    lat: str
    lon: str
    coords: str
    population: str
    geonames: str
    wikidata: str

    @property
    def pcode(self) -> str:
        """The OCHA p-code: the beginning of the code; districts of cities have none."""
        level = 4 if self.is_capital else LEVELS.get(self.kind, 0)
        return self.katottg[:level]

    @property
    def is_capital(self) -> bool:
        """True for Kyiv and Sevastopol, which are oblast and city in one."""
        return self.kind == "city" and self.katottg[:4] in CAPITALS

    @property
    def iso(self) -> str:
        """The ISO 3166-2 code of a unit of the first level; empty for the others."""
        if self.kind != "oblast" and not self.is_capital:
            return ""
        number = self.katottg[2:4]
        return f"UA-{_ISO.get(number, number)}"


@dataclass(slots=True)
class Register:
    """All units, in the order of the file, with the ways to find them."""

    path: Path
    units: list[Unit]
    by_id: dict[str, Unit] = field(default_factory=dict)
    by_code: dict[str, Unit] = field(default_factory=dict)
    areas: dict[str, str] = field(default_factory=dict)
    """The beginning of a code → the id of the unit that it names."""
    _codes: dict[tuple[str, str], tuple[str, int]] = field(default_factory=dict)
    _keys: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for unit in self.units:
            self.by_id[unit.id] = unit
            self.by_code[unit.katottg] = unit
            if unit.pcode and unit.kind != "village":  # nothing lies in a village
                self.areas[unit.pcode] = unit.id
            if unit.is_capital:
                self.areas[unit.katottg[:12]] = unit.id

    def codes(self) -> Mapping[tuple[str, str], tuple[str, int]]:
        """Return the owners of all codes: (field, code) → (id, 0); made once."""
        if not self._codes:
            for unit in self.units:
                for name in ("katottg", "geonames", "wikidata"):
                    code = getattr(unit, name)
                    if code:
                        self._codes[name, code] = unit.id, 0
        return self._codes

    def keys(self) -> Mapping[str, tuple[str, ...]]:
        """Return the owners of all names: key → ids; made once, as it takes a third of a second."""
        if not self._keys:
            found: dict[str, dict[str, None]] = {}
            for unit in self.units:
                for key in {fold(name) for name in (unit.uk, unit.ru, unit.en) if name}:
                    found.setdefault(key, {})[unit.id] = None
            self._keys = {key: tuple(ids) for key, ids in found.items()}
        return self._keys

    def parents(self, unit: Unit) -> tuple[str, ...]:
        """Return the ids of the areas that a unit lies in, nearest first.

        A district lies in its city, a city in its hromada, then raion, then oblast; Prypiat and Chornobyl, whose codes
        name no raion and no hromada, lie in the oblast.
        """
        code = unit.katottg
        own = unit.id
        found = []
        levels = (12, 9, 6, 4) if unit.kind == "city-district" else (9, 6, 4)
        for level in levels:
            parent = self.areas.get(code[:level])
            if parent is not None and parent != own and parent not in found:
                found.append(parent)
        return tuple(found)


def shipped() -> Path:
    """Return the path of the register that comes with the package; the wheel has it compressed."""
    plain = Path(data_file("register.tsv"))
    return plain if plain.exists() else plain.with_name(PACKED)


def read(path: Path | None = None) -> Register:
    """Read the register.

    Args:
        path: Another file of the same form; without it, the one that comes with the package.

    Returns:
        The register. The shipped one is read once and shared: do not change it.

    Raises:
        GazetteerError: The file has not the columns of a register.
    """
    if path is None:
        return _shipped()
    return _read(path)


@lru_cache(maxsize=1)
def _shipped() -> Register:
    return _read(shipped())


def pack(text: str) -> bytes:
    """Compress a register for the wheel: column by column, which is an eighth smaller than row by row.

    Examples:
        >>> unpack(pack("id\\tname\\nkyiv\\tКиїв\\n"), columns=2)
        'id\\tname\\nkyiv\\tКиїв\\n'
    """
    import lzma

    columns = zip(*(line.split("\t") for line in text.splitlines()), strict=True)
    return lzma.compress("\n".join("\n".join(column) for column in columns).encode(), preset=9)


def unpack(data: bytes, columns: int = len(COLUMNS)) -> str:
    """Return what `pack` was given."""
    import lzma

    cells = lzma.decompress(data).decode().split("\n")
    rows = len(cells) // columns
    lines = zip(*(cells[at * rows : (at + 1) * rows] for at in range(columns)), strict=True)
    return "".join("\t".join(line) + "\n" for line in lines)


def _text(path: Path) -> str:
    return unpack(path.read_bytes()) if path.name == PACKED else path.read_text(encoding="utf-8")


def _read(path: Path) -> Register:
    lines = _text(path).split("\n")
    if lines and not lines[-1]:
        lines.pop()
    if not lines or tuple(lines[0].split("\t")) != COLUMNS:
        msg = f"{path} is no register: its first line must be the columns {', '.join(COLUMNS)}, parted by tabs"
        raise GazetteerError(msg)
    units = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.split("\t")
        if len(cells) != len(COLUMNS):
            msg = f"{path}:{number}: {len(cells)} cells where {len(COLUMNS)} belong; build the register anew"
            raise GazetteerError(msg)
        units.append(Unit(*cells))
    return Register(path, units)

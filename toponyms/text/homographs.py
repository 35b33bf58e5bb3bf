"""Names of places that are also words or names of people: on record, and yet in running text in need of evidence.

The list (`toponyms/data/homographs.txt`) is made by tools/build_homographs.py from the sources of the decoys.
"""

from __future__ import annotations

from functools import cache, lru_cache

from toponyms.datafiles import data_text
from toponyms.text.decoys import form
from toponyms.text.keys import fold, is_cyrillic
from toponyms.text.lemmas import languages, nominatives


def meanings(text: str, *, of_both: bool = False) -> frozenset[str]:
    """Say what else a name of a place is: "word", "surname", "first-name".

    Args:
        text: The name.
        of_both: Whether words of the other script count: "Svoboda" is a party in English texts, though no English word.
            Else words are those of the script that the name is written in: "Vodiane" is no «водяне».

    Examples:
        >>> sorted(meanings("Щастя")), sorted(meanings("Shchastia")), sorted(meanings("Покровськ"))
        (['word'], [], [])
    """
    shortened = form(fold(text))
    other = "" if of_both else "latin-word" if is_cyrillic(text) else "word"
    found = [kind for kind, forms in _lists().items() if kind != other and shortened in forms]
    return frozenset(kind.removeprefix("latin-") for kind in found)


@lru_cache(maxsize=8192)
def is_first_name(word: str) -> bool:
    """Tell whether a word is a common first name, in any case and romanisation.

    Examples:
        >>> is_first_name("Владимира"), is_first_name("Grigor"), is_first_name("Pokrovsk")
        (True, True, False)
    """
    names = _lists()["first-name"]
    if form(fold(word)) in names:
        return True
    if not "Ѐ" <= word[:1] <= "ӿ":
        return False
    return any(form(fold(lemma)) in names for lang in languages(word) for lemma in nominatives(word, lang)[:10])


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = data_text("homographs.txt")
    rows = (line.split("\t") for line in text.splitlines())
    return {kind: frozenset(forms.split(" ")) for kind, forms in rows}

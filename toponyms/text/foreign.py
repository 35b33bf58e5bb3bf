"""Tell by its pairs of letters whether a name in Latin letters looks like one of another language.

*Hollowness* and *Piratini* lie a slip or two from Ukrainian names, and no list has all the words and towns of the
world. But slips leave most of a name as it was, and `ll`, `wn`, `ti` and a final `-ess` are seldom in one. Pairs are
weighed, not languages: a table that is fitted to what the other parts of the score take for slips of the pen.
"""

from __future__ import annotations

from itertools import pairwise
from math import exp
from typing import Final

LETTERS: Final = "^ abcdefghijklmnopqrstuvwxyz"  # ^ stands before a name and behind it
STEP: Final = 0.3
COMMON = 1.0  # for all that is in Latin letters: of what people look up there more is foreign
_LEAST, _MOST = -0.7, 4.0  # what looks native may still be a Slavic surname
# A row for each letter, a column for what follows it, in the order of LETTERS; m is 0, each letter of the alphabet
# after m one STEP towards foreign. Fitted by `python -m tools.fit_foreign SOURCES`, which tells what it gains.
_TABLE = (
    "mmmnommolmmjmlmlmmlmnmlnkmkkmmnlnmmmklmmmmmlmlmllmlmlmmmnjjmnnlmnkmmknnokmlonnnnlmnmlmmnllmmllmlimkklmmlklllmmll"
    "jmmjmmmmimmlommkokmllnmjmlkinmllknnmmmmmjllkmllmlllmkmklnkolmnnmommllnmokmmmlnnmmlnmmmnlmmmommlmmmlllmmnmmmmmmlm"
    "mmmmklmmnnmmklmnlllkklllmmomklnmjmnmmlnljkljmmlkllmkklmlnmmjnnnnnimmmnmpnkmmnnmjhlnlolmlmmlmllmmkmmkmmmlmkmkmmmm"
    "lmljlllmlmmllkkhmkmljlmgikmlmmolmloklknnlomjmlmllkmkjllkmmoomlnlmkmmkknmnmmkmkmlllkmllmknkmmokmmillmmmlkllljlllk"
    "mnklmljlmljjlnmollknmlommlmlmmmmllnlmnmmklmllnmmllnjmllklmlmmmkmmmnmlmmmlmmmlmllmmlmlmmljloklknmllllmlmnmknjlmll"
    "nmnjjinlknlnojklmlmknmmjllmjmmmjiknmlonlmmljmkmllnlimmmmommnnmnmmjmmlmmoklmnllmmmmllmmlmkkmmmjllfjlkkllllikmkmkl"
    "lmlmlmmmlmjlikmmjmmhllmmlmlkimmmmmlmmknmllmmkmmmkmmlmmlmllolkjnnnjmnlmmmmmmmkkllllmlmmlljllllmllnkmjnmllkklllkmn"
)


def pairs(key: str) -> list[tuple[str, str]]:
    """Return the pairs of letters of a key, with its ends.

    Examples:
        >>> pairs("bar")
        [('^', 'b'), ('b', 'a'), ('a', 'r'), ('r', '^')]
    """
    return list(pairwise(letter for letter in f"^{key}^" if letter in LETTERS))


def foreign_odds(key: str) -> float:
    """Say how many times likelier a key in Latin letters is foreign than the rest of the score knows.

    Args:
        key: A name folded by `toponyms.fold`, which was written in Latin letters.

    Examples:
        >>> foreign_odds("hollowness") > 3 > 1 > foreign_odds("horlikva")
        True
    """
    size = len(LETTERS)
    total = sum(ord(_TABLE[LETTERS.index(one) * size + LETTERS.index(two)]) - ord("m") for one, two in pairs(key))
    return exp(min(max(COMMON + STEP * total, _LEAST), _MOST))

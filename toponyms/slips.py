"""How likely one key was written for another: slips of the pen, of the keyboard, of a scanner.

Slips are not suffixes: Romanova is not a slip for Romanivka, nor Petrove for Petrova. An edit inside the ending makes
another name. First letters are rarely wrong; neighbouring keys, doubled and swapped letters, dropped vowels and look-
alikes are what people and scanners really get wrong.
"""

from __future__ import annotations

from itertools import pairwise
from math import exp

# Costs are natural logarithms of odds: a slip that costs 1 is about three times rarer than one that costs nothing.
SWAPPED = 0.2  # two neighbours change places
DOUBLED = 0.5  # a letter is doubled, or a double one single
KINDRED = 0.5  # letters that romanisations confuse: e i y, h g k, v w u, s z, a o
VOWEL = 1.9  # a vowel taken for another
LOST_VOWEL = 1.0  # a vowel dropped or added
NEIGHBOUR = 1.9  # a key beside the right one
SCANNED = 0.39  # rn for m, l for i
DROPPED = 1  # a consonant is missing
ADDED = 2  # a consonant is too many
OTHER = 2.4  # one consonant for another
FIRST = 1.8  # more, if it is the first letter
ENDING = 3.0  # more, if it turns one ending into another

_VOWELS = frozenset("aeiouy")
_KINDRED_TEXT = "ei ey iy ij yj hg hk gk vw uv uw sz ao ck xk xh gj"
_KINDRED = frozenset(map(frozenset, _KINDRED_TEXT.split()))
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _neighbours() -> frozenset[frozenset[str]]:
    pairs = set()
    for number, row in enumerate(_ROWS):
        pairs |= {frozenset(pair) for pair in pairwise(row)}
        if number:
            above = _ROWS[number - 1]
            pairs |= {frozenset((letter, above[at])) for at, letter in enumerate(row)}
            pairs |= {frozenset((letter, above[at + 1])) for at, letter in enumerate(row)}
    return frozenset(pairs)


_NEIGHBOURS = _neighbours()
_SCANNED_TEXT = "il i1 l1 o0 ce uv nu hb"
_SCANNED = frozenset(map(frozenset, _SCANNED_TEXT.split()))
# Endings, as keys, that make one name into another. The empty one is among them: Romaniv, Romanove, Roman.
_ENDINGS_TEXT = """
    a e i o y yi ii iy yy ka ky ki ke ko na ne ny nyi noe nka ets tsi uk chuk ych ich enko enka enkove
    ov ova ove ovo ovy ovka ovki ovske ovskoe ovskyi ovsky iv iva ive ivka ivky ivtsi ivske ivskyi
    ev eva eve evo evka in ina ine ino inka yn yna yne ynka va ve vo vka vsky vskyi vske
    sk ske ska sky ski skyi skii skiy skoe skaia skaya
"""
_ENDINGS = frozenset(_ENDINGS_TEXT.split()) | {""}
_LONGEST_ENDING = max(map(len, _ENDINGS))


def likelihood(asked: str, name: str) -> float:
    """Return how likely a name is written so by mistake, compared with being written right; from 0 to 1.

    Args:
        asked: The key of what was written.
        name: The key of a name on record.

    Examples:
        >>> likelihood("kramatosrk", "kramatorsk") > 0.4
        True
        >>> likelihood("romanova", "romanivka") < 0.005
        True
    """
    return exp(-cost(asked, name))


def cost(asked: str, name: str) -> float:
    """Return the cost of the edits between two keys; see the constants of this module."""
    total = _cost(asked, name)
    if total > KINDRED:  # one Cyrillic letter is up to four Latin ones: a dropped ц is one slip, not two
        short, shorter = compact(asked), compact(name)
        if short != asked or shorter != name:
            total = min(total, _cost(short, shorter))
    # -vka and -vvka, -skyi and -skii are one ending.
    return total + (ENDING if total > max(DOUBLED, KINDRED) and turns_ending(asked, name) else 0.0)


_COMPACT_TEXT = "shch:щ zgh:zж kh:х zh:ж ts:ц ch:ч sh:ш ya:я ia:я yu:ю iu:ю ye:є ie:є"
_COMPACT = tuple(pair.split(":") for pair in _COMPACT_TEXT.split())


def compact(key: str) -> str:
    """Write each Cyrillic letter behind a key as one letter again.

    Examples:
        >>> compact("lokhvytsia")
        'loхvyця'
    """
    for several, one in _COMPACT:
        if several in key:
            key = key.replace(several, one)
    return key


def _cost(asked: str, name: str) -> float:
    if asked == name:
        return 0.0
    at = _same(asked, name)
    written, meant = asked[at:], name[at:]
    first = 0.0 if at else FIRST
    if written == meant[1:]:
        return first + _only_one_has(name, at, DROPPED)
    if written[1:] == meant:
        return first + _only_one_has(asked, at, ADDED)
    if written[1:] == meant[1:]:
        return first + _replaced(written[0], meant[0])
    if written[2:] == meant[2:] and written[:2] == meant[1::-1]:
        return first + SWAPPED
    return _cost_of_many(asked, name)


def _same(asked: str, name: str) -> int:
    """Count the letters that two keys begin with alike."""
    at = 0
    for one, two in zip(asked, name, strict=False):
        if one != two:
            break
        at += 1
    return at


def _cost_of_many(asked: str, name: str) -> float:
    """Return the cost of several edits."""
    from toponyms.index.distance import edit_operations

    total = 0.0
    operations = edit_operations(name, asked)
    last = len(operations) - 1
    number = 0
    while number <= last:
        what, at, to = operation = operations[number]
        both = None if number == last else _of_two(asked, name, operation, operations[number + 1])
        if both is not None:
            total += both + (FIRST if at == 0 else 0.0)
            number += 2
            continue
        if what == "replace":
            total += _replaced(asked[to], name[at])
        elif what == "delete":
            total += _only_one_has(name, at, DROPPED)
        else:
            total += _only_one_has(asked, to, ADDED)
        if at == 0 and to == 0 and name[:1] != asked[:1]:
            total += FIRST
        number += 1
    return total


def _of_two(asked: str, name: str, one: tuple[str, int, int], two: tuple[str, int, int]) -> float | None:
    """Return the cost of two edits that are one slip, else None."""
    what, at, to = one
    what2, at2, to2 = two
    # Of two letters that change places, the second is put in before the first, and taken away behind it.
    if (what, what2) == ("insert", "delete") and (at2, to2) == (at + 1, to + 2) and asked[to] == name[at2]:
        return SWAPPED
    # m and rn, as scanners confuse them
    split = (what, what2) == ("insert", "replace") and at2 == at and (name[at], asked[to : to + 2]) == ("m", "rn")
    merged = (what, what2) == ("replace", "delete") and at2 == at + 1 and (name[at : at + 2], asked[to]) == ("rn", "m")
    return SCANNED if split or merged else None


def turns_ending(asked: str, name: str) -> bool:
    """Tell whether the keys differ by their endings only: another name, not a slip.

    Examples:
        >>> turns_ending("petrova", "petrove"), turns_ending("kramators", "kramatorsk")
        (True, False)
    """
    same = _same(asked, name)
    if same < 3 or max(len(asked), len(name)) - same > _LONGEST_ENDING:
        return False
    return any(asked[at:] in _ENDINGS and name[at:] in _ENDINGS for at in range(max(3, same - 3), same + 1))


def _replaced(written: str, meant: str) -> float:
    pair = frozenset((written, meant))
    if pair in _KINDRED:
        return KINDRED
    if written in _VOWELS and meant in _VOWELS:
        return VOWEL
    if pair in _NEIGHBOURS:
        return NEIGHBOUR
    return SCANNED if pair in _SCANNED else OTHER


def _only_one_has(text: str, at: int, consonant: float) -> float:
    """Cost of a letter that only one of the two has; `consonant` is that of a consonant like no neighbour."""
    letter = text[at]
    if letter == " ":
        return DOUBLED
    if letter in (text[at - 1 : at], text[at + 1 : at + 2]):
        return DOUBLED
    if letter == "h" and text[at - 1 : at] in ("k", "g", "s", "c", "z", "t"):
        return KINDRED
    if letter in _VOWELS:
        return KINDRED if letter in "iy" else LOST_VOWEL
    return consonant

"""The Russian adjective of an area, from its Ukrainian one and the noun behind both.

Покровський, made from Покровськ, Russian Покровск, is Покровский. The two adjectives have the same suffix; what differs
is the stem, and that is known from the noun. So the Ukrainian adjective is cut where it leaves its noun, and what
follows is put into Russian letters after the same consonant of the Russian noun.
"""

from __future__ import annotations

from tools.register.nouns import bare_stem

_VOWELS = "аеиіїоуюяєыэё"
_LETTERS = str.maketrans({"і": "и", "ї": "и", "є": "е", "ґ": "г", "'": None})
_HISSING = "жшчщц"
_MERGED = ("цьк", "зьк", "ськ")
_KEPT_APART = {"ц": "цк", "г": "жск"} | {char: f"{char}ск" for char in "кчжзхшс"}
_FIRST_WORD_ENDINGS = ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие")


def adjective(uk: str, noun_uk: str, noun_ru: str) -> str:
    """Make the Russian adjective of an area in the gender of the Ukrainian one.

    Args:
        uk: The Ukrainian adjective, as Покровський or Покровська.
        noun_uk: The Ukrainian noun behind it.
        noun_ru: The Russian form of that noun.

    Returns:
        The adjective, or "" if the two nouns are too different to be sure.

    Examples:
        >>> adjective("Покровська", "Покровськ", "Покровск"), adjective("Криворізький", "Кривий Ріг", "Кривой Рог")
        ('Покровская', 'Криворожский')
        >>> adjective("Тінистівська", "Тінисте", "Тенистое")
        'Тенистовская'
    """
    if not noun_ru:
        return ""
    stem = _stem(bare_stem(uk), noun_uk.lower(), noun_ru.lower().replace("ё", "е"))
    if not stem:
        return ""
    parts = stem.split("-")
    name = "-".join(part[:1].upper() + part[1:] for part in parts)
    if uk.endswith("а"):
        return name + "ая"
    return name + ("ий" if stem[-1] in "кгх" else "ый")


def _stem(uk: str, noun_uk: str, noun_ru: str) -> str:
    if "-" in uk:
        return _hyphened(uk, noun_uk, noun_ru)
    if " " in noun_uk and " " in noun_ru:
        first_ru, last_ru = noun_ru.split(" ", 1)
        first_uk, last_uk = noun_uk.split(" ", 1)
        for cut in (2, 1):
            # The first word keeps its stem and takes a linking vowel: велик-о-, верхн-ьо-, син-ьо-.
            for link in ("ьо", "о", "е", "є"):
                head = first_uk[:-cut] + link
                if uk.startswith(head) and (rest := _stem(uk[len(head) :], last_uk, last_ru)):
                    return _first_word(first_ru) + rest
        return ""
    if " " in noun_uk or " " in noun_ru:
        return ""
    shared = 0
    while shared < min(len(uk), len(noun_uk)) and _same(uk[shared], noun_uk[shared]):
        shared += 1
    stripped = noun_ru.rstrip(_VOWELS + "ь")
    if uk[shared:] in _MERGED and uk[shared - 1 : shared] in _VOWELS and noun_uk[shared : shared + 1] not in _VOWELS:
        # The last consonant of the noun has merged with the suffix, as г in Криворізьк-; Russian keeps it apart.
        return stripped[:-1] + _KEPT_APART[stripped[-1]] if stripped[-1] in _KEPT_APART else ""
    vowels = shared
    while vowels and uk[vowels - 1] in _VOWELS + "ь'":
        vowels -= 1
    if not vowels:
        return ""
    base = _base(noun_ru, uk[vowels - 1], noun_uk[vowels:])
    if not base:
        return ""
    rest = noun_ru[len(base) :]
    inner = uk[vowels:shared]
    if inner and shared < len(noun_uk):
        # A vowel inside the noun has its Russian value: Хмельницьк- has no і of its own, Чорнопільськ- the о of -поль-.
        length = next((n for n, char in enumerate(rest) if char not in _VOWELS + "ьъ"), len(rest))
        length = min(length, len(inner))
        return _with_suffix(base + rest[:length], rest[length:], uk[shared:])
    return _with_suffix(base, rest, uk[vowels:])


def _same(uk: str, noun: str) -> bool:
    """Compare two letters, і of a closed syllable being the о or е of an open one: гірськ- and гора."""
    return uk == noun or (uk in "ії" and noun in "оеє")


def _hyphened(uk: str, noun_uk: str, noun_ru: str) -> str:
    if "-" not in noun_uk or "-" not in noun_ru:
        return ""
    head, tail = uk.rsplit("-", 1)
    head_uk, tail_uk = noun_uk.rsplit("-", 1)
    head_ru, tail_ru = noun_ru.rsplit("-", 1)
    last = _stem(tail, tail_uk, tail_ru)
    return f"{head_ru}-{last}" if head == head_uk and last else ""


def _first_word(word: str) -> str:
    for ending in _FIRST_WORD_ENDINGS:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            soft = ending in ("яя", "ее") or (ending in ("ий", "ие") and stem[-1] not in "гкхжшчщ")
            return stem + ("е" if soft or stem[-1] in _HISSING else "о")
    return word[:-1] + "о" if word[-1] in _VOWELS else word + "о"


def _base(noun_ru: str, consonant: str, tail_uk: str) -> str:
    """Cut the Russian noun after the consonant at which the Ukrainian adjective leaves its noun."""
    consonant = consonant.translate(_LETTERS)
    places = [i for i, char in enumerate(noun_ru) if char == consonant]
    if not places:
        return ""
    place = min(reversed(places), key=lambda i: abs(len(noun_ru) - 1 - i - len(tail_uk)))
    if abs(len(noun_ru) - 1 - place - len(tail_uk)) > 2:
        return ""
    if tail_uk[:1] == consonant and noun_ru[place - 1] == consonant:
        place -= 1
    return noun_ru[: place + 1]


def _with_suffix(base: str, rest: str, suffix: str) -> str:
    if suffix == "ьк":
        return base + ("к" if base.endswith(("ц", "сс")) else "ск")
    if suffix.endswith(("івськ", "ївськ")):
        head = base + suffix[:-5].translate(_LETTERS)
        follows = (base + rest)[len(head) : len(head) + 2]
        if follows in ("ов", "ев", "ив"):
            vowel = follows[0]
        else:
            vowel = "е" if suffix[-5] == "ї" or head[-1] in _HISSING else "о"
        return f"{head}{vowel}вск"
    return base + suffix.translate(_LETTERS).replace("ьк", "к")

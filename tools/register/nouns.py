"""From the adjective in an area's name to the noun it was made from: Білоцерківський to Біла Церква.

The official list names raions and hromadas by the bare adjective. Nearly always the noun is a settlement inside the
area, so the settlements are asked which of them could have given this adjective.
"""

from __future__ import annotations

from collections.abc import Iterable

_VOWEL_ENDINGS = "аеиіїоуюяєьй"
_NOUN_SUFFIXES = (
    "ка", "ки", "ок", "ець", "ці", "ко", "ий", "иця", "инка", "івка", "це", "не", "на", "ні", "ний",
)  # fmt: skip
_ADJECTIVE_SUFFIXES = (
    "ськ", "івськ", "ївськ", "овськ", "евськ", "єцьк", "енськ", "єнськ", "инськ", "їнськ", "анськ", "янськ", "нськ",
    "ецьк", "вськ", "льськ", "ацьк", "йськ", "зьк", "цьк", "івн", "ненськ", "н",
)  # fmt: skip


def bare_stem(adjective: str) -> str:
    """Cut the ending from an adjective of an area, in lower case.

    >>> bare_stem("Покровський"), bare_stem("Покровська")
    ('покровськ', 'покровськ')
    """
    low = adjective.lower()
    return low[:-2] if low.endswith(("ий", "ій")) else low[:-1]


def adjective_stems(noun: str) -> set[str]:
    """List the adjective stems that a noun could give, many of them not real words.

    Examples:
        >>> "білоцерківськ" in adjective_stems("Біла Церква"), "запорізьк" in adjective_stems("Запоріжжя")
        (True, True)
        >>> "покровськ" in adjective_stems("Мирноград")
        False
    """
    out: set[str] = set()
    for stem in _with_alternations(_shortened(_joined(noun.lower()))):
        cut = stem.rstrip("ь")
        if not cut:
            continue
        out.add(cut)
        # A final consonant merges with the suffix -ськ: Кременчук gives кременчуцьк-, Прилуки прилуцьк-.
        if cut[-1] in "кцч":
            out |= {cut[:-1] + "цьк", cut[:-1] + "ськ"}
        elif cut[-1] in "гжз":
            out.add(cut[:-1] + "зьк")
        elif cut[-1] in "хшс":
            out.add(cut[:-1] + "ськ")
        for suffix in _ADJECTIVE_SUFFIXES:
            out |= {cut + suffix, cut + "ь" + suffix}
    return out


def could_give(noun: str, adjective: str) -> bool:
    """Say whether the adjective of an area could come from this noun."""
    return bare_stem(adjective) in adjective_stems(noun)


def givers(adjective: str, nouns: Iterable[str]) -> list[str]:
    """Keep the nouns that could have given the adjective, in their order."""
    return [noun for noun in nouns if could_give(noun, adjective)]


def _joined(noun: str) -> set[str]:
    """Write a name of two words as one: Кривий Ріг as кривоКриг would begin криворізьк-."""
    forms = {noun, noun.replace("-", "")}
    words = noun.split()
    if len(words) == 2:
        first, second = words
        forms |= {cut + link + second for cut in (first[:-1], first[:-2]) for link in ("о", "ьо", "е", "є")}
        forms.add(first + second)
    return forms


def _shortened(forms: set[str]) -> set[str]:
    stems = set(forms)
    for form in forms:
        for length in (1, 2):
            if len(form) > length + 1 and form[-1] in _VOWEL_ENDINGS:
                stems.add(form[:-length])
        stems |= {form[: -len(suffix)] for suffix in _NOUN_SUFFIXES if form.endswith(suffix)}
    return stems


def _with_alternations(stems: set[str]) -> set[str]:
    """Change or drop one of the last vowels: ріг/рог, куп'янець/куп'янц-, Київ/києв-."""
    out = set(stems)
    for stem in stems:
        variants = {stem}
        for i in range(len(stem) - 1, max(0, len(stem) - 4), -1):
            changes = {"і": "ое", "ї": "є", "о": ("", "і"), "е": ("", "і"), "є": ("", "ї", "й")}.get(stem[i], ())
            for variant in list(variants):
                if len(variant) == len(stem):
                    variants |= {variant[:i] + new + variant[i + 1 :] for new in changes}
        out |= variants
    return out

"""Documents to measure the reading of texts with: such as a crawl brings, and news of the war."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

SENTENCES = Path(__file__).parent.parent / "tests" / "cases" / "text-sentences.tsv"
LOCALES = ("en_US", "ru_RU", "uk_UA")
LENGTH = 3000  # characters of a document: about the text of a page of the web
_MARKUP = re.compile(r"\[\[([^]|]*)\|[^]]*\]\]|\{\{([^}]*)\}\}")


def crawled(count: int, seed: int) -> list[str]:
    """Return documents of every subject: words, and in each second sentence a person, a firm or a town abroad.

    The towns are invented ones or of other countries; nothing is about Ukraine, a third is in each of three languages.
    """
    rng = random.Random(seed)
    words = {locale: _words(locale, rng) for locale in LOCALES}
    return [_document(_sentences(*words[LOCALES[number % 3]], rng)) for number in range(count)]


def news(count: int, seed: int) -> list[str]:
    """Return documents in which each third sentence is one about places of Ukraine, of those labelled for the tests."""
    rng = random.Random(seed)
    labelled = read_sentences()
    words = {locale: _words(locale, rng) for locale in LOCALES}
    documents = []
    for number in range(count):
        locale = LOCALES[number % 3]
        said = labelled[locale[:2]]
        filler = _sentences(*words[locale], rng)
        documents.append(_document(rng.choice(said) if rng.random() < 1 / 3 else next(filler) for _ in iter(int, 1)))
    return documents


def read_sentences() -> dict[str, list[str]]:
    """Return the sentences of tests/cases without their labels, by language."""
    found: dict[str, list[str]] = {}
    for line in SENTENCES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            lang, _, text = line.split("\t", 2)
            found.setdefault(lang, []).append(_MARKUP.sub(lambda m: m[1] or m[2], text))
    return found


def _words(locale: str, rng: random.Random) -> tuple[list[str], list[str]]:
    """Return words in small letters, and names of people, firms and towns."""
    from faker import Faker

    fake = Faker(locale)
    fake.seed_instance(rng.randrange(2**32))
    words = fake.words(2000, unique=False)
    names = [make() for make in (fake.name, fake.company, Faker("en_US").city) for _ in range(2000)]
    return [word.lower() for word in words], names


def _sentences(words: list[str], names: list[str], rng: random.Random) -> Iterator[str]:
    while True:
        chosen = rng.choices(words, k=rng.randint(8, 20))
        if rng.random() < 0.5:
            chosen[rng.randrange(1, len(chosen))] = rng.choice(names)
        chosen[0] = chosen[0].capitalize()
        yield " ".join(chosen) + "."


def _document(sentences: Iterator[str]) -> str:
    parts: list[str] = []
    size = 0
    for sentence in sentences:
        parts.append(sentence)
        size += len(sentence) + 1
        if size >= LENGTH:
            return " ".join(parts)
    return " ".join(parts)

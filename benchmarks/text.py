"""`python -m benchmarks text`: running text, toponyms beside what looks up the same names in it, and how time grows.

Each text is read in a process of its own, which first reads it with toponyms as a new process does, and then lets all
take turns.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

from benchmarks import report
from benchmarks.prose import DENSE, LANGUAGES, SPARSE, capitals, megabytes, with_names
from toponyms import Gazetteer

Read = Callable[[str], int]  # reads a text, and says how many names it has found
OURS = "toponyms"
TITLES = {"en": "English", "uk": "Ukrainian", "ru": "Russian"}
DENSITIES = {"as it is": 0, f"a name in {SPARSE} words": SPARSE, f"a name in {DENSE} words": DENSE}
SIZE = 2_000_000  # characters of each text
ALL_NAMES = "one name"  # every word is weighed: slow, and told by smaller sizes
SHAPES = {"one capital letter": "A", "brackets": "(", "one word, over and over": "Krasno", ALL_NAMES: "Покровськ "}
SLOW = ("spaCy PhraseMatcher",)  # asked for the first documents only


def names_of(gazetteer: Gazetteer) -> list[str]:
    """Return all names on record, as they are written."""
    return sorted({name.text for place in gazetteer.places() for name in place.names})


def _inside(text: str, start: int, end: int) -> bool:
    """Tell whether a match lies inside a longer word."""
    return text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()


def aho_corasick(names: Sequence[str]) -> Read:
    """`ahocorasick_rs`, the longest of the leftmost names in small letters, those inside of words left out."""
    from ahocorasick_rs import MATCHKIND_LEFTMOST_LONGEST, AhoCorasick  # type: ignore[import-not-found,unused-ignore]

    automaton = AhoCorasick([name.lower() for name in names], matchkind=MATCHKIND_LEFTMOST_LONGEST)

    def read(text: str) -> int:
        text = text.lower()
        return sum(not _inside(text, start, end) for _, start, end in automaton.find_matches_as_indexes(text))

    return read


def daachorse(names: Sequence[str]) -> Read:
    """`daachorse`, by characters, with the same rules."""
    import daachorse as library  # type: ignore[import-not-found,import-untyped,unused-ignore]

    lowered = sorted({name.lower() for name in names})
    automaton = library.CharwiseDoubleArrayAhoCorasick(lowered, library.MATCH_KIND_LEFTMOST_LONGEST)

    def read(text: str) -> int:
        text = text.lower()
        return sum(not _inside(text, start, end) for start, end, _ in automaton.find(text))

    return read


def flashtext2(names: Sequence[str]) -> Read:
    """`flashtext2`, which knows words by itself."""
    from flashtext2 import KeywordProcessor  # type: ignore[import-not-found,import-untyped,unused-ignore]

    processor = KeywordProcessor(case_sensitive=False)
    processor.add_keywords_from_iter(names)
    return lambda text: len(processor.extract_keywords_with_span(text))


def phrase_matcher(names: Sequence[str]) -> Read:
    """spaCy's tokeniser for any language and its `PhraseMatcher`."""
    import spacy
    from spacy.matcher import PhraseMatcher

    nlp = spacy.blank("xx")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("PLACE", list(nlp.tokenizer.pipe(names)))
    return lambda text: len(matcher(nlp.make_doc(text)))


PEERS: dict[str, Callable[[Sequence[str]], Read]] = {
    "ahocorasick_rs": aho_corasick,
    "daachorse": daachorse,
    "flashtext2": flashtext2,
    "spaCy PhraseMatcher": phrase_matcher,
}


class Figures(NamedTuple):
    """MB of UTF-8 a second: the first pass of toponyms, and the rounds of all, with the names each has found."""

    size: float
    documents: int
    capitals: float
    first: float
    rounds: dict[str, list[float]]
    found: dict[str, int]
    build: dict[str, float]


def seconds(read: Read, documents: Sequence[str]) -> tuple[float, int]:
    """Read documents, one after the other; return seconds of the processor, and how many names were found."""
    start = time.process_time()
    found = sum(map(read, documents))
    return time.process_time() - start, found


def measure(lang: str, words: int, rounds: int) -> Figures:
    """Read one text with all."""
    documents = LANGUAGES[lang](SIZE)
    if words:
        documents = with_names(documents, lang, words)
    size = megabytes(documents)
    gazetteer = Gazetteer.load()
    reads: dict[str, Read] = {OURS: lambda text: len(gazetteer.find(text))}
    took, count = seconds(reads[OURS], documents)
    first, found = size / took, {OURS: count}
    names, build = names_of(gazetteer), {}
    for name, make in PEERS.items():
        start = time.process_time()
        reads[name] = make(names)
        build[name] = time.process_time() - start
    speeds: dict[str, list[float]] = {name: [] for name in reads}
    for _ in range(rounds):
        for name, read in reads.items():
            part = documents[:40] if name in SLOW else documents
            took, count = seconds(read, part)
            speeds[name].append(megabytes(part) / took)
            if name not in SLOW:
                found[name] = count
    return Figures(size, len(documents), capitals(documents), first, speeds, found, build)


def grow() -> dict[str, dict[str, float]]:
    """Read texts of one piece, longer and longer: shape → million characters → seconds."""
    gazetteer = Gazetteer.load()
    prose = "".join(LANGUAGES["en"](SIZE))
    gazetteer.find(prose)  # so that the growth is seen, and not the first sight of a word
    found: dict[str, dict[str, float]] = {}
    for million in (1, 10, 100):
        text = (prose * (million * 1_000_000 // len(prose) + 1))[: million * 1_000_000]
        found.setdefault("English prose, again and again", {})[str(million)] = _took(gazetteer, text)
    for shape, piece in SHAPES.items():
        for million in (0.1, 1) if shape == ALL_NAMES else (1, 10):
            text = piece * int(million * 1_000_000 / len(piece))
            found.setdefault(shape, {})[str(million)] = _took(gazetteer, text)
    return found


def _took(gazetteer: Gazetteer, text: str) -> float:
    start = time.process_time()
    gazetteer.find(text)
    return time.process_time() - start


def run(options: Any) -> None:
    """Measure, print, and with `--write` put the tables into docs/benchmarks.md."""
    figures = {
        (lang, density): Figures(*_alone("read", lang, str(words), str(options.rounds)))
        for lang in LANGUAGES
        for density, words in DENSITIES.items()
    }
    text = tables(figures, _alone("grow"), options.rounds)
    print(text)
    if options.write:
        report.write("text", text)


def _alone(*arguments: str) -> Any:
    """Run a part of this module in a process of its own, and read what it prints."""
    command = [sys.executable, "-m", "benchmarks.text", *arguments]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    print(*arguments, file=sys.stderr)
    return json.loads(done.stdout.splitlines()[-1])


def tables(figures: dict[tuple[str, str], Figures], growth: dict[str, dict[str, float]], rounds: int) -> str:
    """Write the tables."""
    speed, ratios = [], []
    for (lang, density), one in figures.items():
        label = f"{TITLES[lang]}, {density}"
        cells = [report.short(median(one.rounds[name])) for name in (OURS, *PEERS)]
        speed.append([label, f"{one.capitals:.0f} %", report.short(one.first), *cells])
        row = [label]
        for name in PEERS:
            pairs = sorted(ours / theirs for ours, theirs in zip(one.rounds[OURS], one.rounds[name], strict=True))
            row.append(f"**{report.short(median(pairs))}** ({report.short(pairs[0])}–{report.short(pairs[-1])})")
        ratios.append(row)
    counted = [name for name in (OURS, *PEERS) if name not in SLOW]
    found = [
        [f"{TITLES[lang]}, {density}", *(f"{one.found[name]:,}" for name in counted)]
        for (lang, density), one in figures.items()
    ]
    grown = []
    for shape, took in growth.items():
        cells = [f"{took[million]:.2f}" if million in took else "" for million in ("1", "10", "100")]
        times = list(took.values())
        grown.append([shape, *cells, " / ".join(f"{b / a:.1f}" for a, b in pairwise(times))])
    built = {name: median(one.build[name] for one in figures.values()) for name in PEERS}
    size = median(one.size for one in figures.values())
    return "\n\n".join([
        f"Documents of some 4,000 characters, {size:.1f} MB of UTF-8 a text, {rounds} rounds in which all take turns, "
        "a process for each text. English: docstrings of the standard library; Ukrainian: the essays of ua-gec; "
        "Russian: Faker's words in sentences, with persons, since no package carries Russian prose. Into copies of "
        "each, names of towns and settlements are put, one in ten with a slip. The peers look up all names on record "
        "in small letters, at word boundaries; they know no case forms, romanisations or slips, and leave out no "
        f"surname. To build: {', '.join(f'{name} {report.short(took)} s' for name, took in built.items())}.",
        "MB of UTF-8 a second of the processor (no one uses more than one core); *capitals*: words in a hundred that "
        "begin with one; *first pass*: toponyms in a new process, with all that it does once, slips included; all "
        "others warm:",
        report.table(["", "capitals", "toponyms, first pass", "toponyms", *PEERS], speed),
        "How many times as fast toponyms is, warm (median of the rounds, least and most):",
        report.table(["", *PEERS], ratios),
        "Names found (of the peers, surnames and words are among them):",
        report.table(["", *counted], found),
        "Seconds for one text of so many million characters, and how many times as long ten times the text takes:",
        report.table(["", "1", "10", "100", "ratio"], grown),
    ])  # fmt: skip


if __name__ == "__main__":
    part, *rest = sys.argv[1:]
    print(json.dumps(grow() if part == "grow" else measure(rest[0], int(rest[1]), int(rest[2]))))

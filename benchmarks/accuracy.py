"""How right and how honest the answers are; writes docs/accuracy.md and docs/reliability.svg."""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from types import ModuleType

from benchmarks.judge import Judge, Judged, bins, calibration_error
from benchmarks.measure import conditions
from benchmarks.names import section as names
from benchmarks.questions import ALIKE, EXACT, LIVED_IN, Material, Question, curated, mixture, negatives, some_unknown
from benchmarks.reliability import draw
from benchmarks.report import ACCURACY, FOLDER, table
from benchmarks.sentences import section as sentences
from benchmarks.slipping import KINDS
from toponyms.gazetteer import Gazetteer
from toponyms.hints import kilometres
from toponyms.index.prior import place_prior
from toponyms.model import Place

ACCEPT = 0.5
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
DOUBTS = (0.02, 0.05, 0.1, 0.2)
OTHER_HALF = 1
NEAREST = 10.0  # km; namesakes nearer than this are no test of `near`
SHIFT = 3.0  # km
Asked = list[tuple[Question, Judged]]


def run(options: argparse.Namespace) -> None:
    """Measure everything, print it, and write it if asked to."""
    gazetteer = Gazetteer.load()
    material = Material(gazetteer._world)
    judge = Judge(material)
    rng = random.Random(options.seed)
    sources: Path | None = options.sources
    parts = [HEAD, f"Measured {conditions()}\n"]
    if sources is not None:
        with some_unknown():
            asked = ask(judge, mixture(material, sources, OTHER_HALF, 3 * options.queries, options.seed))
        parts += [_calibration(asked), _thresholds(asked)]
        if options.write:
            (FOLDER / "reliability.svg").write_text(draw(bins(answer for _, answer in asked)), encoding="utf-8")
    parts += [_exact(judge, material, options.queries, rng), _slips(judge, material, options.queries, rng)]
    if sources is not None:
        parts += [_left_out(judge, material, sources, rng), _strangers(judge, material, sources, options.queries, rng)]
    parts += [_hints(judge, material, options.queries, rng), _cost(gazetteer, material, options.queries, rng)]
    if sources is not None:
        parts.append(_errors(asked))
    parts += [_labelled(), sentences(), names()]
    text = "\n".join(part for part in parts if part)
    print(text)
    if options.write:
        ACCURACY.write_text(text, encoding="utf-8")


HEAD = """# Accuracy

Written by `python -m benchmarks accuracy --sources SOURCES --write`, from the project's own data: the gazetteer, slips
made on purpose, and the lists behind the decoys (docs/decoys.md says how to fetch them into SOURCES). Without SOURCES
the parts that need them are left out. The parameters (`toponyms/score.py`, `toponyms/slips.py`) were fitted by
`python -m tools.fit_score` on one half of the places and words, told by a hash of the id or the word; **every figure
here but those marked as such is of the other half**. Some parameters were then moved by hand, to weigh slips found
against strangers taken, with sight of both halves and of the labelled figures at the end: the other half is not wholly
unseen. Slips are random, so figures move by a point or so with the seed.

"Right" is a place given, and the right one; "wrong" is another place given; the rest is no place, with candidates.
"""


def ask(judge: Judge, questions: Iterable[Question]) -> Asked:
    """Ask all questions."""
    return [(question, judge.ask(question)) for question in questions]


def given(answer: Judged, accept: float = ACCEPT) -> bool:
    """Tell whether a place is given."""
    return answer.best > accept and answer.best > answer.second


def share(part: float, whole: float) -> str:
    """Write a share with three digits, or four if it is small."""
    if not whole:
        return ""
    value = part / whole
    return f"{value:.3f}" if value >= 0.01 or not part else f"{value:.4f}"


def precision(right: int, wrong: int) -> str:
    """Write the share of places given that are right."""
    return share(right, right + wrong)


def _calibration(asked: Asked) -> str:
    wild = [answer for question, answer in asked if question.group not in EXACT]
    rows = [
        [f"{number / 10:.1f} to {(number + 1) / 10:.1f}", str(n), f"{mean:.3f}", f"{right:.3f}"]
        for number, (n, mean, right) in enumerate(bins(answer for _, answer in asked))
        if n
    ]
    places = sum(bool(question.want) for question, _ in asked)
    return f"""## Is a score a probability?

{len(asked):,} questions: {places} about places (a quarter as recorded, romanised or inflected; a quarter names that the
gazetteer was made to forget; half slips of all kinds below; places drawn by their prior), and
{len(asked) - places:,} words,
names of people and towns abroad, one in eight of the listed forgotten. Of those that some name came near, the score
of the likeliest candidate and how often it was right:

{table(("score", "candidates", "mean score", "right"), rows)}

Expected calibration error (ten bins): **{calibration_error(answer for _, answer in asked):.3f}**; of names that are not
on record as they are written, nor follow by rule: {calibration_error(wild):.3f}.

![Reliability: mean score against share right](reliability.svg)
"""


def _thresholds(asked: Asked) -> str:
    places = [(question, answer) for question, answer in asked if question.want]
    rows = []
    for accept in THRESHOLDS:
        right = sum(given(answer, accept) and answer.right for _, answer in places)
        wrong = sum(given(answer, accept) and not answer.right for _, answer in places)
        taken = sum(given(answer, accept) for question, answer in asked if not question.want)
        all_strange = len(asked) - len(places)
        rows.append([
            f"{accept:g}", precision(right, wrong + taken), share(right, len(places)), share(wrong, len(places)),
            share(taken, all_strange),
        ])  # fmt: skip
    doubts = []
    sure = [(question, answer) for question, answer in asked if given(answer)]
    for doubt in DOUBTS:
        flagged = [answer for _, answer in sure if answer.second > doubt]
        clear = [answer for _, answer in sure if answer.second <= doubt]
        doubts.append([
            f"{doubt:g}", share(len(flagged), len(sure)), share(sum(a.right for a in flagged), len(flagged)),
            share(sum(a.right for a in clear), len(clear)),
        ])  # fmt: skip
    return f"""## What `accept` and `doubt` cost

The same questions. Precision counts the strangers that are taken for a place, recall only those about places (many of
which several places share, so that none can be given).

{table(("accept", "precision", "recall", "another place", "strangers taken"), rows)}

Of the {len(sure)} places given with `accept=0.5`:

{table(("doubt", "called ambiguous", "right, if ambiguous", "right, if not"), doubts)}
"""


def _row(label: str, asked: Asked) -> list[str]:
    right = sum(given(answer) and answer.right for _, answer in asked)
    wrong = sum(given(answer) and not answer.right for _, answer in asked)
    first = sum(answer.right for _, answer in asked)
    return [label, str(len(asked)), share(first, len(asked)), share(right, len(asked)), precision(right, wrong)]


_COLUMNS = ("names", "n", "likeliest", "right", "precision")


def _exact(judge: Judge, material: Material, count: int, rng: random.Random) -> str:
    rows = []
    for kind in EXACT:
        for size in LIVED_IN:
            asked = ask(judge, material.positives(kind, count // 3, OTHER_HALF, rng, size))
            alone = [row for row in asked if row[0].sharing == 1]
            among = sum(answer.among for _, answer in asked)
            rows.append([*_row(f"{kind}, {size}", alone), share(among, len(asked))])
    return f"""## Names as recorded, romanised, inflected

Names that one place has (the last column: all, the place among the candidates), drawn evenly from the places of a size
and by the weight of the name. Romanised by a system drawn at random of the most usual twelve; case forms in Cyrillic.

{table((*_COLUMNS, "of all: among the candidates"), rows)}
"""


def _slips(judge: Judge, material: Material, count: int, rng: random.Random) -> str:
    rows = []
    for kind in KINDS:
        if kind not in EXACT:
            for size in LIVED_IN:
                asked = ask(judge, material.positives(kind, count // 2, OTHER_HALF, rng, size))
                rows.append(_row(f"{kind}, {size}", [row for row in asked if row[0].sharing == 1]))
    return f"""## Slips

Names of six letters and more that one place has, in English, Russian or Ukrainian, with a slip that gives no name on
record. "Any edit" drops, adds, replaces or swaps letters at random; one in twenty hits the first letter.

{table(_COLUMNS, rows)}
"""


def _left_out(judge: Judge, material: Material, sources: Path, rng: random.Random) -> str:
    groups = ("word, Latin", "surname, Latin", "foreign-town, Latin")
    strange = [q for q in negatives(sources, material, 1000, None, rng) if q.group in groups]
    with some_unknown():
        scores = sorted((answer.best for _, answer in ask(judge, strange)), reverse=True)
    level = scores[len(scores) // 100]
    largest = sorted((p for p in material.lived_in), key=place_prior, reverse=True)[:1500]
    rows = []
    for label, places in (("curated names", curated(material)), ("the 1,500 likeliest places", largest)):
        for alike, which in ((0.0, "all"), (ALIKE, "like another")):
            asked = ask(judge, material.left_out(1500, None, rng, places, alike))
            first = sum(answer.right for _, answer in asked)
            above = sum(answer.right and answer.best > level for _, answer in asked)
            sure = sum(answer.right and given(answer) for _, answer in asked)
            n = len(asked)
            rows.append([f"{label}, {which}", str(n), share(first, n), share(above, n), share(sure, n)])
    return f"""## Names that the gazetteer was made to forget

A name that one place has is left out, with all that is spelt like it, and asked for. Some are like no other name of
their place (similarity of keys below 0.6), as old names are: nothing could find these. "At 1 %": the likeliest is right
and scores above {level:.3f}, which 1 % of {len(strange):,} English words, US surnames and foreign towns reach (one
decoy in eight forgotten). Both halves of the places. In the study behind the design the best scorers reached 0.91 and
0.82, over other names (those of GeoNames) and without a prior.

{table(("names", "n", "likeliest", "right at 1 %", "right, accept 0.5"), rows)}
"""


def _strangers(judge: Judge, material: Material, sources: Path, count: int, rng: random.Random) -> str:
    questions = negatives(sources, material, count, OTHER_HALF, rng)
    shipped = ask(judge, questions)
    with some_unknown():
        forgotten = ask(judge, questions)
    rows = []
    for group in dict.fromkeys(question.group for question in questions):
        counts = [
            [given(answer) for question, answer in asked if question.group == group] for asked in (shipped, forgotten)
        ]
        rows.append([group, str(len(counts[0])), *(share(sum(one), len(one)) for one in counts)])
    taken = [share(sum(given(answer) for _, answer in asked), len(asked)) for asked in (shipped, forgotten)]
    rows.append(["all", str(len(questions)), *taken])
    return f"""## Words, people and towns abroad

Taken for a Ukrainian place, of those that are on record nowhere: with the decoys as shipped, which were made from these
lists; and with one decoy in eight forgotten, as if nobody had listed it. "Village abroad, unlisted" are places of fewer
than 5,000 people in countries far away, of which no list has any.

{table(("kind", "n", "as shipped", "some forgotten"), rows)}
"""


def _hints(judge: Judge, material: Material, count: int, rng: random.Random) -> str:
    shared: dict[str, list[Place]] = {}
    for place in material.lived_in:
        shared.setdefault(place.name_in("uk") or "", []).append(place)
    groups = [places for places in shared.values() if len(places) > 1]
    pool = [(place, group) for group in groups for place in group]
    within: Asked = []
    together: Asked = []
    near: Asked = []
    for place, group in rng.sample(pool, min(len(pool), 2 * count)):
        others = [other for other in group if other != place]
        text = place.name_in("uk") or ""
        question = Question(text, place.id, "shared", place.kind)
        area = _telling(place, others)
        if area is None:
            together.append((question, judge.ask(question, within=place.parents[0])))
        else:
            within.append((question, judge.ask(question, within=area)))
        point = _shifted(place, rng)
        if point and all(_far(place, other) for other in others):
            near.append((question, judge.ask(question, near=point)))
    rows = [
        _row("`within` the smallest area that tells them apart", within),
        _row(f"`near` a point up to {SHIFT:g} km away, namesakes nearer than {NEAREST:g} km left out", near),
    ]
    none = sum(not given(answer) for _, answer in together)
    among = sum(answer.among for _, answer in together)
    return f"""## Names that several places share, with hints

Places drawn evenly from all that share their Ukrainian name with another; the smallest area is the largest of oblast,
raion and hromada that holds no namesake.

{table(_COLUMNS, rows)}

Of {len(together)} that share the hromada, {share(none, len(together))} get no place, and {share(among, len(together))}
have theirs among the candidates.
"""


def _telling(place: Place, others: Sequence[Place]) -> str | None:
    """Return the largest area around a place that no namesake lies in."""
    for area in reversed(place.parents):
        if not any(area in other.parents for other in others):
            return area
    return None


def _shifted(place: Place, rng: random.Random) -> tuple[float, float] | None:
    if place.lat is None or place.lon is None:
        return None
    while True:
        point = place.lat + rng.uniform(-0.03, 0.03), place.lon + rng.uniform(-0.05, 0.05)
        if kilometres((place.lat, place.lon), point) <= SHIFT:
            return point


def _far(place: Place, other: Place) -> bool:
    if place.lat is None or place.lon is None or other.lat is None or other.lon is None:
        return False
    return kilometres((place.lat, place.lon), (other.lat, other.lon)) >= NEAREST


def _cost(gazetteer: Gazetteer, material: Material, count: int, rng: random.Random) -> str:
    rows = []
    for kind in ("as recorded", "any edit", "two edits"):
        texts = [question.text for question in material.positives(kind, count, None, rng)]
        rows.append([kind, str(len(texts)), f"{_microseconds(gazetteer, texts):.0f}"])
    return f"""## Cost

Median time of `resolve()` for names never asked before, in one process; docs/benchmarks.md compares with others.

{table(("names", "n", "µs"), rows)}
"""


def _microseconds(gazetteer: Gazetteer, texts: Sequence[str]) -> float:
    for text in texts[:50]:
        gazetteer.resolve(text)
    times = []
    for text in texts[50:]:
        start = perf_counter()
        gazetteer.resolve(text)
        times.append(perf_counter() - start)
    return median(times) * 1e6


def _errors(asked: Asked) -> str:
    causes: dict[str, list[str]] = {}
    for question, answer in asked:
        if not (answer.right and given(answer)) and (question.want or given(answer)):
            causes.setdefault(_cause(question, answer), []).append(f"{question.text} → {answer.found or '—'}")
    counts = Counter({cause: len(names) for cause, names in causes.items()})
    lines = [f"- **{cause}** ({number}): {'; '.join(causes[cause][:8])}" for cause, number in counts.most_common()]
    return (
        "## What goes wrong\n\nBy cause, over the questions of the first part; eight of each.\n\n"
        + "\n".join(lines)
        + "\n"
    )


def _cause(question: Question, answer: Judged) -> str:
    if not question.want:
        return f"no Ukrainian place, and taken for one: {question.group}"
    if question.sharing > 1:
        return "several places share the name"
    if not answer.found:
        return "nothing is near enough, or what was written is a decoy"
    if given(answer):
        return (
            "another place's name is nearer" if answer.among else "another place's name is near, the right one is not"
        )
    return "the right place comes first, in too much doubt" if answer.right else "no place given, another is likelier"


def _labelled() -> str:
    folder = Path(__file__).parents[2] / "shared" / "eval"
    if not (folder / "score.py").is_file():
        return ""
    spec = importlib.util.spec_from_file_location("labelled_score", folder / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    import toponyms

    oblasts = json.loads((folder / "oblast_codes.json").read_text(encoding="utf-8"))
    load: Callable[..., list[dict[str, str]]] = module.load
    spellings = module.score_spellings(toponyms, load(folder, "spellings"), oblasts, 0)
    strange = module.score_not_places(toponyms, load(folder, "not_places"), 0)
    rows = [
        [key, str(row["n"]), f"{row['top1_within_oblast']:.3f}", f"{row['top1']:.3f}", f"{row['among_candidates']:.3f}"]
        for key, row in spellings.items()
        if key in ("all", "name of one place", "shared name")
    ]
    more = [[key, str(row["n"]), f"{row['taken_for_ukrainian']:.4f}"] for key, row in strange.items()]
    return f"""## Labelled files outside the repository

Real spellings and real strangers, labelled by one reader; nothing was fitted to them or added because of them.

{table(("spellings", "n", "right, oblast given", "right, not given", "among the candidates, given"), rows)}

{table(("no Ukrainian places", "n", "taken for one"), more)}
"""

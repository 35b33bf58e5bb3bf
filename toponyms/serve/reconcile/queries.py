"""One query of the Reconciliation API: read, resolved, and written as candidates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from toponyms import Gazetteer
from toponyms.errors import UnknownPlace
from toponyms.model import Match, Place, Resolution
from toponyms.serve.http import Refused
from toponyms.serve.reconcile.describe import describe, why
from toponyms.serve.reconcile.hints import Beside, HintReader
from toponyms.serve.reconcile.kinds import kinds_asked, types_of

# A match is taken without a person looking at it. Of answers that are not ambiguous and score more than this, 96 in a
# hundred are right (docs/accuracy.md), and one stranger in four hundred is among them.
CERTAIN = 0.8
DOUBT = 0.1  # another candidate above this leaves doubt, as in the package
LIMIT = 10  # candidates where a query names no limit
MOST = 50
_LOOKED_AT = 30  # candidates among which the kinds that were asked for are sought first
_LONGEST = 300  # characters; no name is longer
# OpenRefine sends the type of a column as what "should" be. Someone has chosen it, and yet a cell may hold the oblast.
_OTHER_KINDS = 0.01
_OUTSIDE = 0.5  # what the score of a place is multiplied with that lies outside the area that was named


@dataclass(frozen=True, slots=True)
class Query:
    """A query, read.

    Attributes:
        text: The name; empty if there are properties only.
        kinds: The kinds of place that are asked for, or None for all.
        others: How much less likely other kinds are: 0 if they are shut out.
        limit: How many candidates are wanted.
        properties: Ids of properties (or names of columns) and values.
    """

    text: str
    kinds: frozenset[str] | None
    others: float
    limit: int
    properties: tuple[tuple[str, Any], ...]


def read_query(query: Any, key: str) -> Query:
    """Read a query of a batch.

    Args:
        query: What JSON gave.
        key: Its key in the batch, for the message.

    Raises:
        Refused: It is no query (400).
    """
    if not isinstance(query, dict):
        raise Refused(400, f'the query "{key[:40]}" must be an object')
    text = query.get("query", "")
    properties = query.get("properties") or []
    if not isinstance(text, str) or not isinstance(properties, list):
        raise Refused(400, f'the query "{key[:40]}" needs a text as "query" or a list as "properties"')
    if "query" not in query and not properties:
        raise Refused(400, f'the query "{key[:40]}" has neither "query" nor "properties"')
    asked = query.get("type") or []
    asked = [asked] if isinstance(asked, str) else asked
    if not isinstance(asked, list):
        raise Refused(400, f'the "type" of the query "{key[:40]}" must be a text or a list of texts')
    asked = [each.get("id") if isinstance(each, dict) else each for each in asked]
    asked = [each for each in asked if isinstance(each, str)]
    strict = query.get("type_strict", "any")
    limit = query.get("limit", LIMIT)
    if isinstance(limit, bool) or not isinstance(limit, int | float) or limit != limit or limit < 1:
        limit = LIMIT
    pairs = tuple(
        (str(each.get("pid", "")), each.get("v")) for each in properties[:50] if isinstance(each, dict)
    )
    others = _OTHER_KINDS if strict == "should" else 0.0
    return Query(" ".join(text.split()), kinds_asked(asked, str(strict)), others, int(min(limit, MOST)), pairs)


class Answerer:
    """Answers queries from a gazetteer; safe for many threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._hints = HintReader(gazetteer)

    def answer(self, query: Query) -> list[dict[str, Any]]:
        """Return the candidates of a query, likeliest first; at most one of them is a match."""
        beside = self._hints.read(query.properties)
        if len(query.text) > _LONGEST:
            return []
        named = by_identifier(self._gazetteer, query.text)
        if named and (query.kinds is None or query.others or named.kind in query.kinds):
            certain = beside.coded in (None, named) and not beside.doubts
            return [self._certain(named, "by its identifier", match=certain)]
        if not query.text:
            coded = beside.coded
            return [self._certain(coded, "by its code", match=not beside.doubts)] if coded else []
        if beside.coded:
            return self._with_code(query, beside, beside.coded)
        answer = self._resolve(query, beside)
        if not answer.candidates and beside.within:
            outside = self._resolve(query, Beside(options=beside.options))
            return self._written(query, outside, (*beside.doubts, "outside the area named"), scale=_OUTSIDE)
        return self._written(query, answer, beside.doubts)

    def _resolve(self, query: Query, beside: Beside) -> Resolution:
        """Resolve the name within each of the walls, and take the better answer; two good ones are a doubt."""
        answers = [self._resolve_within(query, wall, beside.options) for wall in beside.within or (None,)]
        if len(answers) == 1:
            return answers[0]
        answers.sort(key=lambda answer: -answer.score)
        if any(m.step != "fuzzy" for answer in answers for m in answer.candidates):  # then no slip is looked for
            answers = [a for a in answers if any(m.step != "fuzzy" for m in a.candidates)]
        matches = {m.place: m for answer in reversed(answers) for m in answer.candidates}
        ranked = sorted(matches.values(), key=lambda match: -match.score)
        second = ranked[1].score if len(ranked) > 1 else 0.0
        sure = answers[0].place is not None and not answers[0].ambiguous and second < DOUBT
        return Resolution(query.text, ranked, total=len(ranked), ambiguous=not sure, first=ranked[0] if sure else None)

    def _resolve_within(self, query: Query, wall: str | None, options: dict[str, Any]) -> Resolution:
        limit = max(query.limit, 2 if query.kinds is None else _LOOKED_AT)
        answer = self._gazetteer.resolve(query.text, within=wall, limit=limit, **options)
        kinds = query.kinds
        if kinds and answer.total > limit and not any(match.place.kind in kinds for match in answer.candidates):
            return self._gazetteer.resolve(query.text, within=wall, limit=None, **options)
        return answer

    def _with_code(self, query: Query, beside: Beside, coded: Place) -> list[dict[str, Any]]:
        """Let a code decide, if the name can be its place's; otherwise show both and match none."""
        answer = self._gazetteer.resolve(query.text, limit=None)
        if any(match.place == coded for match in answer.candidates):
            return [self._certain(coded, "by its code, which the name fits", match=not beside.doubts)]
        first = self._certain(coded, "by its code, which the name does not fit", match=False)
        first["score"] = 50.0
        others = self._written(query, answer, ("not the place of the code",), scale=0.4)
        return [first, *others][: query.limit]

    def _written(
        self, query: Query, answer: Resolution, doubts: Sequence[str], scale: float = 1.0
    ) -> list[dict[str, Any]]:
        """Write the candidates of an answer, weighed by the types asked for."""
        ranked = [(match, match.score) for match in answer.candidates]
        sure = is_certain(answer)
        if query.kinds is not None:
            ranked = _weighed(ranked, query.kinds, query.others)
            second = ranked[1][1] if len(ranked) > 1 else 0.0
            sure = bool(ranked) and ranked[0][1] >= CERTAIN and second < DOUBT
        return [
            self._candidate(match, score * scale, match=sure and not doubts and position == 0, doubts=doubts)
            for position, (match, score) in enumerate(ranked[: query.limit])
        ]

    def _candidate(self, found: Match, score: float, *, match: bool, doubts: Sequence[str]) -> dict[str, Any]:
        place, origin = found.place, found.origin
        return {
            "id": place.id,
            "name": place.name,
            "description": " · ".join([describe(self._gazetteer, place), why(found), *doubts]),
            "score": round(100 * score, 1),
            "match": match,
            "type": types_of(place),
            "features": [
                {"id": "probability", "value": round(found.score, 4)},
                {"id": "similarity", "value": round(found.similarity, 4)},
                {"id": "as_written", "value": found.step in ("exact", "folded")},
                {"id": "slip", "value": found.step == "fuzzy"},
                {"id": "current_name", "value": origin.kind in ("official", "also")},
                {"id": "former_name", "value": origin.kind == "former"},
                {"id": "misspelling_on_record", "value": origin.kind == "misspelling"},
            ],
        }

    def _certain(self, place: Place, how: str, *, match: bool) -> dict[str, Any]:
        return {
            "id": place.id, "name": place.name, "description": f"{describe(self._gazetteer, place)} · {how}",
            "score": 100.0, "match": match, "type": types_of(place),
            "features": [{"id": "identifier", "value": True}],
        }  # fmt: skip


def is_certain(answer: Resolution) -> bool:
    """Tell whether an answer may be taken without a person looking at it."""
    return answer.place is not None and not answer.ambiguous and answer.score >= CERTAIN


def by_identifier(gazetteer: Gazetteer, text: str) -> Place | None:
    """Return the place whose id or code a text is, or None.

    A word of letters alone is a name before it is an id.
    """
    if not any(sign.isdigit() or sign == "-" for sign in text) or " " in text:
        return None
    for each in (text, text.upper()):
        try:
            return gazetteer.get(each)
        except UnknownPlace:
            continue
    return None


def _weighed(ranked: list[tuple[Match, float]], kinds: frozenset[str], others: float) -> list[tuple[Match, float]]:
    """Weigh down the places of other kinds; what they lose is shared out among all, the unheard-of included."""
    unknown = max(1.0 - sum(score for _, score in ranked), 0.0)
    weighed = [(match, score * (1.0 if match.place.kind in kinds else others)) for match, score in ranked]
    whole = sum(score for _, score in weighed) + unknown
    kept = [(match, score / whole) for match, score in weighed if score > 0]
    return sorted(kept, key=lambda pair: -pair[1])

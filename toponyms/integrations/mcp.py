"""A Model Context Protocol server: tools with which a language model looks places up instead of remembering them.

`toponyms mcp` runs it over standard input and output. Three tools: `resolve_toponym`, `find_toponyms`, `place_history`.
Each returns structured content, and says what is in doubt; none guesses. They read the gazetteer and nothing else.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import toponyms
from toponyms import Gazetteer, Match, Mention, Place
from toponyms.errors import ToponymsError
from toponyms.integrations import missing

try:
    from mcp.types import ToolAnnotations
    from pydantic import Field
    from typing_extensions import TypedDict  # pydantic takes that of `typing` from Python 3.12 on only
except ImportError:
    unmet = missing("mcp")
    raise unmet from None

LONGEST_NAME = 200  # characters
LONGEST_TEXT = 20_000
DOUBT = 0.1  # as for `Gazetteer.load`: another candidate above this makes a mention ambiguous

INSTRUCTIONS = """\
Ukrainian place names: current, former, romanised and misspelled ones lead to one official unit. Prefer these tools to \
your memory: towns were renamed, many share a name, and former names are still in use. Doubt is returned, not guessed: \
where "ambiguous" is true or "id" is null, show the candidates or ask; do not pick one yourself."""

Name = Annotated[str, Field(max_length=LONGEST_NAME)]
Within = Annotated[
    str | None,
    Field(max_length=LONGEST_NAME, description='The area that holds the place: "Donetsk Oblast", "UA-14" or an id.'),
]
On = Annotated[
    str | None,
    Field(max_length=10, description="The date of the text, YYYY[-MM[-DD]]: names then in use are likelier."),
]
Limit = Annotated[int, Field(ge=1, le=20, description="How many candidates to show.")]
Text = Annotated[str, Field(max_length=LONGEST_TEXT, description=f"At most {LONGEST_TEXT:,} characters.")]
Lower = Annotated[bool, Field(description="True for text without capitals.")]
Id = Annotated[
    str,
    Field(max_length=LONGEST_NAME, description='An id such as "pokrovsk-donetsk", or a KATOTTG code or p-code.'),
]
Lang = Annotated[str | None, Field(max_length=35, description='The language of the text, such as "ru".')]


class Candidate(TypedDict):
    """A place that may be meant."""

    id: str
    name: str
    kind: str
    country: str
    lies_in: list[str]
    score: Annotated[float, Field(description="The estimated probability that this place was meant.")]
    matched: Annotated[str, Field(description="The name on record that led to the place.")]
    matched_kind: Annotated[str, Field(description="official, former, also, misspelling or romanised")]


class Resolved(TypedDict):
    """The answer to one name."""

    query: str
    id: Annotated[str | None, Field(description="Null where no place was sure enough.")]
    name: Annotated[str | None, Field(description="Its official name in English.")]
    score: float | None
    ambiguous: Annotated[bool, Field(description="True where another place may be meant.")]
    total: Annotated[int, Field(description="How many places the name fits; candidates are the likeliest.")]
    explanation: str
    candidates: list[Candidate]


class Found(TypedDict):
    """A place named in a text."""

    start: Annotated[int, Field(description="Where it begins, in code points from 0.")]
    end: int
    text: str
    form: Annotated[str, Field(description="noun or adjective")]
    id: Annotated[str | None, Field(description="Null where it is undecided.")]
    name: str | None
    ambiguous: Annotated[bool, Field(description="True where it is undecided or another place may be meant.")]
    score: float
    candidates: list[Candidate]


class Mentions(TypedDict):
    """The places named in a text."""

    mentions: list[Found]
    ambiguous: Annotated[int, Field(description="How many of them are ambiguous.")]


class Dated(TypedDict):
    """A name of a place and when it was in use."""

    text: str
    lang: str | None
    kind: Annotated[str, Field(description="official, former, also or misspelling")]
    since: str | None
    until: Annotated[str | None, Field(description="The day the act that ended it was adopted.")]
    used_by: Annotated[str | None, Field(description="Who uses it today, for names of the other side.")]
    source: str | None
    note: str | None


class History(TypedDict):
    """A place and all its names."""

    id: str
    name: str
    kind: str
    country: str
    lies_in: list[str]
    canonical: Annotated[dict[str, str], Field(description="The name to use today, by language.")]
    names: list[Dated]
    ids: Annotated[dict[str, str], Field(description="Codes elsewhere: katottg, pcode, geonames, wikidata.")]
    lat: float | None
    lon: float | None
    population: int | None


def server(gazetteer: Gazetteer | None = None) -> Any:
    """Make the server.

    Args:
        gazetteer: Who answers; None for the shipped data.

    Returns:
        An `MCPServer` of the MCP SDK 2, or a `FastMCP` of the SDK 1; `.run()` serves standard input and output.

    Examples:
        >>> server().name
        'toponyms'
    """
    kind, tool_error = _sdk()
    app = kind("toponyms", instructions=INSTRUCTIONS, log_level="WARNING")
    source: Any = toponyms if gazetteer is None else gazetteer
    hints = ToolAnnotations.model_validate({"readOnlyHint": True, "idempotentHint": True, "openWorldHint": False})

    def resolve_toponym(
        name: Name, within: Within = None, on: On = None, lang: Lang = None, limit: Limit = 5
    ) -> Resolved:
        """Find the Ukrainian place that one name stands for: a current, former, romanised or misspelled name.

        Returns ambiguous=true and ranked candidates instead of guessing: "id" is null where no place is sure enough,
        and a place with ambiguous=true is only the likeliest. Then give `within` or `on`, or show the candidates.
        """
        with _told(tool_error):
            answer = source.resolve(name, within=within, on=on, lang=lang, limit=limit)
        place = answer.place
        return Resolved(
            query=answer.query, id=answer.id, name=place.name if place else None,
            score=round(answer.score, 4) if place else None, ambiguous=answer.ambiguous, total=answer.total,
            explanation=answer.explain(), candidates=[_candidate(match, source) for match in answer.candidates],
        )  # fmt: skip

    def find_toponyms(
        text: Text, within: Within = None, on: On = None, lang: Lang = None, lower: Lower = False
    ) -> Mentions:
        """Find the Ukrainian places that a text names, in English, Russian or Ukrainian, with positions and ids.

        Returns doubt instead of guessing: a mention that is undecided has id=null, and ambiguous=true says that other
        candidates are possible. Surnames and words that look like places are left out. Send longer texts in parts.
        """
        with _told(tool_error):
            found = [_found(m, source) for m in source.find(text, within=within, on=on, lang=lang, lower=lower)]
        return Mentions(mentions=found, ambiguous=sum(mention["ambiguous"] for mention in found))

    def place_history(place_id: Id) -> History:
        """Tell how a place was called and when: its official, former and other names with dates and sources.

        Takes an id, not a name: resolve_toponym finds it, and says when a name is ambiguous. A date that is null is not
        known; it does not mean "always".
        """
        with _told(tool_error):
            return _history(source.get(place_id), source)

    for title, tool in (
        ("Resolve a place name", resolve_toponym),
        ("Find places in a text", find_toponyms),
        ("Names of a place through time", place_history),
    ):
        about = inspect.cleandoc(tool.__doc__ or "")
        app.add_tool(tool, title=title, description=about, annotations=hints, structured_output=True)
    return app


def _sdk() -> tuple[Any, Any]:
    """Return the class of servers and that of errors that a tool may show; the SDK 2 renamed its modules."""
    for name, kind in (("mcpserver", "MCPServer"), ("fastmcp", "FastMCP")):
        try:
            found = importlib.import_module(f"mcp.server.{name}")
            errors = importlib.import_module(f"mcp.server.{name}.exceptions")
        except ImportError:
            continue
        return getattr(found, kind), errors.ToolError
    unmet = missing("mcp")
    raise unmet


@contextmanager
def _told(tool_error: type[Exception]) -> Iterator[None]:
    """Tell the model what it can mend: an unknown area, a malformed date. The SDK keeps other errors to itself."""
    try:
        yield
    except (ToponymsError, ValueError) as error:
        raise tool_error(str(error).replace("resolve()", "resolve_toponym")) from error


def _lies_in(place: Place, source: Any) -> list[str]:
    return [source.get(parent).name for parent in place.parents]


def _candidate(match: Match, source: Any) -> Candidate:
    place = match.place
    return Candidate(
        id=place.id, name=place.name, kind=place.kind, country=place.country, lies_in=_lies_in(place, source),
        score=round(match.score, 4), matched=match.name.text, matched_kind=match.name.kind,
    )  # fmt: skip


def _found(mention: Mention, source: Any) -> Found:
    place = mention.place
    others = [match for match in mention.candidates if match.place != place and match.score > DOUBT]
    return Found(
        start=mention.start, end=mention.end, text=mention.text, form=mention.form, id=place.id if place else None,
        name=place.name if place else None, ambiguous=place is None or bool(others), score=round(mention.score, 4),
        candidates=[_candidate(match, source) for match in mention.candidates],
    )  # fmt: skip


def _history(place: Place, source: Any) -> History:
    names = [
        Dated(
            text=name.text, lang=name.lang, kind=name.kind, since=name.since, until=name.until, used_by=name.used_by,
            source=name.source, note=name.note,
        )
        for name in place.names
    ]  # fmt: skip
    canonical = {lang: name for lang in ("uk", "en", "ru") if (name := place.name_in(lang))}
    return History(
        id=place.id, name=place.name, kind=place.kind, country=place.country, lies_in=_lies_in(place, source),
        canonical=canonical, names=names, ids=dict(place.ids), lat=place.lat, lon=place.lon,
        population=place.population,
    )  # fmt: skip

"""spaCy: `nlp.add_pipe("toponyms")` marks the places a text names, with their ids.

spaCy finds the factory by its entry point, so nothing need be imported. Every mention is a span of
`doc.spans["toponyms"]`; `span.kb_id_` is the id of its place, empty while the mention is undecided; decided mentions
are entities of `doc.ents` as well; `span._.toponym` is the `toponyms.Mention` itself.

    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> _ = nlp.add_pipe("toponyms")
    >>> [(ent.text, ent.label_, ent.kb_id_) for ent in nlp("Krasnoarmersk holds, Dimitrov burns.").ents]
    [('Krasnoarmersk', 'GPE', 'pokrovsk-donetsk'), ('Dimitrov', 'GPE', 'myrnohrad-donetsk')]
"""

import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from toponyms import Gazetteer, Match, Mention, Name, Place, UnknownPlace, get
from toponyms.integrations import missing

try:
    from spacy.language import Language
    from spacy.tokens import Doc, Span, SpanGroup
except ImportError:
    unmet = missing("spacy")
    raise unmet from None

LINKED = ("FAC", "GPE", "LOC")  # labels of other components that an id may be added to
_HINTS = ("within", "near", "on", "lang", "fuzzy", "lower")
_loaded: dict[str, Gazetteer] = {}  # by version: mentions are read back with the gazetteer that found them


@Language.factory(
    "toponyms",
    assigns=["doc.ents", "doc.spans", "span._.toponym"],
    default_config={
        "label": "GPE", "labels": {}, "spans_key": "toponyms", "overwrite": False, "against": ["PER", "PERSON"],
        "within": None, "near": None, "on": None, "lang": None, "fuzzy": True, "lower": False, "gazetteer": [],
    },
)  # fmt: skip
def create(
    nlp: Language,
    name: str,
    label: str,
    labels: dict[str, str],
    spans_key: str,
    overwrite: bool,
    against: list[str],
    within: str | None,
    near: list[float] | tuple[float, float] | None,
    on: str | None,
    lang: str | None,
    fuzzy: bool,
    lower: bool,
    gazetteer: list[str],
) -> "Toponyms":
    """Make the component; spaCy calls this for `nlp.add_pipe("toponyms", config={…})`.

    Args:
        nlp: The pipeline.
        name: The name of the component in it.
        label: The label of the spans, unless `labels` has one for the kind of the place.
        labels: Labels by kind of place, such as {"river": "LOC", "plant": "FAC"}.
        spans_key: The key in `doc.spans` under which all mentions go.
        overwrite: True to put decided mentions in the place of entities that they overlap; otherwise those stay.
        against: Labels of entities that speak against a place: a mention that overlaps one is undecided.
        within: As for `toponyms.find`, for all documents; so are `near`, `on`, `lang`, `fuzzy` and `lower`. A
            document has its own in `doc._.toponym_hints`, a dict such as {"on": "2014-08"}.
        near: A point: latitude and longitude in degrees.
        on: The date of the texts.
        lang: The language of the texts; that of the pipeline is not used.
        fuzzy: False to take no names with slips.
        lower: True for texts without capitals.
        gazetteer: Paths of own YAML files, read after the shipped data. They are saved with the pipeline.

    Returns:
        The component.
    """
    hints = dict(zip(_HINTS, (within, near, on, lang, fuzzy, lower), strict=True))
    return Toponyms(label, labels, spans_key, overwrite, frozenset(against), hints, [Path(path) for path in gazetteer])


class Toponyms:
    """The component. It is small: the gazetteer is opened when the first document comes."""

    def __init__(
        self,
        label: str,
        labels: dict[str, str],
        spans_key: str,
        overwrite: bool,
        against: frozenset[str],
        hints: dict[str, Any],
        paths: list[Path],
    ) -> None:
        self.label, self.labels, self.spans_key = label, labels, spans_key
        self.overwrite, self.against = overwrite, against
        self.hints, self.paths = hints, paths
        self._gazetteer: Gazetteer | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Mark the places of a document."""
        if self._gazetteer is None:
            self._gazetteer = Gazetteer.load(*self.paths)
        version = self._gazetteer.version
        _loaded[version] = self._gazetteer
        mentions = self._gazetteer.find(doc.text, **{**self.hints, **(doc._.toponym_hints or {})})
        opposed = [ent for ent in doc.ents if ent.label_ in self.against]
        marked = [self._mark(doc, mention, opposed) for mention in mentions]
        doc.spans[self.spans_key] = SpanGroup(doc, name=self.spans_key, spans=[span for span, _ in marked])
        for span, mention in marked:
            span._.toponym_records = [*(span._.toponym_records or []), _pack(mention, version)]
        doc.ents = self._entities(doc, [span for span, _ in marked])
        return doc

    def _mark(self, doc: Doc, mention: Mention, opposed: list[Span]) -> tuple[Span, Mention]:
        """Return the span of a mention, and the mention as the entities that are there let it be."""
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        assert span is not None  # a mention has letters, and every letter has a token
        if mention.place and any(_overlap(span, ent) for ent in opposed):
            mention = replace(mention, place=None)
        place = mention.place
        kind = place.kind if place else mention.candidates[0].place.kind if mention.candidates else ""
        label = self.labels.get(kind, self.label)
        return Span(doc, span.start, span.end, label=label, kb_id=place.id if place else ""), mention

    def _entities(self, doc: Doc, spans: list[Span]) -> list[Span]:
        """Put decided mentions among the entities that are there."""
        decided: list[Span] = []
        for span in spans:
            if not span.kb_id:
                continue
            others = [other for other in spans if other.kb_id != span.kb_id and _overlap(other, span)]
            # two places in one token ("Krasnoarmersk/Pokrovsk" with some tokenisers): an entity could name only one
            if not others and not any(_overlap(other, span) for other in decided):
                decided.append(span)
        if self.overwrite:
            return decided + [ent for ent in doc.ents if not any(_overlap(ent, span) for span in decided)]
        ents: list[Span] = []
        exact = {(span.start, span.end): span for span in decided}
        for ent in doc.ents:
            ours = exact.get((ent.start, ent.end))
            if ours is not None and not ent.kb_id and ent.label_ in {*LINKED, self.label, ours.label_}:
                ent = Span(doc, ent.start, ent.end, label=ent.label, kb_id=ours.kb_id, span_id=ent.id)
            ents.append(ent)
        return ents + [span for span in decided if not any(_overlap(span, ent) for ent in ents)]

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Save the own gazetteer files; spaCy saves the settings."""
        folder = Path(path)
        for number, own in enumerate(self.paths):
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(own, folder / f"gazetteer-{number}.yaml")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "Toponyms":
        """Take the own gazetteer files that were saved, in the place of those that the settings name."""
        saved = sorted(Path(path).glob("gazetteer-*.yaml"), key=lambda file: int(file.stem.partition("-")[2]))
        if saved:
            self.paths, self._gazetteer = saved, None
        return self


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _pack(mention: Mention, version: str) -> dict[str, Any]:
    """Turn a mention into what every form of a Doc can carry: to other processes, into a DocBin."""
    candidates = [
        {**match.to_dict(), "score": match.score, "similarity": match.similarity} for match in mention.candidates
    ]
    return {
        "start": mention.start, "end": mention.end, "text": mention.text, "form": mention.form, "score": mention.score,
        "id": mention.place.id if mention.place else "", "candidates": candidates, "version": version,
        "name": mention.name.to_dict() if mention.name else None,
    }  # fmt: skip


def _mention(span: Span) -> Mention | None:
    """Read back the mention that a span marks; None for other spans."""
    records = span._.toponym_records
    if not records:
        return None
    packed = next((record for record in records if record["id"] == span.kb_id_), records[0])
    candidates = tuple(_match(match, packed["version"]) for match in packed["candidates"])
    place = next((match.place for match in candidates if match.place.id == packed["id"]), None)
    if place is None and packed["id"]:
        place = _place({"id": packed["id"], "name": packed["id"], "kind": ""}, packed["version"])
    return Mention(
        packed["start"], packed["end"], packed["text"], place, packed["score"], candidates,
        Name(**packed["name"]) if packed["name"] else None, packed["form"],
    )  # fmt: skip


def _match(packed: dict[str, Any], version: str) -> Match:
    name = Name(**packed["matched"])
    origin = Name(**packed["origin"]) if "origin" in packed else name
    return Match(_place(packed, version), name, packed["score"], packed["similarity"], packed["step"], origin)


def _place(packed: dict[str, Any], version: str) -> Place:
    """Return a place in full, or as much of it as the document carries when no gazetteer here has it."""
    gazetteer = _loaded.get(version)
    try:
        return gazetteer.get(packed["id"]) if gazetteer else get(packed["id"])
    except UnknownPlace:
        parents = tuple(packed.get("parents", ()))
        return Place(packed["id"], packed["name"], packed["kind"], packed.get("country", ""), parents=parents)


for _owner, _attribute, _how in (
    (Doc, "toponym_hints", {"default": None}),
    (Span, "toponym_records", {"default": None}),
    (Span, "toponym", {"getter": _mention}),
):
    if not _owner.has_extension(_attribute):
        _owner.set_extension(_attribute, **_how)

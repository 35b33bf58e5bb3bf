"""Rules on what leads from one entry to another: places within places, and merged ids."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toponyms.source import fields
from toponyms.source.problems import shorten
from toponyms.source.rules.base import File, Finding, at, rule

MOST_AREAS = 32  # a street's district lies in five

@rule("circular-in", blocking=True, allowable=False)
def circular_in(file: File) -> Iterator[Finding]:
    """No place lies in itself, also not by way of others, nor in more than 32 areas, counted all the way up.

    Wrong:
        severnaya-mine:
          uk: шахта «Північна»
          kind: mine
          in: severnaya-mine

    Right:
        severnaya-mine:
          uk: шахта «Північна»
          kind: mine
          in: toretsk-donetsk
    """
    entries = {entry.id: entry for entry in file.entries if entry.within}
    within = {place: [text.value for text in entry.within] for place, entry in entries.items()}
    above: dict[str, set[str]] = {}
    for circle in circles(within):
        for place in circle:
            if len(circle) > 1 or place in within[place]:
                mend = "Look at the places it names, and at those that they name."
                message = f'"{shorten(place)}" lies in itself'
            else:
                found = set(within[place]).union(*(above.get(area, ()) for area in within[place]))
                if len(found) <= MOST_AREAS:
                    above[place] = found
                    continue
                # A chain of n places has n²/2 pairs of a place and an area: a small file would fill the memory.
                message, mend = f'"{shorten(place)}" lies in {len(found)} areas', "Name the nearest areas only."
            yield at(entries[place].within[0], message, mend, entries[place])


def circles(leads_to: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield groups of places each of which leads to all others of its group, before the groups that lead there.

    This is Tarjan's algorithm with a stack of its own, so that no length of a chain can exhaust Python's; it looks at
    every place and every step once. Places that lead nowhere are in no group.

    Examples:
        >>> list(circles({"a": ["b"], "b": ["c"], "c": ["b"], "d": ["a", "x"]}))
        [['c', 'b'], ['a'], ['d']]
    """
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_: dict[str, None] = {}
    for start in leads_to:
        if start in number:
            continue
        path = [(start, iter(leads_to[start]))]
        number[start] = lowest[start] = len(number)
        open_[start] = None
        while path:
            place, steps = path[-1]
            for step in steps:
                if step not in leads_to:
                    continue
                if step not in number:
                    number[step] = lowest[step] = len(number)
                    open_[step] = None
                    path.append((step, iter(leads_to[step])))
                    break
                if step in open_:
                    lowest[place] = min(lowest[place], number[step])
            else:
                path.pop()
                if path:
                    lowest[path[-1][0]] = min(lowest[path[-1][0]], lowest[place])
                if lowest[place] == number[place]:
                    group: list[str] = []
                    while not group or group[-1] != place:
                        group.append(open_.popitem()[0])
                    yield group


@rule("chained-heir", blocking=True, allowable=False)
def chained_heir(file: File) -> Iterator[Finding]:
    """`now` names the place itself, not another merged id, and never the id that it stands under.

    Wrong:
        dzerzhynsk:
          now: dzerzhynsk-donetsk
          note: another id for the same town
        dzerzhynsk-donetsk:
          now: toretsk-donetsk
          note: the town was renamed

    Right:
        dzerzhynsk:
          now: toretsk-donetsk
          note: another id for the same town
        dzerzhynsk-donetsk:
          now: toretsk-donetsk
          note: the town was renamed
    """
    heirs = {entry.id: now for entry in file.entries if (now := entry.values.get("now"))}
    for entry in file.entries:
        now = heirs.get(entry.id)
        if now is None:
            continue
        if now.value == entry.id:
            yield at(now, f'"{entry.id}" is merged into itself', "Name the place that takes over.", entry)
        elif now.value in heirs:
            end = heirs[now.value].value
            message = f'"{shorten(now.value)}" is itself merged, into "{shorten(end)}"'
            yield at(now, message, f'Write "{end}".' if end != entry.id else "Name the place that remains.", entry)


@rule("merged-fields", blocking=True, allowable=False)
def merged_fields(file: File) -> Iterator[Finding]:
    """A merged id has `now` and a `note` that says why; all that was known of it stands under the id that remains.

    Wrong:
        dzerzhynsk-donetsk:
          now: toretsk-donetsk
          note: the same town
          misspellings:
            - Dzerjinsk

    Right:
        dzerzhynsk-donetsk:
          now: toretsk-donetsk
          note: the same town
    """
    for entry in file.entries:
        if not entry.has("now"):
            continue
        for name in entry.order:
            if name.value not in fields.MERGED_FIELDS:
                message = f'a merged id has no field "{shorten(name.value)}"'
                yield at(name, message, "Move it to the entry that remains.", entry)
        if not entry.has("note"):
            message = f'"{shorten(entry.id)}" is merged without a reason'
            yield at(entry.key, message, 'Add "note" with the reason.', entry)

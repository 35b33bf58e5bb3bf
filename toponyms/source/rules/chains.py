"""Rules on what leads from one entry to another: places within places, and merged ids."""

from __future__ import annotations

from collections.abc import Iterator

from toponyms.source import fields
from toponyms.source.problems import shorten
from toponyms.source.rules.base import File, Finding, at, rule


@rule("circular-in", blocking=True, allowable=False)
def circular_in(file: File) -> Iterator[Finding]:
    """No place lies in itself, also not by way of others.

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
    within = {entry.id: [text.value for text in entry.within] for entry in file.entries if entry.within}
    for entry in file.entries:
        seen: set[str] = set()
        level = within.get(entry.id, [])
        while level and entry.id not in seen:
            seen.update(level)
            level = [above for here in level for above in within.get(here, ()) if above not in seen]
        if entry.id in seen:
            mend = "Look at the places it names, and at those that they name."
            yield at(entry.within[0], f'"{shorten(entry.id)}" lies in itself', mend, entry)


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

"""`spellings`: how a recorded name is written elsewhere, by rule: in Latin letters and in the other cases."""

from __future__ import annotations

from itertools import islice

from toponyms.model import Name

USUAL = 5  # systems a language; together they give what newspapers, maps, passports and libraries print


def spellings(name: Name, *, systems: int | None = USUAL, declined: bool = False) -> tuple[Name, ...]:
    """List how a name is written: as recorded, romanised, and in other cases if asked.

    Args:
        name: A name on record, as in `Place.names`.
        systems: How many romanisation systems to use, the most usual of the language first; None for all known ones.
        declined: True to add the case forms of Ukrainian and Russian names.

    Returns:
        Each spelling once: the name itself, its romanisations (kind "romanised", with their system), its case forms
        (of the kind of the name). A name neither Ukrainian nor Russian comes alone.

    Examples:
        >>> from toponyms import get
        >>> former = next(name for name in get("pokrovsk-donetsk").names if name.kind == "former")
        >>> [name.text for name in spellings(former)]
        ['Красноармійськ', 'Krasnoarmiisk', 'Krasnoarmiys’k', 'Krasnoarmiysk', "Krasnoarmiis'k"]
        >>> [name.text for name in spellings(former, systems=0, declined=True)]
        ['Красноармійськ', 'Красноармійська', 'Красноармійськові', 'Красноармійськом', 'Красноармійську']
    """
    if name.lang not in ("uk", "ru"):
        return (name,)
    # Not above: whoever imports the package mostly wants a name resolved, and these take as long to import as that.
    from dataclasses import replace

    from toponyms.text.inflect import case_forms
    from toponyms.text.romanise import variants

    found = {name.text: name}
    for system, written in islice(variants(name.text, name.lang), systems):
        if written not in found:
            found[written] = replace(name, text=written, lang=system.latn, kind="romanised", system=system.name)
    if declined:
        for form in sorted(case_forms(name.text, name.lang)):
            found.setdefault(form, replace(name, text=form))
    return tuple(found.values())

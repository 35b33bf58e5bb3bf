"""Rules on names that follow from others: those that need no line, and marks that must follow from one."""

from __future__ import annotations

from collections.abc import Iterator

from toponyms.source.nodes import Text
from toponyms.source.problems import shorten
from toponyms.source.rules.base import File, Finding, at, rule
from toponyms.source.rules.names import Known, own_names
from toponyms.text.inflect import case_forms
from toponyms.text.keys import fold, skeleton, stem
from toponyms.text.romanise import identify


@rule("follows-by-rule", severity="note")
def follows_by_rule(file: File) -> Iterator[Finding]:
    """A name that follows from another one needs no line of its own: the library finds it without.

    Other case, apostrophes and hyphens follow, and so do the known romanisations and the case forms of the Ukrainian
    and Russian names.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          former:
            - ru: Дзержинск
              until: 2016-02-04
              source: resolution 984-VIII
          misspellings:
            - Dzerzhinsk

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          former:
            - ru: Дзержинск
              until: 2016-02-04
              source: resolution 984-VIII
    """
    for entry in file.entries:
        looked_at = [
            (item, text)
            for item in entry.all_items()
            for lang, text in item.names.items()
            if item.kind == "misspelling" or lang is None or lang == "en"
        ]
        if not looked_at:
            continue
        known = [(name, fold(name.text)) for name in own_names(entry, file) if name.kind != "misspelling"]
        for item, text in looked_at:
            reason = why_it_follows(text, [pair for pair in known if pair[0].line != text.line])
            if reason:
                yield at(text, f'"{shorten(text.value)}" {reason}', "Remove it: it is found without.", entry, item)


def why_it_follows(text: Text, known: list[tuple[Known, str]]) -> str | None:
    """Say from which known name a text follows, and by what rule; None if from none."""
    if any(name.text == text.value for name, _ in known):
        return None  # given twice: another rule's
    key = fold(text.value)
    bones = skeleton(key)
    for name, other in known:
        if other == key:
            return f'is "{shorten(name.text)}" but for case, script, apostrophes or hyphens'
        if name.lang not in ("uk", "ru") or stem(skeleton(other)) != stem(bones):
            continue
        system = identify(text.value, name.text, name.lang)
        if system is not None:
            return f'is the {system.name} romanisation of "{shorten(name.text)}"'
        if any(fold(form) == key for form in case_forms(name.text, name.lang)):
            return f'is a case form of "{shorten(name.text)}"'
    return None


@rule("not-weak-name")
def not_weak_name(file: File) -> Iterator[Finding]:
    """`weak` lists names of the entry, or forms that follow from them. Any other text marks nothing.

    Wrong:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          weak:
            - Dzerzhinsky

    Right:
        toretsk-donetsk:
          uk: Торецьк
          katottg: UA14020110010025394
          former:
            - ru: Дзержинск
              until: 2016-02-04
              source: resolution 984-VIII
          weak:
            - Dzerzhinsky
    """
    for entry in file.entries:
        if not entry.weak:
            continue
        names = own_names(entry, file)
        keys = {fold(name.text) for name in names}
        stems = {stem(skeleton(key)) for key in keys}
        for text in entry.weak:
            key = fold(text.value)
            if key in keys or stem(skeleton(key)) in stems:
                continue
            if any(name.lang in ("uk", "ru") and identify(text.value, name.text, name.lang) for name in names):
                continue
            message = f'"{shorten(text.value)}" is no name of "{entry.id}" and follows from none'
            yield at(text, message, "Write a name of the entry as it is written there, or remove the line.", entry)

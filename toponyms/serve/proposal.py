"""A spelling that somebody proposes: the lines for gazetteer.yaml and the command that adds them."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping

from toponyms.model import Place

LISTS = {"misspelling": "misspellings", "former": "former", "also": "also"}
FIELDS = ("since", "until", "source", "note", "used-by")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?(/\d{4}(-\d{2}(-\d{2})?)?)?")
_LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PLAIN = re.compile(r"[^\W_](?:[^:#\"'\\\x00-\x1f\x7f]*[^:#\"'\\\x00-\x1f\x7f\s])?")
_LINK = re.compile(r"https?://[^\s\"'\\#]*[^\s\"'\\#:]")  # a colon without a space after it means nothing to YAML


def problem(place: Place, kind: str, name: str, lang: str, values: Mapping[str, str]) -> str | None:
    """Say what is missing or wrong, in a sentence, or return None.

    Args:
        place: The place that the name stands for.
        kind: "misspelling", "former" or "also".
        name: The name.
        lang: Its language tag; a misspelling may go without.
        values: Further fields, of `FIELDS`.
    """
    if kind not in LISTS:
        return f"a name is one of {', '.join(LISTS)}"
    if not name.strip():
        return "write the name"
    if any(not text.isprintable() for text in (name, *values.values())):
        return "write each field in one line"
    if lang and not _LANG.fullmatch(lang):
        return f'"{lang}" is no language tag; write one such as uk, ru, en or pl'
    if kind != "misspelling" and not lang:
        return "say the language of the name: uk, ru, en, pl, …"
    for field in ("since", "until"):
        if values.get(field) and not _DATE.fullmatch(values[field]):
            return f'"{values[field]}" is no date; write 2016, 2016-05, 2016-05-12 or an interval 1962/1964'
    if any(name.strip() == known.text and lang in ("", known.lang) for known in place.names):
        return f"{place.name} has this name already"
    return None


def yaml_lines(place: Place, kind: str, name: str, lang: str, values: Mapping[str, str]) -> str:
    """Write the entry with the new name, as gazetteer.yaml has it.

    Args:
        place: As for `problem`.
        kind: As for `problem`.
        name: As for `problem`.
        lang: As for `problem`.
        values: As for `problem`; empty ones are left out.

    Examples:
        >>> town = Place("pokrovsk-donetsk", "Pokrovsk", "city", ids={"katottg": "UA14160210010099403"})
        >>> print(yaml_lines(town, "misspelling", "Pokrvsk", "", {"source": "https://example.org/a"}))
        pokrovsk-donetsk:
          katottg: UA14160210010099403
          misspellings:
            - text: Pokrvsk
              source: https://example.org/a
    """
    given = {field: values[field].strip() for field in FIELDS if values.get(field, "").strip()}
    lines = [f"{place.id}:"]
    native = place.name_in("uk")
    if native and "katottg" in place.ids:
        lines.append(f"  uk: {_quoted(native)}")
    if "katottg" in place.ids:
        lines.append(f"  katottg: {place.ids['katottg']}")
    lines.append(f"  {LISTS[kind]}:")
    if kind == "misspelling" and not given:
        lines.append(f"    - {_quoted(name.strip())}")
    else:
        field = "text" if kind == "misspelling" else lang
        lines.append(f"    - {field}: {_quoted(name.strip())}")
        lines += [f"      {key}: {_quoted(value)}" for key, value in given.items()]
    return "\n".join(lines)


def command(place: Place, kind: str, name: str, lang: str, values: Mapping[str, str]) -> str:
    """Write the command that does the same.

    Examples:
        >>> town = Place("pokrovsk-donetsk", "Pokrovsk", "city")
        >>> print(command(town, "former", "Гришине", "uk", {"until": "1934", "source": "a book, p. 7"}))
        toponyms add pokrovsk-donetsk --former 'uk=Гришине' --until 1934 --source 'a book, p. 7'
    """
    said = name.strip() if kind == "misspelling" else f"{lang}={name.strip()}"
    # With "=" an option's value may begin with a dash.
    words = ["toponyms", "add", place.id, *([f"--{kind}={said}"] if said.startswith("-") else [f"--{kind}", said])]
    for field in FIELDS:
        value = values.get(field, "").strip()
        if value:
            words += [f"--{field}={value}"] if value.startswith("-") else [f"--{field}", value]
    return shlex.join(words)


def _quoted(text: str) -> str:
    """Put a text in double quotes unless YAML reads it as it is."""
    if _PLAIN.fullmatch(text) or _LINK.fullmatch(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'

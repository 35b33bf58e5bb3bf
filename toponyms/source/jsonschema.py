"""The schema for editors: JSON Schema, made from the field definitions that the reader itself uses.

YAML editors read `until: 2016` as a number and `population: 60127` too, where this package takes every value as text;
so whatever YAML may make of a value is allowed here. What only `toponyms check` can know (whether an id exists, whether
a name follows by rule) is left to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from toponyms.model import KINDS
from toponyms.source import fields

URL = "https://json-schema.org/draft/2020-12/schema"
_DATE = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
_TAG = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{5,8})*"
_NAME = {"type": "string", "minLength": 1}
_LINE = {"type": ["string", "number", "boolean"]}


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a gazetteer file.

    Examples:
        >>> made = schema()
        >>> made["$defs"]["entry"]["properties"]["katottg"]["examples"]
        ['UA14160210010099403']
    """
    return {
        "$schema": URL,
        "title": "Gazetteer of toponyms",
        "description": "Names of places: entries keyed by the id of the place. `toponyms check` knows more than this.",
        "type": "object",
        "propertyNames": {
            "pattern": f"^{fields.ID_PATTERN.pattern}$",
            "description": "The id of the place: lower-case letters, digits and hyphens.",
        },
        "additionalProperties": {"$ref": "#/$defs/entry"},
        "$defs": {
            "entry": {
                "type": "object",
                "description": "One place.",
                "minProperties": 1,
                "properties": {field.name: _property(field) for field in fields.ENTRY_FIELDS},
                "patternProperties": {_tag(fields.ENTRY): _other_language("The name in this language (a BCP 47 tag).")},
                "additionalProperties": False,
                "dependentRequired": {"lat": ["lon"], "lon": ["lat"], "now": ["note"]},
            },
            "names": {
                "type": "array",
                "minItems": 1,
                "items": {"anyOf": [_NAME, {"$ref": "#/$defs/item"}]},
            },
            "item": {
                "type": "object",
                "description": "A name, in one or more languages, and what is known of it.",
                "properties": {field.name: _property(field) for field in fields.ITEM_FIELDS},
                "patternProperties": {_tag(fields.ITEM): _other_language("The name in this language (a BCP 47 tag).")},
                "additionalProperties": False,
            },
            "date": {
                "anyOf": [
                    {"type": "string", "pattern": f"^{_DATE}(/{_DATE})?$"},
                    {"type": "integer", "minimum": 1000, "maximum": 9999},
                ],
            },
        },
    }


def text() -> str:
    """Return the schema as it is shipped."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _tag(known: Iterable[str]) -> str:
    """Return the pattern of a language tag: "lat" and "in" have its form and are fields."""
    short = "|".join(sorted(name for name in known if len(name) <= 8))
    return f"^(?!({short})$){_TAG}$"


def _property(field: fields.Field) -> dict[str, Any]:
    return {**_type(field), "description": field.description, "examples": [_example(field)]}


def _example(field: fields.Field) -> Any:
    """Give the example the form that the schema takes: a list, or a block."""
    if field.type == "names":
        name, colon, value = field.example.partition(": ")
        return [{name: value} if colon else field.example]
    if field.type == "texts":
        return [field.example]
    if field.type == "reasons":
        rule, _, reason = field.example.partition(": ")
        return {rule: reason}
    return float(field.example) if field.type in ("latitude", "longitude") else field.example


def _type(field: fields.Field) -> dict[str, Any]:
    list_of_texts = {"type": "array", "minItems": 1, "items": _LINE}
    match field.type:
        case "names":
            return {"$ref": "#/$defs/names"}
        case "texts":
            return list_of_texts
        case "people":
            return {"anyOf": [_LINE, list_of_texts]}
        case "ids":
            one = {"type": "string", "pattern": f"^{fields.ID_PATTERN.pattern}$"}
            return {"anyOf": [one, {"type": "array", "minItems": 1, "items": one}]}
        case "id":
            return {"type": "string", "pattern": f"^{fields.ID_PATTERN.pattern}$"}
        case "date":
            return {"$ref": "#/$defs/date"}
        case "kind":
            return {"enum": list(KINDS)}
        case "country":
            # YAML takes NO, unquoted, for "no"; this package does not.
            return {"anyOf": [{"type": "string", "pattern": "^[A-Z]{2}$"}, {"const": False}]}
        case "latitude":
            return {"type": "number", "minimum": -90, "maximum": 90}
        case "longitude":
            return {"type": "number", "minimum": -180, "maximum": 180}
        case "count":
            return {"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": r"^\d+$"}]}
        case "code":
            return {"anyOf": [{"type": "string", "pattern": f"^({field.pattern})$"}, {"type": "integer", "minimum": 0}]}
        case "reasons":
            return {"type": "object", "minProperties": 1, "additionalProperties": _LINE}
        case "name":
            return dict(_NAME)
        case _:
            return dict(_LINE)


def _other_language(description: str) -> dict[str, Any]:
    return {"type": ["string", "boolean"], "minLength": 1, "description": description}

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The JSON Schema of an edition, made from its models: for editors that complete and check a file as one writes it.

It says what shape is; keys, references, sizes of rules and languages are checked on reading (edition_checks.py). As
there, null counts as absent.
"""

import json
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeAlias

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import core_schema

from assessments.domain.document import calendar_day, exact_number, not_empty, practice_value, whole_number
from assessments.domain.edition import Edition
from assessments.domain.faults import LANGUAGE_PATTERN
from assessments.domain.field_notes import FIELD_NOTES, RULE_NOTE, TEXT_NOTE

Schema: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# What our own checks, which pydantic cannot look into, let through.
CHECKED: dict[Callable[..., object], Schema] = {
    exact_number: {"type": "number"},
    whole_number: {"type": "integer"},
    practice_value: {"enum": [0, 1, 2, 3, 4, "na"]},
    calendar_day: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
}
LIMITS = {"gt": "exclusiveMinimum", "ge": "minimum", "le": "maximum"}
TEXT = {"type": "object", "patternProperties": {LANGUAGE_PATTERN: {"type": "string"}}}


@cache
def schema_json() -> str:
    """The schema as it is printed and served, the same bytes each time."""
    return json.dumps(pack_schema(), ensure_ascii=False, indent=2) + "\n"


def pack_schema() -> Schema:
    """The schema, in the dialect of 2020-12."""
    made = Edition.model_json_schema(schema_generator=_Generator)
    definitions: Schema = made.pop("$defs")
    edition = _model(made)
    edition.pop("title")
    rule = _rule_of(definitions)
    shared = {
        "Text": {"description": TEXT_NOTE, **_closed(TEXT), "minProperties": 1},
        "Rule": {"description": RULE_NOTE, "oneOf": rule["oneOf"]},
    }
    models = {name: _model(definitions[name]) for name in sorted(definitions)}
    return {"$schema": DIALECT, "title": "Edition of a content pack", **edition, "$defs": {**shared, **models}}


class _Generator(GenerateJsonSchema):
    """Knows the checks of the domain's own types."""

    def function_before_schema(self, schema: core_schema.BeforeValidatorFunctionSchema) -> Schema:
        return dict(CHECKED[schema["function"]["function"]])

    def function_after_schema(self, schema: core_schema.AfterValidatorFunctionSchema) -> Schema:
        inner = super().function_after_schema(schema)
        return inner | {"minItems": 1} if schema["function"]["function"] is not_empty else inner


def _model(made: Schema) -> Schema:
    """A model's schema with what helps a reader, fields that may be left out allowing null."""
    required = made.get("required", [])
    fields = {name: _field(made["title"], name, field, name in required) for name, field in made["properties"].items()}
    head = {"title": made["title"], "description": made["description"], "type": "object"}
    return head | {"properties": fields, "required": required, "additionalProperties": False}


def _field(model: str, name: str, made: Schema, is_required: bool) -> Schema:
    note = FIELD_NOTES.get(f"{model}.{name}") or FIELD_NOTES.get(name)
    default = made.get("default")
    inner = _value({key: value for key, value in made.items() if key not in ("title", "default")})
    return {
        **({"description": note} if note else {}),
        **(inner if is_required else _or_null(inner)),
        **({"default": _as_number(default)} if default and not isinstance(default, dict | list) else {}),
    }


def _value(made: Schema) -> Schema:
    """What may stand at a place, shorter and stricter than pydantic says it."""
    if made == TEXT:
        return {"$ref": "#/$defs/Text"}
    if "oneOf" in made:
        return {"$ref": "#/$defs/Rule"}
    if "anyOf" in made:
        choices = [_value(choice) for choice in made["anyOf"] if choice != {"type": "null"}]
        return choices[0] if len(choices) == 1 else {"anyOf": choices}
    named = {LIMITS.get(key, key): value for key, value in made.items()}
    if "items" in named:
        named["items"] = _value(named["items"])
    return _closed(named) if "patternProperties" in named else named


def _closed(made: Schema) -> Schema:
    """An object of any keys of one form, and of no others; a value of null is as good as none."""
    values = {pattern: _or_null(_value(value)) for pattern, value in made["patternProperties"].items()}
    return made | {"patternProperties": values, "additionalProperties": False}


def _or_null(made: Schema) -> Schema:
    if isinstance(made.get("type"), str) and "enum" not in made and "const" not in made:
        return made | {"type": [made["type"], "null"]}
    return {"anyOf": [made, {"type": "null"}]}


def _as_number(default: Any) -> Any:
    """Decimals are printed as text by pydantic."""
    return json.loads(default) if isinstance(default, str) and default[0].isdigit() else default


def _rule_of(definitions: Schema) -> Schema:
    rule: Schema = next(_with_choices(definitions["Recommendation"]["properties"]))
    return rule


def _with_choices(fields: Schema) -> Iterator[Schema]:
    yield from (field for field in fields.values() if "oneOf" in field)

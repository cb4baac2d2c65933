# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Canonical JSON and its checksum: the same content gives the same bytes, for ever (ENGINE.md, section 2).

An edition and answers are written without what was left out or null, but for the defaults that section 2 writes
out. A result and a comparison are written whole: their nulls say something ("no figure", "not known").
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from assessments.domain.document import Document, Outcome

ENGINE = 1

_text = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def canonical_json(value: object) -> str:
    """The one text of an edition, answers, a result, a comparison, or a plain document of their kind."""
    return _written(plain(value))


def checksum(text: str) -> str:
    """The SHA-256 of a text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def plain(value: object) -> object:
    """A model as objects, lists, text and numbers, in the order in which its fields are defined."""
    if value is None or isinstance(value, str | int | Decimal):
        return value
    if isinstance(value, Document):
        return {key: plain(inner) for name, key, inner in _fields(value) if inner is not None and _stands(value, name)}
    if isinstance(value, Outcome):
        return {key: plain(inner) for _, key, inner in _fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def _fields(model: Document | Outcome) -> list[tuple[str, str, object]]:
    return [(name, key, getattr(model, name)) for name, key in _names(type(model))]


@cache
def _names(model: type[Document | Outcome]) -> tuple[tuple[str, str], ...]:
    return tuple((name, field.alias or name) for name, field in model.model_fields.items())


def _stands(model: Document, name: str) -> bool:
    return name in model.model_fields_set or name in model.filled


def _written(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{_text(key)}:{_written(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(_written(inner) for inner in value) + "]"
    if isinstance(value, Decimal | float):
        return _number(value if isinstance(value, Decimal) else Decimal(repr(value)))
    return _text(value)


def _number(value: Decimal) -> str:
    """Without a needless point or zero: 42.5, 50, 0."""
    return format(value.normalize() + 0, "f")

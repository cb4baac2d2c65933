# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Tables of values as one JSON document for programs: a row a line, written as the rows come."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from assessments.reports.spreadsheet import Value

CHUNK = 500  # rows that are gathered before they are handed on


def json_of(
    about: Mapping[str, Value], tables: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Value]]]]
) -> Iterator[bytes]:
    """{"about": {...}, "units": [{...}, ...], ...}: a table by its key, the fields of its rows, and the rows.

    A field "levels.ospo.shown" stands as "shown" in "ospo" in "levels". Days and moments are ISO 8601; fractions are
    the nearest float.
    """
    yield b'{"about": ' + _text(about)
    for key, fields, rows in tables:
        yield b",\n" + _text(key) + b": ["
        paths, mark, gathered = [field.split(".") for field in fields], b"\n", []
        for row in rows:
            gathered.append(mark + _text(_nested(paths, row)))
            mark = b",\n"
            if len(gathered) == CHUNK:
                yield b"".join(gathered)
                gathered = []
        yield b"".join(gathered) + b"\n]"
    yield b"}\n"


def _nested(paths: Iterable[Sequence[str]], row: Sequence[Value]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for (*outer, name), value in zip(paths, row, strict=True):
        inner = found
        for key in outer:
            inner = inner.setdefault(key, {})
        inner[name] = value
    return found


def _text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=_plain).encode()


def _plain(value: object) -> object:
    match value:
        case Decimal() | Fraction():
            return int(value) if value == int(value) else float(value)
        case date():  # of which moments are a kind
            return value.isoformat()
        case _:  # texts whose translation has not been asked for yet
            return str(value)

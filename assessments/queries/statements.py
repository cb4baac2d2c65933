# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Statements that Django puts together once in a process, for what every visit asks in the same words.

To put one together takes Django longer than PostgreSQL takes to answer it (decision 0015). What may be read stands in
the queryset as everywhere, with its scope; kept is its SQL, into which each visit puts its own values.
"""

import json
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import JSONField, Model, QuerySet

Rows = QuerySet[Any, tuple[Any, ...]]


class _Value(NamedTuple):
    """One value of a statement: what is given under a name, with a text before and after it; else `constant`."""

    name: str = ""
    before: str = ""
    after: str = ""
    constant: Any = None

    def of(self, given: Mapping[str, Any]) -> Any:
        """The value as the database takes it."""
        if not self.name:
            return self.constant
        value = given[self.name]
        if isinstance(value, uuid.UUID):
            return value if connection.features.has_native_uuid_field else value.hex
        return self.before + value + self.after if isinstance(value, str) else value


class _Compiled(NamedTuple):
    sql: str
    values: list[_Value]
    # By the number of a column, what makes Python's value of the database's.
    converters: list[tuple[int, Callable[..., Any], Any]]


class Statement:
    """The rows of a queryset of `values_list`, as tuples.

    `rows` makes the queryset of what is given: texts, whole numbers and ids, as the names say. It asks in the same
    words whatever is given; the first use in a process looks whether what was kept is what the queryset says.
    """

    def __init__(self, rows: Callable[..., Rows], **kinds: type) -> None:
        self.rows, self.kinds = rows, kinds
        self._compiled: _Compiled | None = None

    def __call__(self, **given: Any) -> list[tuple[Any, ...]]:
        """The rows for what is given; one query."""
        self._compiled = statement = self._compiled or self._put_together(given)
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, [value.of(given) for value in statement.values])
            found: list[tuple[Any, ...]] = cursor.fetchall()
        return _converted(found, statement) if found and statement.converters else found

    def _put_together(self, given: Mapping[str, Any]) -> _Compiled:
        marks = {name: _mark(kind, number) for number, (name, kind) in enumerate(self.kinds.items())}
        compiler = self.rows(**marks).query.get_compiler(DEFAULT_DB_ALIAS)
        sql, said = compiler.as_sql()
        values = [_value(one, marks) for one in said]
        asked = self.rows(**given).query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
        if asked != (sql, tuple(value.of(given) for value in values)):
            raise ValueError(f"A queryset does not ask in the same words whatever is given: {sql}; {asked}")
        makers = compiler.get_converters([one[0] for one in compiler.select])
        converters = [(column, make, field) for column, (all_of_it, field) in makers.items() for make in all_of_it]
        return _Compiled(sql, values, converters)


def _mark(kind: type, number: int) -> Any:
    """What stands in a statement where a value of this kind will stand, and nothing else is like it."""
    unlike = uuid.UUID(int=0xC0FFEE << 96 | number)
    return unlike if kind is uuid.UUID else 0x7A1B0000 + number if kind is int else unlike.hex


def _value(said: Any, marks: Mapping[str, Any]) -> _Value:
    for name, mark in marks.items():
        if said == mark:
            return _Value(name)
        text = mark.hex if isinstance(mark, uuid.UUID) else mark
        if isinstance(said, str) and isinstance(text, str) and text in said:
            before, _mark, after = said.partition(text)
            return _Value(name, before, after)
    return _Value(constant=said)


def _converted(rows: Sequence[tuple[Any, ...]], statement: _Compiled) -> list[tuple[Any, ...]]:
    """The rows as Python has them. Documents of a column are read at once, which takes half of the time."""
    columns: list[Sequence[Any]] = list(zip(*rows, strict=True))
    for column, make, field in statement.converters:
        said = columns[column]
        if isinstance(getattr(make, "__self__", None), JSONField):
            columns[column] = json.loads(f"[{','.join(['null' if one is None else one for one in said])}]")
        else:
            columns[column] = [make(one, field, connection) for one in said]
    return list(zip(*columns, strict=True))


def columns(model: type[Model], besides: str = "") -> list[str]:
    """The names of a model's own fields, from which `from_db` makes an object; all but that of one which is large."""
    return [field.attname for field in model._meta.concrete_fields if field.attname != besides]

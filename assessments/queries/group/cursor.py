# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Pages of long lists by where the last one ended: no row is counted or skipped, however long the list is.

A cursor names a row by what the list is sorted by, as its address shows it: "0.5000~00010002", "2026-09-30~00010002",
or a path alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet, Value

ROWS = 50
CURSOR = re.compile(r"(?:(-?[0-9]{1,5}(?:\.[0-9]{1,4})?|[0-9]{4}-[0-9]{2}-[0-9]{2})~)?([0-9A-Z]{4,252})", re.ASCII)


class BadCursor(ValueError):
    """An address names a place in a list in a way that we did not write."""


@dataclass(frozen=True)
class Order:
    """By which field a list is sorted ("" for the tree's order alone), and whether the largest comes first.

    `path` is the name of the path's field. Where fields are equal the tree's order decides, from its end where the
    largest comes first: so one index serves both ways. `is_by_day`: the field is a day, and no number.
    """

    field: str = ""
    is_falling: bool = False
    path: str = "path"
    is_by_day: bool = False

    @property
    def fields(self) -> list[str]:
        """What is compared, one after the other."""
        return [self.field, self.path] if self.field else [self.path]


@dataclass(frozen=True)
class Place:
    """A place in a list: what comes after it is shown, or before it."""

    key: tuple[Any, ...]
    is_before: bool = False


@dataclass(frozen=True)
class Cut:
    """The rows of one page; `before` and `after` are the cursors of the neighbouring ones, "" where there is none."""

    rows: list[Any]
    before: str
    after: str


def place_of(order: Order, after: str, before: str) -> Place | None:
    """The place that an address names, None for the beginning; raises BadCursor."""
    text = before or after
    if not text:
        return None
    found = CURSOR.fullmatch(text)
    if not found or (found[1] is None) == bool(order.field):
        raise BadCursor(text)
    try:
        key = [date.fromisoformat(found[1]) if order.is_by_day else Decimal(found[1])] if found[1] else []
    except (ValueError, ArithmeticError) as error:
        raise BadCursor(text) from error
    return Place((*key, found[2]), bool(before))


def cut(rows: QuerySet[Any], order: Order, place: Place | None, count: int = ROWS) -> Cut:
    """One page of rows, in one query that reads one row more than it shows."""
    return page_of(list(in_order(rows, order, place, count)), order, place, count)


def in_order(rows: QuerySet[Any], order: Order, place: Place | None, count: int = ROWS) -> QuerySet[Any]:
    """The rows of one page and one more; those before a place come from it backwards."""
    is_falling = order.is_falling != (place is not None and place.is_before)
    if place:
        rows = rows.filter(_beyond(order.fields, place.key, "<" if is_falling else ">"))
    if order.field:
        rows = rows.filter(**{f"{order.field}__isnull": False})
    return rows.order_by(*(f"-{name}" if is_falling else name for name in order.fields))[: count + 1]


def page_of(found: Sequence[Any], order: Order, place: Place | None, count: int = ROWS) -> Cut:
    """One page of the rows that were found in order."""
    is_back = place is not None and place.is_before
    shown = list(found[:count])
    if is_back:
        shown.reverse()
    has_more = len(found) > count
    return Cut(
        rows=shown,
        before=_cursor(order, shown[0]) if shown and (has_more if is_back else place is not None) else "",
        after=_cursor(order, shown[-1]) if shown and (has_more or is_back) else "",
    )


def _beyond(fields: Sequence[str], key: Sequence[Any], sign: str) -> Func:
    """(field, path) beyond (value, path): as rows are compared, which an index answers."""
    return Func(
        _row([F(name) for name in fields]),
        _row([Value(value) for value in key]),
        template="%(expressions)s",
        arg_joiner=f" {sign} ",
        output_field=BooleanField(),
    )


def _row(parts: Sequence[Any]) -> Func:
    return Func(*parts, template="(%(expressions)s)", output_field=BooleanField())


def _cursor(order: Order, row: Any) -> str:
    return "~".join(str(_value(row, name)) for name in order.fields)


def _value(row: Any, name: str) -> Any:
    for part in name.split("__"):
        row = getattr(row, part)
    return row

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Rows of values as CSV: UTF-8 with a byte order mark, RFC 4180, lines that end in CR LF.

Spreadsheet programs run texts that begin like formulas. Such a text gets an apostrophe before it, and so does one that
begins with an apostrophe; `restored` takes exactly that one away, so that every text comes back as it was.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from io import StringIO
from typing import TypeAlias

Value: TypeAlias = str | bool | int | float | Decimal | Fraction | date | datetime | None

CHUNK = 64 * 1024  # characters that are gathered before they are handed on
BYTE_ORDER_MARK = "\ufeff"
APOSTROPHE = "'"
# Programs skip blanks and invisible characters before they look; some of them read full-width forms as the plain ones.
FORMULA_LIKE = re.compile(r"[\s\x00-\x1f\u200b-\u200f\u2060\ufeff]*?['＇=+\-@＝＋－＠\t\r\n]")


def neutralized(text: str) -> str:
    """The text as a cell that no program runs; `restored` undoes it."""
    return APOSTROPHE + text if FORMULA_LIKE.match(text) else text


def restored(cell: str) -> str:
    """The text that a cell of ours was made of; what begins with an apostrophe that we did not put there stays."""
    text = cell.removeprefix(APOSTROPHE)
    return text if neutralized(text) == cell else cell


def csv_of(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """The file in chunks, rows taken as they come. None is an empty cell; days and moments are ISO 8601."""
    page = StringIO()
    page.write(BYTE_ORDER_MARK)
    writer = csv.writer(page)
    writer.writerow([neutralized(title) for title in header])
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        if page.tell() > CHUNK:
            yield page.getvalue().encode()
            page.seek(0)
            page.truncate()
    yield page.getvalue().encode()


def _cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case date():  # of which moments are a kind
            return value.isoformat()
        case Fraction():
            return str(float(value))
        case int() | float() | Decimal():
            return str(value)
        case _:  # texts, also those whose translation has not been asked for yet
            return neutralized(str(value))

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The file of a plan, as CSV: what its cells say, and nothing about whether that is accepted.

Its first row names the columns, which may stand in any order; others are left alone. It may come as a spreadsheet
program writes it: in UTF-8 or UTF-16, with commas, semicolons or tabs. Apostrophes that kept cells from being run as
formulas are taken away again.
"""

import codecs
import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from assessments.domain.plan_file import IDENTITY, READ
from assessments.imports.unreadable import UnreadableDocument
from assessments.reports.csv import restored

MOST_ROWS, MOST_COLUMNS = 5_000, 60
LONGEST_CELL = 200_000
DELIMITERS = ",;\t"
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_plan(data: bytes, *, name: str) -> dict[str, Any]:
    """{"columns": {name: letters}, "rows": [{"row": number, "cells": {name: text}}]}; a row has all of the columns.

    Rows are numbered as a spreadsheet numbers them, the one with the names being 1. Raises UnreadableDocument.
    """
    text = _text(data, name)
    first, _break, rest = text.partition("\n")
    delimiter = first[4:5] if first[:4].lower() == "sep=" and len(first.rstrip("\r")) == 5 else ""
    records = _records(rest if delimiter else text, delimiter, name)
    _line, head = next(records, (1, []))
    places = _places(head, name)
    return {"columns": {one: letters_of(at) for one, at in places.items()}, "rows": _rows(records, places, name)}


def warm_up() -> None:
    """Load whatever reading needs, by reading a small file: for a process that can open no file afterwards."""
    for encoding in ("utf-8-sig", "utf-16"):
        read_plan("title\n\u30c6".encode(encoding), name="")


def letters_of(at: int) -> str:
    """What a spreadsheet calls the column, the first one being 0."""
    before, last = divmod(at, 26)
    return (letters_of(before - 1) if before else "") + chr(ord("A") + last)


def _text(data: bytes, name: str) -> str:
    is_wide = data.startswith(WIDE)
    try:
        return data.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n\0" if data.startswith(WIDE[0]) else b"\n") + 1
        message = "is not in UTF-8; Excel saves it so as “CSV UTF-8”"
        raise UnreadableDocument(message, name=name, line=line) from error


def _records(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it ends."""
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter or _delimiter(text), strict=True)
    try:
        for record in reader:
            yield reader.line_num, record
    except csv.Error as error:
        message = "cannot be read as CSV: a quotation mark is missing or one too many, or a cell is too long"
        raise UnreadableDocument(message, name=name, line=reader.line_num) from error


def _delimiter(text: str) -> str:
    """What parts the names of the columns."""
    head = text.partition("\n")[0]
    return max(DELIMITERS, key=lambda one: len({_plain(cell) for cell in head.split(one)} & {*READ}))


def _plain(cell: str) -> str:
    return cell.strip().strip('"').strip().lower()


def _places(head: list[str], name: str) -> dict[str, int]:
    names = [_plain(cell) for cell in head[:MOST_COLUMNS]]
    for wanted in READ:
        if names.count(wanted) > 1:
            raise UnreadableDocument("has the column %(column)s twice", name=name, line=1, values={"column": wanted})
    places = {wanted: names.index(wanted) for wanted in READ if wanted in names}
    for wanted in ("title", *(IDENTITY if {*IDENTITY} & {*places} else ())):
        if wanted not in places:
            message = "lacks the column %(column)s, which its first row names"
            raise UnreadableDocument(message, name=name, line=1, values={"column": wanted})
    return places


def _rows(records: Iterator[tuple[int, list[str]]], places: dict[str, int], name: str) -> list[dict[str, Any]]:
    found = []
    for number, (line, record) in enumerate(records, start=2):
        if number > MOST_ROWS + 1:
            message = "has more than %(most)s rows"
            raise UnreadableDocument(message, name=name, line=line, values={"most": MOST_ROWS})
        # Programs leave out what is empty at the end of a row.
        cells = {one: restored(record[at]) if at < len(record) else "" for one, at in places.items()}
        if any(cell.strip() for cell in cells.values()):
            found.append({"row": number, "cells": cells})
    return found

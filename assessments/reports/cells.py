# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What a spreadsheet has room for, and how texts are written that it would read as something else."""

import re
from collections.abc import Iterator
from functools import cache

MOST_ROWS = 1_048_576  # of a sheet, its header included
MOST_UNITS = 32_767  # UTF-16 units of a cell's text
MOST_UNITS_OF_A_NAME = 31  # of a sheet's name
PART = MOST_UNITS // 2  # characters; each takes two units at most

# Texts stay texts, and one row at a time is kept in memory.
SETTINGS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

# What XML cannot hold, or changes as it reads; and a literal _xHHHH_, also one that comes of escaping what follows.
NO_XML = "\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff"
TO_ESCAPE = re.compile(f"[{NO_XML}]|_(?=x[0-9a-fA-F]{{4}}[_{NO_XML}])")
NO_NAME = re.compile(f"[\\[\\]:*?/\\\\\t\n{NO_XML}]")


def has_room(text: str) -> bool:
    """Whether one cell holds the text."""
    return len(text) <= PART or len(text.encode("utf-16-le", "surrogatepass")) <= 2 * MOST_UNITS


def parts_of(text: str) -> Iterator[str]:
    """The text in parts, each of which a cell holds."""
    for start in range(0, len(text), PART):
        yield text[start : start + PART]


def escaped(text: str) -> str:
    """The text as XML may hold it: _xHHHH_ for a character that it may not."""
    return TO_ESCAPE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def free_sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that spreadsheets accept and that no sheet of `taken` has, whatever the case; it is added there."""
    plain = NO_NAME.sub(" ", wanted).strip(" '") or "-"
    number, name = 1, _within(plain, "")
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        name = _within(plain, f" ({number})")
    taken.add(name.casefold())
    return name


def _within(name: str, number: str) -> str:
    while len(f"{name}{number}".encode("utf-16-le")) > 2 * MOST_UNITS_OF_A_NAME:
        name = name[:-1]
    return name.rstrip(" '") + number


@cache
def safe_sheet() -> type:
    """A sheet whose texts are all escaped. Its own way takes <r>...</r> for markup, and misses two escapes in a row."""
    from xlsxwriter.worksheet import Worksheet  # noqa: PLC0415 (heavy, and few processes write spreadsheets)

    class SafeSheet(Worksheet):  # type: ignore[misc] # carries no types
        @staticmethod
        def _escape_control_characters(data: str | int) -> str | int:
            if not isinstance(data, str):
                return data
            text = escaped(data)
            return f"_x003C_{text[1:]}" if text.startswith("<r>") else text

    return SafeSheet

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A questionnaire that was filled in as a spreadsheet: what its cells say, and nothing about whether that is accepted.

The first sheet names its columns in a first, hidden row; they may stand in any order, and others are left alone.
"""

import zipfile
from io import BytesIO
from typing import Any

from defusedxml import DefusedXmlException
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

from assessments.domain.questionnaire_file import ABOUT, COLUMNS, FORMAT
from assessments.imports.unreadable import UnreadableDocument

MOST_ROWS, MOST_COLUMNS = 3_000, 40
MOST_UNPACKED = 40 * 1024 * 1024
MOST_PARTS = 200


def read_questionnaire(data: bytes, *, name: str) -> dict[str, Any]:
    """{"format", "assessment", "edition", "rows": [{"row", "columns", kind, key, revision, answer, reason, note}]}.

    `columns` are the letters of the cells for answer, reason and note. Raises UnreadableDocument.
    """
    _check_size(data, name)
    try:
        book = load_workbook(BytesIO(data), read_only=True, keep_links=False)
        return {**_about(book, name), "rows": _rows(book.worksheets[0], name)}
    except UnreadableDocument:
        raise
    except (MemoryError, RecursionError):
        raise
    except (DefusedXmlException, Exception) as error:  # whatever a broken file makes the library say
        raise UnreadableDocument("is no spreadsheet that could be read", name=name) from error


def warm_up() -> None:
    """Load whatever reading needs, by reading a small file: for a process that can open no file afterwards."""
    book, file = Workbook(), BytesIO()
    book.active.append([*COLUMNS, "ü"])
    book.create_sheet(ABOUT).append(["format", FORMAT])
    book.save(file)
    read_questionnaire(file.getvalue(), name="")


def _check_size(data: bytes, name: str) -> None:
    """A zip says how large its parts are unpacked; one that lies is stopped by the limits of the process."""
    try:
        parts = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:  # the last: packed in a way zipfile lacks
        raise UnreadableDocument("is no spreadsheet in the form XLSX", name=name) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UnreadableDocument("is more than a questionnaire can hold", name=name)


def _about(book: Any, name: str) -> dict[str, str]:
    if ABOUT not in book.sheetnames:
        raise UnreadableDocument("is no questionnaire of this site: the sheet that says so is missing", name=name)
    rows = book[ABOUT].iter_rows(max_row=10, max_col=2, values_only=True)
    said = {str(row[0]): str(row[1]) for row in rows if row and len(row) == 2 and row[0]}
    if said.get("format") != FORMAT:
        raise UnreadableDocument("is a questionnaire in a form that is not known here", name=name)
    return {key: said.get(key, "") for key in ("format", "assessment", "edition")}


def _rows(sheet: Any, name: str) -> list[dict[str, Any]]:
    rows = sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)
    heads = [str(cell.value or "") for cell in next(rows, ())]
    columns = {wanted: heads.index(wanted) for wanted in COLUMNS if wanted in heads}
    if missing := [wanted for wanted in COLUMNS if wanted not in columns]:
        raise UnreadableDocument(
            "lacks the column %(column)s, which its first row names", name=name, values={"column": missing[0]}
        )
    found = []
    for number, cells in enumerate(rows, start=2):
        if number > MOST_ROWS:
            raise UnreadableDocument("has more than %(most)s rows", name=name, values={"most": MOST_ROWS})
        said = {wanted: _value(cells, at) for wanted, at in columns.items()}
        if said["kind"] and said["key"]:
            letters = [get_column_letter(columns[one] + 1) for one in ("answer", "reason", "note")]
            found.append({"row": number, "columns": letters, **said})
    return found


def _value(cells: Any, at: int) -> str:
    """What a cell says, as text; a whole number without a point. A formula says itself."""
    value = cells[at].value if at < len(cells) else None
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(unescape(value)) if isinstance(value, str) else str(value)

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Reads back what was written, as whoever takes it over would."""

from collections import defaultdict
from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils.escape import unescape


def opened(data: bytes) -> Workbook:
    """The workbook, in which no cell of any sheet is a formula."""
    workbook = load_workbook(BytesIO(data))
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    with ZipFile(BytesIO(data)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert [name for name in sheets if b"<f>" in parts.read(name)] == []
    return workbook


def texts(workbook: Workbook, *, long_name: str = "Long texts") -> dict[tuple[str, str], str]:
    """Every text by sheet and cell, long ones put together from the last sheet."""
    found = {
        (sheet.title, cell.coordinate): unescape(cell.value)
        for sheet in workbook
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    }
    if long_name in workbook.sheetnames:
        parts: defaultdict[tuple[str, str], str] = defaultdict(str)
        for sheet, cell, _number, part in workbook[long_name].iter_rows(min_row=2, values_only=True):
            parts[unescape(str(sheet)), str(cell)] += unescape(str(part))
        found |= parts
    return found

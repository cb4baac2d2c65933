# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A questionnaire as a spreadsheet to be filled in offline: a row a question, drop-downs, the anchors beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from assessments.domain.questionnaire_file import ABOUT, COLUMNS
from assessments.reports.cells import SETTINGS, free_sheet_name, safe_sheet

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

MACHINE = (*COLUMNS[:3], *[""] * 9, *COLUMNS[3:])
HIDDEN, WIDE = (0, 1, 2), {3: 18, 4: 48, 5: 24, 6: 24, 7: 24, 8: 24, 9: 24, 10: 16, 11: 16, 12: 18, 13: 36, 14: 48}
ANSWER = 12


@dataclass(frozen=True)
class Line:
    """One question: its place, its words, what stands now, and what may be answered."""

    kind: str
    key: str
    revision: int
    section: str
    question: str
    anchors: Sequence[str]
    last: str
    now: str
    reason: str
    note: str
    options: Sequence[str]


def questionnaire_file(
    lines: Sequence[Line], *, title: str, about: Sequence[str], machine: Mapping[str, str], made_at: datetime
) -> bytes:
    """The file; `about` are sentences on how it is filled in, `machine` what an import reads of a hidden sheet."""
    from xlsxwriter import Workbook  # noqa: PLC0415 (heavy, and few processes write spreadsheets)

    file = BytesIO()
    with TemporaryDirectory() as folder:
        workbook = Workbook(file, {**SETTINGS, "tmpdir": folder})
        workbook.set_properties({"title": title, "created": made_at.replace(tzinfo=None)})
        names: set[str] = set()
        _write_questions(workbook, free_sheet_name(_("Questions"), names), lines)
        _write_about(workbook, free_sheet_name(_("How to fill it in"), names), title, about)
        _write_machine(workbook, machine)
        workbook.close()
    return file.getvalue()


def _write_questions(workbook: "Workbook", name: str, lines: Sequence[Line]) -> None:
    sheet = workbook.add_worksheet(name, worksheet_class=safe_sheet())
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    said = workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    open_ = workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@", "bg_color": "#E1EFF0"})
    sheet.set_row(0, None, None, {"hidden": True})
    for column, machine in enumerate(MACHINE):
        sheet.write_string(0, column, machine)
    for column, title in enumerate(_titles()):
        sheet.write_string(1, column, title, head)
    for column in HIDDEN:
        sheet.set_column(column, column, 8, None, {"hidden": True})
    for column, width in WIDE.items():
        sheet.set_column(column, column, width, open_ if column >= ANSWER else said)
    sheet.freeze_panes(2, 5)
    for row, line in enumerate(lines, start=2):
        _write_line(sheet, row, line)
    sheet.autofilter(1, 0, len(lines) + 1, len(MACHINE) - 1)


def _titles() -> list[str]:
    return [
        *("", "", "", _("Section"), _("Question"), "0", "1", "2", "3", "4"),
        *(_("Last time"), _("Answer now"), _("Your answer"), _("Reason, if not applicable"), _("Note")),
    ]


def _write_line(sheet: "Worksheet", row: int, line: Line) -> None:
    anchors = [*line.anchors, *[""] * (5 - len(line.anchors))]
    cells = [line.kind, line.key, str(line.revision), line.section, line.question, *anchors, line.last, line.now]
    for column, text in enumerate([*cells, line.now, line.reason, line.note]):
        if text:
            sheet.write_string(row, column, text)
    sheet.data_validation(
        row,
        ANSWER,
        row,
        ANSWER,
        {
            "validate": "list",
            "source": list(line.options),
            "error_title": _("Choose from the list"),
            "error_message": _("Only the answers of the list can be taken in."),
        },
    )


def _write_about(workbook: "Workbook", name: str, title: str, about: Sequence[str]) -> None:
    sheet = workbook.add_worksheet(name, worksheet_class=safe_sheet())
    sheet.set_column(0, 0, 100, workbook.add_format({"text_wrap": True, "valign": "top"}))
    for row, sentence in enumerate([title, *about]):
        sheet.write_string(row, 0, sentence, workbook.add_format({"bold": True}) if row == 0 else None)


def _write_machine(workbook: "Workbook", machine: Mapping[str, str]) -> None:
    sheet = workbook.add_worksheet(ABOUT, worksheet_class=safe_sheet())
    for row, (key, value) in enumerate(machine.items()):
        sheet.write_string(row, 0, key)
        sheet.write_string(row, 1, value)
    sheet.very_hidden()

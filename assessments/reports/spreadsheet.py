# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The one writer of XLSX: typed cells, rows taken as they come, no cell that is a formula, no text that is cut.

A text that no cell has room for stands whole, in parts, in a last sheet, and its cell says so. What XML cannot hold is
written as _xHHHH_, as Excel does; `openpyxl.utils.escape.unescape` brings every text back exactly.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from math import isfinite
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, Literal, TypeAlias

from django.utils.translation import gettext as _

from assessments.reports.cells import MOST_ROWS, SETTINGS, free_sheet_name, has_room, parts_of, safe_sheet

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

Kind: TypeAlias = Literal["text", "number", "percent", "day", "moment"]
Value: TypeAlias = str | bool | int | float | Decimal | Fraction | date | datetime | None

# Format of the cells, and how many characters wide a column is that says nothing of it.
KINDS: dict[Kind, tuple[dict[str, str | bool], int]] = {
    "text": ({"num_format": "@", "text_wrap": True, "valign": "top"}, 36),
    "number": ({"num_format": "General", "valign": "top"}, 12),
    "percent": ({"num_format": "0%", "valign": "top"}, 10),
    "day": ({"num_format": "yyyy-mm-dd", "valign": "top"}, 12),
    "moment": ({"num_format": "yyyy-mm-dd hh:mm:ss", "valign": "top"}, 20),
}
MOST_DIGITS = 10**15  # whole numbers from here on lose digits in a spreadsheet, and stand as text
FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count a day that there never was
NOTE_AFTER = 16_000  # characters of a long text before the note that says where it stands whole
BRAND, PALE, INK = "#0B5566", "#E1EFF0", "#15212A"


@dataclass(frozen=True)
class Column:
    """A column's title, what its cells hold, and its width in characters (None: what the kind needs)."""

    title: str
    kind: Kind = "text"
    width: int | None = None


@dataclass(frozen=True)
class FiguresChart:
    """A bar chart of the four figures beside the rows: which columns hold the names and the figures."""

    title: str
    names: int
    shown: int
    said: int
    could_be: int
    aim: int


@dataclass(frozen=True)
class Sheet:
    """One sheet. In a column of percent, 38 stands for 38%; moments stand as the clock of their own zone shows them.

    A value of another type than its column's stands as what it is: a text is always text.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    chart: FiguresChart | None = None


@dataclass(frozen=True)
class _Long:
    """A text that no cell has room for, and the cell that it belongs to."""

    sheet: str
    cell: str
    text: str


def write_workbook(file: IO[bytes], sheets: Iterable[Sheet], *, title: str, made_at: datetime) -> None:
    """Write the sheets into the file, one after the other. Equal values give equal bytes.

    Rows beyond what a sheet holds go on in another of the same name and a number.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 (heavy, and few processes write spreadsheets)

    with TemporaryDirectory() as folder:
        workbook = Workbook(file, {**SETTINGS, "tmpdir": folder})
        workbook.set_properties({"title": title, "created": made_at.replace(tzinfo=None)})
        writer = _Writer(workbook)
        try:
            for sheet in sheets:
                writer.write(sheet)
            writer.write_long_texts()
        except BaseException:
            for worksheet in workbook.worksheets():
                worksheet._opt_close()
            raise
        workbook.close()


class _Writer:
    """Writes sheets into one workbook, and keeps the names used and the long texts met."""

    def __init__(self, workbook: "Workbook") -> None:
        self.workbook = workbook
        self.names: set[str] = set()
        self.long_name = free_sheet_name(_("Long texts"), self.names)
        self.long: list[_Long] = []
        self.head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self.formats: dict[Kind, Format] = {kind: workbook.add_format(look) for kind, (look, _width) in KINDS.items()}

    def write(self, sheet: Sheet, name: str = "") -> None:
        """`name` is one kept for it, "" takes the next free one."""
        worksheet = self._started(sheet, name or free_sheet_name(sheet.name, self.names))
        columns = list(enumerate(column.kind for column in sheet.columns))
        at = 0
        for values in sheet.rows:
            if at + 1 >= MOST_ROWS:
                self._finish(worksheet, sheet, at)
                worksheet, at = self._started(sheet, free_sheet_name(sheet.name, self.names)), 0
            at += 1
            for (number, kind), value in zip(columns, values, strict=True):
                if isinstance(value, str):
                    self._write_text(worksheet, at, number, value)
                elif value is not None:
                    self._write_typed(worksheet, at, number, value, kind)
        self._finish(worksheet, sheet, at)

    def write_long_texts(self) -> None:
        if self.long:
            narrow = [Column(_("Sheet")), Column(_("Cell"), width=14), Column(_("Part"), "number")]
            columns = [*narrow, Column(_("Text"), width=60)]
            rows = [
                (one.sheet, one.cell, number, part)
                for one in self.long
                for number, part in enumerate(parts_of(one.text), start=1)
            ]
            self.write(Sheet(self.long_name, columns, rows), self.long_name)

    def _started(self, sheet: Sheet, name: str) -> "Worksheet":
        worksheet = self.workbook.add_worksheet(name, worksheet_class=safe_sheet())
        worksheet.freeze_panes(1, 0)
        for number, column in enumerate(sheet.columns):
            width = column.width or KINDS[column.kind][1]
            worksheet.set_column(number, number, width, self.formats[column.kind])
            self._write_text(worksheet, 0, number, column.title, self.head)
        return worksheet

    def _finish(self, worksheet: "Worksheet", sheet: Sheet, last: int) -> None:
        if sheet.columns:
            worksheet.autofilter(0, 0, last, len(sheet.columns) - 1)
        if sheet.chart and last:
            self._add_chart(worksheet, sheet.chart, last, beside=len(sheet.columns) + 1)

    def _write_text(
        self, worksheet: "Worksheet", row: int, column: int, text: str, look: "Format | None" = None
    ) -> None:
        if has_room(text):
            worksheet.write_string(row, column, text, look)
            return
        from xlsxwriter.utility import xl_rowcol_to_cell  # noqa: PLC0415 (as the writer itself)

        self.long.append(_Long(worksheet.get_name(), xl_rowcol_to_cell(row, column), text))
        note = _("continued in the sheet “%(sheet)s”, where this text stands whole") % {"sheet": self.long_name}
        worksheet.write_string(row, column, f"{text[:NOTE_AFTER]} … [{note}]", look)

    def _write_typed(self, worksheet: "Worksheet", row: int, column: int, value: Value, kind: Kind) -> None:
        """In a column of texts, which would show a day as a number, a value brings its own format."""
        own = self.formats if kind == "text" else {}
        match value:
            case bool():
                worksheet.write_boolean(row, column, value)
            case int() | float() | Decimal() | Fraction() if isfinite(value) and -MOST_DIGITS < value < MOST_DIGITS:
                number = float(value / 100 if kind == "percent" else value)
                worksheet.write_number(row, column, number, own.get("number"))
            case datetime() if value.date() >= FIRST_DAY:
                worksheet.write_datetime(row, column, value.replace(tzinfo=None), own.get("moment"))
            case date() if not isinstance(value, datetime) and value >= FIRST_DAY:
                worksheet.write_datetime(row, column, value, own.get("day"))
            case _:  # also texts whose translation has not been asked for yet
                self._write_text(worksheet, row, column, str(value))

    def _add_chart(self, worksheet: "Worksheet", chart: FiguresChart, last: int, *, beside: int) -> None:
        name = worksheet.get_name()
        drawn = self.workbook.add_chart({"type": "bar"})
        looks: list[tuple[int, dict[str, object]]] = [
            (chart.shown, {"fill": {"color": BRAND}}),
            (chart.said, {"fill": {"color": PALE}, "border": {"color": BRAND}}),
            (
                chart.could_be,
                {
                    "pattern": {"pattern": "wide_upward_diagonal", "fg_color": BRAND, "bg_color": "#FFFFFF"},
                    "border": {"color": BRAND, "dash_type": "dash"},
                },
            ),
            (chart.aim, {"fill": {"color": INK}}),
        ]
        for column, look in looks:
            drawn.add_series(
                {
                    "name": [name, 0, column],
                    "categories": [name, 1, chart.names, last, chart.names],
                    "values": [name, 1, column, last, column],
                    **look,
                }
            )
        # A title that begins with = would be read as a formula.
        drawn.set_title({"name": f" {chart.title}" if chart.title.startswith("=") else chart.title})
        drawn.set_x_axis({"min": 0, "max": 1, "num_format": "0%"})
        drawn.set_y_axis({"reverse": True})
        drawn.set_size({"width": 640, "height": 120 + 80 * last})
        worksheet.insert_chart(0, beside, drawn, {"description": chart.title})

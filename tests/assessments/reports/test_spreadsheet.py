# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import gc
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.reports import spreadsheet
from assessments.reports.spreadsheet import Column, FiguresChart, Sheet, Value, write_workbook
from tests.assessments.reports.reading import opened, texts

MADE_AT = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
HOSTILE = [
    "=1+1",
    '=HYPERLINK("https://example.org","x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "{=1+1}",
    "https://example.org",
    "0012",
    "_x0041_",
    "_x0041_x0042_",
    "_x0041\x00",
    "_x005F_x0041_",
    "\x00\x07\x1b",
    "a\r\nb\rc\td\n",
    "\ufffe\uffff",
    "<r><t>bold</t></r>",
    '<r/></is></c><c r="Z1" t="str"><f>1+1</f><v>2</v></c><c t="inlineStr"><is></r>',
    "<b>&amp;</b> ]]>",
    "  blanks  ",
    "日本語 髙 𠮷 👩‍👩‍👧 é e\u0301 \u202eRTL العربية",
]
pieces = st.sampled_from(["_", "x", "0041", "_x0041", "x0041_", "\x00", "<r>", "</r>", "=", "\r", "&"])
any_text = st.text(st.characters(exclude_categories=["Cs"])) | st.lists(pieces).map("".join)


def written(*sheets: Sheet) -> bytes:
    file = BytesIO()
    write_workbook(file, sheets, title="Answers", made_at=MADE_AT)
    return file.getvalue()


def one_column(values: Sequence[Value], **column: object) -> bytes:
    return written(Sheet("Values", [Column("Value", **column)], [[value] for value in values]))  # type: ignore[arg-type] # kinds as words


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_text_and_comes_back_exactly(text: str) -> None:
    assert texts(opened(one_column([text])))["Values", "A2"] == text


@given(st.lists(any_text.filter(bool), min_size=1, max_size=8))
@settings(deadline=None)
def test_any_texts_come_back_exactly(values: list[str]) -> None:
    found = texts(opened(one_column(values)))

    assert [found["Values", f"A{row}"] for row in range(2, len(values) + 2)] == values


def test_titles_of_columns_are_text_too() -> None:
    data = written(Sheet("Values", [Column("=1+1"), Column("<r>x</r>")], []))

    assert list(texts(opened(data)).values()) == ["=1+1", "<r>x</r>"]


@pytest.mark.parametrize(
    "text", ["a" * 32_768, "日本" * 20_000, "😀" * 16_384, "\x00" * 40_000, "_x0041_" * 9_000, "=" * 100_000]
)
def test_a_long_text_is_never_cut(text: str) -> None:
    workbook = opened(one_column(["short", text]))

    assert texts(workbook)["Values", "A3"] == text
    assert str(workbook["Values"]["A3"].value).endswith(
        "[continued in the sheet “Long texts”, where this text stands whole]"
    )
    assert workbook.sheetnames == ["Values", "Long texts"]


@pytest.mark.parametrize("text", ["a" * 32_767, "😀" * 16_383])
def test_what_a_cell_has_room_for_stays_in_it(text: str) -> None:
    workbook = opened(one_column([text]))

    assert workbook["Values"]["A2"].value == text
    assert workbook.sheetnames == ["Values"]


def test_long_texts_of_a_sheet_of_that_name_are_found_too() -> None:
    text = "x" * 40_000
    workbook = opened(written(Sheet("Long texts", [Column("Text")], [[text]])))

    assert workbook.sheetnames == ["Long texts (2)", "Long texts"]
    assert texts(workbook)["Long texts (2)", "A2"] == text


@pytest.mark.parametrize(
    ("kind", "value", "read", "form"),
    [
        ("number", 7, 7, "General"),
        ("number", -1.5, -1.5, "General"),
        ("number", Decimal("0.25"), 0.25, "General"),
        ("number", 10**15, "1000000000000000", "General"),
        ("number", float("nan"), "nan", "General"),
        ("number", "nobody", "nobody", "General"),
        ("percent", 38, 0.38, "0%"),
        ("percent", Fraction(100, 3), 0.3333333333333333, "0%"),
        ("day", date(2026, 11, 26), datetime(2026, 11, 26), "yyyy-mm-dd"),  # noqa: DTZ001 (a spreadsheet knows no zones)
        ("day", date(1899, 12, 31), "1899-12-31", "yyyy-mm-dd"),
        ("moment", MADE_AT, MADE_AT.replace(tzinfo=None), "yyyy-mm-dd hh:mm:ss"),
        ("text", True, True, "@"),
        ("text", None, None, "@"),
    ],
)
def test_cells_are_typed(kind: str, value: Value, read: object, form: str) -> None:
    sheet = opened(written(Sheet("Values", [Column("Name"), Column("Value", kind)], [["x", value]])))["Values"]  # type: ignore[arg-type] # kinds as words

    assert sheet["B2"].value == read
    assert type(sheet["B2"].value) is type(read)
    assert (sheet["B2"].number_format if value is not None else form) == form


@pytest.mark.parametrize(
    ("value", "form"),
    [(date(2026, 11, 22), "yyyy-mm-dd"), (MADE_AT, "yyyy-mm-dd hh:mm:ss"), (3, "General"), ("3", "@")],
)
def test_what_is_no_text_looks_like_itself_in_a_column_of_texts(value: Value, form: str) -> None:
    """A day under the format of text reads as the number of days since 1900."""
    assert opened(one_column([value]))["Values"]["A2"].number_format == form


def test_the_header_stays_and_filters() -> None:
    columns = [Column("Name", width=50), Column("Figure", "percent")]
    sheet = opened(written(Sheet("Values", columns, [["a", 1], ["b", 2]])))["Values"]

    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B3")
    assert sheet["A1"].font.b
    assert [round(sheet.column_dimensions[name].width) for name in "AB"] == [51, 11]


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (["Answers", "ANSWERS", "answers"], ["Answers", "ANSWERS (2)", "answers (3)"]),
        (["a/b\\c*d?e[f]g:h"], ["a b c d e f g h"]),
        (["'quoted'", "", "History"], ["quoted", "-", "History (2)"]),
        (["x" * 40, "x" * 40], ["x" * 31, "x" * 27 + " (2)"]),
        (["😀" * 20], ["😀" * 15]),
        (["=1+1"], ["=1+1"]),
    ],
)
def test_names_of_sheets_are_such_as_spreadsheets_take(wanted: list[str], names: list[str]) -> None:
    data = written(*(Sheet(name, [Column("Value")], [["x"]]) for name in wanted))

    assert opened(data).sheetnames == names


def test_rows_beyond_a_sheet_go_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 3)
    workbook = opened(written(Sheet("Values", [Column("Value", "number")], [[number] for number in range(5)])))

    assert {sheet.title: [row[0] for row in sheet.values] for sheet in workbook} == {
        "Values": ["Value", 0, 1],
        "Values (2)": ["Value", 2, 3],
        "Values (3)": ["Value", 4],
    }


def test_the_four_figures_may_be_drawn() -> None:
    titles = ["Level", "Shown", "Said", "Could be", "Aim"]
    columns = [Column(title, "percent" if title != "Level" else "text") for title in titles]
    chart = FiguresChart("=Levels", names=0, shown=1, said=2, could_be=3, aim=4)
    rows = [["Manage", 20, 40, 60, 80], ["=Operate", 10, 30, 30, 50]]
    sheet = opened(written(Sheet("Levels", columns, rows, chart)))["Levels"]

    (drawn,) = sheet._charts
    assert [series.val.numRef.f for series in drawn.series] == [f"Levels!${name}$2:${name}$3" for name in "BCDE"]


def test_equal_values_give_equal_bytes() -> None:
    assert one_column(HOSTILE) == one_column(HOSTILE)


def test_rows_are_taken_one_by_one() -> None:
    alive: list[int] = []

    def rows() -> Iterator[list[Value]]:
        for number in range(50):
            alive.append(number)
            yield [number]
            assert alive == [number]
            alive.clear()

    assert opened(written(Sheet("Values", [Column("Value", "number")], rows())))["Values"].max_row == 51


def test_rows_that_fail_leave_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def rows() -> Iterator[list[Value]]:
        yield [1]
        raise LookupError("the row is gone")

    with pytest.raises(LookupError, match="the row is gone"):
        written(Sheet("Values", [Column("Value", "number")], rows()))

    gc.collect()
    assert list(tmp_path.iterdir()) == []

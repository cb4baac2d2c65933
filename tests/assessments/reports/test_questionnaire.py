# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import io
from datetime import UTC, datetime

from openpyxl import load_workbook

from assessments.reports.questionnaire import Line, questionnaire_file

MADE_AT = datetime(2026, 11, 26, tzinfo=UTC)
LINE = Line(
    kind="practice",
    key="strategy",
    revision=2,
    section="Management",
    question="How far?",
    anchors=["a", "b", "c", "d", "=e"],
    last="1",
    now="2",
    reason="",
    note="=1+1",
    options=["0", "1", "2", "3", "4"],
)


def book_of(*lines):
    machine = {"format": "f", "assessment": "a"}
    return load_workbook(
        io.BytesIO(questionnaire_file(lines, title="T", about=["How."], machine=machine, made_at=MADE_AT))
    )


def test_a_line_stands_with_its_anchors_and_the_answer_filled_in():
    book = book_of(LINE)
    row = [cell.value for cell in book.worksheets[0][3]]

    assert row[:3] == ["practice", "strategy", "2"]
    assert row[3:15] == ["Management", "How far?", "a", "b", "c", "d", "=e", "1", "2", "2", None, "=1+1"]
    assert {cell.data_type for cell in book.worksheets[0][3]} <= {"s", "n"}


def test_what_people_need_not_see_is_hidden():
    book = book_of(LINE)
    sheet = book.worksheets[0]

    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["A"].hidden
    assert book["_cairn"].sheet_state == "veryHidden"


def test_a_question_offers_its_answers_as_a_list():
    [validation] = book_of(LINE).worksheets[0].data_validations.dataValidation

    assert (validation.formula1, str(validation.sqref)) == ('"0,1,2,3,4"', "M3")

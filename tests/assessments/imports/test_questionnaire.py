# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import io
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from assessments.domain.questionnaire_file import COLUMNS, FORMAT
from assessments.imports import limited, questionnaire
from assessments.imports.questionnaire import read_questionnaire
from assessments.imports.unreadable import UnreadableDocument
from assessments.views.spreadsheet import REASONS


def book_of(*rows, about=None, heads=COLUMNS) -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.append(list(heads))
    for row in rows:
        sheet.append(list(row))
    said = {"format": FORMAT, "assessment": "a", "edition": "e"} if about is None else about
    if said:
        hidden = book.create_sheet("_cairn")
        for pair in said.items():
            hidden.append(pair)
    return book


def bytes_of(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        read_questionnaire(data, name="file")
    return refused.value.message


def test_cells_come_as_they_were_typed():
    rows = ("practice", "strategy", "2", 3, None, " a\nb "), ("routine", "r", "0", "monthly", "", "_x0041_")
    data = bytes_of(book_of(*rows))

    read = read_questionnaire(data, name="file")

    first, second = read["rows"]
    assert (first["row"], first["columns"], first["answer"], first["reason"], first["note"]) == (
        2,
        ["D", "E", "F"],
        "3",
        "",
        " a\nb ",
    )
    assert (read["assessment"], second["answer"]) == ("a", "monthly")


def test_columns_may_stand_in_any_order_with_others_between():
    heads = ("note", "mine", "answer", "key", "kind", "revision", "reason")
    data = bytes_of(book_of(("n", "x", "2", "strategy", "practice", "1", ""), heads=heads))

    [row] = read_questionnaire(data, name="file")["rows"]

    assert (row["key"], row["answer"], row["note"], row["columns"]) == ("strategy", "2", "n", ["C", "G", "A"])


def test_a_file_of_ours_that_libreoffice_saved_reads_as_it_was_filled_in():
    """libreoffice.xlsx: the small edition's questionnaire, filled in and saved by LibreOffice 7.4."""
    data = Path(__file__).with_name("libreoffice.xlsx").read_bytes()

    rows = {row["key"]: row for row in read_questionnaire(data, name="file")["rows"]}

    assert {key: row["answer"] for key, row in rows.items() if row["answer"]} == {
        "eu-market": "Yes",
        "community-underrated/names": "Somewhat",
        "strategy": "3",
        "sponsor": "Don’t know",
        "health": "2",
        "training": " 3 ",
        "culture": "2",
        "monthly-meeting": "Monthly",
    }
    assert rows["strategy"]["note"] == '=1+1 stays text\n<r>&amp; "q" 日本語 👩\u200d👩\u200d👧'
    assert rows["health"]["note"] == "Two lines,\n日本語も & =1+1"
    assert (rows["strategy"]["revision"], rows["health"]["row"], rows["health"]["columns"]) == (
        "1",
        11,
        ["M", "N", "O"],
    )


def test_a_formula_says_itself_and_computes_nothing():
    data = bytes_of(book_of(("practice", "strategy", "0", "=1+1", "", "")))

    assert read_questionnaire(data, name="file")["rows"][0]["answer"] == "=1+1"


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("xl/worksheets/sheet1.xml", b" " * (41 * 1024 * 1024))
    return file.getvalue()


def with_part(name: str, text: str) -> bytes:
    file = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(bytes_of(book_of())))
    with zipfile.ZipFile(file, "w") as zipped:
        for part in source.namelist():
            zipped.writestr(part, text if part == name else source.read(part))
    return file.getvalue()


ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><workbook>&c;</workbook>'
HOSTILE = {
    "nothing": (b"", "is no spreadsheet in the form XLSX"),
    "a text": (b"kind,key\n", "is no spreadsheet in the form XLSX"),
    "half a file": (bytes_of(book_of())[:400], "is no spreadsheet in the form XLSX"),
    "a bomb": (bomb(), "is more than a questionnaire can hold"),
    "entities": (with_part("xl/workbook.xml", ENTITIES), "is no spreadsheet that could be read"),
    "another spreadsheet": (
        bytes_of(book_of(about={})),
        "is no questionnaire of this site: the sheet that says so is missing",
    ),
    "another form": (
        bytes_of(book_of(about={"format": "2"})),
        "is a questionnaire in a form that is not known here",
    ),
    "a column less": (bytes_of(book_of(heads=COLUMNS[:-1])), "lacks the column note, which its first row names"),
    "too many rows": (
        bytes_of(book_of(*[("practice", "x", "0", "1", "", "")] * 3_001)),
        "has more than 3000 rows",
    ),
    "broken markup": (with_part("xl/worksheets/sheet1.xml", "<worksheet><"), "is no spreadsheet that could be read"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_questionnaire_is_refused_in_words(name):
    data, message = HOSTILE[name]

    assert refusal(data) == message


def test_a_cell_at_the_end_of_the_sheet_is_not_looked_at():
    book = book_of(("practice", "strategy", "0", "1", "", ""))
    book.active["XFD1048576"] = "far"

    assert refusal(bytes_of(book)) == "has more than 3000 rows"


def test_every_reason_can_be_said_in_each_language():
    source = Path(questionnaire.__file__).read_text()
    raised = set(re.findall(r'UnreadableDocument\(\s*"([^"]+)"', source))
    general = {limited.BUSY, "is larger than %(most)s MiB"}

    assert raised | general <= REASONS

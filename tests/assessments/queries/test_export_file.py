# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import csv
import io
import json
import zipfile

import pytest
from openpyxl import load_workbook

from assessments.models import Answer, Assessment, Export
from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.queries.export import LIFETIME
from assessments.queries.export_file import file_of
from assessments.reports.csv import restored
from tests.factories import make_assessment, make_edition, make_evidence, make_plan_item, say, submit

HOSTILE = [
    "=1+1",
    "@SUM(A1)",
    "  ＝cmd|' /C calc'!A0",
    "'quoted",
    "a\tb\nc",
    "𠮷野家 👩‍👩‍👧 ‮abc",
    "<b>&amp;</b>",
    "-",
    "+1",
]


@pytest.fixture
def assessment(aozora, mana, now) -> Assessment:
    made = make_assessment(aozora, mana, make_edition(), now=now)
    say(made, mana, Kind.PRACTICE, now=now, strategy="3", sponsor="1")
    make_evidence(made, mana, "strategy", now.date(), now=now)
    Answer.objects.of(made).filter(key="strategy").update(note=" | ".join(HOSTILE))
    return made


def made(assessment, by, now, what, form, language="en"):
    export = Export(
        organization=assessment.organization,
        assessment=assessment,
        what=what,
        form=form,
        language=language,
        asked_by=by,
        asked_at=now,
        expires_at=now + LIFETIME,
    )
    return file_of(export, now, lambda done, total: None)


def sheets_of(file):
    book = load_workbook(io.BytesIO(file.content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def test_a_result_says_in_cells_what_the_engine_said(assessment, mana, now):
    submit(assessment, mana, now=now)
    assessment.refresh_from_db()
    file = made(assessment, mana, now, "result", "xlsx")

    sheets = sheets_of(file)

    assert file.name == "cairn-aozora-2026-q4-results.xlsx"
    assert list(sheets) == ["About", "Levels", "Practices", "Situations", "Recommendations", "Trend"]
    management = next(row for row in sheets["Levels"] if row[0] == "management")
    assert management[2:7] == (
        pytest.approx(0.5),
        pytest.approx(0.5833, abs=1e-3),
        pytest.approx(0.583, abs=1e-3),
        0.75,
        1,
    )
    strategy = next(row for row in sheets["Practices"] if row[1] == "strategy")
    assert (strategy[4], strategy[6], strategy[9]) == (3, 3, "fresh")


def test_every_practice_of_an_assessment_has_its_row_and_its_texts_come_back(assessment, mana, now):
    sheets = sheets_of(made(assessment, mana, now, "assessment", "xlsx"))

    rows = {row[0]: row for row in sheets["Practices"][1:]}
    assert list(rows) == [one.key for one in edition_of(assessment.edition).practices]
    assert rows["strategy"][3:7:3] == (3, " | ".join(HOSTILE))
    assert rows["sponsor"][3] == 1 and rows["health"][3] is None
    assert (
        sheets["Evidence"][1][:4] == ("strategy", "strategy", None, "Charter") or sheets["Evidence"][1][3] == "Charter"
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_is_a_formula_and_each_text_comes_back(assessment, mana, now, text):
    Answer.objects.of(assessment).filter(key="strategy").update(note=text)

    book = load_workbook(io.BytesIO(made(assessment, mana, now, "assessment", "xlsx").content))
    zipped = zipfile.ZipFile(io.BytesIO(made(assessment, mana, now, "assessment", "csv").content))
    table = zipped.read(zipped.namelist()[0]).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table, newline="")))

    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert text in {cell.value for cell in cells}
    assert text in {restored(cell) for row in rows for cell in row}


def test_json_has_what_the_engine_read_and_what_it_said(assessment, mana, now):
    data = json.loads(made(assessment, mana, now, "assessment", "json").content)

    assert data["answers"]["practices"]["strategy"]["agreed"] == 3
    assert (data["organization"], data["period"], data["state"]) == ("Aozora", "2026-Q4", "open")
    assert data["result"]["levels"][0]["said"] == 58.3
    assert {row["key"] for row in data["rows"]} >= {"strategy", "sponsor"}


def test_headings_are_in_the_readers_language(assessment, mana, now):
    sheets = sheets_of(made(assessment, mana, now, "result", "xlsx", "ja"))

    assert "レベル" in " ".join(sheets)


def test_the_same_content_gives_the_same_bytes(assessment, mana, now):
    for form in ("xlsx", "csv", "json"):
        first, second = (made(assessment, mana, now, "assessment", form).content for _each in range(2))
        assert first == second


def test_replies_of_single_people_are_in_no_file(assessment, mana, now):
    data = json.loads(made(assessment, mana, now, "assessment", "json").content)

    assert "responses" not in data


def test_the_archive_of_an_organization_is_one_document_with_checksums(assessment, mana, now):
    data = json.loads(made(assessment, mana, now, "archive", "json").content)

    assert data["format"] == 2
    assert [one["name"] for one in data["content"]["organizations"]] == ["Aozora"]


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_a_plan_is_taken_along_whole(aozora, mana, now, form):
    item = make_plan_item(aozora, mana, title="'=1+1", now=now)
    export = Export(organization=aozora, what="plan", form=form, language="en", asked_by=mana, asked_at=now)

    file = file_of(export, now, lambda done, total: None)

    assert file.name == f"cairn-aozora-plan.{form}" + (".zip" if form == "csv" else "")
    if form == "json":
        assert json.loads(file.content)["items"][0]["title"] == "'=1+1"
    elif form == "xlsx":
        sheets = sheets_of(file)
        assert list(sheets) == ["Actions", "Changes"]
        assert sheets["Actions"][1][:3] == (str(item.pk), 1, "'=1+1")
    else:
        assert zipfile.ZipFile(io.BytesIO(file.content)).namelist() == ["1-actions.csv", "2-changes.csv"]

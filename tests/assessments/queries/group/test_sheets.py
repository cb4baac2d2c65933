# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import csv
import io
import json
import zipfile

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from openpyxl import load_workbook

from accounts.models import Organization
from assessments.models import Export, UnitResult
from assessments.models.group import LATEST
from assessments.queries.export import LIFETIME
from assessments.queries.export_file import file_of
from assessments.queries.group.board import board_of
from assessments.queries.group.choice import chosen_in_words, filters_from, order_in_words, plain_choice
from assessments.queries.group.file import header_of, lines_of
from assessments.queries.group.notable import notable_of, roll_ups
from assessments.queries.group.sheets import dashboard_parts
from assessments.queries.group.table import IN_FILES, Filters
from assessments.reports.csv import csv_of, restored
from tests.factories import make_organization, make_user
from tests.made_up_group import made_up_group

HOSTILE = ["=1+1", "@SUM(A1)", "＝cmd|' /C calc'!A0", "'quoted", "+1", "-", "<b>&amp;</b>", "𠮷野家 ‮abc", '{"a": 1}']
PACK = "ospo-journey"


@pytest.fixture
def group(now, db):
    return made_up_group(30, 3)


def file_for(group, form, now, language="en", **choices):
    export = Export(
        organization=group,
        what=Export.What.DASHBOARD,
        form=form,
        choices=choices,
        language=language,
        asked_by=make_user(),
        asked_at=now,
        expires_at=now + LIFETIME,
    )
    return file_of(export, now, lambda done, total: None)


def sheets_in(file):
    book = load_workbook(io.BytesIO(file.content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def table_of_page(group, filters, language="en"):
    """What the page's CSV says, as texts."""
    with override(language):
        board = board_of(group, None)
        text = b"".join(csv_of(header_of(board), lines_of(board, filters))).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def as_text(value, percent):
    """A cell as CSV has it, where a column of percent is a share in a workbook."""
    if value is None:
        return ""
    return str(round(value * 100, 6) if percent else value)


@pytest.mark.parametrize(
    "filters", [Filters(), Filters(sort="share"), Filters(kind="unit", sort="gap", is_falling=False)]
)
def test_spreadsheet_and_json_say_what_the_pages_csv_says(group, now, filters):
    header, *expected = table_of_page(group, filters)
    choice = plain_choice(board_of(group, None), filters)

    title, *rows = sheets_in(file_for(group, "xlsx", now, **choice))["Units"]
    data = json.loads(file_for(group, "json", now, **choice).content)
    percent = [name.endswith("shown in per cent") for name in header]

    def same(cell, text):
        return cell == text or float(cell) == pytest.approx(float(text))

    assert list(title) == header
    assert len(rows) == len(data["units"]) == len(expected) > 0
    for row, unit, line in zip(rows, data["units"], expected, strict=True):
        cells = [as_text(value, of) for value, of in zip(row, percent, strict=True)]
        assert all(same(cell, text) for cell, text in zip(cells, line, strict=True))
        levels = [figure for level in unit["levels"].values() for figure in level.values()]
        plain = [unit["unit"], unit["kind"], unit["profile"], *levels, unit["stage"], unit["at_target"]]
        plain += [unit["applicable"], unit["change"], unit["gap"], *unit["plan"].values()]
        plain += [unit["edition"], unit["period"], unit["id"]]
        assert all(same(as_text(value, False), text) for value, text in zip(plain, line, strict=True))


def test_figures_are_numbers_and_shares_are_percent(group, now):
    book = load_workbook(io.BytesIO(file_for(group, "xlsx", now).content))
    sheet = book["Units"]
    titles = {cell.value: cell.column for cell in sheet[1]}

    shown = sheet.cell(2, titles["OSPO, shown in per cent"])
    at_target = sheet.cell(2, titles["Practices at target"])

    row = UnitResult.objects.below(group, PACK, LATEST).order_by("path")[0]
    assert (shown.number_format, shown.value) == ("0%", pytest.approx(float(row.levels["ospo"]["shown"]) / 100))
    assert (at_target.data_type, at_target.value) == ("n", row.at_target)


def test_there_is_a_sheet_for_each_thing_and_the_first_says_what_the_file_is_of(group, now):
    company = Organization.objects.get(name="Company 2")
    board = board_of(group, "2026-Q2")
    filters = Filters(kind="unit", part=company, sort="level-ospo", is_falling=False, situation="technology-only")

    sheets = sheets_in(file_for(group, "xlsx", now, **plain_choice(board, filters)))

    named = ["About", "Units", "Trend", "Levels", "Situations", "Gap in views", "What moved"]
    assert list(sheets) == [*named, "Promised and done", "Silent units"]
    about = dict(row[:2] for row in sheets["About"])
    assert (about["Organization"], about["Period"]) == ("Group", "2026-Q2")
    assert about["Units in “Units” and “Trend”"].startswith("Business unit, Company 2, Units that face “")
    assert about["Order"].endswith(": The least first")
    assert (about["Units in all"], about["Units that count"], about["Silent units"]) == (30, 30, 0)
    assert about["Edition"] == board.edition.edition
    assert about["Editions that were answered (units)"] == f"{board.edition.edition} (30)"
    assert about["Made at"] == "2026-11-16T09:00+00:00"


def test_the_trend_has_each_quarter_of_each_unit_chosen(group, now):
    data = json.loads(file_for(group, "json", now, kind="company").content)

    rows = UnitResult.objects.below(group, PACK, LATEST).filter(kind="company").order_by("path")
    assert [(one["id"], one["period"], one["at_target"], one["applicable"]) for one in data["trend"]] == [
        (str(row.organization_id), *figures) for row in rows for figures in row.trend
    ]


def test_levels_have_the_middle_half_and_the_lowest_unit(group, now):
    board = board_of(group, None)
    expected = roll_ups(board, notable_of(board))

    levels = json.loads(file_for(group, "json", now).content)["levels"]

    assert [one["lowest"] for one in levels] == [one.lowest.name for one in expected]
    for found, one in zip(levels, expected, strict=True):
        assert found["half_from"] == pytest.approx(float(100 * one.spread.lower))
        assert found["half_to"] == pytest.approx(float(100 * one.spread.upper))
        assert (found["lowest_at_target"], found["others_alike"]) == (one.lowest_words["at_target"], one.others_alike)


def test_few_units_have_a_column_each_among_the_situations(now, db):
    group = made_up_group(3, 1)
    rows = UnitResult.objects.below(group, PACK, LATEST).order_by("path")

    situations = json.loads(file_for(group, "json", now).content)["situations"]

    words = {"yes": "faced", "unknown": "still open", "no": "not faced"}
    for one in situations:
        expected = {str(row.organization_id): words[row.situations[one["key"]]] for row in rows}
        assert one["by_unit"] == expected


def test_silent_units_are_named_with_when_they_spoke_last(group, now):
    never = make_organization("Newcomer", above=group)
    quiet = Organization.objects.get(name="Unit 3.2")
    UnitResult.objects.within(quiet).filter(period="2026-Q2").delete()

    silent = json.loads(file_for(group, "json", now, period="2026-Q2").content)["silent"]

    assert {one["id"]: one["said_in"] for one in silent} == {str(quiet.pk): "2026-Q3", str(never.pk): None}


@pytest.mark.parametrize("name", HOSTILE)
def test_names_of_units_come_back_exactly_and_no_cell_is_a_formula(now, db, name):
    group = made_up_group(2, 1)
    Organization.objects.filter(name="Company 1").update(name=name)

    book = load_workbook(io.BytesIO(file_for(group, "xlsx", now).content))
    zipped = zipfile.ZipFile(io.BytesIO(file_for(group, "csv", now).content))
    tables = [
        list(csv.reader(io.StringIO(zipped.read(one).decode("utf-8-sig"), newline=""))) for one in zipped.namelist()
    ]
    data = json.loads(file_for(group, "json", now).content)

    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert name in [cell.value for cell in book["Units"]["A"]]
    assert name in [restored(row[0]) for row in tables[1]]
    assert name in [one["unit"] for one in data["units"]]


def test_rows_are_read_some_hundreds_at_once_by_where_the_last_ended_and_progress_is_told(now, db):
    group = made_up_group(2 * IN_FILES + 50, 1)
    board = board_of(group, None)
    told = []

    with CaptureQueriesContext(connection) as queries:
        for part in dashboard_parts(board, Filters(), lambda done, total: told.append((done, total))):
            for _row in part.sheet.rows:
                pass

    read = [one["sql"] for one in queries if "LIMIT 501" in one["sql"]]
    assert len(read) == 3 + 3 + 1
    assert not any("OFFSET" in one["sql"] for one in queries)
    total = 2 * (2 * IN_FILES + 50)
    assert told == [(500, total), (1000, total), (1500, total), (2000, total)]


def test_the_same_content_gives_the_same_bytes_in_the_readers_language(group, now):
    for form in ("xlsx", "csv", "json"):
        first, second = (file_for(group, form, now).content for _each in range(2))
        assert first == second
    assert "部門" in " ".join(sheets_in(file_for(group, "xlsx", now, "ja")))


def test_what_was_chosen_is_kept_as_plain_data(group):
    board = board_of(group, "2026-Q3")
    filters = Filters(
        kind="unit", part=Organization.objects.get(name="Company 1"), sort="gap", advice="secure-a-sponsor"
    )

    kept = json.loads(json.dumps(plain_choice(board, filters)))

    assert (kept["period"], filters_from(group, kept)) == ("2026-Q3", filters)
    assert filters_from(group, {}) == Filters()
    assert order_in_words(board, Filters()) == "As the tree stands"
    assert list(chosen_in_words(board, Filters(kind="company"))) == ["Company"]


def test_a_part_of_another_tree_is_not_read(group, db):
    other = make_organization("Elsewhere")

    with pytest.raises(Organization.DoesNotExist):
        filters_from(group, {"part": str(other.pk)})

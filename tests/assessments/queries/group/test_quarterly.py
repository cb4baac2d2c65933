# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
from datetime import UTC, datetime

import pytest

from accounts.models import Organization
from assessments.models.answer import Kind
from assessments.queries.group.board import board_of, last_board_of
from assessments.queries.group.quarterly import unit_chapters
from assessments.reports.document import Ranges, Table
from tests.factories import make_assessment, make_edition, make_organization, say, submit
from tests.made_up_group import made_up_group, made_up_periods

JANUARY, APRIL = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 4, 5, tzinfo=UTC)


@pytest.fixture
def group(mana):
    """Three units: two have submitted twice, one never."""
    make_edition()
    group = make_organization("Group", kind="group")
    units = [make_organization(name, above=group) for name in ("Games", "Imaging", "Devices")]
    for unit, values in zip(units, ((0, 4), (4, 1)), strict=False):
        for now, value in zip((JANUARY, APRIL), values, strict=True):
            assessment = make_assessment(unit, mana, now=now)
            say(assessment, mana, Kind.PRACTICE, now=now, strategy=value, charter=2)
            submit(assessment, mana, now=now)
    return Organization.objects.get(pk=group.pk)


def chapters_of(group, period="2026-Q2"):
    return unit_chapters(board_of(group, period))


def test_who_counts_and_who_is_silent_is_said(group):
    text = chapters_of(group)["units"].text

    assert text.startswith("2 of 3 units count in 2026 Q2. Devices is silent.\n\n")


def test_the_lowest_unit_and_half_of_them_stand_for_the_units_and_no_mean(group):
    chapter = chapters_of(group)["units"]

    [ranges, units] = chapter.parts
    assert isinstance(ranges, Ranges)
    first = ranges.lines[0]
    assert (first.name, first.lowest, first.highest, first.half) == ("Management", 0, 50, "0%–50%")
    assert first.lowest_words == "Imaging: 0 of 2"
    assert [row[0].text for row in units.rows] == ["Games", "Imaging"]
    assert units.is_of_targets


def test_the_largest_rise_and_fall_are_named_with_their_reasons(group):
    text = chapters_of(group)["units-moved"].text

    assert text.startswith("More practices at target than the time before in 1, as many in 0, fewer in 1.")
    assert "The largest rise: **Games** +1, from 0 to 1 at target since 2026 Q1. Progress: Management +66.7." in text
    assert "The largest fall: **Imaging** −1" in text


def test_the_course_of_the_units_is_told_from_the_second_quarter_on(group):
    [table] = chapters_of(group)["units-quarters"].parts

    assert [row[:3] for row in table.rows] == [("2026 Q1", "2", "0%–50%"), ("2026 Q2", "2", "0%–50%")]
    assert chapters_of(group, "2026-Q1")["units-quarters"].text == ""


def test_a_quarter_in_which_nobody_submitted_says_so(group):
    chapters = chapters_of(group, "2026-Q3")

    assert {key: (one.text, one.parts) for key, one in chapters.items() if one.text} == {
        "units": ("No unit has submitted in 2026 Q3.", ())
    }


def test_the_last_quarter_of_the_units_is_found_or_a_later_one_given(group):
    assert last_board_of(group, "").period == "2026-Q2"
    assert last_board_of(group, "2026-Q1").period == "2026-Q2"
    later = last_board_of(group, "2026-Q4")
    assert (later.period, later.units, later.periods) == ("2026-Q4", 0, ["2026-Q1", "2026-Q2"])


def test_of_many_units_none_is_listed(db):
    group, period = made_up_group(30, 3), made_up_periods(3)[-1]

    chapters = chapters_of(group, period)

    assert len(chapters["units"].parts) == 1
    [situations] = chapters["units-situations"].parts
    assert isinstance(situations, Table)
    assert re.fullmatch(r"\d+ of 30", situations.rows[0][1])
    faced = [int(row[1].split()[0]) for row in situations.rows]
    assert faced == sorted(faced, reverse=True) and 0 < len(faced) <= 10
    assert re.search(r"^1\. \*\*.+\*\*, by 31 .+ 2026\. For \d+ of 30 units\.", chapters["units-asks"].text)
    assert re.search(r"^- \*\*.+\*\*: views differ in \d+ of 30 units\.", chapters["units-views"].text)
    assert [len(chapters["units-quarters"].parts[0].rows)] == [3]


def test_names_of_units_are_words_and_no_markup(group):
    Organization.objects.filter(name="Devices").update(name="*Bold* <b>")

    assert r"\*Bold\* \<b\> is silent." in chapters_of(group)["units"].text

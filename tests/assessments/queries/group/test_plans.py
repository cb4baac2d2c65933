# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What a dashboard says of plans is a plain count over the items of its units."""

import uuid
from datetime import date

import pytest
import time_machine as clock

from accounts.models import Organization
from assessments.domain.promises import is_overdue
from assessments.models import PlanItem
from assessments.queries.group.board import board_of
from assessments.queries.group.file import columns_of, lines_of
from assessments.queries.group.plans import cell_of, kept_in_all, of_all, plan_sheet, plan_words
from assessments.queries.group.table import OVERDUE, Filters, table_of
from assessments.queries.unit_plans import days_of
from assessments.services.planning import OwnAction, add_own_action, change_item
from tests.factories import make_assessment, make_edition, make_organization, submit

IN_TIME = {"status": "done", "done_on": date(2026, 9, 1)}
LATE = {"status": "done", "done_on": date(2026, 9, 29)}
DROPPED = {"status": "dropped", "reason": "Not now"}
Q3, Q4 = date(2026, 9, 15), date(2026, 12, 15)


def planned(unit, by, now, due, **then):
    """An own action with a due day, and what became of it."""
    key = {"by": by, "now": now}
    item = add_own_action(
        organization=unit, edition=make_edition(), own=OwnAction("Ask"), idempotency_key=uuid.uuid4(), **key
    )
    for changes in ({"due_on": due}, then):
        item = change_item(item=item, seen=item.revision, changes=changes, idempotency_key=uuid.uuid4(), **key)
    return item


@pytest.fixture
def group(aozora, mana, now):
    """Imaging keeps its promises but one; Lens has something to come and something done that nobody had promised."""
    with clock.travel(now, tick=False):
        units = [make_organization(name, above=aozora, kind="unit") for name in ("Imaging", "Lens", "Idle")]
        for unit in units:
            submit(make_assessment(unit, mana, now=now), mana, now=now)
        imaging, lens, _idle = units
        for then in (IN_TIME, LATE, {}, DROPPED):
            planned(imaging, mana, now, Q3, **then)
        planned(lens, mana, now, Q4)
        planned(lens, mana, now, None, **IN_TIME)
        yield Organization.objects.get(pk=aozora.pk)


def test_what_is_done_and_overdue_is_counted_over_all_units(group):
    now, items = of_all(board_of(group, None)), list(PlanItem.unscoped.all())
    today = date(2026, 11, 16)

    assert now.planned == sum(one.dropped_on is None for one in items) == 5
    assert now.done == sum(one.status == "done" for one in items) == 3
    assert now.overdue == sum(is_overdue(days_of(one), today) for one in items) == 1
    assert (now.units, now.overdue_in) == (2, 1)
    words = "2 units have a plan: 3 of 5 actions are done. 1 is overdue, in 1 unit."
    assert plan_words(board_of(group, None)) == words


def test_a_day_later_more_is_overdue_though_nothing_was_written(group):
    with clock.travel("2026-12-16 00:00+00:00"):
        board = board_of(group, None)

    assert (of_all(board).overdue, of_all(board).overdue_in) == (2, 2)


def test_a_quarter_tells_what_was_promised_and_done(group):
    words = plan_words(board_of(group, "2026-Q3"))

    assert kept_in_all(board_of(group, "2026-Q4")).to_come == 1
    assert words == (
        "Of 4 actions promised for 2026 Q3, 2 were done, 1 of them in time. 2 were still open at its end."
        " In 2026 Q3, 1 more was done: 1 that nobody had promised."
    )


def test_the_table_has_each_units_plan(group):
    rows = {row.organization.name: row.plan_told for row in table_of(board_of(group, None), Filters()).rows}

    assert rows == {"Imaging": ("2 of 3", "1 late"), "Lens": ("1 of 2", ""), "Idle": ("", "")}


def test_a_units_quarter_says_what_it_left_open(group):
    cell = cell_of(board_of(group, "2026-Q3"))

    assert cell({"in_time": 1, "done_late": 1, "open": 2, "dropped": 1}) == ("2 of 5", "2 open")
    assert cell({"unpromised": 1}) == ("", "")


def test_units_with_something_overdue_are_found_and_the_longest_comes_first(group):
    board = board_of(group, None)

    overdue = table_of(board, Filters(plan=OVERDUE))
    longest = table_of(board, Filters(sort="first_due"))
    least = table_of(board, Filters(sort="first_due", is_falling=False))

    assert [row.organization.name for row in overdue.rows] == ["Imaging"]
    assert [row.organization.name for row in longest.rows] == ["Imaging", "Lens"]
    assert [row.organization.name for row in least.rows] == ["Lens", "Imaging"]


@pytest.mark.parametrize(("period", "imaging"), [(None, (3, 2, 1)), ("2026-Q4", (0, 0, 0, 0, 0, 0))])
def test_the_tables_file_has_every_figure_of_a_plan(group, period, imaging):
    board = board_of(group, period)
    names = list(columns_of(board))

    [line] = [one for one in lines_of(board, Filters()) if one[0] == "Imaging"]

    assert tuple(value for name, value in zip(names, line, strict=True) if name.startswith("plan.")) == imaging


def test_the_dashboards_file_tells_each_quarter(group):
    fields, sheet = plan_sheet(board_of(group, None))

    rows = [dict(zip(fields, row, strict=True)) for row in sheet.rows]

    assert [row["period"] for row in rows] == ["2026-Q3", "2026-Q4"]
    assert {"promised": 4, "in_time": 1, "done_late": 1, "late": 2, "unpromised": 1}.items() <= rows[0].items()
    assert {"promised": 1, "to_come": 1, "late": 0, "units": 1}.items() <= rows[1].items()

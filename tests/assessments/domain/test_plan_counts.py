# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.plan_counts import (
    NOW,
    Days,
    add,
    count,
    first_due,
    kept_counts,
    kept_of,
    plan_now,
    unit_in_group,
)
from assessments.domain.promises import is_overdue, kept_in, span_of

TODAY = date(2026, 8, 15)
DAYS = st.none() | st.dates(date(2026, 2, 1), date(2027, 2, 1))
PAST = st.none() | st.dates(date(2026, 2, 1), TODAY)


@st.composite
def actions(draw):
    due, ending = draw(DAYS), draw(PAST)
    promised = draw(DAYS) or due
    return Days(promised, due, *draw(st.sampled_from([(None, None), (ending, None), (None, ending)])))


def counted_of(items):
    counted = {}
    for item in items:
        count(counted, item, 1)
    return counted


@given(st.lists(actions(), max_size=15))
def test_plans_in_numbers_are_a_plain_count(items):
    now = plan_now(counted_of(items).get(NOW, {}), TODAY)

    assert now.planned == sum(one.dropped_on is None for one in items)
    assert now.done == sum(one.done_on is not None for one in items)
    assert now.overdue == sum(is_overdue(one, TODAY) for one in items)


@given(st.lists(actions(), max_size=15), st.sampled_from(["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]))
def test_a_quarter_in_numbers_is_as_many_as_its_lists_are_long(items, period):
    told = kept_of(counted_of(items), period, TODAY)

    assert told == kept_counts(kept_in(items, span_of(period), TODAY))


@given(st.lists(actions(), max_size=15), st.integers(0, 400))
def test_the_same_counts_tell_on_each_day_what_is_overdue_then(items, days):
    day = TODAY + timedelta(days=days)

    overdue = plan_now(counted_of(items).get(NOW, {}), day).overdue

    assert overdue == sum(is_overdue(one, day) for one in items)


@given(st.lists(st.tuples(actions(), st.booleans()), max_size=15))
def test_what_is_counted_out_again_leaves_nothing_behind(items):
    counted = counted_of([one for one, _stays in items])

    for one, stays in items:
        if not stays:
            count(counted, one, -1)

    assert counted == counted_of([one for one, stays in items if stays])


@given(st.lists(st.lists(actions(), max_size=5), max_size=5))
def test_a_group_counts_its_units_and_their_actions(units):
    group = {}
    for items in units:
        add(group, unit_in_group(counted_of(items)), 1)

    now, kept = plan_now(group.get(NOW, {}), TODAY), kept_of(group, "2026-Q3", TODAY)
    alike = kept_counts(kept_in([one for items in units for one in items], span_of("2026-Q3"), TODAY))

    assert now.units == sum(any(one.dropped_on is None for one in items) for items in units)
    assert now.overdue_in == sum(any(is_overdue(one, TODAY) for one in items) for items in units)
    assert (kept.promised, kept.done, kept.late, kept.beyond) == (
        alike.promised,
        alike.done,
        alike.late,
        alike.beyond,
    )
    assert kept.open_in == sum(bool(kept_in(items, span_of("2026-Q3"), date.max).late) for items in units)


def test_the_first_day_that_is_due_is_that_of_what_is_still_to_be_done():
    items = [
        Days(date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 1), None),
        Days(date(2026, 9, 1), date(2026, 10, 1), None, None),
    ]

    assert first_due(counted_of(items)[NOW]) == "2026-10-01"
    assert first_due({}) is None


def test_what_is_due_or_was_promised_for_today_is_not_late_yet():
    counted = counted_of([Days(TODAY, TODAY, None, None)])

    assert plan_now(counted[NOW], TODAY).overdue == 0
    assert (kept_of(counted, "2026-Q3", TODAY).late, kept_of(counted, "2026-Q3", TODAY).to_come) == (0, 1)


def test_a_unit_whose_actions_were_all_dropped_has_no_plan():
    dropped = Days(date(2026, 9, 1), date(2026, 9, 1), None, date(2026, 7, 1))

    assert NOW not in unit_in_group(counted_of([dropped]))
    assert unit_in_group(counted_of([dropped]))["2026-Q3"] == {"dropped": 1, "units": 1, "open_in": 0}

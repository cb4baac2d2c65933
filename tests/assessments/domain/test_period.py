# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date

import pytest

from assessments.domain.period import (
    end_of_horizon,
    first_day_of,
    is_period,
    last_day_of,
    later,
    period_of,
    quarters_between,
)


@pytest.mark.parametrize(
    ("day", "period"),
    [
        (date(2026, 1, 1), "2026-Q1"),
        (date(2026, 3, 31), "2026-Q1"),
        (date(2026, 4, 1), "2026-Q2"),
        (date(2026, 9, 30), "2026-Q3"),
        (date(2026, 12, 31), "2026-Q4"),
    ],
)
def test_a_day_belongs_to_its_quarter(day, period):
    assert period_of(day) == period
    assert period_of(last_day_of(period)) == period


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2026-Q1", date(2026, 3, 31)),
        ("2026-Q2", date(2026, 6, 30)),
        ("2026-Q3", date(2026, 9, 30)),
        ("2024-Q4", date(2024, 12, 31)),
    ],
)
def test_it_is_due_on_the_quarters_last_day(period, day):
    assert last_day_of(period) == day


@pytest.mark.parametrize(
    ("period", "day"), [("2026-Q1", date(2026, 1, 1)), ("2026-Q4", date(2026, 10, 1)), ("2024-Q2", date(2024, 4, 1))]
)
def test_it_begins_on_the_quarters_first_day(period, day):
    assert first_day_of(period) == day


@pytest.mark.parametrize("period", ["", "2026", "2026-Q", "2026-Q5"])
def test_anything_else_is_no_period(period):
    with pytest.raises(ValueError):
        last_day_of(period)


@pytest.mark.parametrize(
    ("horizon", "day", "end"),
    [
        ("month", date(2026, 9, 30), date(2026, 10, 31)),
        ("quarter", date(2026, 9, 30), date(2026, 12, 31)),
        ("quarter", date(2026, 12, 31), date(2027, 3, 31)),
        ("month", date(2027, 12, 31), date(2028, 1, 31)),
        ("year", date(2026, 3, 31), date(2027, 3, 31)),
    ],
)
def test_a_horizon_ends_with_a_month(horizon, day, end):
    assert end_of_horizon(horizon, day) == end


@pytest.mark.parametrize("text", ["", "2026-Q5", "2026-Q0", "26-Q1", "2026-Q1\x00", "２０２６-Q1", "2026-Q1\n"])
def test_what_is_not_written_as_a_period_is_none(text):
    assert is_period("2026-Q4")
    assert not is_period(text)


def test_periods_are_counted_over_the_years():
    assert (later("2026-Q4", 1), later("2026-Q1", -4), later("2026-Q2", 0)) == ("2027-Q1", "2025-Q1", "2026-Q2")
    assert quarters_between("2025-Q4", "2026-Q2") == ["2025-Q4", "2026-Q1", "2026-Q2"]
    assert quarters_between("2025-Q4", "2025-Q4") == ["2025-Q4"]

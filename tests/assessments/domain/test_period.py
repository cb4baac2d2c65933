# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date

import pytest

from assessments.domain.period import last_day_of, period_of


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


@pytest.mark.parametrize("period", ["", "2026", "2026-Q", "2026-Q5"])
def test_anything_else_is_no_period(period):
    with pytest.raises(ValueError):
        last_day_of(period)

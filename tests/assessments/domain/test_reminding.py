# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date, timedelta

import pytest

from assessments.domain.reminding import BEGUN, DUE, HELPED, OPENED, OVERDUE, PLANNED, PUBLISHED, STALE

DAY = date(2026, 12, 31)
EVERY = {
    "due": DUE,
    "planned": PLANNED,
    "overdue": OVERDUE,
    "stale": STALE,
    "begun": BEGUN,
    "opened": OPENED,
    "published": PUBLISHED,
    "helped": HELPED,
}


def told_days(times, days=200):
    """The days, counted from the thing's own, on which somebody who looks every day is told."""
    every = [DAY + timedelta(days=each) for each in range(-30, days)]
    return [(today - DAY).days for today in every if times.is_told(DAY, today - timedelta(days=1), today)]


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("due", [-7, -1, 7]),
        ("planned", [-7, -1]),
        ("overdue", [1, 15]),
        ("stale", [1]),
        ("begun", [0, 14]),
        ("opened", [1]),
        ("published", [1]),
        ("helped", [90]),
    ],
)
def test_each_thing_is_told_on_few_days(name, days):
    assert told_days(EVERY[name]) == days


@pytest.mark.parametrize("name", EVERY)
def test_what_is_told_waits(name):
    times = EVERY[name]

    assert all(times.waits(DAY, DAY + timedelta(days=days)) for days in times.told)


@pytest.mark.parametrize("name", EVERY)
def test_the_range_of_days_is_that_of_what_waits(name):
    times = EVERY[name]
    for passed in range(-20, 200):
        today = DAY + timedelta(days=passed)

        assert times.waits(DAY, today) == (times.earliest(today) <= DAY <= times.latest(today))


def test_who_has_not_looked_for_days_is_told_once():
    assert STALE.is_told(DAY, DAY - timedelta(days=1), DAY + timedelta(days=5))
    assert not STALE.is_told(DAY, DAY + timedelta(days=1), DAY + timedelta(days=5))

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.domain.values import lower_median, spread_of
from assessments.models import Response
from assessments.queries.perspective import views_in
from assessments.queries.question import Option

SCALE = [Option(str(value), str(value)) for value in range(5)]


def views(**said):
    pairs = [(one, str(value)) for one, values in said.items() for value in values]
    rows = [Response(pk=pk, perspective=one, value=value) for pk, (one, value) in enumerate(pairs)]
    return views_in(rows, SCALE, 5, lower_median)


def counts(view):
    return view.counts and [(option.value, count) for option, count in view.counts]


def test_views_stand_in_one_order_with_who_says_what():
    found = views(business_unit=[1, "unknown"], management=[3], ospo=[4, 2])

    assert [(one.perspective, one.value, counts(one)) for one in found] == [
        ("management", 3, [("3", 1)]),
        ("ospo", 2, [("2", 1), ("4", 1)]),
        ("business_unit", 1, [("1", 1), ("unknown", 1)]),
    ]
    assert spread_of([one.value for one in found]) == 2


def test_who_only_doesnt_know_is_no_point_on_the_strip():
    (found,) = views(management=["unknown", "na"])

    assert (found.value, found.drawn, counts(found)) == (None, None, [("na", 1), ("unknown", 1)])


@pytest.mark.parametrize(
    ("replies", "shown"),
    [
        ([0], None),
        ([0, 1, 1, 2, "unknown", "na"], None),
        (["unknown"] * 9, None),
        ([0, 1, 1, 2, 3], [("0", 1), ("1", 2), ("2", 1), ("3", 1)]),
        ([0, 1, 1, "unknown", 2, 3], [("0", 1), ("1", 2), ("2", 1), ("3", 1), ("unknown", 1)]),
        ([0, 1, 1, 2, 3, "unknown", 4, 4, 4, 4], [("0", 1), ("1", 2), ("2", 1), ("3", 1)]),
        ([0, 1, 1, 2, 3, "na", 4, 4, 4, 4, 4], [("0", 1), ("1", 2), ("2", 1), ("3", 1), ("4", 5), ("na", 1)]),
    ],
)
def test_employees_are_a_distribution_from_enough_numbers_on(replies, shown):
    (found,) = views(employee=replies)

    assert counts(found) == shown
    assert (found.value is None) == (shown is None)

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The made-up group is as the real way would leave it."""

from typing import Any

import pytest

from accounts.models import Organization
from assessments.domain.group import Counts, add
from assessments.domain.plan_counts import add as sum_up
from assessments.domain.plan_counts import unit_in_group
from assessments.models import Assessment, GroupPlan, GroupResult, UnitLevel, UnitPlan, UnitResult
from assessments.models.group import LATEST
from assessments.queries.unit_plans import counted_of_unit
from assessments.queries.unit_rows import unit_of_row
from assessments.services.rolling_up import counts_of
from tests.made_up_group import made_up_group, made_up_periods

PACK = "ospo-journey"


@pytest.mark.parametrize("units", [1, 3, 60])
def test_a_group_has_so_many_units_and_adds_them_up(units, db):
    group = made_up_group(units, 3)

    assert Organization.objects.filter(path__startswith=group.path).count() == units + 1
    assert Organization.objects.find_problems() == ([], [], [], [], [])
    assert group.units_below == units
    for period in (*made_up_periods(3), LATEST):
        rows = list(UnitResult.objects.below(group, PACK, period))
        counts = Counts()
        for row in rows:
            add(counts, unit_of_row(row), 1)
        assert len(rows) == counts.units == units
        assert counts_of(GroupResult.objects.within(group).get(period=period)) == counts
        levels = UnitLevel.objects.below(group, PACK, period)
        assert levels.count() == sum(len(row.levels) for row in rows)
    assert Assessment.objects.count() == units * 3
    counted: dict[str, Any] = {}
    for one in UnitPlan.unscoped.filter(path__gt=group.path):
        sum_up(counted, unit_in_group({one.period: one.counts}), 1)
    assert GroupPlan.objects.within(group).get().counts == counted
    for row in UnitResult.objects.below(group, PACK, LATEST):
        assert row.plan == counted_of_unit(row.organization, PACK).get(LATEST, {})


def test_a_number_counted_out_again_leaves_nothing(db):
    group = made_up_group(3, 2)
    counts = Counts()
    units = [unit_of_row(row) for row in UnitResult.objects.below(group, PACK, LATEST)]

    for sign in (1, -1):
        for unit in units:
            add(counts, unit, sign)

    assert counts == Counts()

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What a unit's plan adds up to: as its rows say, and as its items give when they are counted one by one."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Count

from accounts.models import Organization
from assessments.domain.plan_counts import Counted, Counts, Days, count, first_due
from assessments.models import PlanItem, UnitPlan


def days_of(item: PlanItem) -> Days:
    """The days of an item as they are now, whatever becomes of it."""
    return Days(item.promised_on, item.due_on, item.done_on, item.dropped_on)


def counted_of_unit(organization: Organization, pack: str, periods: Iterable[str] | None = None) -> Counted:
    """What a unit's rows say, of all periods or of some. One query."""
    rows = UnitPlan.objects.within(organization).filter(pack=pack)
    if periods is not None:
        rows = rows.filter(period__in=list(periods))
    return dict(rows.values_list("period", "counts"))


def counted_items(organization: Organization, pack: str) -> Counted:
    """What the items of a plan add up to. One query."""
    counted: Counted = {}
    rows = PlanItem.objects.within(organization).filter(pack=pack).order_by()
    for *days, times in rows.values_list(*Days._fields).annotate(times=Count("pk")):
        count(counted, Days(*days), times)
    return counted


def first_day_due(counts: Counts) -> date | None:
    """The first day on which something is due; None where nothing is, and of quarters."""
    first = first_due(counts)
    return date.fromisoformat(first) if first else None

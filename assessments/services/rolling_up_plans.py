# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Rolling up plans: what dashboards and reports read of them follows each change of an item, in its transaction.

Whoever writes holds the organization's row (`lock_unit`) before an item's, and the rows of those above are locked
last, root first: so nobody waits in a circle. What an item changes is counted by the difference, however long the plan
is.
"""

import copy
from collections.abc import Iterable

from accounts.models import Organization
from assessments.domain.plan_counts import Counted, Counts, Days, add, count, unit_in_group
from assessments.models import GroupPlan, PlanItem, UnitPlan, UnitResult
from assessments.queries.unit_plans import counted_items, counted_of_unit, days_of, first_day_due


def lock_unit(organization: Organization) -> Organization:
    """Wait for whoever rolls this unit up at the same moment; the organization as it stands."""
    row: Organization = Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    return row


def roll_up_item(item: PlanItem, before: Days | None) -> None:
    """Count an item as it is now instead of as it was `before` (None: it was not there).

    Call it after each write of an item, in its transaction, which holds the organization's row. No query where no day
    of it has changed; six for an item of one quarter, and two more where those above had no plan below them.
    """
    changed: Counted = {}
    count(changed, days_of(item), 1)
    if before:
        count(changed, before, -1)
    _count(item, changed)


def take_out_item(item: PlanItem) -> None:
    """Count an item no more that goes, in the transaction that removes it and holds the organization's row."""
    changed: Counted = {}
    count(changed, days_of(item), -1)
    _count(item, changed)


def _count(item: PlanItem, changed: Counted) -> None:
    if not changed:
        return
    held = counted_of_unit(item.organization, item.pack, changed)
    due = copy.deepcopy(held)
    add(due, changed, 1)
    write_plan(item.organization, item.pack, held, due)


def roll_up_plan(*, organization: Organization, pack: str) -> None:
    """Make all right that follows from an organization's plan, after many items were written at once.

    Call it in their transaction; a repeated call changes nothing.
    """
    row = lock_unit(organization)
    write_plan(row, pack, counted_of_unit(row, pack), counted_items(row, pack))


def take_out_plans(organization: Organization) -> None:
    """Take an organization's plans out of what those above it add up to; its row is locked, and its items go next."""
    for pack in UnitPlan.objects.within(organization).values_list("pack", flat=True).distinct():
        write_plan(organization, pack, counted_of_unit(organization, pack), {})


def write_plan(organization: Organization, pack: str, held: Counted, due: Counted) -> None:
    """Write a unit's rows where they differ from those held, and the difference to the rows of those above."""
    changed = [period for period in {**held, **due} if held.get(period) != due.get(period)]
    if not changed:
        return
    write_unit(organization, pack, {period: due.get(period, {}) for period in changed})
    difference: Counted = {}
    add(difference, unit_in_group({period: due.get(period, {}) for period in changed}), 1)
    add(difference, unit_in_group({period: held.get(period, {}) for period in changed}), -1)
    groups = lock_group_plans(organization, pack)
    for group in groups:
        add(group.counts, difference, 1)
    write_group_plans(groups)


def write_unit(organization: Organization, pack: str, counted: Counted) -> None:
    """Write a unit's rows of some periods; where nothing is counted there is none."""
    gone = [period for period, counts in counted.items() if not counts]
    if gone:
        UnitPlan.objects.within(organization).filter(pack=pack, period__in=gone).delete()
    UnitPlan.objects.bulk_create(
        [row_of(organization, pack, period, counts) for period, counts in counted.items() if counts],
        update_conflicts=True,
        unique_fields=["organization", "pack", "period"],
        update_fields=["root", "path", "counts", "open"],
    )
    for period, counts in counted.items():
        rows = UnitResult.objects.within(organization).filter(pack=pack, period=period)
        rows.update(plan=counts, first_due=first_day_due(counts))


def row_of(organization: Organization, pack: str, period: str, counts: Counts) -> UnitPlan:
    """A unit's row of a period, not saved."""
    return UnitPlan(
        organization=organization,
        root=organization.lineage[0],
        path=organization.path,
        pack=pack,
        period=period,
        counts=counts,
        open=counts.get("open", 0),
    )


def lock_group_plans(organization: Organization, pack: str) -> list[GroupPlan]:
    """The rows of all above an organization, root first; made where there were none."""
    rows = GroupPlan.unscoped.filter(organization__path__in=organization.lineage[:-1], pack=pack)
    rows = rows.select_for_update(of=("self",), no_key=True).order_by("organization__path")
    found = list(rows)
    if len(found) < len(organization.lineage) - 1:
        above = Organization.objects.filter(path__in=organization.lineage[:-1]).order_by("path")
        GroupPlan.objects.bulk_create(
            [GroupPlan(organization_id=pk, pack=pack) for pk in above.values_list("pk", flat=True)],
            ignore_conflicts=True,
        )
        found = list(rows.all())
    return found


def write_group_plans(groups: Iterable[GroupPlan]) -> None:
    """Save what locked rows of groups say, in one statement."""
    GroupPlan.objects.bulk_create(
        [GroupPlan(organization_id=group.organization_id, pack=group.pack, counts=group.counts) for group in groups],
        update_conflicts=True,
        unique_fields=["organization", "pack"],
        update_fields=["counts"],
    )

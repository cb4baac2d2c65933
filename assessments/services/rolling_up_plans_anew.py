# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What is rolled up of plans, counted from their items and compared with what stands there; on demand it is written.

Unit by unit and tree by tree under the locks that whoever changes an item takes, so that it may run beside them.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Protocol, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import Organization, below_path
from assessments.domain.plan_counts import Counts, add, unit_in_group
from assessments.models import GroupPlan, PlanItem, UnitPlan
from assessments.queries.unit_plans import counted_items, counted_of_unit
from assessments.services.rolling_up_plans import lock_unit, row_of, write_group_plans, write_unit

BATCH = 500


class Placed(Protocol):
    """What stands somewhere in the tree."""

    @property
    def path(self) -> str: ...


Row = TypeVar("Row", bound=Placed)
Sum = TypeVar("Sum")


def roll_up_all_plans(*, write: bool) -> Iterator[str]:
    """For each row that differs from what ought to stand there, which one it is; with `write` it is made right."""
    for organization, pack in _plans():
        yield from _unit(organization, pack, write=write)
    for root, pack in _trees():
        yield from _groups(root, pack, write=write)


def _plans() -> Iterator[tuple[uuid.UUID, str]]:
    """Every organization and pack of which there is a plan, or a row is left although there is none."""
    there = PlanItem.unscoped.order_by().values_list("organization_id", "pack")
    left = UnitPlan.unscoped.order_by().values_list("organization_id", "pack")
    yield from there.union(left).order_by("organization_id", "pack").iterator(chunk_size=BATCH)


def _unit(organization: uuid.UUID, pack: str, *, write: bool) -> Iterator[str]:
    """The rows of one unit; the sums, of which nobody knows whether they had counted the faulty ones, come later."""
    with transaction.atomic(durable=True):
        row = lock_unit(Organization(pk=organization))
        held, due = counted_of_unit(row, pack), counted_items(row, pack)
        faulty = sorted(period for period in {**held, **due} if held.get(period) != due.get(period))
        faulty += sorted(one.period for one in _misplaced(row, pack) if one.period not in faulty)
        if write:
            write_unit(row, pack, {period: due.get(period, {}) for period in faulty})
    for period in faulty:
        yield f"{organization}: the plan of {pack} for {period or 'now'}"


def _misplaced(organization: Organization, pack: str) -> Iterator[UnitPlan]:
    """Rows that say the right counts in the wrong place or order."""
    for row in UnitPlan.objects.within(organization).filter(pack=pack):
        right = row_of(organization, pack, row.period, row.counts)
        if (row.root, row.path, row.open) != (right.root, right.path, right.open):
            yield row


def _trees() -> Iterator[tuple[str, str]]:
    """Every tree (by its root's path) and pack of which there is a row."""
    found = set(UnitPlan.unscoped.order_by().values_list("root", "pack").distinct())
    groups = GroupPlan.unscoped.order_by().values_list("organization__path", "pack")
    found |= {(path[: Organization.steplen], pack) for path, pack in groups.iterator(chunk_size=BATCH)}
    yield from sorted(found)


def _groups(root: str, pack: str, *, write: bool) -> Iterator[str]:
    """The sums of one tree in one pack."""
    above = dict(Organization.objects.filter(below_path("path", root), numchild__gt=0).values_list("path", "pk"))
    differing = []
    with transaction.atomic(durable=True):
        groups = {one.organization_id: one for one in _locked(above.values(), pack)}
        rows = UnitPlan.unscoped.filter(root=root, pack=pack).order_by("path", "period")
        for path, counts in sums(rows.iterator(chunk_size=BATCH), dict, _count_in):
            group = groups.pop(above[path])
            if group.counts != counts:
                group.counts = counts
                differing.append(group)
        for group in groups.values():
            if group.counts:
                group.counts = {}
                differing.append(group)
        if write:
            write_group_plans(differing)
        # The rows that were made to be locked, where there were none, are not kept.
        transaction.set_rollback(not write)
    for group in differing:
        yield f"{group.organization_id}: the sums of the plans of {pack}"


def _locked(organizations: Iterable[uuid.UUID], pack: str) -> QuerySet[Any]:
    """The rows of these organizations, root first; made where there were none."""
    made = [GroupPlan(organization_id=one, pack=pack) for one in organizations]
    GroupPlan.objects.bulk_create(made, ignore_conflicts=True)
    rows = GroupPlan.unscoped.filter(organization__in=[one.organization_id for one in made], pack=pack)
    return rows.select_for_update(of=("self",), no_key=True).order_by("organization__path")


def _count_in(counts: Counts, row: UnitPlan) -> None:
    add(counts, unit_in_group({row.period: row.counts}), 1)


def sums(
    rows: Iterable[Row], nothing: Callable[[], Sum], count_in: Callable[[Sum, Row], None]
) -> Iterator[tuple[str, Sum]]:
    """What rows, which come in the order of the tree, add up to for every organization above them, by its path.

    An organization's sum comes once all below it have; only those above the row at hand are kept.
    """
    standing: list[tuple[str, Sum]] = []
    for row in rows:
        while standing and (not row.path.startswith(standing[-1][0]) or row.path == standing[-1][0]):
            yield standing.pop()
        above = [row.path[:end] for end in range(Organization.steplen, len(row.path), Organization.steplen)]
        standing += [(path, nothing()) for path in above[len(standing) :]]
        for _path, counts in standing:
            count_in(counts, row)
    yield from reversed(standing)

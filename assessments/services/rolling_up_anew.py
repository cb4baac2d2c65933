# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""All that is rolled up, worked out from nothing and compared with what stands there; on demand it is written.

Runs for the installation as a whole, unit by unit and period by period under the locks that submissions take, so that
it may run beside them, and memory doesn't grow with the number of units.
"""

import uuid
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Organization, below_path
from assessments.domain.group import Counts, add
from assessments.models import Assessment, GroupResult, UnitLevel, UnitResult
from assessments.queries.unit_rows import unit_of_row
from assessments.services.rolling_up import (
    changes_due,
    counts_of,
    levels_of,
    lock_groups,
    set_counts,
    write_groups,
    write_rows,
)
from assessments.services.rolling_up_plans import lock_unit
from assessments.services.rolling_up_plans_anew import BATCH, roll_up_all_plans, sums

UNCOUNTED = Counts()


def roll_up_all(*, write: bool) -> Iterator[str]:
    """For each row that differs from what ought to stand there, which one it is; with `write` it is made right."""
    yield from _counted_units(write=write)
    yield from roll_up_all_plans(write=write)
    for organization, pack in _units():
        yield from _unit(organization, pack, write=write)
    for root, pack, period in _periods():
        yield from _groups(root, pack, period, write=write)


def _counted_units(*, write: bool) -> Iterator[str]:
    """`units_below` of every organization: memory grows with those that have units alone."""
    below: Counter[str] = Counter()
    paths = Organization.objects.values_list("path", flat=True)
    for path in paths.iterator(chunk_size=BATCH):
        below.update(path[:end] for end in range(Organization.steplen, len(path), Organization.steplen))
    rows = Organization.objects.values_list("pk", "path", "units_below")
    for pk, path, units in rows.iterator(chunk_size=BATCH):
        if units != below[path]:
            yield f"{pk}: it has {below[path]} units below, not {units}"
            if write:
                _count_units(pk)


@transaction.atomic(durable=True)
def _count_units(organization: uuid.UUID) -> None:
    """Counted once more under the lock that whoever adds a unit takes."""
    row = Organization.objects.select_for_update(no_key=True).get(pk=organization)
    units = Organization.objects.filter(below_path("path", row.path)).exclude(pk=row.pk).count()
    Organization.objects.filter(pk=row.pk).update(units_below=units)


def _units() -> Iterator[tuple[uuid.UUID, str]]:
    """Every organization and pack of which something stands, or a row is left although nothing stands."""
    standing = Assessment.objects.submitted()
    yield from _pairs(standing)
    same = standing.filter(organization=OuterRef("organization"), pack=OuterRef("pack"))
    yield from _pairs(UnitResult.unscoped.filter(~Exists(same)))


def _pairs(rows: QuerySet[Any]) -> Iterator[tuple[uuid.UUID, str]]:
    pairs = rows.order_by("organization_id", "pack").values_list("organization_id", "pack").distinct()
    yield from pairs.iterator(chunk_size=BATCH)


def _unit(organization: uuid.UUID, pack: str, *, write: bool) -> Iterator[str]:
    """The rows of one unit; the sums, of which nobody knows whether they had counted the faulty ones, come later."""
    with transaction.atomic(durable=True):
        row = lock_unit(Organization(pk=organization))
        changes = changes_due(row, pack, anew=True)
        faulty = changes.periods or _periods_of_faulty_levels(row, pack)
        if write and faulty:
            write_rows(changes_due(row, pack, anew=True, all_of_them=True))
    for period in faulty:
        yield f"{organization}: the row of {pack} for {period or 'the latest period'}"


def _periods_of_faulty_levels(organization: Organization, pack: str) -> list[str]:
    """The periods whose levels' rows are not those that the unit's row makes."""
    held: dict[str, list[Any]] = {}
    for one in UnitLevel.objects.within(organization).filter(pack=pack):
        held.setdefault(one.period, []).append(_level(one))
    due = {
        row.period: [_level(one) for one in levels_of(row)]
        for row in UnitResult.objects.within(organization).filter(pack=pack)
    }
    periods = held.keys() | due.keys()
    return sorted(one for one in periods if sorted(held.get(one, []), key=str) != sorted(due.get(one, []), key=str))


def _level(row: UnitLevel) -> tuple[Any, ...]:
    return (row.unit_id, row.level, row.share, row.root, row.path)


def _periods() -> Iterator[tuple[str, str, str]]:
    """Every tree (by its root's path), pack and period of which a row stands."""
    units = UnitResult.unscoped.order_by().values_list("root", "pack", "period").distinct()
    found = set(units)
    groups = GroupResult.unscoped.order_by().values_list("organization__path", "pack", "period").distinct()
    found |= {(path[: Organization.steplen], pack, period) for path, pack, period in groups.iterator(chunk_size=BATCH)}
    yield from sorted(found)


def _groups(root: str, pack: str, period: str, *, write: bool) -> Iterator[str]:
    """The sums of one tree in one pack and period."""
    above = dict(
        Organization.objects.filter(below_path("path", root), numchild__gt=0).values_list("path", "pk"),
    )
    differing = []
    with transaction.atomic(durable=True):
        groups = {group.organization_id: group for group in lock_groups(above.values(), pack, [period])}
        rows = UnitResult.unscoped.filter(root=root, pack=pack, period=period).order_by("path")
        rows = rows.select_related("edition").defer("edition__document")
        for path, counts in sums(rows.iterator(chunk_size=BATCH), Counts, _count_in):
            group = groups.pop(above[path])
            if counts_of(group) != counts:
                set_counts(group, counts)
                differing.append(group)
        for group in groups.values():
            if counts_of(group) != UNCOUNTED:
                set_counts(group, Counts())
                differing.append(group)
        if write and differing:
            write_groups(differing)
        # The rows that were made to be locked, where there were none, are not kept.
        transaction.set_rollback(not write)
    for group in differing:
        yield f"{group.organization_id}: the sums of {pack} for {period or 'the latest period'}"


def _count_in(counts: Counts, row: UnitResult) -> None:
    add(counts, unit_of_row(row), 1)

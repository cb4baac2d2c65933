# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Rolling up: what group dashboards read follows every change of what stands, in the transaction that changes it.

A unit's rows are made right, and what all above it add up to is changed by the difference only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import Organization, User
from accounts.services import update_organization
from assessments.domain.group import Counts, Unit, add, share_of
from assessments.models import GroupResult, UnitLevel, UnitResult
from assessments.queries.unit_rows import FIELDS, Rows, is_same, rows_due, rows_held, unit_of_row
from assessments.services.rolling_up_plans import lock_unit, take_out_plans

COUNTED = tuple(one.name for one in fields(Counts))


@dataclass(frozen=True)
class Changes:
    """What must change among the rows of one unit and pack, and what the rows of those above it gain and lose."""

    organization: Organization
    pack: str
    changed: list[UnitResult]
    gone: list[str]
    units: Mapping[str, tuple[Unit | None, Unit | None]]

    @property
    def periods(self) -> list[str]:
        """The periods whose rows must change."""
        return [*self.gone, *(row.period for row in self.changed)]


def roll_up(*, organization: Organization, pack: str) -> None:
    """Make all rows right that follow from an organization's submitted results of a pack.

    Call it after each write that changes which assessments stand (submitted, not superseded), in its transaction; a
    repeated call changes nothing. The organization's row is locked, then the rows of those above it, root first. Takes
    at most 15 queries, however many units there are.
    """
    write_changes(changes_due(lock_unit(organization), pack))


def take_out(*, organization: Organization) -> None:
    """Take an organization's rows of all packs out, and out of what those above it add up to; those of plans too.

    Call it before its assessments are deleted, in the same transaction: their rows go with them, uncounted.
    """
    row = lock_unit(organization)
    take_out_plans(row)
    for pack in UnitResult.objects.within(row).values_list("pack", flat=True).distinct():
        held = rows_held(row, pack)
        units = {period: (unit_of_row(one), None) for period, one in held.items()}
        write_changes(Changes(row, pack, [], list(held), units))


@transaction.atomic(durable=True)
def describe_organization(*, organization: Organization, kind: str, by: User, now: datetime, **said: Any) -> None:
    """Change the name, kind, time zone or language of an organization, and the kind by which dashboards filter."""
    update_organization(organization=organization, kind=kind, by=by, now=now, **said)
    UnitResult.objects.within(organization).exclude(kind=kind).update(kind=kind)


def changes_due(organization: Organization, pack: str, *, anew: bool = False, all_of_them: bool = False) -> Changes:
    """What differs between the rows that stand there and those that ought to; anew: trusting none of them.

    `all_of_them`: with those that are right, so that they are written too.
    """
    held = rows_held(organization, pack)
    due = rows_due(organization, pack, {} if anew else held)
    changed = [row for row in due.values() if all_of_them or not _stands(held, row)]
    gone = [period for period in held if period not in due]
    units = {period: (_unit(held, period), _unit(due, period)) for period in [*gone, *(row.period for row in changed)]}
    return Changes(organization, pack, changed, gone, units)


def write_changes(changes: Changes) -> None:
    """Write the unit's rows and levels, and count it out of and into the rows of those above."""
    write_rows(changes)
    moved = {period: pair for period, pair in changes.units.items() if pair[0] != pair[1]}
    if moved:
        _change_groups(changes.organization, changes.pack, moved)


def write_rows(changes: Changes) -> None:
    """Write the unit's rows and levels alone."""
    organization = changes.organization
    if changes.gone:
        rows = UnitResult.objects.within(organization).filter(pack=changes.pack)
        rows.filter(period__in=changes.gone).delete()
    if changes.changed:
        UnitResult.objects.bulk_create(
            changes.changed,
            update_conflicts=True,
            unique_fields=["organization", "pack", "period"],
            update_fields=[name.removesuffix("_id") for name in FIELDS],
        )
        UnitLevel.objects.within(organization).filter(unit__in=changes.changed).delete()
        UnitLevel.objects.bulk_create(level for row in changes.changed for level in levels_of(row))


def _stands(held: Rows, row: UnitResult) -> bool:
    return row.period in held and is_same(held[row.period], row)


def _unit(rows: Rows, period: str) -> Unit | None:
    return unit_of_row(rows[period]) if period in rows else None


def levels_of(row: UnitResult) -> Iterable[UnitLevel]:
    """The levels' rows that a unit's row makes, not saved."""
    for key, level in row.levels.items():
        yield UnitLevel(
            organization_id=row.organization_id,
            root=row.root,
            path=row.path,
            pack=row.pack,
            period=row.period,
            unit=row,
            level=key,
            share=share_of(level["at_target"], level["applicable"]),
        )


def _change_groups(organization: Organization, pack: str, moved: Mapping[str, tuple[Unit | None, Unit | None]]) -> None:
    above = list(Organization.objects.filter(path__in=organization.lineage[:-1]).values_list("pk", flat=True))
    if not above:
        return
    groups = lock_groups(above, pack, moved)
    for group in groups:
        before, after = moved[group.period]
        counts = counts_of(group)
        if before:
            add(counts, before, -1)
        if after:
            add(counts, after, 1)
        set_counts(group, counts)
    write_groups(groups)


def lock_groups(above: Iterable[Any], pack: str, periods: Iterable[str]) -> list[GroupResult]:
    """The rows of these organizations, which are given root first, in these periods; made where there were none.

    Whoever makes and locks them all in this one order never waits for another who waits for them.
    """
    keys = [(organization, period) for organization in above for period in sorted(periods)]
    GroupResult.objects.bulk_create(
        [GroupResult(organization_id=organization, pack=pack, period=period) for organization, period in keys],
        ignore_conflicts=True,
    )
    rows = GroupResult.unscoped.filter(organization__in={organization for organization, _period in keys}, pack=pack)
    rows = rows.filter(period__in={period for _organization, period in keys})
    return list(rows.select_for_update(of=("self",), no_key=True).order_by("organization__path", "period"))


def counts_of(group: GroupResult) -> Counts:
    """What a group's row says, as counts."""
    return Counts(**{name: getattr(group, name) for name in COUNTED})


def set_counts(group: GroupResult, counts: Counts) -> None:
    """Let a group's row say these counts; it is not saved."""
    for name in COUNTED:
        setattr(group, name, getattr(counts, name))


def write_groups(groups: Iterable[GroupResult]) -> None:
    """Save what locked rows of groups say, in one statement."""
    names = ["organization_id", "pack", "period", *COUNTED]
    GroupResult.objects.bulk_create(
        [GroupResult(**{name: getattr(group, name) for name in names}) for group in groups],
        update_conflicts=True,
        unique_fields=["organization", "pack", "period"],
        update_fields=list(COUNTED),
    )

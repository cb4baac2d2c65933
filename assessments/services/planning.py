# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The plan: taking up an action, adding an own one, and what becomes of each.

A change names the revision that it saw: where the item has moved on, nothing is written. A change that is repeated
with its idempotency key has the effect of one.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organization, User
from assessments.models import Edition, PlanChange, PlanItem
from assessments.queries.edition import edition_of
from assessments.queries.unit_plans import days_of
from assessments.services.plan_checks import check_item, cleaned
from assessments.services.plan_rows import applied, begin, item_of_action, line_of
from assessments.services.refusal import NotAccepted, Refused
from assessments.services.rolling_up_plans import roll_up_item


class PlanMovedOn(Exception):
    """Somebody else changed the item since the page was read; `item` is how it stands now."""

    def __init__(self, item: PlanItem) -> None:
        super().__init__(item.pk)
        self.item = item


@dataclass(frozen=True)
class OwnAction:
    """An organization's own action; `raises` names practices of the edition, as an edition's action does."""

    title: str
    recommendation: str = ""
    level: str = ""
    effort: str = ""
    horizon: str = ""
    raises: Mapping[str, int] = field(default_factory=dict)
    assignee: User | None = None
    assignee_text: str = ""
    due_on: date | None = None
    note: str = ""


@transaction.atomic(durable=True)
def add_action(
    *,
    organization: Organization,
    edition: Edition,
    action: str,
    status: str = PlanItem.Status.TO_DO,
    idempotency_key: uuid.UUID,
    by: User,
    now: datetime,
) -> PlanItem:
    """Take an edition's action into the plan, due when its horizon ends; where it is open there already, that item.

    Raises NotAccepted where the edition has no such action.
    """
    item = item_of_action(organization, edition, action, status, now)
    _lock(organization)
    there: PlanItem | None = (
        PlanItem.objects.within(organization).filter(pack=edition.pack, action=action, status__in=PlanItem.OPEN).first()
    ) or _added_before(organization, idempotency_key)
    if there:
        return there
    return _add(item, organization, edition, idempotency_key, by, now)


@transaction.atomic(durable=True)
def add_own_action(
    *,
    organization: Organization,
    edition: Edition,
    own: OwnAction,
    status: str = PlanItem.Status.TO_DO,
    idempotency_key: uuid.UUID,
    by: User,
    now: datetime,
) -> PlanItem:
    """Take an own action into the plan; a repeated call adds nothing.

    Raises NotAccepted for what the edition does not have, and for an empty title.
    """
    _lock(organization)
    if there := _added_before(organization, idempotency_key):
        return there
    values = cleaned(vars(own) | {"raises": dict(own.raises)})
    item = PlanItem(status=status, **values)
    check_item(item, edition_of(edition))
    return _add(item, organization, edition, idempotency_key, by, now)


@transaction.atomic(durable=True)
def change_item(
    *, item: PlanItem, seen: int, changes: Mapping[str, Any], idempotency_key: uuid.UUID, by: User, now: datetime
) -> PlanItem:
    """Change fields of an item; what is the same already leaves no line.

    A status of "done" without `done_on` is done today. Raises PlanMovedOn, NotAccepted, PlanItem.DoesNotExist, and
    accounts.text.TextRefused.
    """
    return change_locked(item, seen, changes, idempotency_key, by, now)


def change_locked(
    item: PlanItem, seen: int, changes: Mapping[str, Any], idempotency_key: uuid.UUID, by: User, now: datetime
) -> PlanItem:
    """What `change_item` does, in the caller's transaction."""
    row = _locked(item)
    if PlanChange.objects.within(row.organization).filter(idempotency_key=idempotency_key).exists():
        return row
    if row.revision != seen:
        raise PlanMovedOn(row)
    days, was_open = days_of(row), row.is_open
    before = applied(row, changes, by, now)
    if row.is_open and not was_open:
        _check_once(row)
    if before:
        row.save()
        line_of(row, before, idempotency_key, by, now).save()
    roll_up_item(row, days)
    return row


def _check_once(row: PlanItem) -> None:
    """Raise NotAccepted where an action that is taken up again was added anew meanwhile: the plan is locked."""
    rows = PlanItem.objects.within(row.organization).filter(pack=row.pack, status__in=PlanItem.OPEN)
    if row.action and rows.filter(action=row.action).exists():
        raise NotAccepted(Refused("status", _("This action is in the plan once more already: change that one.")))


def _lock(organization: Organization) -> None:
    """One adds to a plan at a time: what is looked at before still holds when it is done."""
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)


def _locked(item: PlanItem) -> PlanItem:
    # The organization before the item, as all who roll up; where it is gone, so is the item.
    Organization.objects.select_for_update(no_key=True).filter(pk=item.organization_id).first()
    rows = PlanItem.objects.within(item.organization).select_for_update(of=("self",))
    row: PlanItem = rows.select_related("organization", "edition").defer("edition__document").get(pk=item.pk)
    return row


def _added_before(organization: Organization, idempotency_key: uuid.UUID) -> PlanItem | None:
    line = PlanChange.objects.within(organization).filter(idempotency_key=idempotency_key).first()
    return PlanItem.objects.within(organization).filter(pk=line.item_id).first() if line else None


def _add(
    item: PlanItem, organization: Organization, edition: Edition, idempotency_key: uuid.UUID, by: User, now: datetime
) -> PlanItem:
    item.organization, item.pack, item.edition = organization, edition.pack, edition
    begin(item, by, now)
    item.save(force_insert=True)
    line_of(item, None, idempotency_key, by, now).save()
    roll_up_item(item, None)
    return item

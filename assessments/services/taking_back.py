# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Taking back what was done to a plan by mistake: the last change of an action, or the action as a whole."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from assessments.models import PlanChange, PlanItem
from assessments.services.plan_rows import FIELDS
from assessments.services.planning import PlanMovedOn, change_locked
from assessments.services.rolling_up_plans import lock_unit, take_out_item

DAYS = ("due_on", "done_on")


@transaction.atomic(durable=True)
def take_back_change(*, item: PlanItem, seen: int, idempotency_key: uuid.UUID, by: User, now: datetime) -> PlanItem:
    """Bring back what the change that led to the revision `seen` replaced, as a change of its own.

    An action that was only added stays as it is. Raises PlanMovedOn where somebody changed it since.
    """
    lines = PlanChange.objects.within(item.organization).filter(item=item, revision=seen)
    line = lines.exclude(before=None).first()
    if line is None:
        return item
    return change_locked(item, seen, _before(line.before), idempotency_key, by, now)


@transaction.atomic(durable=True)
def remove_item(*, item: PlanItem, seen: int) -> None:
    """Remove an action from the plan with its history, as if it had never been there.

    Raises PlanMovedOn where somebody changed it since; a repeated call does nothing.
    """
    organization = lock_unit(item.organization)
    row = PlanItem.objects.within(organization).select_for_update(of=("self",)).filter(pk=item.pk).first()
    if row is None:
        return
    if row.revision != seen:
        raise PlanMovedOn(row)
    row.organization = organization
    take_out_item(row)
    row.delete()


def _before(held: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a line of history as an item has them."""
    found = {name: held[name] for name in FIELDS if name in held}
    for name in DAYS:
        if found.get(name):
            found[name] = date.fromisoformat(found[name])
    if found.get("assignee"):
        found["assignee"] = User.objects.get(pk=found["assignee"])
    return found

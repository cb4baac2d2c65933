# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Items of a plan in memory: what a change makes of one, and its line of history. Whoever calls it writes both."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Organization, User
from assessments.domain.period import end_of_horizon
from assessments.domain.plan_file import OF_EVERY_ITEM, OF_OWN_ITEMS
from assessments.models import Edition, PlanChange, PlanItem
from assessments.queries.edition import edition_of
from assessments.queries.plan_history import plain
from assessments.services.plan_checks import check_item, cleaned
from assessments.services.refusal import NotAccepted, Refused

DONE, DROPPED = PlanItem.Status.DONE, PlanItem.Status.DROPPED
# What may be changed of an item.
FIELDS = OF_EVERY_ITEM + OF_OWN_ITEMS
# What may follow from a change of those.
FOLLOWING = ("promised_on", "dropped_on", "helped_at", "helped_by", "revision", "changed_at")


def item_of_action(organization: Organization, edition: Edition, action: str, status: str, now: datetime) -> PlanItem:
    """An edition's action as an item, due when its horizon ends. Raises NotAccepted where the edition has none such."""
    document = edition_of(edition)
    if action not in {one.key for advice in document.recommendations for one in advice.actions}:
        raise NotAccepted(Refused("action", _("There is no such action.")))
    step = document.action(action)
    return PlanItem(
        action=action,
        recommendation=document.recommendation_of(action).key,
        level=step.level,
        effort=step.effort,
        horizon=step.horizon,
        status=status,
        due_on=end_of_horizon(step.horizon, now.astimezone(organization.zone).date()),
    )


def begin(item: PlanItem, by: User, now: datetime) -> None:
    """Let an item begin: it promises what it says."""
    item.promised_on, item.added_at, item.added_by, item.changed_at = item.due_on, now, by, now


def applied(row: PlanItem, changes: Mapping[str, Any], by: User, now: datetime) -> dict[str, Any]:
    """Change an item; what it said before where it says something else now, nothing where all is the same.

    Raises NotAccepted, and accounts.text.TextRefused.
    """
    said = {name: getattr(row, name) for name in FIELDS}
    promises_anew = may_promise_anew(row, now)
    for name, value in cleaned(changes).items():
        setattr(row, name, value)
    if promises_anew:
        row.promised_on = row.due_on
    follow(row, changes, by, now)
    check_item(row, edition_of(row.edition))
    before = {name: value for name, value in said.items() if getattr(row, name) != value}
    if before:
        row.revision, row.changed_at = row.revision + 1, now
    return before


def may_promise_anew(row: PlanItem, now: datetime) -> bool:
    """Whether an action promises its next due day: until the day on which it was added is over, and while it is only
    proposed; not once the promised day is over, since what a quarter is told to have promised stays."""
    if row.promised_on is None:
        return True
    zone = row.organization.zone
    today = now.astimezone(zone).date()
    is_new = row.status == PlanItem.Status.PROPOSED or row.added_at.astimezone(zone).date() == today
    return is_new and row.promised_on >= today


def follow(row: PlanItem, changes: Mapping[str, Any], by: User, now: datetime) -> None:
    """What follows from a change: the days on which it is done or dropped, and who said whether it helped."""
    today = now.astimezone(row.organization.zone).date()
    if row.status != DONE:
        row.done_on, row.helped, row.took = None, "", ""
    elif row.done_on is None:
        row.done_on = today
    if row.status != DROPPED:
        row.reason, row.dropped_on = "", None
    elif row.dropped_on is None:
        row.dropped_on = today
    if not row.helped:
        row.took, row.helped_at, row.helped_by = "", None, None
    elif "helped" in changes or "took" in changes:
        row.helped_at, row.helped_by = now, by


def line_of(
    item: PlanItem, before: Mapping[str, Any] | None, idempotency_key: uuid.UUID, by: User, now: datetime
) -> PlanChange:
    """The line of history of a change; `before` None where the item was added."""
    if before is None:
        said = {name: getattr(item, name) for name in ("action", *FIELDS)}
        after = {name: value for name, value in said.items() if value}
    else:
        after = {name: getattr(item, name) for name in before}
    return PlanChange(
        organization_id=item.organization_id,
        item=item,
        at=now,
        by=by,
        before=None if before is None else _plain(before),
        after=_plain(after),
        revision=item.revision,
        idempotency_key=idempotency_key,
    )


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in values.items()}

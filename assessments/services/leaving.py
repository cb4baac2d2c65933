# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Somebody leaves an organization: the role is taken, and what they were still to do there is nobody's.

What they did, and what was given up while it was theirs, keeps their name: it is what happened.
"""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import Membership, Organization, User, below_path
from accounts.services import change_role
from assessments.models import PlanChange, PlanItem

ANYWHERE = Q()


@transaction.atomic(durable=True)
def take_role(*, organization: Organization, user: User, by: User, now: datetime) -> None:
    """Take the person's role at the organization away; one that they hold above it stays.

    Raises accounts.services.LastOwner where nobody would own the organization any more.
    """
    change_role(organization, user, None, by, now)
    lost = below_path("organization__path", organization.path)
    for path in Membership.objects.filter(user=user).values_list("organization__path", flat=True):
        lost &= ~below_path("organization__path", path)
    unassign(user, by, now, lost)


def unassign(user: User, by: User, now: datetime, where: Q = ANYWHERE) -> None:
    """Open actions that the person was to do are to be done by nobody yet, each with its line of history.

    In the caller's transaction, once it has locked organizations: whoever changes an item locks in that order too.
    """
    items = list(
        PlanItem.unscoped.select_for_update(of=("self",))
        .filter(where, assignee=user, status__in=PlanItem.OPEN)
        .order_by("pk")
    )
    for item in items:
        item.assignee, item.revision, item.changed_at = None, item.revision + 1, now
    PlanItem.unscoped.bulk_update(items, ["assignee", "revision", "changed_at"], batch_size=500)
    PlanChange.unscoped.bulk_create(
        [
            PlanChange(
                organization_id=item.organization_id,
                item=item,
                at=now,
                by=by,
                before={"assignee": user.pk},
                after={"assignee": None},
                revision=item.revision,
                idempotency_key=uuid.uuid4(),
            )
            for item in items
        ],
        batch_size=500,
    )

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Actions of a plan for tests."""

import uuid
from datetime import datetime
from typing import Any

from accounts.models import Organization, User
from assessments.models import Edition, PlanItem
from assessments.services.planning import OwnAction, add_action, add_own_action, change_item

ACTION = "write-charter"


def take_up(
    organization: Organization, edition: Edition, by: User, now: datetime, action: str = ACTION, **changes: Any
) -> PlanItem:
    """An action of the edition in the plan, with changes."""
    said: dict[str, Any] = {"organization": organization, "edition": edition, "by": by, "now": now}
    return changed(add_action(action=action, idempotency_key=uuid.uuid4(), **said), by, now, **changes)


def add_own(
    organization: Organization, edition: Edition, by: User, now: datetime, title: str = "Ask the others", **changes: Any
) -> PlanItem:
    """An own action in the plan, with changes."""
    names = ("recommendation", "level", "effort", "horizon", "raises")
    own = OwnAction(title, **{name: changes.pop(name) for name in names if name in changes})
    said: dict[str, Any] = {"organization": organization, "edition": edition, "by": by, "now": now}
    return changed(add_own_action(own=own, idempotency_key=uuid.uuid4(), **said), by, now, **changes)


def changed(item: PlanItem, by: User, now: datetime, **changes: Any) -> PlanItem:
    """The item after these changes."""
    if not changes:
        return item
    key = uuid.uuid4()
    return change_item(item=item, seen=item.revision, changes=changes, idempotency_key=key, by=by, now=now)

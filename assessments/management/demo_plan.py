# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The plans of the demo group, told through the services that people use.

A day of the story is a number of days from today (-9: nine days ago), or the number of a quarter and a day in it.
"""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from accounts.models import Organization, User
from assessments.domain.edition import Edition
from assessments.domain.period import first_day_of
from assessments.models import Edition as EditionRow
from assessments.models import PlanItem
from assessments.services.planning import OwnAction, add_action, add_own_action, change_item

# What is asked 90 days after an action was done is answered a day later.
DAYS_TO_TELL = 91
OF_OWN = ("title", "recommendation", "level", "effort", "horizon", "raises")
FIELDS = {"action", *OF_OWN, "added", "due", "later", "moved", "for", "begun", "done", "dropped", "reason", "note"}
FIELDS |= {"helped", "took", "proposed"}


@dataclass(frozen=True)
class Planner:
    """Whose plan is told, in which quarters, up to when; `people` are members by the beginning of their address."""

    organization: Organization
    periods: Sequence[str]
    people: Mapping[str, User]
    by: User
    now: datetime

    def day(self, told: int | list[int]) -> date:
        """The day that the story means."""
        if isinstance(told, int):
            return self.now.date() + timedelta(days=told)
        number, day = told
        return first_day_of(self.periods[number - 1]) + timedelta(days=day - 1)


def plan_faults(edition: Edition, plan: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What is wrong with the plan of a story."""
    actions = {action.key for advice in edition.recommendations for action in advice.actions}
    for number, one in enumerate(plan, start=1):
        for field in sorted(set(one) - FIELDS):
            yield f"action {number} has {field}, which no action has"
        if "action" in one and one["action"] not in actions:
            yield f"action {number} is {one['action']}, which edition {edition.edition} lacks"
        if ("action" in one) == ("title" in one):
            yield f"action {number} must have either the key of an action or a title of its own"


def tell_plan(planner: Planner, edition: EditionRow, plan: Sequence[Mapping[str, Any]]) -> None:
    """Add each action of the plan on its day, and change it on the days on which that happened."""
    for one in plan:
        item = _added(planner, edition, one)
        for day, changes in sorted(_changes(planner, one), key=lambda pair: pair[0]):
            at = planner.now if day >= planner.now.date() else datetime.combine(day, time(9), UTC)
            item = change_item(
                item=item,
                seen=item.revision,
                changes=changes,
                idempotency_key=uuid.uuid4(),
                by=planner.by,
                now=at,
            )


def _added(planner: Planner, edition: EditionRow, told: Mapping[str, Any]) -> PlanItem:
    status = PlanItem.Status.PROPOSED if told.get("proposed") else PlanItem.Status.TO_DO
    how: dict[str, Any] = {
        "organization": planner.organization,
        "edition": edition,
        "status": status,
        "idempotency_key": uuid.uuid4(),
        "by": planner.by,
        "now": datetime.combine(planner.day(told["added"]), time(8), UTC),
    }
    if "action" in told:
        return add_action(action=told["action"], **how)
    return add_own_action(own=OwnAction(**{name: told[name] for name in OF_OWN if name in told}), **how)


def _changes(planner: Planner, told: Mapping[str, Any]) -> Iterator[tuple[date, dict[str, Any]]]:
    added = planner.day(told["added"])
    first: dict[str, Any] = {"note": told["note"]} if "note" in told else {}
    if "due" in told:
        first["due_on"] = planner.day(told["due"])
    if who := told.get("for"):
        first |= {"assignee": planner.people[who]} if who in planner.people else {"assignee_text": who}
    if first:
        yield added, first
    if "begun" in told:
        yield planner.day(told["begun"]), {"status": PlanItem.Status.DOING}
    if "later" in told:
        yield planner.day(told["moved"]), {"due_on": planner.day(told["later"])}
    if "dropped" in told:
        yield planner.day(told["dropped"]), {"status": PlanItem.Status.DROPPED, "reason": told["reason"]}
    if "done" in told:
        done = planner.day(told["done"])
        yield done, {"status": PlanItem.Status.DONE}
        if "helped" in told:
            yield done + timedelta(days=DAYS_TO_TELL), {name: told[name] for name in ("helped", "took")}

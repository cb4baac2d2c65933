# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What waits in plans: actions that are due soon, or overdue, and whether one that was done has helped.

It waits for the member who is to do it, as long as they have a role in which one answers there; else for whoever looks
after the organization.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr

from accounts.models import Membership
from assessments.domain.reminding import HELPED, OVERDUE, PLANNED, Times
from assessments.models import PlanItem
from assessments.queries.plan_words import with_words
from assessments.queries.reminding import words
from assessments.queries.reminding.batch import Batch, Entry
from assessments.queries.reminding.kinds import Reminder
from assessments.queries.reminding.reader import ANSWERING, Reader

CHUNK = 500


def read_planned(batch: Batch) -> None:
    """Note what waits in plans for a batch of readers. Three queries."""
    items = _items(batch)
    to_do = items.filter(status__in=PlanItem.OPEN)
    soon = to_do.filter(due_on__lte=PLANNED.latest(batch.today), due_on__gte=PLANNED.earliest(batch.today))
    for item in soon.order_by("due_on", "pk").iterator(CHUNK):
        _note(batch, item, Reminder.DUE, PLANNED, item.due_on)
    # The last ones first: among them is what is news.
    for item in to_do.filter(due_on__lte=OVERDUE.latest(batch.today)).order_by("-due_on", "pk").iterator(CHUNK):
        _note(batch, item, Reminder.OVERDUE, OVERDUE, item.due_on)
    done = items.filter(
        status=PlanItem.Status.DONE,
        helped="",
        done_on__lte=HELPED.latest(batch.today),
        done_on__gte=HELPED.earliest(batch.today),
    )
    for item in done.order_by("-done_on", "pk").iterator(CHUNK):
        _note(batch, item, Reminder.HELPED, HELPED, item.done_on)


def _items(batch: Batch) -> QuerySet[Any]:
    """Those of the readers and of what they manage, with whether the assignee still answers there."""
    above = Substr(OuterRef("organization__path"), 1, Length("organization__path"))
    held = Membership.objects.filter(
        user=OuterRef("assignee"), user__is_active=True, role__in=ANSWERING, organization__path=above
    )
    theirs = Q(assignee__in=batch.readers)
    rows = PlanItem.unscoped.filter(theirs | batch.covered("organization__path") if batch.managed else theirs)
    return with_words(rows).select_related("organization", "edition").annotate(assignee_answers=Exists(held))


def _note(batch: Batch, item: Any, kind: Reminder, times: Times, day: date) -> None:
    unit = item.organization
    said, page = (words.helped, "plan_helped") if kind == Reminder.HELPED else (words.planned, "plan_item")
    entry = Entry(unit.name, partial(said, item), page, (unit.pk, item.pk))
    for reader in _told(batch, item):
        batch.note(reader, kind, times, day, entry)


def _told(batch: Batch, item: Any) -> Iterator[Reader]:
    if not item.assignee_answers:
        yield from batch.managers(item.organization.path)
    elif item.assignee_id in batch.readers and not batch.is_going(item.organization.path):
        yield batch.readers[item.assignee_id]

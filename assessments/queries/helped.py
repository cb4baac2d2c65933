# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Who is asked whether an action helped: 90 days after it was done, whoever did it; else those who keep the plan."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from accounts.models import Membership, Organization, Role, User
from assessments.domain.reminding import HELPED
from assessments.models import PlanItem
from assessments.queries.plan_words import title_of, with_words

MOST = 20


def is_asked_about(today: date) -> Q:
    """Items that were done at least 90 days ago, and of which nobody has said whether they helped."""
    return Q(status=PlanItem.Status.DONE, helped="", done_on__lte=HELPED.latest(today))


@dataclass(frozen=True)
class Question:
    """An action about which somebody is asked whether it helped."""

    item: PlanItem
    title: str


def questions_for(user: User, organization: Organization, role: Role, now: datetime) -> list[Question]:
    """What a person is asked on the pages of an organization, at most twenty; one query."""
    today = now.astimezone(organization.zone).date()
    return [Question(item, title_of(item)) for item in asked_of(user, organization, role, today)[:MOST]]


def asked_of(user: User, organization: Organization, role: Role, today: date) -> QuerySet[PlanItem]:
    """The items of an organization about which a person is asked, what was done first before; read with their words.

    `today` is the day as the organization counts it. An item that no member does, or no longer, is asked of managers.
    """
    theirs = Q(assignee=user)
    if role.includes(Role.MANAGER):
        held = Membership.objects.filter(organization__path__in=organization.lineage, user__is_active=True)
        theirs |= Q(assignee__isnull=True) | ~Q(assignee__in=held.values("user"))
    items = PlanItem.objects.within(organization).filter(is_asked_about(today) & theirs)
    return with_words(items).order_by("done_on", "pk")

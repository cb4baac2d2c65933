# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What an organization promised in its plan for the time that a report tells of, and what it did."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Organization
from assessments.domain.edition import Edition
from assessments.domain.period import period_of
from assessments.domain.promises import Kept, Span, is_overdue, kept_in
from assessments.domain.story import Overdue, leaders_level
from assessments.models import PlanItem
from assessments.queries.plan_words import with_words
from assessments.queries.promised import Line, line_of, span_between
from assessments.queries.wording import period_words

NO_LINES: Sequence[Line] = ()


@dataclass(frozen=True)
class PlanTold:
    """What a report tells of a plan: what became of what was promised for a time that is called `when`, and which
    actions at the level of those who lead are overdue, by key; `is_over`: the time is."""

    kept: Kept[Line]
    when: str
    overdue: Overdue = field(default_factory=dict)
    is_over: bool = False


NO_PLAN = PlanTold(kept_in(NO_LINES, Span(date.min, date.min), date.min), "")


def plan_told(organization: Organization, edition: Edition, pack: str, period: str, since: str = "") -> PlanTold:
    """The plan of a pack in the quarters after `since` ("": in the last one alone) until a period ends. One query."""
    span = span_between(since or period, period)
    today = timezone.now().astimezone(organization.zone).date()
    within = (span.first, span.last)
    asked = Q(status__in=PlanItem.OPEN, level=leaders_level(edition), due_on__lt=today)
    rows = with_words(PlanItem.objects.within(organization)).filter(pack=pack)
    found = rows.filter(Q(promised_on__range=within) | Q(done_on__range=within) | asked)
    items = found.order_by("promised_on", "done_on", "added_at", "pk")
    lines = [line_of(one) for one in items]
    overdue = {one.item.action: one.due_on for one in lines if one.due_on and is_overdue(one, today)}
    return PlanTold(kept_in(lines, span, today), _when(span, period), overdue, today > span.last)


def _when(span: Span, period: str) -> str:
    """The quarter, or from which to which."""
    first = period_of(span.first)
    if first == period:
        return period_words(period)
    words = {"first": period_words(first), "last": period_words(period)}
    return _("the quarters from %(first)s to %(last)s") % words

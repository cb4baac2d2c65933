# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Reminding people without an account whose link closes soon: once for each time that it was sent, in the morning."""

import uuid
from collections.abc import Iterator
from datetime import datetime

from assessments.models import Assessment, Deletion, Invitation
from assessments.queries.reminding.reader import FIRST_HOUR
from assessments.services.inviting import closing, remind_closing
from assessments.services.refusal import AlreadySubmitted
from assessments.services.reminder_links import address_of

AT_ONCE = 200


def remind_invited(*, now: datetime) -> int:
    """Remind those who could still answer, a transaction for each assessment; of how many it is told.

    A second run at the same moment waits for the assessment, and finds nobody left there.
    """
    standing = Deletion.objects.filter(done_at=None, withdrawn_at=None, organization__isnull=False)
    going = set(standing.values_list("organization__path", flat=True))
    count = 0
    for assessment in _assessments(now):
        organization = assessment.organization
        if now.astimezone(organization.zone).hour < FIRST_HOUR or going & set(organization.lineage):
            continue
        try:
            count += remind_closing(assessment=assessment, url_of=lambda token: address_of("ask", token), now=now)
        except AlreadySubmitted:
            continue
    return count


def _assessments(now: datetime) -> Iterator[Assessment]:
    """The open ones in which a link closes soon, in batches of two queries."""
    open_now = Invitation.unscoped.filter(closing(now), assessment__state=Assessment.State.OPEN)
    last: uuid.UUID | None = None
    while True:
        rows = open_now.filter(assessment__gt=last) if last else open_now
        keys = list(rows.order_by("assessment").values_list("assessment", flat=True).distinct()[:AT_ONCE])
        if not keys:
            return
        yield from Assessment.objects.with_edition().filter(pk__in=keys).order_by("pk")
        last = keys[-1]

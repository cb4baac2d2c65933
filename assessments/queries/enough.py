# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Targets that are enough on purpose: why, and until when. They say so only while the answer has reached them."""

from dataclasses import dataclass
from datetime import date, datetime

from assessments.models import Answer, Assessment
from assessments.models.answer import Kind
from assessments.queries.answer import Sheet
from assessments.queries.edition import edition_of
from assessments.queries.offered import asked_rows
from assessments.queries.result import Outcome


@dataclass(frozen=True)
class Enough:
    """Why a practice stays at its target, until when, and whether that day has passed."""

    practice: str
    reason: str
    until: date
    is_overdue: bool


def enough_at(row: Answer | None, today: date) -> Enough | None:
    """What the row of a target says of it; None where it says nothing."""
    if row is None or row.review_on is None:
        return None
    return Enough(row.key, row.reason, row.review_on, row.review_on < today)


def enough_in(assessment: Assessment, now: datetime, sheet: Sheet | None = None) -> dict[str, Enough]:
    """What an assessment says of its targets, by practice, whether they are reached or not.

    One query, none where its sheet is given.
    """
    today = now.astimezone(assessment.organization.zone).date()
    if sheet is None:
        held = Answer.objects.of(assessment).filter(kind=Kind.TARGET, review_on__isnull=False)
        rows = asked_rows(edition_of(assessment.edition), held)
    else:
        rows = [row for (kind, _key), row in sheet.answers.items() if kind == Kind.TARGET]
    return {row.key: enough for row in rows if (enough := enough_at(row, today))}


def overdue_of(outcome: Outcome, sheet: Sheet, today: date) -> list[Enough]:
    """What is to be looked at again because its day has passed, the earliest first."""
    reached = {one.key for one in outcome.result.practices if one.gap == 0}
    rows = [row for (kind, key), row in sheet.answers.items() if kind == Kind.TARGET and key in reached]
    found = [enough for row in rows if (enough := enough_at(row, today)) and enough.is_overdue]
    return sorted(found, key=lambda enough: (enough.until, enough.practice))

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Submitting: answers, result and the edition's checksum are frozen together, and never change again."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from assessments.domain.canonical import ENGINE, canonical_json, checksum
from assessments.domain.result import Result
from assessments.models import Assessment, LevelResult, RecommendationResult, SituationResult
from assessments.models import Result as ResultRow
from assessments.queries.result import Outcome, outcome_of
from assessments.services.answering import lock_as_read
from assessments.services.history import add_line
from assessments.services.rolling_up import roll_up


@transaction.atomic(durable=True)
def submit_assessment(*, assessment: Assessment, by: User, now: datetime) -> Assessment:
    """Freeze an open assessment as it stands; one that it amends is superseded. Raises AlreadySubmitted, and
    NotAccepted where it was moved to another edition since it was read.

    Answers are read under the lock that every save takes, so that none slips in between reading and freezing.
    """
    lock_as_read(assessment)
    row = Assessment.objects.with_edition().get(pk=assessment.pk)
    outcome = outcome_of(row, now)
    _freeze(row, outcome)
    if row.supersedes_id:
        Assessment.objects.filter(pk=row.supersedes_id).update(state=Assessment.State.SUPERSEDED)
    Assessment.objects.filter(pk=row.pk).update(state=Assessment.State.SUBMITTED, submitted_at=now, submitted_by=by)
    add_line(row, "submitted", by=by, now=now)
    roll_up(organization=row.organization, pack=row.pack)
    row.refresh_from_db(fields=["state", "submitted_at", "submitted_by"])
    return row


def _freeze(assessment: Assessment, outcome: Outcome) -> None:
    answers, result = canonical_json(outcome.answers), canonical_json(outcome.result)
    ResultRow.objects.create(
        **assessment.whose,
        engine=ENGINE,
        edition_checksum=assessment.edition.checksum,
        answers=answers,
        answers_checksum=checksum(answers),
        document=result,
        checksum=checksum(result),
    )
    add_flat_rows(assessment, outcome.result)


def add_flat_rows(assessment: Assessment, result: Result) -> None:
    """Write what dashboards read of a frozen result."""
    LevelResult.objects.bulk_create(LevelResult(**assessment.whose, **row) for row in _levels(result))
    SituationResult.objects.bulk_create(
        SituationResult(**assessment.whose, key=one.key, said=one.said, could_be=one.could_be, faced=one.faced)
        for one in result.situations
    )
    RecommendationResult.objects.bulk_create(
        RecommendationResult(**assessment.whose, key=one.key, verdict=one.verdict, priority=one.priority, rank=rank)
        for rank, one in enumerate(result.recommendations, start=1)
    )


def _levels(result: Result) -> list[dict[str, object]]:
    names = ("key", "shown", "said", "could_be", "aim", "completeness", "at_target", "applicable")
    return [{name: getattr(level, name) for name in names} for level in result.levels]

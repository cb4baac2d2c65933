# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The latest submitted result of every organization, for what runs over the whole installation.

Read in batches, so that memory does not grow with the number of organizations. Not scoped to an organization: whoever
uses it shows no answers.
"""

import uuid
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import OuterRef, Subquery

from accounts.models import Organization, User
from assessments.models import Assessment, Result
from assessments.models.assessment import AssessmentQuerySet


class LatestResult(NamedTuple):
    """One organization's latest result: answers and result as canonical JSON, and the edition they were given to."""

    organization_id: uuid.UUID
    assessment_id: uuid.UUID
    edition_id: uuid.UUID
    answers: str
    document: str


def latest_results(pack: str, size: int) -> Iterator[list[LatestResult]]:
    """Batches of at most `size` organizations, never empty; two queries each. Superseded results are left out."""
    after: uuid.UUID | None = None
    while batch := _latest(pack, after, size):
        after = batch[-1].organization_id
        yield batch


def assessed(pack: str) -> int:
    """How many organizations have a submitted result of the pack; one query."""
    return int(_submitted(pack).values("organization").distinct().count())


def assessed_visible_to(user: User, pack: str, before: datetime) -> int:
    """How many that the person may see had submitted a result of the pack by then; at most two queries."""
    visible = Organization.objects.visible_to(user).order_by().values("pk")
    submitted = Assessment.objects.filter(pack=pack, submitted_at__lt=before, organization__in=visible)
    return int(submitted.values("organization").distinct().count())


def _submitted(pack: str) -> AssessmentQuerySet:
    found: AssessmentQuerySet = Assessment.objects.submitted().filter(pack=pack)
    return found


def _latest(pack: str, after: uuid.UUID | None, size: int) -> list[LatestResult]:
    newest = _submitted(pack).filter(organization=OuterRef("organization")).order_by("-submitted_at", "-pk")
    rows = _submitted(pack).filter(pk=Subquery(newest.values("pk")[:1])).order_by("organization_id")
    if after is not None:
        rows = rows.filter(organization_id__gt=after)
    listed = list(rows.values_list("organization_id", "pk", "edition_id")[:size])
    results = Result.unscoped.filter(assessment_id__in=[pk for _organization, pk, _edition in listed])
    texts = results.values_list("assessment_id", "answers", "document")
    found = {pk: (answers, document) for pk, answers, document in texts}
    return [LatestResult(organization, pk, edition, *found[pk]) for organization, pk, edition in listed]

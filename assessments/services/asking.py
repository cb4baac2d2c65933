# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Views of those who were asked: each respondent's answers stand beside the organization's, and never over them."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Assessment, Response
from assessments.models.answer import UNANSWERED, Kind
from assessments.queries.edition import edition_of
from assessments.queries.offered import values_offered
from assessments.services.answering import lock_as_read
from assessments.services.refusal import NotAccepted, Refused

ASKED = (Kind.PRACTICE, Kind.SIGNAL)


@transaction.atomic(durable=True)
def save_responses(
    *,
    assessment: Assessment,
    perspective: str,
    respondent: uuid.UUID,
    values: dict[tuple[Kind, str], str],
    now: datetime,
) -> list[Response]:
    """Keep what one respondent said from one perspective; saying it again replaces their own words only.

    Raises AlreadySubmitted, or NotAccepted for what the edition doesn't offer.
    """
    lock_as_read(assessment)
    return write_responses(
        assessment=assessment, perspective=perspective, respondent=respondent, values=values, now=now
    )


def write_responses(
    *,
    assessment: Assessment,
    perspective: str,
    respondent: uuid.UUID,
    values: dict[tuple[Kind, str], str],
    now: datetime,
) -> list[Response]:
    """What `save_responses` does, in the transaction of a caller who has locked the assessment."""
    faults = [Refused(key, _("Choose one of the answers offered.")) for key in _unoffered(assessment, values)]
    if perspective not in Response.Perspective.values or faults:
        raise NotAccepted(*faults)
    by: dict[str, Any] = {"perspective": perspective, "respondent": respondent}
    held = Response.objects.of(assessment).filter(**by)
    before = {(row.kind, row.key): row for row in held}
    rows = []
    for (kind, key), value in values.items():
        row = before.get((kind, key))
        if row is None:
            row = Response(**assessment.whose, **by, kind=kind, key=key, revision=0)
        if row.value != value:
            row.value, row.revision, row.answered_at = value, row.revision + 1, now
            rows.append(row)
    held.bulk_update([row for row in rows if row.pk], ["value", "revision", "answered_at"])
    Response.objects.bulk_create([row for row in rows if not row.pk])
    return rows


def _unoffered(assessment: Assessment, values: dict[tuple[Kind, str], str]) -> list[str]:
    edition = edition_of(assessment.edition)
    return [
        key
        for (kind, key), value in values.items()
        if kind not in ASKED or value == UNANSWERED or value not in values_offered(edition, kind, key)
    ]

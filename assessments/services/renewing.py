# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Looking at evidence again: it counts from the new day on. Who saw it again on the same day changes nothing."""

import uuid
from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from assessments.models import Assessment, Change, Evidence
from assessments.queries.answer import today_of
from assessments.services.answering import lock_open

EVIDENCE = "evidence"


@transaction.atomic(durable=True)
def renew_evidence(
    *, assessment: Assessment, evidence: uuid.UUID, idempotency_key: uuid.UUID, by: User, now: datetime
) -> Change | None:
    """Say that evidence was seen again today, in the organization's time zone; the line of history that says so.

    A repeated call writes nothing and returns the first one's line. None where the evidence is gone, or was seen today
    already. Raises AlreadySubmitted.
    """
    lock_open(assessment)
    return _see(
        assessment, evidence, today_of(assessment, now), uuid.uuid5(idempotency_key, f"{EVIDENCE}:{evidence}"), by, now
    )


@transaction.atomic(durable=True)
def undo_renewal(*, assessment: Assessment, line: Change, by: User, now: datetime) -> Change | None:
    """Take back what a line of history says of evidence that was seen again, unless it has changed since.

    A repeated call returns the first one's line. None where it has changed since, or is gone. Raises AlreadySubmitted.
    """
    lock_open(assessment)
    before, after = line.before or {}, line.after or {}
    key = uuid.uuid5(line.idempotency_key, "undo")
    row = Evidence.objects.of(assessment).filter(pk=after["evidence"]).first()
    day = date.fromisoformat(before["reviewed_on"])
    if row is None or row.reviewed_on.isoformat() not in (after["reviewed_on"], before["reviewed_on"]):
        return None
    return _see(assessment, row.pk, day, key, by, now)


def _see(
    assessment: Assessment, evidence: uuid.UUID, day: date, key: uuid.UUID, by: User, now: datetime
) -> Change | None:
    if repeated := Change.objects.of(assessment).filter(idempotency_key=key).first():
        return repeated
    row = Evidence.objects.of(assessment).filter(pk=evidence).first()
    if row is None or row.reviewed_on == day:
        return None
    Evidence.objects.of(assessment).filter(pk=row.pk).update(reviewed_on=day)
    said = {"evidence": str(row.pk), "url": row.url, "text": row.text}
    return Change.objects.create(
        **assessment.whose,
        at=now,
        by=by,
        what=EVIDENCE,
        key=row.practice,
        before=said | {"reviewed_on": row.reviewed_on.isoformat()},
        after=said | {"reviewed_on": day.isoformat()},
        idempotency_key=key,
    )

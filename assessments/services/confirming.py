# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Confirming what was carried over without answering it again, and taking that back.

A confirmation writes a new revision of each answer, as a save does: whoever answers from an older page meets both.
"""

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from assessments.models import Answer, Assessment, Change
from assessments.models.answer import Kind
from assessments.queries.confirmation import line_key, lines_of, standing_lines
from assessments.queries.edition import edition_of
from assessments.queries.offered import values_offered
from assessments.queries.point import Place, place_of
from assessments.services.answering import lock_open

TOGETHER, TAKEN_BACK = "nothing else changed", "taken back"


@transaction.atomic(durable=True)
def confirm_answers(
    *,
    assessment: Assessment,
    places: Collection[Place],
    together: bool = False,
    idempotency_key: uuid.UUID,
    by: User,
    now: datetime,
) -> int:
    """Say of all carried-over answers to these questions that they still hold; returns how many questions that were.

    `together` marks them as confirmed in one go: "nothing else changed". A repeated confirmation changes nothing, also
    after it was undone. Raises AlreadySubmitted.
    """
    lock_open(assessment)
    rows = _answers(assessment, places)
    repeated = lines_of(assessment, rows, idempotency_key)
    if repeated:
        return _count(row for row, _line in repeated)
    carried = [row for row in rows if not row.is_confirmed]
    if not carried:
        return 0
    mark = {"confirmed": True, "together": True} if together else {"confirmed": True}
    history = [
        Change(
            **_written(row, by, now),
            before=_said(row) | {"answered_at": row.answered_at.isoformat(), "answered_by": row.answered_by_id},
            after=_said(row) | mark,
            idempotency_key=line_key(idempotency_key, row),
        )
        for row in carried
    ]
    for row in carried:
        row.is_confirmed, row.answered_at, row.answered_by = True, now, by
    _store(assessment, carried)
    count = _count(carried)
    if together:
        history.append(_line(assessment, TOGETHER, idempotency_key, count, by, now))
    Change.objects.bulk_create(history)
    return count


@transaction.atomic(durable=True)
def undo_confirmation(
    *, assessment: Assessment, places: Collection[Place], confirmation: uuid.UUID, by: User, now: datetime
) -> int:
    """Take back what this person's confirmation touched of these questions, but for what anybody changed since.

    Returns how many questions that were. Raises AlreadySubmitted.
    """
    lock_open(assessment)
    standing = standing_lines(assessment, _answers(assessment, places), confirmation, by)
    if not standing:
        return 0
    history = []
    for row, line in standing:
        change = Change(
            **_written(row, by, now),
            before=_said(row) | {"confirmed": True},
            after=_said(row) | {"confirmed": False},
            idempotency_key=uuid.uuid5(line.idempotency_key, "undone"),
        )
        _restore(row, line.before)
        history.append(change)
    rows = [row for row, _line in standing]
    _store(assessment, rows)
    count = _count(rows)
    first = standing[0][1]
    if "together" in (first.after or {}):
        history.append(_line(assessment, TAKEN_BACK, uuid.uuid5(first.idempotency_key, TAKEN_BACK), count, by, now))
    Change.objects.bulk_create(history)
    return count


def _answers(assessment: Assessment, places: Collection[Place]) -> list[Answer]:
    edition = edition_of(assessment.edition)
    return [
        row
        for row in Answer.objects.of(assessment)
        if place_of(row.kind, row.key) in places and row.value in values_offered(edition, Kind(row.kind), row.key)
    ]


def _restore(row: Answer, before: Any) -> None:
    """Make it again an answer of last time that nobody has looked at."""
    row.is_confirmed, row.answered_by_id = False, before["answered_by"]
    row.answered_at = datetime.fromisoformat(before["answered_at"])


def _store(assessment: Assessment, rows: list[Answer]) -> None:
    for row in rows:
        row.revision += 1
    Answer.objects.of(assessment).bulk_update(rows, ["is_confirmed", "answered_at", "answered_by", "revision"])


def _count(rows: Iterable[Answer]) -> int:
    """How many questions these answers belong to."""
    return len({place_of(row.kind, row.key) for row in rows})


def _said(row: Answer) -> dict[str, Any]:
    return {"value": row.value, "reason": row.reason, "note": row.note}


def _written(row: Answer, by: User, now: datetime) -> dict[str, Any]:
    """Whose line of history it is; made before the answer is stored with its new revision."""
    whose = {"assessment_id": row.assessment_id, "organization_id": row.organization_id}
    return {**whose, "at": now, "by": by, "what": row.kind, "key": row.key, "revision": row.revision + 1}


def _line(assessment: Assessment, what: str, key: uuid.UUID, count: int, by: User, now: datetime) -> Change:
    after = {"answers": count}
    return Change(**assessment.whose, at=now, by=by, what=what, after=after, idempotency_key=key)

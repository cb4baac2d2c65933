# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The open link: one for all employees of an organization, to be put where they read, without names."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from accounts.tokens import digest_of, new_token
from assessments.models import Assessment, OpenLink
from assessments.queries.above import asked_above
from assessments.queries.edition import edition_of
from assessments.services.answering import lock_as_read, lock_open
from assessments.services.history import add_line
from assessments.services.links import chosen_questions, ends_at


@transaction.atomic(durable=True)
def make_open_link(
    *, assessment: Assessment, practices: Sequence[str] | None, by: User, now: datetime
) -> tuple[OpenLink, str]:
    """Make the link, with the token that opens it: it is told now and never again. One that stands is closed.

    Whoever has begun by an earlier link goes on by the new one. Raises AlreadySubmitted and NotAccepted.
    """
    edition = edition_of(assessment.edition)
    elsewhere = asked_above(assessment, edition)
    asked = chosen_questions(edition, OpenLink.perspective, practices, [], without=elsewhere)
    lock_as_read(assessment)
    replaced = _standing(assessment).update(revoked_at=now)
    token = new_token()
    link = OpenLink.objects.create(
        **assessment.whose,
        practices=asked.practices,
        token_digest=digest_of(token),
        made_at=now,
        made_by=by,
        expires_at=ends_at(assessment, now),
    )
    add_line(assessment, "link replaced" if replaced else "link made", by=by, now=now)
    return link, token


@transaction.atomic(durable=True)
def revoke_open_link(*, assessment: Assessment, by: User, now: datetime) -> None:
    """Close the link that stands, at once; what was answered stays. Again changes nothing. Raises AlreadySubmitted."""
    lock_open(assessment)
    if _standing(assessment).update(revoked_at=now):
        add_line(assessment, "link closed", by=by, now=now)


def _standing(assessment: Assessment) -> QuerySet[Any]:
    return OpenLink.objects.of(assessment).filter(revoked_at=None)

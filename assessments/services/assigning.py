# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Assigning sections of an open assessment to members; a contributor's right to write comes from it alone."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import Assessment, Assignment, Change
from assessments.queries.edition import edition_of
from assessments.services.answering import lock_open
from assessments.services.refusal import NotAccepted, Refused


@transaction.atomic(durable=True)
def assign_section(*, assessment: Assessment, section: str, user: User, by: User, now: datetime) -> None:
    """Ask a member to answer a section: a level's key, "situations" or "routines"; asking again changes nothing.

    Raises AlreadySubmitted, or NotAccepted for a section that the edition lacks.
    """
    sections = {level.key for level in edition_of(assessment.edition).levels}
    if section not in sections | {Assignment.SITUATIONS, Assignment.ROUTINES}:
        raise NotAccepted(Refused("section", _("This assessment does not ask that.")))
    lock_open(assessment)
    if Assignment.objects.of(assessment).filter(section=section, user=user).exists():
        return
    Assignment.objects.create(**assessment.whose, section=section, user=user)
    after = {"person": user.pk}
    Change.objects.create(
        **assessment.whose, at=now, by=by, what="assigned", key=section, after=after, idempotency_key=uuid.uuid4()
    )

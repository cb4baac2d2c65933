# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The review of a draft: asking for it, comments at its pieces, approving it, or returning it to its authors.

While it is in review its content does not change, so what was approved is what is published.
"""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.text import TextRefused, clean_text
from assessments.domain import pieces
from assessments.models import Comment, Edition, Revision
from assessments.queries.draft import document_of
from assessments.queries.studio.review import sound_edition
from assessments.services.answering import LONGEST_TEXT
from assessments.services.edition_steps import lock_edition, take_step
from assessments.services.refusal import NotAccepted, Refused

State = Edition.State


@transaction.atomic(durable=True)
def ask_for_review(*, edition: Edition, seen_revision: int, by: User, now: datetime, note: str = "") -> Edition:
    """Ask the other curators to look at a draft; its content does not change until it is returned.

    Raises MovedOn, EditionFaults where it has errors, NotAccepted for a note that is too long.
    """
    said = _said("note", note)
    row = lock_edition(edition, State.DRAFT, seen_revision=seen_revision)
    sound_edition(document_of(row), now.date())
    row.state, row.asked_at, row.asked_by = State.IN_REVIEW, now, by
    row.approved_at = row.approved_by = None
    take_step(row, Revision.What.ASKED, by=by, now=now, note=said)
    return row


@transaction.atomic(durable=True)
def return_to_draft(*, edition: Edition, seen_revision: int, by: User, now: datetime, note: str) -> Edition:
    """Give a draft in review back to its authors, saying why; an approval is void. Raises MovedOn, NotAccepted."""
    said = _said("note", note)
    if not said:
        raise NotAccepted(Refused("note", _("Say what should change.")))
    row = lock_edition(edition, State.IN_REVIEW, seen_revision=seen_revision)
    row.state = State.DRAFT
    row.asked_at = row.asked_by = row.approved_at = row.approved_by = None
    take_step(row, Revision.What.RETURNED, by=by, now=now, note=said)
    return row


@transaction.atomic(durable=True)
def approve(*, edition: Edition, seen_revision: int, by: User, now: datetime, note: str = "") -> Edition:
    """Say that a draft in review may be published. Raises MovedOn, NotAccepted where the same person asked for it."""
    said = _said("note", note)
    row = lock_edition(edition, State.IN_REVIEW, seen_revision=seen_revision)
    if row.asked_by_id == by.pk:
        raise NotAccepted(Refused("", _("You asked for this review, so another curator has to approve it.")))
    row.approved_at, row.approved_by = now, by
    take_step(row, Revision.What.APPROVED, by=by, now=now, note=said)
    return row


@transaction.atomic(durable=True)
def comment(
    *, edition: Edition, kind: str, key: str, text: str, idempotency_key: uuid.UUID, by: User, now: datetime
) -> Comment:
    """Say something about a piece, or of the whole edition by its head; the same key again writes nothing.

    The row is its own history. Raises NotAccepted, Edition.DoesNotExist where the draft was given up meanwhile.
    """
    said = _said("text", text)
    if not said:
        raise NotAccepted(Refused("text", _("Write a comment.")))
    row: Edition = Edition.objects.select_for_update().get(pk=edition.pk)
    repeated: Comment | None = Comment.objects.filter(pk=idempotency_key, edition=row, by=by).first()
    if repeated is not None:
        return repeated
    if not row.is_unpublished:
        raise NotAccepted(Refused("text", _("This edition is published: comment on the next draft.")))
    if pieces.find(document_of(row), kind, key) is None:
        raise NotAccepted(Refused("text", _("This is not in the draft any more.")))
    made: Comment = Comment.objects.create(
        pk=idempotency_key, edition=row, kind=kind, key=key, text=said, at=now, by=by
    )
    return made


@transaction.atomic(durable=True)
def settle_comment(*, edition: Edition, comment_id: uuid.UUID, by: User, now: datetime) -> Comment:
    """Say that a comment is answered or done; one that is settled stays so. Raises Comment.DoesNotExist."""
    Edition.objects.select_for_update().filter(pk=edition.pk).first()
    row: Comment = Comment.objects.get(pk=comment_id, edition=edition)
    if row.settled_at is None:
        row.settled_at, row.settled_by = now, by
        row.save(update_fields=["settled_at", "settled_by"])
    return row


def _said(place: str, text: str) -> str:
    try:
        return clean_text(text, most=LONGEST_TEXT, lines=True)
    except TextRefused as error:
        refusal = _("Use at most %(most)d characters. There are %(length)d now.")
        raise NotAccepted(Refused(place, refusal % {"most": error.most, "length": error.length})) from error

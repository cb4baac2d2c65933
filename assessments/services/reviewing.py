# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The review of a draft: asking for it, comments at its pieces, approving it, or returning it to its authors.

While it is in review its content does not change, so what was approved is what is published.
"""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.text import TextRefused, clean_text
from assessments.domain import pieces
from assessments.models import Comment, Edition, Revision
from assessments.queries.draft import document_of
from assessments.queries.studio.review import sound_edition, why_not_approve
from assessments.services.answering import LONGEST_TEXT
from assessments.services.edition_steps import lock_edition, lock_row, take_step
from assessments.services.refusal import NotAccepted, Refused, sent_before
from assessments.services.review_mail import APPROVED, RETURNED, tell_authors, tell_reviewers

State = Edition.State


@transaction.atomic(durable=True)
def ask_for_review(
    *, edition: Edition, seen_revision: int, by: User, now: datetime, url: str, note: str = ""
) -> Edition:
    """Ask the other curators to look at a draft; its content does not change until it is returned.

    Those who may approve it get a mail with `url`, the page of the review; its authors get one of each answer below.
    Raises MovedOn, EditionFaults where it has errors, NotAccepted for a note that is too long.
    """
    said = _said("note", note)
    row = lock_edition(edition, State.DRAFT, seen_revision=seen_revision)
    sound_edition(document_of(row), now.date())
    row.state, row.asked_at, row.asked_by = State.IN_REVIEW, now, by
    row.approved_at = row.approved_by = None
    take_step(row, Revision.What.ASKED, by=by, now=now, note=said)
    tell_reviewers(row, said, url, by=by, now=now)
    return row


@transaction.atomic(durable=True)
def return_to_draft(*, edition: Edition, seen_revision: int, by: User, now: datetime, url: str, note: str) -> Edition:
    """Give a draft in review back to its authors, saying why; an approval is void. Raises MovedOn, NotAccepted."""
    said = _said("note", note)
    if not said:
        raise NotAccepted(Refused("note", _("Say what should change.")))
    row = lock_edition(edition, State.IN_REVIEW, seen_revision=seen_revision)
    asked, row.state = row.asked_by, State.DRAFT
    row.asked_at = row.asked_by = row.approved_at = row.approved_by = None
    take_step(row, Revision.What.RETURNED, by=by, now=now, note=said)
    tell_authors(row, RETURNED, said, url, asked=asked, by=by, now=now)
    return row


@transaction.atomic(durable=True)
def approve(*, edition: Edition, seen_revision: int, by: User, now: datetime, url: str, note: str = "") -> Edition:
    """Say that a draft in review may be published. Raises MovedOn, NotAccepted where somebody else has to say so."""
    said = _said("note", note)
    row = lock_edition(edition, State.IN_REVIEW, seen_revision=seen_revision)
    if why_not := why_not_approve(row, by):
        raise NotAccepted(Refused("", why_not))
    row.approved_at, row.approved_by = now, by
    take_step(row, Revision.What.APPROVED, by=by, now=now, note=said)
    tell_authors(row, APPROVED, said, url, asked=row.asked_by, by=by, now=now)
    return row


@transaction.atomic(durable=True)
def comment(
    *, edition: Edition, kind: str, key: str, text: str, idempotency_key: uuid.UUID, by: User, now: datetime
) -> Comment:
    """Say something about a piece, or of the whole edition by its head; the same again with its key writes nothing.

    The row is its own history. Raises NotAccepted, also for a key that was used for another comment, and
    EditionGone where the draft was given up meanwhile.
    """
    said = _said("text", text)
    if not said:
        raise NotAccepted(Refused("text", _("Write a comment.")))
    row = lock_row(edition)
    about = {"edition": row, "kind": kind, "key": key, "text": said, "by": by}
    repeated: Comment | None = Comment.objects.filter(pk=idempotency_key, **about).first()
    if repeated is not None:
        return repeated
    if not row.is_unpublished:
        raise NotAccepted(Refused("text", _("This edition is published: comment on the next draft.")))
    if pieces.find(document_of(row), kind, key) is None:
        raise NotAccepted(Refused("text", _("This is not in the draft any more.")))
    try:
        with transaction.atomic():
            made: Comment = Comment.objects.create(pk=idempotency_key, **about, at=now)
    except IntegrityError as used:
        raise sent_before() from used
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

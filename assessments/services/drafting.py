# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Starting drafts, from a published edition, from scratch or from a file, and giving them up."""

from datetime import datetime

import structlog
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.domain.canonical import canonical_json, checksum
from assessments.domain.pieces import Plain
from assessments.models import Edition, Revision
from assessments.queries.draft import document_of
from assessments.services.curating import NotADraft
from assessments.services.refusal import NotAccepted, Refused

logger = structlog.get_logger(__name__)


@transaction.atomic(durable=True)
def start_draft(*, document: Plain, based_on: Edition | None, by: User, now: datetime, note: str = "") -> Edition:
    """Start a draft with this content, whose `pack` and `edition` name it; `based_on` None is one from scratch.

    Raises NotAccepted where the pack has this edition already.
    """
    return create_draft(document=document, based_on=based_on, by=by, now=now, note=note)


def create_draft(*, document: Plain, based_on: Edition | None, by: User, now: datetime, note: str) -> Edition:
    """The step within a transaction of `start_draft`; also for whoever takes a file."""
    text, version = canonical_json(document), str(document["edition"])
    try:
        with transaction.atomic():
            row: Edition = Edition.objects.create(
                pack=str(document["pack"]),
                version=version,
                document=text,
                checksum=checksum(text),
                based_on=based_on,
                lagging=based_on.lagging if based_on else {},
                revision=1,
                created_at=now,
                created_by=by,
            )
    except IntegrityError as error:
        refusal = Refused("edition", _("This pack has an edition %(version)s already.") % {"version": version})
        raise NotAccepted(refusal) from error
    Revision.objects.create(edition=row, number=1, kind="edition", what=Revision.What.STARTED, note=note, at=now, by=by)
    return row


def copied_from(edition: Edition, version: str) -> Plain:
    """The content of an edition under another edition number, to start a draft from."""
    return {**document_of(edition), "edition": version}


@transaction.atomic(durable=True)
def discard_draft(*, edition: Edition, by: User, now: datetime) -> None:
    """Give a draft up, with its history and comments; raises NotADraft where it is in review or published."""
    row = Edition.objects.select_for_update().get(pk=edition.pk)
    if not row.is_draft:
        raise NotADraft
    row.delete()
    logger.info("draft discarded", edition=str(edition), by=by.pk, at=now.isoformat())

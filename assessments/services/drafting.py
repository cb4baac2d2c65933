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
from assessments.services.edition_steps import lock_edition
from assessments.services.refusal import NotAccepted, Refused

logger = structlog.get_logger(__name__)


@transaction.atomic(durable=True)
def start_draft(*, document: Plain, source: Edition | None, by: User, now: datetime, note: str = "") -> Edition:
    """Start a draft with this content, whose `pack` and `edition` name it; `source` None is one from scratch.

    Translations that are behind in the edition that the content comes from are so in the draft. It is based on that
    edition, or, where that is unpublished, on the same as that.
    Raises NotAccepted where the pack has this edition already.
    """
    return create_draft(document=document, source=source, by=by, now=now, note=note)


def create_draft(*, document: Plain, source: Edition | None, by: User, now: datetime, note: str) -> Edition:
    """The step within a transaction of `start_draft`; also for whoever takes a file."""
    text, version = canonical_json(document), str(document["edition"])
    try:
        with transaction.atomic():
            row: Edition = Edition.objects.create(
                pack=str(document["pack"]),
                version=version,
                document=text,
                checksum=checksum(text),
                based_on=source.based_on if source and source.is_unpublished else source,
                lagging=source.lagging if source else {},
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
def discard_draft(*, edition: Edition, seen_revision: int, by: User, now: datetime) -> None:
    """Give a draft up as it was seen, with its history and comments. Raises MovedOn, EditionGone."""
    row = lock_edition(edition, Edition.State.DRAFT, seen_revision=seen_revision)
    row.delete()
    logger.info("draft discarded", edition=str(edition), by=by.pk, at=now.isoformat())

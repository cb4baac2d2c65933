# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Publishing editions, and retiring them. A published one never changes: the same version with other content is
refused. Assessments opened afterwards use the newest one; those that are open or submitted keep theirs."""

from datetime import datetime

import structlog
from django.db import transaction

from accounts.models import User
from assessments.domain.canonical import canonical_json, checksum
from assessments.domain.edition import Edition
from assessments.models import Edition as EditionRow
from assessments.models import Revision
from assessments.queries.draft import document_of
from assessments.queries.studio.review import is_approved, needs_review, sound_edition
from assessments.services.edition_steps import lock_edition, take_step

logger = structlog.get_logger(__name__)
State = EditionRow.State


class VersionTaken(Exception):
    """The pack has this version already, with other content; new content needs a new version."""


class VersionIsDraft(Exception):
    """Curators are working on a draft of this version; it is published in the studio, or given up there."""


class NotReviewed(Exception):
    """Another curator has to approve the draft first."""


@transaction.atomic(durable=True)
def publish_edition(*, edition: Edition, by: User | None, now: datetime) -> tuple[EditionRow, bool]:
    """Publish a checked edition; the row, and whether it is new. `by` None is the installation itself.

    Raises VersionTaken, VersionIsDraft.
    """
    document = canonical_json(edition)
    row = EditionRow.objects.filter(pack=edition.pack, version=edition.edition).first()
    if row is None:
        row = EditionRow.objects.create(
            pack=edition.pack,
            version=edition.edition,
            state=State.PUBLISHED,
            document=document,
            checksum=checksum(document),
            published_at=now,
            published_by=by,
        )
        return row, True
    if row.is_unpublished:
        raise VersionIsDraft
    if row.checksum != checksum(document):
        raise VersionTaken
    return row, False


@transaction.atomic(durable=True)
def publish_draft(*, edition: EditionRow, seen_revision: int, by: User, now: datetime) -> EditionRow:
    """Publish a draft as it was seen. Where the site has two active curators another one has approved it.

    The document becomes the canonical one of a checked edition, the same that loading it from a file gives.
    Raises MovedOn, NotReviewed, EditionFaults.
    """
    row = lock_edition(edition, State.DRAFT, State.IN_REVIEW, seen_revision=seen_revision)
    if needs_review() and not is_approved(row):
        raise NotReviewed
    row.document = canonical_json(sound_edition(document_of(row), now.date()))
    row.checksum = checksum(row.document)
    row.state, row.published_at, row.published_by = State.PUBLISHED, now, by
    take_step(row, Revision.What.PUBLISHED, by=by, now=now)
    logger.info("edition published", edition=str(row), by=by.pk)
    return row


@transaction.atomic(durable=True)
def retire_edition(*, edition: EditionRow, by: User, now: datetime) -> EditionRow:
    """Take a published edition out of use for new assessments; those that have it keep it. Raises MovedOn."""
    row = lock_edition(edition, State.PUBLISHED, seen_revision=None)
    row.state, row.retired_at, row.retired_by = State.RETIRED, now, by
    take_step(row, Revision.What.RETIRED, by=by, now=now)
    return row

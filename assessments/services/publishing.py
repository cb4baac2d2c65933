# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Publishing editions, and retiring them. A published one never changes: the same version with other content is
refused. Assessments opened afterwards use the newest one; those that are open or submitted keep theirs."""

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.domain.canonical import canonical_json, checksum
from assessments.domain.edition import Edition
from assessments.models import Edition as EditionRow
from assessments.models import Revision
from assessments.queries.draft import document_of
from assessments.queries.studio.review import is_approved, needs_review, newer_edition, reused_keys_of, sound_edition
from assessments.queries.wording import listed
from assessments.services.edition_steps import lock_edition, lock_pack, take_step
from assessments.services.refusal import NotAccepted, Refused

logger = structlog.get_logger(__name__)
State = EditionRow.State
RIGHT_AFTER = timedelta(microseconds=1)


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
    lock_pack(edition.pack)
    document = canonical_json(edition)
    row = EditionRow.objects.filter(pack=edition.pack, version=edition.edition).first()
    if row is None:
        row = EditionRow.objects.create(
            pack=edition.pack,
            version=edition.edition,
            state=State.PUBLISHED,
            document=document,
            checksum=checksum(document),
            published_at=_after_the_last(edition.pack, now),
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
    Raises MovedOn, NotReviewed, EditionFaults, NotAccepted.
    """
    lock_pack(edition.pack)
    row = lock_edition(edition, State.DRAFT, State.IN_REVIEW, seen_revision=seen_revision)
    if needs_review() and not is_approved(row):
        raise NotReviewed
    if newer := newer_edition(row):
        refusal = _("Edition %(version)s was published after this draft began, and the draft lacks its changes.")
        raise NotAccepted(Refused("", refusal % {"version": newer.version}))
    _refuse_reused_keys(row)
    row.document = canonical_json(sound_edition(document_of(row), now.date()))
    row.checksum = checksum(row.document)
    row.state, row.published_at, row.published_by = State.PUBLISHED, _after_the_last(row.pack, now), by
    take_step(row, Revision.What.PUBLISHED, by=by, now=now)
    logger.info("edition published", edition=str(row), by=by.pk)
    return row


def _after_the_last(pack: str, now: datetime) -> datetime:
    """When an edition is published: after all others of its pack, also where the clock was put back meanwhile, since
    the newest one is the one that was published last."""
    last = EditionRow.objects.filter(pack=pack).aggregate(last=Max("published_at"))["last"]
    return max(now, last + RIGHT_AFTER) if last else now


def _refuse_reused_keys(row: EditionRow) -> None:
    """Answers to earlier editions would be read as answers to something else. The studio's forms refuse such keys, but
    files bring them."""
    reused = reused_keys_of(row, document_of(row))
    if reused:
        refusal = _("Earlier editions have these keys for something else. Give new keys to what has them now: %(keys)s")
        raise NotAccepted(Refused("", refusal % {"keys": listed([key for _kind, key in reused])}))


@transaction.atomic(durable=True)
def retire_edition(*, edition: EditionRow, by: User, now: datetime) -> EditionRow:
    """Take a published edition out of use for new assessments; those that have it keep it. Raises MovedOn."""
    row = lock_edition(edition, State.PUBLISHED, seen_revision=None)
    row.state, row.retired_at, row.retired_by = State.RETIRED, now, by
    take_step(row, Revision.What.RETIRED, by=by, now=now)
    return row

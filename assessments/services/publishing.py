# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Publishing editions. A published one never changes: the same version with other content is refused."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from assessments.domain.canonical import canonical_json, checksum
from assessments.domain.edition import Edition
from assessments.models import Edition as EditionRow


class VersionTaken(Exception):
    """The pack has this version already, with other content; new content needs a new version."""


@transaction.atomic(durable=True)
def publish_edition(*, edition: Edition, by: User | None, now: datetime) -> tuple[EditionRow, bool]:
    """Publish a checked edition; the row, and whether it is new. `by` None is the installation itself.

    Raises VersionTaken.
    """
    document = canonical_json(edition)
    row = EditionRow.objects.filter(pack=edition.pack, version=edition.edition).first()
    if row is None:
        row = EditionRow.objects.create(
            pack=edition.pack,
            version=edition.edition,
            state=EditionRow.State.PUBLISHED,
            document=document,
            checksum=checksum(document),
            published_at=now,
            published_by=by,
        )
        return row, True
    if row.checksum != checksum(document):
        raise VersionTaken
    return row, False

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Files that wait for their confirmation: whose they are, how long, and what they would change."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from accounts.models import User
from assessments.domain.edition_difference import edition_difference
from assessments.domain.pieces import Plain
from assessments.models import Edition, Upload
from assessments.queries.draft import document_of, plain_of

LIFETIME = timedelta(days=7)


@dataclass(frozen=True)
class Target:
    """Where a file goes: into a draft, or into a new one that is based on an edition (`base` None: from scratch)."""

    draft: Edition | None
    base: Edition | None

    @property
    def document(self) -> Plain:
        """What the file is compared with; empty where there is nothing."""
        row = self.draft or self.base
        return document_of(row) if row else {}


def upload_of(user: User, upload_id: uuid.UUID, now: datetime) -> Upload | None:
    """A file that the person has sent in the last seven days; None for any other."""
    rows = Upload.objects.filter(pk=upload_id, by=user, at__gt=now - LIFETIME)
    found: Upload | None = rows.select_related("into__based_on").first()
    return found


def target_of(upload: Upload) -> Target:
    """Where the file goes; one query where that is a new draft."""
    if upload.into is not None:
        return Target(upload.into, upload.into.based_on)
    newest = Edition.objects.newest_of(str(plain_of(upload.document).get("pack", "")))
    return Target(None, newest)


def says_the_same(edition: Edition, document: Plain, checksum: str) -> bool:
    """Whether a file's document has nothing that the edition has not; defaults count as written."""
    return edition.checksum == checksum or edition_difference(document_of(edition), document).is_empty

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Taking files: one that was read and checked waits until its difference is confirmed, and becomes a new draft, or
updates one piece by piece. What a file may not do is refused before and again at the confirmation."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.text import clean_text
from assessments.domain.edition_difference import renamed_since
from assessments.domain.pieces import Plain
from assessments.domain.translation import lagging_between
from assessments.imports.limited import ReadFile
from assessments.models import Edition, Revision, Upload
from assessments.queries.draft import document_of, plain_of
from assessments.queries.studio.upload import LIFETIME, says_the_same
from assessments.services.draft_lines import lines_between
from assessments.services.draft_size import refuse_too_large
from assessments.services.draft_writing import moment, write_draft
from assessments.services.drafting import create_draft
from assessments.services.edition_steps import MovedOn, lock_edition
from assessments.services.refusal import NotAccepted, Refused

LONGEST_NAME = 200


class NothingNew(Exception):
    """The file has nothing that the edition has not; nothing was written."""

    def __init__(self, edition: Edition) -> None:
        super().__init__(str(edition))
        self.edition = edition


@transaction.atomic(durable=True)
def stage_upload(*, file: ReadFile, into: Edition | None, by: User, now: datetime) -> Upload:
    """Keep a file until its difference is confirmed, and forget those that nobody confirmed in seven days.

    `into` None is a new draft, or the draft that has the file's number. Raises NothingNew, NotAccepted.
    """
    Upload.objects.filter(at__lte=now - LIFETIME).delete()
    document = plain_of(file.document)
    target = _target(into, document, file.checksum)
    refuse_too_large(document)
    upload: Upload = Upload.objects.create(
        into=target,
        name=clean_text(file.name[:LONGEST_NAME], most=LONGEST_NAME),
        document=file.document,
        checksum=file.checksum,
        at=now,
        by=by,
    )
    return upload


@transaction.atomic(durable=True)
def use_upload(*, upload: Upload, seen_revision: int | None, by: User, now: datetime) -> Edition:
    """Do what the file's difference showed; the draft. Confirming it again writes nothing.

    `seen_revision` is the one of the draft that it was compared with, None for a new draft: where the file goes into a
    draft, None is no revision that anybody saw. Raises NothingNew, NotAccepted, MovedOn, Upload.DoesNotExist.
    """
    mine = Upload.objects.filter(pk=upload.pk, by=by, at__gt=now - LIFETIME)
    # The draft's row before the file's, as who gives the draft up takes them: else each could wait for the other.
    draft = Edition.objects.select_for_update().filter(pk__in=mine.values("into")).first()
    row = mine.select_for_update(of=("self",)).get()
    if row.used_at is not None and row.into is not None:
        return row.into
    document = plain_of(row.document)
    if draft and seen_revision is None:
        raise MovedOn(draft)
    locked = lock_edition(draft, Edition.State.DRAFT, seen_revision=seen_revision) if draft else None
    target = _target(locked, document, row.checksum)
    if locked is None and target is not None:
        raise NotAccepted(Refused("edition", _("Somebody started a draft of this number meanwhile. Send it again.")))
    if target is None:
        target = _new_draft(row, document, by, now)
    else:
        _update(target, document, row.name, by, now)
    row.used_at, row.into = now, target
    row.save(update_fields=["used_at", "into"])
    return target


def _target(into: Edition | None, document: Plain, digest: str) -> Edition | None:
    """The draft that the file updates, None for a new one; refuses what may not be."""
    pack, version = str(document["pack"]), str(document["edition"])
    same_number = Edition.objects.filter(pack=pack, version=version).select_related("based_on").first()
    target = into or (same_number if same_number and same_number.is_unpublished else None)
    if target and target.pack != pack:
        refusal = _("This file is of the pack %(file)s, and the draft of %(draft)s.")
        raise NotAccepted(Refused("pack", refusal % {"file": pack, "draft": target.pack}))
    if target and not target.is_draft:
        raise NotAccepted(Refused("edition", _("This edition is in review. Return it to draft first.")))
    if same_number and says_the_same(same_number, document, digest):
        raise NothingNew(same_number)
    if same_number and same_number != target:
        refusal = _("Edition %(version)s of this pack is there, with other content. Give the file a new number.")
        raise NotAccepted(Refused("edition", refusal % {"version": version}))
    return target


def _new_draft(upload: Upload, document: Plain, by: User, now: datetime) -> Edition:
    base = Edition.objects.newest_of(str(document["pack"]))
    draft = create_draft(document=document, source=base, by=by, now=now, note=upload.name)
    if base is not None:
        before = document_of(base)
        names = renamed_since(before, document)
        draft.lagging = lagging_between(before, document, names, draft.lagging, moment(now))
        draft.save(update_fields=["lagging"])
    return draft


def _update(row: Edition, document: Plain, name: str, by: User, now: datetime) -> None:
    before = document_of(row)
    names = renamed_since(before, document)
    lines = lines_between(before, document, Revision.What.IMPORTED, name)
    row.version = str(document["edition"])
    lagging = lagging_between(before, document, names, row.lagging, moment(now))
    write_draft(row, document, lines, names=names, lagging=lagging, by=by, now=now)

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Files that are made in the background: asked for, made by one run at a time, kept until they expire.

A run says from time to time that it lives. One that falls silent is taken up again by the next, from its start; what it
wrote until then was nothing but how far it was.
"""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import structlog
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import Event, Organization, User
from assessments.models import Assessment, Export
from assessments.queries.export import LIFETIME
from assessments.queries.running import is_running
from assessments.services.refusal import NotAccepted, Refused

BROKEN = gettext_noop("It broke off. Why stands in the server’s log: tell whoever runs the server.")
# The bytes of one person's files from which on no more are made until some expire.
MOST_KEPT = 256 * 1024 * 1024

logger = structlog.get_logger(__name__)


@transaction.atomic(durable=True)
def ask_export(
    *,
    organization: Organization,
    what: str,
    form: str,
    language: str,
    by: User,
    now: datetime,
    assessment: Assessment | None = None,
    choices: Mapping[str, Any] | None = None,
) -> Export:
    """Ask for a file in a language; it expires after a day.

    Raises NotAccepted while one of the person's is made, and where theirs fill what a person's files may take.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    theirs = Export.unscoped.filter(asked_by=by)
    for other in theirs.filter(finished_at=None).defer("content"):
        if is_running(other, now):
            raise NotAccepted(Refused("", _("Another file of yours is being made. Ask again when it is ready.")))
    kept = theirs.filter(expires_at__gt=now).aggregate(size=Sum("size"))["size"] or 0
    if kept >= MOST_KEPT:
        words = _("Your files of the last day take %(most)s MiB together. Ask again when some of them have expired.")
        raise NotAccepted(Refused("", words % {"most": MOST_KEPT // 1024 // 1024}))
    asked: Export = Export.objects.create(
        organization=organization,
        assessment=assessment,
        what=what,
        form=form,
        choices=dict(choices or {}),
        language=language,
        asked_at=now,
        asked_by=by,
        expires_at=now + LIFETIME,
    )
    after = {"what": what, "form": form, "assessment": str(assessment.pk) if assessment else None}
    Event.objects.create(organization=organization, at=now, by=by, what="export asked", after=after)
    return asked


@transaction.atomic(durable=True)
def begin_export(*, export_id: str, now: datetime) -> Export | None:
    """Take up an export that was asked for; None where it has ended, is gone, or is being made by somebody else."""
    exports = Export.unscoped.select_for_update(of=("self",)).defer("content")
    export: Export | None = exports.filter(pk=export_id, finished_at=None).first()
    if export is None or (export.seen_at and is_running(export, now)):
        return None
    export.total, export.done, export.seen_at = None, 0, now
    export.save(update_fields=["total", "done", "seen_at"])
    related = Export.unscoped.select_related("organization", "assessment__edition", "asked_by")
    found: Export = related.defer("content", "assessment__edition__document").get(pk=export.pk)
    return found


def note_progress(*, export: Export, done: int, total: int, now: datetime) -> None:
    """Say how far it is, and that it lives."""
    Export.unscoped.filter(pk=export.pk, finished_at=None).update(done=done, total=total, seen_at=now)


def finish_export(*, export: Export, name: str, content: bytes, now: datetime) -> None:
    """Keep the file; nothing where the export is gone or has ended by now."""
    mine = Export.unscoped.filter(pk=export.pk, finished_at=None)
    digest = hashlib.sha256(content).hexdigest()
    mine.update(name=name, content=content, size=len(content), checksum=digest, finished_at=now, seen_at=now)


def fail_export(*, export: Export, now: datetime, failure: str = BROKEN) -> None:
    """End it without a file; `failure` is an English template."""
    Export.unscoped.filter(pk=export.pk, finished_at=None).update(failure=failure, finished_at=now)


def remove_expired(now: datetime) -> int:
    """Delete the files whose day is over; how many it was."""
    gone, _by_kind = Export.unscoped.filter(expires_at__lte=now).delete()
    if gone:
        logger.info("expired files deleted", files=gone)
    return int(gone)

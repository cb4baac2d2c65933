# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Evidence: what backs the answer to a practice, by itself or saved together with the answer."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.text import clean_text
from assessments.models import Answer, Assessment, Change, Evidence
from assessments.models.answer import Kind
from assessments.queries.edition import edition_of
from assessments.queries.offered import is_asked
from assessments.services.answering import LONGEST_LINE, Entry, lock_as_read, lock_open, save_entries
from assessments.services.refusal import NotAccepted, Refused

LONGEST_LINK = 1000
LONGEST_OWNER = 120


@dataclass(frozen=True)
class Proof:
    """What is to back an answer: a link or a text, the day on which somebody last saw it, and who keeps it."""

    url: str
    text: str
    reviewed_on: date
    idempotency_key: uuid.UUID
    owner: str = ""

    def cleaned(self) -> "Proof":
        """The same with its texts past the gate."""
        url, text = clean_text(self.url, most=LONGEST_LINK), clean_text(self.text, most=LONGEST_LINE)
        return Proof(url, text, self.reviewed_on, self.idempotency_key, clean_text(self.owner, most=LONGEST_OWNER))


@transaction.atomic(durable=True)
def save_practice(
    *,
    assessment: Assessment,
    practice: str,
    entry: Entry | None,
    adds: Proof | None,
    removes: uuid.UUID | None,
    idempotency_key: uuid.UUID,
    by: User,
    now: datetime,
) -> Answer | None:
    """Save the answer to a practice (None: nothing was said) with what its evidence gains and loses, all or nothing.

    Raises AlreadySubmitted, NotAccepted or Conflict.
    """
    if adds:
        _check_evidence(assessment, practice, adds.cleaned(), now)
    rows = save_entries(assessment, [entry] if entry else [], idempotency_key, by, now)
    if adds:
        _add(assessment, practice, adds.cleaned(), by, now)
    if removes:
        _remove(assessment, Evidence.objects.of(assessment).filter(pk=removes, practice=practice).first(), by, now)
    return rows.get((Kind.PRACTICE, practice))


@transaction.atomic(durable=True)
def add_evidence(
    *,
    assessment: Assessment,
    practice: str,
    url: str,
    text: str,
    reviewed_on: date,
    idempotency_key: uuid.UUID,
    by: User,
    now: datetime,
    owner: str = "",
) -> Evidence | None:
    """Back the answer to a practice by a link or a text, last reviewed on a day; a repeated call adds nothing.

    None where what the first call added has been removed since. Raises AlreadySubmitted, or NotAccepted (neither link
    nor text, a link that isn't http or https, a day to come).
    """
    proof = Proof(url, text, reviewed_on, idempotency_key, owner).cleaned()
    _check_evidence(assessment, practice, proof, now)
    lock_as_read(assessment)
    return _add(assessment, practice, proof, by, now)


@transaction.atomic(durable=True)
def remove_evidence(*, assessment: Assessment, evidence: uuid.UUID, by: User, now: datetime) -> Evidence | None:
    """Take evidence away from an open assessment; None where it is gone already. Raises AlreadySubmitted."""
    lock_open(assessment)
    return _remove(assessment, Evidence.objects.of(assessment).filter(pk=evidence).first(), by, now)


def leads_somewhere(url: str) -> bool:
    """Whether a link is one that people can follow."""
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:  # brackets that hold no address
        return False


def _check_evidence(assessment: Assessment, practice: str, proof: Proof, now: datetime) -> None:
    if not is_asked(edition_of(assessment.edition), Kind.PRACTICE, practice):
        raise NotAccepted(Refused("practice", _("This assessment does not ask that.")))
    if not proof.url and not proof.text:
        raise NotAccepted(Refused("url", _("Enter a link, or say what somebody would see.")))
    if proof.url and not leads_somewhere(proof.url):
        raise NotAccepted(Refused("url", _("Enter a link that starts with https:// or http://.")))
    if proof.reviewed_on > now.astimezone(assessment.organization.zone).date():
        raise NotAccepted(Refused("reviewed_on", _("Enter the day of the last look, today at the latest.")))


def _add(assessment: Assessment, practice: str, proof: Proof, by: User, now: datetime) -> Evidence | None:
    """What was added once and then removed is not added by a repeated call either."""
    key = uuid.uuid5(proof.idempotency_key, f"evidence:{practice}")
    if Change.objects.of(assessment).filter(idempotency_key=key).exists():
        return Evidence.objects.of(assessment).filter(pk=key).first()
    said: dict[str, Any] = {"url": proof.url, "text": proof.text, "reviewed_on": proof.reviewed_on}
    said |= {"owner": proof.owner} if proof.owner else {}
    row = Evidence.objects.create(**assessment.whose, pk=key, practice=practice, **said, added_at=now, added_by=by)
    after = {**said, "reviewed_on": proof.reviewed_on.isoformat()}
    Change.objects.create(
        **assessment.whose, at=now, by=by, what="evidence", key=practice, after=after, idempotency_key=key
    )
    return row


def _remove(assessment: Assessment, row: Evidence | None, by: User, now: datetime) -> Evidence | None:
    if row is None:
        return None
    before = {"url": row.url, "text": row.text, "reviewed_on": row.reviewed_on.isoformat()}
    before |= {"owner": row.owner} if row.owner else {}
    Change.objects.create(
        **assessment.whose,
        at=now,
        by=by,
        what="evidence",
        key=row.practice,
        before=before,
        idempotency_key=uuid.uuid4(),
    )
    Evidence.objects.of(assessment).filter(pk=row.pk).delete()
    return row

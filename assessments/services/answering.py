# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Saving answers while an assessment is open.

A save names the revision of each answer that it saw: where the answer has moved on, nothing is written and the
caller gets both. A save that is repeated with its idempotency key has the effect of one.
"""

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.text import clean_text
from assessments.domain.edition import Edition
from assessments.models import Answer, Assessment, Change
from assessments.models.answer import NOT_APPLICABLE, Kind
from assessments.queries.edition import edition_of
from assessments.queries.offered import is_asked, values_offered
from assessments.services.refusal import AlreadySubmitted, Conflict, NotAccepted, Refused

LONGEST_TEXT = 5000
LONGEST_LINE = 500


@dataclass(frozen=True)
class Entry:
    """One answer to be saved: what is said, and the revision that the person saw (0 where nothing was answered).

    A target may be enough on purpose: for a reason, until a day on which that is looked at again.
    """

    kind: Kind
    key: str
    value: str
    base_revision: int
    reason: str = ""
    note: str = ""
    settled_because: str | None = (
        None  # None: from whoever doesn't see that views differ; it stands as long as the value
    )
    review_on: date | None = None

    @property
    def place(self) -> tuple[str, str]:
        return (self.kind, self.key)

    def cleaned(self) -> "Entry":
        """The entry with its texts past the gate; a reason stands only at a target, or at what is not applicable."""
        has_reason = self.value == NOT_APPLICABLE or self.kind == Kind.TARGET
        reason = clean_text(self.reason, most=LONGEST_TEXT, lines=True) if has_reason else ""
        note = clean_text(self.note, most=LONGEST_TEXT, lines=True)
        because = self.settled_because
        if because is not None:
            because = clean_text(because, most=LONGEST_TEXT, lines=True)
        return replace(self, reason=reason, note=note, settled_because=because)

    def because(self, row: Answer | None) -> str:
        """Why it is settled so, once this entry is saved over the row."""
        if self.settled_because is not None:
            return self.settled_because
        return row.settled_because if row and row.value == self.value else ""


@transaction.atomic(durable=True)
def save_answers(
    *, assessment: Assessment, entries: list[Entry], idempotency_key: uuid.UUID, by: User, now: datetime
) -> dict[tuple[str, str], Answer]:
    """Save some answers of an open assessment, all or none; the rows come back by kind and key.

    Raises AlreadySubmitted, NotAccepted (a value that isn't offered, a missing reason), or Conflict.
    """
    return save_entries(assessment, entries, idempotency_key, by, now)


def save_entries(
    assessment: Assessment, entries: list[Entry], idempotency_key: uuid.UUID, by: User, now: datetime
) -> dict[tuple[str, str], Answer]:
    """What `save_answers` does, in the caller's transaction."""
    edition = edition_of(assessment.edition)
    entries = [entry.cleaned() for entry in entries]
    faults = [fault for entry in entries for fault in _faults(edition, entry)]
    if faults:
        raise NotAccepted(*faults)
    lock_as_read(assessment)
    rows = _rows_with_repeats(assessment, entries, idempotency_key)
    moved_on = [rows[entry.place] for entry in entries if _has_moved_on(entry, rows.get(entry.place))]
    if moved_on:
        raise Conflict(moved_on)
    history = []
    for entry in entries:
        row = rows.get(entry.place)
        if row is None or _differs(entry, row):
            rows[entry.place], change = _write(assessment, entry, row, by, now)
            change.idempotency_key = key_of(idempotency_key, entry)
            history.append(change)
    Change.objects.bulk_create(history)
    return rows


def lock_open(assessment: Assessment) -> Assessment:
    """Lock the assessment's row, so that a save and a submission never overlap; raises AlreadySubmitted."""
    row = Assessment.objects.select_for_update(of=("self",)).get(pk=assessment.pk)
    if not row.is_open:
        raise AlreadySubmitted
    return row


def lock_as_read(assessment: Assessment) -> None:
    """The same for what was checked against the assessment's edition: raises NotAccepted where that is another by now.

    The next request finds the questions under their new keys.
    """
    if lock_open(assessment).edition_id != assessment.edition_id:
        raise NotAccepted(Refused("", _("The questions have just changed. Load the page again, then save once more.")))


def key_of(idempotency_key: uuid.UUID, entry: Entry) -> uuid.UUID:
    """The key of one entry of a save: the same again when the save is repeated."""
    return uuid.uuid5(idempotency_key, f"{entry.kind}:{entry.key}")


def _rows_with_repeats(
    assessment: Assessment, entries: list[Entry], idempotency_key: uuid.UUID
) -> dict[tuple[str, str], Answer]:
    wanted = Q(pk__in=[])
    for entry in entries:
        wanted |= Q(kind=entry.kind, key=entry.key)
    keys = [key_of(idempotency_key, entry) for entry in entries]
    saved = Change.objects.of(assessment).filter(key=OuterRef("key"), what=OuterRef("kind"), idempotency_key__in=keys)
    rows = Answer.objects.of(assessment).filter(wanted).annotate(is_repeated=Exists(saved))
    return {(row.kind, row.key): row for row in rows.select_related("answered_by")}


def _differs(entry: Entry, row: Any) -> bool:
    """Whether there is anything to write; an answer that was carried over is confirmed by saying it again."""
    if row.is_repeated:
        return False
    said = (entry.value, entry.reason, entry.note, entry.because(row), entry.review_on)
    stands = (row.value, row.reason, row.note, row.settled_because, row.review_on)
    return said != stands or not row.is_confirmed


def _has_moved_on(entry: Entry, row: Any) -> bool:
    return row is not None and row.revision != entry.base_revision and _differs(entry, row)


def _write(assessment: Assessment, entry: Entry, row: Answer | None, by: User, now: datetime) -> tuple[Answer, Change]:
    because = entry.because(row)
    before = _in_history(row, row.settled_because) if row else None
    after = _in_history(entry, because)
    said: dict[str, Any] = {"value": entry.value, "reason": entry.reason, "note": entry.note}
    said |= {"settled_because": because, "review_on": entry.review_on}
    said |= {"revision": (row.revision if row else 0) + 1, "is_confirmed": True}
    said |= {"answered_at": now, "answered_by": by}
    if row:
        Answer.objects.of(assessment).filter(pk=row.pk).update(**said)
        for name, value in said.items():
            setattr(row, name, value)
    else:
        row = Answer.objects.create(**assessment.whose, kind=entry.kind, key=entry.key, **said)
    change = Change(
        **assessment.whose,
        at=now,
        by=by,
        what=entry.kind,
        key=entry.key,
        before=before,
        after=after,
        revision=row.revision,
    )
    return row, change


def _in_history(said: Entry | Answer, because: str) -> dict[str, str]:
    """What a line of history holds of an answer; why it is settled so, and a review day, only where there is one."""
    words = {"value": said.value, "reason": said.reason, "note": said.note}
    words |= {"settled_because": because} if because else {}
    return words | ({"review_on": said.review_on.isoformat()} if said.review_on else {})


def _faults(edition: Edition, entry: Entry) -> list[Refused]:
    """What the edition does not accept of an entry."""
    if not is_asked(edition, entry.kind, entry.key):
        return [Refused(entry.key, _("This assessment does not ask that."))]
    if entry.value not in values_offered(edition, entry.kind, entry.key):
        return [Refused(entry.key, _("Choose one of the answers offered."))]
    if entry.value == NOT_APPLICABLE and not entry.reason:
        return [Refused("reason", _("Say in a sentence why it doesn’t apply to you."))]
    if (entry.review_on is not None) != (entry.kind == Kind.TARGET and entry.reason != ""):
        return [Refused(entry.key, _("“Enough on purpose” needs both: why, and when you look at it again."))]
    return []

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Notes on the timeline of an organization's progress: what happened in a quarter, in its own words.

A change names the revision that it saw: where the note has moved on, nothing is written. Each write leaves a line in
the organization's audit trail.
"""

import uuid
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Event, Organization, User
from accounts.text import TextRefused, clean_text
from assessments.domain.edition import Edition
from assessments.domain.period import is_period
from assessments.models import Annotation
from assessments.services.refusal import NotAccepted, Refused

LONGEST_NOTE, MOST_NOTES = 300, 200


@dataclass(frozen=True)
class Happening:
    """What happened, when, and at which level; "" for all of them."""

    period: str
    level: str
    text: str


class AnnotationMovedOn(Exception):
    """Somebody else changed the note since the page was read; `annotation` is how it stands now."""

    def __init__(self, annotation: Annotation) -> None:
        super().__init__(annotation.pk)
        self.annotation = annotation


@transaction.atomic(durable=True)
def add_annotation(
    *,
    organization: Organization,
    edition: Edition,
    happening: Happening,
    idempotency_key: uuid.UUID,
    by: User,
    now: datetime,
) -> Annotation:
    """Put a note on the timeline; a repeated call adds nothing. Raises NotAccepted."""
    said = _accepted(happening, edition)
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    pk = uuid.uuid5(organization.pk, str(idempotency_key))
    there: Annotation | None = Annotation.objects.within(organization).filter(pk=pk).first()
    if there:
        return there
    if Annotation.objects.within(organization).count() >= MOST_NOTES:
        raise NotAccepted(Refused("", _("There are so many notes already that no more can be read. Delete one first.")))
    made: Annotation = Annotation.objects.create(
        id=pk, organization=organization, made_at=now, made_by=by, **asdict(said)
    )
    _note(organization, "timeline note added", by, now, None, said)
    return made


@transaction.atomic(durable=True)
def change_annotation(
    *, annotation: Annotation, edition: Edition, seen: int, happening: Happening, by: User, now: datetime
) -> Annotation:
    """Say otherwise what happened; what is the same leaves no line.

    Raises NotAccepted, AnnotationMovedOn, and Annotation.DoesNotExist.
    """
    said = _accepted(happening, edition)
    row = _locked(annotation)
    before = _said(row)
    if before == said:
        return row
    if row.revision != seen:
        raise AnnotationMovedOn(row)
    row.period, row.level, row.text = said.period, said.level, said.text
    row.revision, row.made_at, row.made_by = row.revision + 1, now, by
    row.save()
    _note(row.organization, "timeline note changed", by, now, before, said)
    return row


@transaction.atomic(durable=True)
def delete_annotation(*, annotation: Annotation, seen: int, by: User, now: datetime) -> None:
    """Take a note off the timeline; its words stay in the audit trail.

    Raises AnnotationMovedOn, and Annotation.DoesNotExist where it is gone already.
    """
    row = _locked(annotation)
    if row.revision != seen:
        raise AnnotationMovedOn(row)
    _note(row.organization, "timeline note deleted", by, now, _said(row), None)
    row.delete()


def _locked(annotation: Annotation) -> Annotation:
    rows = Annotation.objects.within(annotation.organization).select_for_update(of=("self",))
    row: Annotation = rows.select_related("organization").get(pk=annotation.pk)
    return row


def _accepted(happening: Happening, edition: Edition) -> Happening:
    """What is written, its text past the gate; raises NotAccepted with every fault and its field."""
    faults, text = [], ""
    try:
        text = clean_text(happening.text, most=LONGEST_NOTE)
    except TextRefused as refusal:
        words = _("This is %(length)s characters long; shorten it to %(most)s.")
        faults.append(Refused("text", words % {"length": refusal.length, "most": refusal.most}))
    else:
        if not text:
            faults.append(Refused("text", _("Say what happened.")))
    if not is_period(happening.period):
        faults.append(Refused("period", _("Choose one of the quarters offered.")))
    if happening.level and happening.level not in {level.key for level in edition.levels}:
        faults.append(Refused("level", _("There is no such level.")))
    if faults:
        raise NotAccepted(*faults)
    return Happening(happening.period, happening.level, text)


def _said(row: Annotation) -> Happening:
    return Happening(row.period, row.level, row.text)


def _note(
    organization: Organization, what: str, by: User, now: datetime, before: Happening | None, after: Happening | None
) -> None:
    Event.objects.create(
        organization=organization,
        at=now,
        by=by,
        what=what,
        before=asdict(before) if before else None,
        after=asdict(after) if after else None,
    )

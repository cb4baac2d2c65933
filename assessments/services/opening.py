# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Opening, amending and deleting assessments. The next one starts from the last: what was said is carried over,
and counts as known, but nobody has confirmed it yet."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Event, Organization, User
from assessments.domain.edition import Edition
from assessments.domain.period import last_day_of, period_of
from assessments.models import Answer, Assessment, Assignment, Evidence, OrganizationProfile
from assessments.models import Edition as EditionRow
from assessments.models.answer import UNANSWERED, Kind
from assessments.queries.edition import edition_of
from assessments.queries.offered import give_new_keys, is_asked, new_keys, profile_in, renamed, values_offered
from assessments.services.answering import lock_open
from assessments.services.enough import enough_of
from assessments.services.history import add_line
from assessments.services.refusal import NotAccepted, Refused

CARRIED = (Kind.PRACTICE, Kind.SIGNAL, Kind.STANCE, Kind.ROUTINE)


@transaction.atomic(durable=True)
def open_assessment(
    *, organization: Organization, pack: str, by: User, now: datetime, period: str = "", due_date: date | None = None
) -> Assessment:
    """Open the assessment of a quarter with the pack's newest edition, carrying over the last submitted one.

    `period` "" is the current quarter in the organization's time zone, `due_date` None the last day of the quarter.
    Raises NotAccepted where one is open already, or the quarter's has been submitted (amend that one instead).
    """
    _lock(organization)
    period = period or period_of(now.astimezone(organization.zone).date())
    earlier = Assessment.objects.for_organization(organization).filter(pack=pack)
    if earlier.open().exists():
        raise NotAccepted(Refused("period", _("An assessment is open already. Submit or delete it first.")))
    if earlier.submitted().filter(period=period).exists():
        raise NotAccepted(Refused("period", _("This quarter’s assessment has been submitted. You can amend it.")))
    previous = earlier.submitted().order_by("-submitted_at", "-opened_at").first()
    return _open(organization, pack, period, previous, None, by, now, due_date)


@transaction.atomic(durable=True)
def amend_assessment(*, assessment: Assessment, by: User, now: datetime) -> Assessment:
    """Open a new assessment for the same period, which supersedes this submitted one when it is submitted itself.

    Raises NotAccepted where this one does not stand any more, or another is open.
    """
    _lock(assessment.organization)
    earlier = Assessment.objects.for_organization(assessment.organization).filter(pack=assessment.pack)
    if not earlier.submitted().filter(pk=assessment.pk).exists() or earlier.open().exists():
        raise NotAccepted(Refused("period", _("An assessment is open already. Submit or delete it first.")))
    amended = _open(assessment.organization, assessment.pack, assessment.period, assessment, assessment, by, now)
    Assignment.objects.bulk_create(
        Assignment(**amended.whose, section=row.section, user_id=row.user_id)
        for row in Assignment.objects.of(assessment)
    )
    return amended


def _lock(organization: Organization) -> None:
    """One opens at a time: what is looked at before opening still holds when it is done."""
    Organization.objects.select_for_update().get(pk=organization.pk)


def _open(
    organization: Organization,
    pack: str,
    period: str,
    previous: Assessment | None,
    supersedes: Assessment | None,
    by: User,
    now: datetime,
    due_date: date | None = None,
) -> Assessment:
    edition = EditionRow.objects.newest_of(pack)
    if edition is None:
        raise NotAccepted(Refused("edition", _("No edition of this pack is published.")))
    document = edition_of(edition)
    said = OrganizationProfile.objects.within(organization).filter(pack=pack).first()
    assessment = Assessment.objects.create(
        organization=organization,
        edition=edition,
        pack=pack,
        period=period,
        due_date=due_date or last_day_of(period),
        profile=profile_in(document, said.profile) if said else "",
        previous=previous,
        supersedes=supersedes,
        opened_at=now,
        opened_by=by,
    )
    rows = [*_said_of_itself(assessment, document, said), *_carried_over(assessment, document)]
    Answer.objects.bulk_create(rows)
    Evidence.objects.bulk_create(_carried_evidence(assessment, document))
    add_line(assessment, "opened", by=by, now=now, after={"period": period})
    return assessment


def _said_of_itself(assessment: Assessment, edition: Edition, said: OrganizationProfile | None) -> Iterator[Answer]:
    """The organization's facts and targets, as far as this edition knows them."""
    if said is None:
        return
    targets = {key: str(value) for key, value in said.targets.items()}
    facts = [(Kind.FACT, key, "yes" if value else "no") for key, value in said.facts.items()]
    values = facts + [(Kind.TARGET, key, targets.get(key, UNANSWERED)) for key in targets | said.enough]
    keys = new_keys(edition, [(kind, key) for kind, key, _value in values])
    for (kind, old, value), key in zip(values, keys, strict=True):
        if is_asked(edition, kind, key):
            yield Answer(
                **assessment.whose,
                kind=kind,
                key=key,
                value=value,
                **(enough_of(said, old) if kind == Kind.TARGET else {}),
                revision=0,
                answered_at=assessment.opened_at,
                answered_by=assessment.opened_by,
            )


def _carried_over(assessment: Assessment, edition: Edition) -> Iterator[Answer]:
    """What the last assessment said to what this edition still asks, not confirmed by anybody."""
    if assessment.previous is None:
        return
    rows = list(Answer.objects.of(assessment.previous).filter(kind__in=CARRIED).exclude(value=UNANSWERED))
    give_new_keys(edition, rows)
    for row in rows:
        if row.value in values_offered(edition, Kind(row.kind), row.key):
            yield Answer(
                **assessment.whose,
                kind=row.kind,
                key=row.key,
                value=row.value,
                reason=row.reason,
                note=row.note,
                revision=0,
                is_confirmed=False,
                answered_at=row.answered_at,
                answered_by_id=row.answered_by_id,
            )


def _carried_evidence(assessment: Assessment, edition: Edition) -> list[Evidence]:
    if assessment.previous is None:
        return []
    rows = []
    for row in Evidence.objects.of(assessment.previous):
        key = renamed(edition, Kind.PRACTICE, row.practice)
        if is_asked(edition, Kind.PRACTICE, key):
            row.pk, row.practice, row.assessment = uuid.uuid4(), key, assessment
            row._state.adding = True
            rows.append(row)
    return rows


@transaction.atomic(durable=True)
def delete_assessment(*, assessment: Assessment, by: User, now: datetime) -> None:
    """Delete an open assessment with all that was said in it; raises AlreadySubmitted for a submitted one."""
    lock_open(assessment)
    Event.objects.create(
        organization=assessment.organization,
        at=now,
        by=by,
        what="assessment deleted",
        before={"pack": assessment.pack, "period": assessment.period},
    )
    assessment.delete()

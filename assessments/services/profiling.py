# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What an organization says of itself: its name and ways at first, then profile, facts and targets."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organization, User
from accounts.services import create_organization
from assessments.domain.edition import Edition
from assessments.models import Assessment, Change, OrganizationProfile
from assessments.models import Edition as EditionRow
from assessments.models.answer import Kind
from assessments.queries.answer import FACTS
from assessments.queries.edition import edition_of
from assessments.services.answering import Entry, keys_of, save_entries
from assessments.services.refusal import NotAccepted, Refused


@transaction.atomic(durable=True)
def start_organization(
    *,
    name: str,
    kind: str,
    time_zone: str,
    language: str,
    edition: EditionRow,
    profile: str,
    facts: Mapping[str, bool],
    by: User,
    now: datetime,
    above: Organization | None = None,
) -> Organization:
    """Create an organization with `by` as its owner (or a unit of `above`) and what it says of itself.

    Raises NotAccepted for a profile or a fact that the edition lacks.
    """
    _check(edition_of(edition), profile, facts)
    organization = create_organization(
        name=name, kind=kind, time_zone=time_zone, language=language, by=by, now=now, above=above
    )
    OrganizationProfile.objects.create(organization=organization, pack=edition.pack, profile=profile, facts=dict(facts))
    return organization


@transaction.atomic(durable=True)
def save_profile(
    *,
    assessment: Assessment,
    profile: str,
    entries: list[Entry],
    idempotency_key: uuid.UUID,
    by: User,
    now: datetime,
) -> None:
    """Set the profile, facts and targets of an open assessment, and of those that follow it.

    A target of "" is the profile's own. Raises AlreadySubmitted, NotAccepted or Conflict.
    """
    edition = edition_of(assessment.edition)
    _check(edition, profile, {})
    rows = save_entries(assessment, entries, idempotency_key, by, now)
    before = Assessment.objects.get(pk=assessment.pk).profile
    if before != profile:
        Assessment.objects.filter(pk=assessment.pk).update(profile=profile)
        Change.objects.create(
            assessment=assessment,
            organization_id=assessment.organization_id,
            at=now,
            by=by,
            what="profile",
            before={"profile": before},
            after={"profile": profile},
            idempotency_key=uuid.uuid5(idempotency_key, "profile"),
        )
    facts = {key: FACTS[row.value] for (kind, key), row in rows.items() if kind == Kind.FACT and row.value in FACTS}
    targets = {key: int(row.value) for (kind, key), row in rows.items() if kind == Kind.TARGET and row.value}
    said = {"profile": profile, "facts": facts, "targets": targets}
    held = OrganizationProfile.objects.within(assessment.organization).filter(pack=assessment.pack)
    if not held.update(**said):
        OrganizationProfile.objects.create(organization=assessment.organization, pack=assessment.pack, **said)


def _check(edition: Edition, profile: str, facts: Mapping[str, bool]) -> None:
    if profile and profile not in {one.key for one in edition.profiles}:
        raise NotAccepted(Refused("profile", _("Choose one of the profiles offered.")))
    if not set(facts) <= keys_of(edition, Kind.FACT):
        raise NotAccepted(Refused("facts", _("This assessment does not ask that.")))

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What an organization says of itself: its name and ways at first, then profile, facts and targets."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Membership, Organization, User
from accounts.services import create_organization, lock_founding
from assessments.domain.edition import Edition
from assessments.models import Answer, Assessment, Change, OrganizationProfile
from assessments.models import Edition as EditionRow
from assessments.models.answer import Kind
from assessments.queries.answer import FACTS
from assessments.queries.edition import edition_of
from assessments.queries.offered import keys_of, profile_in
from assessments.services.answering import Entry, save_entries
from assessments.services.enough import check_enough, enough_to_keep
from assessments.services.refusal import FoundedBefore, NotAccepted, ProfileMovedOn, Refused

PROFILE = "profile"


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
    targets: Mapping[str, int] | None = None,
    is_first: bool = False,
) -> Organization:
    """Create an organization with `by` as its owner (or a unit of `above`) and what it says of itself.

    Raises NotAccepted for a profile or a fact that the edition lacks, and FoundedBefore where it was to be the first
    one of `by`, who has one by now.
    """
    _check(edition_of(edition), profile, facts)
    if is_first:
        lock_founding()
        if Membership.objects.filter(user=by).exists():
            raise FoundedBefore
    organization = create_organization(
        name=name, kind=kind, time_zone=time_zone, language=language, by=by, now=now, above=above
    )
    said = {"profile": profile, "facts": dict(facts), "targets": dict(targets or {})}
    OrganizationProfile.objects.create(organization=organization, pack=edition.pack, **said)
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
    seen_profile: str | None = None,
) -> None:
    """Set the profile, facts and targets of an open assessment, and of those that follow it.

    A target of "" is the profile's own. `seen_profile` is the one that the person saw (None: whichever it was). Raises
    AlreadySubmitted, NotAccepted, Conflict or ProfileMovedOn.
    """
    _check(edition_of(assessment.edition), profile, {})
    save_entries(assessment, entries, idempotency_key, by, now)
    _set_profile(assessment, profile, seen_profile, uuid.uuid5(idempotency_key, PROFILE), by, now)
    row = Assessment.objects.with_edition().get(pk=assessment.pk)
    check_enough(row, entries, now)
    answers = list(Answer.objects.of(assessment).filter(kind__in=[Kind.FACT, Kind.TARGET]))
    said = {
        "profile": row.profile,
        "facts": {one.key: FACTS[one.value] for one in answers if one.kind == Kind.FACT and one.value in FACTS},
        "targets": {one.key: int(one.value) for one in answers if one.kind == Kind.TARGET and one.value},
        "enough": {one.key: enough_to_keep(one) for one in answers if one.review_on},
    }
    held = OrganizationProfile.objects.within(assessment.organization).filter(pack=assessment.pack)
    if not held.update(**said):
        OrganizationProfile.objects.create(organization=assessment.organization, pack=assessment.pack, **said)


def _set_profile(
    assessment: Assessment, profile: str, seen: str | None, key: uuid.UUID, by: User, now: datetime
) -> None:
    """Under the lock that saving the entries took. A repeated call leaves what others have chosen since."""
    changes = Change.objects.of(assessment).filter(what=PROFILE)
    held = Assessment.objects.values_list("profile", flat=True).get(pk=assessment.pk)
    before = profile_in(edition_of(assessment.edition), held)
    if before == profile or changes.filter(idempotency_key=key).exists():
        return
    last = changes.select_related("by").order_by("-pk").first()
    if last and seen not in (None, before):
        raise ProfileMovedOn(last)
    Assessment.objects.filter(pk=assessment.pk).update(profile=profile)
    Change.objects.create(
        assessment=assessment,
        organization_id=assessment.organization_id,
        at=now,
        by=by,
        what=PROFILE,
        before={"profile": before},
        after={"profile": profile},
        idempotency_key=key,
    )


def _check(edition: Edition, profile: str, facts: Mapping[str, bool]) -> None:
    if profile and profile not in {one.key for one in edition.profiles}:
        raise NotAccepted(Refused("profile", _("Choose one of the profiles offered.")))
    if not set(facts) <= keys_of(edition, Kind.FACT):
        raise NotAccepted(Refused("facts", _("This assessment does not ask that.")))

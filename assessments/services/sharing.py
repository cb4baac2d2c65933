# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Links that show one thing of an organization, read only: made, withdrawn, counted when they are opened."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import Event, Organization, User
from accounts.tokens import digest_of, new_token
from assessments.models import Assessment, ShareLink
from assessments.models.sharing import LONGEST_SHARING
from assessments.services.refusal import NotAccepted, Refused

# More would be more than anybody looks after.
MOST_ACTIVE = 50


@dataclass(frozen=True)
class Shared:
    """What a link shows: a result; or a story, a quarterly report or a dashboard of a period, in a language.

    `since` is the period that a story compares with.
    """

    what: str
    pack: str
    period: str = ""
    since: str = ""
    language: str = ""
    assessment: Assessment | None = None


@transaction.atomic(durable=True)
def share(*, organization: Organization, shared: Shared, days: int, by: User, now: datetime) -> tuple[ShareLink, str]:
    """Make a link that opens one thing for so many days, 90 at most; with its token, which is kept as a digest alone.

    Raises NotAccepted for another number of days, and where 50 links are active already.
    """
    if not 1 <= days <= LONGEST_SHARING.days:
        raise NotAccepted(Refused("days", _("Choose from 1 to 90 days.")))
    Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
    active = ShareLink.objects.within(organization).filter(revoked_at=None, expires_at__gt=now)
    if active.count() >= MOST_ACTIVE:
        raise NotAccepted(Refused("", _("Fifty links are open already. Turn one off first.")))
    token = new_token()
    link: ShareLink = ShareLink.objects.create(
        organization=organization,
        what=shared.what,
        pack=shared.pack,
        period=shared.period,
        since=shared.since,
        language=shared.language,
        assessment=shared.assessment,
        token_digest=digest_of(token),
        made_at=now,
        made_by=by,
        expires_at=now + timedelta(days=days),
    )
    _note(link, "share link made", by, now)
    return link, token


@transaction.atomic(durable=True)
def revoke_link(*, link: ShareLink, by: User, now: datetime) -> None:
    """Withdraw a link: from now on it opens nothing. One that is withdrawn already stays as it is."""
    if (
        ShareLink.objects.within(link.organization)
        .filter(pk=link.pk, revoked_at=None)
        .update(revoked_at=now, revoked_by=by)
    ):
        _note(link, "share link revoked", by, now)


def count_opening(*, link: ShareLink, now: datetime) -> None:
    """One more time that the link was opened; who it was is not asked."""
    ShareLink.objects.within(link.organization).filter(pk=link.pk).update(opened=F("opened") + 1, opened_at=now)


def _note(link: ShareLink, what: str, by: User, now: datetime) -> None:
    said = {"link": str(link.pk), "what": link.what, "period": link.period, "expires_at": link.expires_at.isoformat()}
    Event.objects.create(organization_id=link.organization_id, at=now, by=by, what=what, after=said)

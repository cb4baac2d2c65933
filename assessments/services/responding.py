# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What people without an account do by a link: begin, and answer a question at a time until they have finished.

Each looks at the link under the lock that submitting and withdrawing take, so that a closed link takes nothing.
"""

import uuid
from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.models import Assessment, Invitation, OpenLink, Respondent, Response
from assessments.models.answer import Kind
from assessments.queries.offered import asked_by
from assessments.services.answering import lock_as_read, lock_open
from assessments.services.asking import write_responses
from assessments.services.links import LinkClosed, moment_kept
from assessments.services.refusal import AlreadySubmitted, NotAccepted, Refused


@transaction.atomic(durable=True)
def begin(*, link: Invitation | OpenLink, browser: uuid.UUID, now: datetime) -> Respondent:
    """Begin to answer in this browser; beginning there again changes nothing.

    A personal link is redeemed by the first browser that comes, and by no other. Raises LinkClosed.
    """
    assessment = _lock(link)
    if isinstance(link, OpenLink):
        return _begin_unknown(assessment, link, browser, now)
    return _begin_invited(assessment, link, browser, now)


@transaction.atomic(durable=True)
def answer(
    *,
    link: Invitation | OpenLink,
    respondent: Respondent,
    browser: uuid.UUID,
    values: dict[tuple[Kind, str], str],
    now: datetime,
    finishes: bool = False,
) -> list[Response]:
    """Keep what a respondent says to some of the questions of their link, and note that these were the last ones.

    Raises LinkClosed, or NotAccepted for what the link doesn't ask or the edition doesn't offer.
    """
    assessment = _lock(link, lock_as_read)
    _check_standing(link, browser, now)
    if any(not _asks(link, kind, key) for kind, key in values):
        raise NotAccepted(Refused("", _("This assessment does not ask that.")))
    moment = moment_kept(assessment, link.perspective, now)
    rows = write_responses(
        assessment=assessment,
        perspective=respondent.perspective,
        respondent=respondent.pk,
        values=values,
        now=moment,
    )
    if finishes:
        _finish(assessment, link, respondent, moment)
    return rows


def why_closed(link: Invitation | OpenLink, browser: uuid.UUID | None, now: datetime) -> str:
    """Why a link takes no answers of this browser; "" where it does."""
    if not link.assessment.is_open:
        return "submitted"
    if link.revoked_at:
        return "revoked"
    if link.expires_at <= now:
        return "expired"
    if not any(asked_by(link)):
        return "unasked"
    is_elsewhere = isinstance(link, Invitation) and link.browser not in (None, browser)
    return "elsewhere" if is_elsewhere else ""


def _lock(link: Invitation | OpenLink, lock: Callable[[Assessment], object] = lock_open) -> Assessment:
    """Lock the assessment, which keeps what has been read of organization and edition."""
    try:
        lock(link.assessment)
    except AlreadySubmitted as error:
        raise LinkClosed("submitted") from error
    return link.assessment


def _check_standing(link: Invitation | OpenLink, browser: uuid.UUID, now: datetime) -> None:
    """Look at the link as it is under the lock; one that was sent again since is closed to whoever has the old one."""
    held = type(link).objects.of(link.assessment).filter(pk=link.pk, token_digest=link.token_digest).first()
    if held is None:
        raise LinkClosed("revoked")
    held.assessment = link.assessment
    why = why_closed(held, browser, now)
    if why:
        raise LinkClosed(why)
    if isinstance(held, Invitation) and held.browser != browser:
        raise LinkClosed("elsewhere")


def _begin_invited(assessment: Assessment, link: Invitation, browser: uuid.UUID, now: datetime) -> Respondent:
    standing = Invitation.objects.of(assessment).filter(
        pk=link.pk, token_digest=link.token_digest, browser=None, revoked_at=None, expires_at__gt=now
    )
    moment, respondent_id = moment_kept(assessment, link.perspective, now), link.respondent or uuid.uuid4()
    opened = {"opened_at": link.opened_at or moment, "respondent": respondent_id}
    if not standing.update(browser=browser, **opened):
        _check_standing(link, browser, now)
    link.browser = browser
    begun = Respondent.objects.of(assessment).filter(invitation=link).first()
    if begun:
        return begun
    return Respondent.objects.create(
        id=respondent_id, **assessment.whose, perspective=link.perspective, invitation=link, begun_at=moment
    )


def _begin_unknown(assessment: Assessment, link: OpenLink, browser: uuid.UUID, now: datetime) -> Respondent:
    _check_standing(link, browser, now)
    begun = Respondent.objects.of(assessment).filter(pk=browser).first()
    if begun:
        return begun
    moment = moment_kept(assessment, link.perspective, now)
    return Respondent.objects.create(
        id=browser, **assessment.whose, perspective=link.perspective, open_link=link, begun_at=moment
    )


def _asks(link: Invitation | OpenLink, kind: Kind, key: str) -> bool:
    practices, situations = asked_by(link)
    if kind == Kind.SIGNAL:
        return key.partition("/")[0] in situations
    return kind == Kind.PRACTICE and key in practices


def _finish(assessment: Assessment, link: Invitation | OpenLink, respondent: Respondent, moment: datetime) -> None:
    # The organization may have moved to another time zone since, where that day has not begun.
    finished_at = max(moment, respondent.begun_at)
    Respondent.objects.of(assessment).filter(pk=respondent.pk, finished_at=None).update(finished_at=finished_at)
    if isinstance(link, Invitation):
        Invitation.objects.of(assessment).filter(pk=link.pk, answered_at=None).update(answered_at=moment)

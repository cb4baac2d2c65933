# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Asking people without an account by e-mail: each gets a link of their own, which can be sent again or withdrawn.

Only a link's digest is kept, so whatever sends a mail makes a new link, and the one before it dies.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.mail import MOST_ADDRESS
from accounts.models import Mail, User, below_path
from accounts.tokens import digest_of, new_token
from assessments.models import Assessment, Invitation
from assessments.models.invitation import EMPLOYEE
from assessments.queries.above import asked_above
from assessments.queries.edition import edition_of
from assessments.services.answering import lock_as_read, lock_open
from assessments.services.history import add_line
from assessments.services.invitation_mail import INVITATION, send_invitation
from assessments.services.links import ChosenQuestions, chosen_questions, ends_at
from assessments.services.refusal import NotAccepted, Refused

MOST_AN_HOUR = 50
MOST_TOGETHER = 250
HOUR = timedelta(hours=1)
CLOSING = timedelta(days=3)
UrlOf = Callable[[str], str]


@transaction.atomic(durable=True)
def invite(
    *,
    assessment: Assessment,
    emails: Sequence[str],
    perspective: str,
    practices: Sequence[str] | None,
    situations: Sequence[str],
    language: str,
    url_of: UrlOf,
    by: User,
    now: datetime,
) -> list[Invitation]:
    """Ask several people from one perspective: all of them or, where something is refused, nobody.

    `practices` None are those that fit; `url_of` makes a link of a token. Raises AlreadySubmitted and NotAccepted.
    """
    edition = edition_of(assessment.edition)
    elsewhere = asked_above(assessment, edition)
    asked = chosen_questions(edition, perspective, practices, situations, without=elsewhere)
    _check_addresses(emails)
    lock_as_read(assessment)
    _check_pace(assessment, len(emails), now)
    _check_once(assessment, perspective, emails)
    made = [_invited(assessment, asked, email, language, url_of, by, now) for email in emails]
    _note(assessment, "invited", made, by, now)
    return made


@transaction.atomic(durable=True)
def resend(*, invitation: Invitation, url_of: UrlOf, by: User, now: datetime) -> None:
    """Send a new link to the same person; the old one dies, and what they have answered is kept.

    Raises AlreadySubmitted, or NotAccepted for an invitation that was withdrawn, and above the limit an hour.
    """
    assessment = invitation.assessment
    lock_open(assessment)
    held = Invitation.objects.of(assessment).get(pk=invitation.pk)
    if held.revoked_at:
        raise NotAccepted(Refused("", _("This invitation was withdrawn. Ask the person anew.")))
    _check_pace(assessment, 1, now)
    _send_anew(assessment, held, url_of, by, now)
    _note(assessment, "invited again", [held], by, now)


@transaction.atomic(durable=True)
def remind(*, assessment: Assessment, url_of: UrlOf, by: User, now: datetime) -> int:
    """Send a new link to all who have not answered, and were neither asked nor reminded in the last 24 hours.

    Their links stay open as long as before. Returns how many people they are; employees who have answered get no mail
    and count too, today and tomorrow, so that no count tells who has. Raises AlreadySubmitted.
    """
    lock_open(assessment)
    asked = Invitation.objects.of(assessment).order_by("sent_at", "email")
    to_remind = [invitation for invitation in asked if invitation.may_be_reminded(now)]
    for invitation in to_remind:
        if invitation.answered_at is None:
            _send_anew(assessment, invitation, url_of, by, now, reminds=True)
    if to_remind:
        asked.filter(pk__in=[invitation.pk for invitation in to_remind]).update(reminded_at=now)
        _note(assessment, "reminded", to_remind, by, now)
    return len(to_remind)


@transaction.atomic(durable=True)
def remind_closing(*, assessment: Assessment, url_of: UrlOf, now: datetime) -> int:
    """What `remind` does, without anybody's asking: for those whose link closes within three days, once each.

    The mail speaks for whoever asked, and the history says that nobody reminded by hand. Raises AlreadySubmitted.
    """
    lock_open(assessment)
    asked = Invitation.objects.of(assessment).filter(closing(now)).select_related("invited_by").order_by("pk")
    to_remind = list(asked)
    for invitation in to_remind:
        if invitation.answered_at is None:
            _send_anew(assessment, invitation, url_of, invitation.invited_by, now, reminds=True)
    if to_remind:
        keys = [invitation.pk for invitation in to_remind]
        Invitation.objects.of(assessment).filter(pk__in=keys).update(reminded_at=now)
        _note(assessment, "reminded", to_remind, None, now)
    return len(to_remind)


def closing(now: datetime) -> Q:
    """Invitations whose link closes soon, to those who want reminders and had no mail within these days.

    So it is of employees who have answered, too, as in `remind`: they get no mail, and count.
    """
    silent = Q(answered_at=None) | Q(perspective=EMPLOYEE)
    lately = Q(sent_at__gt=now - CLOSING) | Q(reminded_at__gt=now - CLOSING)
    stands = Q(revoked_at=None, unwanted_at=None, expires_at__gt=now, expires_at__lte=now + CLOSING)
    return silent & stands & ~lately & Q(invited_by__is_active=True)


@transaction.atomic(durable=True)
def revoke(*, invitation: Invitation, by: User, now: datetime) -> None:
    """Withdraw an invitation: its link is closed at once; what was answered stays. Again changes nothing.

    Raises AlreadySubmitted.
    """
    assessment = invitation.assessment
    lock_open(assessment)
    if Invitation.objects.of(assessment).filter(pk=invitation.pk, revoked_at=None).update(revoked_at=now):
        _note(assessment, "uninvited", [invitation], by, now)


@transaction.atomic(durable=True)
def stop_reminding(*, invitation_id: str, now: datetime) -> None:
    """Send no more reminders of an invitation, as whoever was asked wishes; the link goes on working."""
    Invitation.unscoped.filter(pk=invitation_id, unwanted_at=None).update(unwanted_at=now)


def _invited(
    assessment: Assessment, asked: ChosenQuestions, email: str, language: str, url_of: UrlOf, by: User, now: datetime
) -> Invitation:
    token = new_token()
    invitation: Invitation = Invitation.objects.create(
        **assessment.whose,
        perspective=asked.perspective,
        practices=asked.practices,
        situations=asked.situations,
        email=email,
        language=language,
        token_digest=digest_of(token),
        sent_at=now,
        expires_at=ends_at(assessment, now),
        invited_by=by,
    )
    send_invitation(invitation, url_of(token), by=by, now=now)
    return invitation


def _send_anew(
    assessment: Assessment, invitation: Invitation, url_of: UrlOf, by: User, now: datetime, reminds: bool = False
) -> None:
    token = new_token()
    fields: dict[str, Any] = {"token_digest": digest_of(token), "browser": None}
    fields |= {"reminded_at": now} if reminds else {"sent_at": now, "expires_at": ends_at(assessment, now)}
    Invitation.objects.of(assessment).filter(pk=invitation.pk).update(**fields)
    for name, value in fields.items():
        setattr(invitation, name, value)
    invitation.assessment = assessment
    send_invitation(invitation, url_of(token), by=by, now=now, reminds=reminds)


def _check_addresses(emails: Sequence[str]) -> None:
    if not emails:
        raise NotAccepted(Refused("emails", _("Enter at least one e-mail address.")))
    for email in emails:
        try:
            validate_email(email)
            MaxLengthValidator(MOST_ADDRESS)(email)
        except ValidationError as error:
            words = _("%(address)s is no e-mail address. Write each on a line of its own.")
            raise NotAccepted(Refused("emails", words % {"address": email[:80]})) from error


def _check_pace(assessment: Assessment, count: int, now: datetime) -> None:
    """By organization, and together with all of its group: whoever owns one can add as many units as they like."""
    recent = Mail.objects.filter(purpose=INVITATION, created_at__gt=now - HOUR)
    sent = recent.filter(organization_id=assessment.organization_id).count()
    if sent + count > MOST_AN_HOUR:
        words = _(
            "An organization sends at most %(most)s invitations an hour; %(sent)s were sent. Send the others later."
        )
        raise NotAccepted(Refused("emails", words % {"most": MOST_AN_HOUR, "sent": sent}))
    together = recent.filter(below_path("organization__path", assessment.organization.lineage[0])).count()
    if together + count > MOST_TOGETHER:
        words = _("The organizations of a group send at most %(most)s invitations an hour. Send these later.")
        raise NotAccepted(Refused("emails", words % {"most": MOST_TOGETHER}))


def _check_once(assessment: Assessment, perspective: str, emails: Sequence[str]) -> None:
    standing = Invitation.objects.of(assessment).filter(perspective=perspective, revoked_at=None)
    asked = {email.casefold() for email in standing.values_list("email", flat=True)}
    twice = []
    for email in emails:
        if email.casefold() in asked:
            twice.append(email)
        asked.add(email.casefold())
    if twice:
        words = _("Asked for this view already: %(addresses)s. Leave them out, or send their link again in the list.")
        raise NotAccepted(Refused("emails", words % {"addresses": ", ".join(twice)}))


def _note(assessment: Assessment, what: str, invitations: Sequence[Invitation], by: User | None, now: datetime) -> None:
    """One line of history: whom it was about stands with the invitations."""
    after = {"invitations": [str(one.pk) for one in invitations]}
    add_line(assessment, what, by=by, now=now, after=after)

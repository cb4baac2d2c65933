# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Who was asked without an account, for managers: by name and state, but of employees never who answered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import cast
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.domain.asking import MOST_MINUTES, fitting, minutes_asked, practices_for, situations_for
from assessments.domain.document import Perspective, Text
from assessments.domain.edition import Edition
from assessments.domain.minutes import response_minutes, signs_minutes, whole_minutes
from assessments.models import Assessment, Invitation, OpenLink, Respondent, Response
from assessments.queries.above import asked_above
from assessments.queries.edition import edition_of
from assessments.queries.promise import last_day_of, minutes_of
from assessments.queries.wording import view_name

EMPLOYEE = Response.Perspective.EMPLOYEE
STATES = Invitation.State


@dataclass(frozen=True)
class AskedPerson:
    """Somebody who was asked, and how it stands with their link in `words`.

    Of an employee neither `state` nor `words` say whether they have begun or answered.
    """

    invitation: Invitation
    state: Invitation.State
    last_day: date
    words: str

    @property
    def label(self) -> str:
        return str(self.state.label)

    @property
    def is_standing(self) -> bool:
        """Whether the link can be sent again or withdrawn."""
        return self.state not in (STATES.ANSWERED, STATES.REVOKED)


@dataclass(frozen=True)
class Offer:
    """One thing that may be asked, and how many tenths of a minute it takes."""

    key: str
    name: Text
    minutes: Fraction

    @property
    def tenths(self) -> str:
        return f"{float(self.minutes):.1f}"


@dataclass(frozen=True)
class AskedView:
    """One view: who was asked, what can be asked, and what is asked unless somebody chooses otherwise.

    `least` is of how many at least one is told how many of them have answered.
    """

    perspective: str
    label: str
    people: list[AskedPerson]
    answered: int
    least: int
    practices: list[Offer]
    situations: list[Offer]
    chosen: list[str]
    minutes: int

    @property
    def is_employee(self) -> bool:
        return self.perspective == EMPLOYEE

    @property
    def asked(self) -> int:
        """How many were asked and not withdrawn; of employees all, as all of their answers count."""
        return sum(self.is_employee or person.state != STATES.REVOKED for person in self.people)

    @property
    def tells_answered(self) -> bool:
        """Whether it is told how many have answered: of few employees that would tell who."""
        return self.asked >= self.least


@dataclass(frozen=True)
class StandingLink:
    """The open link that stands."""

    link: OpenLink
    last_day: date
    is_over: bool
    minutes: int


@dataclass(frozen=True)
class AskedPage:
    """The page of an assessment; `replies` are finished questionnaires by any open link it has had."""

    assessment: Assessment
    views: list[AskedView]
    open_link: StandingLink | None
    replies: int
    remindable: int
    min_replies: int
    most_minutes: int = MOST_MINUTES

    @property
    def has_people(self) -> bool:
        """Whether anybody was asked by e-mail."""
        return any(view.people for view in self.views)

    @property
    def is_empty(self) -> bool:
        """Whether nobody has been asked in any way."""
        return not (self.has_people or self.open_link or self.replies)


def asked_page(assessment: Assessment, now: datetime) -> AskedPage:
    """The page, in three queries (more only where an organization above is asked some practices)."""
    edition = edition_of(assessment.edition)
    without = asked_above(assessment, edition)
    invitations = list(Invitation.objects.of(assessment).order_by("email", "sent_at"))
    standing = OpenLink.objects.of(assessment).filter(revoked_at=None).first()
    finished = Respondent.objects.of(assessment).filter(invitation=None, finished_at__isnull=False)
    by_view: Mapping[str, list[Invitation]] = {
        view: [one for one in invitations if one.perspective == view] for view in Response.Perspective.values
    }
    return AskedPage(
        assessment=assessment,
        views=[
            _view(assessment, edition, cast(Perspective, view), without, found, now) for view, found in by_view.items()
        ],
        open_link=_standing(assessment, standing, now) if standing else None,
        replies=finished.count(),
        remindable=sum(one.may_be_reminded(now) for one in invitations),
        min_replies=edition.settings.min_replies,
    )


def asked_person(assessment: Assessment, invitation: Invitation, now: datetime) -> AskedPerson:
    """One of those who were asked, as managers may see them."""
    state, last_day = invitation.state_told(now), last_day_of(assessment, invitation.expires_at)
    return AskedPerson(invitation, state, last_day, _words(invitation, state, last_day, assessment.organization.zone))


def _words(invitation: Invitation, state: Invitation.State, last_day: date, zone: ZoneInfo) -> str:
    if state == STATES.ANSWERED and invitation.answered_at:
        return _("Answered on %(day)s") % {"day": _day(invitation.answered_at, zone)}
    if state == STATES.REVOKED and invitation.revoked_at:
        return _("Withdrawn on %(day)s") % {"day": _day(invitation.revoked_at, zone)}
    if state == STATES.EXPIRED:
        return _("Was open until %(day)s") % {"day": date_format(last_day, _("j F"))}
    days = {"sent": _day(invitation.sent_at, zone), "day": date_format(last_day, _("j F"))}
    words = [_("Sent on %(sent)s, open until %(day)s") % days]
    if invitation.reminded_at and invitation.perspective != EMPLOYEE:
        words.append(_("reminded on %(day)s") % {"day": _day(invitation.reminded_at, zone)})
    return _(", ").join(words)


def _day(at: datetime, zone: ZoneInfo) -> str:
    return date_format(at.astimezone(zone), _("j F"))


def _view(
    assessment: Assessment,
    edition: Edition,
    perspective: Perspective,
    without: frozenset[str],
    found: list[Invitation],
    now: datetime,
) -> AskedView:
    chosen = fitting(edition, perspective, without)
    return AskedView(
        perspective=perspective,
        label=view_name(perspective),
        people=[asked_person(assessment, one, now) for one in found],
        answered=sum(one.answered_at is not None for one in found),
        least=edition.settings.min_replies if perspective == EMPLOYEE else 0,
        practices=[
            Offer(one.key, one.name, response_minutes(edition, one.worded_for(perspective)))
            for one in practices_for(edition, perspective, without)
        ],
        situations=[
            Offer(one.key, one.statement, signs_minutes(edition, one)) for one in situations_for(edition, perspective)
        ],
        chosen=chosen,
        minutes=whole_minutes([minutes_asked(edition, perspective, chosen, [])]),
    )


def _standing(assessment: Assessment, link: OpenLink, now: datetime) -> StandingLink:
    link.assessment = assessment
    return StandingLink(link, last_day_of(assessment, link.expires_at), link.expires_at <= now, minutes_of(link))

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What people without an account are told, in mails and pages alike: how long it takes, until when, and what becomes
of their answers: no less than the server keeps, and no more."""

from datetime import date, datetime, timedelta
from typing import cast

from django.utils.translation import gettext as _

from assessments.domain.asking import minutes_asked
from assessments.domain.document import Perspective
from assessments.domain.minutes import whole_minutes
from assessments.models import Assessment, Invitation, OpenLink, Response
from assessments.queries.edition import edition_of
from assessments.queries.offered import asked_by


def promise_of(perspective: str, organization: str, *, is_open: bool) -> list[str]:
    """What is kept of somebody who answers, and who sees what; one sentence or two each."""
    words = {"organization": organization}
    if is_open:
        kept = [
            _(
                "We keep no name and no address: only a random number, which your browser keeps too, your answers and"
                " the day."
            ),
            _("Answers are shown only once five people have replied, and only together."),
        ]
    elif perspective == Response.Perspective.EMPLOYEE:
        kept = [
            _("Answers of employees are shown only once five people have replied, and only together."),
            _("Whoever manages this assessment at %(organization)s knows whom they asked, and not who said what."),
            _("Your answers are kept under a random number that belongs to your invitation, with the day."),
        ]
    else:
        kept = [
            _(
                "Whoever manages this assessment at %(organization)s sees your answers one by one, beside those of the"
                " others they asked for this view, and may recognise yours."
            ),
            _("Nobody else whom they asked sees them. The result shows how far views differ."),
        ]
    return [sentence % words for sentence in [*kept, _("Whoever runs this server could look further.")]]


def last_day_of(assessment: Assessment, expires_at: datetime) -> date:
    """The last day on which a link is open, where the organization is."""
    return (expires_at - timedelta(microseconds=1)).astimezone(assessment.organization.zone).date()


def minutes_of(link: Invitation | OpenLink) -> int:
    """How long the questions of a link take, as people are told it."""
    edition = edition_of(link.assessment.edition)
    perspective = cast(Perspective, link.perspective)
    return whole_minutes([minutes_asked(edition, perspective, *asked_by(link))])

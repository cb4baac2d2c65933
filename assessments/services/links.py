# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What links to people without an account have in common: what they may ask, until when, and why one is closed."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import cast

from django.utils.translation import gettext as _

from assessments.domain.asking import MOST_MINUTES, fitting, minutes_asked, practices_for, situations_for
from assessments.domain.document import Perspective
from assessments.domain.edition import Edition
from assessments.models import Assessment, Response
from assessments.services.refusal import NotAccepted, Refused

DAYS = 14
DAYS_AFTER_DUE = 7


class LinkClosed(Exception):
    """The link takes no answers: `why` is "revoked", "expired", "submitted", "elsewhere" or "unasked"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class ChosenQuestions:
    """Which questions a link asks: keys in the edition's order."""

    perspective: Perspective
    practices: list[str]
    situations: list[str]


def chosen_questions(
    edition: Edition,
    perspective: str,
    practices: Sequence[str] | None,
    situations: Sequence[str],
    *,
    without: Collection[str] = frozenset(),
) -> ChosenQuestions:
    """The questions that somebody chose, or those that fit (None); `without` the practices that others answer.

    Raises NotAccepted for a perspective or a question that the edition doesn't ask, for none, or for too many.
    """
    if perspective not in Response.Perspective.values:
        raise NotAccepted(Refused("perspective", _("Choose one of the views offered.")))
    view = cast(Perspective, perspective)
    chosen = fitting(edition, view, without) if practices is None else practices
    asked = ChosenQuestions(
        view,
        _in_order([one.key for one in practices_for(edition, view, without)], chosen, "practices"),
        _in_order([one.key for one in situations_for(edition, view)], situations, "situations"),
    )
    if not asked.practices and not asked.situations:
        raise NotAccepted(Refused("practices", _("Choose at least one question.")))
    minutes = minutes_asked(edition, view, asked.practices, asked.situations)
    if minutes > MOST_MINUTES:
        words = _("These questions take %(minutes)s minutes. Ask ten minutes at most: leave some out.")
        raise NotAccepted(Refused("practices", words % {"minutes": math.ceil(minutes)}))
    return asked


def _in_order(offered: list[str], chosen: Collection[str], place: str) -> list[str]:
    if not set(chosen) <= set(offered):
        raise NotAccepted(Refused(place, _("This assessment does not ask that.")))
    return [key for key in offered if key in chosen]


def ends_at(assessment: Assessment, now: datetime) -> datetime:
    """Until when a link made now is open: the end of a day where the organization is, in two weeks.

    It ends a week after the assessment is due at the latest; one that is late gives people a week all the same.
    """
    zone, today = assessment.organization.zone, now.astimezone(assessment.organization.zone).date()
    day = today + timedelta(days=DAYS)
    if assessment.due_date:
        day = min(day, max(assessment.due_date, today) + timedelta(days=DAYS_AFTER_DUE))
    return datetime.combine(day + timedelta(days=1), time.min, zone)


def moment_kept(assessment: Assessment, perspective: str, now: datetime) -> datetime:
    """When somebody answered, as it is kept: of employees only the day, so that no reply can be told by its time."""
    if perspective != Response.Perspective.EMPLOYEE:
        return now
    zone = assessment.organization.zone
    return datetime.combine(now.astimezone(zone).date(), time.min, zone)

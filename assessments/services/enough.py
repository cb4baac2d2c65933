# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Enough on purpose: an organization may say of a target that it has reached why it stays there, and until when.

It stands in the row of the target, and is carried over with the targets.
"""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from assessments.models import Answer, Assessment, OrganizationProfile
from assessments.models.answer import Kind
from assessments.queries.answer import today_of
from assessments.queries.result import outcome_of
from assessments.services.answering import Entry
from assessments.services.refusal import NotAccepted, Refused


def check_enough(assessment: Assessment, entries: list[Entry], now: datetime) -> None:
    """Whether the targets of which these entries say that they are enough are reached, and until a day to come.

    Asks what has been saved in the caller's transaction. Raises NotAccepted.
    """
    said = [entry for entry in entries if entry.kind == Kind.TARGET and entry.review_on]
    if not said:
        return
    gaps = {one.key: one.gap for one in outcome_of(assessment, now).result.practices}
    today = today_of(assessment, now)
    faults = [fault for entry in said if (fault := _fault(entry, gaps[entry.key], today))]
    if faults:
        raise NotAccepted(*faults)


def _fault(entry: Entry, gap: int | None, today: date) -> Refused | None:
    if gap is None:
        return Refused(entry.key, _("There is no answer yet of which one could say that it is enough."))
    if gap:
        return Refused(entry.key, _("The answer lies below this target: lower the target, if it is enough as it is."))
    if entry.review_on and entry.review_on <= today:
        return Refused(entry.key, _("Choose a day to come on which you look at it again."))
    return None


def enough_to_keep(row: Answer) -> dict[str, str]:
    """What an organization's profile keeps of a target's row for the assessments that follow."""
    return {"reason": row.reason, "review_on": row.review_on.isoformat() if row.review_on else ""}


def enough_of(profile: OrganizationProfile, practice: str) -> dict[str, Any]:
    """The same again as fields of a row; none where the profile keeps nothing for the practice."""
    kept = profile.enough.get(practice)
    return {"reason": kept["reason"], "review_on": date.fromisoformat(kept["review_on"])} if kept else {}

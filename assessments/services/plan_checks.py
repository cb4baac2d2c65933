# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What an item of a plan may say, whoever says it: a page, or a file that is taken in."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from accounts.text import clean_text
from assessments.domain import edition as domain
from assessments.models import PlanItem
from assessments.services.answering import LONGEST_LINE, LONGEST_TEXT
from assessments.services.refusal import NotAccepted, Refused

LONGEST_TITLE, LONGEST_NAME = 200, 120
MOST_OF = {"assignee_text": LONGEST_NAME, "reason": LONGEST_LINE, "title": LONGEST_TITLE, "note": LONGEST_TEXT}


def cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values with their texts past the gate."""
    return {
        name: clean_text(value, most=MOST_OF[name], lines=name == "note") if name in MOST_OF else value
        for name, value in values.items()
    }


def check_item(row: PlanItem, edition: domain.Edition) -> None:
    """Raise NotAccepted for what cannot be, each with its field."""
    faults = []
    if row.status == PlanItem.Status.DROPPED and not row.reason:
        faults.append(Refused("reason", _("Say why it is dropped.")))
    if row.assignee_id and row.assignee_text:
        faults.append(Refused("assignee_text", _("Choose a member, or name somebody else: not both.")))
    if row.is_own:
        faults += _faults_of_own(row, edition)
    if faults:
        raise NotAccepted(*faults)


def _faults_of_own(row: PlanItem, edition: domain.Edition) -> list[Refused]:
    faults = []
    if not row.title:
        faults.append(Refused("title", _("Say what is to be done.")))
    if row.level and row.level not in {one.key for one in edition.levels}:
        faults.append(Refused("level", _("There is no such level.")))
    if row.recommendation and row.recommendation not in {one.key for one in edition.recommendations}:
        faults.append(Refused("recommendation", _("There is no such recommendation.")))
    known = {one.key for one in edition.practices}
    if any(key not in known or value not in range(5) for key, value in row.raises.items()):
        faults.append(Refused("raises", _("Choose practices that are asked, and a value from 0 to 4.")))
    return faults

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The assessments of one organization: the open one, those submitted, and those that an amendment superseded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organization, Role
from assessments.domain.minutes import SCAN, minutes_by_section, whole_minutes
from assessments.domain.period import period_of
from assessments.models import Assessment, Edition
from assessments.queries.edition import edition_of

SUBMITTERS = {
    Role.OWNER: _("the owner"),
    Role.MANAGER: _("the OSPO manager"),
    Role.CONTRIBUTOR: _("a contributor"),
    Role.VIEWER: _("a viewer"),
}


@dataclass(frozen=True)
class Assessments:
    """All assessments, the newest first. `period` is the quarter that may be opened, "" where none may be;
    `amendable` the one that may be amended; minutes are 0 where something was opened before."""

    open: list[Assessment]
    submitted: list[Assessment]
    period: str
    amendable: Assessment | None
    minutes: int
    scan_minutes: int


def assessments_of(organization: Organization, now: datetime) -> Assessments:
    """An organization's assessments, in one query (two where there is none yet)."""
    rows = Assessment.objects.with_edition().for_organization(organization)
    every = list(rows.order_by("-period", "-opened_at"))
    opened = [row for row in every if row.is_open]
    standing = [row for row in every if row.state == Assessment.State.SUBMITTED]
    period = period_of(now.astimezone(organization.zone).date())
    taken = [row for row in every if row.pack == Edition.BUILT_IN and (row.is_open or row.period == period)]
    minutes, scan_minutes = (0, 0) if every else _minutes()
    return Assessments(
        open=opened,
        submitted=[row for row in every if not row.is_open],
        period="" if taken else period,
        amendable=standing[0] if standing and not opened else None,
        minutes=minutes,
        scan_minutes=scan_minutes,
    )


def with_submitters(organization: Organization, assessments: Sequence[Assessment]) -> list[tuple[Assessment, str]]:
    """Each of an organization's assessments with who submitted it, by their highest role there: "" while it is open,
    or where that person has none there any more. One query, none where nothing is submitted."""
    people = {one.submitted_by_id for one in assessments if one.submitted_by_id is not None}
    roles: dict[int, list[Role]] = {}
    if people:
        held = Membership.objects.filter(user__in=people, organization__path__in=organization.lineage)
        for person, role in held.values_list("user_id", "role"):
            roles.setdefault(person, []).append(Role(role))
    order = list(Role)
    words = {person: str(SUBMITTERS[min(those, key=order.index)]) for person, those in roles.items()}
    return [(one, words.get(one.submitted_by_id or 0, "")) for one in assessments]


def _minutes() -> tuple[int, int]:
    """How long the newest edition of the built-in pack takes, whole and by its scan."""
    row = Edition.objects.newest_of(Edition.BUILT_IN)
    if row is None:
        return 0, 0
    minutes = minutes_by_section(edition_of(row))
    scan = minutes.pop(SCAN)
    return whole_minutes(minutes.values()), whole_minutes([scan])

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What surrounds every page of an organization: where one may go, and how far the open assessment is."""

from dataclasses import dataclass

from accounts.models import Organization, Role, User
from assessments.models import Answer, Assessment
from assessments.models.answer import UNANSWERED, Kind
from assessments.queries.edition import edition_of
from assessments.queries.offered import asked_rows

MOST_ORGANIZATIONS = 200


@dataclass(frozen=True)
class Shell:
    """The frame of a page: `current` names the part of the navigation that it belongs to."""

    organization: Organization
    organizations: list[Organization]
    role: Role
    current: str
    assessment: Assessment | None
    progress: str
    results_assessment: Assessment | None

    @property
    def role_label(self) -> str:
        return str(self.role.label)

    @property
    def may_manage(self) -> bool:
        return self.role.includes(Role.MANAGER)

    @property
    def may_own(self) -> bool:
        return self.role.includes(Role.OWNER)


def shell_of(user: User, organization: Organization, role: Role, current: str) -> Shell:
    """The frame of an organization's pages, in at most four queries."""
    visible = Organization.objects.visible_to(user).order_by("path")[:MOST_ORGANIZATIONS]
    standing = Assessment.objects.with_edition().for_organization(organization)
    rows = list(standing.exclude(state=Assessment.State.SUPERSEDED).order_by("-opened_at")[:8])
    opened = next((row for row in rows if row.is_open), None)
    submitted = next((row for row in rows if not row.is_open), None)
    return Shell(
        organization=organization,
        organizations=list(visible),
        role=role,
        current=current,
        assessment=opened,
        progress=_progress(opened) if opened and role.includes(Role.MANAGER) else "",
        results_assessment=submitted or (opened if role.includes(Role.MANAGER) else None),
    )


def _progress(assessment: Assessment) -> str:
    edition = edition_of(assessment.edition)
    rows = asked_rows(edition, Answer.objects.of(assessment).filter(kind=Kind.PRACTICE).exclude(value=UNANSWERED))
    return f"{sum(bool(row.value) for row in rows)}/{len(edition.practices)}"

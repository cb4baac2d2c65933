# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from dataclasses import dataclass

from accounts.models import Membership, Organization, Role, User


@dataclass(frozen=True)
class Member:
    """A person with the role that they hold at an organization, or above it."""

    person: User
    role: Role
    at: Organization
    may_be_changed: bool

    @property
    def role_label(self) -> str:
        return str(self.role.label)


@dataclass(frozen=True)
class Members:
    """Who has a role at an organization itself, and who has one from further up."""

    own: list[Member]
    inherited: list[Member]


def members_of(organization: Organization, by: User, by_role: Role) -> Members:
    """Who may see an organization, as `by` sees it: owners change all, everybody may leave. One query."""
    held = Membership.objects.filter(organization__path__in=organization.lineage)
    members = [
        Member(
            person=row.user,
            role=Role(row.role),
            at=row.organization,
            may_be_changed=row.organization == organization and (by_role == Role.OWNER or row.user == by),
        )
        for row in held.select_related("user", "organization").order_by("user__name", "user__email", "pk")
    ]
    members.sort(key=lambda member: list(Role).index(member.role))
    return Members(
        own=[member for member in members if member.at == organization],
        inherited=[member for member in members if member.at != organization],
    )

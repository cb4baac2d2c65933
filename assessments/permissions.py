# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Who may do what: predicates that read as sentences, over the role that a person holds at an organization.

A contributor's right to write comes from assignments alone; `docs/architecture.md` has the table.
"""

from collections.abc import Collection

from accounts.models import Role
from assessments.models import Assessment


def can_manage(role: Role) -> bool:
    """Open, fill in, submit and amend assessments; set profile, facts and targets."""
    return role.includes(Role.MANAGER)


def can_own(role: Role) -> bool:
    """Change the organization, its units and its members; delete an open assessment."""
    return role.includes(Role.OWNER)


def can_answer(role: Role, section: str, assigned: Collection[str]) -> bool:
    """Read and write the answers of a section: managers all, contributors those assigned to them."""
    return can_manage(role) or (role == Role.CONTRIBUTOR and section in assigned)


def can_see_tasks(role: Role, assigned: Collection[str]) -> bool:
    """See the task list of an open assessment, or the part of it that is theirs."""
    return can_manage(role) or (role == Role.CONTRIBUTOR and bool(assigned))


def can_read_result(role: Role, assessment: Assessment) -> bool:
    """Submitted results are for every member; the result so far is for managers."""
    return can_manage(role) or not assessment.is_open

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Who may do what: predicates that read as sentences, over the role that a person holds at an organization.

A contributor's right to write comes from assignments alone; `docs/architecture.md` has the table.
"""

from collections.abc import Collection

from accounts.models import Role, User
from assessments.models import Assessment, Export, PlanChange, PlanItem


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


def can_export(role: Role, what: str, assessment: Assessment | None) -> bool:
    """What a role may take along: results and the plan whoever may read them, answers managers, everything owners."""
    if what == Export.What.ARCHIVE:
        return can_own(role)
    if what == Export.What.ASSESSMENT:
        return can_manage(role)
    return assessment is None or can_read_result(role, assessment)


def can_keep_plan(role: Role) -> bool:
    """Add actions to the plan, change and remove them; every member reads it."""
    return role.includes(Role.MANAGER)


def can_propose(role: Role) -> bool:
    """Add actions to the plan; what contributors add is proposed."""
    return role.includes(Role.CONTRIBUTOR)


def can_move_item(role: Role, item: PlanItem, user: User) -> bool:
    """Change an action's status and note: whoever keeps the plan, and contributors for what is assigned to them.

    What is proposed is taken up by those who keep the plan alone.
    """
    own = can_propose(role) and item.assignee_id == user.pk and item.status != PlanItem.Status.PROPOSED
    return can_keep_plan(role) or own


def can_take_back(role: Role, change: PlanChange, user: User) -> bool:
    """Take back a change of an action that one may move: whoever keeps the plan any, contributors their own ones."""
    return can_keep_plan(role) or change.by_id == user.pk


def can_remove_item(role: Role, item: PlanItem, user: User) -> bool:
    """Remove an action that was added by mistake: whoever keeps the plan, and contributors what they proposed."""
    own = can_propose(role) and item.added_by_id == user.pk and item.status == PlanItem.Status.PROPOSED
    return can_keep_plan(role) or own


def can_say_whether_helped(role: Role, item: PlanItem, user: User) -> bool:
    """Say of an action that was done whether it helped: whoever did it, and those who keep the plan."""
    return can_keep_plan(role) or item.assignee_id == user.pk

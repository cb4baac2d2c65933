# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Who answers what: the sections of an open assessment, the members who are asked for them, and how far they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Membership, Organization, Role, User
from assessments.models import Answer, Assessment, Assignment, Change
from assessments.models.answer import Kind
from assessments.queries.answer import today_of
from assessments.queries.edition import edition_of
from assessments.queries.point import sections_of
from assessments.queries.practice import LONGEST_PK
from assessments.queries.task import Section, TaskList, task_list
from assessments.queries.who import Person, assignments_of, people_of
from assessments.queries.wording import section_name

ASSIGNED = "assigned"


@dataclass(frozen=True)
class SectionPeople:
    """A section with those who are asked for it."""

    section: Section
    name: str
    people: list[User]


@dataclass(frozen=True)
class Progress:
    """How far a person is with what is theirs; `role` is None where they may not answer any more."""

    person: Person
    names: list[str]
    role: Role | None
    quiet: str


@dataclass(frozen=True)
class PeoplePage:
    """Who answers what. `members` may be asked: contributors, managers and owners."""

    assessment: Assessment
    sections: list[SectionPeople]
    people: list[Progress]
    members: list[tuple[User, Role]]

    @property
    def nobodys(self) -> list[str]:
        """The sections that are assigned to nobody."""
        return [one.name for one in self.sections if not one.people]


@dataclass(frozen=True)
class Taken:
    """A section that was just taken away from a person, as its line of history says."""

    line: Change
    user: User
    name: str


def people_page(assessment: Assessment, now: datetime) -> PeoplePage:
    """The page, in seven queries (six where no assessment went before)."""
    tasks = task_list(assessment, now)
    assignments = assignments_of(assessment)
    roles = _roles(assessment.organization)
    asked = _asked(assessment)
    names = {one.key: section_name(tasks.desk.edition, one.key) for one in tasks.sections}
    return PeoplePage(
        assessment=assessment,
        sections=[
            SectionPeople(one, names[one.key], [row.user for row in assignments if row.section == one.key])
            for one in tasks.sections
        ],
        people=[
            Progress(
                person=person,
                names=[names[one.key] for one in person.sections],
                role=roles.get(person.user),
                quiet=_quiet(tasks, person, asked, now),
            )
            for person in people_of(tasks, assignments)
        ],
        members=list(roles.items()),
    )


def _roles(organization: Organization) -> dict[User, Role]:
    """Who may answer here, with their highest role, by name. One query."""
    held = Membership.objects.filter(organization__path__in=organization.lineage, user__is_active=True)
    order = list(Role)
    roles: dict[User, Role] = {}
    for row in held.select_related("user").order_by("user__name", "user__email", "pk"):
        roles[row.user] = min(Role(row.role), roles.get(row.user, Role.VIEWER), key=order.index)
    return {user: role for user, role in roles.items() if role.includes(Role.CONTRIBUTOR)}


def _asked(assessment: Assessment) -> dict[tuple[str, int], datetime]:
    """When each section was last assigned to each person. One query."""
    lines = Change.objects.of(assessment).filter(what=ASSIGNED, after__isnull=False).order_by("pk")
    return {(line.key, line.after["person"]): line.at for line in lines}


def _quiet(tasks: TaskList, person: Person, asked: Mapping[tuple[str, int], datetime], now: datetime) -> str:
    """Since when nothing has moved in what is a person's."""
    keys, today = {section.key for section in person.sections}, today_of(tasks.assessment, now)
    moved = [at for section, at in _moves(tasks) if section in keys]
    since = [at for (section, user), at in asked.items() if section in keys and user == person.user.pk]
    last = max([*moved, *since], default=None)
    if last is None:
        return _("Nothing has moved yet.")
    day = last.astimezone(tasks.assessment.organization.zone).date()
    if not moved or max(moved) < last:
        return _("Asked on %(day)s; nothing has moved since.") % {"day": date_format(day, _("j M Y"))}
    return _quiet_days(day, today)


def _quiet_days(day: date, today: date) -> str:
    days = (today - day).days
    if not days:
        return _("Something moved today.")
    words = ngettext(
        "Nothing has moved for %(count)s day, since %(day)s.",
        "Nothing has moved for %(count)s days, since %(day)s.",
        days,
    )
    return words % {"count": days, "day": date_format(day, _("j M Y"))}


def _moves(tasks: TaskList) -> list[tuple[str, datetime]]:
    """By section, when each answer of this assessment was last saved; what was only carried over has not moved."""
    levels = {practice.key: practice.level for practice in tasks.desk.edition.practices}
    rows = [row for row in tasks.desk.sheet.answers.values() if row.revision and row.is_confirmed]
    return [(section, row.answered_at) for row in rows if (section := _section_of(row, levels))]


def _section_of(row: Answer, levels: Mapping[str, str]) -> str:
    if row.kind == Kind.PRACTICE:
        return levels.get(row.key, "")
    if row.kind in (Kind.SIGNAL, Kind.STANCE):
        return Assignment.SITUATIONS
    return Assignment.ROUTINES if row.kind == Kind.ROUTINE else ""


def taken_by(assessment: Assessment, pk: str) -> Taken | None:
    """The line of history by which a section was taken away from a person; None for anything else."""
    if not pk.isdecimal() or len(pk) >= LONGEST_PK:
        return None
    line = Change.objects.of(assessment).filter(pk=int(pk), what=ASSIGNED, before__isnull=False).first()
    edition = edition_of(assessment.edition)
    if line is None or line.key not in sections_of(edition):
        return None
    user = User.objects.filter(pk=line.before["person"]).first()
    return Taken(line, user, section_name(edition, line.key)) if user else None

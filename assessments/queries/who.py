# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Who has answered: the organization itself with the members to whom sections are assigned, and how many replies each
view has. Who replied is said nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from assessments.models import Assessment, Assignment, Response
from assessments.queries.perspective import PERSPECTIVES
from assessments.queries.task import LEVEL, Section, TaskList, progress_of

OSPO = "ospo"


@dataclass(frozen=True)
class Person:
    """A member with the sections that are assigned to them."""

    user: User
    sections: list[Section]

    @property
    def answered(self) -> int:
        return sum(section.answered for section in self.sections)

    @property
    def asked(self) -> int:
        return sum(len(section.rows) for section in self.sections)

    @property
    def confirmed(self) -> int:
        """How many are answered, and not only carried over."""
        return self.answered - self._carried

    @property
    def words(self) -> str:
        """How much of theirs is answered: "5 of 6 practices and 2 of 19 routines; 3 carried over"."""
        if not self._carried:
            return progress_of(self.sections)
        words = ngettext("%(progress)s; %(count)s carried over", "%(progress)s; %(count)s carried over", self._carried)
        return words % {"progress": progress_of(self.sections), "count": self._carried}

    @property
    def _carried(self) -> int:
        return sum(section.unconfirmed for section in self.sections)


@dataclass(frozen=True)
class Voice:
    """One view, with how many replies it has; the OSPO's `own` answers are those of the organization."""

    perspective: str
    label: str
    replies: int
    is_own: bool

    @property
    def words(self) -> str:
        """ "3 replies"; "" for the OSPO where nobody was asked besides."""
        if not self.replies:
            return "" if self.is_own else _("no replies yet")
        return ngettext("%(count)s reply", "%(count)s replies", self.replies) % {"count": self.replies}


@dataclass(frozen=True)
class Who:
    """Who has answered an open assessment, as a manager sees it."""

    voices: list[Voice]
    people: list[Person]
    answered: int
    asked: int
    colleagues: int

    @property
    def practices(self) -> str:
        """How many practices the organization has answered."""
        return _("%(answered)s of %(asked)s practices") % {"answered": self.answered, "asked": self.asked}

    @property
    def answering(self) -> str:
        """Who answers for the organization: "you", or "you and 2 colleagues"."""
        if not self.colleagues:
            return _("you")
        words = ngettext("you and %(count)s colleague", "you and %(count)s colleagues", self.colleagues)
        return words % {"count": self.colleagues}


def who_of(tasks: TaskList, reader: User) -> Who:
    """Who has answered, beside a manager's whole task list; one query."""
    people = people_of(tasks, assignments_of(tasks.assessment))
    practices = [section for section in tasks.sections if section.kind == LEVEL]
    replied = {(row.perspective, row.respondent) for row in tasks.desk.sheet.responses}
    views = [perspective for perspective, _respondent in replied]
    return Who(
        voices=[
            Voice(one, str(Response.Perspective(one).label), views.count(one), one == OSPO) for one in PERSPECTIVES
        ],
        people=people,
        answered=sum(section.answered for section in practices),
        asked=sum(len(section.rows) for section in practices),
        colleagues=sum(person.user != reader for person in people),
    )


def assignments_of(assessment: Assessment) -> list[Assignment]:
    """Who is asked for what, by name. One query."""
    rows = Assignment.objects.of(assessment).select_related("user")
    return list(rows.order_by("user__name", "user__email", "pk"))


def people_of(tasks: TaskList, assignments: Iterable[Assignment]) -> list[Person]:
    """Each person to whom something is assigned that is asked, with their sections in the order of the task list."""
    theirs: dict[User, set[str]] = {}
    for row in assignments:
        theirs.setdefault(row.user, set()).add(row.section)
    people = [Person(user, [one for one in tasks.sections if one.key in keys]) for user, keys in theirs.items()]
    return [person for person in people if person.sections]

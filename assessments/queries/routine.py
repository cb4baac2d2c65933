# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The routines: by what means, how often, an organization teaches and reaches each audience."""

from dataclasses import dataclass

from django.utils.text import capfirst

from assessments.domain.content import Routine
from assessments.domain.document import Text
from assessments.models import Assessment
from assessments.queries.answer import Sheet, sheet_of
from assessments.queries.edition import edition_of
from assessments.queries.previous import Previous, previous_of
from assessments.queries.question import Question, routine_question
from assessments.queries.wording import CADENCE_NAMES


@dataclass(frozen=True)
class RoutineRow:
    """One routine; `enough` is how often is enough, "" where the edition doesn't say."""

    routine: Routine
    question: Question
    enough: str


@dataclass(frozen=True)
class Audience:
    """The routines for one audience."""

    name: Text
    rows: list[RoutineRow]


@dataclass(frozen=True)
class RoutinesPage:
    """All routines; `kinds` are "education" and "channel", as far as the edition has them, each by audience."""

    assessment: Assessment
    kinds: dict[str, list[Audience]]
    quarter: str

    @property
    def questions(self) -> list[Question]:
        audiences = [audience for kind in self.kinds.values() for audience in kind]
        return [row.question for audience in audiences for row in audience.rows]

    @property
    def is_carried(self) -> bool:
        """Whether something stands there from last time that nobody has looked at since."""
        return any(question.is_carried for question in self.questions)


def routines_page(assessment: Assessment) -> RoutinesPage:
    """The page, in at most four queries (two more where an organization above is asked some practices)."""
    edition = edition_of(assessment.edition)
    return _page(assessment, sheet_of(assessment, edition), previous_of(assessment, edition))


def routine_questions(assessment: Assessment) -> list[Question]:
    """What is asked, without what is answered: enough to read what was posted."""
    return _page(assessment, Sheet({}, {}, []), Previous()).questions


def _page(assessment: Assessment, sheet: Sheet, previous: Previous) -> RoutinesPage:
    kinds: dict[str, list[Audience]] = {}
    for routine in edition_of(assessment.edition).routines:
        enough = capfirst(str(CADENCE_NAMES[routine.enough])) if routine.enough else ""
        row = RoutineRow(routine, routine_question(routine, sheet, previous), enough)
        audiences = kinds.setdefault(routine.kind, [])
        audience = next((one for one in audiences if one.name == routine.audience), None)
        if audience is None:
            audience = Audience(routine.audience, [])
            audiences.append(audience)
        audience.rows.append(row)
    return RoutinesPage(assessment, kinds, previous.quarter)

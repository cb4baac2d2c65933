# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What an organization says of itself: its profile, facts, and the targets that it sets by hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.domain.content import Fact, Level, Practice
from assessments.domain.edition import Edition
from assessments.models import Answer, Assessment
from assessments.models.answer import NUMBERS, UNANSWERED, UNKNOWN, Kind
from assessments.queries.answer import targets_by
from assessments.queries.edition import edition_of
from assessments.queries.offered import asked_rows
from assessments.queries.question import DONT_KNOW, Option, Question, anchors_of

FACT_NAMES = {"yes": gettext_lazy("Yes"), "no": gettext_lazy("No"), UNKNOWN: DONT_KNOW}
Rows = Mapping[tuple[str, str], Answer]


@dataclass(frozen=True)
class LevelTargets:
    """The targets of one level's practices."""

    level: Level
    practices: list[tuple[Practice, Question]]


@dataclass(frozen=True)
class TargetsPage:
    """The page of profile, facts and targets; with what is `answered` by now, by practice, where that is a number."""

    assessment: Assessment
    edition: Edition
    facts: list[Question]
    levels: list[LevelTargets]
    answered: Mapping[str, Option]

    @property
    def questions(self) -> list[Question]:
        """All of them, in the order of the page."""
        return [*self.facts, *(question for level in self.levels for _practice, question in level.practices)]


def targets_page(assessment: Assessment, now: datetime) -> TargetsPage:
    """The page, in one query."""
    edition = edition_of(assessment.edition)
    asked = (
        Answer.objects.of(assessment)
        .filter(kind__in=[Kind.FACT, Kind.TARGET, Kind.PRACTICE])
        .select_related("answered_by")
    )
    rows = {(row.kind, row.key): row for row in asked_rows(edition, asked)}
    usual = targets_by(assessment, edition, now, {})  # if none were set by hand
    return TargetsPage(
        assessment=assessment,
        edition=edition,
        facts=[_fact_question(fact, rows) for fact in edition.facts],
        levels=[
            LevelTargets(
                level,
                [
                    (practice, _target_question(edition, practice, rows, usual[practice.key]))
                    for practice in edition.practices_of(level.key)
                ],
            )
            for level in edition.levels
        ],
        answered={
            practice.key: anchors_of(edition, practice)[int(row.value)]
            for practice in edition.practices
            if (row := rows.get((Kind.PRACTICE, practice.key))) and row.value in NUMBERS
        },
    )


def _fact_question(fact: Fact, rows: Rows) -> Question:
    options = [Option(value, words) for value, words in FACT_NAMES.items()]
    return Question(Kind.FACT, fact.key, fact.question, options, rows.get((Kind.FACT, fact.key)))


def _target_question(edition: Edition, practice: Practice, rows: Rows, usual: int) -> Question:
    as_usual = Option(UNANSWERED, _("As the profile: %(value)s") % {"value": usual})
    options = [as_usual, *anchors_of(edition, practice)]
    return Question(Kind.TARGET, practice.key, practice.name, options, rows.get((Kind.TARGET, practice.key)))

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The scan: the seed's situations by their signs, then the practices that the edition marks, on one page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import Organization
from assessments.domain.content import Level, Practice, Situation
from assessments.domain.document import Text
from assessments.domain.edition import Edition
from assessments.domain.minutes import scan_minutes
from assessments.models import Answer, Assessment
from assessments.queries.answer import Sheet, answers_in, sheet_of
from assessments.queries.edition import edition_of
from assessments.queries.previous import Previous, previous_of
from assessments.queries.question import Question, practice_question, sign_question
from assessments.queries.wording import origin_of, period_words


@dataclass(frozen=True)
class ScannedSituation:
    """A situation with its signs."""

    situation: Situation
    origin: str
    signs: list[Question]


@dataclass(frozen=True)
class ScannedPractice:
    """A practice by its anchors, and the level that it stands at.

    Until it is answered here, `above` is what an organization above answered for all, and `awaited` who above is asked.
    """

    level: Level
    question: Question
    above: Answer | None = None
    awaited: Organization | None = None

    @property
    def is_awaited(self) -> bool:
        """Whether it waits for an answer from above."""
        return self.awaited is not None

    @property
    def above_words(self) -> str:
        """Whose answer holds, or is waited for; "" where it is asked here."""
        if self.above:
            option = self.question.option(self.above.value)
            return _("Answered for all by %(organization)s, %(period)s: %(value)s") % {
                "organization": self.above.organization.name,
                "period": period_words(self.above.assessment.period),
                "value": option.words if option else _("not applicable"),
            }
        return (
            _("%(organization)s is asked this for all.") % {"organization": self.awaited.name} if self.awaited else ""
        )


@dataclass(frozen=True)
class ScanPage:
    """The scan as its page shows it: the seed's situations, and those that it doesn't name, which stay folded."""

    assessment: Assessment
    situations: list[ScannedSituation]
    further: list[ScannedSituation]
    practices: list[ScannedPractice]
    minutes: int
    notice: Text | None
    quarter: str

    @property
    def questions(self) -> list[Question]:
        signs = [sign for one in [*self.situations, *self.further] for sign in one.signs]
        return [*signs, *(one.question for one in self.practices)]

    @property
    def is_carried(self) -> bool:
        """Whether something stands there from last time that nobody has looked at since."""
        return any(question.is_carried for question in self.questions)


def scan_page(assessment: Assessment) -> ScanPage:
    """The page, in at most four queries (two more where an organization above is asked some practices)."""
    edition = edition_of(assessment.edition)
    return _page(assessment, edition, sheet_of(assessment, edition), previous_of(assessment, edition))


def scan_questions(assessment: Assessment) -> list[Question]:
    """What is asked, with the answers so far, whose notes a change of value keeps: enough to read what was posted. One
    query."""
    edition = edition_of(assessment.edition)
    return _page(assessment, edition, Sheet(answers_in(assessment, edition), {}, []), Previous()).questions


def _page(assessment: Assessment, edition: Edition, sheet: Sheet, previous: Previous) -> ScanPage:
    situations = [
        ScannedSituation(
            situation=one,
            origin=origin_of(edition, one),
            signs=[sign_question(one, signal, sheet, previous) for signal in one.signals],
        )
        for one in edition.situations
    ]
    practices = [_scanned(edition, one, sheet, previous) for one in edition.practices if one.scan]
    return ScanPage(
        assessment=assessment,
        situations=[one for one in situations if one.situation.is_scanned],
        further=[one for one in situations if not one.situation.is_scanned],
        practices=practices,
        minutes=scan_minutes(edition),
        notice=edition.notice,
        quarter=previous.quarter,
    )


def _scanned(edition: Edition, practice: Practice, sheet: Sheet, previous: Previous) -> ScannedPractice:
    question = practice_question(edition, practice, sheet, previous)
    if question.value:
        return ScannedPractice(edition.level(practice.level), question)
    above = sheet.inherited.get(practice.key)
    awaited = sheet.above.awaited.get(practice.key)
    return ScannedPractice(edition.level(practice.level), question, above, awaited)

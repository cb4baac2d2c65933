# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The page of one situation: its signs, whether the organization says that it faces it, and how much it is theirs."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from assessments.domain.content import Situation
from assessments.domain.document import Text
from assessments.domain.edition import Edition
from assessments.domain.result import SituationResult
from assessments.models import Answer, Assessment
from assessments.models.answer import UNANSWERED, Kind
from assessments.queries.answer import Sheet, sheet_of
from assessments.queries.edition import edition_of
from assessments.queries.previous import Previous, previous_of
from assessments.queries.question import Question, sign_question, stance_question
from assessments.queries.result import outcome_of
from assessments.queries.sign_view import SignViews, sign_views
from assessments.queries.wording import origin_of, without_stop


@dataclass(frozen=True)
class Step:
    """A situation in the trail."""

    number: int
    situation: Situation
    is_answered: bool

    @property
    def statement(self) -> dict[str, str]:
        """What it says, as more words can follow: without its full stop."""
        return without_stop(self.situation.statement)


@dataclass(frozen=True)
class About:
    """How much a situation is this organization so far, and what was said last time. `faced_at` is a share.

    `others` is what other views say of its signs; None for whoever may not see that.
    """

    assessment: Assessment
    situation: Situation
    result: SituationResult
    stance: str
    faced_at: Decimal
    is_weighed: bool
    period: str
    before: SituationResult | None
    advice: list[Text]
    others: SignViews | None

    @property
    def is_open(self) -> bool:
        """Whether open signs could still raise it."""
        return self.result.could_be > self.result.said


@dataclass(frozen=True)
class SituationPage:
    """One situation as its page shows it; `stance` bears the note, `steps` are those that are asked with it."""

    assessment: Assessment
    situation: Situation
    number: int
    steps: list[Step]
    signs: list[Question]
    stance: Question
    origin: str
    notice: Text | None
    quarter: str
    about: About

    @property
    def is_carried(self) -> bool:
        """Whether something stands there from last time that nobody has looked at since."""
        return any(question.is_carried for question in [*self.signs, self.stance])


def questions_of(situation: Situation) -> list[Question]:
    """What is asked about a situation, without what is answered: enough to read what was posted."""
    nothing = Sheet({}, {}, [])
    signs = [sign_question(situation, signal, nothing, Previous()) for signal in situation.signals]
    return [*signs, stance_question(situation, nothing)]


def situation_page(
    assessment: Assessment, situation: Situation, now: datetime, *, sees_views: bool, for_manager: bool = False
) -> SituationPage:
    """The page, in at most five queries (two more where an organization above is asked some practices)."""
    edition = edition_of(assessment.edition)
    sheet = sheet_of(assessment, edition)
    previous = previous_of(assessment, edition)
    beside = edition.situations_beside(situation)
    return SituationPage(
        assessment=assessment,
        situation=situation,
        number=beside.index(situation) + 1,
        steps=[Step(number, one, is_answered(sheet, one)) for number, one in enumerate(beside, start=1)],
        signs=[sign_question(situation, signal, sheet, previous) for signal in situation.signals],
        stance=stance_question(situation, sheet),
        origin=origin_of(edition, situation),
        notice=edition.notice,
        quarter=previous.quarter,
        about=_about(
            assessment, edition, situation, sheet, previous, now, sees_views=sees_views, for_manager=for_manager
        ),
    )


def situation_about(
    assessment: Assessment, situation: Situation, now: datetime, *, sees_views: bool, for_manager: bool = False
) -> About:
    """What stands beside the questions alone."""
    edition = edition_of(assessment.edition)
    sheet = sheet_of(assessment, edition)
    previous = previous_of(assessment, edition)
    return _about(assessment, edition, situation, sheet, previous, now, sees_views=sees_views, for_manager=for_manager)


def is_answered(sheet: Sheet, situation: Situation) -> bool:
    """Whether all signs of a situation are answered and confirmed, or the organization says whether it faces it."""
    signs = [sheet.answers.get((Kind.SIGNAL, situation.key_of(signal))) for signal in situation.signals]
    stance = sheet.answers.get((Kind.STANCE, situation.key))
    return all(_is_confirmed(row) for row in signs) or _is_confirmed(stance)


def _is_confirmed(row: Answer | None) -> bool:
    """Whether something was said in this period, be it "don't know"."""
    return row is not None and row.value != UNANSWERED and row.is_confirmed


def _about(
    assessment: Assessment,
    edition: Edition,
    situation: Situation,
    sheet: Sheet,
    previous: Previous,
    now: datetime,
    *,
    sees_views: bool,
    for_manager: bool,
) -> About:
    """Whoever may not see other people's answers gets what comes of the organization's own alone."""
    own = sheet if sees_views else replace(sheet, responses=[])
    result = outcome_of(assessment, now, own).result
    return About(
        assessment=assessment,
        situation=situation,
        result=next(one for one in result.situations if one.key == situation.key),
        stance=sheet.value(Kind.STANCE, situation.key),
        faced_at=edition.settings.faced_at,
        is_weighed=len({signal.weight for signal in situation.signals}) > 1,
        period=previous.period,
        before=previous.situations.get(situation.key),
        advice=[one.title for one in edition.recommendations if one.situation == situation.key],
        others=sign_views(assessment, edition, situation, sheet) if for_manager else None,
    )

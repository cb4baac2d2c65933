# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Results as pages read them: computed while an assessment is open, read from the frozen row once it is submitted."""

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from assessments import models
from assessments.domain.answers import Answers, parse_answers
from assessments.domain.edition import Edition
from assessments.domain.result import Result, evaluate
from assessments.domain.standing import Standing, standing_of
from assessments.models import Assessment
from assessments.queries.answer import Sheet, answers_of, sheet_of, today_of
from assessments.queries.edition import edition_of


@dataclass(frozen=True)
class Outcome:
    """One assessment with its edition, what was answered (as the engine reads it) and the result."""

    assessment: Assessment
    edition: Edition
    answers: Answers
    result: Result

    @cached_property
    def standing(self) -> Standing:
        """The exact figures behind the result, which is rounded."""
        return standing_of(self.edition, self.answers)


def outcome_of(assessment: Assessment, now: datetime, sheet: Sheet | None = None) -> Outcome:
    """The result so far of an open assessment (three queries, none with its `sheet`), or the frozen one (one query)."""
    edition = edition_of(assessment.edition)
    if assessment.is_open:
        sheet = sheet or sheet_of(assessment, edition)
        answers = answers_of(assessment, edition, sheet, today_of(assessment, now))
        return Outcome(assessment, edition, answers, evaluate(edition, answers))
    return frozen_outcome(assessment, edition, models.Result.objects.of(assessment).get())


def frozen_outcome(assessment: Assessment, edition: Edition, row: models.Result) -> Outcome:
    """A submitted assessment's outcome from its frozen row."""
    answers = parse_answers(edition, json.loads(row.answers, parse_float=Decimal))
    return Outcome(assessment, edition, answers, Result.model_validate_json(row.document))

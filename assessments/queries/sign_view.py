# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What management and units see of a situation's signs, beside what the organization says: for managers alone.

A sign's views show once the organization has answered it, or has said whether it faces the situation; all of them show
once the assessment is submitted. Who has a blind spot does not see it: where a view sees what the organization denies,
the page says so.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.domain.content import Signal, Situation
from assessments.domain.document import Text
from assessments.domain.edition import Edition
from assessments.domain.exposure import DEGREES, upper_median
from assessments.models import Answer, Assessment, Response
from assessments.models.answer import Kind
from assessments.queries.answer import Sheet, is_set
from assessments.queries.perspective import View, views_in
from assessments.queries.question import STANCES, Option
from assessments.queries.wording import DEGREE_NAMES

NOT_US, NOT_FACED = "not_us", "not_faced"
SCALE = [Option(degree, DEGREE_NAMES[degree]) for degree in DEGREES]


@dataclass(frozen=True)
class SignView:
    """What others say of one sign. `seen_by` are the views that see what the organization denies in the words `own`."""

    text: Text
    views: list[View]
    seen_by: str
    own: str


@dataclass(frozen=True)
class SignViews:
    """The signs that others were asked about, as far as they show; `waits` where more will once they are answered."""

    signs: list[SignView]
    waits: bool
    min_replies: int

    @property
    def has_blind_spot(self) -> bool:
        return any(sign.seen_by for sign in self.signs)


def sign_views(assessment: Assessment, edition: Edition, situation: Situation, sheet: Sheet) -> SignViews:
    """What others say of each sign of a situation."""
    stance = sheet.answers.get((Kind.STANCE, situation.key))
    answers = {signal.key: sheet.answers.get((Kind.SIGNAL, situation.key_of(signal))) for signal in situation.signals}
    shown = [one for one in situation.signals if not assessment.is_open or is_set(answers[one.key]) or is_set(stance)]
    least = edition.settings.min_replies
    signs = []
    for signal in shown:
        rows = [row for row in sheet.responses if (row.kind, row.key) == (Kind.SIGNAL, situation.key_of(signal))]
        if rows:
            signs.append(_sign_view(signal, rows, _denial(answers[signal.key], stance), least))
    return SignViews(signs, len(shown) < len(situation.signals), least)


def _denial(answer: Answer | None, stance: Answer | None) -> str:
    """In which words the organization denies a sign; "" where it doesn't."""
    if answer and answer.value == NOT_US:
        return str(DEGREE_NAMES[NOT_US])
    return str(STANCES[NOT_FACED]) if stance and stance.value == NOT_FACED else ""


def _sign_view(signal: Signal, rows: list[Response], denial: str, least: int) -> SignView:
    views = views_in(rows, SCALE, least, upper_median)
    seeing = [view.label for view in views if view.value] if denial else []
    return SignView(signal.text, views, _(", ").join(seeing), denial)

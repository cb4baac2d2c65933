# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A questionnaire as somebody without an account meets it: one practice, or one situation's signs, a page."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.domain.content import Practice, Situation
from assessments.domain.document import Perspective, Text
from assessments.models import Invitation, OpenLink, Respondent, Response
from assessments.models.answer import NOT_APPLICABLE, NUMBERS, UNANSWERED, UNKNOWN, Kind
from assessments.queries.edition import edition_of
from assessments.queries.offered import asked_by, asked_rows, renamed
from assessments.queries.question import Option
from assessments.queries.wording import DEGREE_NAMES, in_words

NOT_SURE = _("I’m not sure")
NOT_FOR_ME = _("It doesn’t concern my work")
NOT_FOR_US = _("It doesn’t apply to us")


@dataclass(frozen=True)
class Question:
    """One thing that is asked: what can be chosen, and what was; `field` is its name in the form."""

    kind: Kind
    key: str
    field: str
    text: Text
    options: list[Option]
    value: str

    @property
    def label(self) -> str:
        """What it is called in a list of what to mend."""
        return in_words(self.text)

    @property
    def place(self) -> tuple[Kind, str]:
        return (self.kind, self.key)


@dataclass(frozen=True)
class Step:
    """One page: a practice has one question, a situation one for each sign."""

    number: int
    heading: Text
    is_practice: bool
    questions: list[Question]

    @property
    def asks(self) -> str:
        """What the page asks, which it posts with the answer: after a move its number may be another's."""
        kind, key = self.questions[0].place
        return f"{kind}-{key.partition('/')[0]}"

    @property
    def is_answered(self) -> bool:
        return all(question.value != UNANSWERED for question in self.questions)


@dataclass(frozen=True)
class Questionnaire:
    """All pages of a link, with what one respondent has said."""

    link: Invitation | OpenLink
    respondent: Respondent | None
    steps: list[Step]

    @property
    def total(self) -> int:
        return len(self.steps)

    @property
    def is_finished(self) -> bool:
        return self.respondent is not None and self.respondent.finished_at is not None

    @cached_property
    def answered(self) -> int:
        return sum(step.is_answered for step in self.steps)

    @cached_property
    def first_open(self) -> int | None:
        """The page to go on at; None where all is answered."""
        return next((step.number for step in self.steps if not step.is_answered), None)

    def step_that_asks(self, posted: str) -> Step | None:
        """The page that asks what an earlier page posted, maybe under an earlier key; None where none does."""
        kind, _hyphen, key = posted.partition("-")
        if kind not in (Kind.PRACTICE, Kind.SIGNAL):
            return None
        named = f"{kind}-{renamed(edition_of(self.link.assessment.edition), Kind(kind), key)}"
        return next((step for step in self.steps if step.asks == named), None)

    def step(self, number: int) -> Step | None:
        """The page of this number, where there is one."""
        return self.steps[number - 1] if 1 <= number <= self.total else None


def link_of(token: str) -> Invitation | OpenLink | None:
    """The link that a token opens. One query for a personal link, two for an open one, or for none."""
    personal: Invitation | None = Invitation.objects.by_token(token).first()
    if personal:
        return personal
    unknown: OpenLink | None = OpenLink.objects.by_token(token).first()
    return unknown


def questionnaire_of(link: Invitation | OpenLink, browser: uuid.UUID | None) -> Questionnaire:
    """The questionnaire as this browser has filled it in, in at most two queries."""
    respondent = _respondent_of(link, browser)
    said = _said_by(link, respondent) if respondent else {}
    edition, perspective = edition_of(link.assessment.edition), cast(Perspective, link.perspective)
    steps: list[Step] = []
    practices, situations = asked_by(link)
    for key in practices:
        steps.append(practice_step(len(steps) + 1, edition.practice(key), perspective, said))
    for key in situations:
        steps.append(_situation_step(len(steps) + 1, edition.situation(key), said))
    return Questionnaire(link, respondent, steps)


def _respondent_of(link: Invitation | OpenLink, browser: uuid.UUID | None) -> Respondent | None:
    if browser is None:
        return None
    respondents = Respondent.objects.of(link.assessment)
    if isinstance(link, OpenLink):
        return respondents.filter(pk=browser, invitation=None).first()
    return respondents.filter(invitation=link).first() if link.browser == browser else None


def _said_by(link: Invitation | OpenLink, respondent: Respondent) -> dict[tuple[str, str], str]:
    held = Response.objects.of(link.assessment).filter(respondent=respondent.pk, perspective=respondent.perspective)
    return {(row.kind, row.key): row.value for row in asked_rows(edition_of(link.assessment.edition), held)}


def practice_step(
    number: int, practice: Practice, perspective: Perspective, said: Mapping[tuple[str, str], str]
) -> Step:
    """A practice as it is worded for a perspective; `said` is what was answered, by kind and key."""
    worded = practice.worded_for(perspective)
    options = [Option(value, "", sentence=sentence) for value, sentence in zip(NUMBERS, worded.anchors, strict=True)]
    if practice.not_applicable:
        words: str | Promise = NOT_FOR_ME if perspective == "employee" else NOT_FOR_US
        options.append(Option(NOT_APPLICABLE, words))
    options.append(Option(UNKNOWN, NOT_SURE))
    value = said.get((Kind.PRACTICE, practice.key), UNANSWERED)
    question = Question(Kind.PRACTICE, practice.key, "answer", worded.question, options, value)
    return Step(number, worded.question, True, [question])


def _situation_step(number: int, situation: Situation, said: dict[tuple[str, str], str]) -> Step:
    options = [*(Option(value, words) for value, words in DEGREE_NAMES.items()), Option(UNKNOWN, NOT_SURE)]
    questions = []
    for signal in situation.signals:
        key = situation.key_of(signal)
        value = said.get((Kind.SIGNAL, key), UNANSWERED)
        questions.append(Question(Kind.SIGNAL, key, f"sign-{signal.key}", signal.text, options, value))
    return Step(number, situation.question or situation.statement, False, questions)

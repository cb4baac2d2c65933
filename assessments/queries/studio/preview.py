# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""A piece of a draft as respondents will see it, by the templates that they get; where it cannot be shown, why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from django.utils import timezone
from django.utils.translation import override

from assessments.domain.answers import Answers
from assessments.domain.content import Level, Practice, Recommendation, Situation
from assessments.domain.document import Text
from assessments.domain.edition import Edition
from assessments.domain.faults import EditionFaults, Fault
from assessments.domain.matching_answers import matching_answers
from assessments.domain.partial import UNNAMED, languages_of, partial_edition
from assessments.domain.pieces import Plain
from assessments.domain.result import RecommendationResult, evaluate
from assessments.models import Assessment
from assessments.queries.advice import Advice, Adviser
from assessments.queries.answer import Sheet
from assessments.queries.previous import Previous
from assessments.queries.question import Option, Question, anchors_of, sign_question, stance_question
from assessments.queries.questionnaire import Question as AskedQuestion
from assessments.queries.questionnaire import practice_step
from assessments.queries.reading import Reader
from assessments.queries.result import Outcome
from assessments.queries.studio.finding import finding_words
from assessments.queries.wording import origin_of, own_name, view_name

PREVIEWED = ("practices", "situations", "recommendations")


@dataclass(frozen=True)
class Language:
    """A language of the edition, by its own name."""

    code: str
    name: str


@dataclass(frozen=True)
class EmptyField:
    """A field that nobody has filled in, as templates ask for one; no two previews share an id."""

    auto_id: str
    html_name: str = ""
    value: str = ""
    errors: Sequence[str] = ()


@dataclass(frozen=True)
class EmptyAsked:
    """A question that nobody has answered, in the place of forms.question.Asked."""

    question: Question
    field: EmptyField
    note: EmptyField | None = None
    value: str = ""
    seen: str = ""


@dataclass(frozen=True)
class Worded:
    """A practice as those are asked it whose wording differs: `view` names them."""

    view: str
    perspective: str
    question: AskedQuestion
    field: EmptyField


@dataclass(frozen=True)
class PracticePreview:
    """The page of a practice, with the names that the templates of queries.practice.PracticePage ask for."""

    practice: Practice
    level: Level
    number: int
    steps: Sequence[Practice]
    options: list[Option]
    recommendations: list[Recommendation]
    wordings: list[Worded]


@dataclass(frozen=True)
class SituationPreview:
    """The page of a situation, with the names that the templates of queries.situation.SituationPage ask for."""

    situation: Situation
    number: int
    steps: Sequence[Situation]
    signs: list[EmptyAsked]
    stance: EmptyAsked
    origin: str
    notice: Text | None
    advice: list[Text]


@dataclass(frozen=True)
class RecommendationPreview:
    """A recommendation in results to which it matches; `matches` is False where no such answers were found.

    `notice` stands beside the situations in results, and so beside the one that is answered here.
    """

    advice: Advice
    today: date
    matches: bool
    notice: Text | None


Page: TypeAlias = PracticePreview | SituationPreview | RecommendationPreview


@dataclass(frozen=True)
class Preview:
    """A piece in one of the edition's languages: `page` is None where it cannot be shown, and `lacking` says why."""

    kind: str
    language: str
    languages: list[Language]
    lacking: list[str]
    page: Page | None


def preview_of(
    document: Mapping[str, Any],
    kind: str,
    piece: Plain,
    language: str | None,
    *,
    on: date | None = None,
    tell: Callable[[Fault], str] = finding_words,
) -> Preview:
    """The piece as readers of a language see it; of an unknown language (or None) as those of the source.

    `kind` is one of PREVIEWED; the document may have faults, and hold another state of the piece or none. `on` is the
    day on which it is read, today where None; `tell` says what is wrong with the piece.
    """
    languages = languages_of(document)
    chosen = language if language in languages else languages[0]
    named = [Language(code, own_name(code)) for code in languages]
    try:
        edition = partial_edition(document, kind, piece)
    except EditionFaults as refusal:
        return Preview(kind, chosen, named, [tell(fault) for fault in refusal.faults], None)
    with override(chosen):
        page = _page(edition, kind, piece.get("key", UNNAMED), on or timezone.now().date())
    return Preview(kind, chosen, named, [], page)


def _page(
    edition: Edition, kind: str, key: str, on: date
) -> PracticePreview | SituationPreview | RecommendationPreview:
    if kind == "practices":
        return _practice(edition, edition.practice(key))
    if kind == "situations":
        return _situation(edition, edition.situation(key))
    return _recommendation(edition, edition.recommendation(key), on)


def _practice(edition: Edition, practice: Practice) -> PracticePreview:
    beside = edition.practices_of(practice.level)
    return PracticePreview(
        practice=practice,
        level=edition.level(practice.level),
        number=beside.index(practice) + 1,
        steps=beside,
        options=anchors_of(edition, practice),
        recommendations=[one for one in edition.recommendations if practice.key in one.practices],
        wordings=[_worded(practice, index) for index in range(len(practice.wordings))],
    )


def _worded(practice: Practice, index: int) -> Worded:
    perspective = practice.wordings[index].perspective
    (question,) = practice_step(1, practice, perspective, {}).questions
    field = EmptyField(f"preview-{perspective}")
    return Worded(view_name(perspective), perspective, replace(question, field=field.auto_id), field)


def _situation(edition: Edition, situation: Situation) -> SituationPreview:
    beside, nothing = edition.situations_beside(situation), Sheet({}, {}, [])
    signs = [sign_question(situation, signal, nothing, Previous()) for signal in situation.signals]
    stance = stance_question(situation, nothing)
    note = EmptyField("preview-note", stance.note_field)
    return SituationPreview(
        situation=situation,
        number=beside.index(situation) + 1,
        steps=beside,
        signs=[EmptyAsked(sign, EmptyField(f"preview-sign-{at}")) for at, sign in enumerate(signs)],
        stance=EmptyAsked(stance, EmptyField("preview-stance"), note),
        origin=origin_of(edition, situation),
        notice=edition.notice,
        advice=[one.title for one in edition.recommendations if one.situation == situation.key],
    )


def _recommendation(edition: Edition, advice: Recommendation, on: date) -> RecommendationPreview:
    """As the first of an organization's results, so that its rank says nothing of others."""
    alone = edition.model_copy(update={"recommendations": (advice,)})
    answers = matching_answers(alone, advice, on)
    outcome = _outcome(alone, advice, answers or Answers(on=on), matches=answers is not None)
    shown = Adviser(outcome, Reader(outcome)).advice(outcome.result.recommendations[0])
    return RecommendationPreview(shown, on, answers is not None, edition.notice if shown.situation else None)


def _outcome(edition: Edition, advice: Recommendation, answers: Answers, *, matches: bool) -> Outcome:
    result = evaluate(edition, answers)
    if not matches:
        nothing = RecommendationResult(
            key=advice.key, verdict="possible", priority=Decimal(0), why=(), missing=(), retired_by=()
        )
        result = result.model_copy(update={"recommendations": (nothing,)})
    return Outcome(Assessment(), edition, answers, result)

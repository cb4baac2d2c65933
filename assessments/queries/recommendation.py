# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""One recommendation in full: whether and why it matches, what is to be done and what that raises, what ends it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from assessments.domain.content import Action, Recommendation, Resource, Situation
from assessments.domain.document import CADENCE_RANK, Value
from assessments.domain.result import SituationResult
from assessments.domain.rules import Not
from assessments.domain.truth import judged, leaves_that_hold
from assessments.models import Assessment
from assessments.queries.advice import Advice, Adviser, Step, Told
from assessments.queries.faring import Faring, Farings
from assessments.queries.planned import Plan
from assessments.queries.reading import Reader, Reading
from assessments.queries.result import Outcome, outcome_of
from assessments.queries.wording import CADENCE_NAMES, in_words, origin_of


@dataclass(frozen=True)
class Raise:
    """What an action brings: a practice to a value, or a routine to a cadence; `is_there`: it is that high already."""

    kind: str
    key: str
    name: str
    to: str
    is_there: bool


@dataclass(frozen=True)
class Deed:
    """One action, with what it raises."""

    step: Step
    raises: tuple[Raise, ...]


@dataclass(frozen=True)
class RecommendationPage:
    """A recommendation of an assessment's edition; `advice` is None where it does not match, and `against` says why.

    `today` is the day on which the page is read.
    """

    outcome: Outcome
    today: date
    recommendation: Recommendation
    advice: Advice | None
    matched: int
    against: tuple[Reading, ...]
    situation: Situation | None
    exposure: SituationResult | None
    deeds: tuple[Deed, ...]
    resources: tuple[Resource, ...]
    examples: tuple[Told, ...]
    origin: str
    faring: Faring
    plan: Plan
    may_manage: bool

    @property
    def assessment(self) -> Assessment:
        return self.outcome.assessment

    @property
    def verdict(self) -> str:
        """`matched`, `possible` or `unmatched`."""
        return self.advice.result.verdict if self.advice else "unmatched"


def recommendation_page(
    assessment: Assessment, key: str, now: datetime, plan: Plan, *, may_manage: bool
) -> RecommendationPage | None:
    """The page; None where the edition lacks the key. Two queries for a submitted assessment, four for an open one."""
    outcome = outcome_of(assessment, now)
    edition = outcome.edition
    if key not in {one.key for one in edition.recommendations}:
        return None
    reader = Reader(outcome)
    adviser = Adviser(outcome, reader, plan.planned)
    recommendation = edition.recommendation(key)
    result = next((one for one in outcome.result.recommendations if one.key == key), None)
    return RecommendationPage(
        outcome=outcome,
        today=now.astimezone(assessment.organization.zone).date(),
        recommendation=recommendation,
        advice=adviser.advice(result) if result else None,
        matched=sum(one.verdict == "matched" for one in outcome.result.recommendations),
        against=() if result else _against(recommendation, outcome, reader),
        situation=edition.situation(recommendation.situation) if recommendation.situation else None,
        exposure=adviser.exposure(recommendation),
        deeds=tuple(Deed(step, tuple(_raises(step.action, outcome))) for step in adviser.steps(recommendation)),
        resources=tuple(edition.resource(one) for one in recommendation.resources),
        examples=adviser.told(recommendation),
        origin=origin_of(edition, recommendation),
        faring=Farings(edition.pack, edition.renames.recommendations).of(key),
        plan=plan,
        may_manage=may_manage,
    )


def _against(recommendation: Recommendation, outcome: Outcome, reader: Reader) -> tuple[Reading, ...]:
    """Why it does not match: what makes its rule false, each as what holds instead."""
    contrary = judged(Not.model_validate({"not": recommendation.when}), outcome.standing)
    return reader.read_all(one.printed() for one in leaves_that_hold(contrary))


def _raises(action: Action, outcome: Outcome) -> Iterator[Raise]:
    edition, standing = outcome.edition, outcome.standing
    for key, value in action.raises.items():
        name = in_words(edition.practice(key).name)
        yield Raise("practice", key, name, str(value), _reaches(standing.values[key], value))
    for key, cadence in action.sets.items():
        now = standing.routines[key]
        is_there = now is not None and CADENCE_RANK[now] >= CADENCE_RANK[cadence]
        yield Raise("routine", key, in_words(edition.routine(key).name), str(CADENCE_NAMES[cadence]), is_there)


def _reaches(value: Value, wanted: int) -> bool:
    return isinstance(value, int) and value >= wanted

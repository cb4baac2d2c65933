# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""All that the page of results says, from one outcome."""

from dataclasses import dataclass
from datetime import date, datetime

from accounts.models import Organization
from assessments.models import Assessment
from assessments.queries.advice import FIRST, Advice, Adviser, Unmatched
from assessments.queries.answer import sheet_of
from assessments.queries.assessment import with_submitters
from assessments.queries.confirmation import CarriedOver, carried_over
from assessments.queries.edition import edition_of
from assessments.queries.enough import enough_in
from assessments.queries.grid import Audience, Grid, audiences_of, grid_of
from assessments.queries.journey import Step, journey_of
from assessments.queries.level import LevelRow, headline, level_rows
from assessments.queries.planned import Plan
from assessments.queries.reading import Reader
from assessments.queries.result import Outcome, outcome_of
from assessments.queries.said import (
    Difference,
    FactRow,
    Section,
    differences_of,
    facts_of,
    is_anyone_asked,
    sections_of,
)

MOST_PERIODS = 40


@dataclass(frozen=True)
class ResultPage:
    """One assessment's result, as far as the reader may see it; `today` is the day on which it is read."""

    outcome: Outcome
    today: date
    is_empty: bool
    submitted_by: str
    unknown: int
    assessments: list[Assessment]
    headline: str
    levels: list[LevelRow]
    grid: Grid
    audiences: list[Audience]
    journey: list[Step]
    first: list[Advice]
    rest: list[Advice]
    possible: list[Advice]
    unmatched: list[Unmatched]
    differences: list[Difference]
    is_anyone_asked: bool
    sections: list[Section]
    facts: list[FactRow]
    carried: CarriedOver
    plan: Plan
    may_manage: bool

    @property
    def assessment(self) -> Assessment:
        return self.outcome.assessment

    @property
    def matched(self) -> int:
        return len(self.first) + len(self.rest)

    @property
    def possible_first(self) -> list[Advice]:
        return self.possible[:FIRST]

    @property
    def possible_rest(self) -> list[Advice]:
        return self.possible[FIRST:]


def result_page(assessment: Assessment, now: datetime, plan: Plan, *, may_manage: bool) -> ResultPage:
    """The page in four queries, for a submitted assessment as for an open one; two more where one went before."""
    sheet = sheet_of(assessment, edition_of(assessment.edition)) if assessment.is_open else None
    outcome = outcome_of(assessment, now, sheet)
    reader = Reader(outcome)
    adviser = Adviser(outcome, reader, plan.planned)
    matched = adviser.matched()
    levels = level_rows(outcome)
    return ResultPage(
        outcome=outcome,
        today=now.astimezone(assessment.organization.zone).date(),
        is_empty=outcome.answers.is_empty,
        submitted_by=with_submitters(assessment.organization, [assessment])[0][1],
        unknown=sum(practice.value is None for practice in outcome.result.practices),
        assessments=_readable(assessment.organization, may_manage=may_manage),
        headline=headline(outcome, levels),
        levels=levels,
        grid=grid_of(outcome),
        audiences=audiences_of(outcome.edition, reader),
        journey=journey_of(outcome.result, reader),
        first=matched[:FIRST],
        rest=matched[FIRST:],
        possible=adviser.possible(),
        unmatched=adviser.unmatched(),
        differences=differences_of(outcome, reader, with_views=may_manage),
        is_anyone_asked=is_anyone_asked(outcome),
        sections=sections_of(outcome, enough_in(assessment, now, sheet)),
        facts=facts_of(outcome, reader),
        carried=carried_over(assessment, outcome.edition),
        plan=plan,
        may_manage=may_manage,
    )


def _readable(organization: Organization, *, may_manage: bool) -> list[Assessment]:
    """The organization's assessments whose results the person may read, the latest first."""
    rows = Assessment.objects.for_organization(organization).select_related("edition").defer("edition__document")
    if not may_manage:
        rows = rows.exclude(state=Assessment.State.OPEN)
    return list(rows.order_by("-period", "-opened_at")[:MOST_PERIODS])

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The result: what the engine says about an edition and answers, rounded as it is printed (ENGINE.md, section 11).

A pure function: the same edition and answers give the same bytes of canonical JSON, years later too.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal as OneOf

from assessments.domain.answers import Answers
from assessments.domain.content import Stage
from assessments.domain.document import AnswerValue, Day, Outcome
from assessments.domain.edition import Edition
from assessments.domain.exposure import IsFaced
from assessments.domain.figures import percent, rounded
from assessments.domain.matching import Match, gap_of, matches
from assessments.domain.normal_form import Literal
from assessments.domain.projection import NO_RAISES
from assessments.domain.retiring import ways_to_retire
from assessments.domain.rules import Rule
from assessments.domain.stages import lacking, stage_of
from assessments.domain.standing import Evidence, Standing, coverage, standing_of
from assessments.domain.truth import leaves_that_are_open, leaves_that_hold


class LevelResult(Outcome):
    """A level's figures in percent, one decimal; all None where no practice is applicable."""

    key: str
    shown: Decimal | None
    said: Decimal | None
    could_be: Decimal | None
    aim: Decimal | None
    completeness: Decimal | None
    at_target: int
    applicable: int


class PracticeResult(Outcome):
    """A practice's value (None: unknown) against its target; the gap is None where the value is unknown or "na"."""

    key: str
    value: AnswerValue | None
    target: int
    gap: int | None
    spread: int
    disagreement: bool
    unresolved: bool
    evidence: Evidence


class SituationResult(Outcome):
    """How far a situation is this organization, 0 to 1 with three decimals; `coverage` is percent by level."""

    key: str
    said: Decimal
    could_be: Decimal
    faced: IsFaced
    coverage: Mapping[str, Decimal | None]


class RecommendationResult(Outcome):
    """Advice that matches, with why and what would retire it, or that may match, with what is missing to know."""

    key: str
    verdict: OneOf["matched", "possible"]
    priority: Decimal
    why: tuple[Rule, ...]
    missing: tuple[Rule, ...]
    retired_by: tuple[tuple[Rule, ...], ...]


class NextStage(Outcome):
    """The stage after the one reached, and what it lacks."""

    key: str
    lacking: tuple[Rule, ...]


class Result(Outcome):
    """All that the engine says; `stage` None: not even the first, `next` None: all are reached."""

    pack: str
    edition: str
    on: Day
    profile: str | None
    projected: bool
    levels: tuple[LevelResult, ...]
    at_target: int
    applicable: int
    practices: tuple[PracticeResult, ...]
    situations: tuple[SituationResult, ...]
    recommendations: tuple[RecommendationResult, ...]
    stage: str | None
    next: NextStage | None


def evaluate(edition: Edition, answers: Answers, raises: Mapping[str, int] = NO_RAISES) -> Result:
    """The result of answers that were checked against this edition.

    `raises` are practices that rise besides those of the actions in `done`, each to a value, as a projection counts
    them.
    """
    standing = standing_of(edition, answers, raises)
    stage, following = stage_of(edition, standing)
    return Result.model_construct(
        pack=edition.pack,
        edition=edition.edition,
        on=answers.on,
        profile=answers.profile,
        projected=standing.projected,
        levels=_levels(standing),
        at_target=sum(level.at_target for level in standing.levels.values()),
        applicable=sum(level.applicable for level in standing.levels.values()),
        practices=_practices(standing),
        situations=_situations(edition, standing),
        recommendations=tuple(_recommendation(match, standing) for match in matches(edition, standing)),
        stage=stage.key if stage else None,
        next=_next(following, standing) if following else None,
    )


def _levels(standing: Standing) -> tuple[LevelResult, ...]:
    return tuple(
        LevelResult.model_construct(
            key=key,
            shown=percent(level.shown),
            said=percent(level.said),
            could_be=percent(level.could_be),
            aim=percent(level.aim),
            completeness=percent(level.completeness),
            at_target=level.at_target,
            applicable=level.applicable,
        )
        for key, level in standing.levels.items()
    )


def _practices(standing: Standing) -> tuple[PracticeResult, ...]:
    return tuple(
        PracticeResult.model_construct(
            key=key,
            value=standing.values[key],
            target=standing.targets[key],
            gap=gap_of(standing, key),
            spread=practice.spread,
            disagreement=practice.disagreement,
            unresolved=practice.unresolved,
            evidence=standing.evidence[key],
        )
        for key, practice in standing.practices.items()
    )


def _situations(edition: Edition, standing: Standing) -> tuple[SituationResult, ...]:
    return tuple(
        SituationResult.model_construct(
            key=key,
            said=rounded(exposure.said, places=3),
            could_be=rounded(exposure.could_be, places=3),
            faced=exposure.faced,
            coverage={
                level: percent(share) for level, share in coverage(edition, standing, edition.situation(key)).items()
            },
        )
        for key, exposure in standing.exposures.items()
    )


def _recommendation(match: Match, standing: Standing) -> RecommendationResult:
    advice = match.recommendation
    return RecommendationResult.model_construct(
        key=advice.key,
        verdict="possible" if match.possible else "matched",
        priority=percent(match.priority),
        why=() if match.possible else _printed(leaves_that_hold(match.when)),
        missing=leaves_that_are_open(match.when) if match.possible else (),
        retired_by=() if match.possible else tuple(_printed(way) for way in ways_to_retire(advice, standing)),
    )


def _next(stage: Stage, standing: Standing) -> NextStage:
    return NextStage.model_construct(key=stage.key, lacking=_printed(lacking(stage, standing)))


def _printed(literals: Iterable[Literal]) -> tuple[Rule, ...]:
    return tuple(literal.printed() for literal in literals)

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Where an organization stands: every exact figure that rules, results and pages speak of (ENGINE.md, sections 4
to 6, 10).

Exact means unrounded: rules compare these, only results print rounded ones.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, TypeAlias

from assessments.domain.answers import Answers
from assessments.domain.content import Practice, Situation
from assessments.domain.document import Cadence, Value
from assessments.domain.edition import Edition
from assessments.domain.exposure import Exposure, exposures
from assessments.domain.figures import Answered, LevelFigures, level_figures, said_share
from assessments.domain.projection import (
    NO_RAISES,
    projected_routines,
    projected_values,
    raised_values,
    set_routines,
)
from assessments.domain.values import NO_ANSWER, PracticeValue, practice_values

Evidence: TypeAlias = Literal["fresh", "stale", "none"]

NO_SETS: Mapping[str, Cadence] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Standing:
    """All by key, in the edition's order; `values` are those after a what-if, those of `practices` before it."""

    projected: bool
    practices: Mapping[str, PracticeValue]
    values: Mapping[str, Value]
    targets: Mapping[str, int]
    evidence: Mapping[str, Evidence]
    levels: Mapping[str, LevelFigures]
    exposures: Mapping[str, Exposure]
    routines: Mapping[str, Cadence | None]
    facts: Mapping[str, bool | None]


def standing_of(edition: Edition, answers: Answers, raises: Mapping[str, int] = NO_RAISES) -> Standing:
    """Where the answers say that an organization stands; with raises, where it would if these practices rose too."""
    practices = practice_values(edition, answers)
    values = projected_values(edition, answers, {key: practice.value for key, practice in practices.items()}, raises)
    targets = targets_of(edition, answers)
    evidence = {key: _evidence(edition, answers, key) for key in practices}
    standing = Standing(
        projected=bool(answers.done or raises),
        practices=practices,
        values=values,
        targets=targets,
        evidence=evidence,
        levels={},
        exposures=exposures(edition, answers),
        routines=projected_routines(edition, answers),
        facts={fact.key: answers.facts.get(fact.key) for fact in edition.facts},
    )
    return replace(standing, levels=_levels(edition, standing, (level.key for level in edition.levels)))


def raised(
    edition: Edition, standing: Standing, raises: Mapping[str, int], sets: Mapping[str, Cadence] = NO_SETS
) -> Standing:
    """The same after practices rose and routines became more frequent; works out again only the levels they touch.

    The standing itself where nothing rises.
    """
    values, routines = raised_values(standing.values, raises), set_routines(standing.routines, sets)
    if values == standing.values and routines == standing.routines:
        return standing
    after = replace(standing, projected=True, values=values, routines=routines)
    touched = {edition.practice(key).level for key in raises if values[key] != standing.values[key]}
    return replace(after, levels={**standing.levels, **_levels(edition, after, touched)})


def _levels(edition: Edition, standing: Standing, keys: Iterable[str]) -> dict[str, LevelFigures]:
    return {key: level_figures(_answered(standing, practice) for practice in edition.practices_of(key)) for key in keys}


def _answered(standing: Standing, practice: Practice) -> Answered:
    key = practice.key
    backed = standing.practices[key].value if standing.evidence[key] == "fresh" else None
    return Answered(practice, standing.values[key], standing.targets[key], backed)


def targets_of(edition: Edition, answers: Answers) -> dict[str, int]:
    """Each practice's target: the answers' own, else the profile's, else the edition's default."""
    by_profile = edition.profile(answers.profile).targets if answers.profile else {}
    default = edition.settings.default_target
    return {
        practice.key: answers.targets.get(practice.key, by_profile.get(practice.key, default))
        for practice in edition.practices
    }


def fresh_until(reviewed_on: date, fresh_days: int) -> date:
    """The last day on which evidence counts that was reviewed on a day."""
    return reviewed_on + timedelta(days=fresh_days)


def is_fresh(reviewed_on: date, fresh_days: int, on: date) -> bool:
    """Whether evidence that was reviewed on a day counts on another one."""
    return 0 <= (on - reviewed_on).days <= fresh_days


def coverage(edition: Edition, standing: Standing, situation: Situation) -> dict[str, Fraction | None]:
    """By level, what is said over the situation's practices there; None where none is applicable, or none known."""
    row: dict[str, Fraction | None] = {}
    for level in edition.levels:
        practices = [practice for practice in edition.practices_of(level.key) if practice.key in situation.practices]
        known = any(isinstance(standing.values[practice.key], int) for practice in practices)
        row[level.key] = said_share(practices, standing.values) if known else None
    return row


def _evidence(edition: Edition, answers: Answers, practice: str) -> Evidence:
    evidence = answers.practices.get(practice, NO_ANSWER).evidence
    if any(is_fresh(one.reviewed_on, edition.settings.fresh_days, answers.on) for one in evidence):
        return "fresh"
    return "stale" if evidence else "none"

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Answers under which a recommendation matches: what its page can be shown with before anybody has answered.

Each way in which its rule can be true says what must be answered; the first that holds together is taken.
"""

from collections.abc import Iterable
from datetime import date
from itertools import islice

from assessments.domain.answers import (
    Answers,
    PracticeAnswer,
    Response,
    SituationAnswer,
    Stance,
)
from assessments.domain.content import Recommendation
from assessments.domain.document import CADENCE_RANK, CADENCES, Cadence
from assessments.domain.edition import Edition
from assessments.domain.figures import HIGHEST
from assessments.domain.normal_form import Conjunction, Literal, normal_form
from assessments.domain.rules import (
    BelowTarget,
    Disagreement,
    Exposed,
    Faced,
    FactHolds,
    LevelAtLeast,
    LevelBelow,
    PracticeAtLeast,
    PracticeAtMost,
    RoutineAtLeast,
)
from assessments.domain.standing import standing_of
from assessments.domain.truth import truth

# A rule may have 1,024 ways; those that fail do so since they contradict themselves, and one of the first rarely does.
MOST_TRIED = 40


def matching_answers(edition: Edition, advice: Recommendation, on: date) -> Answers | None:
    """Answers on a day to which this recommendation matches; None where none were found, as for one that never does."""
    for way in islice(normal_form(advice.when), MOST_TRIED):
        answers = _answers(edition, way, on)
        if truth(advice.when, standing_of(edition, answers)) is True:
            return answers
    return None


def _answers(edition: Edition, way: Conjunction, on: date) -> Answers:
    practices = _level_values(edition, way) | _practice_values(edition, way)
    apart = {
        one.leaf.disagreement: one.leaf.at_least for one in way if isinstance(one.leaf, Disagreement) and not one.denied
    }
    return Answers(
        on=on,
        facts={one.leaf.fact: not one.denied for one in way if isinstance(one.leaf, FactHolds)},
        practices={key: _practice(practices.get(key), apart.get(key)) for key in [*practices, *apart]},
        situations=_situations(way),
        routines=_routines(way),
    )


def _practice(value: int | str | None, apart: int | None) -> PracticeAnswer:
    """A value; where views must lie apart, the lowest and as much more as that asks for."""
    responses: tuple[Response, ...] = ()
    if apart is not None:
        responses = (Response(perspective="management", value=0), Response(perspective="ospo", value=apart))
    return PracticeAnswer.model_construct(agreed=value, responses=responses, evidence=())


def _level_values(edition: Edition, way: Conjunction) -> dict[str, int | str]:
    """All of a level's practices at 0 where it must be low, at 4 where it must be high."""
    values: dict[str, int | str] = {}
    for leaf, denied in way:
        if isinstance(leaf, LevelBelow | LevelAtLeast):
            value = 0 if isinstance(leaf, LevelBelow) != denied else HIGHEST
            values |= {practice.key: value for practice in edition.practices_of(leaf.level)}
    return values


def _practice_values(edition: Edition, way: Conjunction) -> dict[str, int | str]:
    """For each practice that is named, the highest value below 4 that fits all that is asked of it, else 4 or "na"."""
    target = edition.settings.default_target
    asked: dict[str, list[Literal]] = {}
    for one in way:
        if isinstance(one.leaf, PracticeAtMost | PracticeAtLeast | BelowTarget):
            asked.setdefault(one.leaf.practice, []).append(one)
    values: dict[str, int | str] = {}
    for key, literals in asked.items():
        fitting = (value for value in (3, 2, 1, 0, HIGHEST, "na") if all(_fits(one, value, target) for one in literals))
        found = next(fitting, None)
        if found is not None:
            values[key] = found
    return values


def _fits(one: Literal, value: int | str, target: int) -> bool:
    leaf = one.leaf
    if isinstance(value, str):
        return one.denied != (isinstance(leaf, PracticeAtLeast) and leaf.or_na is True)
    if isinstance(leaf, PracticeAtMost):
        return (value <= leaf.at_most) != one.denied
    if isinstance(leaf, PracticeAtLeast):
        return (value >= leaf.at_least) != one.denied
    return (value < target) != one.denied


def _situations(way: Iterable[Literal]) -> dict[str, SituationAnswer]:
    said: dict[str, Stance] = {}
    for leaf, denied in way:
        if isinstance(leaf, Faced | Exposed):
            said[leaf.faced if isinstance(leaf, Faced) else leaf.exposure] = "not_faced" if denied else "faced"
    return {key: SituationAnswer(stance=stance) for key, stance in said.items()}


def _routines(way: Iterable[Literal]) -> dict[str, Cadence]:
    """The rarest cadence that is often enough; "never" where it must be rarer than something."""
    routines: dict[str, Cadence] = {}
    for leaf, denied in way:
        if isinstance(leaf, RoutineAtLeast):
            least = CADENCES[0] if denied else leaf.at_least
            routines[leaf.routine] = max(least, routines.get(leaf.routine, least), key=lambda one: CADENCE_RANK[one])
    return routines

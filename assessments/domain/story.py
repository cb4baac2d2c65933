# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The facts of the one-page story: what two results say to leadership, before anybody puts it into words.

Everything follows from results and their comparison (ENGINE.md, sections 10 and 11); what is asked of leadership also
from the projection of single actions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.domain.answers import Answers
from assessments.domain.changes import PARTS, Part
from assessments.domain.comparison import ComparedLevel, Comparison, compare_in_detail
from assessments.domain.content import Action, Recommendation
from assessments.domain.document import AnswerValue
from assessments.domain.edition import Edition
from assessments.domain.period import end_of_horizon
from assessments.domain.result import Result, evaluate

MANAGEMENT = "management"
MOST_ASKED = 3

# By key the actions of a plan that are overdue, with the day on which each was due.
Overdue = Mapping[str, date]
NOTHING: Overdue = {}


@dataclass(frozen=True, slots=True)
class Ask:
    """One decision asked of leadership: an action at their level, by when, and what it unlocks.

    `practices` are those that it raises now, `retires` the recommendations that would not match any more, `stage` the
    stage that would be reached (None: the one that is reached already). `was_due` is set where it stands in the plan,
    and is overdue.
    """

    action: Action
    recommendation: Recommendation
    by: date
    practices: tuple[str, ...]
    retires: tuple[str, ...]
    stage: str | None
    was_due: date | None = None


@dataclass(frozen=True, slots=True)
class LevelMove:
    """A level's change of what is said, in points, and its parts, those that weigh most first; none that are 0."""

    key: str
    before: Decimal
    after: Decimal
    change: Decimal
    parts: tuple[tuple[Part, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A practice whose value changed by progress alone; None: unknown."""

    practice: str
    before: AnswerValue | None
    after: AnswerValue | None


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved between two results. `by_targets` are the practices that are at target only since their target was
    lowered (below 0: that are not any more since targets were raised)."""

    comparison: Comparison
    levels: tuple[LevelMove, ...]
    steps: tuple[Step, ...]
    by_targets: int


@dataclass(frozen=True, slots=True)
class StoryFacts:
    """All that the story tells; `moved` is None where there is nothing to compare with."""

    result: Result
    moved: Moved | None
    asks: tuple[Ask, ...]


def story_of(
    edition: Edition,
    answers: Answers,
    result: Result,
    *,
    until: date,
    before: tuple[Edition, Answers] | None = None,
    overdue: Overdue = NOTHING,
) -> StoryFacts:
    """The facts of a story about a result of a period that ends on `until`, since an earlier one of the same pack.

    Raises DifferentPacks.
    """
    moved = _moved(*before, edition, answers) if before else None
    return StoryFacts(result, moved, asks_of(edition, answers, result, until=until, overdue=overdue))


def asks_of(
    edition: Edition,
    answers: Answers,
    result: Result,
    *,
    until: date,
    most: int = MOST_ASKED,
    overdue: Overdue = NOTHING,
) -> tuple[Ask, ...]:
    """The first decisions for leadership: of each matched recommendation, by rank, an action at their level.

    That is the one that stands in the plan and has been overdue longest; else the first. An action that would change
    nothing is not asked for; nor is one twice.
    """
    asks: list[Ask] = []
    for advice in _matched(edition, result):
        if len(asks) == most:
            break
        theirs = [one for one in advice.actions if one.level == leaders_level(edition)]
        action = min(theirs, key=lambda one: overdue.get(one.key, date.max), default=None)
        if action:
            ask = _ask(edition, answers, result, advice, action, until, overdue.get(action.key))
            if ask.practices or ask.retires or ask.stage:
                asks.append(ask)
    return tuple(asks)


def leaders_level(edition: Edition) -> str:
    """The level whose actions are leadership's: management, or the first one where an edition has none of that key."""
    keys = [level.key for level in edition.levels]
    return MANAGEMENT if MANAGEMENT in keys else keys[0]


def _matched(edition: Edition, result: Result) -> Iterator[Recommendation]:
    by_key = {one.key: one for one in edition.recommendations}
    for one in result.recommendations:
        if one.verdict == "matched":
            yield by_key[one.key]


def _ask(
    edition: Edition,
    answers: Answers,
    result: Result,
    advice: Recommendation,
    action: Action,
    until: date,
    was_due: date | None,
) -> Ask:
    done = answers.model_copy(update={"done": (*answers.done, action.key)})
    then = evaluate(edition, done)
    values = {one.key: one.value for one in result.practices}
    matched = {one.key for one in then.recommendations if one.verdict == "matched"}
    return Ask(
        action=action,
        recommendation=advice,
        by=end_of_horizon(action.horizon, until),
        practices=tuple(one.key for one in then.practices if one.value != values[one.key]),
        retires=tuple(one.key for one in _matched(edition, result) if one.key not in matched),
        stage=then.stage if then.stage != result.stage else None,
        was_due=was_due,
    )


def _moved(edition_a: Edition, answers_a: Answers, edition_b: Edition, answers_b: Answers) -> Moved:
    detail = compare_in_detail(edition_a, answers_a, edition_b, answers_b)
    comparison = detail.comparison
    return Moved(
        comparison=comparison,
        levels=tuple(_levels(comparison)),
        steps=tuple(
            Step(one.key, one.before, one.after) for one in comparison.practices if detail.parts[one.key] == "progress"
        ),
        by_targets=comparison.at_target.after - comparison.at_target.to_with_old_targets,
    )


def _levels(comparison: Comparison) -> Iterator[LevelMove]:
    for level in comparison.levels:
        if level.before is not None and level.after is not None and level.change is not None:
            yield LevelMove(level.key, level.before, level.after, level.change, _parts(level))


def _parts(level: ComparedLevel) -> tuple[tuple[Part, Decimal], ...]:
    points = [(part, getattr(level, part)) for part in PARTS]
    return tuple(sorted(((part, one) for part, one in points if one), key=lambda pair: -abs(pair[1])))

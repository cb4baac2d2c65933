# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What an organization may wish for next: a stage, more at a level, to be done with a recommendation, or all of it.

Each is brought to one way or several of `distance`: a rule is brought into its normal form, and of each of its
conjunctions only what does not hold yet is left to do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Literal as OneOf
from typing import TypeAlias

from assessments.domain.content import Recommendation
from assessments.domain.distance import Aim, Measure, Several, Way, literal_distance
from assessments.domain.edition import Edition
from assessments.domain.matching import priority
from assessments.domain.normal_form import Conjunction, Literal, Ways
from assessments.domain.retiring import ways_left
from assessments.domain.stages import stage_of
from assessments.domain.standing import Standing
from assessments.domain.truth import holds, truth

# Of many ways to one goal the nearest are looked at; the built-in pack has one or two.
MOST_WAYS = 24

Kind: TypeAlias = OneOf["stage", "level", "recommendation"]


@dataclass(frozen=True, slots=True)
class Goal:
    """A stage to reach, a level to bring to its aim, or a recommendation to retire, by key."""

    kind: Kind
    key: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Where an organization stands, and the furthest that all its open steps together would bring it."""

    edition: Edition
    start: Standing
    furthest: Standing


def is_reached(edition: Edition, standing: Standing, goal: Goal | None) -> bool:
    """Whether nothing is left to wish for; without a goal, where no recommendation matches."""
    if goal is None:
        return not any(truth(one.when, standing) is True for one in edition.recommendations)
    if goal.kind == "stage":
        reached, _next = stage_of(edition, standing)
        order = [stage.key for stage in edition.stages]
        return reached is not None and order.index(reached.key) >= order.index(goal.key)
    if goal.kind == "level":
        return Aim(edition.practices_of(goal.key)).distance(standing) == 0
    return truth(edition.recommendation(goal.key).when, standing) is False


def measures_of(reach: Reach, goal: Goal | None) -> tuple[Measure, ...]:
    """The ways to a goal, of which the nearest counts; where no step brings it nearer, one that asks for nothing.

    A level: how far its practices are from their targets. A recommendation: its ways out of improvements. A stage: its
    rule and those of the stages before it that are not true yet; what two of them ask for in the same words counts
    once, and where a later one asks for more of the same, the nearer one comes on top. Without a goal: every
    recommendation that matches, by the share of its nearest way out that is left and by its priority; where no step
    helps with any, how far all practices are from their targets.
    """
    if goal is None:
        return _all_advice(reach)
    if goal.kind == "level":
        return (Aim(reach.edition.practices_of(goal.key)),)
    if goal.kind == "recommendation":
        rules = [reach.edition.recommendation(goal.key).ways_out]
    else:
        rules = _stages_before(reach, goal.key)
    return tuple(map(Way, _joined(reach, (_within_reach(reach, one) for one in rules))))


def out_of_reach(reach: Reach, goal: Goal | None) -> tuple[Literal, ...]:
    """What would still be lacking of a goal after all open steps, on the nearest way to it."""
    if goal is None or goal.kind == "level":
        measures = measures_of(reach, goal)
        return measures[0].lacking(reach.furthest)
    if goal.kind == "recommendation":
        rules = [reach.edition.recommendation(goal.key).ways_out]
    else:
        rules = _stages_before(reach, goal.key)
    nearest_ways = (min(ways, key=len) for rule in rules if (ways := ways_left(rule, reach.furthest)))
    return tuple(dict.fromkeys(one for way in nearest_ways for one in way))


def _stages_before(reach: Reach, key: str) -> list[Ways]:
    """The rules of a stage and of those before it, as far as they are not true."""
    keys = [stage.key for stage in reach.edition.stages]
    stages = reach.edition.stages[: keys.index(key) + 1]
    rules = [stage for stage in stages if stage.reached_when and truth(stage.reached_when, reach.start) is not True]
    return [stage.ways_in for stage in rules if stage.ways_in]


def _within_reach(reach: Reach, ways: Ways) -> list[Conjunction]:
    """What is left on the ways that steps bring furthest, the nearest first; leaves that no step moves are left out.

    Of ways after which something would lack whatever is done, those count that lack least.
    """
    moving = [(way, _moved(reach, way)) for way in ways_left(ways, reach.start)]
    moving = [(way, moved) for way, moved in moving if moved]
    left = [sum(not holds(one, reach.furthest) for one in way) for way, _moved_ in moving]
    kept = [moved for (_way, moved), lacking in zip(moving, left, strict=True) if lacking == min(left)]
    return sorted(kept, key=lambda way: Way(way).distance(reach.start))[:MOST_WAYS]


def _moved(reach: Reach, way: Conjunction) -> Conjunction:
    return tuple(one for one in way if literal_distance(one, reach.furthest) < literal_distance(one, reach.start))


def _joined(reach: Reach, rules: Iterable[list[Conjunction]]) -> list[Conjunction]:
    """The ways through all rules, as far as steps move something of them; the nearest first."""
    found: list[Conjunction] = [()]
    for ways in filter(None, rules):
        joined = [tuple(dict.fromkeys((*one, *other))) for one, other in product(found, ways)]
        found = sorted(joined, key=lambda way: Way(way).distance(reach.start))[:MOST_WAYS]
    return found


def _all_advice(reach: Reach) -> tuple[Measure, ...]:
    matched = [one for one in reach.edition.recommendations if truth(one.when, reach.start) is True]
    ways = tuple(weighed for one in matched if (weighed := _weighed(reach, one)))
    return (Several(ways) if ways else Aim(reach.edition.practices),)


def _weighed(reach: Reach, advice: Recommendation) -> tuple[Fraction, Way] | None:
    weight = priority(advice, reach.start)
    ways = _within_reach(reach, advice.ways_out)
    if not (weight and ways):
        return None
    way = Way(ways[0])
    return weight / way.distance(reach.start), way

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How far it still is to what is wished for: exact, and 0 only where all of it holds that can be moved.

A rule alone says yes or no, and one that asks for two things says no until both are there; a step that brings one of
them, or half of one, has to count. So each leaf that lacks has a distance:

- a practice or a routine, 1 because it lacks, and the share of its scale that is still to climb: to bring a practice
  from 1 to 3 is 1 1/2 (an unknown one lies at 0);
- a level, the percents that lack, counted in whole scales of its practices: 25% of a level of six practices is 1 1/2,
  as much as six practices have to rise together. There is no 1 for lacking, as many steps bring it about.

A step never makes a distance greater. What a step takes away from a sum of such distances never becomes more by taking
other steps first, since of several raises the greatest counts (the sum is submodular): `next_steps` rests on it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from assessments.domain.content import Practice
from assessments.domain.document import CADENCE_RANK, CADENCES, Cadence
from assessments.domain.figures import HIGHEST
from assessments.domain.normal_form import Literal
from assessments.domain.rules import (
    BelowTarget,
    LevelAtLeast,
    LevelBelow,
    PracticeAtLeast,
    PracticeAtMost,
    RoutineAtLeast,
)
from assessments.domain.standing import Standing
from assessments.domain.truth import holds

# Of what no step changes: a sign, a fact, a practice that is "na", or what would have to fall.
UNMOVED = Fraction(2)
NOTHING = Fraction(0)


class Measure(Protocol):
    """Something that is wished for."""

    def distance(self, standing: Standing) -> Fraction:
        """How far it still is."""

    def lacking(self, standing: Standing) -> tuple[Literal, ...]:
        """The leaves that it asks for and that do not hold."""


@dataclass(frozen=True, slots=True)
class Way:
    """Leaves that all have to hold."""

    literals: tuple[Literal, ...]

    def distance(self, standing: Standing) -> Fraction:
        return sum((literal_distance(one, standing) for one in self.literals), NOTHING)

    def lacking(self, standing: Standing) -> tuple[Literal, ...]:
        return tuple(one for one in self.literals if not holds(one, standing))


@dataclass(frozen=True, slots=True)
class Aim:
    """Practices that have to reach their targets, by weight: 1 where all are at 0 and aim at 4.

    What lies above a target makes up for nothing below another.
    """

    practices: tuple[Practice, ...]

    def distance(self, standing: Standing) -> Fraction:
        lacking = total = 0
        for practice in self.practices:
            value = standing.values[practice.key]
            if value != "na":
                total += practice.parts
                lacking += practice.parts * max(0, standing.targets[practice.key] - (value or 0))
        return Fraction(lacking, HIGHEST * total) if total else NOTHING

    def lacking(self, standing: Standing) -> tuple[Literal, ...]:
        below = (one for one in self.practices if _is_below(one.key, standing))
        return tuple(Literal(BelowTarget(practice=one.key, below_target=True), True) for one in below)


@dataclass(frozen=True, slots=True)
class Several:
    """Several ways at once, each with what its distance is multiplied by."""

    ways: tuple[tuple[Fraction, Way], ...]

    def distance(self, standing: Standing) -> Fraction:
        return sum((factor * way.distance(standing) for factor, way in self.ways), NOTHING)

    def lacking(self, standing: Standing) -> tuple[Literal, ...]:
        return tuple(dict.fromkeys(one for _factor, way in self.ways for one in way.lacking(standing)))


NOTHING_LEFT = Way(())


def nearest(measures: Iterable[Measure], standing: Standing) -> Fraction:
    """How far it is to the nearest of several."""
    return min(one.distance(standing) for one in measures)


def literal_distance(literal: Literal, standing: Standing) -> Fraction:
    """How far one leaf, or the contrary of one, is from holding."""
    if holds(literal, standing):
        return NOTHING
    match literal:
        case Literal(PracticeAtLeast() as leaf, False):
            return _practice_distance(leaf.practice, leaf.at_least, standing)
        case Literal(PracticeAtMost() as leaf, True):
            return _practice_distance(leaf.practice, leaf.at_most + 1, standing)
        case Literal(BelowTarget() as leaf, True):
            return _practice_distance(leaf.practice, standing.targets[leaf.practice], standing)
        case Literal(RoutineAtLeast() as leaf, False):
            return _routine_distance(standing.routines[leaf.routine], leaf.at_least)
        case Literal(LevelAtLeast() as leaf, False) | Literal(LevelBelow() as leaf, True):
            return _level_distance(leaf, standing)
    return UNMOVED


def _practice_distance(practice: str, needed: int, standing: Standing) -> Fraction:
    value = standing.values[practice]
    return UNMOVED if value == "na" else 1 + Fraction(max(needed - (value or 0), 1), HIGHEST)


def _routine_distance(cadence: Cadence | None, needed: Cadence) -> Fraction:
    steps = CADENCE_RANK[needed] - (CADENCE_RANK[cadence] if cadence else 0)
    return 1 + Fraction(max(steps, 1), len(CADENCES) - 1)


def _level_distance(leaf: LevelAtLeast | LevelBelow, standing: Standing) -> Fraction:
    level = standing.levels[leaf.level]
    return UNMOVED if level.said is None else (leaf.threshold - level.said) * level.applicable


def _is_below(practice: str, standing: Standing) -> bool:
    value = standing.values[practice]
    return value != "na" and (value is None or value < standing.targets[practice])

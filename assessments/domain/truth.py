# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Rules are three-valued: true, false, or None where the answers leave it open (ENGINE.md, section 7).

Kleene's strong logic: `all` is false if any is false, else unknown if any is unknown, else true; `any` dually.
"""

from collections.abc import Iterator

from assessments.domain.document import CADENCE_RANK
from assessments.domain.normal_form import Literal
from assessments.domain.rules import (
    AllOf,
    AnyOf,
    BelowTarget,
    Disagreement,
    Exposed,
    Faced,
    FactHolds,
    Leaf,
    LevelAtLeast,
    LevelBelow,
    Not,
    PracticeAtLeast,
    PracticeAtMost,
    RoutineAtLeast,
    Rule,
)
from assessments.domain.standing import Standing

Truth = bool | None


def truth(rule: Rule, standing: Standing) -> Truth:
    """Whether a rule is true of where an organization stands; None where that is unknown."""
    if isinstance(rule, AllOf):
        return _all(truth(part, standing) for part in rule.all)
    if isinstance(rule, AnyOf):
        return _denied(_all(_denied(truth(part, standing)) for part in rule.any))
    if isinstance(rule, Not):
        return _denied(truth(rule.denied, standing))
    return leaf_truth(rule, standing)


def leaf_truth(leaf: Leaf, standing: Standing) -> Truth:
    """Whether one leaf is true; compares exact figures, not rounded ones."""
    match leaf:
        case PracticeAtMost() | PracticeAtLeast() | BelowTarget():
            return _practice_truth(leaf, standing)
        case LevelBelow() | LevelAtLeast():
            return _level_truth(leaf, standing)
        case Faced():
            return {"yes": True, "no": False, "unknown": None}[standing.exposures[leaf.faced].faced]
        case Exposed():
            exposure = standing.exposures[leaf.exposure]
            return _settled(exposure.said >= leaf.threshold, exposure.could_be < leaf.threshold)
        case Disagreement():
            return standing.practices[leaf.disagreement].spread >= leaf.at_least
        case RoutineAtLeast():
            cadence = standing.routines[leaf.routine]
            return None if cadence is None else CADENCE_RANK[cadence] >= CADENCE_RANK[leaf.at_least]
        case FactHolds():
            return standing.facts[leaf.fact]


def leaves_that_hold(rule: Rule, standing: Standing) -> tuple[Literal, ...]:
    """Why a true rule is true: the leaves found by entering only those parts that are true themselves."""
    return _once(_entered(rule, standing, (True,)))


def leaves_that_lack(rule: Rule, standing: Standing) -> tuple[Literal, ...]:
    """What a rule lacks that isn't true: the leaves found by entering only those parts that are not true."""
    return _once(_entered(rule, standing, (False, None)))


def leaves_that_are_open(rule: Rule, standing: Standing) -> tuple[Leaf, ...]:
    """What is missing to decide a rule: the unknown leaves in those parts that are unknown, each given plainly."""
    return tuple(dict.fromkeys(leaf for leaf, _ in _entered(rule, standing, (None,))))


def _entered(rule: Rule, standing: Standing, wanted: tuple[Truth, ...], denied: bool = False) -> Iterator[Literal]:
    """The leaves in the parts whose truth is wanted; under `not` it is their denial's truth that is."""
    found = truth(rule, standing)
    if (_denied(found) if denied else found) not in wanted:
        return
    if isinstance(rule, Not):
        yield from _entered(rule.denied, standing, wanted, not denied)
    elif isinstance(rule, AllOf | AnyOf):
        for part in rule.all if isinstance(rule, AllOf) else rule.any:
            yield from _entered(part, standing, wanted, denied)
    else:
        yield Literal(rule, denied)


def _once(literals: Iterator[Literal]) -> tuple[Literal, ...]:
    return tuple(dict.fromkeys(literals))


def _practice_truth(leaf: PracticeAtMost | PracticeAtLeast | BelowTarget, standing: Standing) -> Truth:
    value = standing.values[leaf.practice]
    if value is None:
        return None
    if value == "na":
        return isinstance(leaf, PracticeAtLeast) and leaf.or_na is True
    if isinstance(leaf, PracticeAtMost):
        return value <= leaf.at_most
    if isinstance(leaf, PracticeAtLeast):
        return value >= leaf.at_least
    return value < standing.targets[leaf.practice]


def _level_truth(leaf: LevelBelow | LevelAtLeast, standing: Standing) -> Truth:
    level = standing.levels[leaf.level]
    if level.said is None or level.could_be is None:
        return False
    reached = _settled(level.said >= leaf.threshold, level.could_be < leaf.threshold)
    return reached if isinstance(leaf, LevelAtLeast) else _denied(reached)


def _settled(holds: bool, cannot_hold: bool) -> Truth:
    if holds:
        return True
    return False if cannot_hold else None


def _denied(found: Truth) -> Truth:
    return None if found is None else not found


def _all(parts: Iterator[Truth]) -> Truth:
    found = set(parts)
    if False in found:
        return False
    return None if None in found else True

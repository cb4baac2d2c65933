# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Rules are three-valued: true, false, or None where the answers leave it open (ENGINE.md, section 7).

Kleene's strong logic: `all` is false if any is false, else unknown if any is unknown, else true; `any` dually.
"""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from assessments.domain.document import CADENCE_RANK
from assessments.domain.normal_form import Literal
from assessments.domain.rules import (
    AllOf,
    AnyOf,
    BelowTarget,
    Disagreement,
    Exposed,
    Faced,
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

Truth: TypeAlias = bool | None


class Judged(NamedTuple):
    """A rule with its truth, and its parts with theirs; a leaf has none."""

    rule: Rule
    truth: Truth
    parts: "tuple[Judged, ...]"


def truth(rule: Rule, standing: Standing) -> Truth:
    """Whether a rule is true of where an organization stands; None: unknown. Enters no more than it must."""
    if isinstance(rule, AllOf):
        return _joined(rule.all, standing, deciding=False)
    if isinstance(rule, AnyOf):
        return _joined(rule.any, standing, deciding=True)
    if isinstance(rule, Not):
        return _denied(truth(rule.denied, standing))
    return leaf_truth(rule, standing)


def judged(rule: Rule, standing: Standing) -> Judged:
    """A rule with the truth of every part of it."""
    if isinstance(rule, AllOf):
        parts = tuple([judged(part, standing) for part in rule.all])
        return Judged(rule, _first_of((False, None, True), parts), parts)
    if isinstance(rule, AnyOf):
        parts = tuple([judged(part, standing) for part in rule.any])
        return Judged(rule, _first_of((True, None, False), parts), parts)
    if isinstance(rule, Not):
        part = judged(rule.denied, standing)
        return Judged(rule, _denied(part.truth), (part,))
    return Judged(rule, leaf_truth(rule, standing), ())


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
    return standing.facts[leaf.fact]


def holds(literal: Literal, standing: Standing) -> bool:
    """Whether a leaf is true, or the one that is denied false."""
    return leaf_truth(literal.leaf, standing) is (not literal.denied)


def leaves_that_hold(rule: Judged) -> tuple[Literal, ...]:
    """Why a true rule is true: the leaves found by entering only those parts that are true themselves."""
    return tuple(dict.fromkeys(_entered(rule, (True,))))


def leaves_that_lack(rule: Judged) -> tuple[Literal, ...]:
    """What a rule lacks that isn't true: the leaves found by entering only those parts that are not true."""
    return tuple(dict.fromkeys(_entered(rule, (False, None))))


def leaves_that_are_open(rule: Judged) -> tuple[Leaf, ...]:
    """What is missing to decide a rule: the unknown leaves in those parts that are unknown, each given plainly."""
    return tuple(dict.fromkeys(literal.leaf for literal in _entered(rule, (None,))))


def _entered(one: Judged, wanted: tuple[Truth, ...], denied: bool = False) -> Iterator[Literal]:
    """The leaves in the parts whose truth is wanted; under `not` it is their denial's truth that is."""
    if (_denied(one.truth) if denied else one.truth) not in wanted:
        return
    if isinstance(one.rule, AllOf | AnyOf | Not):
        for part in one.parts:
            yield from _entered(part, wanted, denied != isinstance(one.rule, Not))
    else:
        yield Literal(one.rule, denied)


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


def _joined(parts: tuple[Rule, ...], standing: Standing, *, deciding: bool) -> Truth:
    """What parts make together: one that is `deciding` decides, and one that is unknown leaves it open."""
    found: Truth = not deciding
    for part in parts:
        one = truth(part, standing)
        if one is deciding:
            return deciding
        if one is None:
            found = None
    return found


def _denied(found: Truth) -> Truth:
    return None if found is None else not found


def _first_of(strongest: tuple[Truth, ...], parts: tuple[Judged, ...]) -> Truth:
    """The strongest truth that stands among the parts."""
    found = [part.truth for part in parts]
    return next(truth for truth in strongest if truth in found)

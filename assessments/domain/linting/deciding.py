# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Whether a rule can be true at all, over the finite values of what it names.

A rule can be true if a conjunction of its normal form can; a conjunction can if each group of its literals can that
speaks of one thing: a practice with its target, the spread of its views, a routine, a fact, a situation; or of a
level, together with what the conjunction says of that level's practices.

Only known answers are looked at. They suffice: what is true while some answers are open stays true whatever these
turn out to be (Kleene), so a rule that is true anywhere is true somewhere where all is known.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product
from typing import Any, TypeAlias

from assessments.domain.document import CADENCE_RANK
from assessments.domain.figures import HIGHEST
from assessments.domain.linting.ground import ALL_VALUES, Ground, Known
from assessments.domain.linting.shares import Between, Effort, Reached, Weighed, reached
from assessments.domain.normal_form import Conjunction, Literal
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

Subject: TypeAlias = tuple[str, str]
Cases: TypeAlias = frozenset[Any]
OfShares: TypeAlias = LevelAtLeast | LevelBelow | Exposed | Faced
OfCases: TypeAlias = PracticeAtMost | PracticeAtLeast | BelowTarget | Disagreement | RoutineAtLeast | FactHolds

DEGREES = (0, 1, 2)


def satisfiable(conjunctions: Iterable[Conjunction], ground: Ground, effort: Effort) -> bool | None:
    """Whether one of the conjunctions can hold on the ground; None where the effort did not suffice to tell."""
    deciding = _Deciding(ground, effort)
    found: bool | None = False
    for conjunction in conjunctions:
        can = deciding.can_hold(conjunction)
        if can:
            return True
        found = None if can is None else found
    return found


@dataclass
class _Deciding:
    """Keeps what many conjunctions ask for again: the cases in which a literal holds, the shares within reach."""

    ground: Ground
    effort: Effort
    cases: dict[Literal, tuple[Subject, Cases]] = field(default_factory=dict)
    reached: dict[tuple[Weighed, ...], Reached | None] = field(default_factory=dict)

    def can_hold(self, conjunction: Conjunction) -> bool | None:
        if not self.effort.spend(len(conjunction)):
            return None
        left: dict[Subject, Cases] = {}
        asked: dict[Subject, Between] = {}
        for literal in conjunction:
            if isinstance(literal.leaf, OfShares):
                _narrow(asked, literal.leaf, literal.denied, self.ground)
                continue
            if literal not in self.cases:
                self.cases[literal] = _cases(literal.leaf, literal.denied, self.ground)
            subject, cases = self.cases[literal]
            left[subject] = left.get(subject, cases) & cases
            if not left[subject]:
                return False
        found = [self._is_reached(subject, between, left) for subject, between in asked.items()]
        return False if False in found else None if None in found else True

    def _is_reached(self, subject: Subject, between: Between, left: dict[Subject, Cases]) -> bool | None:
        kind, key = subject
        if kind == "situation":
            weighed = tuple(Weighed(signal.parts, DEGREES) for signal in self.ground.signals.get(key, ()))
        else:
            weighed = tuple(
                _weighed(practice.parts, self._values(practice.key, left)) for practice in self.ground.levels[key]
            )
        if weighed not in self.reached:
            self.reached[weighed] = reached(weighed, self.effort)
        sums = self.reached[weighed]
        return None if sums is None else between.is_reached(sums, max(DEGREES) if kind == "situation" else HIGHEST)

    def _values(self, practice: str, left: dict[Subject, Cases]) -> Iterable[Known]:
        cases = left.get(("practice", practice))
        return self.ground.values[practice] if cases is None else {value for value, _ in cases}


def _weighed(parts: int, values: Iterable[Known]) -> Weighed:
    numbers = sorted(value for value in values if value != "na")
    return Weighed(parts, tuple(numbers), "na" in values)


def _narrow(asked: dict[Subject, Between], leaf: OfShares, denied: bool, ground: Ground) -> None:
    """Adds to what is asked of a situation or a level; nothing is said of a level where nothing is applicable."""
    if isinstance(leaf, LevelAtLeast | LevelBelow):
        between = asked.setdefault(("level", leaf.level), Between())
        between.may_be_none = between.may_be_none and denied
        threshold = leaf.threshold
    else:
        key = leaf.faced if isinstance(leaf, Faced) else leaf.exposure
        between = asked.setdefault(("situation", key), Between())
        threshold = ground.faced_at if isinstance(leaf, Faced) else leaf.threshold
    if isinstance(leaf, LevelBelow) == denied:
        between.at_least(threshold)
    else:
        between.less_than(threshold)


def _cases(leaf: OfCases, denied: bool, ground: Ground) -> tuple[Subject, Cases]:
    """What a literal speaks of, and in which cases it holds; a practice's case is its value and its target."""
    subject: Subject
    cases: Iterable[Any]
    match leaf:
        case PracticeAtMost() | PracticeAtLeast() | BelowTarget():
            subject = ("practice", leaf.practice)
            cases = product(ground.values[leaf.practice], ground.targets[leaf.practice])
        case Disagreement():
            subject, cases = ("disagreement", leaf.disagreement), ALL_VALUES
        case RoutineAtLeast():
            subject, cases = ("routine", leaf.routine), ground.cadences[leaf.routine]
        case FactHolds():
            subject, cases = ("fact", leaf.fact), (True, False)
    return subject, frozenset(case for case in cases if _is_true(leaf, case) is not denied)


def _is_true(leaf: OfCases, case: Any) -> bool:
    match leaf:
        case Disagreement():
            return bool(case >= leaf.at_least)
        case RoutineAtLeast():
            return bool(case >= CADENCE_RANK[leaf.at_least])
        case FactHolds():
            return bool(case)
    value, target = case
    if value == "na":
        return isinstance(leaf, PracticeAtLeast) and leaf.or_na is True
    if isinstance(leaf, PracticeAtMost):
        return bool(value <= leaf.at_most)
    return bool(value >= leaf.at_least if isinstance(leaf, PracticeAtLeast) else value < target)

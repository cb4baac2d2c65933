# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What would retire a recommendation: the fewest changes for the better after which it no longer matches
(ENGINE.md, section 8).

Ways out that hold something worse ("lower your strategy below 3") or another fact ("leave the EU market") are
left out.
"""

from assessments.domain.content import Recommendation
from assessments.domain.normal_form import Conjunction, Literal, Ways, ways_out_of
from assessments.domain.rules import FactHolds, LevelAtLeast, PracticeAtLeast, RoutineAtLeast, Rule
from assessments.domain.standing import Standing
from assessments.domain.truth import holds

MOST_WAYS = 3


def ways_to_retire(recommendation: Recommendation, standing: Standing) -> tuple[Conjunction, ...]:
    """At most three sets of what must come to hold, smallest first; none where only a step back would do, or a fact."""
    return ways_left(recommendation.ways_out, standing)[:MOST_WAYS]


def ways_left(ways: Ways, standing: Standing) -> tuple[Conjunction, ...]:
    """What must still hold on each way, smallest first; none that contains another one or asks for a step back."""
    literals = ways.literals
    held = {position for position, literal in enumerate(literals) if holds(literal, standing)}
    remaining: dict[int, tuple[int, ...]] = {}
    for way in ways.ways:
        left = tuple(position for position in way if position not in held)
        remaining.setdefault(sum(1 << position for position in left), left)
    sets = (tuple(literals[position] for position in way) for way in _smallest(remaining))
    return tuple(one for one in sets if all(map(is_improvement, one)))


def is_improvement(literal: Literal) -> bool:
    """Whether a literal asks for something better: not for a step back, nor for another fact."""
    if isinstance(literal.leaf, FactHolds):
        return False
    return literal.denied != isinstance(literal.leaf, PracticeAtLeast | LevelAtLeast | RoutineAtLeast)


def _smallest(sets: dict[int, tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Those that contain no other one, by size, then in the order in which they arose; the keys are sets as bits."""
    kept: list[int] = []
    for bits in sorted(sets, key=int.bit_count):
        if not any(other & bits == other for other in kept):
            kept.append(bits)
    return [sets[bits] for bits in kept]


def improving_ways(rule: Rule) -> tuple[Conjunction, ...]:
    """All the ways out of a rule that hold improvements alone, whatever was answered, smallest first."""
    return tuple(way for way in _all_ways(rule) if all(map(is_improvement, way)))


def other_ways(rule: Rule) -> tuple[Conjunction, ...]:
    """Those that hold a step back, or another fact, smallest first."""
    return tuple(way for way in _all_ways(rule) if not all(map(is_improvement, way)))


def _all_ways(rule: Rule) -> tuple[Conjunction, ...]:
    found = ways_out_of(rule)
    sets: dict[int, tuple[int, ...]] = {}
    for way in found.ways:
        sets.setdefault(sum(1 << position for position in way), way)
    return tuple(tuple(found.literals[position] for position in way) for way in _smallest(sets))

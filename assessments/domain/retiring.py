# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What would retire a recommendation: the fewest changes for the better after which it no longer matches
(ENGINE.md, section 8).

Ways out that hold something worse ("lower your strategy below 3") or another fact ("leave the EU market") are
left out.
"""

from itertools import islice

from assessments.domain.content import Recommendation
from assessments.domain.normal_form import Conjunction, Literal, ways_out_of
from assessments.domain.rules import FactHolds, LevelAtLeast, PracticeAtLeast, RoutineAtLeast, Rule
from assessments.domain.standing import Standing
from assessments.domain.truth import leaf_truth

MOST_WAYS = 3


def ways_to_retire(recommendation: Recommendation, standing: Standing) -> tuple[Conjunction, ...]:
    """At most three sets of what must come to hold, smallest first; none where only a step back would do, or a fact."""
    literals = recommendation.ways_out.literals
    held = {position for position, literal in enumerate(literals) if _holds(literal, standing)}
    remaining: dict[int, tuple[int, ...]] = {}
    for way in recommendation.ways_out.ways:
        left = tuple(position for position in way if position not in held)
        remaining.setdefault(sum(1 << position for position in left), left)
    sets = (tuple(literals[position] for position in way) for way in _smallest(remaining))
    return tuple(islice((one for one in sets if all(map(is_improvement, one))), MOST_WAYS))


def is_improvement(literal: Literal) -> bool:
    """Whether a literal asks for something better: not for a step back, nor for another fact."""
    if isinstance(literal.leaf, FactHolds):
        return False
    return literal.denied != isinstance(literal.leaf, PracticeAtLeast | LevelAtLeast | RoutineAtLeast)


def _holds(literal: Literal, standing: Standing) -> bool:
    return leaf_truth(literal.leaf, standing) is (not literal.denied)


def _smallest(sets: dict[int, tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Those that contain no other one, by size, then in the order in which they arose; the keys are sets as bits."""
    kept: list[int] = []
    for bits in sorted(sets, key=int.bit_count):
        if not any(other & bits == other for other in kept):
            kept.append(bits)
    return [sets[bits] for bits in kept]


def improving_ways(rule: Rule) -> tuple[Conjunction, ...]:
    """All the ways out of a rule that hold improvements alone, whatever was answered, smallest first."""
    found = ways_out_of(rule)
    sets: dict[int, tuple[int, ...]] = {}
    for way in found.ways:
        sets.setdefault(sum(1 << position for position in way), way)
    ways = (tuple(found.literals[position] for position in way) for way in _smallest(sets))
    return tuple(way for way in ways if all(map(is_improvement, way)))

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What would retire a recommendation: the fewest changes for the better after which it no longer matches
(ENGINE.md, section 8).

Ways out that hold something worse ("lower your strategy below 3") or another fact ("leave the EU market") are
left out.
"""

from assessments.domain.content import Recommendation
from assessments.domain.normal_form import Conjunction, Literal
from assessments.domain.rules import FactHolds, LevelAtLeast, PracticeAtLeast, RoutineAtLeast
from assessments.domain.standing import Standing
from assessments.domain.truth import leaf_truth

MOST_WAYS = 3


def ways_to_retire(recommendation: Recommendation, standing: Standing) -> tuple[Conjunction, ...]:
    """At most three sets of what must come to hold, smallest first; none where only a step back would do, or a fact."""
    conjunctions = recommendation.ways_out
    held = {literal for literal in {one for way in conjunctions for one in way} if _holds(literal, standing)}
    remaining: dict[frozenset[Literal], Conjunction] = {}
    for way in conjunctions:
        left = tuple(literal for literal in way if literal not in held)
        remaining.setdefault(frozenset(left), left)
    improving = (way for way in _smallest(remaining) if all(map(is_improvement, way)))
    return tuple(improving)[:MOST_WAYS]


def is_improvement(literal: Literal) -> bool:
    """Whether a literal asks for something better: not for a step back, nor for another fact."""
    if isinstance(literal.leaf, FactHolds):
        return False
    return literal.denied != isinstance(literal.leaf, PracticeAtLeast | LevelAtLeast | RoutineAtLeast)


def _holds(literal: Literal, standing: Standing) -> bool:
    return leaf_truth(literal.leaf, standing) is (not literal.denied)


def _smallest(sets: dict[frozenset[Literal], Conjunction]) -> list[Conjunction]:
    """Those that contain no other one, by size, then in the order in which they arose."""
    kept: list[frozenset[Literal]] = []
    for one in sorted(sets, key=len):
        if not any(other < one for other in kept):
            kept.append(one)
    return [sets[one] for one in kept]

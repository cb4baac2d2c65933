# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Recommendations matched to where an organization stands, the most pressing first (ENGINE.md, section 8).

priority = 100 * (exposure + gap) / 2: a situation that is wholly faced (1) and practices half way below their
targets (0.5) give 75.
"""

from dataclasses import dataclass
from fractions import Fraction

from assessments.domain.content import Recommendation
from assessments.domain.edition import Edition
from assessments.domain.figures import HIGHEST
from assessments.domain.standing import Standing
from assessments.domain.truth import Judged, judged


@dataclass(frozen=True, slots=True)
class Match:
    """A recommendation that matches, or that may match once more is known; the exact priority, 0 to 1."""

    recommendation: Recommendation
    when: Judged
    priority: Fraction

    @property
    def possible(self) -> bool:
        return self.when.truth is None


def matches(edition: Edition, standing: Standing) -> list[Match]:
    """Matched ones first, then possible ones, each by priority downwards, then in the edition's order."""
    verdicts = [(advice, judged(advice.when, standing)) for advice in edition.recommendations]
    found = [Match(advice, when, priority(advice, standing)) for advice, when in verdicts if when.truth is not False]
    return sorted(found, key=lambda match: (match.possible, -match.priority))


def priority(recommendation: Recommendation, standing: Standing) -> Fraction:
    """How pressing it is, 0 to 1; without a situation only the gap counts, and an unknown practice or "na" has none."""
    gap = _mean_gap(recommendation, standing)
    if recommendation.situation is None:
        return gap
    return (standing.exposures[recommendation.situation].said + gap) / 2


def gap_of(standing: Standing, practice: str) -> int | None:
    """How far a practice's value lies below its target, 0 at or above it; None where it is unknown or "na"."""
    value = standing.values[practice]
    return max(0, standing.targets[practice] - value) if isinstance(value, int) else None


def _mean_gap(recommendation: Recommendation, standing: Standing) -> Fraction:
    gaps = [gap for key in recommendation.practices if (gap := gap_of(standing, key)) is not None]
    return Fraction(sum(gaps), HIGHEST * len(gaps)) if gaps else Fraction(0)

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from fractions import Fraction

import pytest

from assessments.domain.distance import UNMOVED, literal_distance
from assessments.domain.normal_form import Literal
from assessments.domain.rules import LevelAtLeast, LevelBelow, PracticeAtLeast, PracticeAtMost, RoutineAtLeast
from assessments.domain.standing import standing_of
from tests.assessments.domain.cases import agreed, answers, practice, small_edition, text

SIX = small_edition(practices=[practice(key, not_applicable=text("never")) for key in "pqrstu"])


def distance(leaf, *, denied=False, **said):
    return literal_distance(Literal(leaf, denied), standing_of(SIX, answers(SIX, **said)))


@pytest.mark.parametrize(("value", "far"), [(1, Fraction(3, 2)), (None, Fraction(7, 4)), (3, Fraction(0))])
def test_a_practice_lacks_one_and_what_is_still_to_climb(value, far):
    said = agreed(p=value)

    assert distance(PracticeAtLeast(practice="p", at_least=3), practices=said) == far
    assert distance(PracticeAtMost(practice="p", at_most=2), denied=True, practices=said) == far


def test_what_does_not_apply_is_moved_by_no_step():
    assert distance(PracticeAtLeast(practice="p", at_least=3), practices=agreed(p="na")) == UNMOVED


def test_a_level_is_as_far_as_all_its_practices_have_to_rise_together():
    said = agreed(p=2, q=2, r=2, s=2, t=2, u=2)

    assert distance(LevelAtLeast(level="ospo", at_least=75), practices=said) == Fraction(3, 2)
    assert distance(LevelBelow(level="ospo", below=75), denied=True, practices=said) == Fraction(3, 2)
    assert (
        distance(LevelAtLeast(level="ospo", at_least=75), practices=agreed(**dict.fromkeys("pqrstu", "na"))) == UNMOVED
    )


def test_a_routine_is_as_far_as_its_cadence():
    monthly = RoutineAtLeast(routine="r", at_least="monthly")

    assert distance(monthly, routines={"r": "yearly"}) == 1 + Fraction(3, 7)
    assert distance(monthly) == 1 + Fraction(5, 7)

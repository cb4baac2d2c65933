# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from decimal import Decimal
from fractions import Fraction

import pytest

from assessments.domain.figures import LevelFigures, percent, rounded
from assessments.domain.standing import coverage, standing_of
from tests.assessments.domain.cases import ON, agreed, answers, practice, situation, small_edition, text

NOTHING = LevelFigures(None, None, None, None, None, 0, 0)
FRESH = [{"reviewed_on": ON}]


def weighed(weight_p=1, weight_q=1):
    n = text("n")
    return small_edition(
        practices=[practice("p", weight=weight_p, not_applicable=n), practice("q", weight=weight_q, not_applicable=n)]
    )


def level(edition, **fields):
    return standing_of(edition, answers(edition, **fields)).levels["ospo"]


def test_the_worked_example_of_the_module():
    practices = {"p": {"agreed": 3, "evidence": FRESH}}

    figures = level(weighed(), practices=practices)

    assert [percent(share) for share in (figures.shown, figures.said, figures.could_be, figures.aim)] == [
        Decimal("37.5"),
        Decimal("37.5"),
        Decimal("87.5"),
        Decimal(75),
    ]
    assert (figures.completeness, figures.at_target, figures.applicable) == (Fraction(1, 2), 1, 2)


def test_weights_count():
    figures = level(weighed(3, Decimal("0.5")), practices=agreed(p=4, q=0))

    assert figures.said == Fraction(6, 7)


def test_a_tenth_is_a_tenth():
    figures = level(weighed(0.1, 0.2), practices=agreed(p=4))

    assert figures.said == Fraction(1, 3)


def test_what_is_not_applicable_is_in_no_figure():
    figures = level(weighed(), practices=agreed(p="na", q=2))

    assert (figures.said, figures.could_be, figures.aim) == (Fraction(1, 2), Fraction(1, 2), Fraction(3, 4))
    assert figures.applicable == 1


def test_a_level_with_nothing_applicable_has_no_figures():
    assert level(weighed(), practices=agreed(p="na", q="na")) == NOTHING


def test_a_level_without_practices_has_no_figures():
    edition = small_edition(
        levels=[{"key": key, "name": text(key), "focus": text(key)} for key in ("ospo", "employee")]
    )

    assert standing_of(edition, answers(edition)).levels["employee"] == NOTHING


@pytest.mark.parametrize(
    ("reviewed_on", "shown", "evidence"),
    [
        (["2026-11-22"], Fraction(3, 8), "fresh"),
        (["2025-11-22"], Fraction(3, 8), "fresh"),
        (["2025-11-21"], 0, "stale"),
        (["2026-11-23"], 0, "stale"),
        (["2020-01-01", "2026-11-01"], Fraction(3, 8), "fresh"),
        ([], 0, "none"),
    ],
)
def test_only_fresh_evidence_shows(reviewed_on, shown, evidence):
    edition = weighed()
    given = answers(edition, practices={"p": {"agreed": 3, "evidence": [{"reviewed_on": day} for day in reviewed_on]}})

    standing = standing_of(edition, given)

    assert (standing.levels["ospo"].shown, standing.evidence["p"]) == (shown, evidence)


def test_evidence_of_an_unknown_practice_shows_nothing():
    assert level(weighed(), practices={"p": {"evidence": FRESH}}).shown == 0


def test_targets_are_the_answers_own_else_the_profiles_else_the_default():
    edition = small_edition(
        practices=[practice("p"), practice("q"), practice("o")],
        settings={"default_target": 2},
        profiles=[{"key": "c", "name": text("c"), "description": text("c"), "targets": {"p": 1, "q": 1}}],
    )
    given = answers(edition, profile="c", targets={"p": 0})

    assert standing_of(edition, given).targets == {"p": 0, "q": 1, "o": 2}


@pytest.mark.parametrize(
    ("values", "covered"),
    [({}, None), ({"p": "na"}, None), ({"p": 3}, Fraction(3, 8)), ({"p": "na", "q": 2}, Fraction(1, 2))],
)
def test_coverage_is_over_what_is_applicable_where_something_is_known(values, covered):
    edition = small_edition(situations=[situation("s", practices=["p", "q"])])
    standing = standing_of(edition, answers(edition, practices=agreed(**values)))

    assert coverage(edition, standing, edition.situation("s")) == {"ospo": covered}


@pytest.mark.parametrize(
    ("figure", "places", "printed"),
    [
        (Fraction(1, 2), 1, "0.5"),
        (Fraction(1, 20), 1, "0"),
        (Fraction(3, 20), 1, "0.2"),
        (Fraction(-1, 20), 1, "0"),
        (Fraction(-3, 20), 1, "-0.2"),
        (Fraction(-1, 3), 1, "-0.3"),
        (Fraction(100), 1, "100"),
        (Fraction(2, 3), 3, "0.667"),
        (Fraction(1, 16000), 3, "0"),
    ],
)
def test_rounding_is_half_to_even(figure, places, printed):
    assert str(rounded(figure, places=places)) == printed


def test_no_figure_is_printed_as_none():
    assert percent(None) is None

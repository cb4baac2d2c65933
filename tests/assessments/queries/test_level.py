# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from decimal import Decimal

from assessments.queries.level import headline, level_rows
from tests.assessments.queries.outcomes import outcome_of_answers, outcome_of_case

TODAY = {"evidence": [{"reviewed_on": "2026-11-22"}]}


def words(outcome):
    return {row.key: row.words for row in level_rows(outcome)}


def test_figures_are_the_engines():
    outcome = outcome_of_case("01-complete")

    for row, level in zip(level_rows(outcome), outcome.result.levels, strict=True):
        assert (row.shown, row.said, row.could_be, row.aim) == (level.shown, level.said, level.could_be, level.aim)
        assert (row.at_target, row.applicable) == (level.at_target, level.applicable)


def test_four_figures_stand_in_words_and_three_where_no_answer_is_open():
    # Weights 3 and 1: 3 * 2/4 of 4 is 37.5, and 1 more open gives 62.5.
    outcome = outcome_of_answers(practices={"training": {"agreed": 2} | TODAY})

    assert words(outcome)["employee"] == "38% shown, 38% said, 62% could be, 75% aimed for"
    assert words(outcome_of_case("01-complete"))["employee"] == "38% shown, 50% said, 75% aimed for"


def test_nothing_is_shown_before_the_first_evidence():
    outcome = outcome_of_answers(practices={"strategy": 2, "sponsor": {"agreed": 0} | TODAY})
    management, ospo = level_rows(outcome)[:2]

    assert management.words == "0% shown, 33% said, 75% aimed for"
    assert management.rest == "33% said, 75% aimed for"
    assert ospo.words == "nothing linked yet, 0% said, 100% could be, 75% aimed for"
    assert ospo.rest == "nothing linked yet, 100% could be, 75% aimed for"


def test_a_level_may_not_apply():
    outcome = outcome_of_answers(practices={"sharing": "na", "publishing": "na"})

    assert words(outcome)["business-units"] == "nothing applies here"


def test_progress_stands_beside_its_level():
    rows = level_rows(outcome_of_case("01-complete"), {"ospo": Decimal("4.2")})

    assert [row.change for row in rows] == [None, Decimal("4.2"), None, None]


def test_the_headline_compares_what_is_at_target():
    outcome = outcome_of_case("01-complete")

    assert headline(outcome, level_rows(outcome)) == (
        "1 of 8 practices is at target. Closest to target is Management with 1 of 2; "
        "furthest is Business units with 0 of 2: nothing linked yet, 40% said, 90% aimed for."
    )


def test_the_headline_ranks_nobody_where_all_are_as_close():
    outcome = outcome_of_answers()

    assert headline(outcome, level_rows(outcome)) == "0 of 8 practices are at target."

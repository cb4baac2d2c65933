# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from assessments.queries.journey import journey_of
from assessments.queries.reading import Reader
from tests.assessments.queries.outcomes import outcome_of_answers, outcome_of_case


def states(outcome):
    return [(step.stage.key, step.state) for step in journey_of(outcome.result, Reader(outcome))]


def test_stages_before_the_current_one_are_reached_and_the_next_says_what_it_lacks():
    outcome = outcome_of_case("01-complete")
    steps = journey_of(outcome.result, Reader(outcome))

    assert states(outcome) == [("scattered", "reached"), ("office", "current"), ("strategic", "next")]
    assert [(leaf.condition, leaf.now) for leaf in steps[2].lacking] == [("You don’t face “s2”", "now 100%")]


def test_at_the_beginning_all_else_lies_ahead():
    assert states(outcome_of_answers()) == [("scattered", "current"), ("office", "next"), ("strategic", "later")]


def test_at_the_end_nothing_is_lacking():
    assert states(outcome_of_case("12-strategic"))[-1] == ("strategic", "current")

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.queries.reading import Reader
from assessments.queries.said import differences_of, facts_of, is_anyone_asked, sections_of
from tests.assessments.queries.outcomes import outcome_of_answers, outcome_of_case


def differences(outcome, **options):
    return differences_of(outcome, Reader(outcome), **options)


def responses(**values):
    said = [{"perspective": view, "value": value} for view, given in values.items() for value in given]
    return {"responses": said}


def test_every_practice_stands_with_its_answer_target_and_evidence():
    rows = {row.key: row for section in sections_of(outcome_of_case("01-complete")) for row in section.practices}

    assert list(rows) == [practice.key for practice in outcome_of_case("01-complete").result.practices]
    found = {key: (row.value, row.target, row.gap, row.evidence) for key, row in rows.items()}
    assert found["strategy"] == ("3", 4, "1 below", "linked, and up to date")
    assert found["sponsor"] == ("3", 2, "at target", "nothing linked")
    assert found["charter"] == ("2", 4, "2 below", "out of date")
    assert [row.key for row in rows.values() if row.differs] == ["strategy"]


def test_what_is_not_known_or_does_not_apply_has_nothing_to_compare():
    sections = sections_of(outcome_of_answers(practices={"sharing": "na"}))
    rows = {row.key: (row.value, row.gap) for section in sections for row in section.practices}

    assert rows["sharing"] == ("does not apply", "")
    assert rows["strategy"] == ("not known yet", "")


@pytest.mark.parametrize(
    ("said", "words"), [({"eu-market": True}, "yes"), ({"eu-market": False}, "no"), ({}, "not known yet")]
)
def test_facts_are_told(said, words):
    outcome = outcome_of_answers(facts=said)

    assert [(row.key, row.answer) for row in facts_of(outcome, Reader(outcome))] == [("eu-market", words)]


def test_what_nobody_has_settled_comes_first_then_the_widest_apart():
    outcome = outcome_of_answers(
        practices={
            "strategy": {"agreed": 3} | responses(management=[4], ospo=[0]),
            "sponsor": responses(management=[3], ospo=[1]),
            "charter": responses(management=[4], ospo=[1]),
            "culture": responses(management=[2], ospo=[1]),
        }
    )

    assert [(one.key, one.words) for one in differences(outcome, with_views=True)] == [
        ("charter", "Views are 3 apart; not settled yet."),
        ("sponsor", "Views are 2 apart; not settled yet."),
        ("strategy", "Views are 4 apart; settled at 3."),
    ]


def test_views_are_for_managers_alone():
    outcome = outcome_of_case("01-complete")

    assert [one.views for one in differences(outcome, with_views=False)] == [()]
    assert [[(view["name"], view["value"]) for view in one.views] for one in differences(outcome, with_views=True)] == [
        [("Management", 4), ("OSPO", 1)]
    ]


def test_few_employees_are_no_view():
    four = {"training": responses(management=[4], ospo=[1], employee=[0, 0, 0, 0])}
    five = {"training": responses(management=[4], ospo=[1], employee=[0, 0, 0, 0, 0])}

    def names(practices):
        outcome = outcome_of_answers(practices=practices)
        outcome.assessment.state = "submitted"
        (found,) = differences(outcome, with_views=True)
        return [view["key"] for view in found.views]

    assert names(four) == ["management", "ospo"]
    assert names(five) == ["management", "ospo", "employee"]


@pytest.mark.parametrize(("state", "shown"), [("open", 0), ("submitted", 2)])
def test_views_lead_nobody_while_the_answer_is_open(state, shown):
    outcome = outcome_of_answers(practices={"training": responses(management=[4], ospo=[1])})
    outcome.assessment.state = state

    assert [len(one.views) for one in differences(outcome, with_views=True)] == [shown]


def test_what_was_settled_as_not_applicable_says_so():
    outcome = outcome_of_answers(practices={"sharing": {"agreed": "na"} | responses(management=[4], ospo=[1])})

    assert [one.settled for one in differences(outcome, with_views=False)] == ["settled: does not apply"]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"practices": {"strategy": 3}}, False),
        ({"practices": {"strategy": {"agreed": 3} | responses(ospo=[3])}}, True),
        ({"situations": {"technology-only": {"signals": {"tools": {"agreed": "us"}}}}}, False),
        ({"situations": {"technology-only": {"signals": {"tools": responses(ospo=["us"])}}}}, True),
    ],
)
def test_whether_anyone_else_was_asked(said, expected):
    assert is_anyone_asked(outcome_of_answers(**said)) is expected

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from assessments.domain.answers import parse_answers
from assessments.domain.canonical import plain
from assessments.domain.projection import raised_values, together
from assessments.domain.result import evaluate
from assessments.domain.standing import raised, standing_of
from tests.assessments.domain.cases import action, agreed, answers, recommendation, small_edition
from tests.assessments.domain.test_properties import ACTIONS, answers_to
from tests.assessments.domain.test_properties import EDITION as CONFORMANCE

FACED = {"faced": "s"}
DOING = small_edition(
    recommendations=[
        recommendation(
            "x",
            FACED,
            actions=[
                action("some", raises={"p": 2, "q": 2}, sets={"r": "yearly"}),
                action("more", raises={"p": 3}, sets={"r": "monthly"}),
                action("none"),
            ],
        )
    ]
)


@pytest.mark.parametrize(
    ("before", "done", "after"),
    [
        ({}, ["some"], {"p": 2, "q": 2}),
        ({"p": 0, "q": 4}, ["some"], {"p": 2, "q": 4}),
        ({"p": "na"}, ["some"], {"p": "na", "q": 2}),
        ({}, ["more", "some"], {"p": 3, "q": 2}),
        ({}, ["none"], {"p": None, "q": None}),
    ],
)
def test_actions_that_are_done_raise_practices(before, done, after):
    result = evaluate(DOING, answers(DOING, practices=agreed(**before), done=done))

    assert {one.key: one.value for one in result.practices} == after
    assert result.projected


@pytest.mark.parametrize(
    ("before", "done", "holds"),
    [
        (None, ["some"], {"yearly"}),
        ("never", ["more", "some"], {"yearly", "monthly"}),
        ("monthly", ["some"], {"yearly", "monthly"}),
    ],
)
def test_actions_that_are_done_set_routines(before, done, holds):
    advised = [recommendation(cadence, {"routine": "r", "at_least": cadence}) for cadence in ("yearly", "monthly")]
    edition = small_edition(recommendations=[*plain(DOING)["recommendations"], *advised])

    result = evaluate(edition, answers(edition, routines={"r": before}, done=done))

    assert {one.key for one in result.recommendations if one.verdict == "matched"} == holds


def test_what_is_shown_does_not_rise_by_a_what_if():
    evidence = [{"reviewed_on": "2026-11-01"}]
    practices = {"p": {"agreed": 1, "evidence": evidence}, "q": {"evidence": evidence}}

    [level] = evaluate(DOING, answers(DOING, practices=practices, done=["some"])).levels

    assert (level.shown, level.said, level.at_target) == (Decimal("12.5"), 50, 0)


@given(answers_to(CONFORMANCE), ACTIONS)
def test_actions_done_one_after_the_other_come_to_what_all_of_them_come_to(document, done):
    said = parse_answers(CONFORMANCE, document)

    standing = standing_of(CONFORMANCE, said)
    for key in done:
        standing = raised(CONFORMANCE, standing, CONFORMANCE.action(key).raises, CONFORMANCE.action(key).sets)

    at_once = standing_of(CONFORMANCE, parse_answers(CONFORMANCE, {**document, "done": done}))
    assert replace(standing, projected=bool(done)) == at_once
    assert list(standing.levels) == list(at_once.levels)


def test_of_several_raises_the_greatest_counts():
    assert together([{"p": 1, "q": 3}, {"p": 2}, {}]) == {"p": 2, "q": 3}
    assert raised_values({"p": None, "q": "na"}, {"p": 0}, {"q": 4}) == {"p": 0, "q": "na"}


def test_where_nothing_rises_the_standing_is_the_same():
    standing = standing_of(DOING, answers(DOING, practices=agreed(p=2, q=2)))

    assert raised(DOING, standing, {"p": 2, "q": 1}) is standing

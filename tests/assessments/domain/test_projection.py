# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from decimal import Decimal

import pytest

from assessments.domain.canonical import plain
from assessments.domain.result import evaluate
from tests.assessments.domain.cases import action, agreed, answers, recommendation, small_edition

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

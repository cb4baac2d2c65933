# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from decimal import Decimal

import pytest

from assessments.domain.canonical import plain
from assessments.domain.result import evaluate
from tests.assessments.domain.cases import action, agreed, answers, recommendation, small_edition, text

FACED = {"faced": "s"}


def advice(edition, **fields):
    return [
        (one.key, one.verdict, one.priority) for one in evaluate(edition, answers(edition, **fields)).recommendations
    ]


def test_matched_ones_come_first_then_by_priority_then_in_the_editions_order():
    low = {"practice": "q", "at_most": 4}
    edition = small_edition(
        recommendations=[
            recommendation("possible", {"fact": "f"}, practices=["p"]),
            recommendation("not-matched", {"practice": "p", "at_most": 0}),
            recommendation("small", low, practices=["q"]),
            recommendation("first", low),
            recommendation("second", low),
        ]
    )

    assert advice(edition, practices=agreed(p=1, q=2)) == [
        ("first", "matched", 50),
        ("second", "matched", 50),
        ("small", "matched", 25),
        ("possible", "possible", 50),
    ]


@pytest.mark.parametrize(
    ("situation", "practices", "values", "priority"),
    [
        ("s", ["p"], {"p": 1}, 75),
        ("s", ["p", "q"], {"p": 1, "q": 2}, Decimal("68.8")),
        ("s", ["p"], {"p": 4}, 50),
        ("s", ["p"], {}, 50),
        ("s", ["p"], {"p": "na"}, 50),
        ("s", [], {}, 50),
        (None, ["p"], {"p": 1}, 50),
        (None, ["p"], {}, 0),
    ],
)
def test_priority_is_the_mean_of_exposure_and_gap(situation, practices, values, priority):
    edition = small_edition(recommendations=[recommendation("x", FACED, situation=situation, practices=practices)])
    given = {"practices": agreed(**values), "situations": {"s": {"stance": "faced"}}}

    assert advice(edition, **given) == [("x", "matched", priority)]


def stages(*rules):
    return [
        {"key": f"t{number}", "name": text("t"), "description": text("t"), "reached_when": rule}
        for number, rule in enumerate(rules)
    ]


P2, Q2 = ({"practice": key, "at_least": 2} for key in "pq")


@pytest.mark.parametrize(
    ("rules", "stage", "following"),
    [
        ([], None, None),
        ([None], "t0", None),
        ([P2], "t0", None),
        ([Q2], None, ("t0", [Q2])),
        ([None, P2, Q2, P2], "t1", ("t2", [Q2])),
        ([None, {"all": [P2, Q2, {"not": P2}]}], "t0", ("t1", [Q2, {"not": P2}])),
        ([None, {"fact": "f"}], "t0", ("t1", [{"fact": "f"}])),
    ],
)
def test_a_stage_is_reached_where_all_before_it_are(rules, stage, following):
    edition = small_edition(stages=stages(*rules))

    result = evaluate(edition, answers(edition, practices=agreed(p=2, q=1)))

    assert result.stage == stage
    assert (result.next and (result.next.key, [plain(leaf) for leaf in result.next.lacking])) == following


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

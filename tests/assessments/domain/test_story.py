# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import date
from decimal import Decimal

import pytest

from assessments.domain.result import evaluate
from assessments.domain.story import LevelMove, Step, asks_of, leaders_level, story_of
from tests.assessments.domain.cases import (
    action,
    agreed,
    answers,
    conformance_answers,
    conformance_edition,
    practice,
    recommendation,
    small_edition,
    text,
)

UNTIL = date(2026, 9, 30)
LOW = {"practice": "p", "at_most": 1}


def advised(*actions, when=LOW, **fields):
    return small_edition(recommendations=[recommendation("advice", when, actions=list(actions))], **fields)


def asked(edition, **values):
    said = answers(edition, practices=agreed(**values))
    return asks_of(edition, said, evaluate(edition, said), until=UNTIL)


def test_an_ask_says_by_when_what_it_moves_and_what_it_ends():
    edition = advised(action("do", raises={"p": 3}, horizon="quarter"))

    [ask] = asked(edition, p=0)

    assert (ask.action.key, ask.recommendation.key) == ("do", "advice")
    assert (ask.by, ask.practices, ask.retires, ask.stage) == (date(2026, 12, 31), ("p",), ("advice",), None)


def test_what_does_not_match_asks_for_nothing():
    assert asked(advised(action("do", raises={"p": 3})), p=2) == ()


def test_an_action_that_would_change_nothing_is_not_asked_for():
    assert asked(advised(action("do", raises={"p": 1}), when={"practice": "p", "at_most": 3}), p=2) == ()


def test_an_action_of_another_level_is_not_leaderships():
    levels = [{"key": key, "name": text(key), "focus": text(key)} for key in ("ospo", "management")]
    edition = advised(action("do", raises={"p": 3}), levels=levels)

    assert leaders_level(edition) == "management"
    assert asked(edition, p=0) == ()


def test_an_ask_names_the_stage_that_it_brings():
    stages = [{"key": "first", "name": text("First"), "description": text("d")}]
    stages += [{**stages[0], "key": "second", "reached_when": {"practice": "p", "at_least": 3}}]

    [ask] = asked(advised(action("do", raises={"p": 3}), stages=stages), p=0)

    assert ask.stage == "second"


def test_of_a_recommendation_what_is_overdue_in_the_plan_is_asked_before_its_first_action():
    edition = advised(action("first", raises={"p": 3}), action("second", raises={"p": 4}))
    said = answers(edition, practices=agreed(p=0))
    overdue = {"second": date(2026, 9, 30), "of-another": date(2026, 1, 1)}

    def asked_with(overdue):
        result = evaluate(edition, said)
        return [(ask.action.key, ask.was_due) for ask in asks_of(edition, said, result, until=UNTIL, overdue=overdue)]

    assert asked_with({}) == [("first", None)]
    assert asked_with(overdue) == [("second", date(2026, 9, 30))]


def test_at_most_three_are_asked_for_by_rank():
    keys = [f"q{number}" for number in range(5)]
    edition = small_edition(
        practices=[practice("p"), *(practice(key) for key in keys)],
        recommendations=[
            recommendation(
                f"a-{key}", {"practice": key, "at_most": 3}, practices=[key], actions=[action(key, raises={key: 4})]
            )
            for key in keys
        ],
    )

    asks = asked(edition, q0=3, q1=0, q2=3, q3=1, q4=2)

    assert [ask.action.key for ask in asks] == ["q1", "q3", "q4"]


def test_a_story_tells_a_levels_change_by_its_parts_the_weightiest_first():
    edition = small_edition()
    before, after = agreed(p=1), agreed(p=2, q=3)

    facts = told(edition, before, after)

    assert facts.moved.levels == (
        LevelMove(
            "ospo",
            Decimal("12.5"),
            Decimal("62.5"),
            Decimal("50.0"),
            (("knowledge", Decimal("37.5")), ("progress", Decimal("12.5"))),
        ),
    )
    assert facts.moved.steps == (Step("p", 1, 2),)


@pytest.mark.parametrize(("old", "new", "by_targets"), [(4, 2, 1), (2, 4, -1), (3, 3, 0)])
def test_a_story_tells_what_is_at_target_because_a_target_was_moved(old, new, by_targets):
    edition = small_edition()

    facts = told(edition, agreed(p=3), agreed(p=3), {"p": old}, {"p": new})

    assert facts.moved.by_targets == by_targets


def test_a_first_assessment_tells_of_nothing_that_moved():
    edition, said = conformance_edition(), conformance_answers("01-complete")

    facts = story_of(edition, said, evaluate(edition, said), until=UNTIL)

    assert facts.moved is None


def told(edition, before, after, old_targets=None, new_targets=None):
    a = answers(edition, practices=before, targets=old_targets or {})
    b = answers(edition, practices=after, targets=new_targets or {})
    return story_of(edition, b, evaluate(edition, b), until=UNTIL, before=(edition, a))

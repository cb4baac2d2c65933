# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessments.domain.answers import parse_answers
from assessments.domain.canonical import plain
from assessments.domain.content import Action
from assessments.domain.goals import Goal
from assessments.domain.next_steps import Search, effort_of, next_steps
from assessments.domain.result import evaluate
from assessments.domain.standing import standing_of
from tests.assessments.domain.cases import (
    CASES,
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
from tests.assessments.domain.test_properties import answers_to

EDITION = conformance_edition()
ACTIONS = [one for advice in EDITION.recommendations for one in advice.actions]
GOALS = [
    None,
    *(Goal("stage", one.key) for one in EDITION.stages),
    *(Goal("level", one.key) for one in EDITION.levels),
    *(Goal("recommendation", one.key) for one in EDITION.recommendations),
]
STEPS = st.lists(
    st.builds(
        lambda key, effort, raises: Action.model_validate(action(key, effort=effort, raises=raises)),
        st.just("step"),
        st.sampled_from("SML"),
        st.dictionaries(st.sampled_from([one.key for one in EDITION.practices]), st.integers(0, 4), max_size=3),
    ),
    min_size=3,
    max_size=7,
)


def steps(*made):
    return [Action.model_validate(action(key, **fields)) for key, fields in made]


def picked(edition, said, open_steps, goal, most=3):
    """The keys of what is picked, and all that is told."""
    found = next_steps(edition, standing_of(edition, said), open_steps, goal, most)
    return [pick.step.key for pick in found.picks], found


def stage(key, rule):
    return {"key": key, "name": text(key), "description": text(key), "reached_when": rule}


BOTH = small_edition(
    practices=[practice("p", not_applicable=text("never")), practice("q"), practice("r"), practice("s")],
    recommendations=[
        recommendation("cheap", {"any": [{"practice": key, "at_most": 2} for key in "pqr"]}),
        recommendation(
            "ways",
            {"all": [{"practice": "s", "at_most": 3}, {"any": [{"practice": key, "at_most": 2} for key in "pqr"]}]},
            practices=["s"],
        ),
        recommendation("signs", {"all": [{"faced": "s"}, {"practice": "p", "at_most": 2}]}, practices=["p"]),
    ],
    stages=[
        stage("both", {"all": [{"practice": "p", "at_least": 3}, {"practice": "q", "at_least": 3}]}),
        stage("level", {"all": [{"level": "ospo", "at_least": 75}, {"practice": "s", "at_least": 1}]}),
    ],
)
LOW = answers(BOTH, practices=agreed(p=1, q=1, r=1, s=1))


@given(answers_to(EDITION), st.sampled_from(GOALS))
def test_what_is_told_of_each_pick_is_what_the_engine_says_with_it_done(document, goal):
    found = next_steps(EDITION, standing_of(EDITION, parse_answers(EDITION, document)), ACTIONS, goal)
    done = [pick.step.key for pick in found.picks]

    for number, pick in enumerate(found.picks):
        before, after = (
            evaluate(EDITION, parse_answers(EDITION, {**document, "done": done[:count]}))
            for count in (number, number + 1)
        )
        assert pick.gain > 0
        assert {(one.practice, one.after) for one in pick.rises} == {
            (one.key, one.value) for one, old in zip(after.practices, before.practices, strict=True) if one != old
        }
        matched, now = {one.key for one in before.recommendations if one.verdict == "matched"}, after.recommendations
        assert {*pick.retires} == matched - {one.key for one in now}
        assert pick.stage == (after.stage if after.stage != before.stage else None)
        assert {*pick.satisfies} == {*pick.lacked} - {*pick.lacks}
        assert {*pick.lacks} <= {*pick.lacked}
    assert len({*done}) == len(done) <= 3


@given(answers_to(EDITION), STEPS, st.sampled_from(GOALS))
def test_every_pick_brings_as_much_for_its_effort_as_any_set_of_steps_where_one_way_leads_there(
    document, open_steps, goal
):
    search = Search(EDITION, standing_of(EDITION, parse_answers(EDITION, document)), open_steps, goal)
    _measure, taken = search.best_path(3)
    assume(taken and len(search.measures) == 1)
    sets = list(combinations(range(len(open_steps)), len(taken)))

    ceiling, best = search.per_effort(taken[:1]), max(map(search.per_effort, sets))

    assert search.per_effort(taken) <= best <= ceiling
    assert search.per_effort(taken) >= best * Fraction(
        effort_of(open_steps[taken[0]]), sum(effort_of(open_steps[one]) for one in taken)
    )


@given(answers_to(EDITION), STEPS, st.sampled_from(GOALS))
def test_where_all_efforts_are_equal_the_picks_bring_most_of_what_the_best_as_many_bring(document, open_steps, goal):
    equal = [one.model_copy(update={"effort": "M"}) for one in open_steps]
    search = Search(EDITION, standing_of(EDITION, parse_answers(EDITION, document)), equal, goal)
    _measure, taken = search.best_path(3)
    assume(taken and len(search.measures) == 1)

    best = max(map(search.gain, combinations(range(len(equal)), len(taken))))

    assert best * Fraction(19, 27) <= search.gain(taken) <= best


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("goal", GOALS, ids=str)
def test_of_the_actions_of_the_cases_the_picks_are_nearly_the_best(case, goal):
    search = Search(EDITION, standing_of(EDITION, conformance_answers(case)), ACTIONS, goal)
    _measure, taken = search.best_path(3)

    best = max(map(search.per_effort, combinations(range(len(ACTIONS)), len(taken))))

    assert search.per_effort(taken) >= best * Fraction(9, 10)


def test_what_needs_two_practices_is_come_nearer_by_one():
    open_steps = steps(("half-p", {"raises": {"p": 2}}), ("p", {"raises": {"p": 3}}), ("q", {"raises": {"q": 3}}))

    keys, found = picked(BOTH, LOW, open_steps, Goal("stage", "both"))

    assert (keys, found.is_reached, found.beyond) == (["p", "q"], True, ())
    first, second = found.picks
    assert [(len(pick.lacked), len(pick.lacks), pick.gain) for pick in found.picks] == [
        (2, 1, Fraction(3, 2)),
        (1, 0, Fraction(3, 2)),
    ]
    assert [plain(one.printed()) for one in first.satisfies] == [{"practice": "p", "at_least": 3}]
    assert (first.stage, second.stage) == (None, "both")
    assert [(one.practice, one.before, one.after) for one in second.rises] == [("q", 1, 3)]


def test_a_stage_asks_for_what_the_stages_before_it_lack_too():
    open_steps = steps(("s", {"raises": {"s": 4}}), ("p", {"raises": {"p": 3}}))

    assert picked(BOTH, LOW, open_steps, Goal("stage", "level"))[0] == ["p", "s"]


def test_a_smaller_step_is_taken_before_a_larger_one_that_brings_less_than_as_much_more():
    open_steps = steps(
        ("large", {"effort": "L", "raises": {"p": 3}}),
        ("small", {"effort": "S", "raises": {"p": 2}}),
        ("rest", {"effort": "M", "raises": {"q": 3}}),
    )

    assert picked(BOTH, LOW, open_steps, Goal("level", "ospo"))[0] == ["small", "rest", "large"]


def test_of_equal_steps_the_first_is_taken():
    open_steps = steps(("b", {"raises": {"q": 3}}), ("a", {"raises": {"p": 3}}), ("c", {"raises": {"r": 3}}))

    assert picked(BOTH, LOW, open_steps, Goal("level", "ospo"), most=2)[0] == ["b", "a"]


def test_three_cheap_steps_on_one_way_come_before_a_dear_one_on_a_shorter_way():
    cheap = [(key, {"effort": "S", "raises": {key: 3}}) for key in "pqr"]
    open_steps = steps(("dear", {"effort": "L", "raises": {"s": 4}}), *cheap)

    keys, found = picked(
        BOTH, answers(BOTH, practices=agreed(p=2, q=2, r=2, s=1)), open_steps, Goal("recommendation", "ways")
    )

    assert (keys, found.is_reached) == (["p", "q", "r"], True)
    assert found.picks[-1].retires == ("cheap", "ways")


def test_what_signs_say_is_on_no_way_and_what_no_step_raises_is_told():
    said = answers(BOTH, practices=agreed(p=1, q=1, r=1, s=1), situations={"s": {"stance": "faced"}})

    keys, found = picked(BOTH, said, steps(("p", {"raises": {"p": 3}})), Goal("recommendation", "signs"))
    assert (keys, found.is_reached, found.beyond) == (["p"], True, ())

    keys, found = picked(BOTH, said, steps(("p", {"raises": {"p": 3}})), Goal("recommendation", "cheap"))
    assert (keys, found.is_reached) == (["p"], False)
    assert [plain(one.printed()) for one in found.beyond] == [
        {"not": {"practice": "q", "at_most": 2}},
        {"not": {"practice": "r", "at_most": 2}},
    ]


def test_a_way_that_steps_can_finish_is_taken_and_not_one_that_stays_open():
    edition = small_edition(
        practices=[practice(key) for key in "pqs"],
        recommendations=[
            recommendation(
                "ways",
                {"all": [{"practice": "s", "at_most": 3}, {"any": [{"practice": key, "at_most": 2} for key in "pq"]}]},
            )
        ],
    )
    open_steps = steps(
        ("half", {"effort": "S", "raises": {"s": 3}}),
        *((key, {"effort": "L", "raises": {key: 3}}) for key in "pq"),
    )
    said = answers(edition, practices=agreed(p=1, q=1, s=2))

    keys, found = picked(edition, said, open_steps, Goal("recommendation", "ways"))

    assert (keys, found.is_reached) == (["p", "q"], True)


def test_a_stage_that_lies_behind_is_reached():
    edition = small_edition(
        stages=[stage("first", {"practice": "p", "at_least": 1}), stage("second", {"practice": "p", "at_least": 2})]
    )

    keys, found = picked(
        edition, answers(edition, practices=agreed(p=2)), steps(("p", {"raises": {"p": 4}})), Goal("stage", "first")
    )

    assert (keys, found.is_reached) == ([], True)


def test_of_two_pressing_ones_the_one_that_is_done_with_sooner_counts_more():
    edition = small_edition(
        practices=[practice(key) for key in "pqr"],
        recommendations=[
            recommendation("long", {"any": [{"practice": key, "at_most": 2} for key in "qr"]}, practices=["q"]),
            recommendation("short", {"practice": "p", "at_most": 2}, practices=["p"]),
        ],
    )
    open_steps = steps(*((key, {"raises": {key: 3}}) for key in "qpr"))

    assert picked(edition, answers(edition, practices=agreed(p=0, q=0, r=0)), open_steps, None)[0] == ["p", "q", "r"]


def test_without_a_goal_the_most_pressing_advice_counts_most():
    edition = small_edition(
        recommendations=[
            recommendation("mild", {"practice": "p", "at_most": 2}, practices=["p"]),
            recommendation("pressing", {"practice": "q", "at_most": 2}, practices=["q"]),
        ]
    )
    open_steps = steps(("p", {"raises": {"p": 3}}), ("q", {"raises": {"q": 3}}))

    keys, found = picked(edition, answers(edition, practices=agreed(p=2, q=0)), open_steps, None)

    assert (keys, found.is_reached) == (["q", "p"], True)
    assert [pick.retires for pick in found.picks] == [("pressing",), ("mild",)]


def test_where_no_step_helps_with_any_advice_practices_go_to_their_targets():
    edition = small_edition(recommendations=[recommendation("signs", {"faced": "s"})])
    said = answers(edition, practices=agreed(p=1, q=1), situations={"s": {"stance": "faced"}})

    assert picked(edition, said, steps(("q", {"raises": {"q": 2}})), None)[0] == ["q"]


@pytest.mark.parametrize(
    ("values", "goal"),
    [
        ({"p": 3, "q": 3}, Goal("stage", "both")),
        ({"p": 3, "q": 3, "r": 3, "s": 3}, Goal("level", "ospo")),
        ({"p": "na", "q": 3, "r": 3, "s": 3}, Goal("level", "ospo")),
        ({"p": 3, "q": 3, "r": 3}, Goal("recommendation", "cheap")),
    ],
)
def test_nothing_is_picked_for_what_is_reached(values, goal):
    keys, found = picked(BOTH, answers(BOTH, practices=agreed(**values)), steps(("p", {"raises": {"p": 4}})), goal)

    assert (keys, found.is_reached) == ([], True)


def test_a_routine_that_is_set_and_a_practice_that_is_unknown_count():
    edition = small_edition(
        recommendations=[
            recommendation("rare", {"not": {"routine": "r", "at_least": "monthly"}}),
            recommendation("open", {"practice": "q", "below_target": True}),
        ]
    )
    open_steps = steps(
        ("set", {"sets": {"r": "yearly"}}), ("more", {"sets": {"r": "monthly"}}), ("q", {"raises": {"q": 3}})
    )
    said = answers(edition, routines={"r": "never"})

    keys, found = picked(edition, said, open_steps, Goal("recommendation", "rare"))
    assert (keys, found.picks[0].routines) == (["more"], ("r",))
    assert picked(edition, said, open_steps, Goal("recommendation", "open"))[0] == ["q"]


def test_a_step_of_which_nobody_said_the_effort_counts_as_medium():
    class Own:
        effort, sets = "", {}

        def __init__(self, key, raises):
            self.key, self.raises = key, raises

    open_steps = [*steps(("large", {"effort": "L", "raises": {"p": 3}})), Own("own", {"q": 3})]

    assert picked(BOTH, LOW, open_steps, Goal("level", "ospo"))[0] == ["own", "large"]

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.domain.canonical import plain
from assessments.domain.normal_form import normal_form
from assessments.domain.result import evaluate
from assessments.domain.retiring import improving_ways
from assessments.domain.rules import readable_rule
from tests.assessments.domain.cases import agreed, answers, recommendation, small_edition, text

FACED = {"faced": "s"}
NOT_FACED = {"not": FACED}
FACT = {"fact": "f"}


def at_most(key, number):
    return {"practice": key, "at_most": number}


def at_least(key, number):
    return {"practice": key, "at_least": number}


def denied(leaf):
    return {"not": leaf}


def retired_by(when):
    """The ways out where p and q are 1, the situation is faced, the routine is yearly and the fact holds."""
    edition = small_edition(recommendations=[recommendation("x", when)])
    given = answers(
        edition,
        facts={"f": True},
        practices=agreed(p=1, q=1),
        situations={"s": {"stance": "faced"}},
        routines={"r": "yearly"},
    )
    [result] = evaluate(edition, given).recommendations
    assert result.verdict == "matched"
    return [[plain(leaf) for leaf in way] for way in result.retired_by]


@pytest.mark.parametrize(
    ("when", "ways"),
    [
        (FACED, [[NOT_FACED]]),
        (at_most("p", 1), [[denied(at_most("p", 1))]]),
        (denied(at_least("p", 3)), [[at_least("p", 3)]]),
        (denied({"level": "ospo", "at_least": 50}), [[{"level": "ospo", "at_least": 50}]]),
        ({"level": "ospo", "below": 50}, [[denied({"level": "ospo", "below": 50})]]),
        (denied({"routine": "r", "at_least": "monthly"}), [[{"routine": "r", "at_least": "monthly"}]]),
        ({"practice": "p", "below_target": True}, [[denied({"practice": "p", "below_target": True})]]),
        ({"exposure": "s", "at_least": 0.5}, [[denied({"exposure": "s", "at_least": 0.5})]]),
    ],
)
def test_a_single_leaf_is_retired_by_its_contrary(when, ways):
    assert retired_by(when) == ways


@pytest.mark.parametrize(
    "when",
    [
        FACT,
        at_least("p", 1),
        {"level": "ospo", "at_least": 25},
        {"routine": "r", "at_least": "yearly"},
        denied(at_most("p", 0)),
        denied({"level": "ospo", "below": 20}),
        denied({"disagreement": "p", "at_least": 1}),
        {"any": [FACT, FACED]},
    ],
)
def test_a_step_back_or_another_fact_is_no_way_out(when):
    assert retired_by(when) == []


def test_all_can_be_left_by_any_part_and_any_only_by_all():
    p, q = at_most("p", 1), at_most("q", 1)

    assert retired_by({"all": [p, q]}) == [[denied(p)], [denied(q)]]
    assert retired_by({"any": [p, q]}) == [[denied(p), denied(q)]]


def test_what_holds_already_is_dropped():
    assert retired_by({"any": [FACED, at_most("p", 0)]}) == [[NOT_FACED]]


def test_larger_sets_that_contain_a_smaller_one_are_left_out():
    p, q = at_most("p", 1), at_most("q", 1)

    assert retired_by({"all": [{"any": [p, q]}, p]}) == [[denied(p)]]


def test_a_smaller_set_with_a_step_back_still_covers_larger_ones():
    step_back, p = at_least("q", 1), at_most("p", 1)

    assert retired_by({"all": [{"any": [step_back, p]}, step_back]}) == []


def test_a_conjunction_that_contradicts_itself_is_no_way_out():
    p = at_most("p", 1)

    assert retired_by({"any": [p, {"all": [FACED, denied({"all": [p, denied(p)]})]}]}) == [[denied(p), NOT_FACED]]


def test_equal_leaves_of_two_rules_are_equal_after_both_were_printed_as_lacking():
    first, second = (readable_rule({"practice": "p", "below_target": True}) for _each in range(2))

    assert first.denial == second.denial
    assert (first, hash(first)) == (second, hash(second))


def test_the_smallest_three_come_in_the_order_in_which_they_arise():
    one, two, three, four = (at_most(key, number) for key in "pq" for number in (1, 2))

    ways = retired_by({"all": [{"any": [one, three]}, two, four, FACED]})

    assert ways == [[denied(two)], [denied(four)], [NOT_FACED]]


def test_equal_sets_are_given_once_in_the_order_of_the_first():
    p, q = at_most("p", 1), at_most("q", 1)

    assert retired_by({"all": [{"any": [q, p]}, {"any": [p, q]}]}) == [[denied(q), denied(p)]]


def test_the_normal_form_arises_in_the_order_of_the_specification():
    facts = [{"key": key, "question": text(key)} for key in "abcd"]
    a, b, c, d = ({"fact": key} for key in "abcd")
    rule = {"all": [{"any": [a, b]}, {"any": [c, {"all": [a, d]}]}]}
    edition = small_edition(facts=facts, recommendations=[recommendation("x", rule)])
    when = edition.recommendation("x").when

    plainly = [[plain(one.printed()) for one in way] for way in normal_form(when)]
    denying = [[plain(one.printed()) for one in way] for way in normal_form(when, denied=True)]

    assert plainly == [[a, c], [a, d], [b, c], [b, a, d]]
    assert denying == [[denied(a), denied(b)], [denied(c), denied(a)], [denied(c), denied(d)]]


@pytest.mark.parametrize(
    ("when", "ways"),
    [
        (FACED, [[NOT_FACED]]),
        (FACT, []),
        (at_least("p", 3), []),
        ({"all": [FACED, FACT, at_least("p", 3)]}, [[NOT_FACED]]),
        ({"any": [FACED, FACT]}, []),
        ({"any": [FACED, at_most("p", 1)]}, [[NOT_FACED, denied(at_most("p", 1))]]),
        ({"all": [{"any": [FACED, at_most("p", 1)]}, FACED]}, [[NOT_FACED]]),
        ({"all": [at_most("q", 0), at_most("p", 1)]}, [[denied(at_most("q", 0))], [denied(at_most("p", 1))]]),
        ({"any": [FACED, NOT_FACED]}, []),
    ],
)
def test_without_answers_the_ways_out_that_are_improvements_are_listed_smallest_first(when, ways):
    assert [[plain(literal.printed()) for literal in way] for way in improving_ways(readable_rule(when))] == ways

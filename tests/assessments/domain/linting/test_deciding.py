# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What is decided is what trying out all answers shows, with the engine's own truth."""

from itertools import product
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.answers import parse_answers
from assessments.domain.document import CADENCE_RANK
from assessments.domain.edition import parse_edition
from assessments.domain.linting.deciding import satisfiable
from assessments.domain.linting.ground import default_targets, ground_of, profile_targets
from assessments.domain.linting.shares import Effort
from assessments.domain.normal_form import normal_form
from assessments.domain.standing import standing_of
from assessments.domain.truth import truth
from tests.assessments.domain.cases import action, practice, recommendation, small_document, text

VALUES = {"p": (None, 0, 1, 2, 3, 4, "na"), "q": (None, 0, 1, 2, 3, 4)}
DEGREES = (None, "not_us", "somewhat", "us")
SAID = (
    *({"signals": {"a": {"agreed": a}, "b": {"agreed": b}}} for a, b in product(DEGREES, DEGREES)),
    *({"stance": stance} for stance in ("faced", "not_faced")),
)
OFFERED = ("never", "yearly", "monthly")


def document(rule, weights=(1, 1), signs=(1, 1), faced_at="0.5", **fields):
    made = small_document(
        practices=[practice("p", not_applicable=text("n"), weight=weights[0]), practice("q", weight=weights[1])],
        settings={"faced_at": faced_at and float(faced_at)},
        recommendations=[recommendation("x", rule, **fields)],
    )
    for signal, weight in zip(made["situations"][0]["signals"], signs, strict=True):
        signal["weight"] = weight
    return made


def names(rule, *words):
    return any(f"'{word}': '{key}'" in str(rule) for word, key in words)


def axes(rule):
    """What is to be tried of each thing that the rule names; open answers too."""
    spoken = str(rule)
    by_level = "level" in spoken
    return {
        **{key: VALUES[key] if by_level or names(rule, ("practice", key)) else (None,) for key in "pq"},
        "target": range(5) if "below_target" in spoken else (None,),
        "spread": range(5) if "disagreement" in spoken else (None,),
        "said": SAID if names(rule, ("faced", "s"), ("exposure", "s")) else (None,),
        "cadence": (None, *OFFERED) if "routine" in spoken else (None,),
        "fact": (None, True, False) if "fact" in spoken else (None,),
    }


def all_answers(rule):
    tried = axes(rule)
    for values in product(*tried.values()):
        one = dict(zip(tried, values, strict=True))
        spread = one["spread"]
        views = {} if spread is None else {"management": 0, "ospo": spread}
        responses = [{"perspective": view, "value": value} for view, value in views.items()]
        yield {
            "on": "2026-11-22",
            "practices": {
                "p": {"agreed": one["p"], "responses": responses},
                "q": {"agreed": one["q"]},
            },
            "targets": dict.fromkeys("pq", one["target"]),
            "situations": {"s": one["said"]},
            "routines": {"r": one["cadence"]},
            "facts": {"f": one["fact"]},
        }


def truths(made, rule, **more):
    edition = parse_edition(made)
    when = edition.recommendation("x").when
    return {truth(when, standing_of(edition, parse_answers(edition, one | more))) for one in all_answers(rule)}


def decided(made, *, denied=False, ground=None, effort=None):
    when = parse_edition(made).recommendation("x").when
    return satisfiable(normal_form(when, denied=denied), ground or ground_of(made), effort or Effort())


PRACTICES = st.sampled_from("pq")
SHARES = st.sampled_from([0, 0.2, 0.25, 0.5, 0.6, 0.75, 1])
PERCENT = st.sampled_from([0, 10, 25, 37.5, 50, 60, 75, 90, 100])
OF_PRACTICES = st.one_of(
    st.builds(lambda key, number: {"practice": key, "at_most": number}, PRACTICES, st.integers(0, 4)),
    st.builds(lambda key, number: {"practice": key, "at_least": number}, PRACTICES, st.integers(0, 4)),
    st.builds(lambda number: {"practice": "p", "at_least": number, "or_na": True}, st.integers(0, 4)),
    st.builds(lambda key: {"practice": key, "below_target": True}, PRACTICES),
    st.builds(lambda number: {"level": "ospo", "below": number}, PERCENT),
    st.builds(lambda number: {"level": "ospo", "at_least": number}, PERCENT),
)
OF_ALL_ELSE = st.one_of(
    st.just({"faced": "s"}),
    st.builds(lambda share: {"exposure": "s", "at_least": share}, SHARES),
    st.builds(lambda number: {"disagreement": "p", "at_least": number}, st.integers(1, 4)),
    st.builds(lambda cadence: {"routine": "r", "at_least": cadence}, st.sampled_from(list(CADENCE_RANK))),
    st.just({"fact": "f"}),
)


def rules(leaves, most):
    return st.recursive(
        leaves,
        lambda rule: st.one_of(
            st.builds(lambda parts: {"all": parts}, st.lists(rule, min_size=2, max_size=4)),
            st.builds(lambda parts: {"any": parts}, st.lists(rule, min_size=2, max_size=3)),
            st.builds(lambda part: {"not": part}, rule),
        ),
        max_leaves=most,
    ).filter(lambda rule: str(rule).count("not") + str(rule).count("all") + str(rule).count("any") <= 6)


WEIGHTS = st.sampled_from([1, 2, 0.5, 3, 1.25])
MOST_ANSWERS = 800
SMALL = st.one_of(rules(OF_PRACTICES, 7), rules(OF_ALL_ELSE, 5), rules(st.one_of(OF_PRACTICES, OF_ALL_ELSE), 4)).filter(
    lambda rule: prod(map(len, axes(rule).values())) <= MOST_ANSWERS
)


@given(SMALL, st.tuples(WEIGHTS, WEIGHTS), st.tuples(WEIGHTS, WEIGHTS), st.sampled_from(["0.2", "0.5", "0.6", "1"]))
def test_a_rule_can_be_true_where_some_answers_make_it_so(rule, weights, signs, faced_at):
    made = document(rule, weights, signs, faced_at)

    found = truths(made, rule)

    assert decided(made) is (True in found)
    assert decided(made, denied=True) is (False in found)


RAISES = st.dictionaries(PRACTICES, st.integers(0, 4), max_size=2)
SETS = st.dictionaries(st.just("r"), st.sampled_from(list(CADENCE_RANK)), max_size=1)
TARGETS = st.dictionaries(PRACTICES, st.integers(0, 4), max_size=2)


@given(SMALL, RAISES, SETS, TARGETS)
def test_all_actions_together_retire_it_where_no_answers_leave_it_true(rule, raises, sets, targets):
    made = document(rule, actions=[action("do", raises=raises, sets=sets)])
    made["profiles"] = [{"key": "us", "name": text("u"), "description": text("u"), "targets": targets}]
    aimed = ground_of(made).aimed(default_targets(made) | profile_targets(made)["us"])
    ground = aimed.after(raises, {key: CADENCE_RANK[cadence] for key, cadence in sets.items()})

    found = truths(made, rule, profile="us", targets={}, done=["do"])

    assert decided(made, ground=ground) is (True in found)


@pytest.mark.parametrize(
    "rule",
    [
        {"all": [{"practice": "p", "at_most": 1}, {"practice": "p", "at_least": 2}]},
        {"all": [{"practice": "p", "below_target": True}, {"practice": "p", "at_least": 4}]},
        {"all": [{"faced": "s"}, {"not": {"exposure": "s", "at_least": 0.5}}]},
        {"all": [{"exposure": "s", "at_least": 0.3}, {"not": {"exposure": "s", "at_least": 0.45}}]},
        {"all": [{"fact": "f"}, {"not": {"fact": "f"}}]},
        {"routine": "r", "at_least": "weekly"},
        {"level": "ospo", "below": 0},
        {"all": [{"level": "ospo", "at_least": 60}, {"practice": "p", "at_most": 0}, {"practice": "q", "at_most": 4}]},
    ],
)
def test_contradictions_are_found(rule):
    assert decided(document(rule)) is False


def test_a_practice_that_is_not_applicable_lets_a_level_be_high_all_the_same():
    rule = {"all": [{"level": "ospo", "at_least": 60}, {"not": {"practice": "p", "at_least": 1}}]}

    assert decided(document(rule)) is True


def test_a_level_without_practices_is_neither_high_nor_low():
    rule = {"any": [{"level": "empty", "below": 100}, {"level": "empty", "at_least": 0}]}
    made = document(rule)
    made["levels"].append({"key": "empty", "name": text("e"), "focus": text("e")})

    assert (decided(made), decided(made, denied=True)) == (False, True)


def test_what_would_take_too_long_is_not_decided():
    rule = {"all": [{"level": "ospo", "at_least": 60}, {"practice": "p", "at_most": 0}]}

    assert decided(document(rule, weights=(1, 2)), effort=Effort(left=1)) is None
    assert decided(document(rule, weights=(99999999.0001, 77777777.0003))) is None
    assert decided(document({"any": [rule, {"fact": "f"}]}, weights=(99999999.0001, 77777777.0003))) is True

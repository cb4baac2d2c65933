# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.domain.canonical import plain
from assessments.domain.standing import standing_of
from assessments.domain.truth import judged, leaves_that_are_open, leaves_that_hold, leaves_that_lack, truth
from tests.assessments.domain.cases import agreed, answers, practice, recommendation, small_edition, text

TRUE, FALSE, OPEN = {"fact": "f"}, {"fact": "g"}, {"fact": "h"}
FACTS = [{"key": key, "question": text(key)} for key in ("f", "g", "h")]


def judge(rule, **fields):
    edition = small_edition(facts=FACTS, recommendations=[recommendation("x", rule)])
    standing = standing_of(edition, answers(edition, **{"facts": {"f": True, "g": False}, **fields}))
    return judged(edition.recommendation("x").when, standing)


def truth_of(rule, **fields):
    return judge(rule, **fields).truth


def signals(a, b):
    return {"s": {"signals": {"a": {"agreed": a}, "b": {"agreed": b}}}}


def views(*values):
    perspectives = ("ospo", "management", "business_unit")
    return {
        "p": {
            "responses": [
                {"perspective": who, "value": value} for who, value in zip(perspectives, values, strict=False)
            ]
        }
    }


@pytest.mark.parametrize(
    ("a", "b", "faced", "half", "whole"),
    [
        ("us", "not_us", True, True, False),
        ("us", None, True, True, None),
        ("somewhat", "not_us", False, False, False),
        ("not_us", None, None, None, False),
        (None, None, None, None, None),
        ("us", "us", True, True, True),
    ],
)
def test_faced_and_exposure(a, b, faced, half, whole):
    given = {"situations": signals(a, b)}

    assert truth_of({"faced": "s"}, **given) is faced
    assert truth_of({"exposure": "s", "at_least": 0.5}, **given) is half
    assert truth_of({"exposure": "s", "at_least": 1}, **given) is whole


@pytest.mark.parametrize(
    ("value", "at_most_2", "at_least_2", "or_na", "below_target"),
    [
        (1, True, False, False, True),
        (2, True, True, True, True),
        (3, False, True, True, False),
        (4, False, True, True, False),
        ("na", False, False, True, False),
        (None, None, None, None, None),
    ],
)
def test_practice(value, at_most_2, at_least_2, or_na, below_target):
    given = {"practices": agreed(p=value)}

    assert truth_of({"practice": "p", "at_most": 2}, **given) is at_most_2
    assert truth_of({"practice": "p", "at_least": 2}, **given) is at_least_2
    assert truth_of({"practice": "p", "at_least": 2, "or_na": True}, **given) is or_na
    assert truth_of({"practice": "p", "below_target": True}, **given) is below_target


@pytest.mark.parametrize(
    ("p", "q", "below_50", "at_least_50"),
    [
        (2, 2, False, True),
        (1, 2, True, False),
        (4, None, False, True),
        (0, None, None, None),
        (2, None, None, None),
        ("na", 2, False, True),
        ("na", None, None, None),
    ],
)
def test_level(p, q, below_50, at_least_50):
    given = {"practices": agreed(p=p, q=q)}

    assert truth_of({"level": "ospo", "below": 50}, **given) is below_50
    assert truth_of({"level": "ospo", "at_least": 50}, **given) is at_least_50


def test_a_level_just_under_a_threshold_that_rounding_would_reach():
    edition = small_edition(
        practices=[practice("p", weight=0.3333), practice("q", weight=0.6667)],
        recommendations=[recommendation("x", {"level": "ospo", "at_least": 33.34})],
    )
    standing = standing_of(edition, answers(edition, practices=agreed(p=4, q=0)))

    assert truth(edition.recommendation("x").when, standing) is False


@pytest.mark.parametrize(("rule", "found"), [({"below": 50}, False), ({"at_least": 0}, False)])
def test_a_level_with_nothing_applicable_makes_rules_false(rule, found):
    edition = small_edition(
        practices=[practice("p", not_applicable=text("n"))],
        recommendations=[recommendation("x", {"level": "ospo", **rule})],
    )
    standing = standing_of(edition, answers(edition, practices=agreed(p="na")))

    assert truth(edition.recommendation("x").when, standing) is found


@pytest.mark.parametrize(
    ("values", "found"), [((), False), ((1,), False), ((1, 2), False), ((1, 3), True), ((0, 4), True)]
)
def test_disagreement_is_never_unknown(values, found):
    assert truth_of({"disagreement": "p", "at_least": 2}, practices=views(*values)) is found


@pytest.mark.parametrize(("cadence", "found"), [("never", False), ("yearly", False), ("monthly", True), (None, None)])
def test_routine(cadence, found):
    assert truth_of({"routine": "r", "at_least": "quarterly"}, routines={"r": cadence}) is found


@pytest.mark.parametrize(("rule", "found"), [(TRUE, True), (FALSE, False), (OPEN, None)])
def test_fact(rule, found):
    assert truth_of(rule) is found


@pytest.mark.parametrize(
    ("parts", "every", "some"),
    [
        ([TRUE, TRUE], True, True),
        ([TRUE, OPEN], None, True),
        ([TRUE, FALSE], False, True),
        ([OPEN, OPEN], None, None),
        ([OPEN, FALSE], False, None),
        ([FALSE, OPEN, TRUE], False, True),
        ([FALSE, FALSE], False, False),
    ],
)
def test_all_and_any_are_three_valued(parts, every, some):
    assert truth_of({"all": parts}) is every
    assert truth_of({"any": parts}) is some


@pytest.mark.parametrize(("rule", "found"), [(TRUE, False), (FALSE, True), (OPEN, None)])
def test_not_unknown_is_unknown(rule, found):
    assert truth_of({"not": rule}) is found
    assert truth_of({"not": {"not": rule}}) is (None if found is None else not found)


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (TRUE, [TRUE]),
        ({"any": [FALSE, TRUE, OPEN]}, [TRUE]),
        ({"all": [TRUE, {"not": FALSE}]}, [TRUE, {"not": FALSE}]),
        ({"not": {"all": [TRUE, FALSE, OPEN]}}, [{"not": FALSE}]),
        ({"not": {"not": TRUE}}, [TRUE]),
        ({"not": {"any": [FALSE, {"not": TRUE}]}}, [{"not": FALSE}, TRUE]),
        ({"all": [TRUE, {"any": [TRUE, {"all": [TRUE, FALSE]}]}]}, [TRUE]),
    ],
)
def test_why_enters_only_what_is_true_itself(rule, why):
    assert [plain(one.printed()) for one in leaves_that_hold(judge(rule))] == why


@pytest.mark.parametrize(
    ("rule", "missing"),
    [
        (OPEN, [OPEN]),
        ({"not": OPEN}, [OPEN]),
        ({"all": [TRUE, OPEN, {"not": {"any": [FALSE, OPEN]}}]}, [OPEN]),
        (
            {"any": [{"all": [FALSE, OPEN]}, {"all": [TRUE, {"practice": "p", "at_most": 1}]}]},
            [{"practice": "p", "at_most": 1}],
        ),
    ],
)
def test_missing_enters_only_what_is_unknown(rule, missing):
    assert [plain(leaf) for leaf in leaves_that_are_open(judge(rule))] == missing


@pytest.mark.parametrize(
    ("rule", "lacking"),
    [
        (FALSE, [FALSE]),
        (OPEN, [OPEN]),
        ({"all": [TRUE, FALSE, OPEN, FALSE]}, [FALSE, OPEN]),
        ({"all": [{"not": TRUE}, {"not": FALSE}, {"not": OPEN}]}, [{"not": TRUE}, {"not": OPEN}]),
        ({"all": [{"any": [TRUE, FALSE]}, {"any": [FALSE, OPEN]}]}, [FALSE, OPEN]),
        ({"not": {"any": [TRUE, {"not": FALSE}]}}, [{"not": TRUE}, FALSE]),
    ],
)
def test_lacking_enters_only_what_is_not_true(rule, lacking):
    assert [plain(one.printed()) for one in leaves_that_lack(judge(rule))] == lacking


def test_a_leaf_that_stands_twice_is_one_after_its_denial_was_read_too():
    found = judge({"all": [OPEN, {"any": [OPEN, OPEN]}]})

    for _once_and_again in range(2):
        (missing,) = leaves_that_are_open(found)
        assert plain(missing) == OPEN
        for part in [found.parts[0], *found.parts[1].parts]:
            assert plain(part.rule.denial) == {"not": OPEN}

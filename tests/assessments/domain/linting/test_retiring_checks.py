# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from tests.assessments.domain.cases import action, text
from tests.assessments.domain.linting.drafts import WHEN, advised, findings

BELOW = {"all": [{"faced": "s"}, {"practice": "p", "below_target": True}]}


def of_retiring(document):
    codes = ("not-retired", "aims-higher", "retired-by-step-back")
    return [(one.code, one.place, one.values.get("profiles")) for one in findings(document) if one.code in codes]


def profile(key, **targets):
    return {"key": key, "name": text(key), "description": text("d"), "targets": targets}


@pytest.mark.parametrize(
    ("when", "actions"),
    [
        (WHEN, [action("a", raises={"p": 3}), action("b", raises={"q": 2})]),
        ({"practice": "q", "at_most": 2}, [action("a", raises={"q": 1}), action("b", raises={"q": 3})]),
        ({"not": {"routine": "r", "at_least": "yearly"}}, [action("a", sets={"r": "monthly"})]),
        ({"level": "ospo", "below": 50}, [action("a", raises={"p": 2, "q": 2})]),
        ({"not": {"practice": "p", "at_least": 2, "or_na": True}}, [action("a", raises={"p": 2})]),
    ],
)
def test_nothing_is_said_of_advice_that_its_actions_retire(when, actions):
    assert of_retiring(advised(when, *actions)) == []


@pytest.mark.parametrize(
    ("when", "actions"),
    [
        (BELOW, []),
        ({"practice": "q", "at_most": 2}, [action("a", raises={"q": 2})]),
        ({"not": {"routine": "r", "at_least": "monthly"}}, [action("a", sets={"r": "yearly"})]),
        ({"level": "ospo", "below": 50}, [action("a", raises={"q": 2})]),
        (
            {"all": [{"faced": "s"}, {"any": [BELOW, {"disagreement": "p", "at_least": 2}]}]},
            [action("a", raises={"p": 4})],
        ),
    ],
)
def test_all_actions_together_should_retire_it(when, actions):
    assert of_retiring(advised(when, *actions)) == [("not-retired", "recommendations[0]", None)]


def test_advice_without_actions_is_told_so():
    (finding,) = [one for one in findings(advised(BELOW)) if one.code == "not-retired"]

    assert finding.message == "has no actions, so it stays needed. Add actions that make its rule false."


def test_the_default_targets_count():
    document = advised(BELOW, action("a", raises={"p": 2}), profiles=[profile("modest", p=2)])

    assert of_retiring(document) == [("not-retired", "recommendations[0]", None)]
    assert "with the default targets" in findings(document)[0].message
    assert of_retiring({**document, "settings": {"default_target": 2}}) == []


def test_so_do_those_of_each_profile():
    ambitious = [profile("modest", p=2), profile("bold", p=4)]

    found = of_retiring(advised(BELOW, action("a", raises={"p": 3}), profiles=ambitious))

    assert found == [("aims-higher", "recommendations[0]", ("bold",))]


def test_a_profile_that_asks_for_what_no_action_touches_is_told_apart():
    when = {"all": [{"faced": "s"}, {"any": [BELOW, {"practice": "q", "below_target": True}]}]}
    document = advised(
        when, action("a", raises={"p": 3}), settings={"default_target": 0}, profiles=[profile("bold", p=3, q=1)]
    )

    assert of_retiring(document) == [("not-retired", "recommendations[0]", ("bold",))]


@pytest.mark.parametrize(
    "when",
    [
        {"fact": "f"},
        {"practice": "p", "at_least": 2},
        {"all": [{"fact": "f"}, {"routine": "r", "at_least": "yearly"}]},
        {"any": [{"practice": "p", "at_most": 1}, {"fact": "f"}]},
    ],
)
def test_a_step_back_or_another_fact_should_not_be_the_only_way(when):
    found = of_retiring(advised(when, action("a", raises={"p": 3})))

    assert found == [("retired-by-step-back", "recommendations[0].when", None)]


def test_a_fact_may_stand_beside_what_actions_make_false():
    when = {"all": [{"fact": "f"}, {"practice": "p", "at_most": 2}]}

    assert of_retiring(advised(when, action("a", raises={"p": 3}))) == []

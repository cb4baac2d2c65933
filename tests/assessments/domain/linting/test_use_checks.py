# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from tests.assessments.domain.cases import action, practice, situation, text
from tests.assessments.domain.linting.drafts import WHEN, advised, findings, found, sound_document

ADVICE = "recommendations[0]"


def also(document, **lists):
    for name, items in lists.items():
        document[name] = [*document.get(name, []), *items]
    return document


def with_field(document, **fields):
    document["recommendations"][0] |= fields
    return document


def test_a_situation_needs_advice():
    document = also(sound_document(), situations=[situation("t", number=2)])

    assert found(document) == [("situations[1]", "situation-without-advice")]


@pytest.mark.parametrize("leaf", [{"faced": "t"}, {"exposure": "t", "at_least": 0.3}])
def test_a_rule_may_name_it_instead(leaf):
    document = also(advised({"all": [WHEN, leaf]}, action("do", raises={"p": 3, "q": 2})))

    assert found(also(document, situations=[situation("t", number=2)])) == []


def test_a_practice_should_be_used():
    document = also(sound_document(), practices=[practice("z")])

    assert found(document) == [("practices[2]", "practice-unused")]


@pytest.mark.parametrize(
    "use",
    [
        lambda document: with_field(document, practices=["p", "z"]),
        lambda document: document["recommendations"][0]["actions"][0]["raises"].update(z=1),
        lambda document: with_field(document, when={"all": [WHEN, {"disagreement": "z", "at_least": 2}]}),
        lambda document: also(
            document,
            stages=[
                {
                    "key": "s",
                    "name": text("s"),
                    "description": text("d"),
                    "reached_when": {"practice": "z", "at_least": 2},
                }
            ],
        ),
    ],
)
def test_it_is_used_by_advice_its_rule_its_actions_or_a_stage(use):
    document = also(sound_document(), practices=[practice("z")])

    use(document)

    assert found(document) == []


def test_a_level_in_a_rule_uses_none_of_its_practices():
    document = also(advised({"all": [WHEN, {"level": "ospo", "below": 60}]}, action("do", raises={"p": 3, "q": 2})))

    assert ("practices[2]", "practice-unused") in found(also(document, practices=[practice("z")]))


@pytest.mark.parametrize("fields", [{}, {"raises": {"p": 0}}, {"sets": {"r": "never"}}, {"raises": {}, "sets": {}}])
def test_an_action_should_change_something(fields):
    document = sound_document()
    document["recommendations"][0]["actions"].append(action("idle", title=text("idle"), **fields))

    assert found(document) == [(f"{ADVICE}.actions[1]", "action-raises-nothing")]


@pytest.mark.parametrize("fields", [{"raises": {"p": 1}}, {"sets": {"r": "yearly"}}])
def test_raising_a_practice_or_setting_a_routine_is_something(fields):
    document = sound_document()
    document["recommendations"][0]["actions"].append(action("busy", title=text("b"), **fields))

    assert found(document) == []


def test_a_routine_is_set_to_a_cadence_that_it_offers():
    document = sound_document()
    document["recommendations"][0]["actions"][0]["sets"] = {"r": "weekly"}

    (finding,) = findings(document)

    assert (finding.place, finding.code) == (f"{ADVICE}.actions[0].sets.r", "cadence-unoffered")
    assert finding.values == {"cadence": "weekly", "offered": ("never", "yearly", "monthly")}


@pytest.mark.parametrize(("day", "expected"), [("2026-11-21", True), ("2026-11-22", False), ("2027-01-01", False)])
def test_a_day_of_review_passes(day, expected):
    document = with_field(sound_document(), review_by=day)

    assert found(document) == ([(f"{ADVICE}.review_by", "review-passed")] if expected else [])

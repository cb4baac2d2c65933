# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from tests.assessments.domain.cases import practice, text
from tests.assessments.domain.linting.drafts import WHEN, advised, findings, found, sound_document

NEVER = {"all": [WHEN, {"practice": "q", "at_least": 2}, {"practice": "q", "at_most": 1}]}


def stage(**fields):
    return {"key": "begun", "name": text("Begun"), "description": text("d"), **fields}


def of_rules(document):
    return [(place, code) for place, code in found(document) if code.startswith(("rule", "stage"))]


def test_a_rule_that_can_never_be_true_is_an_error():
    document = advised(NEVER)

    assert of_rules(document) == [("recommendations[0].when", "rule-never")]
    assert [one.severity for one in findings(document) if one.code == "rule-never"] == ["error"]


def test_a_stage_that_nobody_can_reach_is_an_error():
    document = sound_document(stages=[stage(reached_when={"all": [{"fact": "f"}, {"not": {"fact": "f"}}]})])

    assert of_rules(document) == [("stages[0].reached_when", "rule-never")]


@pytest.mark.parametrize("rule", [{"practice": "q", "at_least": 0}, {"any": [{"fact": "f"}, {"not": {"fact": "f"}}]}])
def test_a_rule_that_is_always_true_is_doubtful(rule):
    assert of_rules(advised(rule)) == [("recommendations[0].when", "rule-always")]


def test_a_rule_that_depends_on_answers_is_not():
    assert of_rules(advised({"practice": "p", "at_least": 0})) == []
    assert (
        of_rules(sound_document(stages=[stage(), stage(key="next", name=text("n"), reached_when={"fact": "f"})])) == []
    )


def test_a_rule_with_too_many_cases_is_not_decided():
    heavy = [practice("p", weight=99999999.0001), practice("q", weight=77777777.0003)]
    document = advised({"level": "ospo", "below": 30}, practices=heavy)

    assert of_rules(document) == [("recommendations[0].when", "rule-undecided")]


def test_a_rule_that_the_engine_refuses_is_not_looked_at():
    assert of_rules(advised({"all": [NEVER, {"fact": "unknown"}]})) == []
    assert of_rules(advised({"all": [NEVER, {"fact": 7}]})) == []


def test_a_stage_should_not_ask_for_targets():
    document = sound_document(stages=[stage(reached_when={"not": {"practice": "p", "below_target": True}})])

    assert of_rules(document) == [("stages[0].reached_when", "stage-by-target")]

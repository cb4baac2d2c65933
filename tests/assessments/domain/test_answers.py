# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
from datetime import date

import pytest

from assessments.domain.answers import Answers, parse_answers
from assessments.domain.canonical import canonical_json
from assessments.domain.faults import AnswersFaults
from tests.assessments.domain.cases import (
    CASES,
    CONFORMANCE,
    action,
    conformance_edition,
    recommendation,
    small_edition,
)

EDITION = small_edition(recommendations=[recommendation("x", {"faced": "s"}, actions=[action("a")])])


def faults_of(**fields):
    with pytest.raises(AnswersFaults) as refused:
        parse_answers(EDITION, {"on": "2026-11-22", **fields})
    return [(fault.place, fault.message) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("fields", "place", "message"),
    [
        ({"on": None}, "on", "is missing"),
        ({"on": "22.11.2026"}, "on", "must be a day such as 2026-11-22"),
        ({"on": 20261122}, "on", "must be a day such as 2026-11-22"),
        ({"by": "alice"}, "by", "is not a known field"),
        ({"profile": "leader"}, "profile", "names leader, which is not among the profiles"),
        ({"targets": {"x": 1}}, "targets.x", "names x, which is not among the practices"),
        ({"targets": {"p": 5}}, "targets.p", "must be 4 or less"),
        ({"targets": {"p": "na"}}, "targets.p", "must be a whole number"),
        ({"facts": {"x": True}}, "facts.x", "names x, which is not among the facts"),
        ({"facts": {"f": "yes"}}, "facts.f", "must be true or false"),
        ({"practices": {"x": {}}}, "practices.x", "names x, which is not among the practices"),
        ({"practices": {"p": 3}}, "practices.p", "must be an object"),
        ({"practices": {"p": {"agreed": 5}}}, "practices.p.agreed", 'must be 0, 1, 2, 3, 4 or "na"'),
        ({"practices": {"p": {"agreed": 2.5}}}, "practices.p.agreed", 'must be 0, 1, 2, 3, 4 or "na"'),
        ({"practices": {"p": {"agreed": True}}}, "practices.p.agreed", 'must be 0, 1, 2, 3, 4 or "na"'),
        ({"practices": {"p": {"agreed": "3"}}}, "practices.p.agreed", 'must be 0, 1, 2, 3, 4 or "na"'),
        (
            {"practices": {"q": {"agreed": "na"}}},
            "practices.q.agreed",
            'must not be "na": the edition does not offer it for q',
        ),
        (
            {"practices": {"q": {"responses": [{"perspective": "ospo", "value": "na"}]}}},
            "practices.q.responses[0].value",
            'must not be "na": the edition does not offer it for q',
        ),
        ({"practices": {"p": {"responses": [{"value": 1}]}}}, "practices.p.responses[0].perspective", "is missing"),
        ({"practices": {"p": {"evidence": [{}]}}}, "practices.p.evidence[0].reviewed_on", "is missing"),
        ({"practices": {"p": {"evidence": [{"url": "x"}]}}}, "practices.p.evidence[0].url", "is not a known field"),
        ({"situations": {"x": {}}}, "situations.x", "names x, which is not among the situations"),
        (
            {"situations": {"s": {"signals": {"c": {}}}}},
            "situations.s.signals.c",
            "names c, which is not among the signals of s",
        ),
        (
            {"situations": {"s": {"signals": {"a": {"agreed": "yes"}}}}},
            "situations.s.signals.a.agreed",
            "must be 'not_us', 'somewhat' or 'us'",
        ),
        ({"situations": {"s": {"stance": "denied"}}}, "situations.s.stance", "must be 'faced' or 'not_faced'"),
        ({"routines": {"x": "never"}}, "routines.x", "names x, which is not among the routines"),
        ({"routines": {"r": "weekly"}}, "routines.r", "must not be weekly: the edition does not offer it for r"),
        (
            {"routines": {"r": "daily"}},
            "routines.r",
            "must be 'never', 'once', 'yearly', 'half-yearly', 'quarterly', 'monthly', 'weekly' or 'continuous'",
        ),
        ({"done": ["x"]}, "done[0]", "names x, which is not among the actions"),
    ],
)
def test_fault_of_answers(fields, place, message):
    assert (place, message) in faults_of(**fields)


@pytest.mark.parametrize("document", [None, [], "answers", {"on": "2026-11-22", "practices": [3]}])
def test_what_are_no_answers_at_all_is_refused(document):
    with pytest.raises(AnswersFaults):
        parse_answers(EDITION, document)


def test_text_that_is_no_text_is_refused():
    assert faults_of(profile="\ud800") == [("profile", "holds characters that are no text")]


def test_what_is_null_counts_as_absent():
    nothing = parse_answers(EDITION, {"on": date(2026, 11, 22)})

    nulls = parse_answers(
        EDITION,
        {
            **{"on": "2026-11-22", "profile": None, "facts": {"f": None}, "routines": {"r": None}},
            **{"practices": {"p": None}, "situations": {"s": None}, "targets": {"p": None}, "done": None},
        },
    )

    assert nulls == nothing
    assert canonical_json(nothing) == '{"on":"2026-11-22"}'


@pytest.mark.parametrize(
    "said",
    [
        {"practices": {"p": {"agreed": 0}}},
        {"practices": {"p": {"responses": [{"perspective": "ospo", "value": 1}]}}},
        {"situations": {"s": {"signals": {"a": {"agreed": "not_us"}}}}},
        {"situations": {"s": {"signals": {"a": {"responses": [{"perspective": "ospo", "value": "us"}]}}}}},
        {"situations": {"s": {"stance": "not_faced"}}},
        {"routines": {"r": "never"}},
    ],
    ids=str,
)
def test_any_answer_is_a_beginning(said):
    assert not parse_answers(EDITION, {"on": "2026-11-22", **said}).is_empty


@pytest.mark.parametrize(
    "said",
    [
        {"facts": {"f": True}, "targets": {"p": 3}},
        {"practices": {"p": {"agreed": None, "responses": [{"perspective": "ospo", "value": None}]}}},
        {"situations": {"s": {"signals": {"a": {"agreed": None}}}}},
        {"routines": {"r": None}},
    ],
    ids=str,
)
def test_what_an_organization_is_and_what_nobody_knows_are_no_answers(said):
    assert parse_answers(EDITION, {"on": "2026-11-22", **said}).is_empty


@pytest.mark.parametrize("case", CASES)
def test_canonical_answers_are_the_same_answers(case):
    from_file = parse_answers(conformance_edition(), json.loads(_read(case)))

    again = parse_answers(conformance_edition(), json.loads(canonical_json(from_file)))

    assert again == from_file
    assert canonical_json(again) == canonical_json(from_file)


def _read(case):
    return (CONFORMANCE / f"{case}.answers.json").read_text()


def test_json_schema_of_answers_can_be_published():
    assert Answers.model_json_schema()["required"] == ["on"]

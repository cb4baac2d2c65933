# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import copy
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.domain.edition import parse_edition
from assessments.domain.faults import LONGEST_KEY, EditionFaults
from assessments.domain.linting import lint
from assessments.imports.documents import read_path
from assessments.management.commands.load_pack import BUILT_IN
from tests.assessments.domain.cases import CONFORMANCE, conformance
from tests.assessments.domain.linting.drafts import TODAY, advised, findings, found, sound_document

FAULTY = sorted(path.name for path in CONFORMANCE.glob("faulty-*.edition.json"))
ODD = st.sampled_from([None, "", " ", "x", 7, -1, 1.5, True, [], {}, [[]], [{}], {"en": 1}, {"en": ""}, ["p", 3]])


def test_nothing_is_said_of_a_sound_edition():
    assert findings(sound_document()) == []


def test_the_built_in_pack_is_sound_but_that_two_of_its_profiles_aim_higher_than_advice_reaches():
    said = findings(read_path(Path(BUILT_IN)))

    assert {(finding.severity, finding.code) for finding in said} == {("warning", "aims-higher")}
    assert {name for finding in said for name in finding.values["profiles"]} == {"contribute", "lead"}


def test_a_key_that_answers_have_no_room_for_is_an_error():
    document = sound_document()
    document["situations"][0]["signals"][0]["key"] = "g" * (LONGEST_KEY + 1)

    said = [(one.place, one.severity, one.message % one.values) for one in findings(document)]

    assert said == [("situations[0].signals[0].key", "error", "must have at most 80 characters")]


@pytest.mark.parametrize("name", FAULTY)
def test_all_that_the_engine_refuses_is_an_error(name):
    with pytest.raises(EditionFaults) as refused:
        parse_edition(conformance(name))

    errors = [finding for finding in findings(conformance(name)) if finding.severity == "error"]

    assert [(one.place, one.message) for one in errors if one.code == "fault"] == [
        (fault.place, fault.message) for fault in refused.value.faults
    ]


def test_errors_stand_before_warnings():
    document = advised({"all": [{"fact": "f"}, {"not": {"fact": "f"}}]}, licence="", scale=[])

    assert [finding.severity for finding in findings(document)] == ["error", "error", "warning"]


def test_a_finding_says_its_place_and_reason():
    (finding,) = findings(sound_document(licence=" "))

    assert str(finding) == (
        "licence: warning: is empty. Name the licence under which others may use the pack, such as CC-BY-4.0."
    )


def test_a_draft_with_faults_is_looked_through_all_the_same():
    document = sound_document(licence="")
    del document["recommendations"][0]["title"]
    document["practices"][0]["level"] = "nowhere"

    assert [code for _, code in found(document)] == ["fault", "fault", "licence-missing"]


def test_a_document_that_is_no_text_has_this_fault_only():
    assert found(sound_document(licence="\ud800")) == [("licence", "fault")]


@pytest.mark.parametrize("document", [None, 1, "x", [], {}, {"practices": 1}, {"recommendations": [{"when": []}]}])
def test_whatever_is_no_edition_is_an_error(document):
    assert "fault" in {code for _, code in found(document)}


@given(st.data())
def test_it_never_raises(data):
    document = copy.deepcopy(conformance("edition.json"))
    node, left = document, data.draw(st.integers(1, 6))
    while left and isinstance(node, dict | list) and node:
        step = data.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
        left -= 1
        if left and isinstance(node[step], dict | list) and node[step]:
            node = node[step]
        else:
            node[step] = data.draw(ODD)
            break

    lint(document, on=TODAY)


def test_hostile_rules_do_not_take_long():
    """The widest rules that the engine takes, three hundred times, and one that is refused."""
    wide = {"all": [{"any": [{"practice": "p", "at_most": number} for number in range(4)]} for _ in range(5)]}
    levels = {
        "any": [{"all": [{"level": "ospo", "at_least": n}, {"level": "ospo", "below": n + 1}]} for n in range(10)]
    }
    deep = {"fact": "f"}
    for _ in range(28):
        deep = {"not": deep}
    document = sound_document()
    advice = document["recommendations"][0]
    rules = [*[wide, {"not": levels}] * 150, deep]
    document["recommendations"] = [
        {**advice, "key": f"x-{number}", "when": rule, "actions": []} for number, rule in enumerate(rules)
    ]
    document["practices"][0]["weight"], document["practices"][1]["weight"] = 3.1415, 2.7182

    started = process_time()
    said = {code for _, code in found(document)}

    assert process_time() - started < 6
    assert {"rule-undecided", "fault"} <= said


def test_the_day_is_the_one_that_is_given():
    document = sound_document()
    document["recommendations"][0]["review_by"] = "2026-11-22"

    assert found(document, on=date(2026, 11, 22)) == []
    assert found(document, on=date(2026, 11, 23)) == [("recommendations[0].review_by", "review-passed")]


def test_a_rule_three_hundred_deep_is_refused_at_once():
    deep = {"fact": "f"}
    for _ in range(300):
        deep = {"not": deep}

    said = findings(advised(deep))

    assert [(one.code, one.message) for one in said] == [("fault", "nests deeper than 32")]

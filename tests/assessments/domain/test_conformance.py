# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json
from decimal import Decimal

import pytest

from assessments.domain.answers import parse_answers
from assessments.domain.canonical import canonical_json
from assessments.domain.comparison import Comparison, compare
from assessments.domain.edition import parse_edition
from assessments.domain.faults import EditionFaults
from assessments.domain.result import Result, evaluate
from tests.assessments.domain.cases import CASES, COMPARED, conformance, conformance_answers, conformance_edition

FAULTY = {
    "unknown-level": ["practices[0].level"],
    "rule-names-nothing": ["recommendations[1].when.any[0].exposure"],
    "four-anchors": ["practices[2].anchors"],
    "twice-and-empty": ["practices[3].key", "recommendations[3].when.any"],
}


@pytest.mark.parametrize("case", CASES)
def test_conformance_result(case):
    result = evaluate(conformance_edition(), conformance_answers(case))

    printed = canonical_json(result)

    assert json.loads(printed, parse_float=Decimal) == conformance(f"{case}.result.json")
    assert Result.model_validate_json(printed) == result


@pytest.mark.parametrize("case", COMPARED)
def test_conformance_comparison(case):
    before = conformance_edition("edition-before.json")
    answers_before = parse_answers(before, conformance("before.answers.json"))

    comparison = compare(before, answers_before, conformance_edition(), conformance_answers(case))

    printed = canonical_json(comparison)
    assert json.loads(printed, parse_float=Decimal) == conformance(f"compare-before-{case}.json")
    assert Comparison.model_validate_json(printed) == comparison


@pytest.mark.parametrize(("name", "places"), FAULTY.items())
def test_conformance_faulty_edition_is_refused_at(name, places):
    with pytest.raises(EditionFaults) as refused:
        parse_edition(conformance(f"faulty-{name}.edition.json"))

    found = [fault.place for fault in refused.value.faults]
    assert [place for place in places if place in found] == places


def test_every_conformance_case_was_found():
    assert (len(CASES), len(COMPARED)) == (15, 5)

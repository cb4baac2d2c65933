# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import json

import pytest
from pydantic import ValidationError

from assessments.domain.canonical import canonical_json
from assessments.domain.result import Result, evaluate
from tests.assessments.domain.cases import conformance_answers, conformance_edition

EDITION = conformance_edition()


def test_a_result_can_be_dumped_and_read_again_by_pydantic_too():
    result = evaluate(EDITION, conformance_answers("11-several-ways-out"))

    assert Result.model_validate(result.model_dump(by_alias=True, exclude_unset=True)) == result


def test_a_result_with_a_field_too_many_is_no_result():
    document = json.loads(canonical_json(evaluate(EDITION, conformance_answers("01-complete"))))

    with pytest.raises(ValidationError, match="overall"):
        Result.model_validate({**document, "overall": 70})

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from assessments.models import Result
from assessments.tasks.verification import verify_result
from tests.factories import make_assessment, submit


def test_a_result_that_differs_is_said(aozora, mana, now):
    assessment = submit(make_assessment(aozora, mana, now=now), mana, now=now)
    assert verify_result.call(str(assessment.pk)) == ""

    Result.objects.of(assessment).update(engine=7)

    assert verify_result.call(str(assessment.pk)) == "it was made by engine 7, this is 1"

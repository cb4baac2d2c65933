# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from assessments.domain.canonical import canonical_json
from assessments.models import Result
from assessments.models.answer import Kind
from assessments.queries.result import outcome_of
from tests.factories import make_assessment, say, submit


def test_an_open_assessment_is_computed_and_a_submitted_one_is_read(aozora, mana, now, django_assert_num_queries):
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, charter=2)
    with django_assert_num_queries(3):
        so_far = outcome_of(assessment, now)

    submitted = submit(assessment, mana, now=now)
    with django_assert_num_queries(1):
        frozen = outcome_of(submitted, now.replace(year=2040))

    assert frozen.result == so_far.result
    assert canonical_json(frozen.result) == Result.objects.of(assessment).get().document
    assert frozen.answers == so_far.answers

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from assessments.models import Answer
from assessments.models.answer import Kind
from assessments.queries.common_base import Base, bases_of
from tests.factories import make_assessment, say

PLACE = (Kind.PRACTICE, "health")


def test_an_answer_as_it_stood_at_a_revision(mana, aozora, now, django_assert_num_queries):
    assessment = make_assessment(aozora, mana, now=now)
    for value in (1, 2, 3):
        say(assessment, mana, Kind.PRACTICE, now=now, health=value)

    with django_assert_num_queries(1):
        assert bases_of(assessment, {PLACE: 2}) == {PLACE: Base("2")}
    assert bases_of(assessment, {PLACE: 0}) == {PLACE: Base()}
    assert bases_of(assessment, {PLACE: 9}) == {}


def test_at_revision_0_stands_what_was_carried_over(mana, aozora, now):
    assessment = make_assessment(aozora, mana, now=now)
    said = {"value": "3", "note": "From last time.", "revision": 0, "is_confirmed": False}
    Answer.objects.create(
        **assessment.whose, kind=Kind.PRACTICE, key="health", **said, answered_at=now, answered_by=mana
    )
    say(assessment, mana, Kind.PRACTICE, now=now, health=1)

    assert bases_of(assessment, {PLACE: 0}) == {PLACE: Base("3", "", "From last time.")}

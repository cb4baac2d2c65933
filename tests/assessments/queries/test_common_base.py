# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

from assessments.models import Answer
from assessments.models.answer import Kind
from assessments.queries.common_base import Base, bases_of
from assessments.services.answering import Entry, save_answers
from assessments.services.confirming import confirm_answers
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


def test_a_confirmation_is_such_a_revision_too(mana, aozora, now):
    assessment = make_assessment(aozora, mana, now=now)
    said = {"value": "3", "note": "From last time.", "revision": 0, "is_confirmed": False}
    Answer.objects.create(
        **assessment.whose, kind=Kind.PRACTICE, key="health", **said, answered_at=now, answered_by=mana
    )
    confirm_answers(assessment=assessment, places={PLACE}, idempotency_key=uuid.uuid4(), by=mana, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, health=1)

    carried = {PLACE: Base("3", "", "From last time.")}
    assert bases_of(assessment, {PLACE: 0}) == carried and bases_of(assessment, {PLACE: 1}) == carried


def test_why_an_answer_was_settled_so_is_among_what_it_said(mana, aozora, now):
    assessment = make_assessment(aozora, mana, now=now)
    entry = Entry(*PLACE, "3", 0, settled_because="Units lack the tool.")
    save_answers(assessment=assessment, entries=[entry], idempotency_key=uuid.uuid4(), by=mana, now=now)

    assert bases_of(assessment, {PLACE: 1}) == {PLACE: Base("3", settled_because="Units lack the tool.")}

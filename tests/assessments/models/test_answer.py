# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.db import IntegrityError, transaction

from assessments.models import Answer, Change, Evidence, Response
from assessments.models.answer import Kind
from tests.factories import make_assessment, say


@pytest.fixture
def assessment(aozora, mana, now):
    return make_assessment(aozora, mana, now=now)


def write(model, assessment, **fields):
    with transaction.atomic():
        return model.objects.create(assessment=assessment, organization_id=assessment.organization_id, **fields)


def answer(assessment, by, now, **fields):
    said = {"kind": Kind.PRACTICE, "key": "charter", "value": "1", "revision": 1} | fields
    return write(Answer, assessment, **said, answered_at=now, answered_by=by)


def test_one_answer_a_practice(assessment, mana, now):
    answer(assessment, mana, now)

    with pytest.raises(IntegrityError):
        answer(assessment, mana, now)
    assert answer(assessment, mana, now, kind=Kind.TARGET).kind == Kind.TARGET


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.PRACTICE, "5"),
        (Kind.SIGNAL, "na"),
        (Kind.STANCE, "us"),
        (Kind.ROUTINE, "sometimes"),
        (Kind.FACT, "true"),
        (Kind.TARGET, "5"),
        ("mood", "1"),
    ],
)
def test_the_database_refuses_a_value_that_its_kind_has_not(assessment, mana, now, kind, value):
    with pytest.raises(IntegrityError):
        answer(assessment, mana, now, kind=kind, value=value)


def test_not_applicable_has_a_reason(assessment, mana, now):
    with pytest.raises(IntegrityError):
        answer(assessment, mana, now, value="na")
    assert answer(assessment, mana, now, value="na", reason="One team.").value == "na"


def test_evidence_says_something(assessment, mana, now):
    with pytest.raises(IntegrityError):
        write(Evidence, assessment, practice="charter", reviewed_on=now.date(), added_at=now, added_by=mana)


@pytest.mark.parametrize(("kind", "value"), [("practice", ""), ("signal", "1"), ("routine", "weekly")])
def test_responses_answer_practices_and_signs_only(assessment, mana, now, kind, value):
    said = {"perspective": "ospo", "respondent": "00000000-0000-4000-8000-000000000000", "revision": 1}

    with pytest.raises(IntegrityError):
        write(Response, assessment, kind=kind, key="charter", value=value, **said, answered_at=now)


def test_an_idempotency_key_is_used_once(assessment, mana, now):
    key = "00000000-0000-4000-8000-000000000000"
    write(Change, assessment, at=now, by=mana, what="practice", idempotency_key=key)

    with pytest.raises(IntegrityError):
        write(Change, assessment, at=now, by=mana, what="practice", idempotency_key=key)


def test_deleting_an_assessment_takes_its_answers_along(assessment, mana, now):
    say(assessment, mana, Kind.PRACTICE, now=now, charter=1)
    held = Answer.objects.of(assessment)

    assessment.delete()

    assert not held.exists()

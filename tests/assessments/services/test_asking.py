# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

import pytest

from assessments.models import Answer, Response
from assessments.models.answer import Kind
from assessments.services.asking import save_responses
from assessments.services.refusal import AlreadySubmitted, NotAccepted
from tests.factories import make_assessment, say, submit


def respond(assessment, now, respondent=None, *, perspective="management", **values):
    said = {(Kind.PRACTICE, key): value for key, value in values.items()}
    return save_responses(
        assessment=assessment,
        perspective=perspective,
        respondent=respondent or uuid.uuid4(),
        values=said,
        now=now,
    )


def test_responses_stand_beside_one_another_and_beside_the_answer(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now)
    say(assessment, mana, Kind.PRACTICE, now=now, strategy=3)

    respond(assessment, now, strategy="1")
    respond(assessment, now, strategy="2")

    assert sorted(Response.objects.of(assessment).values_list("value", flat=True)) == ["1", "2"]
    assert Answer.objects.of(assessment).get().value == "3"


def test_a_respondent_replaces_their_own_words_only(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now)
    respondent = uuid.uuid4()
    respond(assessment, now, respondent, strategy="1", charter="unknown")
    respond(assessment, now, respondent, strategy="2", charter="unknown")

    rows = {row.key: (row.value, row.revision) for row in Response.objects.of(assessment)}

    assert rows == {"strategy": ("2", 2), "charter": ("unknown", 1)}


@pytest.mark.parametrize(
    ("said", "perspective"),
    [({"nothing": "1"}, "ospo"), ({"strategy": "na"}, "ospo"), ({"strategy": ""}, "ospo"), ({"strategy": "1"}, "all")],
)
def test_what_is_not_offered_is_refused(aozora, mana, now, said, perspective):
    assessment = make_assessment(aozora, mana, now=now)

    with pytest.raises(NotAccepted):
        respond(assessment, now, perspective=perspective, **said)

    assert not Response.objects.of(assessment).exists()


def test_a_submitted_assessment_takes_no_response(aozora, mana, now):
    assessment = submit(make_assessment(aozora, mana, now=now), mana, now=now)

    with pytest.raises(AlreadySubmitted):
        respond(assessment, now, strategy="1")

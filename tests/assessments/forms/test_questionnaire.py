# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest

from assessments.forms.questionnaire import StepForm
from assessments.models.answer import Kind
from assessments.queries.questionnaire import questionnaire_of
from tests.factories import make_asking_edition, make_assessment, make_invitation


@pytest.fixture
def steps(aozora, mana, now):
    assessment = make_assessment(aozora, mana, make_asking_edition(), now=now)
    invitation, _token = make_invitation(assessment, mana, situations=["technology-only"], now=now)
    invitation.assessment = assessment
    return questionnaire_of(invitation, None).steps


def test_a_practice_takes_one_of_its_anchors_or_not_sure(steps):
    for value in ("0", "4", "unknown"):
        form = StepForm(steps[0], {"answer": value})
        assert form.is_valid()
        assert form.values() == {(Kind.PRACTICE, "strategy"): value}
    for value in ("", "na", "5", "us"):
        assert list(StepForm(steps[0], {"answer": value}).errors) == ["answer"]


def test_not_applicable_is_taken_where_the_edition_offers_it(steps):
    assert StepForm(steps[1], {"answer": "na"}).is_valid()


def test_signs_take_how_much_it_is_us(steps):
    form = StepForm(steps[3], {"sign-tools": "somewhat"})

    assert form.is_valid()
    assert form.values() == {(Kind.SIGNAL, "technology-only/tools"): "somewhat"}
    assert list(StepForm(steps[3], {}).errors) == ["sign-tools"]

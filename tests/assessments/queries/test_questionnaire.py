# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

import pytest

from assessments.models.answer import Kind
from assessments.queries.questionnaire import link_of, questionnaire_of
from assessments.services.responding import answer, begin
from tests.factories import (
    built_in_document,
    make_asking_edition,
    make_assessment,
    make_built_in_edition,
    make_invitation,
    make_link,
)

BROWSER = uuid.uuid4()


@pytest.fixture
def assessment(aozora, mana, now):
    return make_assessment(aozora, mana, make_asking_edition(), now=now)


def test_practices_come_first_and_situations_after_them_a_page_each(assessment, mana, now):
    _row, token = make_invitation(assessment, mana, situations=["technology-only"], now=now)
    questionnaire = questionnaire_of(link_of(token), None)

    assert [step.is_practice for step in questionnaire.steps] == [True, True, True, False]
    assert [step.number for step in questionnaire.steps] == [1, 2, 3, 4]
    assert [question.key for question in questionnaire.steps[3].questions] == ["technology-only/tools"]
    assert questionnaire.step(0) is questionnaire.step(5) is None
    assert (questionnaire.total, questionnaire.answered, questionnaire.first_open) == (4, 0, 1)


def test_what_this_browser_said_is_shown_to_it_alone(assessment, mana, now):
    _row, token = make_invitation(assessment, mana, now=now)
    link = link_of(token)
    respondent = begin(link=link, browser=BROWSER, now=now)
    values = {(Kind.PRACTICE, "strategy"): "3"}
    answer(link=link, respondent=respondent, browser=BROWSER, values=values, now=now)

    own, other = (questionnaire_of(link_of(token), one) for one in (BROWSER, uuid.uuid4()))

    assert (own.respondent, own.answered, own.first_open) == (respondent, 1, 2)
    assert own.steps[0].questions[0].value == "3"
    assert (other.respondent, other.answered) == (None, 0)


def test_a_personal_respondent_is_not_reached_by_the_open_link(assessment, mana, now):
    _row, token = make_invitation(assessment, mana, perspective="employee", now=now)
    respondent = begin(link=link_of(token), browser=BROWSER, now=now)

    assert questionnaire_of(link_of(make_link(assessment, mana, now=now)[1]), respondent.pk).respondent is None


def test_employees_read_their_own_wording_and_may_be_unsure(midori, charlie, now):
    assessment = make_assessment(midori, charlie, make_built_in_edition(), now=now)
    questionnaire = questionnaire_of(link_of(make_link(assessment, charlie, now=now)[1]), None)
    training = built_in_document().practice("training")
    wording = training.worded_for("employee")

    (question,) = next(step.questions for step in questionnaire.steps if step.heading == wording.question)

    assert wording is not training
    assert [option.sentence for option in question.options[:5]] == list(wording.anchors)
    assert (question.options[-1].value, str(question.options[-1].words)) == ("unknown", "I’m not sure")


def test_no_token_no_link(db):
    assert link_of("nothing") is None

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import pytest
from django.utils.translation import override

from assessments.models import Invitation
from assessments.queries.asked import asked_page
from assessments.queries.questionnaire import link_of
from assessments.services.responding import answer, begin
from tests.factories import make_asking_edition, make_assessment, make_invitation, make_link


@pytest.fixture
def assessment(aozora, mana, now):
    return make_assessment(aozora, mana, make_asking_edition(), now=now)


def reply(token, now, finishes=True):
    link = link_of(token)
    respondent = begin(link=link, browser=link.pk, now=now)
    values = {("practice", "strategy"): "3"}
    answer(link=link, respondent=respondent, browser=link.pk, values=values, finishes=finishes, now=now)


def view_of(page, perspective):
    return next(view for view in page.views if view.perspective == perspective)


def test_each_view_has_its_people_and_what_it_can_be_asked(assessment, mana, now):
    make_invitation(assessment, mana, now=now)
    page = asked_page(assessment, now)

    assert [view.perspective for view in page.views] == ["management", "ospo", "employee", "business_unit"]
    management, employees = view_of(page, "management"), view_of(page, "employee")
    assert [person.invitation.email for person in management.people] == ["nora@example.org"]
    assert [offer.key for offer in management.practices] == ["strategy", "health", "culture"]
    assert [offer.key for offer in management.situations] == ["technology-only"]
    assert (employees.people, employees.situations) == ([], [])
    assert not page.is_empty


def test_replies_by_the_open_link_count_once_they_are_finished(assessment, mana, now):
    assert asked_page(assessment, now).is_empty
    _link, token = make_link(assessment, mana, now=now)
    reply(token, now, finishes=False)
    assert asked_page(assessment, now).replies == 0
    reply(token, now)

    page = asked_page(assessment, now)
    assert page.replies == 1
    assert page.open_link
    assert not page.open_link.is_over
    assert asked_page(assessment, page.open_link.link.expires_at).open_link.is_over


@pytest.mark.parametrize(("perspective", "state"), [("management", "answered"), ("employee", "sent")])
def test_of_employees_the_state_does_not_say_who_has_answered(assessment, mana, now, perspective, state):
    invitation, token = make_invitation(assessment, mana, perspective=perspective, now=now)
    reply(token, now)

    view = view_of(asked_page(assessment, now), perspective)
    assert [person.state for person in view.people] == [state]
    assert (view.answered, view.asked) == (1, 1)
    if perspective == "employee":
        (late,) = view_of(asked_page(assessment, invitation.expires_at), "employee").people
        assert late.state == "expired"
        Invitation.objects.of(assessment).update(revoked_at=now)
        (withdrawn,) = view_of(asked_page(assessment, now), "employee").people
        assert withdrawn.state == "revoked"


def test_how_it_stands_with_a_link_is_joined_as_the_reader_writes(assessment, mana, now):
    make_invitation(assessment, mana, now=now)
    Invitation.objects.of(assessment).update(reminded_at=now)

    with override("ja"):
        (person,) = view_of(asked_page(assessment, now), "management").people

    assert person.words == "11月16日に送信、11月30日まで有効、11月16日にリマインド"

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from assessments.models import Invitation, OpenLink, Respondent
from assessments.services.responding import begin
from tests.factories import make_asking_edition, make_assessment, make_invitation, make_link


@pytest.fixture
def assessment(aozora, mana, now):
    return make_assessment(aozora, mana, make_asking_edition(), now=now)


def refused(write):
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def test_one_address_is_asked_once_from_a_view_in_whatever_case_it_is_written(assessment, mana, now):
    invitation, _token = make_invitation(assessment, mana, "nora@example.org", now=now)
    again = {"email": "NORA@example.org", "token_digest": "0" * 64}

    def copy(**changes):
        Invitation.objects.create(**{**kept_of(invitation), **again, **changes})

    refused(copy)
    copy(perspective="ospo")
    Invitation.objects.of(assessment).filter(perspective="management").update(revoked_at=now)
    copy(token_digest="1" * 64)


def kept_of(invitation):
    names = ["assessment_id", "organization_id", "perspective", "practices", "email", "language", "token_digest"]
    return {name: getattr(invitation, name) for name in [*names, "sent_at", "expires_at", "invited_by_id"]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"opened_at": "sent_at"},
        {"respondent": "id"},
        {"browser": "id"},
        {"answered_at": "sent_at"},
        {"expires_at": "sent_at"},
    ],
)
def test_what_belongs_together_is_kept_together(assessment, mana, now, wrong):
    invitation, _token = make_invitation(assessment, mana, now=now)
    rows: QuerySet = Invitation.objects.of(assessment)

    refused(lambda: rows.update(**{name: getattr(invitation, other) for name, other in wrong.items()}))


def test_one_open_link_stands_for_an_assessment(assessment, mana, now):
    first, _token = make_link(assessment, mana, now=now)
    make_link(assessment, mana, now=now)

    refused(lambda: OpenLink.objects.of(assessment).filter(pk=first.pk).update(revoked_at=None))


def test_a_respondent_came_by_one_link_and_by_an_open_one_as_an_employee(assessment, mana, now):
    link, _token = make_link(assessment, mana, now=now)
    invitation, _other = make_invitation(assessment, mana, now=now)
    by = {**assessment.whose, "begun_at": now}

    refused(lambda: Respondent.objects.create(**by, perspective="employee"))
    refused(lambda: Respondent.objects.create(**by, perspective="management", open_link=link))
    refused(lambda: Respondent.objects.create(**by, perspective="employee", open_link=link, invitation=invitation))
    refused(
        lambda: Respondent.objects.create(
            **by, perspective="employee", open_link=link, finished_at=now - timedelta(days=1)
        )
    )


def test_a_state_is_derived_from_what_happened_and_from_the_day(assessment, mana, now):
    invitation, _token = make_invitation(assessment, mana, now=now)
    states = Invitation.State

    assert invitation.state(now) == states.SENT
    assert invitation.state(invitation.expires_at) == states.EXPIRED
    invitation.opened_at = now
    assert invitation.state(now) == states.OPENED
    invitation.revoked_at = now
    assert invitation.state(now) == states.REVOKED
    invitation.answered_at = now
    assert invitation.state(now) == states.ANSWERED


def test_a_reminder_may_come_a_day_after_each_mail(assessment, mana, now):
    invitation, _token = make_invitation(assessment, mana, now=now)
    day = timedelta(days=1)

    assert not invitation.may_be_reminded(now + day - timedelta(seconds=1))
    assert invitation.may_be_reminded(now + day)
    invitation.reminded_at = now + day
    assert not invitation.may_be_reminded(now + day)
    assert invitation.may_be_reminded(now + 2 * day)
    assert not invitation.may_be_reminded(invitation.expires_at)


def test_whether_an_employee_has_answered_changes_nothing_that_managers_are_told(assessment, mana, now):
    invitation, _token = make_invitation(assessment, mana, perspective="employee", now=now)
    invitation.opened_at = invitation.answered_at = now

    assert invitation.state(now) == Invitation.State.ANSWERED
    assert invitation.state_told(now) == Invitation.State.SENT
    assert invitation.state_told(invitation.expires_at) == Invitation.State.EXPIRED
    assert invitation.may_be_reminded(now + timedelta(days=1))


def test_a_token_finds_its_row_and_no_other(assessment, mana, now):
    invitation, token = make_invitation(assessment, mana, now=now)
    _link, open_token = make_link(assessment, mana, now=now)

    assert Invitation.objects.by_token(token).get() == invitation
    assert not Invitation.objects.by_token(open_token).exists()
    assert not Invitation.objects.by_token(invitation.token_digest).exists()


def test_links_and_respondents_go_with_their_assessment(assessment, mana, now):
    invitation, _token = make_invitation(assessment, mana, now=now)
    link, _token = make_link(assessment, mana, now=now)
    begin(link=link, browser=link.pk, now=now)
    begin(link=invitation, browser=invitation.pk, now=now)

    assessment.delete()

    assert not any(model.objects.of(assessment).exists() for model in (Invitation, OpenLink, Respondent))

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from assessments.models import Answer, Invitation, Respondent, Response
from assessments.models.answer import Kind
from assessments.queries.questionnaire import link_of
from assessments.services.inviting import resend, revoke
from assessments.services.linking import revoke_open_link
from assessments.services.links import LinkClosed
from assessments.services.refusal import NotAccepted
from assessments.services.responding import answer, begin
from tests.factories import make_asking_edition, make_assessment, make_invitation, make_link, submit

BROWSER, OTHER = uuid.uuid4(), uuid.uuid4()
MIDNIGHT = datetime(2026, 11, 15, 15, tzinfo=UTC)  # where 16 November begins in Tokyo


@pytest.fixture
def assessment(aozora, mana, now):
    return make_assessment(aozora, mana, make_asking_edition(), now=now)


@pytest.fixture
def invitation(assessment, mana, now):
    _invitation, token = make_invitation(assessment, mana, situations=["technology-only"], now=now)
    return link_of(token)


@pytest.fixture
def open_link(assessment, mana, now):
    return link_of(make_link(assessment, mana, now=now)[1])


def say(link, respondent, now, browser=BROWSER, finishes=False, **values):
    said = {(Kind.PRACTICE, key): value for key, value in values.items()}
    return answer(link=link, respondent=respondent, browser=browser, values=said, finishes=finishes, now=now)


def why(write):
    with pytest.raises(LinkClosed) as closed:
        write()
    return closed.value.why


def test_a_personal_link_is_redeemed_by_one_browser(invitation, now):
    respondent = begin(link=invitation, browser=BROWSER, now=now)

    assert begin(link=invitation, browser=BROWSER, now=now) == respondent
    held = Invitation.objects.of(invitation.assessment).get()
    assert (held.browser, held.respondent, held.opened_at) == (BROWSER, respondent.pk, now)
    stale = Invitation.objects.of(invitation.assessment).get()
    stale.browser, stale.assessment = None, invitation.assessment
    assert why(lambda: begin(link=stale, browser=OTHER, now=now)) == "elsewhere"
    assert Respondent.objects.of(invitation.assessment).count() == 1


def test_answers_are_kept_once_and_beside_the_organizations(invitation, now):
    respondent = begin(link=invitation, browser=BROWSER, now=now)

    for _each in range(2):
        say(invitation, respondent, now, strategy="3")
    say(invitation, respondent, now, strategy="4", health="na")

    rows = {row.key: row for row in Response.objects.of(invitation.assessment)}
    assert {key: (row.value, row.revision) for key, row in rows.items()} == {"strategy": ("4", 2), "health": ("na", 1)}
    assert {(row.perspective, row.respondent) for row in rows.values()} == {("management", respondent.pk)}
    assert not Answer.objects.of(invitation.assessment).filter(kind=Kind.PRACTICE).exists()


def test_signs_are_answered_too(invitation, now):
    respondent = begin(link=invitation, browser=BROWSER, now=now)
    values = {(Kind.SIGNAL, "technology-only/tools"): "us"}

    answer(link=invitation, respondent=respondent, browser=BROWSER, values=values, now=now)

    assert Response.objects.of(invitation.assessment).get().value == "us"


@pytest.mark.parametrize(
    "values",
    [
        {(Kind.PRACTICE, "sponsor"): "1"},
        {(Kind.PRACTICE, "nothing"): "1"},
        {(Kind.PRACTICE, "strategy"): "5"},
        {(Kind.PRACTICE, "strategy"): "na"},
        {(Kind.PRACTICE, "strategy"): ""},
        {(Kind.SIGNAL, "community-underrated/names"): "us"},
        {(Kind.STANCE, "technology-only"): "faced"},
        {(Kind.TARGET, "strategy"): "1"},
    ],
)
def test_what_the_link_does_not_ask_is_refused(invitation, now, values):
    respondent = begin(link=invitation, browser=BROWSER, now=now)

    with pytest.raises(NotAccepted):
        answer(link=invitation, respondent=respondent, browser=BROWSER, values=values, now=now)

    assert not Response.objects.of(invitation.assessment).exists()


def test_finishing_is_noted_once(invitation, now):
    respondent = begin(link=invitation, browser=BROWSER, now=now)

    say(invitation, respondent, now, finishes=True, strategy="3")
    say(invitation, respondent, now + timedelta(hours=1), finishes=True, strategy="2")

    assert Respondent.objects.of(invitation.assessment).get().finished_at == now
    assert Invitation.objects.of(invitation.assessment).get().answered_at == now


def test_a_closed_link_takes_nothing_from_the_next_moment_on(invitation, mana, now):
    respondent = begin(link=invitation, browser=BROWSER, now=now)
    revoke(invitation=invitation, by=mana, now=now)

    assert why(lambda: say(invitation, respondent, now, strategy="3")) == "revoked"
    assert why(lambda: begin(link=invitation, browser=BROWSER, now=now)) == "revoked"


def test_a_link_expires_by_the_clock(invitation, now):
    respondent = begin(link=invitation, browser=BROWSER, now=now)
    end = invitation.expires_at

    say(invitation, respondent, end - timedelta(seconds=1), strategy="3")
    assert why(lambda: say(invitation, respondent, end, strategy="4")) == "expired"


def test_a_submitted_assessment_takes_nothing(invitation, mana, now):
    respondent = begin(link=invitation, browser=BROWSER, now=now)
    submit(invitation.assessment, mana, now=now)

    assert why(lambda: say(invitation, respondent, now, strategy="3")) == "submitted"


def test_a_link_sent_again_keeps_the_respondent_and_ends_the_other_browser(invitation, mana, now):
    respondent = begin(link=invitation, browser=BROWSER, now=now)
    say(invitation, respondent, now, strategy="3")
    tokens = []
    resend(invitation=invitation, url_of=lambda token: tokens.append(token) or "https://x", by=mana, now=now)
    renewed = link_of(tokens[0])

    assert why(lambda: say(invitation, respondent, now, health="1")) == "revoked"
    assert why(lambda: say(renewed, respondent, now, health="1")) == "elsewhere"
    assert begin(link=renewed, browser=OTHER, now=now) == respondent
    say(renewed, respondent, now, OTHER, health="1")
    assert Response.objects.of(invitation.assessment).count() == 2


def test_of_employees_only_the_day_is_kept(open_link, assessment, mana, now):
    respondent = begin(link=open_link, browser=BROWSER, now=now)
    say(open_link, respondent, now, finishes=True, strategy="3")
    _made, token = make_invitation(assessment, mana, perspective="employee", now=now)
    invited = link_of(token)
    say(invited, begin(link=invited, browser=OTHER, now=now), now, OTHER, finishes=True, health="1")

    for row in Respondent.objects.of(assessment):
        assert (row.begun_at, row.finished_at) == (MIDNIGHT, MIDNIGHT)
    assert {row.answered_at for row in Response.objects.of(assessment)} == {MIDNIGHT}
    held = Invitation.objects.of(assessment).get()
    assert (held.opened_at, held.answered_at) == (MIDNIGHT, MIDNIGHT)


def test_an_open_link_takes_many_browsers_one_questionnaire_each(open_link, now):
    first = begin(link=open_link, browser=BROWSER, now=now)

    assert begin(link=open_link, browser=BROWSER, now=now) == first
    assert begin(link=open_link, browser=OTHER, now=now) != first
    assert {row.pk for row in Respondent.objects.of(open_link.assessment)} == {BROWSER, OTHER}


def test_whoever_has_begun_by_an_open_link_goes_on_by_the_one_in_its_place(open_link, assessment, mana, now):
    first = begin(link=open_link, browser=BROWSER, now=now)
    renewed = link_of(make_link(assessment, mana, now=now)[1])

    assert why(lambda: say(open_link, first, now, strategy="3")) == "revoked"
    assert begin(link=renewed, browser=BROWSER, now=now) == first
    say(renewed, first, now, strategy="3")


def test_a_closed_open_link_takes_nothing(open_link, mana, now):
    respondent = begin(link=open_link, browser=BROWSER, now=now)
    revoke_open_link(assessment=open_link.assessment, by=mana, now=now)

    assert why(lambda: say(open_link, respondent, now, strategy="3")) == "revoked"
    assert why(lambda: begin(link=open_link, browser=OTHER, now=now)) == "revoked"


def test_whoever_has_begun_can_finish_where_the_organization_moves_to_an_earlier_time_zone(open_link, now):
    respondent = begin(link=open_link, browser=BROWSER, now=now)

    open_link.assessment.organization.time_zone = "Pacific/Honolulu"
    say(open_link, respondent, now, strategy="3", finishes=True)

    assert Respondent.objects.of(open_link.assessment).get().finished_at == MIDNIGHT

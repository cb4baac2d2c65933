# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
import uuid
from datetime import datetime, timedelta

import pytest
import time_machine as clock
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, User
from assessments.models import Answer, Assessment, Invitation, Respondent, Response
from assessments.services.inviting import resend, revoke
from tests.factories import make_asking_edition, make_assessment, make_invitation, make_link, submit
from tests.pages import visible

CLOSED = {
    "elsewhere": "This link has been used in another browser",
    "expired": "This link has expired",
    "revoked": "This link has been withdrawn",
    "submitted": "The questions are closed",
    "unknown": "This link leads nowhere",
    "often": "Too many have tried from your network",
}


@pytest.fixture
def assessment(aozora: Organization, mana: User, now: datetime) -> Assessment:
    return make_assessment(aozora, mana, make_asking_edition(), now=now)


@pytest.fixture
def invitation(assessment: Assessment, mana: User, now: datetime) -> tuple[Invitation, str]:
    return make_invitation(assessment, mana, now=now)


@pytest.fixture
def token(invitation: tuple[Invitation, str]) -> str:
    return invitation[1]


@pytest.fixture
def open_token(assessment: Assessment, mana: User, now: datetime) -> str:
    return make_link(assessment, mana, now=now)[1]


def browser() -> Client:
    return Client(headers={"Accept-Language": "en"})


def url(token: str, number: int | str = "") -> str:
    return f"/ask/{token}/{number}/" if number else f"/ask/{token}/"


def begin(client: Client, token: str) -> HttpResponse:
    client.get(url(token))
    return client.post(url(token))


def answer(client: Client, token: str, number: int, value: str) -> HttpResponse:
    return client.post(url(token, number), {"answer": value})


def fill_in(client: Client, token: str) -> HttpResponse:
    begin(client, token)
    for number in (1, 2):
        answer(client, token, number, "3")
    return answer(client, token, 3, "unknown")


def says(response: HttpResponse, why: str) -> bool:
    return CLOSED[why] in response.content.decode()


def test_the_first_page_says_who_asks_what_for_how_long_and_until_when(token: str) -> None:
    page = visible(browser().get(url(token)))

    assert "How do you see open source at Aozora?" in page
    assert "Mana of Aozora asks" in page
    assert "3 questions, about 1 min" in page
    assert "Open until 30 November 2026" in page
    assert "Whoever manages this assessment at Aozora sees your answers one by one" in page
    assert "Begin" in page


def test_looking_at_a_link_redeems_nothing(token: str, assessment: Assessment) -> None:
    for _each in range(3):
        assert browser().get(url(token)).status_code == 200

    assert Invitation.objects.of(assessment).get().opened_at is None
    assert not Respondent.objects.of(assessment).exists()


def test_from_the_first_question_to_thanks(token: str, assessment: Assessment) -> None:
    client = browser()

    assert begin(client, token).headers["Location"] == url(token, 1)
    page = visible(client.get(url(token, 1)))
    assert "Question 1 of 3" in page
    assert "Back" not in page
    assert answer(client, token, 1, "3").headers["Location"] == url(token, 2)
    assert "1 answer saved" in visible(client.get(url(token, 2)))
    assert answer(client, token, 2, "na").headers["Location"] == url(token, 3)
    assert "Finish" in visible(client.get(url(token, 3)))
    assert answer(client, token, 3, "unknown").headers["Location"] == url(token, "thanks")

    thanks = visible(client.get(url(token, "thanks")))
    assert "Thank you. Your answers are saved." in thanks
    assert {row.key: row.value for row in Response.objects.of(assessment)} == {
        "strategy": "3",
        "health": "na",
        "culture": "unknown",
    }
    assert Invitation.objects.of(assessment).get().answered_at
    assert not Answer.objects.of(assessment).filter(kind="practice").exists()


def test_left_and_resumed_at_the_first_unanswered(token: str) -> None:
    client = browser()
    begin(client, token)
    answer(client, token, 1, "3")
    answer(client, token, 3, "1")

    page = visible(client.get(url(token)))
    assert "Go on" in page
    assert "2 of 3 answered" in page
    assert client.post(url(token)).headers["Location"] == url(token, 2)


def test_the_last_question_leads_to_one_left_out_and_then_to_thanks(token: str) -> None:
    client = browser()
    begin(client, token)
    answer(client, token, 1, "3")

    assert answer(client, token, 3, "1").headers["Location"] == url(token, 2)
    assert client.get(url(token, "thanks")).headers["Location"] == url(token)


def test_whoever_has_finished_comes_back_to_thanks_and_may_change_answers(token: str, assessment: Assessment) -> None:
    client = browser()
    fill_in(client, token)

    assert client.get(url(token)).headers["Location"] == url(token, "thanks")
    assert client.post(url(token)).headers["Location"] == url(token, "thanks")
    answer(client, token, 1, "1")
    assert Response.objects.of(assessment).get(key="strategy").value == "1"


def test_nothing_chosen_says_what_to_do_and_what_is_not_offered_is_refused(token: str, assessment: Assessment) -> None:
    client = browser()
    begin(client, token)

    nothing, wrong = client.post(url(token, 1)), answer(client, token, 1, "7")

    assert nothing.status_code == wrong.status_code == 422
    assert "Choose an answer. “I’m not sure” is one, too." in nothing.content.decode()
    assert "Choose one of the answers offered." in wrong.content.decode()
    assert answer(client, token, 1, "na").status_code == 422
    assert not Response.objects.of(assessment).exists()


def test_a_page_sent_twice_is_kept_once(token: str, assessment: Assessment) -> None:
    client = browser()
    begin(client, token)

    assert [answer(client, token, 1, "3").status_code for _ in range(2)] == [302, 302]

    assert Response.objects.of(assessment).get().revision == 1


def test_beginning_twice_in_one_browser_begins_once(open_token: str, assessment: Assessment) -> None:
    client = browser()
    client.get(url(open_token))

    assert [client.post(url(open_token)).status_code for _ in range(2)] == [302, 302]

    assert Respondent.objects.of(assessment).count() == 1


def test_another_browser_finds_a_personal_link_used(token: str, assessment: Assessment) -> None:
    fill_in(browser(), token)
    other = browser()

    for response in (
        other.get(url(token)),
        other.post(url(token)),
        other.get(url(token, 1)),
        answer(other, token, 1, "0"),
        other.get(url(token, "thanks")),
    ):
        assert response.status_code == 403
        assert says(response, "elsewhere")
    assert Response.objects.of(assessment).get(key="strategy").value == "3"


def test_whoever_looked_before_another_began_is_too_late(token: str) -> None:
    late = browser()
    late.get(url(token))
    begin(browser(), token)

    response = late.post(url(token))

    assert response.status_code == 403
    assert says(response, "elsewhere")


def test_a_link_sent_again_goes_on_in_another_browser_and_ends_the_old_one(
    invitation: tuple[Invitation, str], mana: User, now: datetime
) -> None:
    row, token = invitation
    old, new, tokens = browser(), browser(), []
    begin(old, token)
    answer(old, token, 1, "3")

    resend(invitation=row, url_of=lambda token: tokens.append(token) or "https://x", by=mana, now=now)

    assert old.get(url(token, 2)).status_code == 404
    assert begin(new, tokens[0]).headers["Location"] == url(tokens[0], 2)
    response = old.get(url(tokens[0], 2))
    assert response.status_code == 403
    assert says(response, "elsewhere")


def test_a_withdrawn_link_is_closed_at_once(
    invitation: tuple[Invitation, str], mana: User, now: datetime, assessment: Assessment
) -> None:
    row, token = invitation
    client = browser()
    begin(client, token)
    revoke(invitation=row, by=mana, now=now)

    for response in (client.get(url(token)), client.get(url(token, 1)), answer(client, token, 1, "3")):
        assert response.status_code == 410
        assert says(response, "revoked")
    assert not Response.objects.of(assessment).exists()


def test_an_expired_link_is_closed_by_the_clock(invitation: tuple[Invitation, str]) -> None:
    row, token = invitation
    client = browser()
    begin(client, token)

    with clock.travel(row.expires_at - timedelta(seconds=1), tick=False):
        assert client.get(url(token, 1)).status_code == 200
    with clock.travel(row.expires_at, tick=False):
        response = client.get(url(token, 1))
    assert response.status_code == 410
    assert says(response, "expired")


def test_once_submitted_links_are_closed(token: str, open_token: str, assessment: Assessment, mana: User) -> None:
    client = browser()
    begin(client, token)
    submit(assessment, mana)

    for response in (client.get(url(token, 1)), answer(client, token, 1, "3"), browser().get(url(open_token))):
        assert response.status_code == 410
        assert says(response, "submitted")


def test_an_unknown_token_is_not_found_and_guessing_is_slowed_down(token: str) -> None:
    client = browser()

    responses = [client.get(url(f"guess-{number}")) for number in range(21)]

    assert [response.status_code for response in responses] == [404] * 20 + [429]
    assert says(responses[0], "unknown")
    assert says(responses[-1], "often")
    assert client.get(url(token)).status_code == 200
    assert Client(REMOTE_ADDR="192.0.2.9").get(url("guess")).status_code == 404


@pytest.mark.parametrize("number", [0, 4, 99])
def test_there_is_no_question_beyond_the_last(token: str, number: int) -> None:
    client = browser()
    begin(client, token)

    assert client.get(f"/ask/{token}/{number}/").status_code == 404


def test_before_beginning_a_question_leads_to_the_first_page(token: str) -> None:
    assert browser().get(url(token, 1)).headers["Location"] == url(token)


def test_an_open_link_takes_many_browsers_and_keeps_no_names(open_token: str, assessment: Assessment) -> None:
    for _each in range(2):
        fill_in(browser(), open_token)

    assert Respondent.objects.of(assessment).filter(finished_at__isnull=False).count() == 2
    page = visible(browser().get(url(open_token)))
    assert "We keep no name and no address: only a random number" in page
    assert "Answers are shown only once five people have replied, and only together." in page


def test_a_browser_answers_an_open_link_once_also_when_a_new_one_takes_its_place(
    open_token: str, assessment: Assessment, mana: User, now: datetime
) -> None:
    client = browser()
    fill_in(client, open_token)
    renewed = make_link(assessment, mana, now=now)[1]

    assert says(client.get(url(open_token)), "revoked")
    assert client.get(url(renewed)).headers["Location"] == url(renewed, "thanks")
    assert Respondent.objects.of(assessment).count() == 1


def test_an_address_begins_an_open_link_thirty_times_an_hour(open_token: str, now: datetime) -> None:
    statuses = [begin(browser(), open_token).status_code for _ in range(31)]

    assert statuses == [302] * 30 + [429]
    with clock.travel(now + timedelta(hours=1), tick=False):
        assert begin(browser(), open_token).status_code == 302


def test_pages_are_not_kept_not_found_by_searching_and_tell_no_other_site_of_the_link(token: str) -> None:
    client = browser()
    begin(client, token)

    for response in (client.get(url(token, 1)), client.get(url("guess")), browser().get(url(token))):
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["Referrer-Policy"] == "strict-origin"
        assert "noindex" in response.headers["X-Robots-Tag"]


def test_pages_show_nothing_of_the_product_but_their_own_links(token: str) -> None:
    client = browser()
    begin(client, token)

    for response in (client.get(url(token, 2)), browser().get(url(token)), client.get(url("guess"))):
        page = response.content.decode()
        assert {link for link in re.findall(r'<a [^>]*href="([^"]+)"', page)} <= {"#main", url(token, 1)}
        assert set(re.findall(r'action="([^"]+)"', page)) <= {reverse("preferences")}


def test_no_session_is_begun_and_the_cookie_opens_nothing_else(token: str, assessment: Assessment) -> None:
    client = browser()
    fill_in(client, token)

    assert settings.SESSION_COOKIE_NAME not in client.cookies
    assert not Session.objects.exists()
    for name in ("assessment", "asked", "results"):
        assert client.get(reverse(name, args=[assessment.pk])).status_code == 302
    (cookie,) = [cookie for name, cookie in client.cookies.items() if name.startswith("asked-")]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/ask/")


def test_a_cookie_made_up_or_taken_from_another_questionnaire_opens_nothing(
    invitation: tuple[Invitation, str], assessment: Assessment, mana: User, now: datetime
) -> None:
    row, token = invitation
    other, other_token = make_invitation(assessment, mana, "oda@example.org", now=now)
    owner = browser()
    begin(owner, token)
    begin(owner, other_token)
    held = Invitation.objects.of(assessment).get(pk=row.pk)

    for value in (str(held.browser), owner.cookies[f"asked-{other.pk.hex}"].value, "x:y"):
        thief = browser()
        thief.cookies[f"asked-{row.pk.hex}"] = value
        assert thief.get(url(token, 1)).status_code == 403


def test_a_form_from_elsewhere_is_refused(token: str, assessment: Assessment) -> None:
    client = Client(enforce_csrf_checks=True)
    page = client.get(url(token)).content.decode()
    key = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert key

    assert client.post(url(token)).status_code == 403
    assert client.post(url(token), {"csrfmiddlewaretoken": key[1]}).status_code == 302
    assert client.post(url(token, 1), {"answer": "3"}).status_code == 403
    assert not Response.objects.of(assessment).exists()


def test_pages_speak_the_language_that_is_chosen(token: str) -> None:
    client = Client(headers={"Accept-Language": "ja"})
    assert '<html lang="ja"' in client.get(url(token)).content.decode()

    response = client.post(reverse("preferences"), {"language": "en", "next": url(token)})

    assert response.headers["Location"] == url(token)
    assert "How do you see open source" in client.get(url(token)).content.decode()


def test_signs_of_a_situation_are_one_page(assessment: Assessment, mana: User, now: datetime) -> None:
    token = make_invitation(assessment, mana, practices=[], situations=["technology-only"], now=now)[1]
    client = browser()
    begin(client, token)

    assert "Which of these do you see where you work?" in visible(client.get(url(token, 1)))
    assert client.post(url(token, 1)).status_code == 422
    assert client.post(url(token, 1), {"sign-tools": "somewhat"}).headers["Location"] == url(token, "thanks")
    row = Response.objects.of(assessment).get()
    assert (row.kind, row.key, row.value) == ("signal", "technology-only/tools", "somewhat")


def test_queries_of_a_personal_link(token: str, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = browser()
    begin(client, token)

    with django_assert_num_queries(1):
        browser().get(url(token))
    with django_assert_num_queries(3):
        client.get(url(token))
    with django_assert_num_queries(3):
        client.get(url(token, 1))
    answer(client, token, 1, "3")
    with django_assert_num_queries(3):
        client.get(url(token, 2))


def test_queries_of_an_open_link(open_token: str, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = browser()
    begin(client, open_token)

    with django_assert_num_queries(2):
        browser().get(url(open_token))
    with django_assert_num_queries(4):
        client.get(url(open_token, 1))


def test_saving_takes_as_many_queries_for_the_last_as_for_the_first(token: str) -> None:
    client = browser()
    begin(client, token)
    counts = []
    for number in (1, 2):
        with CaptureQueriesContext(connection) as queries:
            answer(client, token, number, "3")
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_a_number_in_a_cookie_is_no_name(open_token: str, assessment: Assessment) -> None:
    client = browser()
    fill_in(client, open_token)

    (row,) = Respondent.objects.of(assessment)
    value = client.cookies[f"asked-{assessment.pk.hex}"].value
    assert value.startswith(str(row.pk))
    assert uuid.UUID(str(row.pk)).version == 4

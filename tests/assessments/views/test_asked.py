# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import re
from datetime import datetime, timedelta

import pytest
import time_machine as clock
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Mail, Organization, User
from assessments.models import Assessment, Invitation, OpenLink
from assessments.queries.questionnaire import link_of
from assessments.services.responding import answer, begin
from tests.factories import make_asking_edition, make_assessment, make_invitation, make_link, submit
from tests.pages import visible


@pytest.fixture
def assessment(aozora: Organization, mana: User, now: datetime) -> Assessment:
    return make_assessment(aozora, mana, make_asking_edition(), now=now)


@pytest.fixture
def client(client: Client, mana: User) -> Client:
    client.force_login(mana)
    return client


def url(assessment: Assessment, name: str = "asked") -> str:
    return reverse(name, args=[assessment.pk])


def ask(client: Client, assessment: Assessment, emails: str, **said: object) -> HttpResponse:
    posted = {"perspective": "management", "practices": ["strategy"], "language": "en", "emails": emails} | said
    return client.post(url(assessment), posted, follow=True)


def tokens_of(text: str) -> list[str]:
    return re.findall(r"http://testserver/ask/([\w-]{43})/", text)


def reply(token: str, now: datetime, **values: str) -> None:
    link = link_of(token)
    assert link
    said = {("practice", key): value for key, value in (values or {"strategy": "3"}).items()}
    respondent = begin(link=link, browser=link.pk, now=now)
    answer(link=link, respondent=respondent, browser=link.pk, values=said, finishes=True, now=now)  # type: ignore[arg-type]  # kinds are their values


def test_before_anybody_is_asked_the_page_says_what_asking_is_for(client: Client, assessment: Assessment) -> None:
    page = visible(client.get(url(assessment)))

    assert "Nobody has been asked yet" in page
    assert "Begin with two people of management" in page
    assert "about 1 min" in page


def test_the_task_list_leads_to_it(client: Client, assessment: Assessment) -> None:
    assert f'href="{url(assessment)}"' in client.get(url(assessment, "assessment")).content.decode()


def test_several_people_are_asked_and_listed_with_their_state_and_days(client: Client, assessment: Assessment) -> None:
    page = visible(ask(client, assessment, "nora@example.org\nOda Uno <oda@example.org>; uno@example.org"))

    assert "3 people are asked by e-mail." in page
    assert "nora@example.org Sent on 16 November, open until 30 November Sent" in page
    assert "0 of 3 asked by e-mail have answered" in page
    assert Mail.objects.count() == 3
    tokens = [token for mail in Mail.objects.all() for token in tokens_of(mail.text)]
    assert len({link_of(token) for token in tokens} - {None}) == 3


def test_states_of_management_are_shown(client: Client, assessment: Assessment, mana: User, now: datetime) -> None:
    invitation, token = make_invitation(assessment, mana, now=now)
    begin(link=link_of(token), browser=invitation.pk, now=now)  # type: ignore[arg-type]  # it is there
    assert "Sent on 16 November, open until 30 November Begun" in visible(client.get(url(assessment)))

    Invitation.objects.of(assessment).update(answered_at=now)
    page = visible(client.get(url(assessment)))
    assert "Answered on 16 November Answered" in page
    assert "1 of 1 asked by e-mail have answered" in page

    Invitation.objects.of(assessment).update(answered_at=None)
    with clock.travel(invitation.expires_at, tick=False):
        client.force_login(mana)
        assert "Was open until 30 November Expired" in visible(client.get(url(assessment)))


def test_of_employees_nobody_sees_who_has_answered(
    client: Client, assessment: Assessment, mana: User, now: datetime
) -> None:
    for name in ("nora", "oda"):
        invitation, token = make_invitation(assessment, mana, f"{name}@example.org", perspective="employee", now=now)
    reply(token, now)

    pages = [visible(client.get(url(assessment)))]
    pages.append(visible(client.get(reverse("asked_one", args=[assessment.pk, invitation.pk]))))

    assert "2 asked by e-mail. How many have answered shows once 5 are asked." in pages[0]
    assert pages[0].count("Sent on 16 November, open until 30 November Sent") == 2
    assert not any("Answered" in page or "Begun" in page for page in pages)


def test_asking_leads_to_the_views_whether_or_not_somebody_has_answered(
    client: Client, assessment: Assessment, mana: User, now: datetime
) -> None:
    leads_to = f'href="{url(assessment, "views")}"'
    assert leads_to not in client.get(url(assessment)).content.decode()
    _invitation, token = make_invitation(assessment, mana, perspective="employee", now=now)

    before = client.get(url(assessment)).content.decode()
    reply(token, now)
    after = client.get(url(assessment)).content.decode()

    for page in (before, after):
        assert leads_to in page and "Their view is shown from 5 replies on." in page


@pytest.mark.parametrize(
    ("emails", "words"),
    [
        ("", "Enter at least one e-mail address."),
        ("nora", "nora is no e-mail address."),
        ("nora@example.org\r\nBcc: all@example.org", "Bcc: is no e-mail address."),
        ("nora@example.org%0aBcc:all@example.org", "is no e-mail address."),
        ("<script>alert(1)</script>@example.org", "is no e-mail address."),
        ("\n".join(f"person{number}@example.org" for number in range(2000)), "That is too long a list."),
        (
            "\n".join(f"p{number}@x.org" for number in range(1000)),
            "Ask at most 50 people at once. There are 1000 here.",
        ),
        ("nora\x00@example.org", "Null characters are not allowed."),
        ("\u202enora@example.org", "is no e-mail address."),
    ],
)
def test_a_list_that_cannot_be_asked_says_why_and_asks_nobody(
    client: Client, assessment: Assessment, emails: str, words: str
) -> None:
    response = ask(client, assessment, emails)

    assert response.status_code == 422
    assert words in visible(response)
    assert "<script>alert" not in response.content.decode()
    assert not Mail.objects.exists()
    assert not Invitation.objects.of(assessment).exists()


def test_the_same_person_is_not_asked_twice_for_a_view(client: Client, assessment: Assessment) -> None:
    ask(client, assessment, "nora@example.org")

    response = ask(client, assessment, "Nora@example.org oda@example.org")

    assert response.status_code == 422
    assert "Asked for this view already: Nora@example.org." in visible(response)
    assert Mail.objects.count() == 1


def test_what_was_typed_stays_where_something_was_refused(client: Client, assessment: Assessment) -> None:
    response = ask(client, assessment, "nora@example.org\noda", practices=["health"], language="ja")

    page = response.content.decode()
    assert "nora@example.org\noda</textarea>" in page
    assert '<option value="ja" selected>' in page
    assert re.search(r'value="health" id="management-practices-1"[^>]*checked', page)
    assert not re.search(r'value="strategy" id="management-practices-0"[^>]*checked', page)


def test_a_view_that_there_is_not_is_not_found(client: Client, assessment: Assessment) -> None:
    assert ask(client, assessment, "nora@example.org", perspective="everybody").status_code == 404


def test_a_person_gets_a_new_link(client: Client, assessment: Assessment, mana: User, now: datetime) -> None:
    invitation, token = make_invitation(assessment, mana, now=now)
    one = reverse("asked_one", args=[assessment.pk, invitation.pk])

    assert "The old link is closed at once" in visible(client.get(one))
    page = visible(client.post(one, {"resend": "1"}, follow=True))

    assert "nora@example.org gets a new link." in page
    assert link_of(token) is None
    (mail,) = Mail.objects.exclude(text__contains=token)
    assert link_of(tokens_of(mail.text)[0]) == invitation


def test_an_invitation_is_withdrawn_after_a_page_has_said_what_that_means(
    client: Client, assessment: Assessment, mana: User, now: datetime
) -> None:
    invitation, _token = make_invitation(assessment, mana, now=now)
    one = reverse("asked_one", args=[assessment.pk, invitation.pk])

    assert "nobody is told" in visible(client.get(one))
    page = visible(client.post(one, {"withdraw": "1"}, follow=True))

    assert "The invitation of nora@example.org is withdrawn." in page
    assert "Withdrawn on 16 November" in page
    assert client.post(one, {"resend": "1"}).status_code == 422


def test_all_who_are_silent_are_reminded(client: Client, assessment: Assessment, mana: User, now: datetime) -> None:
    make_invitation(assessment, mana, now=now)
    assert "Nobody is to be reminded now" in visible(client.get(url(assessment)))

    with clock.travel(now + timedelta(days=1), tick=False):
        client.force_login(mana)
        assert "Remind all who have not answered" in visible(client.get(url(assessment)))
        page = visible(client.post(url(assessment, "asked_remind"), follow=True))
        again = visible(client.post(url(assessment, "asked_remind"), follow=True))

    assert "Whoever has not answered is reminded." in page
    assert "reminded on 17 November" in page
    assert "Nobody needs a reminder today." in again


def test_of_five_employees_it_is_told_how_many_have_answered_and_withdrawing_one_tells_no_more(
    client: Client, assessment: Assessment, mana: User, now: datetime
) -> None:
    made = [make_invitation(assessment, mana, f"{n}@example.org", perspective="employee", now=now) for n in range(5)]
    reply(made[0][1], now)
    told = "1 of 5 asked by e-mail have answered"
    assert told in visible(client.get(url(assessment)))

    client.post(reverse("asked_one", args=[assessment.pk, made[0][0].pk]), {"withdraw": "1"})

    assert told in visible(client.get(url(assessment)))


def test_reminding_does_not_tell_whether_an_employee_has_answered(
    client: Client, assessment: Assessment, mana: User, now: datetime
) -> None:
    _invitation, token = make_invitation(assessment, mana, perspective="employee", now=now)

    def told() -> list[str]:
        pages = [client.get(url(assessment)), client.post(url(assessment, "asked_remind"), follow=True)]
        return [re.sub(r"\s+", " ", visible(page)) for page in pages]

    days = []
    for day in (1, 2):
        with clock.travel(now + timedelta(days=day), tick=False):
            client.force_login(mana)
            days.append(told())
            token = tokens_of(Mail.objects.latest("created_at").text)[0]
            reply(token, now + timedelta(days=day))

    assert days[0] == days[1]
    assert "Remind all who have not answered" in days[1][0]
    assert Mail.objects.filter(purpose="invitation reminder").count() == 1


def test_the_open_link_is_shown_once_and_can_be_replaced(client: Client, assessment: Assessment) -> None:
    made = client.post(url(assessment, "asked_link"), {"practices": ["culture"]})

    (token,) = tokens_of(made.content.decode())
    link = link_of(token)
    assert isinstance(link, OpenLink)
    assert link.practices == ["culture"]
    assert "It is shown this once" in visible(made)
    assert token not in client.get(url(assessment)).content.decode()
    assert "Make a new one" in visible(client.get(url(assessment)))
    assert "no-store" in made.headers["Cache-Control"]
    client.post(url(assessment, "asked_link"), {"practices": ["culture"]})
    assert OpenLink.objects.of(assessment).filter(revoked_at=None).count() == 1


def test_of_the_open_link_replies_are_counted(
    client: Client, assessment: Assessment, mana: User, now: datetime
) -> None:
    _link, token = make_link(assessment, mana, now=now)
    assert "0 replies" in visible(client.get(url(assessment)))

    reply(token, now)

    assert "Made on 16 November, open until 30 November. 1 reply" in visible(client.get(url(assessment)))


def test_no_open_link_is_made_that_asks_nothing(client: Client, assessment: Assessment) -> None:
    response = client.post(url(assessment, "asked_link"), {"practices": []})

    assert response.status_code == 422
    assert "Choose at least one question." in visible(response)
    assert not OpenLink.objects.of(assessment).exists()


def test_the_open_link_is_closed_after_a_page_has_said_what_that_means(
    client: Client, assessment: Assessment, mana: User, now: datetime
) -> None:
    make_link(assessment, mana, now=now)
    close = url(assessment, "asked_link_close")

    assert "Close the open link?" in visible(client.get(close))
    page = visible(client.post(close, follow=True))

    assert "The open link is closed." in page
    assert "Make the open link" in page


def test_once_submitted_the_page_is_read_only(
    client: Client, assessment: Assessment, mana: User, now: datetime
) -> None:
    invitation, _token = make_invitation(assessment, mana, now=now)
    submit(assessment, mana, now=now)

    page = visible(client.get(url(assessment)))
    assert "This assessment has been submitted. All links are closed." in page
    assert "nora@example.org" in page
    assert "Change…" not in page
    assert "Send the links" not in page
    posted = [
        ask(client, assessment, "oda@example.org"),
        client.post(url(assessment, "asked_remind")),
        client.post(url(assessment, "asked_link"), {"practices": ["culture"]}),
        client.post(url(assessment, "asked_link_close")),
        client.post(reverse("asked_one", args=[assessment.pk, invitation.pk]), {"withdraw": "1"}),
    ]
    assert [response.status_code for response in posted] == [409] * 5


def test_a_person_asked_for_another_assessment_is_not_found(
    client: Client, assessment: Assessment, midori: Organization, charlie: User, now: datetime
) -> None:
    other = make_assessment(midori, charlie, assessment.edition, now=now)
    invitation, _token = make_invitation(other, charlie, now=now)

    for pk in (assessment.pk, other.pk):
        one = reverse("asked_one", args=[pk, invitation.pk])
        assert client.get(one).status_code == client.post(one, {"withdraw": "1"}).status_code == 404
    assert Invitation.objects.of(other).get().revoked_at is None


@pytest.mark.parametrize("count", [1, 3])
def test_queries_are_as_many_for_many_as_for_one(
    client: Client,
    assessment: Assessment,
    mana: User,
    now: datetime,
    count: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_link(assessment, mana, now=now)
    for number in range(count):
        make_invitation(assessment, mana, f"person{number}@example.org", now=now)

    with django_assert_num_queries(10):
        client.get(url(assessment))

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.demo import DEMO_ACCOUNTS
from accounts.mail import queue_mail
from accounts.models import Mail, Organization, User
from accounts.views import LATEST
from tests.factories import make_user
from tests.pages import visible

INBOX = reverse("inbox")


def queue(now: datetime, text: str = "Text", subject: str = "Hello") -> Mail:
    return queue_mail(to="ken@example.org", subject=subject, text=text, purpose="test", now=now)


@pytest.fixture
def demo(settings: Settings, db: None, now: datetime) -> None:
    settings.DEMO = True


def test_only_a_demo_or_a_developers_machine_has_an_inbox(
    client: Client, db: None, now: datetime, settings: Settings
) -> None:
    queue(now)
    assert client.get(INBOX).status_code == 404

    for name in ("DEMO", "DEBUG"):
        settings.DEMO = settings.DEBUG = False
        setattr(settings, name, True)
        assert client.get(INBOX).status_code == 200


def test_an_empty_inbox_says_how_a_mail_gets_there(client: Client, demo: None) -> None:
    assert "No mail yet Ask for a new password on the sign-in page" in visible(client.get(INBOX))


def test_mails_stand_there_with_their_links_and_nothing_else_of_them_works(
    client: Client, demo: None, now: datetime
) -> None:
    with translation.override("ja"):
        queue(now, "進捗です\n\nhttp://testserver/ask/abc/ <b>fett</b>", "<i>題名</i>")

    response = client.get(INBOX)

    page = response.content.decode()
    assert '<a href="http://testserver/ask/abc/" rel="nofollow">http://testserver/ask/abc/</a>' in page
    assert "&lt;b&gt;fett&lt;/b&gt;" in page and "&lt;i&gt;題名&lt;/i&gt;" in page and 'lang="ja">' in page
    assert "To ken@example.org Written 16 Nov 2026 09:00 UTC State Waits to be sent" in visible(response)


def test_each_mail_says_what_came_of_it(client: Client, demo: None, now: datetime) -> None:
    for changes in (
        {"sent_at": now, "next_at": None, "text": ""},
        {"last_error": Mail.Fault.LATER},
        {"last_error": Mail.Fault.UNCERTAIN, "next_at": None, "possibly_sent": True},
    ):
        Mail.objects.filter(pk=queue(now).pk).update(**changes)

    text = visible(client.get(INBOX))

    assert "State Sent The text is removed after 30 days." in text
    assert "State Waits to be sent The mail server asked to try again later." in text
    assert "State Given up The connection ended before the mail server confirmed the message. It may have" in text


def test_the_latest_stand_first_and_old_ones_fall_out(
    client: Client, demo: None, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(LATEST + 1):
        queue(now + timedelta(minutes=number), subject=f"Mail {number:02}.")

    with django_assert_num_queries(1):
        text = visible(client.get(INBOX))

    assert text.count("Waits to be sent") == LATEST
    assert text.index("Mail 50.") < text.index("Mail 01.")
    assert "Mail 00." not in text


def test_the_sign_in_page_of_a_demo_leads_to_the_inbox(client: Client, demo: None, settings: Settings) -> None:
    make_user("Aoi", email=DEMO_ACCOUNTS[0].email)
    link = f'<a href="{INBOX}">'

    assert link in client.get(reverse("account_login")).content.decode()
    settings.DEMO = False
    assert link not in client.get(reverse("account_login")).content.decode()


def test_every_page_inside_leads_to_the_inbox_on_a_demo_alone(
    client: Client, settings: Settings, aozora: Organization, mana: User
) -> None:
    client.force_login(mana)
    page = reverse("organization", args=[aozora.pk])
    assert "inbox" not in visible(client.get(page))

    settings.DEMO = True

    assert f'<a href="{INBOX}">inbox</a>' in client.get(page).content.decode()

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What is logged while people follow their links, in the words of production."""

import io
import logging
import logging.config
import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import Mail, User
from ospo_app.logs import ServersOwnLines, without_secrets
from tests.accounts.test_sending import server
from tests.smtp import DROPS_AFTER_DATA, PERMANENT, MailServer

__all__ = ["server"]
CANARY = "canary-4f1d9c"
ADDRESS, BROWSER = "203.0.113.77", "Canary/7"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that a server would write to standard error at level INFO."""
    stream, root = io.StringIO(), logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logging.config.dictConfig(settings.LOGGING)
    (handler,) = root.handlers
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(stream)
    root.setLevel(logging.INFO)
    try:
        yield stream
    finally:
        root.handlers, root.level = handlers, level


def follow(client: Client, link: str) -> None:
    client.get(link, follow=True)


def link_in(mail: Mail) -> str:
    found = re.search(r"http://testserver(/\S+)", mail.text)
    assert found
    return found[1]


def test_no_line_holds_what_a_link_that_stops_reminders_holds(client: Client, db: None, log: io.StringIO) -> None:
    client.get(f"/reminders/{CANARY}.{CANARY}/")
    client.post(f"/reminders/{CANARY}.{CANARY}/", headers={"Referer": f"http://testserver/reminders/{CANARY}/"})

    assert "/reminders/…" in log.getvalue()
    assert CANARY not in log.getvalue()


def test_no_line_holds_what_a_link_to_a_new_password_holds(client: Client, alice: User, log: io.StringIO) -> None:
    client.post(reverse("account_reset_password"), {"email": alice.email})
    link = link_in(Mail.objects.get())
    page = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(page, {"password1": CANARY, "password2": "something else"})
    client.post(page, {"password1": CANARY, "password2": CANARY})
    follow(client, link)
    follow(client, link[:-1] + "/more/")

    secret = link.rstrip("/").rpartition("/")[2]
    assert "GET /accounts/password/reset/key/…" in log.getvalue()
    for word in (secret, secret.partition("-")[2], alice.email, CANARY):
        assert word not in log.getvalue()


def test_no_line_holds_what_a_link_to_verify_an_address_holds(client: Client, db: None, log: io.StringIO) -> None:
    form = {"email": f"{CANARY}@example.org", "password1": "a long password", "password2": "a long password"}
    client.post(reverse("account_signup"), form)
    link = link_in(Mail.objects.get())
    client.get(link)
    client.post(link)
    follow(client, f"/accounts/confirm-email/{CANARY}/")

    assert "/accounts/confirm-email/…" in log.getvalue()
    assert link.rstrip("/").rpartition("/")[2] not in log.getvalue()
    assert CANARY not in log.getvalue()


@pytest.mark.parametrize("path", ["/s/{}/", "/ask/{}/", "/ask/{}", "/ask/{}/more/?a=b", "/accounts/confirm-email/{}/x"])
def test_no_line_holds_a_link_that_leads_nowhere(client: Client, alice: User, log: io.StringIO, path: str) -> None:
    follow(client, path.format(CANARY))
    client.post(path.format(CANARY))
    client.get(reverse("account_login"), {"next": path.format(CANARY)})

    assert "/…" in log.getvalue()
    assert CANARY not in log.getvalue()


def test_no_line_says_who_answers_unnamed(client: Client, alice: User, log: io.StringIO) -> None:
    client.force_login(alice)
    who = {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": BROWSER, "HTTP_X_FORWARDED_FOR": ADDRESS}
    client.get(f"/ask/{CANARY}/", **who)

    assert log.getvalue().count("/ask/…") >= 2
    for word in (ADDRESS, BROWSER, "user_id", CANARY):
        assert word not in log.getvalue()

    client.get(reverse("about"), **who)

    assert ADDRESS in log.getvalue() and BROWSER in log.getvalue()


@pytest.mark.parametrize("behaviour", [PERMANENT, DROPS_AFTER_DATA])
def test_no_line_holds_a_mail_that_was_not_sent(
    client: Client, alice: User, server: MailServer, log: io.StringIO, behaviour: str
) -> None:
    server.behaviour = behaviour
    client.post(reverse("account_reset_password"), {"email": alice.email})
    mail = Mail.objects.get()

    call_command("send_mail", stdout=log)

    assert str(mail.pk) in log.getvalue() and "mail was not sent" in log.getvalue()
    for word in (alice.email, link_in(mail), mail.subject, "ken@"):
        assert word not in log.getvalue()


def test_no_traceback_holds_a_secret(log: io.StringIO) -> None:
    try:
        raise ValueError(f"{{'path': 'ask/{CANARY}/'}}")
    except ValueError:
        logging.getLogger("cairn").exception("It went wrong at /ask/%s/", CANARY)

    assert "ValueError" in log.getvalue()
    assert CANARY not in log.getvalue()


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("GET /ask/abc-_1/?x=y HTTP/1.1", "GET /ask/… HTTP/1.1"),
        ('"/accounts/password/reset/key/1-abc/"', '"/accounts/password/reset/key/…"'),
        ("/accounts/login/?next=%2Fask%2Fabc%2F&a=b", "/accounts/login/?next=%2Fask%2F…"),
        ("/accounts/confirm-email/", "/accounts/confirm-email/"),
        ("GET /s/abc-_1/ HTTP/1.1", "GET /s/… HTTP/1.1"),
        ("/assessments/1/asked/ /task/1/ /links/1/", "/assessments/1/asked/ /task/1/ /links/1/"),
    ],
)
def test_an_address_is_cut_off_where_its_secret_begins(text: str, masked: str) -> None:
    assert without_secrets(text) == masked


def served(*args: object, text: str = "%(h)s %(r)s %(f)s") -> str:
    """What the server would write of it, "" for nothing."""
    record = logging.LogRecord("gunicorn.access", logging.INFO, "", 0, text, args, None)
    return record.getMessage() if ServersOwnLines().filter(record) else ""


def test_what_the_server_writes_itself_is_masked_too(settings: Settings) -> None:
    line = {"h": ADDRESS, "r": f"GET /accounts/confirm-email/{CANARY}/ HTTP/1.1", "f": "-", "U": "/accounts/", "D": 7}

    assert served(line) == f"{ADDRESS} GET /accounts/confirm-email/… HTTP/1.1 -"
    assert served(f"/ask/{CANARY}/", text="Error handling request %s") == "Error handling request /ask/…"
    assert served(line | {"r": f"GET /ask/{CANARY}/ HTTP/1.1", "U": f"/ask/{CANARY}/"}) == ""
    assert served(line | {"r": "GET /static/a.css HTTP/1.1", "f": f"http://localhost/ask/{CANARY}/"}) == ""

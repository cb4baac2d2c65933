# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import threading
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine as clock
from django.db import connection, transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.mail import queue_mail
from accounts.models import Mail, Organization, User
from accounts.sending import CLAIM, KEPT, PATIENCE, empty_old_texts, send_due
from tests import smtp
from tests.smtp import MailServer

MINUTE = timedelta(minutes=1)
Fault = Mail.Fault


@pytest.fixture
def server(settings: Settings) -> Iterator[MailServer]:
    with MailServer() as server:
        settings.EMAIL_BACKEND = "accounts.smtp.Backend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 0.3
        yield server


def queue(subject: str, now: datetime) -> Mail:
    with transaction.atomic():
        return queue_mail(to="ken@example.org", subject=subject, text="Text", purpose="test", now=now)


def at(moment: datetime) -> clock.travel:
    return clock.travel(moment, tick=False)


def test_a_mail_is_sent_once(db: None, now: datetime, server: MailServer) -> None:
    mail = queue("進捗 – One", now)

    assert (send_due().sent, send_due().sent) == (1, 0)

    mail.refresh_from_db()
    assert (mail.sent_at, mail.next_at, mail.attempts, mail.last_error, mail.possibly_sent) == (now, None, 1, "", False)
    (message,) = server.messages
    assert (message["Subject"], message["To"], message["From"]) == (
        "進捗 – One",
        "ken@example.org",
        "Cairn <cairn@localhost>",
    )
    assert message["Message-ID"] == f"<{mail.pk}@localhost>"
    assert message.get_content().strip() == "Text"


@pytest.mark.parametrize(("scheme", "one_press"), [("https", "List-Unsubscribe=One-Click"), ("http", None)])
def test_programs_for_mail_can_stop_what_can_be_stopped(
    db: None, now: datetime, server: MailServer, scheme: str, one_press: str | None
) -> None:
    """By one press where the link is safe; and the link, however long, stands on one line as it is (RFC 8058)."""
    link = f"{scheme}://cairn.example.org/reminders/{'x' * 150}/"
    with transaction.atomic():
        queue_mail(to="ken@example.org", subject="A", text="Text", purpose="test", now=now, unsubscribe=link)
    queue("B", now)

    send_due()

    stoppable, other = server.messages
    assert (stoppable["List-Unsubscribe"].strip(), stoppable["List-Unsubscribe-Post"]) == (f"<{link}>", one_press)
    assert (other["List-Unsubscribe"], other["List-Unsubscribe-Post"]) == (None, None)


@pytest.mark.parametrize(
    ("behaviour", "fault"),
    [
        (smtp.REFUSES, Fault.DROPPED),
        (smtp.HANGS, Fault.SILENT),
        (smtp.BUSY, Fault.UNREACHABLE),
        (smtp.TEMPORARY, Fault.LATER),
        (smtp.PERMANENT, Fault.REFUSED),
        (smtp.DROPS, Fault.DROPPED),
        (smtp.DROPS_AFTER_DATA, Fault.UNCERTAIN),
    ],
)
def test_nothing_is_lost_and_one_mail_may_be_doubled_which_is_flagged(
    db: None, now: datetime, server: MailServer, behaviour: str, fault: Fault
) -> None:
    mails = [queue(f"Mail {number}", now) for number in range(3)]
    server.behaviour = behaviour

    assert send_due().sent == 0
    assert set(Mail.objects.values_list("last_error", flat=True)) <= {fault, ""}
    assert fault in Mail.objects.values_list("last_error", flat=True)
    assert not Mail.objects.filter(next_at=None).exists()

    server.behaviour = smtp.WORKS
    with at(now + 2 * MINUTE):
        send_due()

    doubled = [subject for subject, times in Counter(server.received).items() if times > 1]
    flagged = [mail.subject for mail in Mail.objects.filter(possibly_sent=True)]
    assert set(server.received) == {mail.subject for mail in mails}
    assert doubled == flagged == (["Mail 0"] if behaviour == smtp.DROPS_AFTER_DATA else [])
    assert len(server.received) == 3 + len(doubled)
    assert Mail.objects.exclude(sent_at=None).count() == 3


def test_a_server_that_is_gone_is_unreachable(db: None, now: datetime, server: MailServer, settings: Settings) -> None:
    settings.EMAIL_PORT = 1
    mail = queue("One", now)

    send_due()

    mail.refresh_from_db()
    assert mail.last_error == Fault.UNREACHABLE


def test_a_server_in_trouble_is_asked_once_and_then_left_alone_for_a_minute(
    db: None, now: datetime, server: MailServer
) -> None:
    server.behaviour = smtp.HANGS
    for number in range(5):
        queue(f"Mail {number}", now)

    assert (send_due().not_sent, send_due().not_sent) == (1, 0)
    assert server.connections == 1
    assert set(Mail.objects.values_list("next_at", flat=True)) == {now + MINUTE}


def test_one_mail_that_cannot_be_sent_does_not_keep_the_others(db: None, now: datetime, server: MailServer) -> None:
    queue("One", now)
    Mail.objects.update(to="nobody@example.org\nBcc: all@example.org")
    queue("Two", now + MINUTE)

    with at(now + MINUTE):
        send_due()

    assert server.received == ["Two"]
    assert Mail.objects.get(subject="One").last_error == Fault.OTHER


def test_a_farewell_that_goes_wrong_leaves_a_mail_sent(db: None, now: datetime, server: MailServer) -> None:
    server.behaviour = smtp.RUDE
    mail = queue("One", now)

    send_due()

    mail.refresh_from_db()
    assert (mail.sent_at, mail.last_error) == (now, "")


def test_tries_come_further_apart_and_end_after_three_days(db: None, now: datetime, server: MailServer) -> None:
    server.behaviour = smtp.PERMANENT
    mail, moment, waits = queue("One", now), now, []
    while True:
        with at(moment):
            send_due()
        mail.refresh_from_db()
        if mail.next_at is None:
            break
        waits.append((mail.next_at - moment) / MINUTE)
        moment = mail.next_at

    assert waits[:7] == [1, 5, 15, 60, 360, 360, 360]
    assert now + PATIENCE <= moment < now + PATIENCE + timedelta(hours=6)
    assert (mail.has_failed, mail.last_error, mail.attempts) == (True, Fault.REFUSED, len(waits) + 1)
    assert server.received == []


def test_what_may_have_arrived_twice_is_not_sent_a_third_time(db: None, now: datetime, server: MailServer) -> None:
    server.behaviour = smtp.DROPS_AFTER_DATA
    mail = queue("One", now)
    for minutes in (0, 1, 10, 100, 1000):
        with at(now + minutes * MINUTE):
            send_due()

    mail.refresh_from_db()
    assert server.received == ["One", "One"]
    assert (mail.has_failed, mail.possibly_sent, mail.last_error) == (True, True, Fault.UNCERTAIN)


def test_a_sender_that_dies_loses_nothing_and_what_it_held_is_flagged(
    db: None, now: datetime, server: MailServer
) -> None:
    mail = queue("One", now)
    # As it stands while a sender is at work.
    Mail.objects.update(next_at=now + CLAIM, claimed_until=now + CLAIM, attempts=1)
    with at(now + CLAIM - MINUTE):
        assert send_due().sent == 0

    with at(now + CLAIM):
        assert send_due().sent == 1

    mail.refresh_from_db()
    assert (mail.possibly_sent, mail.attempts, server.received) == (True, 2, ["One"])


def test_senders_that_die_twice_give_the_mail_up(db: None, now: datetime, server: MailServer) -> None:
    mail = queue("One", now)
    Mail.objects.update(next_at=now, claimed_until=now, attempts=2, possibly_sent=True)

    assert send_due().sent == 0

    mail.refresh_from_db()
    assert (mail.has_failed, mail.last_error, server.received) == (True, Fault.UNCERTAIN, [])


@pytest.mark.django_db(transaction=True)
def test_senders_at_the_same_moment_send_each_mail_once(now: datetime, server: MailServer) -> None:
    server.slow = 0.02
    subjects = [f"Mail {number}" for number in range(12)]
    for subject in subjects:
        queue(subject, now)
    start = threading.Barrier(4)

    def send() -> None:
        start.wait()
        try:
            send_due()
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(server.received) == sorted(subjects)
    assert Mail.objects.filter(sent_at=now, attempts=1, possibly_sent=False).count() == 12


@pytest.mark.parametrize("behaviour", [smtp.WORKS, smtp.HANGS, smtp.REFUSES])
def test_no_request_talks_to_the_mail_server(client: Client, alice: User, server: MailServer, behaviour: str) -> None:
    server.behaviour = behaviour

    response = client.post(reverse("account_reset_password"), {"email": alice.email})

    assert response.status_code == 302
    assert server.connections == 0
    assert Mail.objects.get().to == alice.email


def test_texts_are_emptied_after_thirty_days(aozora: Organization, now: datetime) -> None:
    sent, recent, given_up, waiting = (queue(name, now) for name in ("Sent", "Recent", "Given up", "Waiting"))
    Mail.objects.filter(pk=sent.pk).update(sent_at=now - KEPT, next_at=None)
    Mail.objects.filter(pk=recent.pk).update(sent_at=now - KEPT + MINUTE, next_at=None)
    Mail.objects.filter(pk=given_up.pk).update(next_at=None, created_at=F("created_at") - KEPT - PATIENCE)
    Mail.objects.filter(pk=waiting.pk).update(created_at=F("created_at") - 2 * KEPT)

    assert (empty_old_texts(now), empty_old_texts(now)) == (2, 0)
    assert set(Mail.objects.exclude(text="")) == {recent, waiting}

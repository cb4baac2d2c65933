# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import io
from datetime import datetime, timedelta

from django.core import mail as outside
from django.core.management import call_command

from accounts.mail import queue_mail
from accounts.models import Mail


def send_mail(**options: bool) -> str:
    out = io.StringIO()
    call_command("send_mail", stdout=out, **options)
    return out.getvalue()


def queue(now: datetime, **changes: object) -> None:
    mail = queue_mail(to="ken@example.org", subject="Hello", text="Text", purpose="test", now=now)
    Mail.objects.filter(pk=mail.pk).update(**changes or {"next_at": now})


def test_it_sends_once_however_often_it_runs(db: None, now: datetime) -> None:
    queue(now)

    assert send_mail() == "1 sent, 0 not sent, 0 waiting, 0 given up.\n"
    assert send_mail() == "0 sent, 0 not sent, 0 waiting, 0 given up.\n"
    assert len(outside.outbox) == 1


def test_it_says_what_waits_and_what_was_given_up_without_naming_people(db: None, now: datetime) -> None:
    queue(now, next_at=now + timedelta(minutes=1))
    queue(now, next_at=None, last_error=Mail.Fault.REFUSED)
    queue(now, next_at=None, last_error=Mail.Fault.UNCERTAIN, possibly_sent=True)

    said = send_mail()

    assert "0 sent, 0 not sent, 1 waiting, 2 given up." in said
    assert "test. The mail server refused the message.\n" in said
    assert "before the mail server confirmed the message. It may have arrived.\n" in said
    assert "ken@" not in said


def test_it_takes_up_again_what_was_given_up(db: None, now: datetime) -> None:
    queue(now, next_at=None, last_error=Mail.Fault.LOGIN)
    queue(now, next_at=None, last_error=Mail.Fault.LOGIN, text="")
    queue(now, next_at=None, sent_at=now)

    assert send_mail().startswith("0 sent, 0 not sent, 0 waiting, 2 given up.")
    assert send_mail(again=True).startswith("1 sent, 0 not sent, 0 waiting, 1 given up.")


def test_it_empties_old_texts(db: None, now: datetime) -> None:
    queue(now, next_at=None, sent_at=now - timedelta(days=30))

    assert "Texts of old mails emptied: 1." in send_mail()
    assert Mail.objects.get().text == ""

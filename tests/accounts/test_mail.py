# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation

from accounts.mail import queue_mail, queue_mails, write_mail
from accounts.models import Mail, Organization
from accounts.text import TextRefused


def queue(now: datetime, **fields: Any) -> Mail:
    return queue_mail(
        **{"to": "ken@example.org", "subject": "Hello", "text": "One\ntwo", "purpose": "test", "now": now} | fields
    )


def test_a_mail_waits_in_the_language_it_was_written_in(aozora: Organization, now: datetime) -> None:
    with translation.override("ja"):
        queue(now, organization=aozora)

    mail = Mail.objects.get()
    assert (mail.to, mail.subject, mail.text, mail.language) == ("ken@example.org", "Hello", "One\ntwo", "ja")
    assert (mail.organization, mail.created_at, mail.next_at, mail.attempts) == (aozora, now, now, 0)
    assert (mail.sent_at, mail.last_error, mail.possibly_sent, mail.has_failed) == (None, "", False, False)


@pytest.mark.django_db(transaction=True)
def test_a_mail_belongs_to_the_transaction_of_what_it_tells_about(now: datetime) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        queue(now)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue(now)
        raise ZeroDivisionError

    assert not Mail.objects.exists()


@pytest.mark.parametrize("subject", ["Hi\r\nBcc: all@example.org", "Hi\x00\nBcc: all@example.org", "Hi\u2028Bcc: a"])
def test_a_subject_is_one_line(db: None, now: datetime, subject: str) -> None:
    assert len(queue(now, subject=subject).subject.splitlines()) == 1


@pytest.mark.parametrize(
    "to", ["", "ken", "ken@example.org\nBcc: all@example.org", "a@example.org, b@example.org", "Ken <ken@example.org>"]
)
def test_a_mail_goes_to_one_address(db: None, now: datetime, to: str) -> None:
    with pytest.raises(ValidationError):
        queue(now, to=to)


def test_texts_pass_the_gate_of_all_texts(db: None, now: datetime) -> None:
    assert queue(now, text="a\x00\r\nb\ud800").text == "a\nb"

    for field, most in {"subject": 200, "text": 20_000}.items():
        with pytest.raises(TextRefused):
            queue(now, **{field: "x" * (most + 1)})


def test_many_mails_take_two_queries(db: None, now: datetime, django_assert_num_queries: Any) -> None:
    said: Any = {"subject": "Hello", "text": "One", "purpose": "test", "now": now, "unsubscribe": "https://a.example/"}
    mails = [write_mail(to=f"p{number}@example.org", **said) for number in range(30)]

    with django_assert_num_queries(2):
        queue_mails(mails)
    with django_assert_num_queries(0):
        queue_mails([])

    assert Mail.objects.filter(unsubscribe="https://a.example/", next_at=now).count() == 30

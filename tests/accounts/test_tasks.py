# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import datetime, timedelta

import pytest
from django.core import mail as outside
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from accounts.mail import queue_mail
from accounts.models import Mail
from accounts.tasks import MOST_PER_RUN, send_mails


class Gone(BaseEmailBackend):
    """A mail server that refuses every connection."""

    def send_messages(self, email_messages: object) -> int:
        raise ConnectionRefusedError


def queue(now: datetime) -> Mail:
    with transaction.atomic():
        return queue_mail(to="ken@example.org", subject="Hello", text="Text", purpose="test", now=now)


def work() -> None:
    """What a worker does with what is due."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def coming(now: datetime) -> list[timedelta]:
    later = DBTaskResult.objects.filter(status="READY", run_after__year__lt=9999).order_by("run_after")
    return [task.run_after - now for task in later]


@pytest.mark.django_db(transaction=True)
def test_the_worker_sends_what_a_transaction_left(now: datetime) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        queue(now)
        raise ZeroDivisionError
    queue(now)

    work()

    assert len(outside.outbox) == 1
    assert Mail.objects.get().sent_at == now
    assert {task.status for task in DBTaskResult.objects.filter(run_after__year=9999)} == {"SUCCESSFUL"}


@pytest.mark.django_db(transaction=True)
def test_the_worker_comes_back_when_the_next_try_is_due_and_once_for_all(now: datetime, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "tests.accounts.test_tasks.Gone"
    for _ in range(3):
        queue(now)

    work()

    assert coming(now) == [timedelta(minutes=1), timedelta(minutes=5)]
    assert sorted(Mail.objects.values_list("attempts", flat=True)) == [0, 0, 1]


@pytest.mark.django_db
def test_where_nothing_waits_nobody_comes_back(now: datetime) -> None:
    assert send_mails.call() == "0 sent, 0 not sent"
    assert coming(now) == []


@pytest.mark.django_db
def test_other_tasks_get_their_turn_between_many_mails(now: datetime) -> None:
    queue(now)
    Mail.objects.bulk_create(
        Mail(to="ken@example.org", text="", subject="", purpose="test", language="en", created_at=now, next_at=now)
        for _ in range(MOST_PER_RUN)
    )

    assert send_mails.call() == f"{MOST_PER_RUN} sent, 0 not sent"
    assert timedelta(0) in coming(now)

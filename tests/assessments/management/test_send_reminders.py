# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import timedelta

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from accounts.models import Mail
from assessments.models import Assessment
from assessments.tasks.reminding import send_reminders
from tests.factories import make_assessment


@pytest.fixture
def due(aozora, mana, now):
    assessment = make_assessment(aozora, mana, now=now - timedelta(days=40))
    Assessment.objects.filter(pk=assessment.pk).update(due_date=now.date() + timedelta(days=1))


def tasks():
    return DBTaskResult.objects.filter(task_path=send_reminders.module_path)


def test_it_says_how_many_and_to_nobody_whom(due, mana, capsys):
    call_command("send_reminders")
    call_command("send_reminders")

    assert capsys.readouterr().out.splitlines() == [
        "1 reminders for 1 people, 0 asked by link were reminded.",
        "0 reminders for 0 people, 0 asked by link were reminded.",
    ]
    assert Mail.objects.filter(purpose="reminders").count() == 1


def test_the_worker_goes_on_every_hour_however_often_it_is_called(due, now):
    for _each in range(3):
        call_command("send_reminders")

    assert [task.run_after for task in tasks()] == [now.replace(hour=10)]


def test_it_can_be_left_to_the_worker(due, capsys):
    call_command("send_reminders", "--later")

    assert (capsys.readouterr().out, Mail.objects.count(), tasks().count()) == ("", 0, 1)


def test_without_a_mail_server_nothing_piles_up(due, settings, capsys):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    call_command("send_reminders")

    assert "no mail server is set up (CAIRN_EMAIL_URL)" in capsys.readouterr().out
    assert not Mail.objects.exists()

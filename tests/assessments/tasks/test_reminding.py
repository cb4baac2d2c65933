# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

from datetime import timedelta

from django_tasks_db.models import DBTaskResult

from accounts.models import Mail
from assessments.models import Assessment
from assessments.tasks.reminding import send_reminders
from tests.factories import make_assessment


def coming():
    found = DBTaskResult.objects.filter(task_path=send_reminders.module_path, status="READY")
    return [task.run_after for task in found]


def test_a_run_leaves_the_next_one_behind_and_no_second_one(aozora, mana, now, time_machine):
    assessment = make_assessment(aozora, mana, now=now - timedelta(days=40))
    Assessment.objects.filter(pk=assessment.pk).update(due_date=now.date() + timedelta(days=1))
    time_machine.move_to(now + timedelta(minutes=20))

    assert send_reminders.func() == "1 reminders for 1 people, 0 asked by link were reminded"
    assert coming() == [now.replace(hour=10)]
    assert send_reminders.func() == "0 reminders for 0 people, 0 asked by link were reminded"
    assert coming() == [now.replace(hour=10)]


def test_without_a_mail_server_it_looks_again_and_sends_nothing(aozora, now, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

    assert send_reminders.func() == "no mail server"
    assert (len(coming()), Mail.objects.count()) == (1, 0)

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Reminders go out every hour, since it is morning somewhere: each run leaves the next one behind."""

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from assessments.services.invitation_reminding import remind_invited
from assessments.services.reminding import can_remind, remind_people

EVERY = timedelta(hours=1)


@task()
def send_reminders() -> str:
    """Remind people of what waits for them; the next run is on the list before anything else is done."""
    now = timezone.now()
    _come_back(now)
    if not can_remind():
        return "no mail server"
    run, invited = remind_people(now=now), remind_invited(now=now)
    return f"{run.mails} reminders for {run.people} people, {invited} asked by link were reminded"


def keep_reminding() -> None:
    """See to it that a run comes; one that is on the list already is enough, also where no worker takes it."""
    _come_back(timezone.now())


def _come_back(now: datetime) -> None:
    coming = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=send_reminders.module_path)
    if not coming.exists():
        begins = now.replace(minute=0, second=0, microsecond=0) + EVERY
        send_reminders.using(run_after=begins).enqueue()

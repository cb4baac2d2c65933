# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""What the worker does about mails. Each run leaves the next one behind as long as mails wait."""

from datetime import datetime

from django.db.models import Min
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from accounts.models import Mail
from accounts.sending import CLAIM, send_due

# Other tasks get their turn in between.
MOST_PER_RUN = 50


@task()
def send_mails() -> str:
    """Send the mails that are due, and come back when the next one is."""
    now = timezone.now()
    if Mail.objects.filter(next_at__lte=now).exists():
        # Should this process die, somebody looks after the mail that it held.
        _come_back(now, now + CLAIM)
    run = send_due(MOST_PER_RUN)
    earliest = Mail.objects.aggregate(at=Min("next_at"))["at"]
    if earliest:
        now = timezone.now()
        _come_back(now, max(earliest, now))
    return f"{run.sent} sent, {run.not_sent} not sent"


def _come_back(now: datetime, at: datetime) -> None:
    """One run at that time, unless one is to come before it."""
    coming = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, task_path=send_mails.module_path, run_after__gt=now, run_after__lte=at
    )
    if not coming.exists():
        send_mails.using(run_after=at).enqueue()

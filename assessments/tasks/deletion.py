# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Organizations whose waiting time is over are deleted by the worker."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from assessments.services.deleting import delete_due, is_any_due

AGAIN_AFTER = timedelta(minutes=10)


@task()
def delete_organizations() -> str:
    """Delete what is due by now; look again later, should this process die over it, or the database give up."""
    now = timezone.now()
    if is_any_due(now):
        delete_organizations.using(run_after=now + AGAIN_AFTER).enqueue()
    return f"{delete_due(now)} deleted"

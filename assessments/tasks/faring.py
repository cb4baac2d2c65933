# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""How advice fared is counted by the worker, month after month from the first action that somebody takes up."""

from datetime import datetime

from django.utils import timezone
from django_tasks import task

from assessments.services import faring


@task()
def count_advice(pack: str) -> None:
    """Count, and come back when it is due next."""
    due_at = faring.count_advice(pack=pack, now=timezone.now())
    if due_at:
        count_advice.using(run_after=due_at).enqueue(pack)


def count_where_due(pack: str, now: datetime) -> None:
    """Have a pack's advice counted where it never was, or where the worker that was to do it is gone."""
    if faring.ask_count(pack=pack, now=now):
        count_advice.enqueue(pack)

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Opening the assessments of a round takes longer than a request may."""

from django.utils import timezone
from django_tasks import task

from assessments.models import Round
from assessments.queries.running import TAKEN_UP_AFTER, is_pending
from assessments.services.rounds import run_round


@task()
def open_assessments(round_id: str) -> None:
    """Open an assessment for each unit of a round that has none; look again later, should this process die over it."""
    if is_pending(Round, round_id):
        open_assessments.using(run_after=timezone.now() + TAKEN_UP_AFTER).enqueue(round_id)
        run_round(round_id=round_id, clock=timezone.now)

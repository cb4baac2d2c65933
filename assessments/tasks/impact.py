# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""The impact of a draft takes longer than a request may."""

from django.utils import timezone
from django_tasks import task

from assessments.services.impact import run_impact


@task()
def work_out_impact(impact_id: str) -> None:
    """Evaluate all organizations under a draft, for an impact that was asked for."""
    run_impact(impact_id=impact_id, clock=timezone.now)

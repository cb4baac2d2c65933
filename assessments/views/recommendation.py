# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from assessments.permissions import can_manage, can_read_result
from assessments.queries.recommendation import recommendation_page
from assessments.queries.shell import shell_of
from assessments.views.access import SignedInRequest, require, seat_or_404
from assessments.views.plan import plan_beside


@require_GET
def recommendation(request: SignedInRequest, assessment_id: uuid.UUID, key: str) -> HttpResponse:
    """Show one recommendation to whoever may read the assessment's result, whether it matches or not."""
    seat = seat_or_404(request, assessment_id)
    require(can_read_result(seat.role, seat.assessment))
    plan = plan_beside(request, seat)
    page = recommendation_page(seat.assessment, key, timezone.now(), plan, may_manage=can_manage(seat.role))
    if page is None:
        raise Http404
    shell = shell_of(request.user, seat.assessment.organization, seat.role, "results")
    return render(request, "assessments/recommendation.html", {"page": page, "shell": shell})

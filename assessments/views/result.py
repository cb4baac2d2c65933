# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from assessments.permissions import can_manage, can_read_result
from assessments.queries.idle import idle_answers
from assessments.queries.result_page import result_page
from assessments.queries.shell import shell_of
from assessments.views.access import SignedInRequest, require, seat_or_404
from assessments.views.plan import plan_beside


@require_GET
def results(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Show a submitted assessment's result, or the result so far; `show` leads to another assessment's."""
    if "show" in request.GET:
        return redirect("results", chosen(request.GET["show"]))
    seat = seat_or_404(request, assessment_id)
    require(can_read_result(seat.role, seat.assessment))
    is_manager = can_manage(seat.role)
    plan = plan_beside(request, seat)
    page = result_page(seat.assessment, timezone.now(), plan, may_manage=is_manager)
    # Of an open assessment it stands on the page to check and submit.
    idle = idle_answers(seat.assessment) if is_manager and not seat.assessment.is_open else []
    shell = shell_of(request.user, seat.assessment.organization, seat.role, "results")
    return render(request, "assessments/results.html", {"page": page, "idle": idle, "shell": shell})


def chosen(assessment_id: str) -> uuid.UUID:
    """The assessment that was chosen in the list; who may read it is asked there. 400 where it names none."""
    try:
        return uuid.UUID(assessment_id)
    except ValueError as error:
        raise BadRequest from error

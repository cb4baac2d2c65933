# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.models import Organization, Role
from assessments.models import Edition
from assessments.permissions import can_answer, can_manage, can_see_tasks
from assessments.queries.assessment import assessments_of, with_submitters
from assessments.queries.outlook import newer_edition
from assessments.queries.plan_proposal import proposing_in
from assessments.queries.shell import shell_of
from assessments.queries.task import task_list
from assessments.queries.who import who_of
from assessments.services.opening import open_assessment
from assessments.services.refusal import NotAccepted
from assessments.views.access import SignedInRequest, organization_or_404, require, seat_or_404
from assessments.views.confirming import confirmation_in


@require_http_methods(["GET", "POST"])
def assessments(request: SignedInRequest, organization_id: uuid.UUID) -> HttpResponse:
    """List an organization's assessments, and open this quarter's."""
    organization, role = organization_or_404(request, organization_id)
    now = timezone.now()
    if request.method == "GET":
        return list_of_assessments(request, organization, role, now)
    require(can_manage(role))
    try:
        opened = open_assessment(organization=organization, pack=Edition.BUILT_IN, by=request.user, now=now)
    except NotAccepted as refusal:
        return list_of_assessments(request, organization, role, now, refusal)
    return redirect("assessment", opened.pk)


def list_of_assessments(
    request: SignedInRequest, organization: Organization, role: Role, now: datetime, refusal: NotAccepted | None = None
) -> HttpResponse:
    """The page, with what was refused (422) where something was."""
    found = assessments_of(organization, now)
    context = {
        "shell": shell_of(request.user, organization, role, "assessment"),
        "organization": organization,
        "list": found,
        "submitted": with_submitters(organization, found.submitted),
        "faults": refusal.faults if refusal else (),
    }
    return render(request, "assessments/assessments.html", context, status=422 if refusal else 200)


@require_GET
def assessment(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Show what there is to answer; a submitted assessment is read by its results."""
    seat = seat_or_404(request, assessment_id)
    if not seat.assessment.is_open:
        return redirect("results", assessment_id)
    require(can_see_tasks(seat.role, seat.assigned))
    assigned = None if can_manage(seat.role) else seat.assigned
    tasks = task_list(seat.assessment, timezone.now(), assigned)
    context = {
        "tasks": tasks,
        "confirmed": confirmation_in(request, seat.assessment, tasks.desk.sheet),
        "proposing": proposing_in(
            seat.assessment, lambda section: can_answer(seat.role, section, seat.assigned), tasks.desk.sheet
        ),
        "key": uuid.uuid4(),
        "who": who_of(tasks, request.user) if assigned is None else None,
        "newer": newer_edition(seat.assessment) if assigned is None else None,
        "shell": shell_of(request.user, seat.assessment.organization, seat.role, "assessment"),
    }
    return render(request, "assessments/assessment.html", context)

# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from assessments.permissions import can_manage
from assessments.queries.disagreement import disagreement_page
from assessments.queries.shell import shell_of
from assessments.views.access import SignedInRequest, require, seat_or_404


@require_GET
def views(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Show managers where views differ, in an open assessment as in a submitted one; `level` narrows it."""
    seat = seat_or_404(request, assessment_id)
    require(can_manage(seat.role))
    page = disagreement_page(seat.assessment, request.GET.get("level"), timezone.now())
    shell = shell_of(request.user, seat.assessment.organization, seat.role, "results")
    return render(request, "assessments/views.html", {"page": page, "shell": shell})

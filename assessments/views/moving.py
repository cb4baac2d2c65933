# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

import uuid
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.models import Edition
from assessments.permissions import can_manage
from assessments.queries.outlook import newer_edition, outlook_of
from assessments.queries.shell import shell_of
from assessments.services import moving
from assessments.services.refusal import AlreadySubmitted, NotAccepted
from assessments.views.access import Seat, SignedInRequest, require, seat_or_404


@require_http_methods(["GET", "POST"])
def move_assessment(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Show what moving to the newer edition would change, and move; where there is none, it leads back."""
    seat, now = seat_or_404(request, assessment_id), timezone.now()
    require(can_manage(seat.role))
    if not seat.assessment.is_open:
        return submitted_before(request, seat)
    newer = newer_edition(seat.assessment)
    if newer is None:
        return redirect("assessment", assessment_id)
    if request.method == "GET":
        return page_of(request, seat, newer, now)
    if request.POST.get("edition") != str(newer.pk):
        return page_of(request, seat, newer, now, status=409)
    return move(request, seat, newer, now)


def move(request: SignedInRequest, seat: Seat, edition: Edition, now: datetime) -> HttpResponse:
    """Move, as was seen. Whoever comes second finds that it has moved, or that it was submitted."""
    try:
        moving.move_assessment(assessment=seat.assessment, edition=edition, by=request.user, now=now)
    except AlreadySubmitted:
        return submitted_before(request, seat)
    except NotAccepted:
        return redirect("move_assessment", seat.assessment.pk)
    words = _("Moved to edition %(edition)s. What is newly asked is open; what is not asked any more stays readable.")
    messages.success(request, words % {"edition": edition.version})
    return redirect("assessment", seat.assessment.pk)


def submitted_before(request: SignedInRequest, seat: Seat) -> HttpResponse:
    """A submitted assessment never moves."""
    if request.method == "POST":
        messages.info(request, _("This assessment was submitted: it stays on its edition."))
    return redirect("results", seat.assessment.pk)


def page_of(request: SignedInRequest, seat: Seat, newer: Edition, now: datetime, status: int = 200) -> HttpResponse:
    """The page; with 409 it says that another edition was published since the person looked."""
    context = {
        "outlook": outlook_of(seat.assessment, newer, now),
        "has_changed": status == 409,
        "shell": shell_of(request.user, seat.assessment.organization, seat.role, "assessment"),
    }
    return render(request, "assessments/move_assessment.html", context, status=status)

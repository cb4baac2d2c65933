# SPDX-FileCopyrightText: 2026 The Cairn contributors
# SPDX-License-Identifier: Apache-2.0

"""Evidence that needs a second look: whoever answers a practice says that its evidence was seen again."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assessments.models import Change
from assessments.permissions import can_answer, can_manage, can_see_tasks
from assessments.queries.evidence import evidence_page, level_of_evidence, renewal_of, stands
from assessments.queries.shell import shell_of
from assessments.services.refusal import AlreadySubmitted
from assessments.services.renewing import renew_evidence, undo_renewal
from assessments.views.access import Seat, SignedInRequest, require, seat_or_404
from assessments.views.answering import idempotency_key, uuid_or_400


@require_http_methods(["GET", "POST"])
def evidence(request: SignedInRequest, assessment_id: uuid.UUID) -> HttpResponse:
    """Show the evidence, the earliest to run out first, and keep that it was seen again."""
    seat = seat_or_404(request, assessment_id)
    if not seat.assessment.is_open:
        return redirect("results", assessment_id)
    require(can_see_tasks(seat.role, seat.assigned))
    if request.method == "GET":
        return _page(request, seat)
    try:
        return _undo(request, seat) if "undo" in request.POST else _see(request, seat)
    except AlreadySubmitted:
        messages.warning(request, _("This assessment has been submitted already. Nothing was changed."))
        return redirect("results", assessment_id)


def _see(request: SignedInRequest, seat: Seat) -> HttpResponse:
    key, pk = idempotency_key(request), uuid_or_400(request.POST.get("seen", ""))
    _require_right(seat, pk)
    line = renew_evidence(
        assessment=seat.assessment, evidence=pk, idempotency_key=key, by=request.user, now=timezone.now()
    )
    return redirect(_here(request, seat, line))


def _undo(request: SignedInRequest, seat: Seat) -> HttpResponse:
    line = renewal_of(seat.assessment, request.POST["undo"])
    if line is None:
        raise Http404
    _require_right(seat, uuid.UUID((line.after or {})["evidence"]))
    if undo_renewal(assessment=seat.assessment, line=line, by=request.user, now=timezone.now()):
        messages.success(request, _("Taken back: the day of the last look is the one before."))
    else:
        messages.warning(request, _("It has changed since. Nothing was taken back."))
    return redirect(_here(request, seat))


def _require_right(seat: Seat, pk: uuid.UUID) -> None:
    """404 where the evidence is gone, 403 for whoever may not answer its practice."""
    level = level_of_evidence(seat.assessment, str(pk))
    if level is None:
        raise Http404
    require(can_answer(seat.role, level, seat.assigned))


def _here(request: SignedInRequest, seat: Seat, line: Change | None = None) -> str:
    """The page as the person had it, with the level that they chose; `line` offers to be undone."""
    chosen = {"level": request.POST.get("level", ""), "seen": line.pk if line else ""}
    query = urlencode({name: value for name, value in chosen.items() if value})
    here = reverse("evidence", args=[seat.assessment.pk])
    return f"{here}?{query}" if query else here


def _page(request: SignedInRequest, seat: Seat) -> HttpResponse:
    assigned = None if can_manage(seat.role) else seat.assigned
    page = evidence_page(seat.assessment, timezone.now(), assigned, request.GET.get("level", ""))
    line = renewal_of(seat.assessment, request.GET["seen"]) if "seen" in request.GET else None
    context = {
        "shell": shell_of(request.user, seat.assessment.organization, seat.role, "assessment"),
        "page": page,
        "key": uuid.uuid4(),
        "renewed": line if line and stands(page, line) else None,
    }
    return render(request, "assessments/evidence.html", context)
